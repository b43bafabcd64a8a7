import { now } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { post, postForm } from "./api.js";

let pendings = 0;

/** A person's message is on the page at once, with a clock until the server has it. */
export async function say(world, { chat, thread, text, replyTo }) {
  const feed = world.feed(chat, thread);
  if (feed.newer) await feed.load().catch(failed);
  const pending = {
    message_id: `pending-${++pendings}`,
    pending: true,
    chat,
    thread,
    date: Math.floor(now() / 1000),
    from: { id: world.me.id, name: world.me.name },
    out: true,
    kind: "text",
    text,
    reply_to: replyTo && { message_id: replyTo.message_id, name: replyTo.from?.name, text: replyTo.text || replyTo.kind },
  };
  feed.messages.push(pending);
  feed.changed();
  try {
    const sent = await post("/sim/say", { as: world.as, chat, thread: wire(thread), text, reply_to: replyTo?.message_id });
    pending.sentAs = sent.message_id;
    const arrived = feed.messages.some((message) => message.message_id === sent.message_id);
    if (arrived) feed.drop([pending.message_id]);
  } catch (error) {
    feed.drop([pending.message_id]);
    failed(error);
    throw error;
  }
}

/** `/start` in the chat with the bot, as its START button does. */
export function start(world, payload) {
  return post("/sim/start", { as: world.as, payload: payload || undefined });
}

export function send(world, { chat, thread, replyTo, ...fields }) {
  return postForm("/sim/send", { as: world.as, chat, thread: wire(thread), reply_to: replyTo?.message_id, ...fields });
}

export function edit(world, message, text) {
  return post("/sim/edit", { as: world.as, chat: message.chat, message_id: message.message_id, text });
}

export function erase(world, message) {
  return post("/sim/delete", { as: world.as, chat: message.chat, message_id: message.message_id });
}

/** The same emoji again takes the reaction back. */
export function react(world, message, emoji) {
  const mine = message.reactions?.find((one) => one.mine)?.emoji;
  return post("/sim/react", { as: world.as, chat: message.chat, message_id: message.message_id, emoji: mine === emoji ? "" : emoji });
}

export function press(world, message, button) {
  return post("/sim/press", { as: world.as, chat: message.chat, message_id: message.message_id, button: button.data ?? button.text });
}

/** General has number 1 on the page and no thread on the wire. */
export function wire(thread) {
  return thread === 1 ? undefined : thread ?? undefined;
}
