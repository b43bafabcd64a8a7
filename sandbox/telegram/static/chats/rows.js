import { avatar, h, icon } from "../page/dom.js";
import { shortMoment } from "../page/moments.js";
import { t } from "../page/words.js";
import { actionWords } from "./typing.js";

export function chatRow(app, marks, chat) {
  const active = chat.id === app.place.chat;
  const opens = chat.is_bot_chat && chat.menu_button?.type === "web_app";
  const muted = marks.has("muted", chat.id);
  const unread = active && document.hasFocus() ? 0 : chat.unread;
  const signs = [badge(unread, muted), !unread && marks.has("pinned", chat.id) && h("span", { class: "pin-mark" }, icon("pin", t("pinned-chat")))];
  const row = h(
    "button",
    { type: "button", class: `chat-row ${active ? "active" : ""}`, "data-row": chat.id, "aria-current": active ? "true" : null, onclick: () => app.go(chat.id) },
    avatar(chat.title, chat.avatar_color),
    h("span", { class: "lines" }, h("span", { class: "line" }, kindMark(chat), h("span", { class: "name" }, chat.title), muted && h("span", { class: "muted-mark" }, icon("muted", t("muted"))), h("span", { class: "when" }, chat.last ? shortMoment(chat.last.date) : "")), h("span", { class: "line" }, preview(app, chat, chat, null), signs)),
  );
  const pill = opens && h("button", { type: "button", class: "open-pill", "aria-label": `${t("open")} — ${chat.title}`, onclick: () => app.miniapps.open({ url: app.world.chats.get(chat.id).menu_button.url, button: "menu", title: chat.title }) }, h("span", {}, t("open")));
  return h("div", { class: `chat-line ${opens ? "with-open" : ""}` }, row, pill);
}

function kindMark(chat) {
  if (chat.type === "private") return null;
  return h("span", { class: "kind-mark" }, icon(chat.type === "channel" ? "horn" : chat.is_forum ? "hash" : "group"));
}

/** What was said last in a chat, or in one of its topics; who is typing there, or what was begun and not sent. */
function preview(app, chat, place, thread) {
  const key = thread ? app.world.feedKey(chat.id, thread) : `${chat.id}:`;
  const typing = [...app.world.typing].find(([name]) => (thread ? name === key : name.startsWith(key)))?.[1];
  if (typing) return h("span", { class: "preview typing" }, actionWords(typing, chat));
  const draft = app.talk.composer.draftOf(chat.id, thread);
  const open = chat.id === app.place.chat && thread === app.place.thread;
  if (draft && !open) return h("span", { class: "preview" }, h("b", { class: "draft" }, `${t("draft")}: `), draft);
  const { last } = place;
  if (!last) return h("span", { class: "preview" }, chat.is_bot_chat ? t("start-bot") : "");
  const mine = last.from_name === app.world.me.name;
  const author = !last.from_name ? "" : mine ? `${t("you")}: ` : chat.type === "private" || last.from_name === chat.title ? "" : `${last.from_name.split(" ")[0]}: `;
  return h("span", { class: "preview" }, author && h("b", {}, author), last.text);
}

export function topicRow(app, forum, topic) {
  const active = topic.id === app.place.thread;
  const color = topic.id === 1 ? "#8b98a5" : topic.icon_color;
  const mark = h("span", { class: "topic-mark", style: `--topic:${color}` }, topic.id === 1 ? icon("hash") : [...topic.name][0]);
  const locked = topic.closed && h("span", { class: "muted-mark" }, icon("lock", t("topic-closed")));
  const when = h("span", { class: "when" }, topic.last ? shortMoment(topic.last.date) : "");
  return h(
    "button",
    { type: "button", class: `chat-row topic ${active ? "active" : ""}`, "data-row": `t${topic.id}`, "aria-current": active ? "true" : null, onclick: () => app.go(forum.id, topic.id) },
    mark,
    h("span", { class: "lines" }, h("span", { class: "line" }, h("span", { class: "name" }, topic.name), locked, when), h("span", { class: "line" }, preview(app, forum, topic, topic.id), badge(active && document.hasFocus() ? 0 : topic.unread))),
  );
}

function badge(count, muted = false) {
  return count ? h("span", { class: `badge ${muted ? "quiet" : ""}`, role: "img", "aria-label": t("unread", { n: count }) }, count > 98 ? "99+" : String(count)) : null;
}
