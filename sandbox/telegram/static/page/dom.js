import { SHAPES } from "./icons.js";

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
  holder.innerHTML = `<svg aria-hidden="true" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${SHAPES[name] ?? ""}</svg>`;
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
