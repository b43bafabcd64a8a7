import { h } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { get } from "../world/api.js";
import { Socket } from "../world/socket.js";

const KEEP = 400;
const SHOWN = 200;

/** The bot's calls, newest first, live while the drawer is open. */
export class Calls {
  constructor(app) {
    this.app = app;
    this.calls = [];
    this.filter = "";
  }

  /** The line is open before anything is read, so that no call falls in between; after a lost line it is read anew. */
  watch() {
    this.socket?.close();
    this.socket = new Socket(this.app.world.as, { calls: true, onstate: (state) => state === "open" && this.read(), onevent: (event) => this.hear(event) });
  }

  async read() {
    const before = new Set(this.calls);
    try {
      const calls = (await get("/sim/calls")).slice(-KEEP).reverse();
      const known = new Set(calls.map((one) => one.id));
      const meanwhile = this.calls.filter((one) => !before.has(one) && !known.has(one.id));
      this.calls = [...meanwhile, ...calls].slice(0, KEEP);
    } catch (error) {
      failed(error);
    }
    this.redraw();
  }

  hear(event) {
    if (event.type === "call") this.add(event.call);
    if (event.type === "updates") this.onupdates?.();
    if (event.type === "outbox" || event.type === "provider") this.app.world.emit(event.type, event);
  }

  unwatch() {
    this.socket?.close();
  }

  add(call) {
    if (this.calls.some((one) => one.id === call.id)) return;
    this.calls.unshift(call);
    this.calls.length = Math.min(this.calls.length, KEEP);
    if (this.list?.isConnected && this.matches(call)) {
      this.list.querySelector(".empty")?.remove();
      this.list.prepend(drawCall(call));
      while (this.list.children.length > SHOWN) this.list.lastChild.remove();
    }
  }

  matches(call) {
    return call.method.toLowerCase().includes(this.filter) && call.method.toLowerCase() !== "getupdates";
  }

  draw(panel) {
    this.list = h("div", { role: "log", "aria-label": t("calls") });
    const search = h("input", { type: "search", placeholder: t("calls-filter"), "aria-label": t("calls-filter"), value: this.filter, oninput: (event) => this.search(event.target.value) });
    const clear = h("button", { type: "button", class: "chip", onclick: () => ((this.calls = []), this.redraw()) }, t("calls-clear"));
    panel.replaceChildren(h("div", { class: "drawer-tools" }, search, clear), this.list);
    this.redraw();
  }

  search(text) {
    this.filter = text.toLowerCase();
    this.redraw();
  }

  redraw() {
    if (!this.list) return;
    const shown = this.calls.filter((call) => this.matches(call)).slice(0, SHOWN);
    this.list.replaceChildren(...(shown.length ? shown.map(drawCall) : [h("p", { class: "empty" }, t("calls-empty"))]));
  }
}

function drawCall(call) {
  const node = h("details", { class: `call ${call.ok ? "" : "bad"}` }, h("summary", {}, h("span", { class: "state" }), h("b", {}, call.method), h("span", { class: "about" }, about(call)), h("span", { class: "ms" }, `${call.ms} ms`)));
  // The whole call is written out only when somebody looks.
  node.addEventListener("toggle", () => node.open && node.childElementCount === 1 && node.append(h("pre", { tabindex: "0" }, pretty(call.params)), h("pre", { tabindex: "0" }, pretty(call.ok ? call.answer : { error_code: call.error_code, description: call.description }))));
  return node;
}

function about(call) {
  if (!call.ok) return call.description ?? "";
  const { text, caption, chat_id, message_id } = call.params ?? {};
  return text || caption || [chat_id, message_id].filter(Boolean).join(" · ");
}

function pretty(value) {
  return JSON.stringify(value, null, 2) ?? "";
}
