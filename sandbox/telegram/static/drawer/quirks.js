import { h } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { get, post } from "../world/api.js";
import { hasQuirk, inAddress, QUIRKS, turnInAddress } from "../miniapp/quirks.js";

const SWITCHES = ["flood", "privacy"];

let drawings = 0;

/** Gaps of real clients, for this window, and the switches of the whole world. Of two drawings the last stays. */
export async function drawQuirks(app, panel) {
  const mine = ++drawings;
  const settings = await get("/sim/settings").catch(() => ({}));
  if (mine !== drawings) return;
  app.world.settings = settings;
  const known = SWITCHES.filter((name) => name in settings);
  const flip = (name, on) => post("/sim/settings", { [name]: on }).catch(failed);
  panel.replaceChildren(
    h("h3", {}, t("quirks")),
    h("p", { class: "note" }, t("quirks-hint")),
    h("div", { class: "rows" }, QUIRKS.map((name) => toggle(t(`quirk-${name}`), hasQuirk(app, name), () => (turnInAddress(name), drawQuirks(app, panel)), settings.quirks?.includes(name) && !inAddress().includes(name)))),
    known.length ? h("h3", {}, t("settings")) : "",
    h("div", { class: "rows" }, known.map((name) => toggle(t(`setting-${name}`), settings[name], (on) => flip(name, on)))),
  );
}

function toggle(text, on, turn, locked = false) {
  return h("label", { class: "row wrap" }, h("span", { class: "row-text" }, h("b", {}, text)), h("input", { type: "checkbox", checked: Boolean(on), disabled: Boolean(locked), onchange: (event) => turn(event.target.checked) }));
}
