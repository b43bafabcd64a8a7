/* Without a network it is said so at once, except where the page says it itself; when it is back, the page goes on by itself. */
(() => {
  const SOON_MS = 4000, SELDOM_MS = 30000, PATIENCE_MS = 15000;
  let pause = SOON_MS;
  let waiting, probing = false;

  async function probe() {
    if (probing) return;
    clearTimeout(waiting);
    probing = true;
    const answer = await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE_MS) }).catch(() => null);
    probing = false;
    if (answer?.ok) arrived(); else if (waiting) later();
  }
  function later() {
    waiting = setTimeout(probe, pause);
  }
  function arrived() {
    Forma.notice("offline", false);
    if (waiting) pause = Math.min(pause * 1.5, SELDOM_MS);
    waiting = undefined;
    if (!Forma.page() || Forma.shown !== Forma.here()) Forma.retry();
    dispatchEvent(new CustomEvent("forma:online"));
  }
  /* `silent`: the server is there, but could not answer this. */
  Forma.away = (silent) => {
    if (silent !== true && Forma.page() && !document.querySelector("#page [data-says-offline]")) Forma.notice("offline", true);
    if (!waiting) later();
  };
  Forma.probe = probe;
  /* An answer may have been on its way before the network went: it is asked again, not believed. */
  Forma.connected = () => { if (waiting) probe(); else pause = SOON_MS; };

  /* Words for who waits long; called, it was the end of it. */
  const LONG_MS = 5000;
  Forma.patience = (key) => {
    const late = setTimeout(() => Forma.notice(key, true), LONG_MS);
    return () => { clearTimeout(late); Forma.notice(key, false); };
  };

  addEventListener("online", probe);
  addEventListener("offline", Forma.away);
})();
