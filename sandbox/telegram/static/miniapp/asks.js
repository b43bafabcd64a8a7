import { home } from "../conversation/keyboard.js";
import { confirmDialog, openDialog } from "../page/dialog.js";
import { h } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";
import { hasQuirk } from "./quirks.js";
import { scanQr } from "./scanner.js";

const WORDS = { ok: "ok", close: "close", cancel: "cancel" };

/** What the app asks the person: popups, scanner, phone, permission to write, location. One question at a time. */
export const asks = {
  async web_app_open_popup(host, data) {
    if (host.asking || hasQuirk(host.app, "no-popup")) return host.send("popup_closed", {});
    const button_id = await alone(host, () => popup(host, data));
    host.shown.popup = null;
    return host.send("popup_closed", button_id === null ? {} : { button_id });
  },

  async web_app_request_phone(host) {
    const phone = host.app.world.me.phone ?? "";
    const allow = !host.asking && (await alone(host, () => confirmDialog(t("ask-phone", { phone }), t("share"))));
    await tell(host, "/sim/contact_request", { allow });
    host.send("phone_requested", { status: allow ? "sent" : "cancelled" });
  },

  async web_app_request_write_access(host) {
    const allow = !host.asking && (await alone(host, () => confirmDialog(t("ask-write"), t("allow"))));
    if (allow) await tell(host, "/sim/write_access", {});
    host.send("write_access_requested", { status: allow ? "allowed" : "cancelled" });
  },

  async web_app_open_scan_qr_popup(host, { text }) {
    if (hasQuirk(host.app, "web-a-qr")) return toast(t("qr-unsupported"));
    if (host.scanner) return;
    host.scanner = new AbortController();
    await scanQr(host.app, text, host.scanner.signal, (data) => host.send("qr_text_received", { data }));
    host.scanner = null;
    host.send("scan_qr_popup_closed", {});
  },

  web_app_close_scan_qr_popup: (host) => host.scanner?.abort(),

  web_app_check_location: (host) => host.send("location_checked", { available: true, access_requested: grant(host) !== null, access_granted: grant(host) === "yes" }),

  async web_app_request_location(host) {
    if (grant(host) === null) setGrant(host, (await alone(host, () => askPlace(host))) ? "yes" : "no");
    host.send("location_requested", grant(host) === "yes" ? place(host) : { available: false });
  },

  async web_app_open_location_settings(host) {
    setGrant(host, (await alone(host, () => askPlace(host))) ? "yes" : "no");
  },
};

/** The permission sheet: who asks, and for what. */
function askPlace(host) {
  return confirmDialog(t("ask-location"), t("allow"), { title: host.app.world.bot.name });
}

async function alone(host, ask) {
  host.asking = true;
  try {
    return await ask();
  } finally {
    host.asking = false;
  }
}

async function tell(host, path, body) {
  try {
    await post(path, { as: host.app.world.as, ...body });
  } catch (error) {
    failed(error);
  }
}

function popup(host, { title, message, buttons }) {
  host.shown.popup = { title, message, buttons };
  const actions = (buttons?.length ? buttons : [{ id: "", type: "close" }]).map(({ id, type, text }) => ({ value: id ?? "", text: text || t(WORDS[type] ?? "ok"), kind: type === "destructive" ? "danger" : "primary" }));
  return openDialog({ title, closable: false, className: "small", body: h("p", { class: "dialog-text" }, message), actions });
}

function grantKey(host) {
  return `sandbox.location.${host.app.world.as}`;
}

function grant(host) {
  return sessionStorage.getItem(grantKey(host));
}

function setGrant(host, value) {
  sessionStorage.setItem(grantKey(host), value);
}

function place(host) {
  const { lat, lon } = home(host.app.world.as);
  return { available: true, latitude: lat, longitude: lon, altitude: 150, course: null, speed: null, horizontal_accuracy: 12, vertical_accuracy: null, course_accuracy: null, speed_accuracy: null };
}
