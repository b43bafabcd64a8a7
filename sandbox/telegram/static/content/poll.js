import { openDialog } from "../page/dialog.js";
import { avatar, h, icon } from "../page/dom.js";
import { countdown, now } from "../page/moments.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";

/** What is ticked in polls with several answers, until it is sent; a poll is drawn anew at anybody's vote. */
const ticked = new Map();

export function drawPoll(message, app) {
  const { poll } = message;
  const open = poll.may_vote && !poll.voted && !poll.closed;
  const question = h("div", { class: "poll-question" });
  fill(question, poll.question_html, poll.question);
  const kind = poll.closed ? "poll-closed" : `poll-${poll.type}${poll.anonymous ? "" : "-open"}`;
  const left = poll.until && !poll.closed && h("span", { class: "poll-left" }, countdown(Math.max(0, poll.until - now() / 1000)));
  const hint = poll.explanation_html && h("button", { type: "button", class: "poll-why", "aria-label": t("poll-why"), onclick: () => explain(poll) }, icon("bulb"));
  const rows = poll.options.map((option) => (open ? choice(message, app, option) : result(poll, option)));
  return h("div", { class: "poll", role: "group", "aria-label": `${t("poll")}: ${poll.question}` }, question, h("div", { class: "poll-kind" }, t(kind), left, hint), rows, foot(message, app, open));
}

function choice(message, app, option) {
  const { poll } = message;
  const mine = ticks(message);
  const role = poll.multiple ? "checkbox" : "radio";
  const press = () => {
    if (!poll.multiple) return vote(app, message, [option.index]);
    if (mine.has(option.index)) mine.delete(option.index);
    else mine.add(option.index);
    node.setAttribute("aria-checked", String(mine.has(option.index)));
    node.closest(".poll").querySelector(".poll-send").disabled = !mine.size;
    return undefined;
  };
  const words = h("span", {});
  fill(words, option.html, option.text);
  const node = h("button", { type: "button", class: "poll-option", role, "aria-checked": String(mine.has(option.index)), onclick: press }, h("i", { class: `poll-mark ${role}` }), words);
  return node;
}

function result(poll, option) {
  const words = h("span", {});
  fill(words, option.html, option.text);
  const known = option.votes !== undefined;
  const sign = poll.type === "quiz" && known && (option.correct ? "right" : option.mine ? "wrong" : "");
  const mark = known && (option.mine || sign) ? h("i", { class: `poll-sign ${sign || "mine"}` }, icon(sign === "wrong" ? "close" : "check")) : h("i", { class: "poll-sign none" });
  const label = [option.text, known && `${option.percent}%`, option.mine && t("poll-mine"), option.correct && t("poll-right")].filter(Boolean).join(", ");
  return h("div", { class: `poll-result ${sign || ""}`, role: "img", "aria-label": label }, h("b", {}, known ? `${option.percent}%` : ""), words, mark, h("span", { class: "poll-bar", style: `--part:${known ? option.percent : 0}%` }));
}

function foot(message, app, open) {
  const { poll } = message;
  const count = poll.total ? t("poll-votes", { n: poll.total }) : t("poll-nobody");
  if (open && poll.multiple) return [h("button", { type: "button", class: "bubble-action poll-send", disabled: !ticks(message).size, onclick: () => vote(app, message, [...ticks(message)]) }, t("poll-vote")), h("small", { class: "poll-count" }, count)];
  const voters = !poll.anonymous && poll.options.some((option) => option.voters?.length) && h("button", { type: "button", class: "bubble-action", onclick: () => showVoters(app, poll) }, t("poll-results"));
  return [voters, h("small", { class: "poll-count" }, count)];
}

function ticks({ chat, message_id }) {
  const key = `${chat}/${message_id}`;
  if (!ticked.has(key)) ticked.set(key, new Set());
  return ticked.get(key);
}

export async function vote(app, message, options) {
  try {
    await post("/sim/vote", { as: app.world.as, chat: message.chat, message_id: message.message_id, options });
    ticked.delete(`${message.chat}/${message.message_id}`);
  } catch (error) {
    failed(error);
  }
}

export function stopPoll(app, message) {
  return post("/sim/stop_poll", { as: app.world.as, chat: message.chat, message_id: message.message_id }).catch(failed);
}

function explain(poll) {
  const words = h("div", {});
  words.innerHTML = poll.explanation_html;
  toast(words.textContent);
}

function showVoters(app, poll) {
  const person = (voter) => h("div", { class: "row" }, avatar(voter.name, app.world.personas.find((one) => one.id === voter.id)?.avatar_color, "small"), h("span", { class: "row-text" }, h("b", {}, voter.name)));
  const options = poll.options.map((option) => [h("p", { class: "section-title" }, `${option.text} — ${t("poll-votes", { n: option.votes ?? 0 })}`), (option.voters ?? []).map(person)]);
  return openDialog({ title: poll.question, body: h("div", {}, options) });
}

/** The server's HTML is already safe; plain text where there is none. */
function fill(node, html, text) {
  if (html) node.innerHTML = html;
  else node.textContent = text;
}
