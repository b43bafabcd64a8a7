import { h, icon, iconButton } from "../page/dom.js";
import { briefOf } from "../page/kinds.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { edit, say } from "../world/actions.js";
import { attachMenu, deliver, sendFiles } from "./attach.js";
import { Commands } from "./commands.js";
import { Inline } from "./inline.js";
import { openEmoji } from "./emoji.js";
import { drawReplyKeys, replyRows } from "./keyboard.js";
import { record } from "./recorder.js";

const TYPING_EVERY_MS = 4000;

/** The line where a person writes, with what stands around it: reply bar, suggestions, reply keyboard. */
export class Composer {
  constructor(app) {
    this.app = app;
    this.drafts = new Map();
    this.element = h("div", { class: "composer" });
    this.commands = new Commands(this);
    this.inline = new Inline(this);
  }

  show(chat, thread) {
    this.chat = chat;
    this.thread = thread;
    this.context = null;
    this.keysHidden = false;
    this.input = h("textarea", { rows: "1", placeholder: t("message-hint"), "aria-label": t("message-hint"), oninput: () => this.typed(), onkeydown: (event) => this.key(event), onpaste: (event) => this.paste(event), enterkeyhint: "send" });
    this.bar = h("div", {});
    this.leading = h("span", { style: "display:contents" });
    this.toggle = h("span", { style: "display:contents" });
    this.sendButton = h("button", { type: "button", class: "send", onclick: () => (this.ready() ? this.submit() : this.record()) });
    this.suggest = h("div", { class: "suggest", hidden: true });
    this.keys = h("div", {});
    const smile = iconButton("smile", t("emoji"), (event) => openEmoji(this, event.currentTarget), { class: "smile" });
    const line = h("div", { class: "composer-line" }, this.leading, smile, this.input, this.toggle, iconButton("attach", t("attach"), (event) => attachMenu(this, event.currentTarget)));
    this.inner = h("div", { class: "composer-inner" }, h("div", { class: "composer-box" }, this.bar, line), this.sendButton);
    this.element.replaceChildren(h("div", { style: "position:relative" }, this.suggest, this.inner), this.keys);
    this.leadingKind = this.keysDrawn = this.sendIs = null;
    this.update(chat);
    this.setText(this.drafts.get(this.draftKey()) ?? "");
  }

  draftKey() {
    return `${this.app.world.as}/${this.chat.id}/${this.thread}`;
  }

  /** What was begun in a chat and not sent. */
  draftOf(chatId, thread = null) {
    return this.drafts.get(`${this.app.world.as}/${chatId}/${thread}`)?.trim() ?? "";
  }

  update(chat) {
    if (!this.input || chat.id !== this.chat.id) return;
    this.chat = chat;
    this.drawLeading();
    this.drawKeys();
  }

  drawLeading() {
    const menu = this.chat.is_bot_chat ? this.chat.menu_button : null;
    const kind = `${menu?.type}${menu?.text}${this.chat.commands?.length ? 1 : 0}`;
    if (this.leadingKind === kind) return;
    this.leadingKind = kind;
    if (menu?.type === "web_app") this.leading.replaceChildren(h("button", { type: "button", class: "app-button", "aria-label": menu.text, onclick: () => this.app.miniapps.open({ url: menu.url, button: "menu", title: this.chat.title }) }, icon("app"), h("span", { class: "label" }, menu.text)));
    else if (this.chat.commands?.length) this.leading.replaceChildren(iconButton("menu", t("commands"), () => this.commands.toggleAll()));
    else this.leading.replaceChildren();
  }

