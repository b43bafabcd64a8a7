import { h } from "../page/dom.js";
import { t } from "../page/words.js";
import { money } from "./money.js";

/** What the sum is made of, and the tips one may add. */
export function drawPrices(invoice, shipping, tip, ontip) {
  const line = (label, text) => h("div", { class: "price-line" }, h("span", {}, label), h("b", {}, text));
  return h("div", { class: "prices" }, invoice.prices.map((price) => line(price.label, price.text)), shipping && line(shipping.title, shipping.text), tip > 0 && line(t("tip"), money(invoice, tip)), invoice.tips && tips(invoice, tip, ontip));
}

function tips(invoice, tip, ontip) {
  const { suggested = [], max } = invoice.tips;
  const chip = ({ amount, text }) => h("button", { type: "button", class: "chip", "aria-pressed": String(tip === amount), onclick: () => ontip(tip === amount ? 0 : amount) }, text);
  return h("fieldset", { class: "tips" }, h("legend", {}, t("tip-add", { max: money(invoice, max) })), h("div", { class: "chips" }, suggested.map(chip)));
}
