import { h, icon } from "../page/dom.js";
import { duration } from "../page/moments.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { bytes } from "./files.js";

const BARS = 44;
let playing = null;

/** A voice message: its wave is guessed until it is played, then read from the sound itself. */
export function drawVoice(message) {
  const { media } = message;
  const wave = h("span", { class: "wave", "aria-hidden": "true" }, bars(guess(message)));
  const left = h("small", { class: "left" }, duration(media.duration));
  const player = new Player(media, wave, left, async () => {
    const heights = await read(media.url).catch(() => null);
    if (heights) wave.replaceChildren(bars(heights));
  });
  wave.addEventListener("click", (event) => player.seek(event.offsetX / wave.clientWidth));
  return h("div", { class: "filecard sound voice" }, player.button(t("voice")), h("span", {}, wave, left));
}

export function drawAudio({ media }) {
  const rail = h("span", { class: "rail", "aria-hidden": "true" });
  const left = h("small", { class: "left" }, [duration(media.duration), bytes(media.size)].filter(Boolean).join(" · "));
  const player = new Player(media, rail, left);
  rail.addEventListener("click", (event) => player.seek(event.offsetX / rail.clientWidth));
  const title = media.title ?? media.file_name ?? t("audio");
  return h("div", { class: "filecard sound" }, player.button(title), h("span", {}, h("b", {}, title), media.performer && h("small", {}, media.performer), rail, left));
}

/** One sound at a time on the page. */
class Player {
  constructor(media, track, left, onfirst = () => null) {
    Object.assign(this, { media, track, left, onfirst });
  }

  button(name) {
    this.name = name;
    this.node = h("button", { type: "button", class: "disc", onclick: () => this.toggle() });
    this.show(false);
    return this.node;
  }

  toggle() {
    if (this.sound && !this.sound.paused) return this.sound.pause();
    playing?.pause();
    this.sound ??= this.open();
    playing = this.sound;
    return this.sound.play().catch(() => failed(new Error(t("cannot-play"))));
  }

  open() {
    this.onfirst();
    const sound = new Audio(this.media.url);
    sound.addEventListener("play", () => this.show(true));
    sound.addEventListener("pause", () => this.show(false));
    sound.addEventListener("timeupdate", () => this.advance());
    return sound;
  }

  advance() {
    const length = Number.isFinite(this.sound.duration) ? this.sound.duration : this.media.duration || 1;
    this.track.style.setProperty("--played", `${Math.min(100, (this.sound.currentTime / length) * 100)}%`);
    this.left.textContent = duration(Math.max(0, length - this.sound.currentTime));
  }

  seek(part) {
    if (this.sound && Number.isFinite(this.sound.duration)) this.sound.currentTime = part * this.sound.duration;
  }

  show(on) {
    this.node.replaceChildren(icon(on ? "pause" : "play"));
    this.node.setAttribute("aria-label", `${t(on ? "pause" : "play")}: ${this.name}`);
  }
}

function guess({ message_id, media }) {
  let seed = Math.abs(message_id * 7919 + (media.size ?? 1)) || 1;
  return Array.from({ length: BARS }, (_, at) => {
    seed = (seed * 16807) % 2147483647;
    return 0.18 + 0.82 * ((seed % 100) / 100) * (0.55 + 0.45 * Math.sin(at / 4.5) ** 2);
  });
}

async function read(url) {
  const context = new OfflineAudioContext(1, 1, 44_100);
  const sound = await context.decodeAudioData(await (await fetch(url)).arrayBuffer());
  const samples = sound.getChannelData(0);
  const step = Math.floor(samples.length / BARS);
  const peaks = Array.from({ length: BARS }, (_, at) => samples.subarray(at * step, (at + 1) * step).reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  const most = Math.max(...peaks, 0.01);
  return peaks.map((peak) => Math.max(0.12, peak / most));
}

function bars(heights) {
  return heights.map((height) => h("i", { style: `height:${Math.round(height * 100)}%` }));
}