  drawKeys() {
    const markup = this.chat.reply_keyboard;
    const rows = replyRows(markup);
    const drawn = JSON.stringify([markup, this.keysHidden]);
    if (this.keysDrawn === drawn) return;
    if (this.markupSeen !== JSON.stringify(markup)) this.keysHidden = false;
    this.markupSeen = JSON.stringify(markup);
    this.keysDrawn = JSON.stringify([markup, this.keysHidden]);
    this.input.placeholder = (rows || markup?.force_reply) && markup.input_field_placeholder ? markup.input_field_placeholder : t("message-hint");
    const label = t(this.keysHidden ? "keyboard-show" : "keyboard-hide");
    this.toggle.replaceChildren(...(rows ? [iconButton(this.keysHidden ? "keyboard" : "down", label, () => this.hideKeys(!this.keysHidden))] : []));
    const after = () => markup?.one_time_keyboard && this.hideKeys(true);
    this.keys.replaceChildren(...(rows && !this.keysHidden ? [drawReplyKeys(this.app, rows, this.chat, this.thread, after)] : []));
  }

  hideKeys(hidden) {
    this.keysHidden = hidden;
    this.drawKeys();
  }

  typed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(180, this.input.scrollHeight)}px`;
    this.dressSend();
    this.drafts.set(this.draftKey(), this.input.value);
    this.commands.offer(this.input.value);
    this.inline.offer(this.input.value);
    this.tellTyping();
  }

  ready() {
    return this.input.value.trim() !== "";
  }

  /** The same button sends words and, while there are none, records a voice message. */
  dressSend() {
    const what = this.ready() || this.context?.kind === "edit" ? "send" : "mic";
    if (this.sendIs === what) return;
    this.sendIs = what;
    this.sendButton.classList.toggle("ready", what === "send");
    this.sendButton.setAttribute("aria-label", t(what === "send" ? "send" : "voice-record"));
    this.sendButton.title = this.sendButton.getAttribute("aria-label");
    this.sendButton.replaceChildren(icon(what));
  }

  async record() {
    if (this.context?.kind === "edit") return;
    this.app.world.sayTyping(this.chat.id, this.thread);
    const said = await record(this.inner);
    if (said) await deliver(this, { kind: "voice", ...said });
    this.focus();
  }

  tellTyping() {
    if (!this.input.value || Date.now() - (this.toldAt ?? 0) < TYPING_EVERY_MS) return;
    this.toldAt = Date.now();
    this.app.world.sayTyping(this.chat.id, this.thread);
  }

  setText(text) {
    this.input.value = text;
    this.typed();
  }

  /** Puts text into the line and the cursor behind it, as if it were typed. */
  type(text) {
    this.setText(text);
    this.focus();
    this.input.setSelectionRange(text.length, text.length);
  }

  focus() {
    this.input?.focus({ preventScroll: true });
  }

  key(event) {
    if (this.commands.key(event) || this.inline.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") {
      this.setContext(null);
    } else if (event.key === "ArrowUp" && !this.input.value) {
      event.preventDefault();
      this.editLast();
    }
  }

  editLast() {
    const last = this.app.talk.feed.messages.findLast((message) => message.out && message.kind === "text" && !message.pending);
    if (last) this.editing(last);
  }

  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    sendFiles(this, files);
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { context } = this;
    this.setText("");
    this.setContext(null);
    try {
      if (context?.kind === "edit") await edit(this.app.world, context.message, text);
      else await say(this.app.world, { chat: this.chat.id, thread: this.thread, text, replyTo: context?.message });
    } catch (error) {
      if (context?.kind === "edit") failed(error);
      if (!this.input.value) this.setText(text);
    }
  }

  replyTo(message) {
    this.setContext({ kind: "reply", message });
    this.focus();
  }

  /** What was to be answered is not there any more. */
  letGo(messageIds) {
    if (this.context?.kind === "reply" && messageIds.includes(this.context.message.message_id)) this.setContext(null);
  }

  editing(message) {
    this.setContext({ kind: "edit", message });
    this.type(message.text);
  }

  setContext(context) {
    const wasEdit = this.context?.kind === "edit";
    this.context = context;
    if (wasEdit && !context) this.setText("");
    if (!context) return this.bar.replaceChildren();
    const { kind, message } = context;
    const title = kind === "edit" ? t("editing") : t("reply-to", { name: message.from?.name ?? "" });
    this.bar.replaceChildren(h("div", { class: "context" }, icon(kind), h("div", { class: "words-line" }, h("b", {}, title), h("span", {}, briefOf(message))), iconButton("close", t("cancel"), () => this.setContext(null))));
  }
}
