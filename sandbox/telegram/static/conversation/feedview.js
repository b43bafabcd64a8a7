import { h, icon } from "../page/dom.js";
import { dayOf, dayTitle } from "../page/moments.js";
import { t } from "../page/words.js";
import { drawMessage } from "./message.js";

const NEAR_BOTTOM = 90;
const NEAR_TOP = 500;
const GROUP_SECONDS = 600;

/** The scrolling list of messages: stays at the bottom while the person is there, keeps its place when they read above. */
export class FeedView {
  constructor(app) {
    this.app = app;
    this.nodes = new Map();
    this.fresh = 0;
    this.list = h("div", { class: "feed", role: "log" });
    this.scroll = h("div", { class: "scroll", tabindex: "0" }, this.list);
    this.down = h("button", { type: "button", class: "to-bottom", hidden: true, onclick: () => this.toBottom(true) });
    this.element = h("div", { class: "feed-area" }, this.scroll, this.down);
    this.scroll.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.stick && this.toBottom()).observe(this.scroll);
    new ResizeObserver(() => this.stick && this.toBottom()).observe(this.list);
    app.world.on("feed", ({ feed }) => feed === this.feed && this.draw());
    app.world.on("arrived", (news) => news.feed === this.feed && this.arrived(news.message));
  }

  async show(feed) {
    this.feed?.trim();
    this.feed = feed;
    this.nodes.clear();
    this.stick = true;
    this.setFresh(0);
    this.list.setAttribute("aria-label", t("messages"));
    this.scroll.setAttribute("aria-label", t("messages"));
    this.list.replaceChildren(h("span", { class: "feed-loading" }, t("loading")));
    if (feed.loaded) this.draw();
    await feed.load();
    this.markRead();
  }

  leave() {
    this.feed = null;
  }

  draw() {
    const { messages } = this.feed;
    const height = this.scroll.scrollHeight;
    const top = this.scroll.scrollTop;
    const wanted = this.arrange(messages);
    for (const [key] of this.nodes) if (!wanted.keys.has(key)) this.nodes.delete(key);
    place(this.list, wanted.nodes);
    if (this.stick) this.toBottom();
    else if (this.grewAbove(messages)) this.scroll.scrollTop = top + this.scroll.scrollHeight - height;
    this.firstShown = messages[0]?.message_id;
    this.app.talk.drawPinned?.();
  }

  grewAbove(messages) {
    return this.firstShown !== undefined && messages[0]?.message_id !== this.firstShown;
  }

  arrange(messages) {
    const keys = new Set();
    const nodes = [];
    let day = null;
    messages.forEach((message, index) => {
      if (dayOf(message.date) !== day) {
        day = dayOf(message.date);
        keys.add(`day ${day}`);
        nodes.push(this.node(`day ${day}`, day, () => h("div", { class: "day" }, dayTitle(message.date))));
      }
      keys.add(message.message_id);
      nodes.push(this.messageNode(message, messages[index - 1], messages[index + 1]));
    });
    if (!messages.length && this.feed.loaded) nodes.push(this.emptyCard());
    return { keys, nodes };
  }

  messageNode(message, before, after) {
    const node = this.node(message.message_id, message, () => drawMessage(this.app, message, this.feed));
    node.classList.toggle("first", !together(before, message));
    node.classList.toggle("last", !together(message, after));
    return node;
  }

  node(key, source, make) {
    const known = this.nodes.get(key);
    if (known?.source === source) return known.node;
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
    this.nodes.get(message.message_id)?.node.classList.add("arriving");
    if (message.out) this.toBottom();
    else if (!this.stick) this.setFresh(this.fresh + 1);
    this.markRead();
  }

  markRead() {
    const { chat } = this.app.talk;
    if (!this.feed || !chat || !this.stick || document.visibilityState === "hidden") return;
    this.app.world.read(this.feed.chatId, this.feed.thread);
  }

  scrolled() {
    const { scroll } = this;
    const gap = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
    // Only the person's own way up lets go of the bottom: a keyboard that opens or a picture that grows does not.
    if (gap < NEAR_BOTTOM) this.stick = true;
    else if (scroll.scrollTop < this.lastTop - 1 && scroll.clientHeight === this.lastHeight) this.stick = false;
    this.lastTop = scroll.scrollTop;
    this.lastHeight = scroll.clientHeight;
    if (this.stick && this.fresh) {
      this.setFresh(0);
      this.markRead();
    }
    this.down.hidden = this.stick;
    if (scroll.scrollTop < NEAR_TOP) this.feed?.loadOlder();
  }

  setFresh(count) {
    this.fresh = count;
    this.down.classList.toggle("fresh", count > 0);
    this.down.setAttribute("aria-label", count ? t("new-messages", { n: count }) : t("to-bottom"));
    this.down.replaceChildren(icon("down"), count ? t("new-messages", { n: count }) : "");
    this.down.hidden = this.stick;
  }

  toBottom(smooth = false) {
    if (smooth && this.scroll.scrollHeight - this.scroll.scrollTop < 4000) this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: "smooth" });
    else this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  async jump(messageId) {
    for (let page = 0; page < 20 && this.feed.more && !this.nodes.has(messageId); page++) await this.feed.loadOlder();
    const node = this.nodes.get(messageId)?.node;
    if (!node) return;
    this.stick = false;
    node.scrollIntoView({ block: "center" });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1500);
  }
}

function together(one, two) {
  return Boolean(one && two && one.kind !== "service" && two.kind !== "service" && one.from?.id === two.from?.id && two.date - one.date < GROUP_SECONDS && dayOf(one.date) === dayOf(two.date));
}

/** Puts the nodes in order and touches only what moved, so that pictures and focus stay. */
function place(list, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
}
