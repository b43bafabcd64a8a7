/** What a person marks in the list for themselves: muted and pinned chats. It stays in this browser, as on a phone. */
export class Marks {
  constructor(app) {
    this.app = app;
  }

  key(mark) {
    return `sandbox.${mark}.${this.app.world.as}`;
  }

  all(mark) {
    return JSON.parse(localStorage.getItem(this.key(mark)) ?? "[]");
  }

  has(mark, chatId) {
    return this.all(mark).includes(chatId);
  }

  turn(mark, chatId) {
    const marked = this.all(mark);
    const left = marked.filter((id) => id !== chatId);
    localStorage.setItem(this.key(mark), JSON.stringify(left.length < marked.length ? left : [chatId, ...marked]));
    this.app.world.emit("chats");
  }
}
