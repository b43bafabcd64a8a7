import { h, icon, iconButton } from "../page/dom.js";
import { openMenu } from "../page/dialog.js";
import { t } from "../page/words.js";
import { showPurse } from "../payments/history.js";
import { Found } from "./found.js";
import { createGroup, createTopic, joinByLink } from "./groups.js";
import { Marks } from "./marks.js";
import { RequestsBar } from "./requests.js";
import { chatRow, topicRow } from "./rows.js";

const HINT = "sandbox.hint-read";
const LONG_PRESS_MS = 480;

/** The left column: chats, or the topics of the forum that is open. */
export class Chats {
  constructor(app) {
    this.app = app;
    this.filter = "";
    this.marks = new Marks(app);
    this.requests = new RequestsBar(app);
    this.drawn = new Map();
    this.found = new Found(app, () => this.draw());
    this.element = h("nav", { class: "side" });
    app.world.on("chats", () => this.draw());
    app.world.on("typing", () => this.draw());
    app.world.on("moved", ({ from, to }) => app.place.chat === from && app.go(to));
    addEventListener("focus", () => this.draw());
  }

  drawFrame() {
    this.drawn.clear();
    this.title = h("h1", {}, t("chats"));
    this.back = iconButton("back", t("back"), () => this.app.go(null), { class: "back-button" });
    this.rows = h("div", { class: "chat-rows", onkeydown: (event) => this.walk(event) });
    this.input = h("input", { type: "search", placeholder: t("search"), "aria-label": t("search"), value: this.filter, oninput: (event) => this.search(event.target.value), onkeydown: (event) => this.searchKey(event) });
    this.add = iconButton("plus", t("new-group"), (event) => this.addMenu(event.currentTarget));
    this.element.setAttribute("aria-label", t("chats"));
    this.element.replaceChildren(h("header", { class: "side-head" }, this.back, this.title, this.add), h("div", { class: "search" }, this.input), this.requests.element, this.rows, this.hint() ?? "");
    this.draw();
  }

  search(text) {
    this.filter = text.toLowerCase();
    this.found.look(text);
    this.draw();
  }

  searchKey(event) {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      this.rows.querySelector(".chat-row")?.focus();
    } else if (event.key === "Escape" && this.input.value) {
      event.preventDefault();
      this.search((this.input.value = ""));
    }
  }

  addMenu(button) {
    const box = button.getBoundingClientRect();
    const forum = this.forum();
    if (forum) return createTopic(this.app, forum);
    return openMenu(box.right - 200, box.bottom, [
      { text: t("new-group"), icon: icon("group"), run: () => createGroup(this.app) },
      { text: t("join-by-link"), icon: icon("link"), run: () => joinByLink(this.app) },
      { text: t("purse"), icon: icon("star"), run: () => showPurse(this.app) },
    ]);
  }

  forum() {
    return this.app.place.forum() ? this.app.world.chats.get(this.app.place.chat) : null;
  }

  draw() {
    if (!this.rows || this.planned) return;
    this.planned = true;
    queueMicrotask(() => {
      this.planned = false;
      this.drawNow();
    });
  }

  drawNow() {
    const forum = this.forum();
    this.back.style.display = forum ? "" : "none";
    this.add.title = t(forum ? "new-topic" : "new-group");
    this.add.setAttribute("aria-label", this.add.title);
    this.title.textContent = forum ? forum.title : t("chats");
    this.requests.draw(forum);
    const focused = this.rows.contains(document.activeElement) ? document.activeElement.dataset.row : null;
    const rows = forum ? this.topics(forum) : [...this.chats(), ...this.found.rows];
    this.rows.replaceChildren(...(rows.length ? rows : [h("p", { class: "side-empty" }, t("nothing-here"))]));
    if (focused) this.rows.querySelector(`[data-row="${focused}"]`)?.focus();
  }

  /** Chats pinned by the person stand on top, in the order they were pinned. */
  chats() {
    const pinned = this.marks.all("pinned");
    const rank = (chat) => (pinned.includes(chat.id) ? pinned.indexOf(chat.id) : pinned.length);
    const found = this.app.world.chatList().filter((chat) => chat.title.toLowerCase().includes(this.filter));
    return found.sort((one, two) => rank(one) - rank(two)).map((chat) => this.row(chatRow, chat));
  }

  /** General stands on top, the others by what was said last. */
  topics(forum) {
    const topics = forum.topics.filter((topic) => !topic.hidden).map((topic) => (topic.id === 1 ? { ...topic, name: t("topic-general") } : topic));
    const rank = (topic) => (topic.id === 1 ? Infinity : topic.last?.date ?? 0);
    const found = topics.filter((topic) => topic.name.toLowerCase().includes(this.filter)).sort((one, two) => rank(two) - rank(one));
    return found.map((topic) => topicRow(this.app, forum, topic));
  }

  /** A row is made anew only when it shows something else. */
  row(draw, chat) {
    const made = draw(this.app, this.marks, chat);
    const known = this.drawn.get(chat.id);
    if (known?.html === made.outerHTML) return known.node;
    this.listenForMenu(made, chat);
    this.drawn.set(chat.id, { html: made.outerHTML, node: made });
    return made;
  }

  listenForMenu(node, chat) {
    let timer = null;
    const open = (x, y) => this.menu(chat, x, y);
    node.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      const box = node.getBoundingClientRect();
      open(event.clientX || box.left + 60, event.clientY || box.top + 40);
    });
    node.addEventListener("touchstart", (event) => (timer = setTimeout(() => open(event.touches[0].clientX, event.touches[0].clientY), LONG_PRESS_MS)), { passive: true });
    for (const name of ["touchend", "touchmove", "touchcancel"]) node.addEventListener(name, () => clearTimeout(timer), { passive: true });
  }

  menu(chat, x, y) {
    const { marks, app } = this;
    const now = app.world.chats.get(chat.id) ?? chat;
    const items = [
      now.unread && !now.is_forum && { text: t("mark-read"), icon: icon("check"), run: () => app.world.read(chat.id, null) },
      { text: t(marks.has("pinned", chat.id) ? "unpin" : "pin"), icon: icon("pin"), run: () => marks.turn("pinned", chat.id) },
      { text: t(marks.has("muted", chat.id) ? "unmute" : "mute"), icon: icon(marks.has("muted", chat.id) ? "bell" : "muted"), run: () => marks.turn("muted", chat.id) },
    ];
    openMenu(x, y, items.filter(Boolean));
  }

  hint() {
    if (localStorage.getItem(HINT)) return null;
    const dismiss = (event) => {
      localStorage.setItem(HINT, "1");
      event.target.closest(".hint-card").remove();
    };
    const lines = ["hint-start", "hint-person", "hint-app", "hint-clock"].map((key) => h("li", {}, t(key)));
    return h("section", { class: "hint-card", "aria-label": t("hint-title") }, h("h2", {}, t("hint-title")), h("ol", {}, lines), h("button", { type: "button", onclick: dismiss }, t("hint-ok")));
  }

  walk(event) {
    const rows = [...this.rows.querySelectorAll(".chat-row")];
    const at = rows.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    if (next < 0) this.input.focus();
    else rows[Math.min(rows.length - 1, next)]?.focus();
  }
}
