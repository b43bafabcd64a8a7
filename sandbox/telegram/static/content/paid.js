import { confirmDialog } from "../page/dialog.js";
import { h, icon } from "../page/dom.js";
import { duration } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";
import { picture, still } from "./media.js";
import { openViewer } from "./viewer.js";

/** Things that cost Stars: a veil with the price, and once paid, what was behind it. */
export function drawPaid(message, app) {
  const { paid } = message;
  const price = h("span", { class: "paid-price" }, t("paid-open", { n: paid.stars }));
  const tiles = paid.items.map((item) => (paid.open ? openTile(app, message, item) : lockedTile(item)));
  const body = h("div", { class: `paid ${paid.items.length > 1 ? "many" : ""} ${paid.open ? "" : "locked"}` }, tiles);
  if (paid.open) return body;
  return h("button", { type: "button", class: "paid-veil", onclick: () => unlock(app, message) }, body, price);
}

function openTile(app, message, item) {
  const alone = { ...message, ...item, text: "" };
  const inside = item.kind === "video" ? [still(alone), h("span", { class: "play-disc" }, icon("play")), h("span", { class: "length" }, duration(item.media.duration))] : picture(alone);
  return h("button", { type: "button", class: "media", "aria-label": t(item.kind), style: shape(item), onclick: () => openViewer(app, alone) }, inside);
}

function lockedTile(item) {
  return h("span", { class: "media", "aria-hidden": "true", style: shape(item) }, icon(item.kind === "video" ? "play" : "lock"));
}

function shape({ media }) {
  return `aspect-ratio:${media.width || 4}/${media.height || 3}`;
}

async function unlock(app, message) {
  const { world } = app;
  if (!(await confirmDialog(t("paid-sure", { n: message.paid.stars, have: world.me.stars }), t("pay-stars")))) return;
  await post("/sim/unlock", { as: world.as, chat: message.chat, message_id: message.message_id }).catch(failed);
}
