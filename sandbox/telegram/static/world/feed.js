import { get } from "./api.js";
import { Reading } from "./reading.js";

const PAGE = 50;
const LARGEST_PAGE = 200;
const KEEP = 150;
export const GENERAL_TOPIC = 1;

/** The thread a message is shown in: topics matter only in forums, and General has no thread of its own on the wire. */
export function threadOf(chat, message) {
  if (!chat?.is_forum) return null;
  return message.thread ?? GENERAL_TOPIC;
}

/** The messages of one chat (or topic), oldest first; loaded page by page backwards. */
export class Feed {
  messages = [];
  more = false;
  loaded = false;
  reading = new Reading();

  constructor(world, chatId, thread) {
    this.world = world;
    this.chatId = chatId;
    this.thread = thread;
  }

  /** The newest messages, read anew; `limit` more than a page when the person reads further above. */
  load(limit = PAGE) {
    return this.reading.run(async () => {
      const page = await this.page(undefined, Math.max(PAGE, Math.min(limit, LARGEST_PAGE)));
      const pending = this.messages.filter((message) => message.pending);
      this.messages = [...page.messages, ...pending.filter((one) => !page.messages.some((message) => message.message_id === one.sentAs))];
      this.more = page.more;
      this.loaded = true;
      this.changed();
    });
  }

  async loadOlder(limit = PAGE) {
    if (!this.more || this.loading) return;
    this.loading = true;
    await this.reading.run(async () => {
      const first = this.messages.find((message) => message.message_id > 0);
      const page = await this.page(first?.message_id, limit);
      const known = new Set(this.messages.map((message) => message.message_id));
      this.messages = [...page.messages.filter((message) => !known.has(message.message_id)), ...this.messages];
      this.more = page.more;
    }).finally(() => (this.loading = false));
    this.changed();
  }

  page(before, limit = PAGE) {
    return get("/client/messages", { as: this.world.as, chat: this.chatId, thread: this.thread, before, limit });
  }

  /** Where a message is, loading backwards as far as it takes; -1 when it is gone. */
  async find(messageId) {
    for (;;) {
      const index = this.messages.findIndex((message) => message.message_id === messageId);
      const oldest = this.messages.find((message) => message.message_id > 0);
      if (index >= 0 || !this.more || oldest?.message_id < messageId) return index;
      await (this.loading ? this.reading.last : this.loadOlder(LARGEST_PAGE));
    }
  }

  /** A chat that is left keeps its newest messages only: the rest is loaded again on the way up. */
  trim() {
    if (this.messages.length <= KEEP * 2) return;
    this.messages = this.messages.slice(-KEEP);
    this.more = true;
    this.changed();
  }

  add(message) {
    this.reading.take(() => this.loaded && this.put(message));
  }

  put(message) {
    if (this.messages.some((one) => one.message_id === message.message_id)) return this.exchange(message);
    const twin = message.out ? this.messages.findIndex((one) => one.pending && isTwin(one, message)) : -1;
    if (twin >= 0) this.messages.splice(twin, 1);
    this.messages.push(message);
    this.changed();
    this.world.emit("arrived", { feed: this, message });
  }

  replace(message) {
    this.reading.take(() => this.exchange(message));
  }

  exchange(message) {
    const place = this.messages.findIndex((one) => one.message_id === message.message_id);
    if (place < 0) return;
    this.messages[place] = message;
    this.changed();
  }

  drop(ids) {
    this.reading.take(() => {
      this.messages = this.messages.filter((message) => !ids.includes(message.message_id));
      this.changed();
    });
  }

  changed() {
    this.world.emit("feed", { feed: this });
  }
}

function isTwin(pending, message) {
  return pending.sentAs ? pending.sentAs === message.message_id : pending.text === message.text;
}
