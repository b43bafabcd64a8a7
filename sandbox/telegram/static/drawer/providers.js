import { h } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { get, post } from "../world/api.js";
import { drawService } from "./services.js";
import { drawTill } from "./tills.js";

const open = new Set();
const drawn = new Map();

/** The rest of the world: each provider with its state. */
export async function drawProviders(app, panel) {
  const providers = await get("/sim/provider").catch(() => []);
  drawn.clear();
  panel.replaceChildren(h("h3", {}, t("providers")), ...(providers.length ? providers.map((one) => drawProvider(app, one)) : [h("p", { class: "empty" }, t("providers-none"))]));
}

/** Something happened at that provider, or at any of them. */
export function redrawProvider(name) {
  for (const [known, draw] of drawn) if (!name || known === name) draw();
}

function drawProvider(app, { name, title, url }) {
  const state = h("div", {});
  const node = h("details", { class: "call", open: open.has(name) }, h("summary", {}, h("b", {}, title ?? name), h("span", { class: "about" }, url ?? "")), state);
  const address = `/sim/provider/${encodeURIComponent(name)}`;
  // What a person does at a provider is done by whom this window is.
  const drive = (action, more = {}) => post(address, { action, as: app.world.as, ...more }).catch(failed);
  const draw = oneAtATime(async () => {
    if (!node.open) return;
    const told = await get(address).catch(failed);
    if (told) keepPlace(state, () => show(state, told, drive));
  });
  node.addEventListener("toggle", () => (node.open ? open.add(name) : open.delete(name), draw()));
  drawn.set(name, draw);
  return node;
}

function show(state, told, drive) {
  if (told.payments) drawTill(state, told, drive);
  else if (told.sections) drawService(state, told, drive);
  else state.replaceChildren(h("pre", { tabindex: "0" }, JSON.stringify(told, null, 2)));
}

/** What comes while it is being read is read once more afterwards. */
function oneAtATime(read) {
  let running = false;
  let again = false;
  return async () => {
    if (running) return (again = true);
    running = true;
    do {
      again = false;
      await read();
    } while (again);
    running = false;
  };
}

/** What is unfolded stays so, and the button that was pressed keeps the focus. */
function keepPlace(state, draw) {
  const unfolded = new Set([...state.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const focused = state.contains(document.activeElement) ? document.activeElement : null;
  const at = [...state.querySelectorAll("button")].indexOf(focused);
  draw();
  for (const one of state.querySelectorAll("details")) one.open = unfolded.has(one.dataset.key);
  if (focused) [...state.querySelectorAll("button")].at(at)?.focus({ preventScroll: true });
}
