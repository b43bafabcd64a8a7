import { h } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { get } from "../world/api.js";
import { drawTill } from "./tills.js";

const open = new Set();

/** The rest of the world: each provider with its state. */
export async function drawProviders(panel) {
  const providers = await get("/sim/provider").catch(() => []);
  panel.replaceChildren(h("h3", {}, t("providers")), ...(providers.length ? providers.map(drawProvider) : [h("p", { class: "empty" }, t("providers-none"))]));
}

function drawProvider({ name, title, url }) {
  const state = h("div", {});
  const node = h("details", { class: "call", open: open.has(name) }, h("summary", {}, h("b", {}, title ?? name), h("span", { class: "about" }, url ?? "")), state);
  const draw = async () => {
    if (!node.open) return open.delete(name);
    open.add(name);
    try {
      const told = await get(`/sim/provider/${encodeURIComponent(name)}`);
      if (told.payments) drawTill(state, told);
      else state.replaceChildren(h("pre", { tabindex: "0" }, JSON.stringify(told, null, 2)));
    } catch (error) {
      failed(error);
    }
  };
  node.addEventListener("toggle", draw);
  return node;
}
