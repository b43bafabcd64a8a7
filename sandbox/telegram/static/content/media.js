import { h, icon } from "../page/dom.js";
import { duration } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { openViewer } from "./viewer.js";

const WIDEST = 400;
const TALLEST = 420;
const ROUND = 220;

export function drawPhoto(message, app) {
  return frame(message, app, picture(message), t("photo"));
}

export function drawVideo(message, app) {
  return frame(message, app, [still(message), h("span", { class: "play-disc" }, icon("play")), h("span", { class: "length" }, duration(message.media.duration))], t("video"));
}

/** One tile: the picture or the video's first frame, opened full screen by a press. */
export function frame(message, app, content, label, style = size(message.media)) {
  const { spoiler } = message.media;
  const node = h("button", { type: "button", class: `media ${message.text ? "" : "bare"} ${spoiler ? "veiled" : ""}`, style, "aria-label": label, "data-id": message.message_id }, content);
  node.addEventListener("click", () => (node.classList.contains("veiled") ? node.classList.remove("veiled") : openViewer(app, message)));
  return node;
}

export function picture({ media, text }) {
  return h("img", { src: media.url, alt: text || t("photo"), loading: "lazy", decoding: "async" });
}

export function still({ media }) {
  if (media.thumb) return h("img", { src: media.thumb, alt: "", loading: "lazy", decoding: "async" });
  return h("video", { src: media.url, preload: "metadata", tabindex: "-1", muted: true });
}

export function drawAnimation(message, app) {
  const { media } = message;
  const moving = media.mime === "image/gif" ? picture(message) : h("video", { src: media.url, autoplay: true, loop: true, playsinline: true, muted: true, tabindex: "-1" });
  moving.muted = true;
  return frame(message, app, [moving, h("span", { class: "length" }, "GIF")], t("animation"));
}

export function drawSticker({ media }) {
  const scale = Math.min(1, 190 / Math.max(media.width ?? 512, media.height ?? 512));
  return h("img", { class: "sticker", src: media.url, alt: media.emoji ? `${t("sticker")} ${media.emoji}` : t("sticker"), width: Math.round((media.width ?? 512) * scale), height: Math.round((media.height ?? 512) * scale), loading: "lazy" });
}

/** A round video plays where it is, with sound, and shows how far it is. */
export function drawRound({ media }) {
  const video = h("video", { src: media.url, poster: media.thumb, preload: "metadata", playsinline: true, tabindex: "-1" });
  const length = h("span", { class: "length" }, duration(media.duration));
  const node = h("button", { type: "button", class: "round", style: `--size:${ROUND}px`, "aria-label": t("video_note"), "aria-pressed": "false" }, video, h("span", { class: "play-disc" }, icon("play")), length);
  const tell = () => node.setAttribute("aria-pressed", String(!video.paused));
  for (const name of ["play", "pause", "ended"]) video.addEventListener(name, tell);
  video.addEventListener("timeupdate", () => {
    node.style.setProperty("--played", `${(video.currentTime / (video.duration || 1)) * 360}deg`);
    length.textContent = duration(Math.max(0, (video.duration || media.duration || 0) - video.currentTime));
  });
  node.addEventListener("click", () => (video.paused ? video.play().catch(() => failed(new Error(t("cannot-play")))) : video.pause()));
  return node;
}

/** The frame has its final size before the picture comes: nothing jumps. */
export function size({ width, height } = {}) {
  if (!width || !height) return `width:${WIDEST * 0.75}px;min-height:160px`;
  return `width:${shownWidth(width, height)}px;max-width:calc(100% + 21px);aspect-ratio:${width}/${height};max-height:${TALLEST}px`;
}

function shownWidth(width, height) {
  return Math.max(220, Math.round(width * Math.min(1, WIDEST / width, TALLEST / height)));
}

/** A caption is never wider than its picture. */
export function mediaWidth({ kind, media }) {
  return ["photo", "video", "animation"].includes(kind) && media?.width ? `max-width:min(100%, ${shownWidth(media.width, media.height)}px)` : null;
}
