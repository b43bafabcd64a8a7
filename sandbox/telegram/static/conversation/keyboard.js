import { alertDialog, chooseDialog, confirmDialog } from "../page/dialog.js";
import { avatar, h, icon } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { press, say, send } from "../world/actions.js";
import { post } from "../world/api.js";

const CORNERS = { url: "link", login_url: "link", web_app: "app", switch_inline: "share", copy_text: "copy" };

/** The buttons under a bubble. */
export function drawKeys(app, message) {
  const key = (button) => {
    const node = h("button", { type: "button", class: `key ${button.style ?? ""}`, disabled: button.disabled, "data-key": button.text, onclick: () => pressKey(app, message, button, node) }, CORNERS[button.type] && h("span", { class: "corner" }, icon(CORNERS[button.type])), button.text);
    if (wasSilent(app, message, button)) markSilent(node);
    return node;
  };
  return h("div", { class: "keys", role: "group" }, message.keyboard.map((row) => h("div", { class: "keys-row" }, row.map(key))));
}

async function pressKey(app, message, button, node) {
  const act = { url: openUrl, login_url: login, web_app: openApp, switch_inline: switchInline, switch_inline_current: switchHere, copy_text: copyText }[button.type] ?? callback;
  try {
    await act(app, button, message, node);
  } catch (error) {
    failed(error);
  }
}

/** Shows what the bot answered to a press; a press without an answer leaves a red mark on the button. */
async function callback(app, button, message, node) {
  if (node.classList.contains("busy")) return;
  node.classList.add("busy");
  node.setAttribute("aria-busy", "true");
  app.pressing = (app.pressing ?? new Map()).set(message.message_id, button);
  try {
    const { answer } = await press(app.world, message, button);
    forget(app, message, button);
    if (answer) await showAnswer(app, answer);
    else remember(app, message, button);
  } finally {
    app.pressing.delete(message.message_id);
    node.classList.remove("busy");
    node.removeAttribute("aria-busy");
  }
  if (wasSilent(app, message, button)) markSilent(node);
}

export async function showAnswer(app, { text, alert, url }) {
  if (url) return app.openLink(url);
  if (!text) return;
  if (alert) await alertDialog(text, app.world.bot.name);
  else toast(text);
}

function silentKey(message, button) {
  return `${message.chat}/${message.message_id}/${button.data ?? button.text}`;
}

function remember(app, message, button) {
  (app.silent ??= new Set()).add(silentKey(message, button));
  toast(t("unanswered"), "error");
}

function forget(app, message, button) {
  app.silent?.delete(silentKey(message, button));
}

function wasSilent(app, message, button) {
  return app.silent?.has(silentKey(message, button)) ?? false;
}

function markSilent(node) {
  node.classList.add("unanswered");
  node.title = t("unanswered-hint");
  for (const twin of document.querySelectorAll(".key.busy")) if (twin.dataset.key === node.dataset.key) twin.classList.add("unanswered");
}

async function openUrl(app, button) {
  if (/^(tg:|https?:\/\/t\.me\/)/.test(button.url)) return app.openLink(button.url);
  if (await confirmDialog(button.url, t("open"), { title: t("open-link") })) window.open(button.url, "_blank", "noopener");
}

async function login(app, button) {
  if (await confirmDialog(button.url, t("open"), { title: t("login-sure") })) window.open(button.url, "_blank", "noopener");
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
  try {
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

export function allowContact(world, allow) {
  return post("/sim/contact_request", { as: world.as, allow });
}
