import { get } from "./api.js";
import { Reading } from "./reading.js";

const PAGE = 50;
const LARGEST_PAGE = 200;
const KEEP = 400;
export const GENERAL_TOPIC = 1;

/** The thread a message is shown in: topics matter only in forums, and General has no thread of its own on the wire. */
export function threadOf(chat, message) {
  if (!chat?.is_forum) return null;
  return message.thread ?? GENERAL_TOPIC;
}

/**
 * A stretch of one chat (or topic), oldest first: at most KEEP messages, wherever in the chat the person reads.
 * `more`: there are older ones; `newer`: there are newer ones, and what arrives now is not kept.
 */
export class Feed {
  messages = [];
  more = false;
  newer = false;
  loaded = false;
  follows = true;
  reading = new Reading();

  constructor(world, chatId, thread) {
    this.world = world;
    this.chatId = chatId;
    this.thread = thread;
  }

  /** The newest messages, read anew; `limit` more than a page when the person reads further above. */
  load(limit = PAGE) {
    return this.reading.run(async () => this.take(await this.page({}, Math.max(PAGE, Math.min(limit, LARGEST_PAGE)))));
  }

  /** Where the unread ones begin: the id of the first of them, null when everything has been read. */
  loadUnread() {
    return this.reading.run(async () => this.take(await this.page({ unread: 1 })).found);
  }

  /** What lies around a message (or a moment): its id, null when it is gone; then nothing changes here. */
  loadAround(where) {
    return this.reading.run(async () => {
      const page = await this.page(where, PAGE * 2);
      return page.found ? this.take(page).found : null;
    });
  }

  /** The same stretch once more, after a lost line. */
  reload() {
    const eye = this.messages.length > LARGEST_PAGE || this.newer ? this.eye : null;
    return eye ? this.loadAround({ around: eye }).then((found) => found ?? this.load()) : this.load(this.messages.length);
  }

  take(page) {
    const pending = page.newer ? [] : this.messages.filter((message) => message.pending);
    this.messages = [...page.messages, ...pending.filter((one) => !page.messages.some((message) => message.message_id === one.sentAs))];
    this.more = page.more;
    this.newer = page.newer;
    this.loaded = true;
    this.changed();
    return page;
  }

  async loadOlder(limit = PAGE) {
    const first = this.messages.find((message) => !message.pending);
    if (!this.more || this.loading || !first) return;
    await this.extend({ before: first.message_id }, limit, (page) => {
      const all = [...page, ...this.messages];
      const cut = all.length > KEEP && !all.at(-1).pending;
      this.messages = cut ? all.slice(0, KEEP) : all;
      this.newer ||= cut;
    }, (page) => (this.more = page.more));
  }

  async loadNewer() {
    const last = this.messages.at(-1);
    if (!this.newer || this.loading || !last) return;
    await this.extend({ after: last.message_id }, PAGE, (page) => {
      const all = [...this.messages, ...page];
      this.messages = all.slice(-KEEP);
      this.more ||= all.length > KEEP;
    }, (page) => (this.newer = page.newer));
  }

  async extend(where, limit, put, mark) {
    this.loading = true;
    await this.reading.run(async () => {
      const page = await this.page(where, limit);
      const known = new Set(this.messages.map((message) => message.message_id));
      mark(page);
      put(page.messages.filter((message) => !known.has(message.message_id)));
    }).finally(() => (this.loading = false));
    this.changed();
  }

  page(where, limit = PAGE) {
    return get("/client/messages", { as: this.world.as, chat: this.chatId, thread: this.thread, limit, ...where });
  }

  /** Where a message is among those kept, after going to its part of the chat if need be; -1 when it is gone. */
  async find(messageId) {
    const place = () => this.messages.findIndex((message) => message.message_id === messageId);
    await this.reading.last;
    if (place() < 0) await this.loadAround({ around: messageId });
    return place();
  }

  /** A chat that is left is read anew when it is opened again, from its end. */
  trim() {
    this.follows = true;
    if (this.newer) Object.assign(this, { messages: [], loaded: false, more: false, newer: false });
    if (this.messages.length <= LARGEST_PAGE) return;
    this.messages = this.messages.slice(-LARGEST_PAGE);
    this.more = true;
    this.changed();
  }

  add(message) {
    this.reading.take(() => this.loaded && this.put(message));
  }

  put(message) {
    if (this.messages.some((one) => one.message_id === message.message_id)) return this.exchange(message);
    if (!this.newer) {
      const twin = message.out ? this.messages.findIndex((one) => one.pending && isTwin(one, message)) : -1;
      if (twin >= 0) this.messages.splice(twin, 1);
      this.messages.push(message);
      this.cut();
      this.changed();
    }
    this.world.emit("arrived", { feed: this, message });
  }

  /** What arrives must not make it grow for ever: the far end goes, seen from where the person reads. */
  cut() {
    if (this.messages.length <= KEEP + PAGE || this.messages.some((one) => one.pending)) return;
    this.messages = this.follows ? this.messages.slice(-KEEP) : this.messages.slice(0, KEEP);
    if (this.follows) this.more = true;
    else this.newer = true;
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
