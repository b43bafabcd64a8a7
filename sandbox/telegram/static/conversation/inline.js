import { colorOf, h } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { wire } from "../world/actions.js";
import { post } from "../world/api.js";

const PAUSE_MS = 250;

/** Inline mode: `@bot words` in any chat asks the bot; a chosen result is sent by the person, via the bot. */
export class Inline {
  constructor(composer) {
    this.composer = composer;
    this.results = null;
    this.chosen = 0;
  }

  offer(text) {
    const { world } = this.composer.app;
    const asked = new RegExp(`^@${world.bot.username}\\s(.*)$`, "is").exec(text)?.[1];
    clearTimeout(this.timer);
    if (asked === undefined) return this.close();
    this.timer = setTimeout(() => this.ask(asked), PAUSE_MS);
  }

  async ask(query) {
    this.asked = query;
    const { app, chat } = this.composer;
    try {
      const answer = await post("/sim/inline", { as: app.world.as, chat: chat.id, query });
      if (this.asked !== query) return;
      this.results = answer.results ?? answer;
      this.button = answer.button;
      this.chosen = 0;
      this.draw();
    } catch (error) {
      failed(error);
    }
  }

  close() {
    if (this.asked === undefined) return;
    this.asked = undefined;
    this.results = null;
    this.composer.suggest.hidden = true;
    this.composer.suggest.classList.remove("gallery");
  }

  draw() {
    const { suggest } = this.composer;
    suggest.hidden = false;
    suggest.removeAttribute("role");
    const rows = this.results.map((result, index) => this.row(result, index));
    const top = this.button && h("button", { type: "button", onclick: () => this.press() }, h("b", {}, this.button.text));
    suggest.classList.toggle("gallery", this.isGallery());
    const list = rows.length ? h("div", { class: "suggest-list", role: "listbox", "aria-label": t("inline-results") }, rows) : !top && h("p", { class: "note" }, t("inline-empty"));
    suggest.replaceChildren(...[top, list].filter(Boolean));
    suggest.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  /** Pictures alone stand in a grid, as in Telegram. */
  isGallery() {
    return this.results.length > 0 && this.results.every((result) => ["photo", "gif", "mpeg4_gif", "sticker"].includes(result.type) && (result.thumbnail_url ?? result.url));
  }

  row(result, index) {
    if (this.isGallery()) return h("button", { type: "button", role: "option", "aria-selected": String(index === this.chosen), "aria-label": result.title ?? t("photo"), onclick: () => this.pick(index) }, h("img", { src: result.thumbnail_url ?? result.url, alt: "" }));
    const title = result.title ?? result.caption ?? result.type;
    const thumb = result.thumbnail_url ? h("img", { class: "thumb", src: result.thumbnail_url, alt: "" }) : h("span", { class: "thumb", style: `background:${colorOf(title)}` }, [...title][0]);
    return h("button", { type: "button", role: "option", "aria-selected": String(index === this.chosen), onclick: () => this.pick(index) }, thumb, h("span", {}, h("b", {}, title), result.description && h("small", {}, result.description)));
  }

  press() {
    const { app } = this.composer;
    if (this.button.web_app) return app.miniapps.open({ url: this.button.web_app.url, button: "inline" });
    return app.openLink(`https://t.me/${app.world.bot.username}?start=${this.button.start_parameter ?? ""}`);
  }

  key(event) {
    if (!this.results?.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1, ...(this.isGallery() ? { ArrowRight: 1, ArrowLeft: -1 } : {}) }[event.key];
    if (step) this.chosen = (this.chosen + step + this.results.length) % this.results.length;
    else if (event.key === "Enter") this.pick(this.chosen);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    if (step) this.draw();
    return true;
  }

  async pick(index) {
    const { app, chat, thread } = this.composer;
    const query = this.asked;
    this.composer.setText("");
    try {
      await post("/sim/inline", { as: app.world.as, chat: chat.id, thread: wire(thread), query, pick: index });
    } catch (error) {
      failed(error);
    }
  }
}
