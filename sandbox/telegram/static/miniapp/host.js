import { asks } from "./asks.js";
import { links } from "./links.js";
import { isUnanswered } from "./quirks.js";
import { screen, themeChanged, viewportChanged } from "./screen.js";
import { services } from "./services.js";

const RELOAD_PATIENCE_MS = 500;
const KEPT_LOG = 500;

/** Telegram's side of the talk with a mini-app: JSON strings by postMessage, both ways. One table of what the app may say. */
export class Host {
  constructor(sheet) {
    this.sheet = sheet;
    this.app = sheet.app;
    this.log = [];
    this.ready = false;
    this.shown = { main: null, secondary: null, back: false, settings: false, confirm: false, expanded: false, fullscreen: false, popup: null };
    this.said = { ...lifecycle, ...screen, ...asks, ...links, ...services };
    this.listener = (event) => event.source === sheet.frame.contentWindow && this.hear(event.data);
    this.seen = () => this.send("visibility_changed", { is_visible: document.visibilityState === "visible" });
    addEventListener("message", this.listener);
    document.addEventListener("visibilitychange", this.seen);
  }

  hear(raw) {
    const message = parsed(raw);
    if (!message?.eventType) return;
    this.log.push({ type: message.eventType, data: message.eventData });
    if (this.log.length > KEPT_LOG) this.log.shift();
    if (isUnanswered(this.app, message.eventType)) return;
    this.said[message.eventType]?.(this, message.eventData || {});
  }

  send(eventType, eventData = {}) {
    this.sheet.frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), "*");
  }

  themeChanged() {
    themeChanged(this);
  }

  viewportChanged(stable) {
    viewportChanged(this, stable);
  }

  expand() {
    this.said.web_app_expand(this, {});
  }

  setFullscreen(wanted) {
    this.said[wanted ? "web_app_request_fullscreen" : "web_app_exit_fullscreen"](this, {});
  }

  reload() {
    this.send("reload_iframe");
    this.reloading = setTimeout(() => this.sheet.reload(), RELOAD_PATIENCE_MS);
  }

  /** The person leaves: Back if the app shows it, else close, asking first where the app wished so. */
  async leave() {
    if (this.shown.back) return this.send("back_button_pressed");
    return this.closeAsked();
  }

  async closeAsked() {
    if (this.shown.confirm && !(await this.sheet.sureToClose())) return;
    this.close();
  }

  close() {
    this.sheet.remove();
  }

  stop() {
    removeEventListener("message", this.listener);
    document.removeEventListener("visibilitychange", this.seen);
    clearTimeout(this.reloading);
  }
}

const lifecycle = {
  iframe_ready: (host) => host.sheet.loaded(),
  iframe_will_reload: (host) => clearTimeout(host.reloading),
  web_app_ready(host) {
    host.ready = true;
    host.sheet.complained = false;
    host.sheet.loaded();
  },
  web_app_close: (host) => host.close(),
};

function parsed(raw) {
  if (typeof raw !== "string") return null;
  try {
    return JSON.parse(raw);
  } catch {
    return null; // other scripts in the frame post messages of their own
  }
}
