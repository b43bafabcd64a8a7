import { chooseDialog, openDialog } from "../page/dialog.js";
import { avatar, h } from "../page/dom.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";
import { wire } from "../world/actions.js";
import { askPoll } from "./pollform.js";

/** Buttons of a reply keyboard that ask for people, a chat or a poll. */
export const SHARES = { request_users: shareUsers, request_chat: shareChat, request_poll: sharePoll };

async function shareUsers(app, button, chat) {
  const { world } = app;
  const most = button.request_users.max_quantity ?? 1;
  const others = world.personas.filter((one) => one.key !== world.as);
  const users = most === 1 ? await choosePerson(others) : await choosePeople(others, most);
  if (users?.length) await post("/sim/press", { as: world.as, chat: chat.id, button: button.text, users });
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
      return h("form", { onsubmit: submit }, people.map(row), h("button", { class: "wide" }, t("share")));
    },
  });
}

async function shareChat(app, button, chat) {
  const { world } = app;
  const wish = button.request_chat;
  const fits = world.chatList().filter((one) => one.type !== "private" && (one.type === "channel") === Boolean(wish.chat_is_channel));
  const chosen = await chooseDialog(t("share-where"), fits.map((one) => ({ title: one.title, value: one.id, mark: avatar(one.title, one.avatar_color, "mid") })));
  if (chosen) await post("/sim/press", { as: world.as, chat: chat.id, button: button.text, shared_chat: chosen });
}

async function sharePoll(app, button, chat, thread) {
  const poll = await askPoll(button.request_poll?.type);
  if (poll) await post("/sim/poll", { as: app.world.as, chat: chat.id, thread: wire(thread), ...poll });
}
