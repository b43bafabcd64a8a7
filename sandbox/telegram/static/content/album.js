import { h, icon } from "../page/dom.js";
import { duration } from "../page/moments.js";
import { t } from "../page/words.js";
import { drawContent } from "./draw.js";
import { frame, picture, still } from "./media.js";

const WIDTH = 400;
/** How many tiles stand in each row of an album of so many. */
const ROWS = [[], [1], [2], [1, 2], [2, 2], [2, 3], [3, 3], [2, 2, 3], [3, 3, 2], [3, 3, 3], [3, 3, 4]];

/** Pictures and videos stand in a mosaic, files and tracks one under another. */
export function drawAlbum(app, messages) {
  if (!messages.every((message) => ["photo", "video"].includes(message.kind))) return messages.map((message) => h("div", { class: "album-line", "data-id": message.message_id }, drawContent(app, message)));
  const shown = messages.slice(0, 10);
  let at = 0;
  const rows = rowsFor(shown).map((count) => shown.slice(at, (at += count)));
  return h("div", { class: `mosaic ${messages.some((message) => message.text) ? "" : "bare"}`, style: `width:${WIDTH}px` }, rows.map((row) => drawRow(app, row)));
}

/** Two tall pictures stand side by side, two wide ones one above the other. */
function rowsFor(messages) {
  if (messages.length === 2 && messages.every((message) => ratio(message) > 1.6)) return [1, 1];
  return ROWS[messages.length];
}

function drawRow(app, row) {
  const sum = row.reduce((total, message) => total + ratio(message), 0);
  const height = Math.max(90, Math.min(row.length === 1 ? 280 : 220, WIDTH / sum));
  return h("div", { class: "mosaic-row", style: `--height:${Math.round(height)}px` }, row.map((message) => tile(app, message)));
}

function tile(app, message) {
  const video = message.kind === "video";
  const content = video ? [still(message), h("span", { class: "play-disc" }, icon("play")), h("span", { class: "length" }, duration(message.media.duration))] : picture(message);
  return frame(message, app, content, t(video ? "video" : "photo"), `flex:${(ratio(message) * 10).toFixed(1)}`);
}

function ratio({ media }) {
  return Math.max(0.6, Math.min(2, (media?.width || 4) / (media?.height || 3)));
}
