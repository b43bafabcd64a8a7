import { h, icon } from "../page/dom.js";
import { countdown, hourMinute, now } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";
import { askWalk } from "./walks.js";
import { plan } from "./map.js";

const TICK_MS = 15_000;

export function drawPlace(message, app) {
  const { location, venue } = message;
  const map = h("a", { class: "media place", href: `https://www.openstreetmap.org/?mlat=${Number(location.lat)}&mlon=${Number(location.lon)}#map=16/${Number(location.lat)}/${Number(location.lon)}`, target: "_blank", rel: "noopener", "aria-label": t("open-map") }, h("span", { class: "map", html: plan(location) }));
  const title = venue?.title ?? t(location.live ? "live-location" : location.was_live ? "live-over" : "location");
  const under = venue?.address || (location.live ? liveWords(message) : coordinates(location));
  const words = h("div", { class: "map-words" }, h("span", { class: "map-lines" }, h("b", {}, title), h("small", {}, under)), location.live && ring(location));
  return [map, words, location.live && message.out && levers(message, app)];
}

function coordinates({ lat, lon }) {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
}

function liveWords({ date, edit_date, location }) {
  return `${t("live-updated")} ${hourMinute(edit_date ?? date)} · ${coordinates(location)}`;
}

/** How much of the time is left: a ring that empties. */
function ring({ until, live_period }) {
  if (!until) return h("span", { class: "ring endless", title: t("live-endless") }, icon("infinity"));
  const node = h("span", { class: "ring", "data-until": until, "data-period": live_period ?? 3600, role: "timer" });
  turn(node);
  return node;
}

function turn(node) {
  const left = Math.max(0, Number(node.dataset.until) - now() / 1000);
  node.style.setProperty("--left", `${Math.min(1, left / Number(node.dataset.period)) * 360}deg`);
  node.textContent = countdown(left);
  node.setAttribute("aria-label", t("live-left", { left: countdown(left) }));
}

setInterval(() => document.querySelectorAll(".ring[data-until]").forEach(turn), TICK_MS);

function levers(message, app) {
  const about = { as: app.world.as, chat: message.chat, message_id: message.message_id };
  const stop = () => post("/sim/move", { ...about, stop: true }).catch(failed);
  return h(
    "div",
    { class: "bubble-actions" },
    h("button", { type: "button", class: "bubble-action", onclick: () => askWalk(app, about, message.location) }, t("walk")),
    h("button", { type: "button", class: "bubble-action", onclick: stop }, t("live-stop")),
  );
}
