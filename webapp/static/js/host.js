/* Telegram around us: theme, haptics, popups. Every call is guarded by the version that brought it, every answer by a time-out. */
window.Forma = (() => {
  const tg = window.Telegram?.WebApp;
  const root = document.documentElement;
  const has = (version) => Boolean(tg?.initData && tg.isVersionAtLeast(version));
  const lang = () => (tg?.initDataUnsafe?.user?.language_code || navigator.language || "ru").startsWith("ru") ? "ru" : "en";

  function paint() {
    const dark = tg?.initData ? tg.colorScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "dark" : "light";
    if (has("6.1")) tg.setHeaderColor("secondary_bg_color");
  }
  root.lang = lang();
  paint();
  tg?.onEvent("themeChanged", paint);
  if (/Telegram-Android.*\bLOW\)/.test(navigator.userAgent)) root.classList.add("low");

  /* A callback that a client never calls must not hold anybody up. */
  function answered(ask, otherwise, patience = 20000) {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(otherwise), patience);
      try { ask((value) => { clearTimeout(late); resolve(value); }); }
      catch { clearTimeout(late); resolve(otherwise); }
    });
  }

  function template(key) {
    const words = [...document.querySelectorAll(`template[data-say="${key}"]`)];
    return (words.find((one) => one.dataset.lang === root.lang) || words[0]).content.cloneNode(true);
  }

  let hiding;
  function toast(words, good = true) {
    const line = document.getElementById("toast");
    line.textContent = words;
    void line.offsetWidth;
    line.classList.add("shown");
    haptic(good ? "success" : "error");
    clearTimeout(hiding);
    hiding = setTimeout(() => line.classList.remove("shown"), 3500);
  }

  function haptic(kind) {
    if (!has("6.1")) return;
    if (kind === "selection") tg.HapticFeedback.selectionChanged();
    else tg.HapticFeedback.notificationOccurred(kind);
  }

  /* What is wrong with the network, until it is put right; of two things the worse is said. */
  const wrong = new Set();
  function notice(key, on) {
    if (on) wrong.add(key); else wrong.delete(key);
    const worst = ["expired-line", "offline", "slow", "sending", "slower"].find((one) => wrong.has(one));
    const line = document.getElementById("notice");
    line.hidden = !worst;
    line.replaceChildren(...(worst ? [template(worst)] : []));
  }

  function confirm(words) {
    if (!has("6.2")) return Promise.resolve(window.confirm(words));
    return answered((done) => tg.showConfirm(words.slice(0, 256), done), false, 60000);
  }

  /* Telegram's own sheet, or a page in the browser. The money is the server's to see: the page `then` shows it live. */
  function pay(url, where, then) {
    if (where === "sheet" && has("6.1")) return tg.openInvoice(url, (state) => state === "paid" && Forma.go(then, "replace"));
    return has("6.1") ? tg.openLink(url) : window.open(url, "_blank", "noopener");
  }

  return { tg, has, root, template, toast, haptic, notice, confirm, answered, pay, token: null, go: null };
})();
