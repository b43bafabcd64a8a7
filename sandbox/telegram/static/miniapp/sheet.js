import { confirmDialog, openMenu } from "../page/dialog.js";
import { h, icon, iconButton } from "../page/dom.js";
import { onTheme, switchTheme, theme } from "../page/theme.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { get } from "../world/api.js";
import { dragSheet } from "./drag.js";
import { Host } from "./host.js";
import { hasQuirk, OLD_VERSION, phone, SLOW_FRAME_MS, turnInAddress } from "./quirks.js";
import { addToHome } from "./services.js";

const FRAME_RIGHTS = "allow-scripts allow-same-origin allow-popups allow-forms allow-modals allow-storage-access-by-user-activation";
const SILENT_AFTER_MS = 12_000;

/** Opens mini-apps, one at a time, in a sheet over the page. */
export class MiniApps {
  constructor(app) {
    this.app = app;
    this.current = null;
    onTheme(() => this.current?.host.themeChanged());
    app.world.on("open-app", ({ url, join_query }) => this.open({ url, join_query, button: "link" }));
    addEventListener("keydown", (event) => event.key === "Escape" && !document.querySelector("dialog[open]") && this.current?.host.leave());
  }

  /** `url` or `path` names the page (neither: the bot's main app); `button` says how it was opened. */
  async open({ url, path, start_param, chat, button = "menu", title, join_query }) {
    const { world } = this.app;
    try {
      const launch = await get("/sim/webapp", { as: world.as, path, url, start_param, chat: chat === world.me.id ? undefined : chat, button, join_query, theme: theme(), device: phone(), version: hasQuirk(this.app, "old-client") ? OLD_VERSION : undefined });
      return this.show(launch.url, { button, title, chat, asked: { url, path, start_param, chat, button, title, join_query } });
    } catch (error) {
      return failed(error);
    }
  }

  show(url, how) {
    this.drop();
    this.current = new Sheet(this.app, url, how, () => (this.current = null));
  }

  drop() {
    this.current?.remove();
  }

  report() {
    const sheet = this.current;
    return sheet && { url: sheet.url, ready: sheet.host.ready, ...sheet.host.shown };
  }
}

/** The sheet: head, frame, bottom buttons. Its behaviour towards the app is the host's. */
class Sheet {
  constructor(app, url, how, onclose) {
    this.app = app;
    this.url = url;
    this.how = how;
    this.onclose = onclose;
    this.opener = document.activeElement;
    this.frame = h("iframe", { title: how.title ?? app.world.bot.name, sandbox: FRAME_RIGHTS, allow: "camera; microphone; geolocation; clipboard-write;", allowfullscreen: true });
    this.leaveButton = iconButton("close", t("close"), () => this.host.leave(), { class: "app-leave" });
    this.menuButton = iconButton("more", t("app-menu"), (event) => this.menu(event.currentTarget));
    this.loaderText = h("span", {}, t("app-loading"));
    this.loader = h("div", { class: "app-loader", role: "status" }, h("span", { class: "ring" }), this.loaderText);
    this.head = h("header", { class: "app-head" }, this.leaveButton, h("div", { class: "app-title" }, h("b", {}, app.world.bot.name), h("small", {}, t("bot"))), this.menuButton);
    this.secondary = h("button", { type: "button", class: "app-secondary", hidden: true, onclick: () => this.host.send("secondary_button_pressed") });
    this.main = h("button", { type: "button", class: "app-main", hidden: true, onclick: () => this.host.send("main_button_pressed") });
    this.bar = h("footer", { class: "app-bar left", hidden: true }, this.secondary, this.main);
    this.area = h("div", { class: "app-frame" }, this.frame, this.loader);
    this.element = h("div", { class: "app-sheet", role: "dialog", "aria-modal": "true", "aria-label": app.world.bot.name }, h("span", { class: "app-grip" }), this.head, this.area, this.bar);
    this.veil = h("div", { class: "app-veil", onclick: (event) => event.target === this.veil && this.host.leave() }, this.element);
    dragSheet(this.head, this.element, { onup: () => this.host.expand(), ondown: () => this.host.closeAsked() });
    this.begin();
  }

  begin() {
    document.body.append(this.veil);
    this.app.room.parentElement.inert = true;
    this.host = new Host(this);
    this.frame.addEventListener("load", () => this.frame.src && this.frame.src !== "about:blank" && this.loaded());
    if (hasQuirk(this.app, "slow-frame")) this.slow = setTimeout(() => (this.frame.src = this.url), SLOW_FRAME_MS);
    else this.frame.src = this.url;
    this.watch = new ResizeObserver(() => this.host.viewportChanged(true));
    this.watch.observe(this.area);
    this.silence = setTimeout(() => this.host.ready || this.complain(), SILENT_AFTER_MS);
    this.leaveButton.focus();
  }

  loaded() {
    if (!this.complained) this.loader.hidden = true;
  }

  /** A frame that loads but never speaks is usually an app that is down or forbids this frame. */
  complain() {
    this.complained = true;
    this.loader.hidden = false;
    this.loader.replaceChildren(h("b", {}, t("app-failed")), h("span", {}, t("app-silent")), h("small", {}, this.url.split("#")[0]), h("button", { type: "button", class: "wide", onclick: () => this.reload() }, t("app-reload")));
  }

  menu(button) {
    const box = button.getBoundingClientRect();
    const { shown } = this.host;
    const items = [
      shown.settings && { text: t("app-settings"), icon: icon("gear"), run: () => this.host.send("settings_button_pressed") },
      { text: t("app-reload"), icon: icon("reload"), run: () => this.host.reload() },
      { text: t(shown.fullscreen ? "app-exit-fullscreen" : "app-fullscreen"), icon: icon("expand"), run: () => this.host.setFullscreen(!shown.fullscreen) },
      { text: t("app-home"), icon: icon("home"), run: () => addToHome(this.host) },
      this.how.asked && { text: t("app-low"), icon: icon(phone() === "android-low" ? "check" : "window"), run: () => this.asSlowPhone() },
      { text: t("app-theme"), icon: icon("theme"), run: switchTheme },
    ].filter(Boolean);
    openMenu(box.right - 220, box.bottom, items);
  }

  /** A changed fragment alone does not reload a frame, so it goes by way of an empty page. */
  reload() {
    this.complained = false;
    this.loader.replaceChildren(h("span", { class: "ring" }), this.loaderText);
    this.loader.hidden = false;
    this.frame.src = "about:blank";
    setTimeout(() => (this.frame.src = this.url), 30);
  }

  /** The same page once more, as a telephone of the lowest class shows it; and back. */
  asSlowPhone() {
    turnInAddress("android-low");
    return this.app.miniapps.open(this.how.asked);
  }

  sureToClose() {
    return confirmDialog(t("app-close-sure"), t("app-close"), { danger: true });
  }

  remove() {
    clearTimeout(this.silence);
    clearTimeout(this.slow);
    this.watch.disconnect();
    this.host.stop();
    this.veil.remove();
    this.app.room.parentElement.inert = false;
    this.opener?.focus?.();
    this.onclose();
  }
}
