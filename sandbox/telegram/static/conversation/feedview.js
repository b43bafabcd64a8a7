import { h, icon } from "../page/dom.js";
import { dayOf, dayTitle } from "../page/moments.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { askDay } from "./days.js";
import { DraftWatch, drawDraft } from "./draft.js";
import { drawUnit, spoken } from "./message.js";
import { place } from "./nodes.js";
import { Span } from "./span.js";
import { together, unitsOf } from "./units.js";
import { walkMessages } from "./walk.js";

const NEAR_BOTTOM = 90;
const NEAR_EDGE = 600;
const REST_MS = 1200;
const DAY_PX = 40;

/** The scrolling list of messages: stays at the bottom while the person is there, keeps its place when they read above. */
export class FeedView {
  constructor(app) {
    this.app = app;
    this.nodes = new Map();
    this.span = new Span();
    this.fresh = 0;
    this.list = h("div", { class: "feed", role: "log", "aria-live": "off" });
    this.scroll = h("div", { class: "scroll", tabindex: "0", onkeydown: (event) => walkMessages(this, event) }, this.list);
    this.down = h("button", { type: "button", class: "to-bottom", hidden: true, onclick: () => this.toEnd(true) });
    this.herald = h("p", { class: "sr", role: "status" });
    this.element = h("div", { class: "feed-area" }, this.scroll, this.down, this.herald);
    this.scroll.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.stick && this.toBottom()).observe(this.scroll);
    new ResizeObserver(() => this.stick && this.toBottom()).observe(this.list);
    this.writing = new DraftWatch(app, () => this.draw());
    app.world.on("feed", ({ feed }) => feed === this.feed && this.draw());
    app.world.on("gone", ({ message_ids }) => this.app.talk.composer.letGo(message_ids));
    app.world.on("arrived", (news) => news.feed === this.feed && this.arrived(news.message));
  }

  async show(feed, unread = 0) {
    this.feed?.trim();
    this.feed = feed;
    this.nodes.clear();
    this.span = new Span();
    this.stick = true;
    this.unreadFrom = null;
    this.setFresh(0);
    this.list.setAttribute("aria-label", t("messages"));
    this.scroll.setAttribute("aria-label", t("messages"));
    this.list.replaceChildren(h("span", { class: "feed-loading" }, t("loading")));
    if (feed.loaded) this.draw();
    const from = unread ? await feed.loadUnread() : await feed.load();
    if (feed !== this.feed) return;
    if (from) this.openAt(from, unread);
    this.markRead();
  }

  /** A chat with news opens where they begin. */
  openAt(from, unread) {
    const { feed } = this;
    this.unreadFrom = from;
    this.span.around(feed.messages, feed.messages.findIndex((message) => message.message_id === from));
    this.stick = false;
    this.draw();
    const mark = this.list.querySelector(".unread-mark");
    this.stick = this.atEnd && (!mark || this.scroll.scrollHeight - mark.offsetTop <= this.scroll.clientHeight);
    if (this.stick) return this.toBottom();
    this.scroll.scrollTop = mark.offsetTop - DAY_PX;
    this.setFresh(unread);
  }

  leave() {
    this.feed?.trim();
    this.feed = null;
  }

  /** The newest message of the chat is on the page, not only the newest of those kept. */
  get atEnd() {
    return this.span.follows && !this.feed?.newer;
  }

  draw() {
    if (!this.feed) return;
    const { messages } = this.feed;
    this.span.settle(messages, this.stick);
    const anchor = this.stick ? null : this.anchor();
    const wanted = this.arrange(unitsOf(messages.slice(this.span.from, this.span.to)));
    for (const [key] of this.nodes) if (!wanted.keys.has(key)) this.nodes.delete(key);
    place(this.list, wanted.nodes);
    if (this.stick) this.toBottom();
    else this.hold(anchor);
    this.lastTop = this.scroll.scrollTop;
    this.feed.follows = this.stick;
    this.feed.eye = messages[Math.floor((this.span.from + this.span.to) / 2)]?.message_id;
    this.app.talk.pins?.draw();
    if (this.feed.more && this.scroll.scrollHeight <= this.scroll.clientHeight) this.older().catch(failed);
  }

  /** The first message in sight stays where it is, whatever happens above it. */
  anchor() {
    const edge = this.scroll.getBoundingClientRect().top;
    const node = [...this.list.querySelectorAll(":scope > [data-id]")].find((one) => one.getBoundingClientRect().bottom > edge);
    return node && { id: node.dataset.id, top: node.getBoundingClientRect().top };
  }

  hold(anchor) {
    const node = anchor && this.nodeOf(anchor.id);
    if (node) this.scroll.scrollTop += node.getBoundingClientRect().top - anchor.top;
  }

  nodeOf(messageId) {
    return this.list.querySelector(`[data-id="${messageId}"]`)?.closest(".feed > *") ?? null;
  }

  arrange(units) {
    const keys = new Set();
    const nodes = [];
    let day = null;
    const put = (key, source, make) => {
      keys.add(key);
      nodes.push(this.node(key, source, make));
      return nodes.at(-1);
    };
    units.forEach((unit, index) => {
      const { date } = unit.messages[0];
      if (dayOf(date) !== day) {
        day = dayOf(date);
        put(`day ${day}`, [dayTitle(date)], () => h("div", { class: "day" }, h("button", { type: "button", title: t("go-to-day"), onclick: () => askDay(this, date) }, h("span", {}, dayTitle(date)))));
      }
      if (unit.key === this.unreadFrom) put("unread", [], () => h("div", { class: "unread-mark" }, t("unread-mark")));
      const node = put(unit.key, unit.messages, () => drawUnit(this.app, unit, this.feed));
      node.classList.toggle("first", !together(units[index - 1], unit));
      node.classList.toggle("last", !together(unit, units[index + 1]));
    });
    if (!units.length && this.feed.loaded) nodes.push(this.emptyCard());
    const draft = this.atEnd && this.feed.loaded ? this.writing.now() : null;
    if (draft) put("draft", [draft], () => drawDraft(this.app, draft));
    return { keys, nodes };
  }

  node(key, source, make) {
    const known = this.nodes.get(key);
    if (known && known.source.length === source.length && known.source.every((one, index) => one === source[index])) return known.node;
    const entry = { source, node: make() };
    this.nodes.set(key, entry);
    return entry.node;
  }

  emptyCard() {
    const { chat } = this.app.talk;
    if (!chat?.is_bot_chat) return h("p", { class: "nobody" }, t("nothing-here"));
    const about = chat.bot_description ?? this.app.world.bot.description;
    return h("div", { class: "start-card" }, h("b", {}, t("what-can")), about || t("start-bot"));
  }

  arrived(message) {
    this.nodeOf(message.message_id)?.classList.add("arriving");
    if (message.force_reply) this.app.talk.composer.replyTo(message);
    if (message.out) this.toEnd();
    else {
      this.herald.textContent = spoken(message);
      if (!this.stick) this.setFresh(this.fresh + 1);
    }
    this.markRead();
  }

  markRead() {
    const { chat } = this.app.talk;
    if (!this.feed || !chat || !this.stick || document.visibilityState === "hidden") return;
    this.app.world.read(this.feed.chatId, this.feed.thread);
  }

  scrolled() {
    const { scroll } = this;
    const { scrollTop: top, clientHeight: height } = scroll;
    const gap = scroll.scrollHeight - top - height;
    const upwards = top < this.lastTop - 1 && height === this.lastHeight;
    const downwards = top > this.lastTop + 1;
    // Only the person's own way up lets go of the bottom: a keyboard that opens or a picture that grows does not.
    if (upwards && gap >= NEAR_BOTTOM) this.stick = false;
    this.lastTop = top;
    this.lastHeight = height;
    this.arriveAtEnd();
    this.showDay();
    if (top < NEAR_EDGE && (upwards || !top)) this.older().catch(failed);
    else if (gap < NEAR_EDGE && downwards && !this.atEnd) this.newer().catch(failed);
  }

  arriveAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    if (scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM && this.atEnd) this.stick = true;
    if (this.stick && this.fresh) {
      this.setFresh(0);
      this.markRead();
    }
    this.down.hidden = this.stick;
  }

  /** The day floats above the messages only while they move. */
  showDay() {
    this.list.classList.add("moving");
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.list.classList.remove("moving"), REST_MS);
  }

  async older() {
    const { feed } = this;
    if (!feed) return;
    if (!this.span.from) {
      if (!feed.more || feed.loading) return;
      await feed.loadOlder();
      if (feed !== this.feed) return;
    }
    this.stick = false;
    this.span.up(feed.messages);
    this.draw();
  }

  async newer() {
    const { feed } = this;
    if (this.span.follows) {
      if (!feed.newer || feed.loading) return;
      await feed.loadNewer();
      if (feed !== this.feed) return;
    }
    this.span.down(this.feed.messages);
    this.draw();
    this.arriveAtEnd();
  }

  setFresh(count) {
    this.fresh = count;
    this.down.classList.toggle("fresh", count > 0);
    this.down.setAttribute("aria-label", count ? t("new-messages", { n: count }) : t("to-bottom"));
    this.down.replaceChildren(icon("down"), count ? h("span", { class: "count" }, t("new-messages", { n: count })) : "");
    this.down.hidden = this.stick;
  }

  /** The end of the chat, which may have to be loaded first. */
  async toEnd(smooth = false) {
    const { feed } = this;
    if (feed?.newer) await feed.load().catch(failed);
    if (feed !== this.feed) return;
    this.stick = true;
    this.toBottom(smooth);
    this.arriveAtEnd();
  }

  toBottom(smooth = false) {
    if (!this.span.follows && this.feed) {
      this.stick = true;
      return this.draw();
    }
    if (smooth && this.scroll.scrollHeight - this.scroll.scrollTop < 4000) return this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: "smooth" });
    this.scroll.scrollTop = this.scroll.scrollHeight;
    return undefined;
  }

  async jump(messageId) {
    const { feed } = this;
    this.stick = false;
    const index = await feed.find(messageId);
    if (feed !== this.feed) return;
    if (index < 0) {
      this.arriveAtEnd();
      return void toast(t("message-gone"));
    }
    this.land(messageId, index, "center");
    const node = this.nodeOf(messageId);
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1500);
  }

  /** The first message of a day, or the one that follows it. */
  async jumpToDay(unix) {
    const { feed } = this;
    this.stick = false;
    const found = await feed.loadAround({ date: unix });
    if (feed !== this.feed || !found) return;
    this.land(found, feed.messages.findIndex((message) => message.message_id === found), "start");
    this.scroll.scrollTop -= DAY_PX;
  }

  land(messageId, index, block) {
    this.stick = false;
    if (!this.nodeOf(messageId)) this.span.around(this.feed.messages, index);
    this.draw();
    this.nodeOf(messageId).scrollIntoView({ block });
    this.lastTop = this.scroll.scrollTop;
    this.arriveAtEnd();
  }
}
