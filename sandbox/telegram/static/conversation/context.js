import { stopPoll, vote } from "../content/poll.js";
import { confirmDialog, openMenu } from "../page/dialog.js";
import { h, icon } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { erase, react } from "../world/actions.js";
import { post } from "../world/api.js";
import { forward } from "./forward.js";

const EMOJI = ["👍", "❤", "🔥", "🎉", "👏", "😁", "🤔"];
const MORE_EMOJI = ["👎", "🥰", "🤯", "😱", "🤬", "😢", "🤩", "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "🌚", "💯", "🤣", "⚡", "🏆", "💔", "🤨", "😐", "🍓", "🍾", "😴", "😭", "🤓", "👻", "👀", "🎃", "😇", "🤝", "✍", "🤗", "🫡", "🆒", "💘", "😎", "🤷"];
const LONG_PRESS_MS = 480;

/** Long press, right click or Enter on a message; in an album on the item that was pressed. */
export function listenForMenu(app, messages, bubble, feed) {
  if (messages[0].pending) return;
  const pressed = (event) => messages.find((one) => String(one.message_id) === event.target.closest?.("[data-id]")?.dataset.id) ?? messages.find((one) => one.text) ?? messages[0];
  let timer = null;
  const cancel = () => clearTimeout(timer);
  const open = (event, x, y) => messageMenu(app, pressed(event), messages, feed, x, y);
  bubble.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    open(event, event.clientX, event.clientY);
  });
  bubble.addEventListener("dblclick", (event) => !event.target.closest("button, a, code, summary") && app.talk.composer.replyTo(pressed(event)));
  bubble.addEventListener("touchstart", (event) => (timer = setTimeout(() => open(event, event.touches[0].clientX, event.touches[0].clientY), LONG_PRESS_MS)), { passive: true });
  for (const name of ["touchend", "touchmove", "touchcancel"]) bubble.addEventListener(name, cancel, { passive: true });
  bubble.addEventListener("keydown", (event) => {
    if (event.target !== bubble || !["Enter", " ", "ContextMenu"].includes(event.key)) return;
    event.preventDefault();
    const box = bubble.getBoundingClientRect();
    open(event, box.left + 20, Math.max(60, box.top + 20));
  });
}

/** Reactions above, actions below. */
function messageMenu(app, message, messages, feed, x, y) {
  const items = message.ephemeral ? [replyItem(app, message), copyItem(message), ...erasing(app, message)] : [...speaking(app, message), ...pinning(app, message), ...polling(app, message), { text: t("forward"), icon: icon("share"), run: () => forward(app, messages.includes(message) ? messages : [message]) }, ...erasing(app, message)];
  openMenu(x, y, items.filter(Boolean), message.ephemeral ? null : (close) => emojiRow(app, message, close));
}

function speaking(app, message) {
  const { composer } = app.talk;
  const editable = message.out && (message.kind === "text" || message.media) && !message.via_bot && !message.forward_origin;
  return [
    { text: t("reply"), icon: icon("reply"), run: () => composer.replyTo(message) },
    copyItem(message),
    editable && message.kind === "text" && { text: t("edit"), icon: icon("edit"), run: () => composer.editing(message) },
  ];
}

function replyItem(app, message) {
  return !message.out && { text: t("reply"), icon: icon("reply"), run: () => app.talk.composer.replyTo(message) };
}

function copyItem(message) {
  return message.text && { text: t("copy"), icon: icon("copy"), run: () => copy(message.text) };
}

function pinning(app, message) {
  const about = { as: app.world.as, chat: message.chat, message_id: message.message_id };
  const rights = app.world.chats.get(message.chat)?.my_rights;
  if (rights?.can_pin === false) return [];
  return [message.pinned ? { text: t("unpin"), icon: icon("pin"), run: () => post("/sim/unpin", about).catch(failed) } : { text: t("pin"), icon: icon("pin"), run: () => post("/sim/pin", about).catch(failed) }];
}

function polling(app, message) {
  const { poll } = message;
  if (!poll || poll.closed) return [];
  return [poll.may_retract && { text: t("poll-retract"), icon: icon("reload"), run: () => vote(app, message, []) }, message.out && { text: t("poll-stop"), icon: icon("lock"), run: () => stopPoll(app, message) }];
}

function erasing(app, message) {
  const chat = app.world.chats.get(message.chat);
  const may = message.out || message.ephemeral || chat?.my_rights?.admin || chat?.type === "private";
  return [may && { text: t("delete"), icon: icon("trash"), danger: true, run: () => eraseAsked(app, message) }];
}

function emojiRow(app, message, close) {
  const mine = message.reactions?.find((one) => one.mine)?.emoji;
  const choose = (emoji) => {
    close();
    react(app.world, message, emoji).catch(failed);
  };
  const button = (emoji) => h("button", { type: "button", "aria-pressed": String(emoji === mine), "aria-label": t("react", { emoji }), onclick: () => choose(emoji) }, emoji);
  const row = h("div", { class: "emoji-row" }, EMOJI.map(button));
  const more = h("button", { type: "button", class: "more", "aria-label": t("react-more"), onclick: () => (more.remove(), row.append(...MORE_EMOJI.map(button)), row.classList.add("all")) }, icon("down"));
  row.append(more);
  return row;
}

export async function copy(text) {
  await navigator.clipboard?.writeText(text).catch(() => null);
  toast(t("copied"));
}

async function eraseAsked(app, message) {
  if (!(await confirmDialog(t("delete-sure"), t("delete"), { danger: true }))) return;
  erase(app.world, message).catch(failed);
}
