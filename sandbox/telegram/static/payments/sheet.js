import { openDialog } from "../page/dialog.js";
import { h, icon } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { get, post } from "../world/api.js";
import { money } from "./money.js";
import { askOrder } from "./order.js";
import { drawPrices } from "./prices.js";

const OUTCOMES = ["fail", "late", "twice", "cancel"];

/**
 * The payment of one invoice, named by `{message_id, chat}` or `{slug}`. Resolves with paid, failed, pending or cancelled.
 * The real Telegram has one button; here the other endings of a payment may be chosen too.
 */
export async function openPayment(app, named) {
  const about = { as: app.world.as, ...named };
  let invoice;
  try {
    invoice = await get("/sim/invoice", about);
  } catch (error) {
    failed(error);
    return "failed";
  }
  const order = await askOrder(about, invoice);
  if (!order) return tellCancelled(about);
  const status = await openDialog({ className: "payment", title: t(invoice.stars ? "pay-stars" : "pay-title"), body: (done, dialog) => new Sheet(app, about, invoice, order, done, dialog).element });
  return status ?? tellCancelled(about);
}

async function tellCancelled(about) {
  await post("/sim/pay", { ...about, outcome: "cancel" }).catch(() => null);
  return "cancelled";
}

class Sheet {
  constructor(app, about, invoice, order, done, dialog) {
    Object.assign(this, { app, about, invoice, order, done, tip: 0 });
    this.prices = h("div", {});
    this.payButton = h("button", { type: "button", class: "wide", onclick: () => this.pay("ok") });
    this.problem = h("p", { class: "payment-problem", role: "alert" });
    const others = h("div", { class: "payment-others" }, h("small", {}, t("pay-others")), h("div", { class: "chips" }, OUTCOMES.map((outcome) => h("button", { type: "button", class: "chip", "data-outcome": outcome, onclick: () => this.pay(outcome) }, t(`pay-${outcome}`)))));
    this.element = h("div", {}, this.face(), this.prices, this.balance(), this.problem, this.payButton, others);
    this.closeWhenPaid(dialog);
    this.draw();
  }

  /** The invoice may be paid elsewhere: in another window, by a script. */
  closeWhenPaid(dialog) {
    const { world } = this.app;
    const paid = ({ detail }) => !this.busy && this.isMine(detail) && detail.status === "paid" && this.done("paid");
    world.addEventListener("paid", paid);
    dialog.addEventListener("close", () => world.removeEventListener("paid", paid));
  }

  isMine({ slug, message_id, chat }) {
    return this.about.slug ? slug === this.about.slug : message_id === this.about.message_id && (chat ?? this.about.chat) === this.about.chat;
  }

  face() {
    const { photo, title, description, subscription_period } = this.invoice;
    const every = subscription_period && h("small", {}, t("pay-every", { n: Math.round(subscription_period / 86_400) }));
    return h("div", { class: "payment-face" }, photo && h("img", { src: photo.url, alt: "" }), h("div", {}, h("b", {}, title), h("p", {}, description), every));
  }

  balance() {
    if (!this.invoice.stars) return null;
    return h("p", { class: "payment-balance" }, icon("star"), t("stars-have", { n: this.invoice.balance }));
  }

  draw() {
    const { invoice, order, tip } = this;
    this.prices.replaceChildren(drawPrices(invoice, order.shipping, tip, (chosen) => ((this.tip = chosen), this.draw())));
    this.payButton.textContent = t("pay-do", { total: totalText(invoice, order.shipping, tip) });
    this.payButton.disabled = Boolean(this.busy);
    this.payButton.classList.toggle("busy", Boolean(this.busy));
  }

  async pay(outcome) {
    if (this.busy) return;
    if (outcome === "cancel") return this.done(null);
    this.busy = true;
    this.problem.textContent = "";
    this.draw();
    const { order_info, shipping } = this.order;
    try {
      const answer = await post("/sim/pay", { ...this.about, outcome, tip: this.tip || undefined, order_info, shipping_option: shipping?.id });
      this.end(answer);
    } catch (error) {
      this.problem.textContent = error.hint ? `${error.message}. ${error.hint}` : error.message;
    }
    this.busy = false;
    this.draw();
  }

  end({ status, error, payments }) {
    const said = error ?? payments?.find((one) => one.error)?.error;
    if (status === "paid") toast(t("pay-done"), "good");
    else toast(said ?? t(`pay-was-${status}`), "error");
    if (status === "paid" && said) toast(said, "error");
    this.done(status);
  }
}

/** The server's own words while nothing was added; otherwise the sum in the same money. */
function totalText(invoice, shipping, tip) {
  if (!shipping && !tip) return invoice.total_text;
  return money(invoice, (invoice.total ?? 0) + (shipping?.total ?? 0) + tip);
}
