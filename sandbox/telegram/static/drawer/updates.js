import { h } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { get, post } from "../world/api.js";

const REST_MS = 300;
const OWN = ["update_id", "kind", "born", "attempts", "state"];

/** What the bot is told, newest first: what waits, what it has fetched, what came too late; each may be sent once more. */
export class Updates {
  readings = 0;

  async draw(panel) {
    this.list = h("div", { role: "log", "aria-label": t("updates") });
    panel.replaceChildren(h("p", { class: "note" }, t("updates-hint")), this.list);
    await this.read();
  }

  /** Many come at once: one reading for all of them. */
  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.list?.isConnected && this.read(), REST_MS);
  }

  async read() {
    const mine = ++this.readings;
    try {
      const updates = (await get("/sim/updates")).reverse();
      if (mine !== this.readings) return; // what was asked for later has come
      const open = new Set([...this.list.querySelectorAll("details[open]")].map((node) => node.dataset.id));
      this.list.replaceChildren(...(updates.length ? updates.map((one) => row(one, open)) : [h("p", { class: "empty" }, t("updates-empty"))]));
    } catch (error) {
      failed(error);
    }
  }
}

function row(update, open) {
  const payload = update[update.kind];
  const state = h("span", { class: `update-state ${update.state}` }, t(`update-${update.state}`));
  const again = h("button", { type: "button", class: "chip", onclick: () => repeat(update) }, t("update-again"));
  const node = h("details", { class: "call", "data-id": `${update.update_id}`, open: open.has(`${update.update_id}`) }, h("summary", {}, h("b", {}, update.kind), h("span", { class: "about" }, about(payload)), state), h("pre", { tabindex: "0" }, JSON.stringify({ update_id: update.update_id, [update.kind]: payload }, null, 2)), again);
  return node;
}

function about({ from, text, data, query, chat, message }) {
  const words = text ?? data ?? query ?? message?.text ?? chat?.title ?? "";
  return [from?.first_name, words].filter(Boolean).join(": ");
}

/** The same number once more: a bot must not do twice what it was told twice. */
async function repeat(update) {
  const raw = Object.fromEntries(Object.entries(update).filter(([name]) => name === "update_id" || !OWN.includes(name)));
  try {
    await post("/sim/update", { update: raw });
    toast(t("update-repeated", { id: update.update_id }), "good");
  } catch (error) {
    failed(error);
  }
}
