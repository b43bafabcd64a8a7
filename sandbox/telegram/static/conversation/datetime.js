import { now } from "../page/moments.js";
import { lang } from "../page/words.js";

const UNITS = [["year", 31_536_000], ["month", 2_592_000], ["week", 604_800], ["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];
const AGAIN_MS = 20_000;

/** Moments in a message are shown by the reader's own watch, in the form the bot asked for; the whole moment on pointing. */
export function dressTimes(words, zone) {
  for (const node of words.querySelectorAll("time[data-unix]")) {
    const moment = new Date(Number(node.dataset.unix) * 1000);
    node.dateTime = moment.toISOString();
    node.title = format(moment, zone, { dateStyle: "full", timeStyle: "short" });
    node.tabIndex = 0;
    if (node.dataset.format) node.textContent = shown(moment, node.dataset.format, zone);
  }
}

function shown(moment, wish, zone) {
  if (wish === "r") return relative(moment);
  const options = {
    ...(wish.includes("w") && { weekday: "long" }),
    ...(wish.includes("d") && { day: "2-digit", month: "2-digit", year: "2-digit" }),
    ...(wish.includes("D") && { day: "numeric", month: "long", year: "numeric" }),
    ...(/t/i.test(wish) && { hour: "2-digit", minute: "2-digit" }),
    ...(wish.includes("T") && { second: "2-digit" }),
  };
  return format(moment, zone, { hourCycle: "h23", ...options });
}

function format(moment, zone, options) {
  return new Intl.DateTimeFormat(lang() === "ru" ? "ru" : "en-GB", { timeZone: zone, ...options }).format(moment);
}

function relative(moment) {
  const seconds = (moment.getTime() - now().getTime()) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(lang(), { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** "in 5 minutes" does not stay true. */
export function keepTimesTrue() {
  setInterval(() => {
    for (const node of document.querySelectorAll('time[data-format="r"]')) node.textContent = relative(new Date(Number(node.dataset.unix) * 1000));
  }, AGAIN_MS);
}
