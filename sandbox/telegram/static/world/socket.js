const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 5000;

/** One person's live line. Reconnects for ever; `onstate("open" | "lost")` tells the page. */
export class Socket {
  heard = 0;

  constructor(as, { onevent, onstate, calls = false }) {
    this.address = `${location.origin.replace(/^http/, "ws")}/client/ws?as=${encodeURIComponent(as)}${calls ? "&calls=1" : ""}`;
    this.onevent = onevent;
    this.onstate = onstate;
    this.pause = FIRST_PAUSE_MS;
    this.open();
  }

  open() {
    this.line = new WebSocket(this.address);
    this.line.onopen = () => {
      this.pause = FIRST_PAUSE_MS;
      this.onstate("open");
    };
    this.line.onmessage = (message) => {
      this.heard++;
      this.onevent(JSON.parse(message.data));
    };
    this.line.onclose = () => this.again();
  }

  again() {
    if (this.closed) return;
    this.onstate("lost");
    this.timer = setTimeout(() => this.open(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }

  send(event) {
    if (this.line.readyState === WebSocket.OPEN) this.line.send(JSON.stringify(event));
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.line.close();
  }
}
