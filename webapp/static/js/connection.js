/* Without a network it is said so at once, except where the page says it itself; when it is back, the page goes on by itself. */
(() => {
  const EVERY_MS = 4000;
  const slot = document.getElementById("page");
  let probing;

  async function probe() {
    const answer = await fetch("/health", { cache: "no-store", signal: AbortSignal.timeout?.(EVERY_MS) }).catch(() => null);
    if (answer?.ok) arrived();
  }
  function arrived() {
    Forma.notice("offline", false);
    clearInterval(probing);
    probing = undefined;
    if (!slot.querySelector("[data-page]") || Forma.shown !== Forma.here()) Forma.retry();
    dispatchEvent(new CustomEvent("forma:online"));
  }
  Forma.away = () => {
    if (slot.querySelector("[data-page]") && !slot.querySelector("[data-says-offline]")) Forma.notice("offline", true);
    probing ??= setInterval(probe, EVERY_MS);
  };
  Forma.probe = probe;
  /* An answer may have been on its way before the network went: it is asked again, not believed. */
  Forma.connected = () => { if (probing) probe(); };

  addEventListener("online", probe);
  addEventListener("offline", Forma.away);
})();
