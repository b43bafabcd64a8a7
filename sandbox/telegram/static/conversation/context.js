import { chooseDialog, confirmDialog, openMenu } from "../page/dialog.js";
import { avatar, h, icon } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { erase, react } from "../world/actions.js";
import { post } from "../world/api.js";

const EMOJI = ["👍", "❤️", "🔥", "🎉", "👏", "😁", "🤔"];

/** Long press or right click on a message: reactions above, actions below. */
export function messageMenu(app, message, feed, x, y) {
  const chat = app.world.chats.get(message.chat);
  const { composer } = app.talk;
  const mayErase = message.out || chat?.my_rights?.admin || chat?.type === "private";
  const items = [
    { text: t("reply"), icon: icon("reply"), run: () => composer.replyTo(message) },
    message.text && { text: t("copy"), icon: icon("copy"), run: () => copy(message.text) },
    message.out && message.kind === "text" && !message.via_bot && { text: t("edit"), icon: icon("edit"), run: () => composer.editing(message) },
    !message.ephemeral && { text: t("pin"), icon: icon("pin"), run: () => post("/sim/pin", { as: app.world.as, chat: message.chat, message_id: message.message_id }).catch(failed) },
    !message.ephemeral && { text: t("forward"), icon: icon("share"), run: () => forward(app, message) },
    mayErase && { text: t("delete"), icon: icon("trash"), danger: true, run: () => eraseAsked(app, message) },
  ].filter(Boolean);
  openMenu(x, y, message.ephemeral ? items.slice(1) : items, message.ephemeral ? null : (close) => emojiRow(app, message, close));
}

function emojiRow(app, message, close) {
  const mine = message.reactions?.find((one) => one.mine)?.emoji;
  const choose = (emoji) => {
    close();
    react(app.world, message, emoji).catch(failed);
  };
  return h("div", { class: "emoji-row" }, EMOJI.map((emoji) => h("button", { type: "button", "aria-pressed": String(emoji === mine), "aria-label": t("react", { emoji }), onclick: () => choose(emoji) }, emoji)));
}

export async function copy(text) {
  await navigator.clipboard?.writeText(text).catch(() => null);
  toast(t("copied"));
}

async function eraseAsked(app, message) {
  if (!(await confirmDialog(t("delete-sure"), t("delete"), { danger: true }))) return;
  erase(app.world, message).catch(failed);
}

async function forward(app, message) {
  const { world } = app;
  const chat = await chooseDialog(t("share-where"), world.chatList().map((one) => ({ title: one.title, value: one.id, mark: avatar(one.title, one.avatar_color, "mid") })));
  if (!chat) return;
  try {
    await post("/sim/forward", { as: world.as, from_chat: message.chat, message_id: message.message_id, chat });
    app.go(chat);
  } catch (error) {
    failed(error);
  }
}
