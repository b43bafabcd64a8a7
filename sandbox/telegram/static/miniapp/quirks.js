export const PHONES = ["android-low", "android"];

/**
 * Gaps that real clients have. `?quirk=a,b` in the page's address turns them on for this window, the sandbox's settings for everybody.
 * The host acts them out; an app must live with each of them.
 */
export const QUIRKS = [...PHONES, "web-k-safe-area", "macos-theme", "web-a-qr", "web-a-clipboard", "no-popup", "no-fullscreen-event", "no-storage", "slow-frame", "old-client"];

export const OLD_VERSION = "6.0";
export const SLOW_FRAME_MS = 3000;

/** What the client does not answer at all. */
export const UNANSWERED = {
  "web-k-safe-area": ["web_app_request_safe_area", "web_app_request_content_safe_area"],
  "macos-theme": ["web_app_request_theme"],
};

export function inAddress() {
  return (new URLSearchParams(location.search).get("quirk") ?? "").split(",").filter(Boolean);
}

export function turnInAddress(name) {
  const on = inAddress();
  const others = PHONES.includes(name) ? on.filter((one) => !PHONES.includes(one)) : on;
  const left = on.includes(name) ? on.filter((one) => one !== name) : [...others, name];
  const url = new URL(location);
  if (left.length) url.searchParams.set("quirk", left.join(","));
  else url.searchParams.delete("quirk");
  history.replaceState(history.state, "", url);
}

export function hasQuirk(app, name) {
  return inAddress().includes(name) || Boolean(app.world.settings?.quirks?.includes(name));
}

/** The telephone that mini-apps are opened on; undefined leaves it to the settings for everybody. */
export function phone() {
  return PHONES.find((name) => inAddress().includes(name));
}

export function isUnanswered(app, eventType) {
  return Object.entries(UNANSWERED).some(([name, events]) => events.includes(eventType) && hasQuirk(app, name));
}
