import { h } from "./dom.js";

let shelf = null;

/** level: info, good or error. Errors stay longer and are announced at once. */
export function toast(text, level = "info") {
  shelf ??= document.body.appendChild(h("div", { class: "toasts", popover: "manual" }));
  const note = h("div", { class: `toast ${level}`, role: level === "error" ? "alert" : "status", onclick: () => note.remove() }, text);
  shelf.append(note);
  // The top layer keeps toasts above dialogs; reopening moves the shelf to its top.
  if (shelf.matches(":popover-open")) shelf.hidePopover();
  shelf.showPopover();
  setTimeout(() => leave(note), level === "error" ? 7000 : 3200);
  while (shelf.children.length > 4) shelf.firstChild.remove();
}

function leave(note) {
  note.classList.add("leaving");
  setTimeout(() => {
    note.remove();
    if (!shelf.children.length && shelf.matches(":popover-open")) shelf.hidePopover();
  }, 200);
}

export function failed(error) {
  toast(error.hint ? `${error.message}. ${error.hint}` : error.message, "error");
}
