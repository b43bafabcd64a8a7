import { h } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { get } from "../world/api.js";

/** The rest of the world: each provider with its state. */
export async function drawProviders(panel) {
  const providers = await get("/sim/provider").catch(() => []);
  panel.replaceChildren(h("h3", {}, t("providers")), ...(providers.length ? providers.map(drawProvider) : [h("p", { class: "empty" }, t("providers-none"))]));
}

function drawProvider({ name, title, url }) {
  const state = h("pre", { tabindex: "0" });
  const node = h("details", { class: "call" }, h("summary", {}, h("b", {}, title ?? name), h("span", { class: "about" }, url ?? "")), state);
  node.addEventListener("toggle", async () => {
    if (!node.open) return;
    try {
      state.textContent = JSON.stringify(await get(`/sim/provider/${encodeURIComponent(name)}`), null, 2);
    } catch (error) {
      failed(error);
    }
  });
  return node;
}
