import { h, iconButton } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { get } from "../world/api.js";

const PAUSE_MS = 250;

/** Search in the open chat: the newest that holds the words first, then up and down from one to the next. */
export class SearchBar {
  constructor(talk) {
    this.talk = talk;
    this.element = h("div", { class: "search-bar", role: "search", hidden: true });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  toggle() {
    if (this.isOpen) return this.close();
    this.found = [];
    this.at = -1;
    this.input = h("input", { type: "search", placeholder: t("search-chat"), "aria-label": t("search-chat"), autocomplete: "off", oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.count = h("span", { class: "search-count", role: "status" });
    this.up = iconButton("up", t("search-older"), () => this.step(1), { disabled: true });
    this.down = iconButton("down", t("search-newer"), () => this.step(-1), { disabled: true });
    this.element.replaceChildren(this.input, this.count, this.up, this.down, iconButton("close", t("close"), () => this.close()));
    this.element.hidden = false;
    this.input.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.element.hidden = true;
    this.element.replaceChildren();
    if (this.talk.shown) this.talk.composer.focus();
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask().catch(failed), PAUSE_MS);
  }

  async ask() {
    const { app, chat } = this.talk;
    const q = this.input.value.trim();
    this.asked = q;
    const answer = q ? await get("/client/search", { as: app.world.as, chat: chat.id, thread: app.place.thread, q }) : { found: [], total: 0 };
    if (this.asked !== q || !this.isOpen) return;
    this.found = answer.found;
    this.at = this.found.length ? 0 : -1;
    this.show();
  }

  step(by) {
    if (!this.found.length) return;
    this.at = Math.max(0, Math.min(this.found.length - 1, this.at + by));
    this.show();
  }

  show() {
    this.up.disabled = this.at >= this.found.length - 1;
    this.down.disabled = this.at <= 0;
    this.count.textContent = this.at < 0 ? (this.asked ? t("search-nothing") : "") : t("viewer-of", { n: this.at + 1, all: this.found.length });
    if (this.at >= 0) this.talk.view.jump(this.found[this.at].message_id).catch(failed);
  }

  key(event) {
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (step && this.input.value.trim() !== this.asked) this.ask().catch(failed);
    else if (step) this.step(step);
    if (step || event.key === "Escape") event.preventDefault();
  }
}
