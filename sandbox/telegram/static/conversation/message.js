import { drawAlbum } from "../content/album.js";
import { drawContent } from "../content/draw.js";
import { mediaWidth } from "../content/media.js";
import { avatar, colorOf, h, icon } from "../page/dom.js";
import { briefOf } from "../page/kinds.js";
import { hourMinute } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { react } from "../world/actions.js";
import { listenForMenu } from "./context.js";
import { dressTimes } from "./datetime.js";
import { drawKeys } from "./keyboard.js";
import { followWords } from "./links.js";
import { drawService } from "./service.js";

const BARE = ["photo", "video", "animation", "video_note", "sticker"];
const NO_BUBBLE = ["sticker", "video_note"];

/** One message, or an album: then the one with words speaks for all. */
export function drawUnit(app, unit, feed) {
  const { messages } = unit;
  const message = messages.find((one) => one.text) ?? messages[0];
  if (message.kind === "service") return drawService(app, message);
  const chat = app.world.chats.get(message.chat);
  const grouped = chat?.type !== "private" && !message.out && !message.from.channel;
  const kind = messages.length > 1 ? "album" : message.kind;
  const bubble = drawBubble(app, messages, message, kind, grouped);
  const width = kind === "album" ? null : mediaWidth(message);
  const stack = h("div", { class: "stack", style: width }, bubble, message.keyboard?.length ? drawKeys(app, message) : null, silentMark(message));
  const share = grouped && message.from.anonymous ? chat?.avatar_color : colorFor(app, message.from);
  const classes = ["msg", message.out && "out", grouped && "grouped", message.ephemeral && "ephemeral", NO_BUBBLE.includes(kind) && "unframed"];
  const node = h("article", { class: classes.filter(Boolean).join(" "), "data-id": messages[0].message_id, "aria-label": spoken(message) }, grouped && avatar(message.from.name, share, "small"), stack);
  listenForMenu(app, messages, bubble, feed);
  return node;
}

function drawBubble(app, messages, message, kind, grouped) {
  const bare = messages.every((one) => BARE.includes(one.kind) && !one.text);
  const bubble = h("div", { class: `bubble kind-${kind} ${message.keyboard?.length ? "has-keyboard" : ""} ${bare ? "overlay-meta" : ""} ${message.reactions?.length ? "has-reactions" : ""}`, tabindex: "-1" });
  const content = kind === "album" ? drawAlbum(app, messages) : drawContent(app, message);
  const text = words(app, message);
  bubble.append(
    ...[
      message.ephemeral && h("span", { class: "only-you" }, icon("eye"), t("only-you")),
      grouped && author(app, message),
      message.forward_from && forwarded(app, message),
      message.via_bot && h("span", { class: "via" }, t("via", { bot: message.via_bot.username ?? message.via_bot })),
      message.reply_to && quote(app, message.reply_to),
      ...(message.caption_above ? [text, content] : [content, text]).flat(Infinity),
      message.reactions?.length && reactions(app, message),
      meta(message),
    ].filter(Boolean),
  );
  return bubble;
}

function author(app, message) {
  const title = message.signature ?? message.from.tag ?? (message.from.anonymous && t("member-admin"));
  return h("span", { class: "author", style: `--who:${colorFor(app, message.from)}` }, message.from.name, title && h("small", {}, title));
}

function forwarded(app, { forward_origin: origin, forward_from }) {
  const name = origin?.name ?? forward_from.name ?? forward_from;
  const known = origin?.id && app.world.chats.has(origin.id) && origin.message_id;
  const words = t("forwarded", { name: origin?.signature ? `${name} (${origin.signature})` : name });
  return known ? h("button", { type: "button", class: "forwarded", onclick: () => app.goToMessage(origin.id, origin.message_id) }, words) : h("span", { class: "forwarded" }, words);
}

function words(app, message) {
  if (!message.text || message.kind === "poll" || message.rich) return null;
  const space = 44 + (message.edit_date ? 58 : 0) + (message.out ? 20 : 0) + (message.pinned ? 18 : 0) + (message.from.channel ? 22 : 0);
  const node = h("div", { class: "words", style: message.reactions?.length || message.caption_above ? "--meta-space:0px" : `--meta-space:${space}px`, onclick: (event) => followWords(app, event) });
  if (message.html) node.innerHTML = message.html;
  else node.textContent = message.text;
  dressTimes(node, app.world.me.time_zone);
  for (const block of node.querySelectorAll("blockquote, pre")) eatNewline(block.nextSibling);
  for (const spoiler of node.querySelectorAll(".spoiler")) {
    spoiler.setAttribute("tabindex", "0");
    spoiler.setAttribute("role", "button");
    spoiler.addEventListener("keydown", (event) => event.key === "Enter" && spoiler.classList.add("open"));
  }
  return node;
}

/** A block ends its line by itself: the newline after it would be an empty line. */
function eatNewline(text) {
  if (text?.nodeType === Node.TEXT_NODE) text.data = text.data.replace(/^\n/, "");
}

function quote(app, replied) {
  const text = h("span", {});
  if (replied.quote) text.innerHTML = replied.quote;
  else text.textContent = replied.text ?? "";
  return h("button", { type: "button", class: "quote", style: `--who:${colorOf(replied.name)}`, onclick: () => app.talk.view.jump(replied.message_id).catch(failed) }, h("b", {}, replied.name ?? ""), text);
}

function meta(message) {
  const sent = message.out && h("span", { class: "ticks", title: t(message.pending ? "sending" : "sent") }, icon(message.pending ? "clock" : "check"));
  return h("span", { class: "meta" }, message.pinned && icon("pin"), message.edit_date && !message.location && h("span", {}, t("edited")), h("time", { datetime: new Date(message.date * 1000).toISOString() }, hourMinute(message.date)), sent);
}

function reactions(app, message) {
  const group = app.world.chats.get(message.chat)?.type !== "private";
  const chip = (one) => {
    const few = group && one.who?.length === one.count && one.count <= 3;
    const names = one.who?.map((person) => person.name).join(", ");
    return h(
      "button",
      { type: "button", class: "reaction", "aria-pressed": String(Boolean(one.mine)), "aria-label": `${one.emoji} ${one.count}${names ? `: ${names}` : ""}`, title: names, onclick: () => react(app.world, message, one.emoji).catch(failed) },
      h("i", {}, one.emoji),
      few ? h("span", { class: "faces" }, one.who.map((person) => avatar(person.name, colorFor(app, person), "face"))) : String(one.count),
    );
  };
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

export function spoken(message) {
  return `${message.out ? t("you") : (message.from?.name ?? "")}: ${briefOf(message)}, ${hourMinute(message.date)}`;
}
