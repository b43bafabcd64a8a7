import { h, iconButton } from "../page/dom.js";
import { t } from "../page/words.js";
import { Calls } from "./calls.js";
import { drawOutbox } from "./outbox.js";
import { drawWorld } from "./worldtab.js";

const TABS = ["calls", "outbox-mail", "outbox-sms", "world"];

/** "Behind the scenes": what the bot did, what the world outside received, and the levers of this world. */
export class Drawer {
  constructor(app) {
    this.app = app;
    this.isOpen = false;
    this.tab = "calls";
    this.element = h("aside", { class: "drawer", hidden: true });
    this.calls = new Calls(app);
    app.world.on("clock", () => this.tab === "world" && this.isOpen && this.drawPanel());
  }

  async toggle() {
    this.isOpen = !this.isOpen;
    this.element.hidden = !this.isOpen;
    this.app.room.classList.toggle("staged", this.isOpen);
    this.app.personas.draw();
    this.draw();
    if (this.isOpen) await this.calls.watch();
    else this.calls.unwatch();
  }

  draw() {
    if (!this.isOpen) return;
    this.element.setAttribute("aria-label", t("stage"));
    this.panel = h("div", { class: "drawer-panel", role: "tabpanel", tabindex: "0" });
    const tab = (name) => h("button", { type: "button", role: "tab", "data-tab": name, "aria-selected": String(name === this.tab), onclick: () => this.choose(name) }, t(name));
    this.element.replaceChildren(h("header", { class: "drawer-head" }, h("h2", {}, t("stage")), iconButton("close", t("close"), () => this.toggle())), h("div", { class: "tabs", role: "tablist" }, TABS.map(tab)), this.panel);
    this.drawPanel();
  }

  choose(name) {
    this.tab = name;
    this.draw();
    this.element.querySelector("[aria-selected=true]").focus();
  }

  drawPanel() {
    if (this.tab === "calls") this.calls.draw(this.panel);
    else if (this.tab === "world") drawWorld(this.app, this.panel);
    else drawOutbox(this.panel, this.tab.split("-")[1]);
  }
}
