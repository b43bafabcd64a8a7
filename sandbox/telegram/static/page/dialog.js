import { h, iconButton } from "./dom.js";
import { t } from "./words.js";

/** Opens a native modal; resolves with what `done(value)` was given, or null when dismissed. */
export function openDialog({ title, body, className = "", actions = [], closable = true }) {
  return new Promise((resolve) => {
    let value = null;
    const dialog = h("dialog", { class: `dialog ${className}`, "aria-label": title || t("dialog") });
    const done = (result) => {
      value = result;
      dialog.close();
    };
    const content = typeof body === "function" ? body(done, dialog) : body;
    if (title || closable) dialog.append(head(title, closable ? () => done(null) : null));
    if (content) dialog.append(h("div", { class: "dialog-body" }, content));
    if (actions.length) dialog.append(h("div", { class: "dialog-actions" }, actions.map((action) => actionButton(action, done))));
    dialog.addEventListener("click", (event) => event.target === dialog && done(null));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(value);
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("[autofocus]")?.focus();
  });
}

function head(title, onclose) {
  return h("header", { class: "dialog-head" }, h("h2", {}, title ?? ""), onclose && iconButton("close", t("close"), onclose));
}

function actionButton({ text, value, kind = "" }, done) {
  return h("button", { type: "button", class: `dialog-action ${kind}`, onclick: () => done(value) }, text);
}

export function alertDialog(text, title = null) {
  return openDialog({ title, closable: false, className: "small", body: h("p", { class: "dialog-text" }, text), actions: [{ text: "OK", value: true, kind: "primary" }] });
}

export async function confirmDialog(text, yes = t("ok"), { title = null, danger = false } = {}) {
  const actions = [{ text: t("cancel"), value: false }, { text: yes, value: true, kind: danger ? "danger" : "primary" }];
  return (await openDialog({ title, closable: false, className: "small", body: h("p", { class: "dialog-text" }, text), actions })) === true;
}

/** A list to choose one of: items are {title, hint?, value, mark?}. */
export function chooseDialog(title, items, empty = t("nothing-here")) {
  const row = (item, done) =>
    h("button", { type: "button", class: "row", role: "option", onclick: () => done(item.value) }, item.mark, h("span", { class: "row-text" }, h("b", {}, item.title), item.hint && h("small", {}, item.hint)));
  return openDialog({
    title,
    body: (done) => (items.length ? h("div", { class: "rows", role: "listbox", "aria-label": title }, items.map((item) => row(item, done))) : h("p", { class: "empty" }, empty)),
  });
}

/** Small popup menu at a point: items are {text, icon, run, danger?}; `top` is an optional element above them. */
export function openMenu(x, y, items, top = null) {
  const menu = h("section", { class: "menu", popover: "auto", tabindex: "-1", "aria-label": t("menu") });
  const opener = document.activeElement;
  if (top) menu.append(top(() => menu.hidePopover()));
  menu.append(h("div", { class: "menu-items", role: "menu", "aria-label": t("menu") }, items.map((item) => menuItem(item, menu))));
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    if (menu.contains(document.activeElement) || document.activeElement === document.body) opener?.focus?.({ preventScroll: true });
    menu.remove();
  });
  menu.addEventListener("keydown", (event) => walkMenu(menu, event));
  document.body.append(menu);
  menu.showPopover();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`;
  menu.querySelector("[role=menuitem]")?.focus();
}

function menuItem(item, menu) {
  const run = () => {
    menu.hidePopover();
    item.run();
  };
  return h("button", { type: "button", role: "menuitem", class: item.danger ? "danger" : "", onclick: run }, item.icon, item.text);
}

function walkMenu(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...menu.querySelectorAll("button")];
  buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
}
