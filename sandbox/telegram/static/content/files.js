import { h, icon } from "../page/dom.js";
import { t } from "../page/words.js";

const COLORS = { pdf: "#d9534f", doc: "#2f6fb5", docx: "#2f6fb5", xls: "#2b8a3e", xlsx: "#2b8a3e", csv: "#2b8a3e", zip: "#b7791f", gpx: "#7a4fd0", fit: "#7a4fd0", ics: "#c2452d" };

export function drawDocument({ media }) {
  const name = media.file_name ?? t("document");
  const ending = /\.(\w{1,5})$/.exec(name)?.[1].toLowerCase();
  const disc = media.thumb
    ? h("img", { class: "disc square", src: media.thumb, alt: "" })
    : h("span", { class: "disc", style: COLORS[ending] ? `background:${COLORS[ending]};color:#fff` : null }, ending ? h("i", {}, ending) : icon("file"));
  return h("a", { class: "filecard", href: media.url, download: media.file_name ?? "", target: "_blank", rel: "noopener" }, disc, h("span", {}, h("b", {}, name), h("small", {}, bytes(media.size))));
}

export function bytes(size) {
  if (!size) return "";
  const units = t("bytes").split(" ");
  const step = Math.min(units.length - 1, Math.floor(Math.log(size) / Math.log(1024)));
  return `${(size / 1024 ** step).toFixed(step ? 1 : 0)} ${units[step]}`;
}
