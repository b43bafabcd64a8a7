import { avatar, h, iconButton } from "../page/dom.js";
import { openDialog } from "../page/dialog.js";
import { dayTitle, hourMinute } from "../page/moments.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { get, post } from "../world/api.js";

/** The bar "3 requests" for those who may let people in: it opens the list, and can be put away until somebody else asks. */
export class RequestsBar {
  putAway = new Map();

  constructor(app) {
    this.app = app;
    this.element = h("div", { class: "requests-bar", hidden: true });
  }

  draw(chat) {
    const asking = chat?.join_requests;
    const place = `${this.app.world.as}/${chat?.id}`;
    const hidden = !asking || this.putAway.get(place) >= asking.count;
    if (!asking) this.putAway.delete(place);
    const key = hidden ? "" : JSON.stringify([chat.id, asking, document.documentElement.lang]);
    this.element.hidden = hidden;
    if (this.drawn === key) return;
    this.drawn = key;
    if (hidden) return this.element.replaceChildren();
    const away = () => {
      this.putAway.set(place, asking.count);
      this.draw(this.app.world.chats.get(chat.id));
    };
    const faces = h("span", { class: "faces" }, asking.faces.map((one) => avatar(one.name, one.avatar_color, "tiny")));
    this.element.replaceChildren(h("button", { type: "button", class: "requests-face", onclick: () => openRequests(this.app, chat) }, faces, h("b", {}, t("requests", { n: asking.count }))), iconButton("close", t("requests-away"), away));
  }
}

/** Who wants to be let in. The list is read anew whenever the number changes, whoever answered. */
export async function openRequests(app, chat) {
  const list = h("div", { class: "rows" });
  const all = h("div", { class: "requests-all" });
  let reading = 0;
  const draw = async () => {
    const mine = ++reading;
    try {
      const asking = await get("/sim/join_requests", { as: app.world.as, chat: chat.id });
      if (mine !== reading) return;
      const focused = list.contains(document.activeElement);
      list.replaceChildren(...(asking.length ? asking.map((one) => requestRow(one, answer)) : [h("p", { class: "empty" }, t("requests-none"))]));
      all.replaceChildren(...(asking.length > 1 ? bothForAll(answer) : []));
      if (focused) (list.querySelector("button") ?? list.closest("dialog")?.querySelector("button"))?.focus();
    } catch (error) {
      failed(error);
    }
  };
  const answer = async (who, approve) => {
    try {
      await post("/sim/join_answer", { as: app.world.as, chat: chat.id, approve, ...(who ? { who: who.key } : { all: true }) });
      if (who) toast(t(approve ? "request-accepted" : "request-declined", { name: who.name }), approve ? "good" : "info");
    } catch (error) {
      failed(error);
    }
    await draw();
  };
  let known = chat.join_requests?.count;
  const changed = () => {
    const count = app.world.chats.get(chat.id)?.join_requests?.count;
    if (count !== known) draw();
    known = count;
  };
  app.world.addEventListener("chats", changed);
  await draw();
  await openDialog({ title: t("requests-title"), className: "requests", body: () => h("div", { "aria-live": "polite" }, list, all) });
  app.world.removeEventListener("chats", changed);
}

function requestRow(one, answer) {
  const when = `${dayTitle(one.date)}, ${hourMinute(one.date)}`;
  const from = one.link_name && t("request-by", { name: one.link_name });
  const act = (words, approve, kind) => h("button", { type: "button", class: kind, "aria-label": `${t(words)}: ${one.name}`, onclick: () => answer(one, approve) }, t(words));
  return h(
    "article",
    { class: "request", "data-person": one.key },
    avatar(one.name, one.avatar_color, "mid"),
    h("div", { class: "request-words" }, h("b", {}, one.name), one.bio && h("p", {}, one.bio), h("small", {}, [one.username && `@${one.username}`, when, from].filter(Boolean).join(" · ")), h("div", { class: "request-acts" }, act("request-accept", true, "yes"), act("request-decline", false, "no"))),
  );
}

function bothForAll(answer) {
  return [h("button", { type: "button", class: "chip", onclick: () => answer(null, true) }, t("requests-accept-all")), h("button", { type: "button", class: "chip", onclick: () => answer(null, false) }, t("requests-decline-all"))];
}
