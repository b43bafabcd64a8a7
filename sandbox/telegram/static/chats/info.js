import { confirmDialog, openDialog, chooseDialog } from "../page/dialog.js";
import { avatar, h, icon } from "../page/dom.js";
import { openRequests } from "./requests.js";
import { copy } from "../conversation/context.js";
import { failed } from "../page/toast.js";
import { showPurse } from "../payments/history.js";
import { t } from "../page/words.js";
import { get, post } from "../world/api.js";

/** A chat's page: its members and what may be done with them; for the bot, blocking. */
export async function chatInfo(app, chat) {
  const members = chat.type === "private" ? [] : await membersOf(app, chat);
  const act = await openDialog({ title: chat.title, body: (done) => h("div", { class: "rows" }, chat.type === "private" ? botRows(chat, done) : groupRows(app, chat, members, done)) });
  if (!act) return;
  try {
    await act();
    await app.world.refresh();
  } catch (error) {
    failed(error);
  }

  function botRows(one, done) {
    const { as, bot } = app.world;
    return [
      h("div", { class: "row" }, avatar(one.title, one.avatar_color), h("span", { class: "row-text" }, h("b", {}, one.title), h("small", {}, `@${bot.username} · ${t("bot")}`))),
      row("star", t("purse"), () => done(() => showPurse(app)), false, `⭐ ${app.world.me.stars ?? 0}`),
      row("group", t("bot-add"), () => done(async () => (await import("./groups.js")).addBotToGroup(app, ""))),
      row(one.blocked ? "check" : "lock", t(one.blocked ? "unblock" : "block"), () => done(() => post("/sim/block", { as, blocked: !one.blocked })), !one.blocked),
    ];
  }
}

async function membersOf(app, chat) {
  const state = await get("/sim/state");
  return state.chats?.find((one) => one.id === chat.id)?.members ?? [];
}

function groupRows(app, chat, members, done) {
  const { as } = app.world;
  const rights = chat.my_rights ?? {};
  const leave = async () => (await confirmDialog(t("leave-sure", { title: chat.title }), t("leave"), { danger: true })) && post("/sim/leave", { as, chat: chat.id });
  return [
    h("div", { class: "row" }, avatar(chat.title, chat.avatar_color), h("span", { class: "row-text" }, h("b", {}, chat.title), h("small", {}, t("members", { n: chat.member_count })))),
    rights.admin && row("link", t("invite-link"), () => done(() => newLink(app, chat, false))),
    rights.admin && row("link", t("invite-request"), () => done(() => newLink(app, chat, true))),
    chat.join_requests && row("group", t("requests-title"), () => done(() => openRequests(app, chat)), false, t("requests", { n: chat.join_requests.count })),
    row("plus", t("member-add"), () => done(() => addMember(app, chat, members))),
    rights.admin && chat.type === "supergroup" && row("eye", t(rights.anonymous ? "anonymous-off" : "anonymous-on"), () => done(() => post("/sim/anonymous", { as, chat: chat.id, on: !rights.anonymous })), false, t("anonymous-hint")),
    rights.owner && chat.type === "group" && row("share", t("migrate"), () => done(() => migrate(app, chat)), false, t("migrate-hint")),
    h("p", { class: "section-title", style: "padding:0 12px" }, t("group-members")),
    members.map((member) => memberRow(app, chat, member, rights, done)),
    rights.member && row("close", t("leave"), () => done(leave), true),
  ];
}

function memberRow(app, chat, member, rights, done) {
  const status = { creator: t("member-owner"), administrator: t("member-admin") }[member.status];
  const hint = [status, member.tag, member.is_bot && t("bot")].filter(Boolean).join(" · ");
  const act = () => done(() => changeMember(app, chat, member));
  const open = rights.admin && member.status !== "creator" && member.key !== app.world.as;
  return h(open ? "button" : "div", { class: "row", ...(open ? { type: "button", onclick: act } : {}) }, avatar(member.name, member.avatar_color, "mid"), h("span", { class: "row-text" }, h("b", {}, member.name), h("small", {}, hint)));
}

async function migrate(app, chat) {
  const { id } = await post("/sim/migrate", { as: app.world.as, chat: chat.id });
  await app.world.refresh();
  app.go(id);
}

async function changeMember(app, chat, member) {
  const { as } = app.world;
  const admin = member.status === "administrator";
  const choice = await chooseDialog(member.name, [
    { title: t(admin ? "member-demote" : "member-promote"), value: "promote", mark: icon("gear") },
    { title: t("member-remove"), value: "remove", mark: icon("close") },
  ]);
  if (choice === "promote") await post("/sim/promote", { as, chat: chat.id, who: member.key, admin: !admin });
  if (choice === "remove") await post("/sim/leave", { as, chat: chat.id, who: member.key });
}

async function newLink(app, chat, join_request) {
  const { link } = await post("/sim/invite_link", { as: app.world.as, chat: chat.id, join_request });
  await openDialog({ title: t("invite-link"), body: (done) => [h("p", { class: "dialog-text", style: "margin-bottom:14px" }, link), h("button", { type: "button", class: "wide", onclick: () => (copy(link), done(true)) }, t("copy"))] });
}

async function addMember(app, chat, members) {
  const present = new Set(members.map((one) => one.key));
  const { world } = app;
  const people = world.personas.filter((one) => !present.has(one.key)).map((one) => ({ title: one.name, value: one.key, mark: avatar(one.name, one.avatar_color, "mid") }));
  if (!members.some((one) => one.is_bot)) people.unshift({ title: world.bot.name, hint: t("bot"), value: "bot", mark: avatar(world.bot.name, null, "mid") });
  const who = await chooseDialog(t("member-add"), people);
  if (who) await post("/sim/join", { as: world.as, chat: chat.id, who });
}

function row(mark, text, onclick, danger = false, hint = null) {
  return h("button", { type: "button", class: "row", style: danger ? "color:var(--danger)" : "", onclick }, icon(mark), h("span", { class: "row-text" }, h("b", {}, text), hint && h("small", {}, hint)));
}
