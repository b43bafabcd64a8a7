import { h } from "../page/dom.js";
import { fullMoment } from "../page/moments.js";
import { lang, t } from "../page/words.js";
import { levers, webhooks } from "./webhooks.js";

const KEYS = ["key", "client_id", "client_secret", "webhook_secret", "postback_secret", "jitsi", "feeds"];

/** Any other provider: what it keeps, part by part, hands for it, and what it told the application. */
export function drawService(node, state, drive) {
  const own = state.levers.map((one) => lever(one, drive));
  const keys = Object.fromEntries(KEYS.filter((name) => state[name]).map((name) => [name, state[name]]));
  node.replaceChildren(
    ...(state.tells ? [h("p", { class: "note" }, state.hook ? t("till-hook", { url: state.hook }) : t(state.subscribes ? "provider-unsubscribed" : "till-no-hook"))] : []),
    ...(own.length ? [h("div", { class: "chips" }, own)] : []),
    levers(state, drive, state.tells),
    ...state.sections.flatMap((section) => drawSection(section, drive)),
    ...(state.tells ? webhooks(state.webhooks, drive, "provider-webhooks") : []),
    ...(Object.keys(keys).length ? [h("h3", {}, t("provider-keys")), h("pre", { tabindex: "0" }, JSON.stringify(keys, null, 2))] : []),
  );
}

function drawSection({ name, rows }, drive) {
  return [h("h3", {}, t(name)), ...(rows.length ? rows.map((row) => drawRow(row, drive)) : [h("p", { class: "empty" }, t("provider-nothing"))])];
}

/** `say` is a sentence of ours, `about` the provider's own word, `state` what has become of it; a title may be in both languages. */
function drawRow({ title: given, about, at, href, say, state, levers: own = [] }, drive) {
  const when = at ? fullMoment(new Date(at * 1000)) : null;
  const title = given[lang()] ?? given;
  const head = [state && t(state), when].filter(Boolean).join(" · ");
  const text = [about, say && t(say.word, Object.fromEntries(Object.entries(say.values ?? {}).map(([name, value]) => [name, number(value)])))].filter(Boolean).join(" · ");
  return h(
    "article",
    { class: "letter" },
    head && h("small", {}, head),
    href ? h("a", { href: inLanguage(href), target: "_blank", rel: "noopener" }, title) : h("b", {}, title),
    text && h("small", {}, text),
    own.length > 0 && h("div", { class: "chips" }, own.map((one) => lever(one, drive))),
  );
}

function lever({ word, action, fields, href }, drive) {
  if (href) return h("a", { class: "chip", href: inLanguage(href), target: "_blank", rel: "noopener" }, t(word));
  return h("button", { type: "button", class: "chip", onclick: () => drive(action, fields) }, t(word));
}

function inLanguage(href) {
  return `${href}${href.includes("?") ? "&" : "?"}lang=${lang()}`;
}

function number(value) {
  return typeof value === "number" ? value.toLocaleString(lang(), { maximumFractionDigits: 2 }) : value;
}
