import { h, iconButton } from "../page/dom.js";
import { t } from "../page/words.js";
import { drawAlbum } from "./album.js";
import { drawDocument } from "./files.js";
import { plan } from "./map.js";
import { drawAnimation, drawPhoto, drawVideo } from "./media.js";
import { drawAudio, drawVoice } from "./sound.js";

const DRAW = { photo: drawPhoto, video: drawVideo, animation: drawAnimation, audio: drawAudio, document: drawDocument, voice_note: drawVoice };
const SEEN = ["photo", "video", "animation"];
const MOST_IN_MOSAIC = 10;

export function isMedia({ type }) {
  return type in DRAW;
}

/** A block drawn as if it were a message of its own. */
export function drawRichMedia(block, page) {
  return DRAW[block.type](alone(block, page), page.app);
}

function alone(block, page) {
  const words = new DOMParser().parseFromString(block.caption?.text ?? "", "text/html").body.textContent;
  return { ...page.message, kind: block.type, media: block.media, text: words, among: null };
}

export function drawRichMap({ location, width, height }) {
  const place = `${Number(location.lat)}/${Number(location.lon)}`;
  const address = `https://www.openstreetmap.org/?mlat=${Number(location.lat)}&mlon=${Number(location.lon)}#map=16/${place}`;
  return h("a", { class: "media place", href: address, target: "_blank", rel: "noopener", "aria-label": t("open-map"), style: `aspect-ratio:${width}/${height}` }, h("span", { class: "map", html: plan(location) }));
}

/** Those that are seen one beside another open in one viewer. */
function together(blocks, page) {
  const all = blocks.filter((block) => SEEN.includes(block.type)).map((block) => alone(block, page));
  for (const one of all) one.among = all;
  return all;
}

export function drawCollage({ blocks }, page) {
  const all = together(blocks, page);
  const mosaic = all.length === blocks.length && all.length <= MOST_IN_MOSAIC && all.every(({ kind }) => kind !== "animation");
  if (mosaic) return drawAlbum(page.app, all);
  return h("div", { class: "rich-grid" }, cells(blocks, all, page));
}

function cells(blocks, all, page) {
  let at = 0;
  return blocks.map((block) => h("div", {}, SEEN.includes(block.type) ? DRAW[block.type](all[at++], page.app) : page.blocks([block])));
}

/** One at a time: swiped on a telephone, stepped with a mouse or the arrows. */
export function drawSlides({ blocks }, page) {
  const all = together(blocks, page);
  const number = page.details++;
  const { slide } = page.state;
  const counter = h("span", { class: "length", role: "status" });
  const rail = h("div", { class: "slides", tabindex: "0", role: "group", "aria-label": t("rich-slides") }, cells(blocks, all, page));
  const step = (by) => rail.scrollTo({ left: (at() + by) * rail.clientWidth, behavior: "smooth" });
  const before = iconButton("back", t("viewer-before"), () => step(-1), { class: "slide-before" });
  const after = iconButton("back", t("viewer-after"), () => step(1), { class: "slide-after" });
  const at = () => Math.min(blocks.length - 1, Math.round(Math.abs(rail.scrollLeft) / (rail.clientWidth || 1)));
  const tell = () => {
    slide[number] = at();
    counter.textContent = t("viewer-of", { n: at() + 1, all: blocks.length });
    before.disabled = at() === 0;
    after.disabled = at() === blocks.length - 1;
  };
  const first = slide[number] ?? 0;
  rail.addEventListener("scroll", tell, { passive: true });
  requestAnimationFrame(() => {
    rail.scrollLeft = first * rail.clientWidth;
    tell();
  });
  return h("div", { class: "slideshow" }, rail, blocks.length > 1 && [counter, before, after]);
}
