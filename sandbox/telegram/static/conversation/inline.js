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
  }

  draw() {
    const { suggest } = this.composer;
    suggest.hidden = false;
    suggest.setAttribute("role", "listbox");
    suggest.setAttribute("aria-label", t("inline-results"));
    const rows = this.results.map((result, index) => this.row(result, index));
    const top = this.button && h("button", { type: "button", onclick: () => this.press() }, h("b", {}, this.button.text));
    suggest.replaceChildren(...[top, ...(rows.length || top ? rows : [h("p", { class: "note" }, t("inline-empty"))])].filter(Boolean));
    suggest.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  row(result, index) {
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
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
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
