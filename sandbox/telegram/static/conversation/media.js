import { avatar, h, icon } from "../page/dom.js";
import { openDialog } from "../page/dialog.js";
import { t } from "../page/words.js";

const WIDEST = 400;
const TALLEST = 420;

/** What a bubble holds besides its words. */
export function drawContent(app, message) {
  const draw = { photo, video, video_note: video, document: file, voice, audio: voice, location: map, live_location: map, venue: map, contact, text: () => [] }[message.kind];
  return draw ? draw(message, app) : [h("div", { class: "filecard" }, t("other-kind", { kind: message.kind }))];
}

function photo(message) {
  const { media } = message;
  const frame = h("button", { type: "button", class: `media ${message.text ? "" : "bare"}`, style: size(media), "aria-label": t("photo"), onclick: () => view(media.url) });
  frame.append(h("img", { src: media.url, alt: message.text || t("photo"), loading: "lazy", decoding: "async" }));
  return [frame];
}

function video(message) {
  return [h("div", { class: "media", style: size(message.media) }, h("video", { src: message.media.url, controls: true, preload: "metadata", "aria-label": t("video") }))];
}

/** The frame has its final size before the picture comes: nothing jumps. */
function size({ width, height } = {}) {
  if (!width || !height) return `width:${WIDEST * 0.75}px;min-height:160px`;
  return `width:${shownWidth(width, height)}px;max-width:calc(100% + 21px);aspect-ratio:${width}/${height};max-height:${TALLEST}px`;
}

function shownWidth(width, height) {
  return Math.max(220, Math.round(width * Math.min(1, WIDEST / width, TALLEST / height)));
}

/** A caption is never wider than its picture. */
export function mediaWidth({ kind, media }) {
  return (kind === "photo" || kind === "video") && media?.width ? `max-width:min(100%, ${shownWidth(media.width, media.height)}px)` : null;
}

function view(url) {
  return openDialog({ className: "viewer", body: h("img", { src: url, alt: t("photo") }) });
}

function file(message) {
  const { media } = message;
  return [h("a", { class: "filecard", href: media.url, download: media.file_name ?? "", target: "_blank" }, h("span", { class: "disc" }, icon("file")), h("span", {}, h("b", {}, media.file_name ?? t("document")), h("small", {}, bytes(media.size))))];
}

function voice(message) {
  return [h("div", { class: "filecard" }, h("audio", { controls: true, src: message.media.url, "aria-label": t("voice") }))];
}

function bytes(size) {
  if (!size) return "";
  if (size < 1024) return `${size} B`;
  return size < 1024 * 1024 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}

function map(message) {
  const { location, venue } = message;
  const live = location.live && h("span", { class: "only-you" }, icon("place"), t("live-location"));
  const place = h("span", { class: "media" }, h("span", { class: "map", html: plan(location) }));
  const words = h("span", { class: "map-words" }, h("b", {}, venue?.title ?? t(location.live ? "live-location" : "location")), h("small", {}, venue?.address ?? `${location.lat.toFixed(5)}, ${location.lon.toFixed(5)}`), h("span", { style: "display:inline-block;width:60px" }));
  return [live, place, words].filter(Boolean);
}

/** A made-up street plan, always the same for the same place: there are no map tiles offline. */
function plan({ lat, lon }) {
  let seed = Math.abs(Math.round(lat * 10007) ^ Math.round(lon * 10009)) || 1;
  const next = (most) => (seed = (seed * 16807) % 2147483647) % most;
  const street = (width) => `<path d="M${next(300)} 0C${next(300)} 50 ${next(300)} 110 ${next(300)} 158" stroke-width="${width}"/><path d="M0 ${next(158)}C90 ${next(158)} 200 ${next(158)} 300 ${next(158)}" stroke-width="${width}"/>`;
  const parks = Array.from({ length: 4 }, () => `<rect x="${next(260)}" y="${next(120)}" width="${30 + next(60)}" height="${24 + next(46)}" rx="10"/>`).join("");
  return `<svg viewBox="0 0 300 158" width="100%" height="100%" preserveAspectRatio="xMidYMid slice" role="img" aria-hidden="true"><rect width="300" height="158" fill="#e8e4da"/><g fill="#c5e0b4">${parks}</g><g fill="none" stroke="#fff">${street(9)}${street(6)}${street(4)}</g><path d="M150 88c-14-15-20-24-20-33a20 20 0 0 1 40 0c0 9-6 18-20 33z" fill="#e5342a" stroke="#fff" stroke-width="2"/><circle cx="150" cy="55" r="7" fill="#fff"/></svg>`;
}

function contact(message) {
  const { first_name, last_name, phone_number } = message.contact;
  const name = [first_name, last_name].filter(Boolean).join(" ");
  return [h("div", { class: "filecard" }, avatar(name, null, "mid"), h("span", {}, h("b", {}, name), h("small", {}, phone_number)))];
}
