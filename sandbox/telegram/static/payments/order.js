import { chooseDialog, openDialog } from "../page/dialog.js";
import { h } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";

const ADDRESS = ["street_line1", "street_line2", "city", "state", "country_code", "post_code"];
const OPTIONAL = ["street_line2", "state"];
const TYPES = { email: "email", phone_number: "tel" };

/** What the seller needs to know before paying; null when the person turned back. Nothing needed: nothing asked. */
export async function askOrder(about, invoice) {
  const { needs = {} } = invoice;
  if (!Object.values(needs).some(Boolean)) return { order_info: undefined, shipping: null };
  const order_info = await openDialog({ title: t("order-title"), body: (done) => orderForm(invoice, done) });
  if (!order_info) return null;
  if (!needs.shipping || !invoice.flexible) return { order_info, shipping: null };
  const shipping = await chooseShipping(about, order_info.shipping_address);
  return shipping && { order_info, shipping };
}

function orderForm({ needs, prefill = {} }, done) {
  const asked = [needs.name && "name", needs.phone && "phone_number", needs.email && "email"].filter(Boolean);
  const field = (name, value = "") => h("label", { class: "field" }, h("span", {}, t(`order-${name}`)), h("input", { name, value, type: TYPES[name] ?? "text", required: !OPTIONAL.includes(name), maxlength: name === "country_code" ? 2 : 128 }));
  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const info = Object.fromEntries(asked.map((name) => [name, form.get(name).trim()]));
    if (needs.shipping) info.shipping_address = Object.fromEntries(ADDRESS.map((name) => [name, form.get(name).trim()]));
    done(info);
  };
  const address = needs.shipping && [h("p", { class: "section-title" }, t("order-address")), ADDRESS.map((name) => field(name, name === "country_code" ? "RU" : ""))];
  return h("form", { onsubmit: submit }, asked.map((name) => field(name, prefill[name])), address, h("button", { class: "wide" }, t("order-next")));
}

async function chooseShipping(about, address) {
  try {
    const { options = [], error } = await post("/sim/pay/shipping", { ...about, address });
    if (error) return void toast(error, "error");
    return await chooseDialog(t("order-shipping"), options.map((option) => ({ title: option.title, hint: option.text, value: option })));
  } catch (error) {
    failed(error);
    return null;
  }
}
