import { alertDialog, chooseDialog, confirmDialog } from "../page/dialog.js";
import { avatar, h, icon } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { openPayment } from "../payments/sheet.js";
import { press, say, send } from "../world/actions.js";
import { SHARES } from "./shares.js";

const CORNERS = { url: "link", login_url: "link", web_app: "app", switch_inline: "share", copy_text: "copy", pay: "card", receipt: "card" };

/** The buttons under a bubble. A message may be drawn anew while a press of it waits: the spinner is drawn anew too. */
export function drawKeys(app, message) {
  return h("div", { class: "keys", role: "group" }, message.keyboard.map((row) => h("div", { class: "keys-row" }, row.map((button) => drawKey(app, message, button)))));
}

export function drawKey(app, message, button, look = "") {
  const node = h("button", { type: "button", class: `key ${look} ${button.style ?? ""}`, disabled: button.disabled, "data-press": pressKeyOf(message, button), onclick: () => pressKey(app, message, button) }, CORNERS[button.type] && h("span", { class: "corner" }, icon(CORNERS[button.type])), button.text);
  showState(app, node, message);
  return node;
}

function pressKeyOf(message, button) {
  return `${message.chat}/${message.message_id}/${button.data ?? button.text}`;
}

function showState(app, node, message) {
  const key = node.dataset.press;
  const busy = app.pressing.has(key);
  node.classList.toggle("busy", busy);
  node.setAttribute("aria-busy", String(busy));
  const silent = app.silent.has(key) && message.unanswered?.length !== 0;
  node.classList.toggle("unanswered", silent);
  node.title = silent ? t("unanswered-hint") : "";
}

function showStates(app, message, key) {
  for (const node of document.querySelectorAll(".key")) if (node.dataset.press === key) showState(app, node, message);
}

async function pressKey(app, message, button) {
  const act = { url: openUrl, login_url: login, web_app: openApp, switch_inline: switchInline, switch_inline_current: switchHere, copy_text: copyText, pay, receipt }[button.type] ?? callback;
  try {
    await act(app, button, message);
  } catch (error) {
    failed(error);
  }
}

/** Shows what the bot answered to a press; a press without an answer leaves a red mark on the button. */
async function callback(app, button, message) {
  const key = pressKeyOf(message, button);
  if (app.pressing.has(key)) return;
  app.pressing.add(key);
  app.silent.delete(key);
  showStates(app, message, key);
  let answer = null;
  try {
    ({ answer } = await press(app.world, message, button));
    if (!answer) app.silent.add(key);
  } finally {
    app.pressing.delete(key);
    showStates(app, {}, key);
  }
  if (answer) await showAnswer(app, answer);
  else toast(t("unanswered"), "error");
}

export async function showAnswer(app, { text, alert, url }) {
  if (url) return app.openLink(url);
  if (!text) return;
  if (alert) await alertDialog(text, app.world.bot.name);
  else toast(text);
}

async function openUrl(app, button) {
  if (/^(tg:|https?:\/\/t\.me\/)/.test(button.url)) return app.openLink(button.url);
  if (await confirmDialog(button.url, t("open"), { title: t("open-link") })) window.open(button.url, "_blank", "noopener");
}

async function login(app, button) {
  if (await confirmDialog(button.url, t("open"), { title: t("login-sure") })) window.open(button.url, "_blank", "noopener");
}

function pay(app, button, message) {
  return openPayment(app, { message_id: message.message_id, chat: message.chat });
}

/** Back to the message of the payment. */
function receipt(app, button, message) {
  return app.talk.view.jump(message.invoice.receipt_id);
}

function openApp(app, button, message) {
  return app.miniapps.open({ url: button.url, button: "inline", chat: message.chat, title: button.text });
}

async function switchInline(app, button) {
  const items = app.world.chatList().map((chat) => ({ title: chat.title, value: chat.id, mark: avatar(chat.title, chat.avatar_color, "mid") }));
  const chosen = await chooseDialog(t("share-where"), items);
  if (!chosen) return;
  app.go(chosen);
  setTimeout(() => app.talk.composer.type(`@${app.world.bot.username} ${button.query ?? ""}`), 60);
}

function switchHere(app, button) {
  app.talk.composer.type(`@${app.world.bot.username} ${button.query ?? ""}`);
}

async function copyText(app, button) {
  await navigator.clipboard?.writeText(button.text_to_copy ?? button.text).catch(() => null);
  toast(t("copied"));
}

/** A reply keyboard as it comes from the Bot API, `{keyboard: [[{text, …}]], …}`; null when there is none. */
export function replyRows(markup) {
  const rows = Array.isArray(markup) ? markup : markup?.keyboard;
  return rows?.length ? rows.map((row) => row.map((button) => (typeof button === "string" ? { text: button } : button))) : null;
}

export function drawReplyKeys(app, rows, chat, thread, afterPress) {
  const key = (button) => h("button", { type: "button", class: `key ${button.style ?? ""}`, onclick: () => pressReply(app, button, chat, thread, afterPress) }, button.text);
  return h("div", { class: "reply-keys" }, h("div", { class: "keys" }, rows.map((row) => h("div", { class: "keys-row" }, row.map(key)))));
}

async function pressReply(app, button, chat, thread, afterPress) {
  const share = Object.keys(SHARES).find((kind) => button[kind]);
  try {
    if (share) return await SHARES[share](app, button, chat, share === "request_poll" ? thread : undefined);
    if (button.web_app) return await app.miniapps.open({ url: button.web_app.url, button: "keyboard", title: button.text, chat: chat.id });
    if (button.request_contact) await shareContact(app, chat);
    else if (button.request_location) await shareLocation(app, chat);
    else await say(app.world, { chat: chat.id, thread, text: button.text });
    afterPress();
  } catch (error) {
    failed(error);
  }
}

async function shareContact(app, chat) {
  const { world } = app;
  if (await confirmDialog(t("send-contact", { phone: world.me.phone ?? "" }), t("share"))) await send(world, { chat: chat.id, kind: "contact" });
}

async function shareLocation(app, chat) {
  if (await confirmDialog(t("send-location-sure"), t("share"))) await send(app.world, { chat: chat.id, kind: "location", ...home(app.world.as) });
}

/** Where a persona stands when asked for a location. */
export function home(as) {
  return as === "pasha" ? { lat: 43.1155, lon: 131.8855 } : { lat: 55.7157, lon: 37.5536 };
}
