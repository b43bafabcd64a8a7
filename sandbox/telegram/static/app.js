import { Chats } from "./chats/list.js";
import { Personas } from "./chats/personas.js";
import { openLink } from "./conversation/links.js";
import { keepTimesTrue } from "./conversation/datetime.js";
import { Talk } from "./conversation/talk.js";
import { Drawer } from "./drawer/drawer.js";
import { MiniApps } from "./miniapp/sheet.js";
import { h } from "./page/dom.js";
import { apply, onTheme } from "./page/theme.js";
import { failed } from "./page/toast.js";
import { t } from "./page/words.js";
import { Place } from "./place.js";
import { hook } from "./hook.js";
import { get } from "./world/api.js";
import { threadOf } from "./world/feed.js";
import { World } from "./world/world.js";

/** The page: one world, and the parts that show it. Parts reach each other only through this object. */
class App {
  /** Presses that wait for the bot, and presses it never answered. */
  pressing = new Set();
  silent = new Set();

  constructor(root) {
    this.world = new World();
    this.place = new Place(this);
    this.personas = new Personas(this);
    this.chats = new Chats(this);
    this.talk = new Talk(this);
    this.drawer = new Drawer(this);
    this.miniapps = new MiniApps(this);
    this.room = h("main", { class: "room" }, this.chats.element, this.talk.element, this.drawer.element);
    root.append(this.personas.element, this.room);
  }

  async begin() {
    apply();
    keepTimesTrue();
    onTheme(() => this.personas.draw());
    this.world.on("me", () => this.redraw());
    await this.world.open();
    const asked = new URLSearchParams(location.search).get("as");
    await this.become(asked ?? this.world.personas[0].key);
  }

  /** Another person in the same window: the same chat stays open if that person has it too. */
  async become(key) {
    const wasBotChat = this.world.chats.get(this.place.chat)?.is_bot_chat ?? !matchMedia("(max-width: 719px)").matches;
    this.miniapps.drop();
    try {
      await this.world.enter(key, { calls: this.drawer.isOpen });
    } catch (error) {
      return failed(error);
    }
    if (this.world.as !== key) return; // somebody else's turn by now
    const url = new URL(location);
    url.searchParams.set("as", key);
    history.replaceState(null, "", url);
    this.place.settle(wasBotChat);
  }

  redraw() {
    document.title = `${this.world.me.name} · ${t("title")}`;
    this.personas.draw();
    this.chats.drawFrame();
    this.drawer.draw();
    this.talk.redraw();
  }

  go(chat, thread = null) {
    this.place.go(chat, thread);
  }

  /** A message of any chat of mine; in a forum its topic is looked up where it is not known. */
  async goToMessage(chat, messageId, thread = null) {
    const topics = this.world.chats.get(chat)?.is_forum;
    this.go(chat, topics ? (thread ?? (await this.threadOf(chat, messageId).catch(() => null))) : null);
    await this.talk.ready;
    return this.talk.view.jump(messageId).catch(failed);
  }

  async threadOf(chat, messageId) {
    const { messages } = await get("/client/messages", { as: this.world.as, chat, around: messageId, limit: 1 });
    return threadOf(this.world.chats.get(chat), messages[0] ?? {});
  }

  openLink(url) {
    return openLink(this, url);
  }
}

const app = new App(document.getElementById("app"));
hook(app);
app.begin().catch(failed);
