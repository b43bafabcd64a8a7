/* Moving between pages without ever leaving the document: our own stack, Telegram's buttons, focus and scroll. */
(() => {
  const { tg, has, root } = Forma;
  const slot = document.getElementById("page");
  const stack = [];
  let here = location.pathname + location.search;
  let visit = 0, turn = 0, newest = 0;
  let patience;
  let pressed = null;
  let coming = null;

  Forma.here = () => here;
  /* The same page with other filters. An answer that comes when the person has gone on changes nothing. */
  Forma.stayAt = (path) => { if (path.split("?")[0] === here.split("?")[0]) here = path; };
  slot.setAttribute("hx-sync", "this:replace");

  Forma.go = (path, mode = "push") => {
    if (mode === "push" && path !== here) stack.push({ path: here, scroll: scrollY });
    if (mode === "root") stack.length = 0;
    open(path, mode);
  };

  function open(path, mode, scroll = 0) {
    dispatchEvent(new CustomEvent("forma:leave"));
    here = coming = path;
    visit += 1;
    if (has("6.1") && stack.length) tg.BackButton.show();
    Forma.mode = mode;
    Forma.scroll = mode === "stay" ? scrollY : scroll;
    clearTimeout(patience);
    if (mode !== "stay") patience = setTimeout(mode === "replace" ? dim : skeleton, 150);
    htmx.ajax("GET", path, { source: slot, target: slot, swap: "innerHTML", visit });
  }
  /* Of what is asked for is known from where; what comes when the person has gone on is not shown over where they are. */
  Forma.asks = (ctx) => { ctx.visit ??= visit; ctx.at ??= Forma.shown; ctx.turn = ++turn; };
  Forma.isLate = (ctx) => ctx.visit !== visit;
  /* Of two answers for the same page the one that was asked for last stays. */
  Forma.isOld = (ctx) => {
    if (Forma.isLate(ctx) || ctx.turn < newest) return true;
    newest = ctx.turn;
  };
  Forma.came = () => { coming = null; };

  /* The outline of the page that comes; the tabs stay where they are, the button of the page before sleeps. */
  const shapes = JSON.parse(document.querySelector("meta[name=forma-shapes]").content).map(([path, shape]) => [new RegExp(path), shape]);
  function skeleton() {
    const shape = (shapes.find(([path]) => path.test(here.split("?")[0])) || [0, "cells"])[1];
    const bones = document.querySelector(`template[data-bones="${shape}"]`).content.cloneNode(true);
    const tabs = slot.querySelector(".tabs");
    if (tabs) bones.querySelector(".tabs")?.replaceWith(tabs);
    Forma.put(bones);
    if (tg?.initData) tg.MainButton.disable();
    if (has("7.10")) tg.SecondaryButton.disable();
    scrollTo(0, 0);
  }
  const dim = () => slot.classList.add("waiting");
  /* A tab, a filter: chosen at once, and given back when it could not be. */
  let chosen = [];
  function choose(link) {
    const alone = link.closest(".tabs, .segments");
    const on = alone ? "page" : "true";
    if (!alone && !link.matches(".chip[data-replace]")) return;
    for (const one of alone ? alone.querySelectorAll("a") : [link]) {
      chosen.push([one, one.getAttribute("aria-current")]);
      one.toggleAttribute("aria-current", false);
      if (alone ? one === link : chosen.at(-1)[1] === null) one.setAttribute("aria-current", on);
    }
  }
  Forma.unchoose = () => {
    clearTimeout(patience);
    slot.classList.remove("waiting");
    for (const [one, before] of chosen.reverse()) before === null ? one.removeAttribute("aria-current") : one.setAttribute("aria-current", before);
    chosen = [];
  };

  async function back() {
    if (Forma.dirty && page() && !(await Forma.confirm(Forma.template("unsaved").textContent))) return;
    const last = stack.pop();
    if (last) open(last.path, "back", last.scroll);
    else open(page()?.dataset.back || "/", "back");
  }
  const page = (Forma.page = () => slot.querySelector("[data-page]"));

  /* What one page alone needs comes with it, once. */
  const loaded = {};
  Forma.load = (src) => (loaded[src] ||= new Promise((done, failed) => {
    const nonce = document.querySelector("script[nonce]").nonce;
    const script = Object.assign(document.createElement("script"), { src, nonce, onload: done, onerror: () => { delete loaded[src]; failed(new Error(src)); } });
    document.head.append(script);
  }));
  /* A script that did not come is asked for again when there is a network. */
  const scripts = () => slot.querySelectorAll("[data-page], [data-photo], [data-paper]").forEach(({ dataset }) => dataset.script && Forma.load(dataset.script).catch(() => Forma.away()));
  addEventListener("forma:online", scripts);

  Forma.apply = () => {
    clearTimeout(patience);
    slot.classList.remove("waiting");
    chosen = [];
    const shown = page();
    if (!shown) return;
    Forma.shown = here;
    root.lang = shown.dataset.lang || root.lang;
    document.title = shown.dataset.title;
    history.replaceState(null, "", here + location.hash);
    const canGoBack = stack.length > 0 || "back" in shown.dataset;
    if (has("6.1")) tg.BackButton[canGoBack ? "show" : "hide"]();
    press("MainButton", shown.dataset.mainButton);
    press("SecondaryButton", shown.dataset.secondButton);
    guard(false);
    brighten(Boolean(shown.querySelector("[data-bright]")));
    shown.querySelectorAll("[data-fold]").forEach(fold);
    if (Forma.mode !== "replace" && Forma.mode !== "stay") {
      shown.querySelector("h1")?.focus({ preventScroll: true });
      scrollTo(0, Forma.scroll || 0);
    } else if (Forma.mode === "stay") scrollTo(0, Forma.scroll || 0);
    shown.querySelectorAll(".chips").forEach((row) => row.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }));
    if (shown.querySelector("[data-end]")) scrollTo(0, document.body.scrollHeight);
    scripts();
    dispatchEvent(new CustomEvent("forma:page"));
  };

  /* A ticket is shown large. Only who has asked for the whole screen gives it back, and no answer is waited for. */
  let large = false;
  function brighten(on) {
    if (!has("8.0") || on === large) return;
    large = on;
    if (on && !tg.isFullscreen) tg.requestFullscreen();
    if (!on && tg.isFullscreen) tg.exitFullscreen();
  }
  function fold(text) {
    text.classList.add("folded");
    const long = text.scrollHeight > text.clientHeight + 24;
    text.classList.toggle("folded", long);
    text.nextElementSibling.hidden = !long;
  }

  const actions = { MainButton: null, SecondaryButton: null };
  function press(name, json) {
    const wanted = json ? JSON.parse(json) : null;
    actions[name] = wanted;
    if (name === "MainButton") drawFallback(wanted);
    if (!tg?.initData || (name === "SecondaryButton" && !has("7.10"))) return;
    const { button_color, button_text_color, destructive_text_color } = tg.themeParams;
    const looks = wanted?.tone === "danger" ? { color: destructive_text_color || "#d0342c", text_color: "#ffffff" } : { color: button_color, text_color: button_text_color };
    if (wanted) tg[name].setParams({ text: wanted.text, is_visible: true, is_active: true, ...(name === "MainButton" ? looks : {}) });
    else tg[name].hide();
    tg[name].hideProgress();
  }
  /* Where no client draws the button, it stands in the page. */
  function drawFallback(wanted) {
    const bar = document.getElementById("fallback");
    const draw = wanted && !tg?.initData;
    bar.hidden = !draw;
    root.classList.toggle("has-fallback", Boolean(draw));
    if (!draw) return;
    const button = Object.assign(document.createElement("button"), { className: "button", textContent: wanted.text });
    button.addEventListener("click", () => act("MainButton"));
    bar.replaceChildren(button);
  }
  function act(name) {
    const action = actions[name]?.action || "";
    const [verb, target] = [action.slice(0, action.indexOf(":")), action.slice(action.indexOf(":") + 1)];
    if (tg?.[name]?.isProgressVisible) return;
    pressed = name;
    if (verb === "go") Forma.go(target);
    if (verb === "submit") slot.querySelector(target)?.requestSubmit();
    if (verb === "click") slot.querySelector(target)?.click();
  }
  if (tg) {
    tg.MainButton.onClick(() => act("MainButton"));
    if (has("7.10")) tg.SecondaryButton.onClick(() => act("SecondaryButton"));
    if (has("6.1")) tg.BackButton.onClick(back);
    if (has("7.0")) { tg.SettingsButton.show(); tg.SettingsButton.onClick(() => Forma.go("/me")); }
  }
  /* Until what was asked for by it has been answered. */
  Forma.progress = (ctx) => {
    if (!tg?.initData || !pressed) return;
    const button = tg[(ctx.button = pressed)];
    pressed = null;
    button.showProgress(false);
  };
  Forma.done = (ctx) => { if (ctx.button) tg[ctx.button].hideProgress(); };

  function guard(on) {
    Forma.dirty = on;
    if (has("6.2")) tg[on ? "enableClosingConfirmation" : "disableClosingConfirmation"]();
  }
  Forma.guard = guard;

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (event.isTrusted) pressed = null; // what comes of this is none of the button below
    if (event.target.closest("[data-retry]")) { Forma.again(); return; }
    if (event.target.closest("[data-close]")) { tg?.close(); return; }
    const unfolding = event.target.closest("[data-unfold]");
    if (unfolding) { unfolding.previousElementSibling.classList.remove("folded"); unfolding.hidden = true; return; }
    const copying = event.target.closest("[data-copy]");
    if (copying) { copy(copying); return; }
    if (event.target.closest("[data-back-now]")) { back(); return; }
    if (!link) return;
    const href = link.getAttribute("href");
    event.preventDefault();
    event.stopPropagation();
    if (link.dataset.locate) locate(link.dataset.locate);
    else if ("more" in link.dataset) { htmx.trigger(link.parentElement, "intersect"); Forma.probe(); }
    else if (href.startsWith("https://t.me/")) tg?.initData && has("6.1") ? tg.openTelegramLink(href) : window.open(href, "_blank", "noopener");
    else if (!href.startsWith("/") || "outside" in link.dataset) has("6.1") ? tg.openLink(new URL(href, location.origin).href) : window.open(href, "_blank", "noopener");
    else if (href !== coming) { Forma.haptic("selection"); choose(link); Forma.go(href, "root" in link.dataset ? "root" : "replace" in link.dataset ? "replace" : "push"); }
  }, true);

  /* An older client has no clipboard for us: then the words are chosen, for the person to copy. */
  async function copy(button) {
    try { await navigator.clipboard.writeText(button.dataset.copy); Forma.toast(button.dataset.copied); }
    catch { getSelection().selectAllChildren((button.closest(".copying") || document).querySelector("[data-copied-from]")); }
  }

  /* Telegram's own location first; a client without it, or one that keeps silent, leaves the browser's. */
  async function locate(path) {
    const from = visit;
    const place = (await fromTelegram()) || (await fromBrowser());
    if (from !== visit) return;
    if (place) Forma.go(path.replace("LAT", place.latitude.toFixed(3)).replace("LON", place.longitude.toFixed(3)), "replace");
    else Forma.toast(Forma.template("nowhere").textContent, false);
  }
  async function fromTelegram() {
    if (!has("8.0")) return null;
    const manager = tg.LocationManager;
    await Forma.answered((done) => (manager.isInited ? done() : manager.init(done)), null, 3000);
    if (!manager.isInited) return null;
    return Forma.answered((done) => manager.getLocation(done), null, 30000);
  }
  const fromBrowser = () => Forma.answered((done) => navigator.geolocation.getCurrentPosition((found) => done(found.coords), () => done(null), { timeout: 8000 }), null, 9000);

  /* What is written and not sent is not fetched anew over: there the network alone is looked for. */
  Forma.again = () => {
    if (Forma.dirty && page() && Forma.shown === here) return Forma.probe();
    Forma.notice("offline", false);
    Forma.retry();
  };
  Forma.retry = () => (Forma.token ? open(here, "replace") : Forma.launch());
})();
