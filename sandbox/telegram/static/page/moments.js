import { lang, t } from "./words.js";

let offsetMs = 0;

/** The sandbox has its own clock: "today" is the world's today. */
export function follow(nowIso) {
  const moment = Date.parse(nowIso);
  if (Number.isFinite(moment)) offsetMs = moment - Date.now();
}

export function now() {
  return new Date(Date.now() + offsetMs);
}

export function hourMinute(unix) {
  return format(unix, { hour: "2-digit", minute: "2-digit" });
}

export function shortMoment(unix) {
  const days = daysAgo(unix);
  if (days === 0) return hourMinute(unix);
  if (Math.abs(days) < 7) return format(unix, { weekday: "short" });
  return format(unix, { day: "2-digit", month: "2-digit", year: "2-digit" });
}

export function dayTitle(unix) {
  const days = daysAgo(unix);
  if (days === 0) return t("today");
  if (days === 1) return t("yesterday");
  const sameYear = new Date(unix * 1000).getFullYear() === now().getFullYear();
  return format(unix, { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) });
}

export function fullMoment(date) {
  return new Intl.DateTimeFormat(lang(), { weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
}

/** Seconds as a player shows them: 1:05. */
export function duration(seconds) {
  const whole = Math.round(seconds || 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** What is left, as short as it can be said: 45, 12, 3h. */
export function countdown(seconds) {
  if (seconds >= 3600) return t("hours-short", { n: Math.ceil(seconds / 3600) });
  return seconds >= 60 ? String(Math.ceil(seconds / 60)) : `0:${String(Math.floor(seconds)).padStart(2, "0")}`;
}

export function dayOf(unix) {
  return new Date(unix * 1000).toDateString();
}

function daysAgo(unix) {
  const start = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((start(now()) - start(new Date(unix * 1000))) / 86_400_000);
}

function format(unix, options) {
  return new Intl.DateTimeFormat(lang(), { hour12: false, ...options }).format(new Date(unix * 1000));
}
