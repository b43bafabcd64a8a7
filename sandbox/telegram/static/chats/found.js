import { avatar, h } from "../page/dom.js";
import { shortMoment } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { get } from "../world/api.js";

const PAUSE_MS = 300;
const SHORTEST = 2;
const SHOWN = 30;

/** Messages that the search above the chats finds, in all of them. */
export class Found {
  rows = [];

  constructor(app, changed) {
    this.app = app;
    this.changed = changed;
  }

  look(text) {
    clearTimeout(this.timer);
    this.asked = text.trim();
    this.rows = [];
    if (this.asked.length < SHORTEST) return;
    this.timer = setTimeout(() => this.ask(this.asked).catch(failed), PAUSE_MS);
  }

  async ask(q) {
    const { found } = await get("/client/search", { as: this.app.world.as, q });
    if (this.asked !== q || !found.length) return;
    this.rows = [h("p", { class: "section-title" }, t("search-messages")), ...found.slice(0, SHOWN).map((one) => this.row(one))];
    this.changed();
  }

  row(one) {
    const { app } = this;
    const chat = app.world.chats.get(one.chat);
    const author = chat?.type === "private" || one.from_name === chat?.title ? "" : `${one.from_name.split(" ")[0]}: `;
    return h(
      "button",
      { type: "button", class: "chat-row found", "data-row": `m${one.chat}/${one.message_id}`, onclick: () => app.goToMessage(one.chat, one.message_id, one.thread) },
      avatar(chat?.title ?? "", chat?.avatar_color),
      h("span", { class: "lines" }, h("span", { class: "line" }, h("span", { class: "name" }, chat?.title ?? ""), h("span", { class: "when" }, shortMoment(one.date))), h("span", { class: "line" }, h("span", { class: "preview" }, author && h("b", {}, author), one.text))),
    );
  }
}
