import { briefOf } from "../page/kinds.js";
import { follow } from "../page/moments.js";
import { toast } from "../page/toast.js";
import { speak } from "../page/words.js";
import { get } from "./api.js";
import { Feed, threadOf } from "./feed.js";
import { Reading } from "./reading.js";
import { Socket } from "./socket.js";

/**
 * What one persona sees. Events (CustomEvent, detail in brackets): "me", "chats", "feed" {feed}, "arrived" {feed, message},
 * "typing" {chat, thread}, "line" {open}, "answer" {…}, "inline" {…}, "call" {…}, "outbox" {kind, message}, "provider" {name},
 * "paid" {slug, message_id, chat, status}, "stars", "moved" {from, to}, "settings", "clock", "reset".
 */
export class World extends EventTarget {
  chats = new Map();
  feeds = new Map();
  typing = new Map();
  personas = [];

  async open() {
    this.state = await get("/sim/state");
    this.personas = this.state.personas;
    this.bot = this.state.bot;
    this.settings = await get("/sim/settings").catch(() => ({}));
    const clock = this.state.clock;
    follow(clock?.now ?? clock);
  }

  /** The line is open before anything is read; the rest waits in `reading`, which also tells this visit from an earlier one. */
  async enter(key, { calls = false } = {}) {
    this.socket?.close();
    this.as = key;
    this.calls = calls;
    this.chats.clear();
    this.feeds.clear();
    this.typing.clear();
    const reading = (this.reading = new Reading());
    const here = (run) => reading === this.reading && run();
    const listening = new Promise((opened) => {
      this.socket = new Socket(key, {
        calls,
        onevent: (event) => reading.take(() => here(() => this.receive(event))),
        onstate: (state) => here(() => this.line(state, opened)),
      });
    });
    await reading.run(() => listening);
    await this.refresh();
    here(() => {
      speak(this.me.language_code);
      this.emit("me");
    });
  }

  refresh() {
    const { reading, as } = this;
    return reading.run(async () => {
      const view = await get("/client/view", { as });
      if (reading !== this.reading) return;
      this.me = view.me;
      this.chats = new Map(view.chats.map((chat) => [chat.id, chat]));
      this.emit("chats");
    });
  }

  /** After a lost line everything seen may be old: ask again. */
  async line(state, opened) {
    this.emit("line", { open: state === "open" });
    if (state === "lost") this.wasLost = true;
    if (state !== "open") return;
    opened();
    if (!this.wasLost) return;
    this.wasLost = false;
    await this.refresh();
    for (const feed of this.feeds.values()) if (feed.loaded) feed.reload();
  }

  receive(event) {
    const take = this[`on_${event.type}`];
    if (take) take.call(this, event);
  }

  on_message({ chat, message }) {
    this.stopTyping(chat, message.thread);
    this.feeds.get(this.feedKey(chat, threadOf(this.chats.get(chat), message)))?.add(message);
    this.bump(chat, message);
  }

  bump(chatId, message) {
    const chat = this.chats.get(chatId);
    if (!chat) return void this.refresh();
    chat.last = { text: briefOf(message), date: message.date, from_name: message.kind === "service" ? "" : (message.from?.name ?? "") };
    this.emit("chats");
  }

  on_edited({ chat, message }) {
    this.feeds.get(this.feedKey(chat, threadOf(this.chats.get(chat), message)))?.replace(message);
    const pin = this.chats.get(chat)?.pins?.find((one) => one.message_id === message.message_id);
    if (!pin) return;
    pin.text = briefOf(message);
    this.emit("chats");
  }

  on_deleted({ chat, message_ids }) {
    for (const feed of this.feedsOf(chat)) feed.drop(message_ids);
    this.emit("gone", { chat, message_ids });
  }

  on_chat({ chat }) {
    this.chats.set(chat.id, chat);
    this.emit("chats");
  }

