import { avatar, h, icon, iconButton } from "../page/dom.js";
import { openMenu } from "../page/dialog.js";
import { shortMoment } from "../page/moments.js";
import { t } from "../page/words.js";
import { createGroup, createTopic, joinByLink } from "./groups.js";
import { actionWords } from "./typing.js";

const HINT = "sandbox.hint-read";

/** The left column: chats, or the topics of the forum that is open. */
export class Chats {
  constructor(app) {
    this.app = app;
    this.filter = "";
    this.element = h("nav", { class: "side" });
    app.world.on("chats", () => this.draw());
    app.world.on("typing", () => this.draw());
  }

  drawFrame() {
    this.title = h("h1", {}, t("chats"));
    this.back = iconButton("back", t("back"), () => this.app.go(null), { class: "back-button" });
    this.rows = h("div", { class: "chat-rows", onkeydown: (event) => this.walk(event) });
    const search = h("input", { type: "search", placeholder: t("search"), "aria-label": t("search"), value: this.filter, oninput: (event) => this.search(event.target.value) });
    this.add = iconButton("plus", t("new-group"), (event) => this.addMenu(event.currentTarget));
    this.element.setAttribute("aria-label", t("chats"));
    this.element.replaceChildren(h("header", { class: "side-head" }, this.back, this.title, this.add), h("div", { class: "search" }, search), this.rows, this.hint() ?? "");
    this.draw();
  }

  search(text) {
    this.filter = text.toLowerCase();
    this.draw();
  }

  addMenu(button) {
    const box = button.getBoundingClientRect();
    const forum = this.app.place.forum() && this.app.world.chats.get(this.app.place.chat);
    if (forum) return createTopic(this.app, forum);
    return openMenu(box.right - 200, box.bottom, [
      { text: t("new-group"), icon: icon("group"), run: () => createGroup(this.app) },
      { text: t("join-by-link"), icon: icon("link"), run: () => joinByLink(this.app) },
    ]);
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
    const forum = this.app.place.forum() ? this.app.world.chats.get(this.app.place.chat) : null;
    this.back.hidden = !forum;
    this.back.style.display = forum ? "" : "none";
    this.add.title = t(forum ? "new-topic" : "new-group");
    this.add.setAttribute("aria-label", this.add.title);
    this.title.textContent = forum ? forum.title : t("chats");
    const focused = this.rows.contains(document.activeElement) ? document.activeElement.dataset.row : null;
    const rows = forum ? this.topics(forum) : this.chats();
    this.rows.replaceChildren(...(rows.length ? rows : [h("p", { class: "side-empty" }, t("nothing-here"))]));
    if (focused) this.rows.querySelector(`[data-row="${focused}"]`)?.focus();
  }

  chats() {
    return this.app.world
      .chatList()
      .filter((chat) => chat.title.toLowerCase().includes(this.filter))
      .map((chat) => this.chatRow(chat));
  }

  chatRow(chat) {
    const active = chat.id === this.app.place.chat;
    const app = chat.is_bot_chat && chat.menu_button?.type === "web_app";
    const unread = active && document.hasFocus() ? 0 : chat.unread;
    const row = h(
      "button",
      { type: "button", class: `chat-row ${active ? "active" : ""}`, "data-row": chat.id, "aria-current": active ? "true" : null, onclick: () => this.app.go(chat.id) },
      avatar(chat.title, chat.avatar_color),
      h("span", { class: "lines" }, h("span", { class: "line" }, chat.type !== "private" && h("span", { class: "kind-mark" }, icon("group")), h("span", { class: "name" }, chat.title), h("span", { class: "when" }, chat.last ? shortMoment(chat.last.date) : "")), h("span", { class: "line" }, this.preview(chat), !app && badge(unread))),
    );
    const pill = app && h("button", { type: "button", class: "open-pill", "aria-label": `${t("open")} — ${chat.title}`, onclick: () => this.app.miniapps.open({ url: chat.menu_button.url, button: "menu", title: chat.title }) }, t("open"));
    return h("div", { class: `chat-line ${app ? "with-open" : ""}` }, row, pill);
  }

  preview(chat) {
    const typing = [...this.app.world.typing].find(([key]) => key.startsWith(`${chat.id}:`))?.[1];
    if (typing) return h("span", { class: "preview typing" }, actionWords(typing, chat));
    if (!chat.last) return h("span", { class: "preview" }, chat.is_bot_chat ? t("start-bot") : "");
    const mine = chat.last.from_name === this.app.world.me.name;
    const author = mine ? `${t("you")}: ` : chat.type === "private" ? "" : `${chat.last.from_name?.split(" ")[0]}: `;
    return h("span", { class: "preview" }, author && h("b", {}, author), lastText(chat.last.text));
  }

  topics(forum) {
    const topics = forum.topics.map((topic) => (topic.id === 1 ? { ...topic, name: t("topic-general") } : topic));
    return topics.filter((topic) => topic.name.toLowerCase().includes(this.filter)).map((topic) => this.topicRow(forum, topic));
  }

  topicRow(forum, topic) {
    const active = topic.id === this.app.place.thread;
    const color = topic.id === 1 ? "#8b98a5" : topic.icon_color;
    const mark = h("span", { class: "topic-mark", style: `--topic:${color}` }, topic.id === 1 ? icon("hash") : [...topic.name][0]);
    return h("button", { type: "button", class: `chat-row ${active ? "active" : ""}`, "data-row": `t${topic.id}`, "aria-current": active ? "true" : null, onclick: () => this.app.go(forum.id, topic.id) }, mark, h("span", { class: "lines" }, h("span", { class: "line" }, h("span", { class: "name" }, topic.name), topic.closed && h("span", { class: "kind-mark" }, icon("lock", t("topic-closed"))), badge(active ? 0 : topic.unread))));
  }

  hint() {
    if (localStorage.getItem(HINT)) return null;
    const dismiss = (event) => {
      localStorage.setItem(HINT, "1");
      event.target.closest(".hint-card").remove();
    };
    const lines = ["hint-start", "hint-person", "hint-app", "hint-clock"].map((key) => h("li", {}, t(key)));
    return h("aside", { class: "hint-card", "aria-label": t("hint-title") }, h("h2", {}, t("hint-title")), h("ol", {}, lines), h("button", { type: "button", onclick: dismiss }, t("hint-ok")));
  }

  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const rows = [...this.rows.querySelectorAll(".chat-row")];
    rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement) + step))]?.focus();
  }
}

function badge(count) {
  return count ? h("span", { class: "badge", "aria-label": t("unread", { n: count }) }, count > 98 ? "99+" : String(count)) : null;
}

/** The server names media as `[photo]`. */
function lastText(text) {
  const kind = /^\[(\w+)\]$/.exec(text ?? "")?.[1];
  const known = ["photo", "document", "voice", "video", "location", "venue", "contact", "sticker", "poll"];
  return kind ? t(known.includes(kind) ? kind : "other-kind", { kind }) : text;
}
