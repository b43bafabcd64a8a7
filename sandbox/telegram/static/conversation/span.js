const MOST = 120;
const STEP = 40;

/** Which of the loaded messages are on the page: thousands are kept as data, at most a hundred or so as elements. */
export class Span {
  from = 0;
  to = 0;
  count = 0;

  /** The newest of the messages kept is among those shown. */
  get follows() {
    return this.to >= this.count;
  }

  /** Finds its place again after messages came or went: the end while the person is there, else where it was. */
  settle(messages, atEnd) {
    const end = messages.length - MOST;
    const known = atEnd ? -1 : messages.findIndex((message) => message.message_id === this.first);
    this.place(messages, atEnd ? end : known >= 0 ? known : Math.min(this.from, end));
  }

  /** An album is never cut. */
  place(messages, wanted) {
    let from = Math.max(0, Math.min(wanted, messages.length - 1));
    while (from > 0 && inOneAlbum(messages[from - 1], messages[from])) from--;
    let to = Math.min(messages.length, from + MOST);
    while (to < messages.length && inOneAlbum(messages[to - 1], messages[to])) to++;
    Object.assign(this, { from, to, count: messages.length, first: messages[from]?.message_id });
  }

  up(messages) {
    this.place(messages, this.from - STEP);
  }

  down(messages) {
    this.place(messages, Math.min(this.from + STEP, messages.length - MOST));
  }

  around(messages, index) {
    this.place(messages, Math.min(index - MOST / 2, messages.length - MOST));
  }
}

export function inOneAlbum(one, two) {
  return Boolean(one && two && one.media_group_id && one.media_group_id === two.media_group_id && one.from?.id === two.from?.id);
}
