import { avatar, h } from "../page/dom.js";
import { chooseDialog, confirmDialog, openDialog } from "../page/dialog.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";

const KINDS = ["supergroup", "forum", "group", "channel"];

export async function createGroup(app, { addBot = true } = {}) {
  const wish = await openDialog({ title: t("new-group"), body: (done) => groupForm(app, addBot, done) });
  if (!wish) return null;
  try {
    const made = await post("/sim/chat", { as: app.world.as, ...wish });
    await app.world.refresh();
    app.go(made.id);
    return made;
  } catch (error) {
    failed(error);
    return null;
  }
}

function groupForm(app, addBot, done) {
  const others = app.world.personas.filter((one) => one.key !== app.world.as);
  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    done({ title: form.get("title").trim(), kind: form.get("kind"), members: form.getAll("member"), add_bot: form.has("bot"), bot_admin: form.has("bot") && form.has("admin") });
  };
  return h(
    "form",
    { onsubmit: submit },
    h("label", { class: "field" }, h("span", {}, t("group-title")), h("input", { name: "title", required: true, maxlength: 128, autofocus: true, autocomplete: "off" })),
    h("label", { class: "field" }, h("span", {}, t("group-kind")), h("select", { name: "kind" }, KINDS.map((kind) => h("option", { value: kind }, t(`kind-${kind}`))))),
    h("p", { class: "section-title" }, t("group-members")),
    others.map((one) => h("label", { class: "row" }, avatar(one.name, one.avatar_color, "small"), h("span", { class: "row-text" }, h("b", {}, one.name)), h("input", { type: "checkbox", name: "member", value: one.key }))),
    h("label", { class: "row" }, avatar(app.world.bot.name, null, "small"), h("span", { class: "row-text" }, h("b", {}, t("group-bot")), h("small", {}, `@${app.world.bot.username}`)), h("input", { type: "checkbox", name: "bot", ...(addBot ? { checked: true } : {}) })),
    h("label", { class: "row" }, h("span", { class: "row-text" }, h("b", {}, t("group-bot-admin"))), h("input", { type: "checkbox", name: "admin", checked: true })),
    h("button", { class: "wide" }, t("group-create")),
  );
}

export async function joinByLink(app, link = null) {
  const asked = link ?? (await askLink());
  if (!asked) return;
  try {
    const ask = { as: app.world.as, link: asked };
    let answer = await post("/sim/join_request", ask);
    if (answer.status === "price") {
      if (!(await confirmDialog(t("join-price", { title: answer.title, n: answer.stars }), t("pay-stars")))) return;
      answer = await post("/sim/join_request", { ...ask, pay: true });
    }
    const waiting = answer.status === "requested";
    toast(t(waiting ? "join-asked" : "joined"), "good");
    await app.world.refresh();
    if (!waiting) app.go(answer.chat);
  } catch (error) {
    failed(error);
  }
}

function askLink() {
  return openDialog({
    title: t("join-by-link"),
    body: (done) => {
      const input = h("input", { autofocus: true, inputmode: "url", autocomplete: "off" });
      return h("form", { onsubmit: (event) => (event.preventDefault(), done(input.value.trim())) }, h("label", { class: "field" }, h("span", {}, t("invite-paste")), input), h("button", { class: "wide" }, t("join-by-link")));
    },
  });
}

/** `?startgroup=`: choose a group (or make one), the bot joins it and gets `/start payload` there. */
export async function addBotToGroup(app, payload) {
  const mine = app.world.chatList().filter((chat) => chat.type !== "private" && chat.my_rights?.admin);
  const items = mine.map((chat) => ({ title: chat.title, hint: t("members", { n: chat.member_count }), value: chat.id, mark: avatar(chat.title, chat.avatar_color, "mid") }));
  const chosen = await chooseDialog(t("bot-add-where"), [...items, { title: t("new-group"), value: "new", mark: avatar("+", "#3390ec", "mid") }]);
  if (!chosen) return;
  const chat = chosen === "new" ? (await createGroup(app, { addBot: false }))?.id : chosen;
  if (!chat) return;
  try {
    await post("/sim/startgroup", { as: app.world.as, chat, payload });
    toast(t("bot-added"), "good");
    app.go(chat);
  } catch (error) {
    failed(error);
  }
}

export async function createTopic(app, chat) {
  const name = await openDialog({
    title: t("new-topic"),
    body: (done) => {
      const input = h("input", { autofocus: true, required: true, maxlength: 128, autocomplete: "off" });
      return h("form", { onsubmit: (event) => (event.preventDefault(), done(input.value.trim())) }, h("label", { class: "field" }, h("span", {}, t("group-title")), input), h("button", { class: "wide" }, t("group-create")));
    },
  });
  if (!name) return;
  try {
    const made = await post("/sim/topic", { as: app.world.as, chat: chat.id, name });
    await app.world.refresh();
    app.go(chat.id, made.thread);
  } catch (error) {
    failed(error);
  }
}
