Object.defineProperty(Navigator.prototype, "userAgent", { configurable: true, get: () => AGENT });

/* Methods of Bot API 9 that the packaged script, of level 8, does not have. Their words are those of a client of today. */
let telegram = window.Telegram;
let asked = 0;
const waiting = new Map();

function ask(type, data, done) {
  const req_id = `bridge-${++asked}`;
  waiting.set(req_id, done);
  telegram.WebView.postEvent(type, false, { req_id, ...data });
}

function listen(view) {
  const over = (take) => (type, data) => {
    const done = waiting.get(data.req_id);
    waiting.delete(data.req_id);
    done?.(data.error ?? null, take(data));
  };
  for (const kind of ["device", "secure"]) {
    view.onEvent(`${kind}_storage_key_saved`, over(() => true));
    view.onEvent(`${kind}_storage_key_received`, over((data) => data));
    view.onEvent(`${kind}_storage_key_restored`, over((data) => data));
    view.onEvent(`${kind}_storage_cleared`, over(() => true));
    view.onEvent(`${kind}_storage_failed`, over(() => undefined));
  }
  view.onEvent("requested_chat_sent", over(() => true));
  view.onEvent("requested_chat_failed", over(() => false));
}

function storage(kind) {
  const event = (what) => `web_app_${kind}_storage_${what}`;
  const box = {
    setItem: (key, value, done) => (ask(event("save_key"), { key, value: String(value) }, (error, ok) => done?.(error, ok)), box),
    removeItem: (key, done) => (ask(event("save_key"), { key, value: null }, (error, ok) => done?.(error, ok)), box),
    getItem: (key, done) => (ask(event("get_key"), { key }, (error, data) => done?.(error, data?.value ?? null, data?.can_restore ?? false)), box),
    clear: (done) => (ask(event("clear"), {}, (error, ok) => done?.(error, ok)), box),
  };
  if (kind === "secure") box.restoreItem = (key, done) => (ask(event("restore_key"), { key }, (error, data) => done?.(error, data?.value ?? null)), box);
  return box;
}

function extend({ WebApp, WebView }) {
  listen(WebView);
  WebApp.DeviceStorage = storage("device");
  WebApp.SecureStorage = storage("secure");
  WebApp.hideKeyboard ??= () => WebView.postEvent("web_app_hide_keyboard", false, {});
  WebApp.requestChat ??= (id, done) => {
    waiting.set(id, (_, sent) => done?.(sent));
    WebView.postEvent("web_app_request_chat", false, { req_id: id });
  };
}

Object.defineProperty(window, "Telegram", {
  configurable: true,
  get() {
    if (telegram?.WebApp && telegram.WebView && !telegram.WebApp.DeviceStorage) extend(telegram);
    return telegram;
  },
  set(given) {
    telegram = given;
  },
});
