import { chooseDialog } from "../page/dialog.js";
import { avatar } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { wire } from "../world/actions.js";
import { post } from "../world/api.js";

/** An album goes as one. */
export async function forward(app, messages) {
  const place = await choosePlace(app, t("share-where"));
  if (!place) return;
  const ids = messages.map((message) => message.message_id);
  try {
    await post("/sim/forward", { as: app.world.as, from_chat: messages[0].chat, ...(ids.length > 1 ? { message_ids: ids } : { message_id: ids[0] }), chat: place.chat, thread: wire(place.thread) });
    app.go(place.chat, place.thread);
    toast(t("forwarded-done"), "good");
  } catch (error) {
    failed(error);
  }
}

/** A chat and, in a forum, its topic. */
export async function choosePlace(app, title) {
  const { world } = app;
  const chat = await chooseDialog(title, world.chatList().map((one) => ({ title: one.title, value: one, mark: avatar(one.title, one.avatar_color, "mid") })));
  if (!chat) return null;
  if (!chat.is_forum) return { chat: chat.id, thread: null };
  const thread = await chooseDialog(chat.title, chat.topics.map((one) => ({ title: one.id === 1 ? t("topic-general") : one.name, value: one.id })));
  return thread ? { chat: chat.id, thread } : null;
}
