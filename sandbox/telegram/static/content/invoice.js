import { h } from "../page/dom.js";
import { t } from "../page/words.js";

export function drawInvoice({ invoice }) {
  const { photo } = invoice;
  return h(
    "div",
    { class: "invoice" },
    photo && h("span", { class: "media", style: photo.width ? `aspect-ratio:${photo.width}/${photo.height}` : null }, h("img", { src: photo.url, alt: "", loading: "lazy" })),
    h("b", {}, invoice.title),
    h("p", {}, invoice.description),
    h("span", { class: `price ${invoice.paid ? "paid" : ""}` }, invoice.paid ? `${t("invoice-paid")} · ${invoice.total_text}` : invoice.total_text),
  );
}
