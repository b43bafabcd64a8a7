/* The door of an event: every scan is answered at once, by the server or by the device itself, and none is lost. */
(() => {
  const PATIENCE_MS = 2500;
  const AGAIN_MS = 15000;
  const SAME_MS = 3000;
  const LIST_EVERY_MS = 120000;
  const WRONG_SHOWN = 20;
  const TONES = { in: "good", already: "warm", online: "warm", early: "warm", over: "warm", waiting: "warm", undone: "warm", unpaid: "warm" };
  const MARKS = { good: "check", warm: "clock", bad: "alert", calm: "ticket" };
  let door = null;

  const $ = (id) => document.getElementById(id);
  const path = (rest) => `/org/events/${door.event}/door${rest}`;
  const { element } = Forma;
  const say = (key, values) => Forma.filled(door.words[key] ?? "", values);
  /* Domain time: that of the server when we last heard of it, and what has passed since. */
  const now = () => Date.now() + door.ahead;
  const clock = (at) => new Intl.DateTimeFormat(Forma.root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: door.list?.zone || "UTC" }).format(at);
  const where = ({ at, gate }) => (at ? (gate ? say("already-hint", { time: clock(at), gate }) : say("already-nowhere", { time: clock(at) })) : "");

  const ask = (rest, body, patience) => Forma.asked(path(rest), body, patience);

  async function start() {
    const root = $("door");
    if (door?.root === root) return;
    stop();
    if (!root) return;
    const event = +root.dataset.event;
    const mine = (door = { root, event, open: Boolean(root.dataset.open), words: JSON.parse(root.dataset.words), ahead: 0, list: null, verify: null, queue: [], gate: null, online: navigator.onLine, gone: false, report: [] });
    const queue = (await Forma.kept.get(`door:${event}:queue`)) || [];
    const gate = await Forma.kept.get(`door:${event}:gate`);
    if (door !== mine) return;
    door.queue = [...queue, ...door.queue];
    const gates = [...root.querySelectorAll("[data-gate]")];
    door.gate = gates.find((one) => +one.dataset.gate === gate) || gates[0] || null;
    choose(door.gate);
    if (!scans() && door.open) $("verdict").querySelector(".more").textContent = say("no-scanner");
    await refresh();
    if (door !== mine) return;
    door.timers = [setInterval(() => (door.gone ? refresh().then(send) : door.queue.length ? send() : door.online || refresh()), AGAIN_MS), setInterval(() => door.online && refresh(), LIST_EVERY_MS)];
    send();
  }
  function stop() {
    door?.timers?.forEach(clearInterval);
    door = null;
  }

  /* The list that tickets are judged by without a network: the newest, or the one that was kept. */
  async function refresh() {
    const mine = door;
    const key = `door:${door.event}:list`;
    try {
      const list = await ask("/list");
      if (door !== mine) return;
      door.list = { ...list, ahead: list.now - Date.now() };
      await Forma.kept.set(key, door.list);
      door.online = true;
      door.gone = false;
    } catch (error) {
      if (door !== mine) return;
      lost(error);
      door.list ||= await Forma.kept.get(key);
    }
    if (door !== mine) return;
    door.ahead = door.list?.ahead ?? 0;
    if (door.list) for (const scan of door.queue) if (!scan.undone) arrived(scan);
    if (door.list && now() > door.list.closes && !door.queue.length) Forma.kept.drop(key); // nobody's names stay when it is over
    if (door.list && !door.verify) door.verify = await Forma.tickets.verifier(door.list.key, door.root.dataset.signatures).catch(() => null);
    if (door === mine) draw();
  }
  function lost(error) {
    if ([403, 404].includes(error.status)) barred();
    else if (!error.status || error.status >= 500) {
      door.online = false;
      if (!error.status) Forma.away();
    }
  }
  /* Nobody is let in here any more, and nobody's names stay; what waits is for whoever is given the door again. */
  function barred() {
    door.gone = true;
    door.list = null;
    Forma.kept.drop(`door:${door.event}:list`);
  }
  /* Who was let in here has come, whatever the list says. */
  function arrived(scan) {
    if (!scan.admitted) return;
    const known = door.list.people.find((one) => one[0] === scan.known);
    if (known) { known[3] = "in"; known[4] = scan.at; known[5] = scan.gateName; }
    else if (scan.known) door.list.people.push([scan.known, scan.number, scan.name || "", "in", scan.at, scan.gateName]);
  }

  /* One after another, in the order in which they came. */
  function inTurn(what) {
    return (door.turn = (door.turn || Promise.resolve()).then(() => door && scan(what)).catch(() => null));
  }
  /* A code or a person. The server knows best and is asked first; what it does not say in time the device says. */
  async function scan(what) {
    const mine = door;
    const one = { key: crypto.randomUUID(), at: now(), gate: door.gate ? +door.gate.dataset.gate : null, gateName: door.gate?.dataset.name || "", ...what };
    const tried = door.online && !door.gone;
    const said = tried ? await asked([one], PATIENCE_MS) : null;
    let answer = said?.answers[0];
    if (door !== mine) return;
    if (!answer) {
      answer = door.gone ? { answer: "gone" } : door.list ? await Forma.tickets.judge(one, door.list, door.verify, one.at) : { answer: "unsure" };
      if (answer.answer === "in") {
        Object.assign(one, { admitted: true, tried, known: answer.who, name: answer.name, number: answer.number });
        door.queue.push(one);
        await keep();
        if (door.list) arrived(one);
        answer = { ...answer, at: one.at, gate: one.gateName };
      }
    } else if (answer.answer === "in" && door.list) arrived({ admitted: true, known: answer.who, name: answer.name, number: answer.number, at: answer.at, gateName: answer.gate });
    show(answer);
    draw();
    return answer;
  }
  /* What is in memory alone would be lost with the page: Telegram asks before it closes. */
  async function keep() {
    const mine = door;
    const shelf = [...door.queue];
    const count = shelf.length;
    const stored = await Forma.kept.set(`door:${door.event}:queue`, shelf, { waits: true });
    if (door !== mine) return;
    door.queue.push(...shelf.slice(count)); // of before, which the telephone was slow to say
    Forma.guard(door.queue.length > 0 && !stored);
  }

  async function asked(scans, patience) {
    const body = new FormData();
    const sent = now();
    body.append("scans", JSON.stringify(scans.map(({ key, at, code, who, gate, admitted }) => ({ key, age: Math.max(0, sent - at), code, who, gate, admitted }))));
    try {
      const said = await ask("/scans", body, patience);
      if (door) door.online = true;
      Forma.connected();
      return said;
    } catch (error) {
      if (door) lost(error);
      return null;
    }
  }

  /* What waited goes out in one go; what comes back says who had come in elsewhere meanwhile. */
  async function send() {
    const mine = door;
    if (!door?.queue.length || door.sending || door.gone) return;
    door.sending = true;
    const isClear = await takeBack();
    const part = door === mine && isClear ? door.queue.filter((one) => !one.undone).slice(0, 200) : [];
    for (const one of part) one.tried = true;
    const said = part.length ? await asked(part, 10000) : null;
    if (door !== mine) return;
    door.sending = false;
    if (said) {
      const keys = new Set(said.answers.map((one) => one.key));
      door.queue = door.queue.filter((one) => one.undone || !keys.has(one.key));
      await keep();
      const wrong = said.answers.filter((one) => one.answer !== "in" && one.answer !== "undone");
      const repeats = wrong.filter((one) => one.answer === "already");
      door.report = [
        say("sent", { count: said.answers.length - wrong.length }),
        ...(repeats.length ? [say(`repeats-${new Intl.PluralRules(Forma.root.lang).select(repeats.length)}`, { count: repeats.length })] : []),
        ...(wrong.length > repeats.length ? [say("sent-refused", { count: wrong.length - repeats.length })] : []),
      ];
      const rows = wrong.map((one) => [one.name || `№ ${one.number || ""}`, `${say(one.answer)}${one.answer === "already" ? ` ${where(one)}` : ""}`]);
      door.wrong = [...rows, ...(door.wrong || [])].slice(0, WRONG_SHOWN); // those of before are still to be looked for
      if (door.queue.length) return send();
      refresh();
    }
    draw();
  }

  /* Undone here after it was sent, without an answer: the server takes it back too, where it came. */
  async function takeBack() {
    const mine = door;
    for (const one of door.queue.filter((other) => other.undone)) {
      try { await ask("/undo", keyed(one.key)); }
      catch (error) {
        if (door !== mine) return false;
        if (error.status !== 404) { lost(error); return false; }
      }
      if (door !== mine) return false;
      door.queue = door.queue.filter((other) => other !== one);
      await keep();
    }
    return true;
  }
  function keyed(key) {
    const body = new FormData();
    body.append("key", key);
    return body;
  }

  function show(one) {
    const tone = TONES[one.answer] || "bad";
    const box = $("verdict");
    if (!box) return;
    box.dataset.tone = tone;
    box.querySelector("use").setAttribute("href", `#i-${MARKS[tone]}`);
    box.querySelector(".word").textContent = say(one.answer);
    const who = [one.name || (one.unknown && one.answer === "in" ? say("offline-name") : ""), one.number ? say("number", { number: one.number }) : ""].filter(Boolean).join(" · ");
    box.querySelector(".who").textContent = who;
    box.querySelector(".who").hidden = !who;
    box.querySelector(".more").textContent = one.answer === "already" ? where(one) : one.answer === "in" && one.gate ? say("gate-name", { name: one.gate }) : say(`${one.answer}-hint`);
    Forma.haptic(tone === "good" ? "success" : tone === "warm" ? "warning" : "error");
    scrollTo({ top: 0 });
  }

  function draw() {
    const box = $("door-net");
    if (!door || !box) return;
    const waits = door.queue.length;
    box.dataset.state = door.gone ? "gone" : door.online ? "on" : "off";
    box.querySelector("use").setAttribute("href", `#i-${{ on: "check", off: "cloud", gone: "lock" }[box.dataset.state]}`);
    box.querySelector(".line").textContent = [say(`net-${box.dataset.state}`), waits ? say("queue", { count: waits }) : door.online ? say("queue-empty") : ""].filter(Boolean).join(" · ");
    box.querySelector(".sub").textContent = door.gone ? say("gone-hint") : door.list ? say("queue-kept", { count: door.list.people.length, time: clock(door.list.now) }) : say("queue-not-kept");
    $("door-send").hidden = !waits || door.gone;
    Forma.rows($("door-report"), [...(door.report.length ? [row(door.report.join(" · "), "")] : []), ...(door.wrong || []).map(([name, words]) => row(name, words))]);
    Forma.rows($("door-waiting"), door.queue.filter((one) => !one.undone).reverse().slice(0, 20).map((one) => row(one.name || say("number", { number: one.number || "?" }), [clock(one.at), one.gateName && say("gate-name", { name: one.gateName }), say("waits")].filter(Boolean).join(" · "), undoing(one))));
    find();
  }
  function row(title, sub, button) {
    const line = element("li", "cell");
    const words = element("span", "words");
    words.append(element("span", "line", title), element("span", "sub", sub));
    line.append(words, ...(button ? [button] : []));
    return line;
  }
  function undoing(one) {
    const button = element("button", "chip", say("undo"));
    button.type = "button";
    button.dataset.undo = one.key;
    button.setAttribute("aria-label", say("undo-name", { name: one.name || "" }));
    return button;
  }

  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  function find() {
    const input = $("door-search");
    if (!input) return;
    const said = plain(input.value.trim().replace(/^[№#]\s*/, ""));
    const number = /^\d+$/.test(said) ? +said : null;
    const found = !said || !door.list ? [] : door.list.people.filter(([, bib, name]) => (number === null ? ` ${plain(name)}`.replaceAll("-", " ").includes(` ${said.replaceAll("-", " ")}`) : bib === number)).slice(0, 8);
    const rows = found.map(([who, bib, name, state, at, gate]) => {
      const button = element("button", "chip", say("let-in"));
      button.type = "button";
      button.dataset.who = who;
      button.setAttribute("aria-label", say("let-in-name", { name }));
      return row([name, bib && say("number", { number: bib })].filter(Boolean).join(" · "), state === "in" ? `${say("already")} ${where({ at, gate })}` : state === "good" ? "" : say(state), state === "good" ? button : null);
    });
    Forma.rows($("door-found"), said && !found.length ? [row("", say("search-none"))] : rows);
  }

  function choose(gate) {
    if (!gate || !door) return;
    door.gate = gate;
    door.root.querySelectorAll(".chip[data-gate]").forEach((one) => one.setAttribute("aria-pressed", one === gate));
    Forma.kept.set(`door:${door.event}:gate`, +gate.dataset.gate);
  }

  const scans = () => Forma.has("6.4");
  /* Telegram's camera stays open while tickets are good; what is not closes it, to be read. */
  function scanning() {
    if (!scans()) return $("door-search").focus();
    let last = "", lastAt = 0;
    try {
      Forma.tg.showScanQrPopup({ text: say("scan-hint") }, (text) => {
        if (!door || (text === last && Date.now() - lastAt < SAME_MS)) return false;
        last = text;
        lastAt = Date.now();
        inTurn({ code: text.slice(0, 500) }).then((said) => {
          lastAt = Date.now();
          if (said && said.answer !== "in") Forma.tg.closeScanQrPopup();
        });
        return false;
      });
    } catch { /* it is open already */ }
  }

  async function undo(key) {
    if (!(await Forma.confirm(say("undo-sure"))) || !door) return;
    const waiting = door.queue.find((one) => one.key === key);
    if (waiting) {
      if (waiting.tried) waiting.undone = true; // it may have come without our hearing of it
      else door.queue = door.queue.filter((one) => one !== waiting);
      const known = door.list?.people.find((one) => one[0] === waiting.known);
      if (known) { known[3] = "good"; known[4] = null; known[5] = ""; }
      await keep();
      Forma.toast(say("undone-toast"));
      draw();
      return send();
    }
    try {
      await ask("/undo", keyed(key));
      Forma.toast(say("undone-toast"));
      refresh();
    } catch (error) {
      lost(error);
      Forma.toast(say("undo-failed"), false);
    }
  }

  document.addEventListener("click", (event) => {
    if (!door) return;
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "scan") scanning();
    else if (button.id === "door-send") send();
    else if (button.dataset.undo) undo(button.dataset.undo);
    else if (button.dataset.gate) choose(button);
    else if (button.dataset.who) {
      $("door-search").value = "";
      $("door-found").replaceChildren();
      inTurn({ who: +button.dataset.who });
    }
  });
  document.addEventListener("input", (event) => { if (event.target.id === "door-search" && door) find(); });
  addEventListener("forma:page", start);
  addEventListener("forma:over", stop);
  addEventListener("forma:online", () => { if (door) { door.online = true; refresh().then(send); } });
  addEventListener("forma:gone", (event) => {
    if (!door?.queue.some((one) => !one.undone)) return;
    event.preventDefault();
    barred();
    draw();
  });
  addEventListener("offline", () => { if (door) { door.online = false; draw(); } });
  start();
})();
