import { drawRich } from "../content/rich.js";
import { h, icon } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";
import { dressTimes } from "./datetime.js";

/** What the bot is writing just now, at the end of the chat; empty means that it thinks. It goes by itself after a while. */
export function drawDraft(app, draft) {
  const words = draft.rich ? drawRich({ chat: app.place.chat, message_id: `draft${draft.id}`, rich: draft.rich }, app) : plainWords(app, draft);
  const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  const stop = draft.can_stop && h("button", { type: "button", class: "draft-stop", onclick: () => post("/sim/stop_draft", { as: app.world.as }).catch(failed) }, icon("stop"), t("draft-stop"));
  const bubble = h("div", { class: "bubble kind-text draft-bubble" }, draft.html || draft.rich ? words : h("span", { class: "thinking" }, t("draft-thinking")), dots);
  return h("article", { class: "msg draft-message first last", "aria-label": t("draft-writes", { name: app.world.bot.name }) }, h("div", { class: "stack" }, bubble, stop));
}

function plainWords(app, draft) {
  const words = h("div", { class: "words" });
  words.innerHTML = draft.html;
  dressTimes(words, app.world.me.time_zone);
  return words;
}

/** The draft of this chat, until its time is over. */
export class DraftWatch {
  constructor(app, redraw) {
    this.app = app;
    this.redraw = redraw;
    app.world.on("draft", ({ chat }) => chat === app.place.chat && this.seen());
  }

  seen() {
    clearTimeout(this.timer);
    const draft = this.now();
    if (draft) this.timer = setTimeout(() => this.redraw(), draft.until - Date.now() + 50);
    this.redraw();
  }

  now() {
    const draft = this.app.talk.chat?.draft;
    if (!draft) return null;
    draft.until ??= Date.now() + draft.left_ms;
    return draft.until > Date.now() ? draft : null;
  }
}
