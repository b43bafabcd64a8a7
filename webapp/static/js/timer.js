/* The stopwatch at the finish: a tap takes the moment, its number may come later; both wait here until the server has them. */
(() => {
  const AGAIN_MS = 5000;
  const SHOWN = 60;
  let timer = null;

  const $ = (id) => document.getElementById(id);
  const { element } = Forma;
  const say = (key, values) => Forma.filled(timer.words[key] ?? "", values);
  /* The server's time when we last heard of it, and what has passed since by a clock that nobody sets. */
  const now = () => timer.server + (performance.now() - timer.heard);
  const two = (number) => String(number).padStart(2, "0");
  function spent(ms, fine) {
    if (ms < 0) return `−${spent(-ms, fine)}`; // the start is still to come, by what is known here
    const seconds = Math.floor(ms / 1000);
    const text = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return fine ? `${text}.${two(Math.floor((ms % 1000) / 10))}` : text;
  }

  async function start() {
    const root = $("timer");
    if (timer?.root === root) return;
    stop();
    if (!root) return;
    const mine = (timer = { root, event: +root.dataset.event, gun: +root.dataset.gun, server: +root.dataset.now, heard: performance.now(), words: JSON.parse(root.dataset.words), taps: [], online: navigator.onLine });
    const taps = (await Forma.kept.get(`timer:${mine.event}`)) || [];
    if (timer !== mine) return;
    timer.taps = [...taps, ...timer.taps];
    timer.ticking = [setInterval(tick, 200), setInterval(send, AGAIN_MS)];
    tick();
    draw();
    send();
  }
  function stop() {
    timer?.ticking?.forEach(clearInterval);
    timer = null;
  }
  const tick = () => { const clock = $("timer-clock"); if (timer && clock) clock.textContent = spent(now() - timer.gun); };

  async function keep() {
    const mine = timer;
    const shelf = timer.taps.slice(0, 1000);
    const count = shelf.length;
    const stored = await Forma.kept.set(`timer:${timer.event}`, shelf, { waits: true });
    if (timer !== mine) return;
    timer.taps.push(...shelf.slice(count)); // of before, which the telephone was slow to say
    Forma.guard(!stored && timer.taps.some(waits));
  }
  const waits = (tap) => !tap.sent && (tap.number || tap.known);

  function tap() {
    const input = $("timer-next");
    timer.taps.unshift({ key: crypto.randomUUID(), at: now(), number: read(input.value), sent: false });
    input.value = "";
    Forma.haptic("success");
    keep();
    draw();
    send();
  }
  const read = (text) => { const number = Number.parseInt(text.replace(/\D/g, ""), 10); return number > 0 ? number : null; };

  function renumber(key, text) {
    const one = timer.taps.find((other) => other.key === key);
    const number = read(text);
    if (!one || number === one.number) return;
    if (number === null) return draw();
    Object.assign(one, { number, sent: false, state: null });
    keep();
    draw();
    send();
  }
  async function remove(key) {
    if (!(await Forma.confirm(say("remove-sure"))) || !timer) return;
    const one = timer.taps.find((other) => other.key === key);
    if (!one) return;
    if (one.known) Object.assign(one, { gone: true, sent: false });
    else timer.taps = timer.taps.filter((other) => other !== one);
    keep();
    draw();
    send();
  }

  async function send() {
    const mine = timer;
    if (!timer || timer.sending || timer.refused) return;
    const part = timer.taps.filter(waits).slice(-200);
    if (!part.length) return;
    timer.sending = true;
    const body = new FormData();
    const at = now();
    const sent = part.map(({ key, at: when, number, gone }) => ({ key, age: Math.max(0, at - when), number, gone: Boolean(gone) }));
    body.append("taps", JSON.stringify(sent));
    try {
      const said = await Forma.asked(`/org/events/${mine.event}/timer/taps`, body);
      if (timer !== mine) return;
      Object.assign(timer, { online: true, server: said.now, heard: performance.now(), gun: said.gun });
      const answers = new Map(said.answers.map((one) => [one.key, one]));
      for (const [index, one] of part.entries()) {
        const answer = answers.get(one.key);
        const same = one.number === sent[index].number && Boolean(one.gone) === sent[index].gone;
        if (answer) Object.assign(one, { known: true, sent: same, state: answer.state });
      }
      timer.taps = timer.taps.filter((one) => !(one.gone && one.sent));
      Forma.connected();
      loose();
      await keep();
    } catch (error) {
      if (timer !== mine) return;
      if ([403, 404].includes(error.status)) timer.refused = true;
      else { timer.online = false; if (!error.status) Forma.away(); }
    }
    timer.sending = false;
    draw();
    if (timer.online && !timer.refused && timer.taps.some(waits)) send();
  }

  /* What nobody wears is the organizer's to say; an answer that they are writing is not taken from them. */
  function loose() {
    const place = $("timer-loose");
    const writes = place && [...place.querySelectorAll("input.whose")].some((one) => one.value || one === document.activeElement);
    if (place && !writes) htmx.ajax("GET", place.dataset.loose, { source: place, target: place, swap: "innerHTML" });
  }

  function draw() {
    const list = $("timer-taps");
    if (!timer || !list) return;
    const state = timer.refused ? "gone" : timer.online ? "on" : "off";
    const count = timer.taps.filter((one) => !one.sent).length;
    const net = $("timer-net");
    net.querySelector("use").setAttribute("href", `#i-${{ on: "check", off: "cloud", gone: "lock" }[state]}`);
    net.querySelector(".line").textContent = say(`net-${state}`);
    net.querySelector(".sub").textContent = timer.refused ? say("refused") : count ? say("queue", { count }) : say("queue-empty");
    const open = document.activeElement?.dataset?.number;
    const shown = timer.taps.filter((one) => !one.gone).slice(0, SHOWN);
    const rows = shown.map((one) => (open === one.key ? list.querySelector(`[data-tap="${one.key}"]`) : null) || row(one));
    Forma.rows(list, rows.length ? rows : [element("li", "cell", say("none"))]);
  }
  function row(one) {
    const time = spent(one.at - timer.gun, true);
    const line = element("li", "cell");
    line.dataset.tap = one.key;
    const words = element("span", "words");
    const said = !one.number ? say("unnumbered") : one.sent ? say(`state-${one.state}`) : say("waits");
    words.append(element("span", "line", time), element("span", "sub", said));
    const input = Object.assign(element("input", "bib"), { value: one.number || "", inputMode: "numeric", maxLength: 6, placeholder: "№", autocomplete: "off" });
    input.dataset.number = one.key;
    input.setAttribute("aria-label", say("number-of", { time }));
    const button = element("button", "chip", "✕");
    button.type = "button";
    button.dataset.remove = one.key;
    button.setAttribute("aria-label", `${say("remove")} ${time}`);
    line.append(words, input, button);
    return line;
  }

  document.addEventListener("click", (event) => {
    if (!timer) return;
    const button = event.target.closest("button");
    if (button?.id === "tap") tap();
    else if (button?.dataset.remove) remove(button.dataset.remove);
  });
  document.addEventListener("change", (event) => { if (timer && event.target.dataset.number) renumber(event.target.dataset.number, event.target.value); });
  document.addEventListener("keydown", (event) => {
    if (!timer || event.key !== "Enter") return;
    if (event.target.id === "timer-next") { event.preventDefault(); tap(); }
    else if (event.target.dataset.number) event.target.blur();
  });
  addEventListener("forma:page", start);
  addEventListener("forma:over", stop);
  addEventListener("forma:online", () => { if (timer) { timer.online = true; send(); } });
  addEventListener("offline", () => { if (timer) { timer.online = false; draw(); } });
  start();
})();
