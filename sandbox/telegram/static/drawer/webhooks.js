import { h } from "../page/dom.js";
import { fullMoment, shortMoment } from "../page/moments.js";
import { t } from "../page/words.js";

/** What is done to any provider: hold what it tells, tell it twice, make it unavailable. */
export function levers({ held, trouble, copies }, drive, tells = true) {
  const button = (words, act) => h("button", { type: "button", class: "chip", onclick: act }, t(words));
  return h(
    "div",
    { class: "chips" },
    tells && (held ? button("till-release", () => drive("release", { shuffle: true })) : button("till-hold", () => drive("hold"))),
    trouble ? button("till-restore", () => drive("restore")) : button("till-outage", () => drive("outage", { times: 0 })),
    tells && (copies > 1 ? button("till-single", () => drive("copies", { times: 1 })) : button("till-doubled", () => drive("copies", { times: 2 }))),
  );
}

/** What it told, newest first, and how it was heard; each may be sent once more. */
export function webhooks(told, drive, heading) {
  const rows = [...told].reverse().map((one) => webhook(one, drive));
  return [h("h3", {}, t(heading)), ...(rows.length ? rows : [h("p", { class: "empty" }, t("till-silent"))])];
}

function webhook({ id, kind, at, answers, next_at, body, headers }, drive) {
  const heard = answers.length ? answers.map((one) => one || t("till-no-answer")).join(", ") : t("till-waits");
  const well = answers.some((one) => one >= 200 && one < 300);
  const summary = h("summary", {}, h("span", { class: "state" }), h("b", {}, kind), h("span", { class: "about" }, next_at && answers.length ? t("till-again-at", { heard, when: shortMoment(next_at) }) : heard), h("time", { title: fullMoment(new Date(at * 1000)) }, shortMoment(at)));
  const repeat = h("button", { type: "button", class: "chip", onclick: () => drive("repeat", { id }) }, t("till-repeat"));
  return h("details", { class: answers.length && !well ? "call bad" : "call", "data-key": id }, summary, repeat, h("pre", { tabindex: "0" }, JSON.stringify(body ? JSON.parse(body) : headers, null, 2)));
}
