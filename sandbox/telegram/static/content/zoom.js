const MOST = 6;
const SWIPE_PX = 60;

/** Wheel, double press, two fingers and drag; a swipe when the picture is not enlarged. */
export class Zoom {
  scale = 1;
  x = 0;
  y = 0;
  fingers = new Map();

  constructor(stage, shown, { onswipe, ondown }) {
    Object.assign(this, { stage, shown, onswipe, ondown });
    stage.onwheel = (event) => (event.preventDefault(), this.by(event.deltaY < 0 ? 1.18 : 1 / 1.18));
    stage.ondblclick = () => this.toggle();
    stage.onpointerdown = (event) => this.press(event);
    stage.onpointermove = (event) => this.move(event);
    stage.onpointerup = stage.onpointercancel = (event) => this.release(event);
  }

  toggle() {
    this.by(this.scale > 1 ? 0 : 2.2);
  }

  by(factor) {
    this.scale = Math.max(1, Math.min(MOST, this.scale * factor));
    if (this.scale === 1) this.x = this.y = 0;
    this.paint();
  }

  paint() {
    this.shown.style.transform = this.scale === 1 ? "" : `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    this.stage.classList.toggle("near", this.scale > 1);
  }

  press(event) {
    if (event.target.tagName === "VIDEO") return;
    this.fingers.set(event.pointerId, event);
    this.from = { x: event.clientX, y: event.clientY };
    this.apart = this.distance();
    this.stage.setPointerCapture(event.pointerId);
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    this.fingers.set(event.pointerId, event);
    if (this.fingers.size === 2) {
      this.by(this.distance() / this.apart);
      this.apart = this.distance();
      this.from = null;
    } else if (this.scale > 1) {
      this.x += event.clientX - before.clientX;
      this.y += event.clientY - before.clientY;
      this.paint();
    }
  }

  release(event) {
    if (!this.fingers.delete(event.pointerId) || !this.from || this.scale > 1) return;
    const [x, y] = [event.clientX - this.from.x, event.clientY - this.from.y];
    if (Math.abs(x) > SWIPE_PX && Math.abs(x) > Math.abs(y)) this.onswipe(x < 0 ? 1 : -1);
    else if (y > SWIPE_PX * 1.5 && y > Math.abs(x)) this.ondown();
  }

  distance() {
    const [one, two] = [...this.fingers.values()];
    return two ? Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) || 1 : 1;
  }
}
