import { h } from "../page/dom.js";
import { fullMoment, shortMoment } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { money } from "../payments/money.js";
import { post } from "../world/api.js";

/** A provider of payments: what is to be paid, what was, and what the shop was told of it. */
export function drawTill(node, state) {
  const drive = (action, more = {}) => post(`/sim/provider/${state.name}`, { action, ...more }).catch(failed);
  node.replaceChildren(
    h("p", { class: "note" }, state.hook ? t("till-hook", { url: state.hook }) : t("till-no-hook")),
    levers(state, drive),
    h("h3", {}, t("till-payments")),
    ...(state.payments.length ? state.payments.reverse().map((one) => payment(one)) : [h("p", { class: "empty" }, t("till-none"))]),
    h("h3", {}, t("till-webhooks")),
    ...(state.webhooks.length ? state.webhooks.reverse().map((one) => webhook(one, drive)) : [h("p", { class: "empty" }, t("till-silent"))]),
  );
}

function levers({ held, trouble, copies }, drive) {
  const button = (words, act) => h("button", { type: "button", class: "chip", onclick: act }, t(words));
  return h(
    "div",
    { class: "chips" },
    held ? button("till-release", () => drive("release", { shuffle: true })) : button("till-hold", () => drive("hold")),
    trouble ? button("till-restore", () => drive("restore")) : button("till-outage", () => drive("outage", { times: 0 })),
    copies > 1 ? button("till-single", () => drive("copies", { times: 1 })) : button("till-doubled", () => drive("copies", { times: 2 })),
  );
}

function payment({ id, title, amount, currency, returned, state, page, paid_at, born }) {
  const back = returned ? h("small", {}, t("till-returned", { sum: money({ currency }, returned) })) : null;
  const face = h("a", { href: `${page}?lang=${document.documentElement.lang}`, target: "_blank", rel: "noopener" }, title || id);
  return h("article", { class: "letter" }, h("small", {}, `${t(`till-${state}`)} · ${fullMoment(new Date((paid_at || born) * 1000))}`), h("b", {}, money({ currency }, amount)), face, back);
}

function webhook({ id, kind, at, answers, next_at, body }, drive) {
  const heard = answers.length ? answers.map((one) => one || t("till-no-answer")).join(", ") : t("till-waits");
  const well = answers.some((one) => one >= 200 && one < 300);
  const summary = h("summary", {}, h("span", { class: "state" }), h("b", {}, kind), h("span", { class: "about" }, next_at && answers.length ? t("till-again-at", { heard, when: shortMoment(next_at) }) : heard), h("time", { title: fullMoment(new Date(at * 1000)) }, shortMoment(at)));
  const repeat = h("button", { type: "button", class: "chip", onclick: () => drive("repeat", { id }) }, t("till-repeat"));
  return h("details", { class: answers.length && !well ? "call bad" : "call" }, summary, repeat, h("pre", { tabindex: "0" }, JSON.stringify(JSON.parse(body), null, 2)));
}
