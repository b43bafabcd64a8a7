/** Builds an element: `h("button", {class: "x", onclick: f}, "text", child)`. Empty children are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProp(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "html") node.innerHTML = value;
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : value);
}

export function icon(name, label = null) {
  const holder = h("span", { class: `icon icon-${name}`, "aria-hidden": label ? null : "true" });
  holder.innerHTML = `<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${SHAPES[name] ?? ""}</svg>`;
  return holder;
}

export function iconButton(name, label, onclick, extra = {}) {
  return h("button", { ...extra, type: "button", class: `icon-button ${extra.class ?? ""}`, title: label, "aria-label": label, onclick }, icon(name));
}

/** Two letters on a coloured disc, as Telegram draws people without a photo. */
export function avatar(name, color, size = "") {
  const words = (name ?? "").match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? ["?"];
  const letters = words.slice(0, 2).map((word) => [...word][0]).join("");
  return h("span", { class: `avatar ${size}`, style: `--avatar:${color ?? colorOf(name)}`, "aria-hidden": "true" }, letters.toUpperCase());
}

const COLORS = ["#e17076", "#eda86c", "#a695e7", "#7bc862", "#6ec9cb", "#65aadd", "#ee7aae"];

export function colorOf(name) {
  let sum = 0;
  for (const letter of String(name ?? "")) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return COLORS[sum % COLORS.length];
}

export function hexColor(number) {
  return `#${Number(number ?? 0x6fb9f0).toString(16).padStart(6, "0")}`;
}

const SHAPES = {
  back: '<path d="M15 5l-7 7 7 7"/>',
  close: '<path d="M6 6l12 12M18 6L6 18"/>',
  more: '<circle cx="12" cy="5.5" r="1.2" fill="currentColor"/><circle cx="12" cy="12" r="1.2" fill="currentColor"/><circle cx="12" cy="18.5" r="1.2" fill="currentColor"/>',
  send: '<path d="M4.2 11.1 19.4 4.6c.6-.2 1 .3.9.9l-3 14c-.1.6-.7.8-1.2.5l-4.6-3.4-2.3 2.2c-.4.3-.8.2-.9-.3L7.8 14l-3.5-1.6c-.7-.3-.7-1-.1-1.3zM7.8 14l8.6-5.6" fill="none"/>',
  attach: '<path d="M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8.2-8.2a3 3 0 0 1 4.3 4.3l-8.1 8.1a1.4 1.4 0 0 1-2-2l7-7"/>',
  down: '<path d="M5 9l7 7 7-7"/>',
  pin: '<path d="M14.5 4l5.5 5.5-2 .6-3.4 3.4-.4 4.3-1.6 1.6-7.9-7.9 1.6-1.6 4.3-.4L14 6zM8.5 15.5L4 20"/>',
  keyboard: '<rect x="3" y="6" width="18" height="12" rx="2.5"/><path d="M7 10h.01M10.4 10h.01M13.7 10h.01M17 10h.01M8 14h8"/>',
  menu: '<path d="M5 7h14M5 12h14M5 17h14"/>',
  theme: '<path d="M20 14.5A8.3 8.3 0 0 1 9.5 4 8.3 8.3 0 1 0 20 14.5z"/>',
  sun: '<circle cx="12" cy="12" r="4.2"/><path d="M12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M5.5 18.5l1.4-1.4M17.1 6.9l1.4-1.4"/>',
  stage: '<path d="M4 5c3 1 5 1 8 0s5-1 8 0v14c-3-1-5-1-8 0s-5 1-8 0z"/><path d="M8.5 10v.6M15.5 10v.6M8.5 14.3c2.2 1.7 4.8 1.7 7 0"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  group: '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.8 19.5c.6-3.7 3-5.5 6.2-5.5s5.6 1.8 6.2 5.5M15.5 5.3a3.3 3.3 0 0 1 0 6.4M17.3 14.3c2.2.6 3.5 2.3 3.9 5.2"/>',
  window: '<path d="M13.5 4H20v6.5M20 4l-9 9M17 14v4.5a1.5 1.5 0 0 1-1.5 1.5h-10A1.5 1.5 0 0 1 4 18.5v-10A1.5 1.5 0 0 1 5.5 7H10"/>',
  reply: '<path d="M10 6L4 12l6 6v-3.6c4.7-.3 7.6 1 10 4.1-.6-6-4-9-10-9.5z"/>',
  edit: '<path d="M5 19l.8-3.8L16.2 4.8a1.8 1.8 0 0 1 2.6 0l.4.4a1.8 1.8 0 0 1 0 2.6L8.8 18.2z"/>',
  trash: '<path d="M5 7h14M9.5 7V5h5v2M7 7l.8 12h8.4L17 7M10.5 11v5M13.5 11v5"/>',
  copy: '<rect x="8" y="8" width="11" height="12" rx="2"/><path d="M5 15.5V6a2 2 0 0 1 2-2h8"/>',
  photo: '<rect x="3.5" y="5" width="17" height="14" rx="2.5"/><circle cx="9" cy="10" r="1.6"/><path d="M4 17l5-4 3.5 2.8 3-2.3 4.5 3.5"/>',
  file: '<path d="M7 3.5h7l4.5 4.5v11a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 19V5A1.5 1.5 0 0 1 7 3.5zM13.5 4v4.5H18"/>',
  place: '<path d="M12 21c4.7-5 7-8.4 7-11a7 7 0 1 0-14 0c0 2.6 2.3 6 7 11z"/><circle cx="12" cy="10" r="2.5"/>',
  contact: '<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20c.8-4 3.6-6 7.5-6s6.7 2 7.5 6"/>',
  smile: '<circle cx="12" cy="12" r="8.5"/><path d="M9 10v.2M15 10v.2M8.5 14.2c2 2 5 2 7 0"/>',
  check: '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
  reload: '<path d="M19 12a7 7 0 1 1-2-5l2 2M19 4.5V9h-4.5"/>',
  expand: '<path d="M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5"/>',
  gear: '<circle cx="12" cy="12" r="3"/><path d="M12 3.5v2.2M12 18.3v2.2M3.5 12h2.2M18.3 12h2.2M6 6l1.6 1.6M16.4 16.4L18 18M6 18l1.6-1.6M16.4 7.6L18 6"/>',
  lock: '<rect x="5.5" y="10.5" width="13" height="9" rx="2"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>',
  eye: '<path d="M2.8 12c2.3-4 5.4-6 9.2-6s6.9 2 9.2 6c-2.3 4-5.4 6-9.2 6s-6.9-2-9.2-6z"/><circle cx="12" cy="12" r="2.8"/>',
  link: '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1"/>',
  app: '<rect x="4" y="4" width="16" height="16" rx="4"/><path d="M8.5 12l2.5 2.5 4.5-5"/>',
  share: '<path d="M12 15V4M8 7.5L12 3.8l4 3.7M6 12v6.5A1.5 1.5 0 0 0 7.5 20h9a1.5 1.5 0 0 0 1.5-1.5V12"/>',
  hash: '<path d="M9.5 4l-2 16M16.5 4l-2 16M5 9h15M4 15h15"/>',
};
