import { h } from "../page/dom.js";
import { t } from "../page/words.js";
import { say } from "../world/actions.js";

/** The list of commands above the line: `/` filters it, the menu button shows all of it. */
export class Commands {
  constructor(composer) {
    this.composer = composer;
    this.chosen = 0;
    this.found = [];
  }

  offer(text) {
    const asked = /^\/(\w*)$/.exec(text)?.[1];
    const all = this.composer.chat.commands ?? [];
    this.show(asked === undefined ? [] : all.filter((one) => one.command.startsWith(asked.toLowerCase())));
  }

  toggleAll() {
    this.show(this.found.length ? [] : this.composer.chat.commands ?? []);
    this.composer.focus();
  }

  show(found) {
    if (!found.length && !this.found.length) return;
    this.found = found;
    this.chosen = 0;
    this.draw();
  }

  draw() {
    const { suggest } = this.composer;
    suggest.hidden = !this.found.length;
    suggest.classList.remove("gallery");
    suggest.setAttribute("role", "listbox");
    suggest.setAttribute("aria-label", t("commands"));
    suggest.replaceChildren(...this.found.map((one, index) => h("button", { type: "button", role: "option", "aria-selected": String(index === this.chosen), onclick: () => this.take(one) }, h("span", {}, h("b", {}, `/${one.command}`), h("small", {}, one.description)))));
    suggest.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (!this.found.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.chosen = (this.chosen + step + this.found.length) % this.found.length;
    else if (event.key === "Escape") this.found = [];
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.found[this.chosen]);
    else return false;
    event.preventDefault();
    this.draw();
    return true;
  }

  take(one) {
    const { app, chat, thread } = this.composer;
    const suffix = chat.type === "private" ? "" : `@${app.world.bot.username}`;
    this.composer.setText("");
    this.show([]);
    say(app.world, { chat: chat.id, thread, text: `/${one.command}${suffix}` }).catch(() => null);
    this.composer.focus();
  }
}
