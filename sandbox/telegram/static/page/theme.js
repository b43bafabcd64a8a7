const KEY = "sandbox.theme";
const listeners = new Set();
const system = matchMedia("(prefers-color-scheme: dark)");

function stored() {
  return new URLSearchParams(location.search).get("theme") ?? localStorage.getItem(KEY) ?? "auto";
}

export function theme() {
  const choice = stored();
  if (choice === "dark" || choice === "light") return choice;
  return system.matches ? "dark" : "light";
}

export function switchTheme() {
  setTheme(theme() === "dark" ? "light" : "dark");
}

export function setTheme(choice) {
  localStorage.setItem(KEY, choice);
  apply();
}

export function onTheme(listener) {
  listeners.add(listener);
}

export function apply() {
  document.documentElement.dataset.theme = theme();
  for (const listener of listeners) listener(theme());
}

system.addEventListener("change", apply);

/** What a mini-app gets as its colours: the same fifteen names that Telegram's own clients send. */
export function themeParams() {
  return theme() === "dark" ? DARK : LIGHT;
}

const LIGHT = {
  bg_color: "#ffffff",
  secondary_bg_color: "#f4f4f5",
  text_color: "#000000",
  hint_color: "#707579",
  link_color: "#2678b6",
  button_color: "#3390ec",
  button_text_color: "#ffffff",
  header_bg_color: "#ffffff",
  bottom_bar_bg_color: "#ffffff",
  accent_text_color: "#2678b6",
  section_bg_color: "#ffffff",
  section_header_text_color: "#2678b6",
  section_separator_color: "#dfe1e5",
  subtitle_text_color: "#707579",
  destructive_text_color: "#d1323e",
};

const DARK = {
  bg_color: "#17212b",
  secondary_bg_color: "#0e1621",
  text_color: "#f5f5f5",
  hint_color: "#8a99a8",
  link_color: "#6ab3f3",
  button_color: "#5288c1",
  button_text_color: "#ffffff",
  header_bg_color: "#17212b",
  bottom_bar_bg_color: "#17212b",
  accent_text_color: "#6ab2f2",
  section_bg_color: "#17212b",
  section_header_text_color: "#6ab3f3",
  section_separator_color: "#101921",
  subtitle_text_color: "#8a99a8",
  destructive_text_color: "#ef6a6a",
};
