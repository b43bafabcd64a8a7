/** Where the person is: a chat and a topic, kept in the address so that Back works and a window may be shared. */
export class Place {
  chat = null;
  thread = null;

  constructor(app) {
    this.app = app;
    addEventListener("hashchange", () => this.read());
  }

  read() {
    const [chat, thread] = location.hash.slice(1).split("/");
    this.show(chat ? Number(chat) : null, thread ? Number(thread) : null);
  }

  show(chat, thread) {
    this.chat = this.app.world.chats.has(chat) ? chat : null;
    this.thread = this.chat ? thread : null;
    this.app.room.classList.toggle("in-chat", this.chat !== null && !(this.forum() && !this.thread));
    this.app.chats.draw();
    this.app.talk.show(this.chat, this.thread);
  }

  forum() {
    return this.app.world.chats.get(this.chat)?.is_forum ?? false;
  }

  go(chat, thread = null) {
    const hash = chat ? `#${chat}${thread ? `/${thread}` : ""}` : "";
    if (location.hash === hash) return this.show(chat, thread);
    if (hash) {
      location.hash = hash;
      this.show(chat, thread);
    } else {
      history.pushState(null, "", location.pathname + location.search);
      this.show(null, null);
    }
  }

  /** After a change of person: the same chat, or this person's own chat with the bot. */
  settle(wasBotChat) {
    const [chat, thread] = location.hash.slice(1).split("/").map(Number);
    const world = this.app.world;
    if (chat && world.chats.has(chat)) return this.show(chat, thread || null);
    const bot = wasBotChat ? world.botChat() : null;
    history.replaceState(null, "", `${location.pathname}${location.search}${bot ? `#${bot.id}` : ""}`);
    this.show(bot?.id ?? null, null);
  }
}
