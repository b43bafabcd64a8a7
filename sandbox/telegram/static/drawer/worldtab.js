import { confirmDialog } from "../page/dialog.js";
import { h } from "../page/dom.js";
import { follow, fullMoment, now } from "../page/moments.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { get, post, remove } from "../world/api.js";

const STEPS = [["clock-minutes", "10m"], ["clock-hour", "1h"], ["clock-day", "24h"], ["clock-week", "7d"]];
const FAULTS = ["429", "403", "400", "500", "slow", "drop"];
const SLOW_MS = 3000;

let drawings = 0;

/** The levers: the clock, faults, starting anew. Of two drawings the one that was begun last stays. */
export async function drawWorld(app, panel) {
  const mine = ++drawings;
  const set = (await get("/sim/state").catch(() => ({ faults: [] }))).faults;
  if (mine !== drawings) return;
  panel.replaceChildren(h("h3", {}, t("clock")), ...clock(app, panel), h("h3", {}, t("faults")), ...faults(app, panel, set), h("h3", {}, t("reset")), ...reset());
}

function clock(app, panel) {
  const moment = h("input", { type: "datetime-local", value: localValue(now()), "aria-label": t("clock-set") });
  const move = async (body) => {
    try {
      const moved = await post("/sim/clock", body);
      follow(moved.now);
      toast(t("clock-moved", { now: fullMoment(now()) }), "good");
      drawWorld(app, panel);
    } catch (error) {
      failed(error);
    }
  };
  return [
    h("p", { class: "clock-face" }, fullMoment(now())),
    h("p", { class: "note" }, t("clock-hint")),
    h("div", { class: "chips" }, STEPS.map(([word, advance]) => h("button", { type: "button", class: "chip", onclick: () => move({ advance }) }, t(word)))),
    h("form", { class: "drawer-tools", onsubmit: (event) => (event.preventDefault(), move({ set: new Date(moment.value).toISOString() })) }, moment, h("button", { class: "chip" }, t("clock-go"))),
  ];
}

function localValue(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function faults(app, panel, set) {
  const kind = h("select", { name: "kind" }, FAULTS.map((one) => h("option", { value: one }, t(`fault-${one}`))));
  const times = h("input", { type: "number", min: "1", max: "100", value: "1" });
  const method = h("input", { placeholder: "sendMessage", autocomplete: "off" });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await post("/sim/fault", { kind: kind.value, times: Number(times.value), method: method.value.trim() || undefined, ...(kind.value === "slow" ? { ms: SLOW_MS } : {}) });
      toast(t("fault-on", { kind: t(`fault-${kind.value}`) }));
      drawWorld(app, panel);
    } catch (error) {
      failed(error);
    }
  };
  return [h("p", { class: "note" }, t("fault-hint")), ...set.map((fault) => faultRow(app, panel, fault)), h("form", { onsubmit: submit }, h("label", { class: "field" }, h("span", {}, t("fault-kind")), kind), h("div", { class: "pair" }, h("label", { class: "field" }, h("span", {}, t("fault-times")), times), h("label", { class: "field" }, h("span", {}, t("fault-method")), method)), h("button", { class: "wide" }, t("fault-set")))];
}

function faultRow(app, panel, fault) {
  const off = async () => {
    // A fault that was used up is already gone.
    await remove(`/sim/fault/${fault.id}`).catch((error) => error.status === 404 || failed(error));
    drawWorld(app, panel);
  };
  return h("div", { class: "fault" }, h("span", {}, FAULTS.includes(fault.kind) ? t(`fault-${fault.kind}`) : fault.kind, fault.method ? ` · ${fault.method}` : "", ` × ${fault.times}`), h("button", { type: "button", class: "chip", onclick: off }, t("fault-off")));
}

function reset() {
  const again = async (story) => {
    if (!(await confirmDialog(t("reset-sure"), t("reset"), { danger: true }))) return;
    try {
      await post("/sim/reset", { story });
      toast(t("reset-done"), "good");
    } catch (error) {
      failed(error);
    }
  };
  return [h("div", { class: "chips" }, h("button", { type: "button", class: "danger-button", onclick: () => again("demo") }, t("reset-demo")), h("button", { type: "button", class: "danger-button", onclick: () => again("empty") }, t("reset-empty")))];
}
