import { avatar, colorOf, h, icon } from "../page/dom.js";
import { hourMinute } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { react } from "../world/actions.js";
import { messageMenu } from "./context.js";
import { drawKeys } from "./keyboard.js";
import { drawContent, mediaWidth } from "./media.js";
import { followWords } from "./links.js";

export function drawMessage(app, message, feed) {
  if (message.kind === "service") return h("div", { class: "service msg-service", "data-id": message.message_id }, message.service?.text ?? message.text ?? "");
  const chat = app.world.chats.get(message.chat);
  const grouped = chat?.type !== "private" && !message.out;
  const bubble = drawBubble(app, message, grouped, feed);
  const stack = h("div", { class: "stack", style: mediaWidth(message) }, bubble, message.keyboard?.length ? drawKeys(app, message) : null, silentMark(message));
  const classes = ["msg", message.out && "out", grouped && "grouped", message.ephemeral && "ephemeral"].filter(Boolean).join(" ");
  const node = h("article", { class: classes, "data-id": message.message_id, "aria-label": spoken(message) }, grouped && avatar(message.from.name, colorFor(app, message.from), "small"), stack);
  listenForMenu(app, message, node, bubble, feed);
  return node;
}

function drawBubble(app, message, grouped, feed) {
  const bare = message.kind === "photo" && !message.text;
  const bubble = h("div", { class: `bubble ${message.keyboard?.length ? "has-keyboard" : ""} ${bare ? "overlay-meta" : ""}` });
  bubble.append(
    ...[
      message.ephemeral && h("span", { class: "only-you" }, icon("eye"), t("only-you")),
      grouped && h("span", { class: "author", style: `--who:${colorFor(app, message.from)}` }, message.from.name),
      message.forward_from && h("span", { class: "forwarded" }, t("forwarded", { name: message.forward_from.name ?? message.forward_from })),
      message.via_bot && h("span", { class: "via" }, t("via", { bot: message.via_bot.username ?? message.via_bot })),
      message.reply_to && quote(app, message.reply_to),
      ...drawContent(app, message),
      words(app, message),
      message.reactions?.length && reactions(app, message),
      meta(message),
    ].filter(Boolean),
  );
  return bubble;
}

function words(app, message) {
  if (!message.text && message.kind !== "text") return null;
  const space = 44 + (message.edit_date ? 58 : 0) + (message.out ? 20 : 0) + (message.pinned ? 18 : 0);
  const node = h("div", { class: "words", style: message.reactions?.length ? "--meta-space:0px" : `--meta-space:${space}px`, onclick: (event) => followWords(app, event) });
  if (message.html) node.innerHTML = message.html;
  else node.textContent = message.text;
  for (const block of node.querySelectorAll("blockquote, pre")) eatNewline(block.nextSibling);
  for (const spoiler of node.querySelectorAll(".spoiler")) spoiler.setAttribute("tabindex", "0");
  return node;
}

/** A block ends its line by itself: the newline after it would be an empty line. */
function eatNewline(text) {
  if (text?.nodeType === Node.TEXT_NODE) text.data = text.data.replace(/^\n/, "");
}

function quote(app, replied) {
  return h("button", { type: "button", class: "quote", onclick: () => app.talk.view.jump(replied.message_id) }, h("b", {}, replied.name ?? ""), h("span", {}, replied.text ?? ""));
}

function meta(message) {
  const sent = message.out && h("span", { class: "ticks" }, icon(message.pending ? "clock" : "check"));
  return h("span", { class: "meta" }, message.pinned && icon("pin"), message.edit_date && h("span", {}, t("edited")), h("time", { datetime: new Date(message.date * 1000).toISOString() }, hourMinute(message.date)), sent);
}

function reactions(app, message) {
  const chip = (one) =>
    h("button", { type: "button", class: "reaction", "aria-pressed": String(Boolean(one.mine)), "aria-label": `${one.emoji} ${one.count}`, onclick: () => react(app.world, message, one.emoji).catch(failed) }, h("i", {}, one.emoji), String(one.count));
  return h("div", { class: "reactions" }, message.reactions.map(chip));
}

/** A press that nobody answers is a bug of the bot: it is shown, by the style sheet, after a while. */
function silentMark(message) {
  if (!message.unanswered?.length) return null;
  return h("div", { class: "silent", title: t("unanswered-hint") }, t("unanswered"));
}

function colorFor(app, from) {
  return app.world.personas.find((one) => one.id === from.id)?.avatar_color ?? colorOf(from.name);
}

function spoken(message) {
  return `${message.out ? t("you") : message.from?.name ?? ""}: ${message.text || t(kindWord(message.kind), { kind: message.kind })}, ${hourMinute(message.date)}`;
}

export function kindWord(kind) {
  return ["photo", "document", "voice", "video", "location", "venue", "contact", "sticker", "poll"].includes(kind) ? kind : "other-kind";
}

function listenForMenu(app, message, node, bubble, feed) {
  if (message.pending) return;
  let timer = null;
  const open = (x, y) => messageMenu(app, message, feed, x, y);
  const cancel = () => clearTimeout(timer);
  bubble.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    open(event.clientX, event.clientY);
  });
  bubble.addEventListener("dblclick", (event) => !event.target.closest("button, a, code") && app.talk.composer.replyTo(message));
  bubble.addEventListener("touchstart", (event) => (timer = setTimeout(() => open(event.touches[0].clientX, event.touches[0].clientY), 480)), { passive: true });
  for (const name of ["touchend", "touchmove", "touchcancel"]) bubble.addEventListener(name, cancel, { passive: true });
  node.tabIndex = -1;
  bubble.tabIndex = 0;
  bubble.addEventListener("keydown", (event) => {
    if (event.target !== bubble || !["Enter", " ", "ContextMenu"].includes(event.key)) return;
    event.preventDefault();
    const box = bubble.getBoundingClientRect();
    open(box.left + 20, box.top + 20);
  });
}
