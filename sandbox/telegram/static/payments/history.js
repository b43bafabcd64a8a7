import { confirmDialog, openDialog } from "../page/dialog.js";
import { h, icon } from "../page/dom.js";
import { fullMoment } from "../page/moments.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { get, post } from "../world/api.js";

const BAGS = [50, 500, 5000];

/** A person's purse: Stars, payments, subscriptions. */
export async function showPurse(app) {
  const { world } = app;
  try {
    const payments = await get("/sim/payments", { as: world.as });
    await openDialog({ title: t("purse"), body: h("div", {}, stars(world), payments.length ? h("div", { class: "rows" }, stateOnce(payments).map((payment) => row(world, payment))) : h("p", { class: "empty" }, t("purse-empty"))) });
  } catch (error) {
    failed(error);
  }
}

function stars(world) {
  const balance = h("b", { class: "purse-stars", role: "status" }, `⭐ ${world.me.stars ?? 0}`);
  const add = async (count) => {
    try {
      world.me.stars = (await post("/sim/stars", { as: world.as, add: count })).balance;
      balance.textContent = `⭐ ${world.me.stars}`;
    } catch (error) {
      failed(error);
    }
  };
  return h("div", { class: "purse" }, balance, h("div", { class: "chips" }, BAGS.map((count) => h("button", { type: "button", class: "chip", onclick: () => add(count) }, `+${count} ⭐`))));
}

/** How a subscription stands is said once, beside its newest payment. */
function stateOnce(payments) {
  const told = new Set();
  return payments.map((payment) => {
    const id = payment.subscription?.id;
    const again = id && told.has(id);
    told.add(id);
    return again ? { ...payment, subscription: null } : payment;
  });
}

function row(world, payment) {
  const { subscription } = payment;
  const state = [fullMoment(new Date(payment.date * 1000)), payment.refunded && t("receipt-refunded"), subscription && t(subscription.over ? "sub-over" : subscription.cancelled ? "sub-ends" : "sub-renews", { when: fullMoment(new Date(subscription.until * 1000)) })].filter(Boolean).join(" · ");
  const node = h("div", { class: "row wrap" }, icon(payment.currency === "XTR" ? "star" : "card"), h("span", { class: "row-text" }, h("b", {}, `${payment.title} — ${payment.total_text}`), h("small", {}, state)));
  if (subscription && !subscription.over && !payment.refunded) node.append(subscriptionButton(world, payment));
  return node;
}

function subscriptionButton(world, { charge_id, subscription }) {
  const node = h("button", { type: "button", class: "chip" }, t(subscription.cancelled ? "sub-resume" : "sub-cancel"));
  node.addEventListener("click", async () => {
    const action = subscription.cancelled ? "resume" : "cancel";
    if (action === "cancel" && !(await confirmDialog(t("sub-sure"), t("sub-cancel")))) return;
    try {
      await post("/sim/subscription", { as: world.as, charge_id, action });
      subscription.cancelled = !subscription.cancelled;
      node.textContent = t(subscription.cancelled ? "sub-resume" : "sub-cancel");
      toast(t("sub-done"), "good");
    } catch (error) {
      failed(error);
    }
  });
  return node;
}
