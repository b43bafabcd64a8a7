const MOST = 120;
const STEP = 40;

/** Which of the loaded messages are on the page: thousands are kept as data, at most a hundred or so as elements. */
export class Span {
  from = 0;
  to = 0;
  /** The newest messages are shown, and those that come are shown too. */
  follows = true;

  /** Finds its place again after messages came or went; an album is never cut at the upper edge. */
  settle(messages) {
    const known = this.follows ? -1 : messages.findIndex((message) => message.message_id === this.first);
    const wanted = this.follows ? messages.length - MOST : known < 0 ? this.from : known;
    this.place(messages, wanted);
  }

  place(messages, wanted) {
    let from = Math.max(0, Math.min(wanted, messages.length - 1));
    while (from > 0 && inOneAlbum(messages[from - 1], messages[from])) from--;
    this.from = from;
    this.to = Math.min(messages.length, from + MOST);
    while (this.to < messages.length && inOneAlbum(messages[this.to - 1], messages[this.to])) this.to++;
    this.first = messages[from]?.message_id;
  }

  up(messages) {
    this.follows = false;
    this.place(messages, this.from - STEP);
  }

  down(messages) {
    this.place(messages, Math.min(this.from + STEP, messages.length - MOST));
    this.follows = this.to >= messages.length;
  }

  /** Opens around one message. */
  around(messages, index) {
    this.place(messages, Math.min(index - MOST / 2, messages.length - MOST));
    this.follows = this.to >= messages.length;
  }
}

export function inOneAlbum(one, two) {
  return Boolean(one && two && one.media_group_id && one.media_group_id === two.media_group_id && one.from?.id === two.from?.id);
}