  /** `moved_to`: the group has become a supergroup. */
  on_chat_gone({ chat, moved_to }) {
    this.chats.delete(chat);
    this.emit("chats");
    if (moved_to) this.emit("moved", { from: chat, to: moved_to });
  }

  on_typing({ chat, thread, who, action }) {
    const key = this.feedKey(chat, this.chats.get(chat)?.is_forum ? thread : null);
    clearTimeout(this.typing.get(key)?.timer);
    const timer = setTimeout(() => this.stopTyping(chat, thread), 5200);
    this.typing.set(key, { who: who?.name ?? who, action, timer });
    this.emit("typing", { chat });
  }

  on_draft({ chat, draft }) {
    const found = this.chats.get(chat);
    if (found) found.draft = draft;
    this.emit("draft", { chat });
  }

  stopTyping(chat, thread) {
    const key = this.feedKey(chat, this.chats.get(chat)?.is_forum ? thread : null);
    if (!this.typing.has(key)) return;
    clearTimeout(this.typing.get(key).timer);
    this.typing.delete(key);
    this.emit("typing", { chat });
  }

  on_pinned({ chat, message_id }) {
    const found = this.chats.get(chat);
    if (found) found.pinned_id = message_id;
    this.emit("chats");
  }

  on_invoice_closed(event) {
    this.emit("paid", event);
  }

  on_stars({ balance }) {
    this.me.stars = balance;
    this.emit("stars");
  }

  on_settings({ settings }) {
    this.settings = settings;
    this.emit("settings");
  }

  on_outbox(event) {
    this.emit("outbox", event);
  }

  on_provider(event) {
    this.emit("provider", event);
  }

  on_reply_keyboard({ chat, keyboard }) {
    const found = this.chats.get(chat);
    if (found) found.reply_keyboard = keyboard;
    this.emit("chats");
    this.emit("keyboard", { chat });
  }

  on_open_webapp({ url, join_query }) {
    this.emit("open-app", { url, join_query });
  }

  on_callback_answer(event) {
    this.emit("answer", event);
  }

  on_inline_results(event) {
    this.emit("inline", event);
  }

  on_toast({ level, text }) {
    toast(text, level ?? "error");
  }

  on_call({ call }) {
    this.emit("call", call);
  }

  on_clock({ now }) {
    follow(now);
    this.emit("clock");
  }

  async on_reset() {
    this.feeds.clear();
    await this.open();
    await this.enter(this.as, { calls: this.calls });
    this.emit("reset");
  }

  feed(chatId, thread = null) {
    const key = this.feedKey(chatId, thread);
    if (!this.feeds.has(key)) this.feeds.set(key, new Feed(this, chatId, thread));
    return this.feeds.get(key);
  }

  feedsOf(chatId) {
    return [...this.feeds.values()].filter((feed) => feed.chatId === chatId);
  }

  feedKey(chatId, thread) {
    return `${chatId}:${thread ?? 0}`;
  }

  botChat() {
    return [...this.chats.values()].find((chat) => chat.is_bot_chat);
  }

  /** Newest first; the bot's chat stands on top until there is something newer. */
  chatList() {
    return [...this.chats.values()].sort((a, b) => (b.last?.date ?? (b.is_bot_chat ? Infinity : 0)) - (a.last?.date ?? (a.is_bot_chat ? Infinity : 0)));
  }

  read(chatId, thread) {
    this.socket?.send({ type: "read", chat: chatId, thread: thread ?? undefined });
    const chat = this.chats.get(chatId);
    if (!chat) return;
    const topic = chat.topics?.find((one) => one.id === thread);
    if (topic) topic.unread = 0;
    if (!chat.is_forum) chat.unread = 0;
    else chat.unread = chat.topics.reduce((sum, one) => sum + (one.unread ?? 0), 0);
    this.emit("chats");
  }

  sayTyping(chatId, thread) {
    this.socket?.send({ type: "typing", chat: chatId, thread: thread ?? undefined });
  }

  emit(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  on(name, listener) {
    this.addEventListener(name, (event) => listener(event.detail));
  }
}
