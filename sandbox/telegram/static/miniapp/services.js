import { confirmDialog } from "../page/dialog.js";
import { toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";
import { hasQuirk } from "./quirks.js";

const MOST_SECURE_KEYS = 10;

/** Small services of the client: storage, clipboard, and honest refusals for what a browser page has not got. */
export const services = {
  async web_app_read_text_from_clipboard(host, { req_id }) {
    const data = hasQuirk(host.app, "web-a-clipboard") ? null : await navigator.clipboard?.readText().catch(() => null);
    host.send("clipboard_text_received", { req_id, data: data ?? null });
  },

  async web_app_invoke_custom_method(host, { req_id, method, params }) {
    if (hasQuirk(host.app, "no-storage")) return host.send("custom_method_invoked", { req_id, error: "UNSUPPORTED" });
    try {
      const { result, error } = await post("/sim/custom_method", { as: host.app.world.as, method, params });
      return host.send("custom_method_invoked", error ? { req_id, error } : { req_id, result });
    } catch (error) {
      return host.send("custom_method_invoked", { req_id, error: error.message });
    }
  },

  web_app_device_storage_save_key: (host, data) => save(host, "device", data),
  web_app_device_storage_get_key: (host, data) => read(host, "device", data),
  web_app_device_storage_clear: (host, data) => clear(host, "device", data),
  web_app_secure_storage_save_key: (host, data) => save(host, "secure", data, MOST_SECURE_KEYS),
  web_app_secure_storage_get_key: (host, data) => read(host, "secure", data),
  web_app_secure_storage_restore_key: (host, { req_id }) => host.send("secure_storage_failed", { req_id, error: "RESTORE_UNAVAILABLE" }),
  web_app_secure_storage_clear: (host, data) => clear(host, "secure", data),

  web_app_biometry_get_info: (host) => host.send("biometry_info_received", { available: false }),
  web_app_biometry_request_access: (host) => host.send("biometry_info_received", { available: false }),
  web_app_biometry_request_auth: (host) => host.send("biometry_auth_requested", { status: "failed" }),
  web_app_biometry_update_token: (host) => host.send("biometry_token_updated", { status: "failed" }),
  web_app_start_accelerometer: (host) => host.send("accelerometer_failed", { error: "UNSUPPORTED" }),
  web_app_stop_accelerometer: (host) => host.send("accelerometer_stopped"),
  web_app_start_gyroscope: (host) => host.send("gyroscope_failed", { error: "UNSUPPORTED" }),
  web_app_stop_gyroscope: (host) => host.send("gyroscope_stopped"),
  web_app_start_device_orientation: (host) => host.send("device_orientation_failed", { error: "UNSUPPORTED" }),
  web_app_stop_device_orientation: (host) => host.send("device_orientation_stopped"),
  web_app_add_to_home_screen: (host) => addToHome(host),
  web_app_check_home_screen: (host) => host.send("home_screen_checked", { status: localStorage.getItem(homeKey(host)) ? "added" : "missed" }),
  web_app_set_emoji_status: (host) => host.send("emoji_status_failed", { error: "UNSUPPORTED" }),
  web_app_request_emoji_status_access: (host) => host.send("emoji_status_access_requested", { status: "cancelled" }),
};

function homeKey(host) {
  return `sandbox.home.${host.app.world.as}`;
}

/** The home screen of a sandbox is a remembered yes. */
export async function addToHome(host) {
  const yes = host.asking ? false : await confirmDialog(t("ask-home", { name: host.app.world.bot.name }), t("add"));
  if (!yes) return host.send("home_screen_failed", { error: "USER_DECLINED" });
  localStorage.setItem(homeKey(host), "1");
  toast(t("home-added"), "good");
  return host.send("home_screen_added", {});
}

/** Each person has a storage of their own in this browser, as on a device of their own. */
function shelf(host, kind) {
  return `sandbox.${kind}.${host.app.world.as}.`;
}

function keysOf(host, kind) {
  return Object.keys(localStorage).filter((name) => name.startsWith(shelf(host, kind)));
}

function save(host, kind, { req_id, key, value }, most = Infinity) {
  const name = shelf(host, kind) + key;
  const full = value !== null && !localStorage.getItem(name) && keysOf(host, kind).length >= most;
  if (full) return host.send(`${kind}_storage_failed`, { req_id, error: "QUOTA_EXCEEDED" });
  if (value === null || value === undefined) localStorage.removeItem(name);
  else localStorage.setItem(name, String(value));
  return host.send(`${kind}_storage_key_saved`, { req_id });
}

function read(host, kind, { req_id, key }) {
  host.send(`${kind}_storage_key_received`, { req_id, value: localStorage.getItem(shelf(host, kind) + key) });
}

function clear(host, kind, { req_id }) {
  for (const name of keysOf(host, kind)) localStorage.removeItem(name);
  host.send(`${kind}_storage_cleared`, { req_id });
}
