import { chatInfo } from "../chats/info.js";
import { RequestsBar } from "../chats/requests.js";
import { actionWords } from "../chats/typing.js";
import { avatar, h, iconButton } from "../page/dom.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";
import { start } from "../world/actions.js";
import { failed } from "../page/toast.js";
import { Composer } from "./composer.js";
import { FeedView } from "./feedview.js";
import { Pins } from "./pins.js";
import { SearchBar } from "./search.js";

/** The conversation: head, pinned bar, messages, and the composer or the gate that stands in its place. */
export class Talk {
  constructor(app) {
    this.app = app;
    this.element = h("section", { class: "talk" });
    this.view = new FeedView(app);
    this.composer = new Composer(app);
    this.pins = new Pins(this);
    this.requests = new RequestsBar(app);
    this.search = new SearchBar(this);
    const { world } = app;
    world.on("chats", () => this.chat && this.drawAround());
    world.on("typing", ({ chat }) => chat === this.chat?.id && this.drawHead());
    world.on("line", () => this.chat && this.drawHead());
    world.on("reset", () => app.place.settle(true));
    addEventListener("focus", () => this.view.markRead());
  }

  get chat() {
    return this.app.world.chats.get(this.app.place.chat);
  }

  get feed() {
    return this.view.feed;
  }

  redraw() {
    this.shown = null;
  }

  show(chatId, thread) {
    const key = `${this.app.world.as}/${chatId}/${thread}`;
    if (!this.chat || (this.chat.is_forum && !thread)) return this.showNothing();
    if (this.shown === key) return;
    this.shown = key;
    this.head = h("header", { class: "talk-head" });
    this.gate = h("div", { class: "gate" });
    this.element.setAttribute("aria-label", this.chat.title);
    this.element.replaceChildren(this.head, this.search.element, this.requests.element, this.pins.element, this.view.element, this.composer.element, this.gate);
    if (this.search.isOpen) this.search.close();
    this.pins.show();
    this.ready = this.view.show(this.app.world.feed(chatId, thread), this.unread(thread)).catch(failed);
    this.composer.show(this.chat, thread);
    this.drawAround();
    if (matchMedia("(min-width: 720px) and (pointer: fine)").matches) this.composer.focus();
  }

  unread(thread) {
    return this.chat.topics?.find((one) => one.id === thread)?.unread ?? this.chat.unread ?? 0;
  }

  showNothing() {
    this.shown = null;
    this.view.leave();
    const forum = this.chat?.is_forum;
    this.element.replaceChildren(h("p", { class: "nobody" }, t(forum && !this.chat.topics.length ? "topics-empty" : "choose-chat")));
  }

  drawAround() {
    if (!this.shown) return;
    this.drawHead();
    this.requests.draw(this.chat);
    this.pins.draw();
    this.drawGate();
    this.composer.update(this.chat);
  }

  drawHead() {
    if (!this.shown || !this.chat) return;
    const { chat, app } = this;
    const topic = chat.topics?.find((one) => one.id === app.place.thread);
    const name = app.place.thread === 1 ? t("topic-general") : topic?.name ?? chat.title;
    const back = iconButton("back", t("back"), () => app.go(app.place.thread ? chat.id : null), { class: "back-button phone-only" });
    const info = () => chatInfo(app, chat);
    this.head.replaceChildren(
      back,
      h("button", { type: "button", class: "face", onclick: info, "aria-label": `${name}. ${t("info")}` }, avatar(chat.title, chat.avatar_color, "mid"), h("span", { class: "titles" }, h("b", {}, name), this.subtitle(chat, topic))),
      iconButton("search", t("search-chat"), () => this.search.toggle()),
      iconButton("more", t("info"), info),
    );
  }

  subtitle(chat) {
    const { world, place } = this.app;
    const typing = world.typing.get(world.feedKey(chat.id, chat.is_forum ? place.thread : null));
    if (typing) return h("small", { class: "live", role: "status" }, h("span", { class: "dots" }, h("i"), h("i"), h("i")), actionWords(typing, chat));
    if (chat.is_bot_chat) return h("small", {}, t("bot"));
    if (place.thread) return h("small", {}, chat.title);
    return h("small", {}, t("members", { n: chat.member_count ?? 2 }));
  }

  /** What stands instead of the composer: START, unblock, join, or nothing. */
  drawGate() {
    const { chat, app } = this;
    const gate = this.gateOf(chat);
    this.gate.hidden = !gate;
    this.gate.style.display = gate ? "" : "none";
    this.composer.element.style.display = gate ? "none" : "";
    if (this.gateKind === gate?.text && this.gate.childElementCount) return;
    this.gateKind = gate?.text;
    const run = () => gate.run().then(() => app.world.refresh()).catch(failed);
    this.gate.replaceChildren(...(gate ? [gate.note && h("p", {}, gate.note), gate.text && h("button", { type: "button", onclick: run }, gate.text)].filter(Boolean) : []));
  }

  gateOf(chat) {
    const as = this.app.world.as;
    const topic = chat.topics?.find((one) => one.id === this.app.place.thread);
    if (chat.blocked) return { note: t("blocked"), text: t("unblock"), run: () => post("/sim/block", { as, blocked: false }) };
    if (chat.is_bot_chat && chat.started === false) return { text: t("start"), run: () => start(this.app.world) };
    if (chat.my_rights && !chat.my_rights.member) return { text: t("join"), run: () => post("/sim/join", { as, chat: chat.id }) };
    if (topic?.closed && !chat.my_rights?.admin) return { note: t("topic-closed") };
    return null;
  }
}
