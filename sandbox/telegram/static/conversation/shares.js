import { chooseDialog, openDialog } from "../page/dialog.js";
import { avatar, h } from "../page/dom.js";
import { t } from "../page/words.js";
import { get, post } from "../world/api.js";
import { wire } from "../world/actions.js";
import { askPoll } from "./pollform.js";

const ON_KEYBOARD = { path: "/sim/press" };

/** Buttons of a reply keyboard that ask for people, a chat or a poll. */
export const SHARES = { request_users: shareUsers, request_chat: shareChat, request_poll: sharePoll };

/** Of a button that a mini-app shows: true when something was shared. */
export async function sharePrepared(app, prepared) {
  const { button } = await post("/sim/prepared_button", { as: app.world.as, prepared });
  const share = button.request_chat ? shareChat : shareUsers;
  return share(app, button, app.world.botChat(), { path: "/sim/prepared_button", prepared });
}

async function shareUsers(app, button, chat, { path, ...how } = ON_KEYBOARD) {
  const { world } = app;
  const most = button.request_users.max_quantity ?? 1;
  const { user_is_bot, user_is_premium } = button.request_users;
  const others = user_is_bot || user_is_premium ? [] : world.personas.filter((one) => one.key !== world.as);
  const users = most === 1 ? await choosePerson(others) : await choosePeople(others, most);
  if (!users?.length) return false;
  await post(path, { as: world.as, chat: chat.id, button: button.text, users, ...how });
  return true;
}

async function choosePerson(people) {
  const one = await chooseDialog(t("share-users"), people.map((person) => ({ title: person.name, value: person.key, mark: avatar(person.name, person.avatar_color, "mid") })));
  return one && [one];
}

function choosePeople(people, most) {
  return openDialog({
    title: t("share-users"),
    body: (done) => {
      const submit = (event) => (event.preventDefault(), done(new FormData(event.target).getAll("user").slice(0, most)));
      const row = (person) => h("label", { class: "row" }, avatar(person.name, person.avatar_color, "small"), h("span", { class: "row-text" }, h("b", {}, person.name)), h("input", { type: "checkbox", name: "user", value: person.key }));
      const limit = ({ currentTarget: form }) => {
        const full = form.querySelectorAll(":checked").length >= most;
        for (const box of form.elements) if (box.type === "checkbox") box.disabled = full && !box.checked;
      };
      return h("form", { onsubmit: submit, onchange: limit }, people.map(row), h("button", { class: "wide" }, t("share")));
    },
  });
}

/** Chats that fit; where the button allows one made for it, a new group is among them. */
async function shareChat(app, button, chat, { path, ...how } = ON_KEYBOARD) {
  const { world } = app;
  const ask = { as: world.as, chat: chat.id, button: button.text, ...how };
  const fit = new Set((await get("/sim/shareable", ask)).map((one) => one.id));
  const row = (one) => ({ title: one.title, hint: t("members", { n: one.member_count ?? 2 }), value: one.id, mark: avatar(one.title, one.avatar_color, "mid") });
  const items = world.chatList().filter((one) => fit.has(one.id)).map(row);
  if (!button.request_chat.chat_has_username) items.push({ title: t(button.request_chat.chat_is_channel ? "new-channel" : "new-group"), value: "new", mark: avatar("+", "#3390ec", "mid") });
  const chosen = await chooseDialog(t("share-chat"), items);
  const shared_chat = chosen === "new" ? await makeFor(app, button.request_chat, chat) : chosen;
  if (!shared_chat) return false;
  await post(path, { ...ask, shared_chat });
  return true;
}

/** Telegram makes the chat as the button wants it, and the person only names it. */
async function makeFor(app, wish, chat) {
  const title = await openDialog({
    title: t(wish.chat_is_channel ? "new-channel" : "new-group"),
    body: (done) => {
      const input = h("input", { autofocus: true, required: true, maxlength: 128, autocomplete: "off" });
      return h("form", { onsubmit: (event) => (event.preventDefault(), done(input.value.trim())) }, h("label", { class: "field" }, h("span", {}, t("group-title")), input), h("button", { class: "wide" }, t("group-create")));
    },
  });
  if (!title) return null;
  const kind = wish.chat_is_channel ? "channel" : wish.chat_is_forum ? "forum" : "supergroup";
  const made = await post("/sim/chat", { as: app.world.as, title, kind, add_bot: Boolean(wish.bot_is_member) });
  await app.world.refresh();
  app.go(chat.id);
  return made.id;
}

async function sharePoll(app, button, chat, thread) {
  const poll = await askPoll(button.request_poll?.type);
  if (poll) await post("/sim/poll", { as: app.world.as, chat: chat.id, thread: wire(thread), ...poll });
}
