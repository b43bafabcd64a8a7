import { EN } from "./words_en.js";
import { RU } from "./words_ru.js";

let current = "ru";

export function lang() {
  return current;
}

/** A persona speaks Russian or, for any other language, English. */
export function speak(languageCode) {
  current = (languageCode ?? "ru").startsWith("ru") ? "ru" : "en";
  document.documentElement.lang = current;
}

/** `t("members", {n: 5})`; plural entries are objects by plural category. */
export function t(key, params = {}) {
  const entry = (current === "ru" ? RU : EN)[key];
  if (entry === undefined) throw new Error(`no words for ${key}`);
  const text = typeof entry === "string" ? entry : entry[new Intl.PluralRules(current).select(params.n)] ?? entry.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? "");
}
