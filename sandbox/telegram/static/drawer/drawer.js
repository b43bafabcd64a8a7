import { h, iconButton } from "../page/dom.js";
import { t } from "../page/words.js";
import { Calls } from "./calls.js";
import { drawOutbox } from "./outbox.js";
import { drawProviders, redrawProvider } from "./providers.js";
import { drawQuirks } from "./quirks.js";
import { Updates } from "./updates.js";
import { drawWorld } from "./worldtab.js";

const TABS = ["calls", "updates", "outbox-mail", "outbox-sms", "outbox-push", "world", "quirks", "providers"];

/** "Behind the scenes": what the bot did, what the world outside received, and the levers of this world. */
export class Drawer {
  constructor(app) {
    this.app = app;
    this.isOpen = false;
    this.tab = "calls";
    this.element = h("aside", { class: "drawer", hidden: true, onkeydown: (event) => event.key === "Escape" && this.toggle() });
    this.calls = new Calls(app);
    this.updates = new Updates();
    this.calls.onupdates = () => this.showing("updates") && this.updates.changed();
    app.world.on("outbox", ({ kind }) => this.showing(`outbox-${kind}`) && this.drawPanel());
    app.world.on("provider", ({ name }) => this.showing("providers") && redrawProvider(name));
    app.world.on("settings", () => this.showing("quirks") && this.drawPanel());
    app.world.on("clock", () => this.tab === "world" && this.isOpen && this.drawPanel());
  }

  showing(tab) {
    return this.isOpen && this.tab === tab;
  }

  toggle() {
    this.isOpen = !this.isOpen;
    this.element.hidden = !this.isOpen;
    this.app.room.classList.toggle("staged", this.isOpen);
    this.app.personas.draw();
    this.draw();
    if (this.isOpen) {
      this.element.querySelector("[aria-selected=true]").focus();
      this.calls.watch();
    } else {
      this.calls.unwatch();
      document.querySelector(".stage-button")?.focus();
    }
  }

  draw() {
    if (!this.isOpen) return;
    this.element.setAttribute("aria-label", t("stage"));
    this.panel = h("div", { class: "drawer-panel", role: "tabpanel", tabindex: "0" });
    const tab = (name) => h("button", { type: "button", role: "tab", "data-tab": name, "aria-selected": String(name === this.tab), tabindex: name === this.tab ? 0 : -1, onclick: () => this.choose(name) }, t(name));
    this.element.replaceChildren(h("header", { class: "drawer-head" }, h("h2", {}, t("stage")), iconButton("close", t("close"), () => this.toggle())), h("div", { class: "tabs", role: "tablist", "aria-label": t("stage"), onkeydown: (event) => this.walk(event) }, TABS.map(tab)), this.panel);
    this.drawPanel();
    this.element.querySelector("[aria-selected=true]").scrollIntoView({ inline: "center", block: "nearest" });
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.choose(TABS[(TABS.indexOf(this.tab) + step + TABS.length) % TABS.length]);
  }

  choose(name) {
    this.tab = name;
    this.draw();
    const chosen = this.element.querySelector("[aria-selected=true]");
    chosen.focus();
    chosen.scrollIntoView({ inline: "center", block: "nearest" });
  }

  drawPanel() {
    if (this.tab === "calls") this.calls.draw(this.panel);
    else if (this.tab === "updates") this.updates.draw(this.panel);
    else if (this.tab === "world") drawWorld(this.app, this.panel);
    else if (this.tab === "quirks") drawQuirks(this.app, this.panel);
    else if (this.tab === "providers") drawProviders(this.app, this.panel);
    else drawOutbox(this.panel, this.tab.split("-")[1]);
  }
}
