/* The recorder: every point is kept on the telephone first and sent in parts, which the server knows by their names. It goes on while other pages are looked at. */
(() => {
  const EVERY_MS = 5000;
  const PART_MS = 10000;
  const OFTEN_MS = 800;
  const AGED_MS = 60000;
  const LATELY_MS = 60000;
  const SILENT_MS = 20000;
  const LATE_MS = 15000;
  let page = null; /* what is shown: { root, data, words, counting } */
  let run = null; /* what is recorded: kept under `track:<event>`, its closed parts beside it */

  const $ = (id) => document.getElementById(id);
  const say = (key, values) => Forma.filled(page.words[key] ?? "", values);
  const ticks = [setInterval(tick, 500), setInterval(send, EVERY_MS)];
  /* The server's time, as this clock has it: of a telephone only what passes is believed. */
  const now = () => Date.now() + run.ahead;
  const name = (part) => `track:${run.event}${part ? `:${part}` : ""}`;
  const path = (rest) => `/events/${run.event}/track${rest}`;
  const two = (number) => String(number).padStart(2, "0");
  function spent(ms) {
    const seconds = Math.max(0, Math.round(ms / 1000)), hours = Math.floor(seconds / 3600);
    const rest = `${two(seconds % 60)}`;
    return hours ? `${hours}:${two(Math.floor(seconds / 60) % 60)}:${rest}` : `${Math.floor(seconds / 60)}:${rest}`;
  }
  const figure = (value, digits) => value.toLocaleString(Forma.root.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const km = (metres) => figure(Math.floor(metres / 10) / 100, 2);

  async function start() {
    const root = $("recorder");
    if (!root) return (page = null), guard();
    if (page?.root === root) return;
    const data = JSON.parse(root.dataset.recorder);
    const mine = (page = { root, data, words: data.words, counting: Forma.counting(data.rule), ahead: data.now - Date.now() });
    if (run && run.event !== data.event) { unwatch(); run = null; }
    if (!run) {
      const found = await unfinished(data);
      if (page !== mine) return;
      run = found;
    }
    if (run) Object.assign(run, { gun: data.gun, rule: page.counting });
    guard();
    draw();
    send();
  }
  /* What this telephone has kept, or what the server has heard from it or from another one. */
  async function unfinished(data) {
    const { ahead } = page;
    const head = await Forma.kept.get(`track:${data.event}`);
    if (head && head.key === data.done) forget(data.event, head);
    else if (head) {
      const kept = await Promise.all(head.parts.map(async (key) => ({ key, points: await Forma.kept.get(`track:${data.event}:${key}`) })));
      const moved = Math.abs(head.ahead - ahead) > LATE_MS ? ahead : head.ahead;
      return fresh(data, { ...head, ahead: moved, parts: kept.filter((one) => one.points), anew: head.anew || head.state === "paused", state: head.state === "ending" ? "ending" : "unfinished" });
    }
    if (!data.open) return null;
    const { key, from, metres, last } = data.open;
    const count = { ...page.counting.none, anchor: last, last: last?.[0] || 0, along: metres, shown: metres };
    return fresh(data, { key, from, ahead, count, state: "unfinished" });
  }
  const fresh = (data, more) => ({ event: data.event, gun: data.gun, goal: data.goal, rule: page.counting, from: null, parts: [], points: [], recent: [], anew: false, online: navigator.onLine, stored: true, heard: 0, closed: Date.now(), ...more });

  async function keep() {
    const mine = run;
    const { key, from, ahead, count, points, anew, state, parts } = run;
    const stored = await Forma.kept.set(name(), { key, from, ahead, count, points, anew, state, parts: parts.map((one) => one.key) }, { waits: true });
    if (run === mine && run.stored !== stored) { run.stored = stored; draw(); }
  }
  function forget(event, head) {
    for (const one of head.parts) Forma.kept.drop(`track:${event}:${one.key || one}`);
    Forma.kept.drop(`track:${event}`);
  }
  /* While it records, Telegram asks before it closes us. */
  function guard() {
    if (Forma.has("6.2") && run?.state === "going") Forma.tg.enableClosingConfirmation();
    if (Forma.has("6.2") && run?.state !== "going" && !Forma.dirty) Forma.tg.disableClosingConfirmation();
  }

  function begin() {
    if (run) return;
    run = fresh(page.data, { key: crypto.randomUUID(), ahead: page.ahead, count: page.counting.none, state: "ready" });
    page.trouble = null;
    go();
  }
  function go() {
    if (!navigator.geolocation) return troubled("absent");
    Object.assign(run, { state: "going", anew: run.anew || run.state === "paused", accuracy: null, heard: 0, trouble: null });
    unwatch();
    run.watch = navigator.geolocation.watchPosition(located, lost, { enableHighAccuracy: true, maximumAge: 0, timeout: 30000 });
    Forma.haptic("selection");
    keep();
    awake();
    guard();
    draw();
  }
  function pause() {
    run.state = "paused";
    unwatch();
    part();
    keep();
    guard();
    draw();
    send();
  }
  function unwatch() {
    if (run?.watch !== undefined) navigator.geolocation.clearWatch(run.watch);
    if (run) run.watch = undefined;
    run?.lock?.release?.().catch(() => {});
    if (run) run.lock = null;
  }

  function located({ coords, timestamp }) {
    if (run?.state !== "going") return;
    const age = Math.min(Math.max(Date.now() - timestamp, 0), AGED_MS);
    const at = Math.round(now() - age);
    const before = run.points.at(-1)?.[0] ?? run.sent ?? run.count.last;
    Object.assign(run, { heard: Date.now(), accuracy: coords.accuracy ?? null, trouble: null });
    if (at - before < OFTEN_MS) return draw();
    const spot = [at, +coords.latitude.toFixed(7), +coords.longitude.toFixed(7), coords.accuracy === undefined ? null : Math.round(coords.accuracy * 10) / 10, run.anew ? 1 : 0];
    run.from ??= at;
    run.points.push(spot);
    count(spot);
    if (run.points.length >= page?.data.part) part();
    keep();
    draw();
  }
  function count(spot) {
    const started = spot[0] > run.gun;
    run.count = run.rule.step(run.count, spot);
    if (run.count.last !== spot[0]) return;
    run.anew = false;
    if (!started) run.count = { ...run.rule.none, anchor: spot, last: spot[0] };
    run.recent = [...run.recent.filter(([at]) => at > spot[0] - LATELY_MS), [spot[0], run.count.shown]];
    if (run.goal && run.count.shown >= run.goal && !run.arrived) { run.arrived = true; Forma.haptic("success"); }
  }
  function lost({ code }) {
    if (run?.state !== "going" || code !== 1) return draw();
    troubled("refused");
  }
  /* Without a single point there is no recording; else it waits. */
  function troubled(why) {
    unwatch();
    const empty = !run.from && !run.count.shown;
    if (empty) forget(run.event, run);
    else { run.state = "paused"; run.trouble = why; keep(); }
    if (empty) run = null;
    if (page) page.trouble = why;
    guard();
    draw();
  }

  async function awake() {
    const mine = run;
    if (run?.state !== "going" || document.hidden || run.lock) return;
    try { mine.lock = await navigator.wakeLock.request("screen"); } catch { mine.lock = null; }
    if (mine.lock && (run !== mine || mine.state !== "going")) { mine.lock.release().catch(() => {}); mine.lock = null; }
    mine.lock?.addEventListener("release", () => { mine.lock = null; draw(); });
    draw();
  }

  /* What is closed never changes any more, so that sent twice it is one. */
  function part() {
    run.closed = Date.now();
    if (!run.points.length) return;
    const one = { key: crypto.randomUUID(), points: run.points };
    run.parts.push(one);
    run.sent = run.points.at(-1)[0];
    run.points = [];
    Forma.kept.set(name(one.key), one.points, { waits: true });
  }
  async function send() {
    const mine = run;
    if (!run || run.sending || run.state === "unfinished") return;
    if (Date.now() - run.closed >= PART_MS || run.state === "ending") { part(); keep(); }
    run.sending = true;
    try {
      while (run === mine && mine.parts.length) await sendOne(mine);
      if (run === mine && mine.state === "ending") await end(mine);
    } catch (error) {
      if (run === mine) failed(error);
    }
    mine.sending = false;
    draw();
  }
  async function sendOne(mine) {
    const one = mine.parts[0];
    const body = new FormData();
    for (const [key, value] of Object.entries({ key: mine.key, part: one.key, points: JSON.stringify(one.points) })) body.append(key, value);
    try {
      const said = await Forma.asked(path("/parts"), body);
      if (run !== mine) return;
      if (Math.abs(said.now - now()) > LATE_MS) mine.ahead = said.now - Date.now();
      Object.assign(mine, { online: true, key: said.key, gun: said.gun, arrived: mine.arrived || said.arrived });
      Forma.connected();
    } catch (error) {
      if (error.status !== 422) throw error;
    }
    mine.parts = mine.parts.filter((other) => other !== one);
    Forma.kept.drop(`track:${mine.event}:${one.key}`);
    await keep();
    draw();
  }
  async function end(mine) {
    const body = new FormData();
    body.append("key", mine.key);
    await Forma.asked(path("/end"), body);
    if (run === mine) over();
  }
  function over() {
    const { event } = run;
    unwatch();
    forget(event, run);
    run = null;
    guard();
    if (Forma.here().split("?")[0] === `/events/${event}/track`) Forma.go(`/events/${event}/track`, "replace");
  }
  function failed(error) {
    if (!error.status || error.status >= 500 || error.status === 429) {
      run.online = error.status === 429;
      if (!error.status) Forma.away();
    } else if (error.status !== 401) {
      if (page) Forma.toast(say("gone"), false);
      over();
    }
  }

  async function finish() {
    const mine = run;
    if (!(await Forma.confirm(say("finish-sure"))) || run !== mine) return;
    unwatch();
    part();
    run.state = "ending";
    await keep();
    guard();
    draw();
    send();
  }

  function draw() {
    if (!page?.root.isConnected) return;
    const state = run?.state || "ready";
    page.root.dataset.state = state;
    $("recorder-turn").textContent = say({ ready: "start", going: "pause" }[state] || "go-on");
    $("recorder-turn").classList.toggle("soft", state === "going"); // one main thing to do
    $("recorder-finish").classList.toggle("soft", state !== "going");
    const trouble = $("recorder-trouble");
    trouble.hidden = !page.trouble;
    if (page.trouble) trouble.textContent = `${say(`gps-${page.trouble}`)}. ${say("gps-otherwise")}`;
    if (!run) return;
    $("recorder-so-far").textContent = say("unfinished-sub", { km: km(run.count.shown) });
    $("recorder-km").textContent = km(run.count.shown);
    const [first, last] = [run.recent[0], run.recent.at(-1)];
    const fresh = last && now() - last[0] < LATELY_MS / 2 && state === "going";
    $("recorder-pace").textContent = fresh ? pace(last[1] - first[1], last[0] - first[0], 20) : "–";
    $("recorder-average").textContent = run.count.last ? pace(run.count.shown, run.count.last - begun(), 50) : "–";
    $("recorder-said").textContent = state === "paused" ? (run.trouble ? `${say(`gps-${run.trouble}`)}. ${say("gps-otherwise")}` : say("paused"))
      : state === "ending" ? say(run.online ? "ending" : "ending-wait") : run.arrived ? say("arrived") : "";
    satellites();
    line("recorder-screen", say(run.lock ? "screen-kept" : "screen-free"));
    const left = run.points.length + run.parts.reduce((sum, one) => sum + one.points.length, 0);
    line("recorder-net", say(run.online ? "net-on" : run.stored ? "net-off" : "net-memory"), left ? say("net-queue", { count: left }) : say("net-sent"), run.online ? "check" : "cloud");
    $("recorder-net").dataset.state = run.online ? "on" : "off";
    tick();
  }
  function satellites() {
    const metres = Math.round(run.accuracy ?? 0);
    const quiet = run.heard ? Date.now() - run.heard : 0;
    const state = !run.heard ? "search" : quiet > SILENT_MS ? "silent" : run.accuracy > page.data.rule.worst ? "weak" : "good";
    const values = { metres, seconds: Math.round(quiet / 1000) };
    line("recorder-gps", say(`gps-${state}`, values), say(`gps-${state}-sub`, values));
    $("recorder-gps").dataset.state = state === "good" ? "on" : "off";
  }
  function line(id, words, sub = "", icon) {
    const cell = $(id), put = (part, text) => { const at = cell.querySelector(part); if (at.textContent !== text) at.textContent = text; };
    put(".line", words);
    put(".sub", sub);
    if (icon) cell.querySelector("use").setAttribute("href", `#i-${icon}`);
  }
  function pace(metres, ms, least) {
    if (metres < least || ms < 10000) return "–";
    return page.data.wheels ? figure((metres / ms) * 3600, 1) : spent((ms / metres) * 1000);
  }
  const begun = () => Math.max(run.from ?? now(), run.gun);
  function tick() {
    const clock = $("recorder-time");
    if (!run || !page?.root.isConnected || !clock) return;
    const wait = run.gun - now();
    const early = wait > 0;
    $("recorder-time-name").textContent = say(early ? "to-start" : "time");
    clock.textContent = early ? spent(wait) : run.from ? spent((run.state === "ending" ? run.count.last || now() : now()) - begun()) : "0:00";
    if (run.state === "going" && run.heard) satellites();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !page?.root.contains(button)) return;
    if (button.id === "recorder-finish" && run) finish();
    if (button.id === "recorder-turn") !run ? begin() : run.state === "going" ? pause() : go();
  });
  addEventListener("visibilitychange", () => { if (!document.hidden) { awake(); send(); } });
  addEventListener("forma:page", start);
  addEventListener("forma:online", () => { if (run) { run.online = true; send(); } });
  addEventListener("offline", () => { if (run) { run.online = false; draw(); } });
  start();
})();
