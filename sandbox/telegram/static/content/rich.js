import { dressTimes } from "../conversation/datetime.js";
import { drawKey } from "../conversation/keyboard.js";
import { followWords } from "../conversation/links.js";
import { h, icon } from "../page/dom.js";
import { t } from "../page/words.js";
import { drawFormula } from "./formula.js";
import { drawRichMap, drawRichMedia, drawCollage, drawSlides, isMedia } from "./richmedia.js";

/** Longer ones are folded, as Telegram folds them. */
const FOLDED_FROM = 6_000;
const kept = new Map();

const BLOCKS = {
  paragraph: ({ text }) => h("p", { html: text }),
  heading: ({ text, size }) => h("div", { class: `rich-heading size-${size}`, role: "heading", "aria-level": size, html: text }),
  footer: ({ text }) => h("p", { class: "rich-footer", html: text }),
  pre: ({ text, language }) => h("pre", { "data-language": language, tabindex: "0" }, language && h("small", {}, language), h("code", { html: text })),
  divider: () => h("hr"),
  mathematical_expression: ({ expression }) => h("div", { class: "rich-formula", tabindex: "0" }, drawFormula(expression, true)),
  anchor: ({ name }) => h("span", { "data-anchor": name }),
  list: drawList,
  blockquote: (block, page) => h("blockquote", {}, page.blocks(block.blocks), credit(block)),
  expandable_blockquote: (block) => h("blockquote", { class: "expandable" }, h("p", { html: block.text }), credit(block)),
  pullquote: (block) => h("aside", {}, h("p", { html: block.text }), credit(block)),
  table: drawTable,
  details: drawDetails,
  map: (block) => captioned(block, drawRichMap(block)),
  buttons: ({ buttons, align }, page) => h("div", { class: `rich-keys ${align ?? ""}`, role: "group" }, buttons.map((number) => page.key(number))),
  collage: (block, page) => captioned(block, drawCollage(block, page)),
  slideshow: (block, page) => captioned(block, drawSlides(block, page)),
  thinking: ({ text }) => h("p", { class: "rich-thinking" }, h("span", { html: text || t("draft-thinking") }), h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"))),
};

/** A document inside of a bubble. What a person has unfolded stays so when the message is drawn anew. */
export function drawRich(message, app) {
  const page = new Page(app, message);
  const node = h("div", { class: "rich", dir: message.rich.rtl ? "rtl" : null }, page.blocks(message.rich.blocks));
  page.dress(node);
  return message.text?.length > FOLDED_FROM && !page.state.full ? folded(node, page.state) : node;
}

class Page {
  constructor(app, message) {
    Object.assign(this, { app, message, details: 0 });
    const key = `${message.chat}/${message.message_id}`;
    if (!kept.has(key)) kept.set(key, { open: {}, slide: {}, full: false });
    this.state = kept.get(key);
  }

  blocks(blocks) {
    return blocks.map((block) => (isMedia(block) ? captioned(block, drawRichMedia(block, this)) : BLOCKS[block.type](block, this)));
  }

  key(number) {
    return drawKey(this.app, this.message, this.message.rich.buttons[number], "rich-key");
  }

  /** What the words hold that HTML alone cannot draw. */
  dress(node) {
    dressTimes(node, this.app.world.me.time_zone);
    for (const place of node.querySelectorAll("[data-button]")) place.replaceWith(this.key(Number(place.dataset.button)));
    for (const formula of node.querySelectorAll(".formula")) formula.replaceChildren(drawFormula(formula.textContent, false));
    for (const spoiler of node.querySelectorAll(".spoiler")) {
      spoiler.setAttribute("tabindex", "0");
      spoiler.setAttribute("role", "button");
      spoiler.addEventListener("keydown", (event) => event.key === "Enter" && spoiler.classList.add("open"));
    }
    node.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-to]");
      if (!link) return event.target.closest(".media, .key, summary") ? undefined : followWords(this.app, event);
      event.preventDefault();
      return goTo(node, link.dataset.to);
    });
  }
}

/** A place in the same message; an empty name is its beginning. */
function goTo(node, name) {
  const place = name ? [...node.querySelectorAll("[data-anchor]")].find((one) => one.dataset.anchor === name) : node;
  if (!place) return;
  node.parentElement.querySelector(".rich-more")?.click();
  for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  place.scrollIntoView({ block: "center", behavior: "smooth" });
  place.classList.add("found");
  setTimeout(() => place.classList.remove("found"), 1600);
}

function folded(node, state) {
  const open = () => {
    state.full = true;
    holder.replaceWith(node);
  };
  const holder = h("div", { class: "rich-fold" }, node, h("button", { type: "button", class: "rich-more", onclick: open }, icon("down"), t("rich-more")));
  return holder;
}

function credit(block) {
  return block.credit && h("cite", { html: block.credit });
}

function captioned(block, content) {
  if (!block.caption) return content;
  const { text, credit: by } = block.caption;
  return h("figure", {}, content, h("figcaption", {}, text && h("span", { html: text }), by && h("cite", { html: by })));
}

function drawList({ items }, page) {
  const item = (one) => h("li", {}, mark(one), h("div", {}, page.blocks(one.blocks)));
  return h("ul", { class: `rich-list ${items[0].type ? "ordered" : ""}` }, items.map(item));
}

function mark({ label, has_checkbox, is_checked }) {
  if (!has_checkbox) return h("span", { class: "rich-label" }, label);
  return h("span", { class: `rich-check ${is_checked ? "checked" : ""}`, role: "img", "aria-label": t(is_checked ? "rich-done" : "rich-to-do") }, is_checked && icon("check"));
}

function drawTable({ cells, caption, is_bordered, is_striped, is_compact }) {
  const cell = ({ text, is_header, colspan, rowspan, align, valign }) =>
    h(is_header ? "th" : "td", { class: text === undefined ? "unseen" : null, colspan, rowspan, style: `text-align:${align};vertical-align:${valign}`, html: text ?? "" });
  const looks = [is_bordered && "bordered", is_striped && "striped", is_compact && "compact"].filter(Boolean).join(" ");
  return h("div", { class: "rich-scroll", tabindex: "0" }, h("table", { class: looks }, caption && h("caption", { html: caption.text }), cells.map((row) => h("tr", {}, row.map(cell)))));
}

function drawDetails(block, page) {
  const number = page.details++;
  const { open } = page.state;
  const node = h("details", { open: open[number] ?? block.is_open }, h("summary", {}, icon("down"), h("span", { html: block.summary })), h("div", { class: "rich-inside" }, page.blocks(block.blocks)));
  node.addEventListener("toggle", () => (open[number] = node.open));
  return node;
}
