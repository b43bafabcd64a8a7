import { h } from "../page/dom.js";
import { fullMoment } from "../page/moments.js";
import { t } from "../page/words.js";
import { get } from "../world/api.js";

/** What left the product; kind is "mail", "sms" or "push". */
export async function drawOutbox(panel, kind) {
  const list = h("div", {}, h("p", { class: "empty" }, t("loading")));
  panel.replaceChildren(list);
  const messages = await received(kind);
  list.replaceChildren(...(messages.length ? messages.reverse().map(letter) : [h("p", { class: "empty" }, t(`outbox-empty-${kind}`))]));
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
  const when = message.at && fullMoment(new Date(typeof message.at === "number" ? message.at * 1000 : message.at));
  const data = message.data && Object.keys(message.data).length ? h("pre", { tabindex: "0" }, JSON.stringify(message.data, null, 2)) : null;
  const files = message.attachments?.length ? h("small", {}, `📎 ${message.attachments.join(", ")}`) : null;
  const head = [to, message.sender, when, message.status].filter(Boolean).join(" · ");
  return h("article", { class: "letter" }, h("small", {}, head), (message.subject ?? message.title) && h("b", {}, message.subject ?? message.title), h("p", {}, withLinks(message.text ?? message.body ?? "")), files, data);
}

/** Addresses in a letter can be followed, as in any mail program. */
function withLinks(text) {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/).map((part, index) => (index % 2 ? h("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part));
}
