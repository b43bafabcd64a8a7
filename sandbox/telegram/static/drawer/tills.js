import { h } from "../page/dom.js";
import { fullMoment } from "../page/moments.js";
import { t } from "../page/words.js";
import { money } from "../payments/money.js";
import { levers, webhooks } from "./webhooks.js";

/** A provider of payments: what is to be paid, what was, and what the shop was told of it. */
export function drawTill(node, state, drive) {
  node.replaceChildren(
    h("p", { class: "note" }, state.hook ? t("till-hook", { url: state.hook }) : t("till-no-hook")),
    levers(state, drive),
    h("h3", {}, t("till-payments")),
    ...(state.payments.length ? state.payments.reverse().map((one) => payment(one)) : [h("p", { class: "empty" }, t("till-none"))]),
    ...webhooks(state.webhooks, drive, "till-webhooks"),
  );
}

function payment({ id, title, amount, currency, returned, state, page, paid_at, born }) {
  const back = returned ? h("small", {}, t("till-returned", { sum: money({ currency }, returned) })) : null;
  const face = h("a", { href: `${page}?lang=${document.documentElement.lang}`, target: "_blank", rel: "noopener" }, title || id);
  return h("article", { class: "letter" }, h("small", {}, `${t(`till-${state}`)} · ${fullMoment(new Date((paid_at || born) * 1000))}`), h("b", {}, money({ currency }, amount)), face, back);
}
