import { openDialog } from "../page/dialog.js";
import { h } from "../page/dom.js";
import { fullMoment } from "../page/moments.js";
import { t } from "../page/words.js";

/** The paper of one payment, from its service message. */
export function showReceipt(app, { service, date }) {
  const { payment, type } = service;
  const refund = type === "refunded_payment";
  const order = payment.order_info ?? {};
  const lines = [
    [t("receipt-sum"), payment.total_text],
    [t("receipt-when"), fullMoment(new Date(date * 1000))],
    payment.until && [t("receipt-until"), fullMoment(new Date(payment.until * 1000))],
    [t("receipt-number"), payment.charge_id],
    payment.provider_charge_id && [t("receipt-provider"), payment.provider_charge_id],
    ...["name", "phone_number", "email"].map((name) => order[name] && [t(`order-${name}`), order[name]]),
    (payment.refunded || refund) && [t("receipt-state"), t("receipt-refunded")],
  ].filter(Boolean);
  const title = refund ? t("receipt-refund") : (payment.title ?? t("receipt"));
  return openDialog({ title, body: h("dl", { class: "receipt" }, lines.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))) });
}
