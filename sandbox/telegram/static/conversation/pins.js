import { chooseDialog, confirmDialog } from "../page/dialog.js";
import { h, icon, iconButton } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";

/** The bar of pinned messages: a press goes to the one shown and shows the one before it. */
export class Pins {
  constructor(talk) {
    this.talk = talk;
    this.back = 0;
    this.element = h("div", { class: "pinned", hidden: true });
  }

  show() {
    this.back = 0;
    this.drawn = null;
  }

  ids() {
    const { chat, app } = this.talk;
    const { thread } = app.place;
    return chat.pins.filter((pin) => thread === null || pin.thread === thread).map((pin) => pin.message_id);
  }

  draw() {
    const { chat, app } = this.talk;
    const ids = chat ? this.ids() : [];
    this.element.hidden = !ids.length;
    if (!ids.length) return;
    this.back = Math.min(this.back, ids.length - 1);
    const at = ids.length - 1 - this.back;
    const text = this.textOf(ids[at]);
    const key = JSON.stringify([ids, at, text, chat.my_rights]);
    if (this.drawn === key) return;
    this.drawn = key;
    const title = ids.length > 1 ? t("pinned-n", { n: at + 1 }) : t("pinned");
    const rule = h("span", { class: "rule", "aria-hidden": "true" }, ids.slice(-5).map((id) => h("i", { class: id === ids[at] ? "here" : "" })));
    const face = h("button", { type: "button", class: "pinned-face", onclick: () => this.go(ids[at], ids.length) }, rule, h("span", { class: "pinned-words" }, h("b", {}, title), h("span", { class: "text" }, text)));
    const manage = ids.length > 1 ? iconButton("pin", t("pinned-all"), () => this.list(ids)) : iconButton("close", t("unpin"), () => this.unpin(ids[at]));
    this.element.replaceChildren(face, chat.my_rights?.can_pin === false ? icon("pin") : manage);
  }

  textOf(id) {
    return this.talk.chat.pins?.find((pin) => pin.message_id === id)?.text ?? t("pinned-far");
  }

  go(id, count) {
    this.back = (this.back + 1) % count;
    this.talk.view.jump(id).catch(failed);
    this.draw();
  }

  async list(ids) {
    const items = [...ids].reverse().map((id) => ({ title: this.textOf(id), value: id, mark: icon("pin") }));
    const chosen = await chooseDialog(t("pinned-all"), [...items, { title: t("unpin-all"), value: "none", mark: icon("close") }]);
    if (chosen === "none") this.unpin(null);
    else if (chosen) this.talk.view.jump(chosen).catch(failed);
  }

  async unpin(id) {
    const { app, chat } = this.talk;
    const ids = id ? [id] : this.ids();
    if (!(await confirmDialog(t(id ? "unpin-sure" : "unpin-all-sure"), t("unpin")))) return;
    for (const message_id of ids) await post("/sim/unpin", { as: app.world.as, chat: chat.id, message_id }).catch(failed);
  }
}
