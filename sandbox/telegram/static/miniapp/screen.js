import { toast } from "../page/toast.js";
import { themeParams } from "../page/theme.js";
import { h, icon } from "../page/dom.js";
import { t } from "../page/words.js";
import { hasQuirk, isUnanswered } from "./quirks.js";

const FULL_TOP = 46;
const PHONE_TOP = 47;
const PHONE_BOTTOM = 34;

export function themeChanged(host) {
  paint(host);
  host.send("theme_changed", { theme_params: themeParams() });
}

export function viewportChanged(host, stable) {
  const { clientWidth: width, clientHeight: height } = host.sheet.area;
  host.send("viewport_changed", { height, width, is_expanded: host.shown.expanded, is_state_stable: stable });
}

/** Everything of the app that Telegram itself draws: colours, size, buttons, vibration. */
export const screen = {
  web_app_request_theme: themeChanged,
  web_app_request_viewport: (host) => viewportChanged(host, true),
  web_app_request_safe_area: safeArea,
  web_app_request_content_safe_area: contentSafeArea,

  web_app_expand(host) {
    host.shown.expanded = true;
    host.sheet.element.classList.add("expanded");
    viewportChanged(host, true);
  },

  web_app_request_fullscreen(host) {
    if (host.shown.fullscreen) return host.send("fullscreen_failed", { error: "ALREADY_FULLSCREEN" });
    return fullscreen(host, true);
  },

  web_app_exit_fullscreen: (host) => fullscreen(host, false),

  web_app_setup_main_button: (host, data) => setupButton(host, "main", data),
  web_app_setup_secondary_button: (host, data) => setupButton(host, "secondary", data),

  web_app_setup_back_button(host, { is_visible }) {
    host.shown.back = Boolean(is_visible);
    const { leaveButton } = host.sheet;
    const name = is_visible ? "back" : "close";
    leaveButton.setAttribute("aria-label", t(name));
    leaveButton.title = t(name);
    leaveButton.replaceChildren(icon(name));
  },

  web_app_setup_settings_button: (host, { is_visible }) => (host.shown.settings = Boolean(is_visible)),
  web_app_setup_closing_behavior: (host, { need_confirmation }) => (host.shown.confirm = Boolean(need_confirmation)),
  web_app_setup_swipe_behavior: (host, { allow_vertical_swipe }) => (host.shown.swipes = Boolean(allow_vertical_swipe)),
  web_app_toggle_orientation_lock: (host, { locked }) => (host.shown.orientationLocked = Boolean(locked)),
  web_app_set_header_color: (host, data) => remember(host, "header", data),
  web_app_set_background_color: (host, data) => remember(host, "background", data),
  web_app_set_bottom_bar_color: (host, data) => remember(host, "bar", data),

  web_app_trigger_haptic_feedback(host, data) {
    const kind = data.impact_style ?? data.notification_type ?? data.type;
    host.shown.haptic = kind;
    navigator.vibrate?.(kind === "error" ? [30, 40, 30] : 12);
    const mark = h("span", { class: "haptic-mark", "aria-hidden": "true" }, t("haptic", { kind }));
    host.sheet.element.append(mark);
    mark.addEventListener("animationend", () => mark.remove());
    host.sheet.element.classList.add("haptic");
    setTimeout(() => host.sheet.element.classList.remove("haptic"), 180);
  },

  web_app_share_to_story: () => toast(t("story"), "good"),
  web_app_hide_keyboard: () => document.activeElement?.blur(),
};

/** A phone in full screen has its status bar above and its line below; a window has neither. */
function safeArea(host) {
  const phone = host.shown.fullscreen && matchMedia("(max-width: 719px)").matches;
  host.send("safe_area_changed", { top: phone ? PHONE_TOP : 0, bottom: phone ? PHONE_BOTTOM : 0, left: 0, right: 0 });
}

function contentSafeArea(host) {
  host.send("content_safe_area_changed", { top: host.shown.fullscreen ? FULL_TOP : 0, bottom: 0, left: 0, right: 0 });
}

function fullscreen(host, wanted) {
  host.shown.fullscreen = wanted;
  host.sheet.element.classList.toggle("full", wanted);
  if (!hasQuirk(host.app, "no-fullscreen-event")) host.send("fullscreen_changed", { is_fullscreen: wanted });
  if (!isUnanswered(host.app, "web_app_request_safe_area")) {
    safeArea(host);
    contentSafeArea(host);
  }
  viewportChanged(host, true);
}

function setupButton(host, which, data) {
  const button = host.sheet[which];
  const visible = Boolean(data.is_visible && data.text?.trim());
  host.shown[which] = visible ? { text: data.text, active: data.is_active !== false, progress: Boolean(data.is_progress_visible), position: data.position } : null;
  button.hidden = !visible;
  if (visible) dress(button, data);
  if (which === "secondary" && data.position) host.sheet.bar.dataset.position = data.position;
  const both = !host.sheet.main.hidden && !host.sheet.secondary.hidden;
  host.sheet.bar.className = `app-bar ${both ? host.sheet.bar.dataset.position ?? "left" : "single"}`;
  host.sheet.bar.hidden = host.sheet.main.hidden && host.sheet.secondary.hidden;
}

function dress(button, { text, color, text_color, is_active, is_progress_visible, has_shine_effect }) {
  button.textContent = text;
  button.style.background = hex(color) ?? themeParams().button_color;
  button.style.color = hex(text_color) ?? themeParams().button_text_color;
  button.disabled = is_active === false || Boolean(is_progress_visible);
  button.classList.toggle("busy", Boolean(is_progress_visible));
  button.classList.toggle("shine", Boolean(has_shine_effect));
  button.setAttribute("aria-busy", String(Boolean(is_progress_visible)));
}

/** A colour is kept as it was asked for, a name or a value: a named one follows the theme. */
function remember(host, part, { color_key, color }) {
  host.shown[`${part}Color`] = color_key ?? color;
  paint(host);
}

function paint(host) {
  const { element } = host.sheet;
  const value = (asked, fallback) => themeParams()[asked] ?? hex(asked) ?? themeParams()[fallback];
  const header = value(host.shown.headerColor, "header_bg_color");
  element.style.setProperty("--app-head", header);
  element.style.setProperty("--app-head-text", isDark(header) ? "#ffffff" : "#0b0b0c");
  element.style.setProperty("--app-bg", value(host.shown.backgroundColor, "bg_color"));
  element.style.setProperty("--app-bar", value(host.shown.barColor, "bottom_bar_bg_color"));
}

/** Only a plain #rrggbb from the app reaches the style. */
function hex(color) {
  return /^#[0-9a-f]{6}$/i.test(color ?? "") ? color : null;
}

function isDark(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 < 140;
}
