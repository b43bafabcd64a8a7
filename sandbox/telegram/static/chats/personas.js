import { avatar, h, iconButton } from "../page/dom.js";
import { openDialog } from "../page/dialog.js";
import { switchTheme, theme } from "../page/theme.js";
import { t } from "../page/words.js";

/** The strip at the top: who the person at the keyboard plays right now. */
export class Personas {
  constructor(app) {
    this.app = app;
    this.element = h("header", { class: "strip" });
    this.online = true;
    app.world.on("line", ({ open }) => this.setOnline(open));
  }

  setOnline(open) {
    this.online = open;
    const mark = this.element.querySelector(".offline");
    if (mark) mark.hidden = open;
  }

  draw() {
    const world = this.app.world;
    if (!world.me) return;
    this.element.replaceChildren(
      h("h1", { class: "sr" }, t("title")),
      h("span", { class: "strip-label", id: "personas-label" }, t("personas")),
      h("div", { class: "strip-people", role: "radiogroup", "aria-label": t("personas"), onkeydown: (event) => this.walk(event) }, this.people().map((one) => this.chip(one)), h("button", { type: "button", class: "person more", onclick: () => this.other() }, t("persona-more"))),
      h("span", { class: "offline", role: "status", hidden: this.online }, t("connecting")),
      iconButton("window", t("new-window"), () => this.newWindow(), { class: "window-button" }),
      iconButton(theme() === "dark" ? "sun" : "theme", t(theme() === "dark" ? "theme-light" : "theme-dark"), switchTheme),
      iconButton("stage", t("stage"), () => this.app.drawer.toggle(), { "aria-pressed": String(this.app.drawer.isOpen), class: "stage-button" }),
    );
    this.element.querySelector("[aria-checked=true]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  people() {
    const { personas, me, as } = this.app.world;
    return personas.some((one) => one.key === as) ? personas : [...personas, { ...me, key: as }];
  }

  chip(person) {
    const mine = person.key === this.app.world.as;
    const choose = () => this.app.become(person.key);
    return h("button", { type: "button", class: "person", role: "radio", "aria-checked": String(mine), tabindex: mine ? 0 : -1, "data-persona": person.key, title: person.name, onclick: choose }, avatar(person.name, person.avatar_color, "tiny"), person.name.split(" ")[0]);
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const chips = [...this.element.querySelectorAll("[role=radio]")];
    chips[(chips.indexOf(document.activeElement) + step + chips.length) % chips.length]?.focus();
  }

  newWindow() {
    const others = this.app.world.personas.filter((one) => one.key !== this.app.world.as);
    const url = new URL(location);
    url.searchParams.set("as", others[0].key);
    url.hash = "";
    window.open(url, "_blank", "width=430,height=860");
  }

  async other() {
    const key = await openDialog({
      title: t("persona-more"),
      body: (done) => {
        const input = h("input", { autofocus: true, name: "key", autocomplete: "off", autocapitalize: "off" });
        return h("form", { onsubmit: (event) => (event.preventDefault(), done(input.value.trim())) }, h("label", { class: "field" }, h("span", {}, t("persona-key")), input), h("button", { class: "wide" }, t("persona-open")));
      },
    });
    if (key) await this.app.become(key);
  }
}
