import { h } from "../page/dom.js";
import { t } from "../page/words.js";
import { get } from "../world/api.js";

/** Letters or SMS that left the product; kind is "mail" or "sms". */
export async function drawOutbox(panel, kind) {
  const list = h("div", {}, h("p", { class: "empty" }, t("loading")));
  panel.replaceChildren(h("div", { class: "drawer-tools" }, h("button", { type: "button", class: "chip", onclick: () => drawOutbox(panel, kind) }, t("outbox-refresh"))), list);
  const messages = await received(kind);
  list.replaceChildren(...(messages.length ? messages.reverse().map(letter) : [h("p", { class: "empty" }, t("outbox-empty"))]));
}

async function received(kind) {
  try {
    return [...(await get(`/sim/outbox/${kind}`))];
  } catch (error) {
    if (error.status === 404) return []; // this world has no such provider
    return [{ subject: error.message, text: error.hint }];
  }
}

function letter(message) {
  const to = [message.to ?? message.phone].flat().join(", ");
  return h("article", { class: "letter" }, h("small", {}, to), message.subject && h("b", {}, message.subject), h("p", {}, message.text ?? message.body ?? ""));
}
