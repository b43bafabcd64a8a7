/* What changes while a page is open. When the stream is cut, the page asks now and then, and says so. */
(() => {
  const EVERY_MS = 8000, PATIENCE_MS = 20000;
  let asking;

  const stream = () => document.querySelector("[hx-sse\\:connect]");
  const away = (event) => {
    const element = event.target;
    if (element !== stream() || asking) return;
    Forma.notice("slower", true);
    asking = setInterval(() => ask(element), EVERY_MS);
    setTimeout(() => ask(element), 300 * Math.random());
  };

  let busy = false;
  async function ask(element) {
    if (!element.isConnected) return rest();
    if (busy) return;
    busy = true;
    const address = new URL(element.getAttribute("hx-sse:connect"), location.origin);
    const { version } = element.dataset;
    if (version) address.searchParams.set("after", version);
    address.searchParams.set("once", "1");
    try {
      const answer = await Forma.fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (element !== stream()) return;
      if ([401, 403, 404].includes(answer.status)) return gone(answer.status);
      if (!answer.ok) return;
      const said = await answer.text();
      if (element !== stream() || element.dataset.version !== version) return; // the stream was quicker
      element.dataset.version = answer.headers.get("Forma-Version") || "";
      if (said) await htmx.swap({ text: said, swap: "none swapEmpty:false", target: element, sourceElement: element }).then(news);
      if (element._htmx?.sse) element._htmx.sse.delayCanceller?.(); else htmx.ajax("GET", element.getAttribute("hx-sse:connect"), { source: element });
    } catch { /* still away: asked again in a while, and the notice says so */ } finally { busy = false; }
  }
  /* Blocked, without the role: the page itself says so, where it holds nothing that would go with it. Signed out: it stays as it is. */
  function gone(status) {
    if (status === 401 && !Forma.refused) return;
    rest();
    if (status === 401 || !dispatchEvent(new CustomEvent("forma:gone", { cancelable: true }))) return;
    Forma.guard(false);
    Forma.retry();
  }
  function rest() {
    clearInterval(asking);
    asking = undefined;
    Forma.notice("slower", false);
  }

  /* The page goes. A stream that is left is ended, though it has not been answered yet: a forgotten one takes one of the browser's six connections. */
  Forma.over = () => {
    stream()?.dispatchEvent(new CustomEvent("htmx:abort"));
    dispatchEvent(new CustomEvent("forma:over"));
  };
  /* What we put in ourselves, htmx would not see go; what it is to ignore, it only clears away. */
  Forma.put = (...nodes) => {
    const slot = document.getElementById("page");
    Forma.over();
    slot.toggleAttribute("hx-ignore", true);
    htmx.process(slot, true);
    slot.toggleAttribute("hx-ignore", false);
    slot.replaceChildren(...nodes);
  };

  /* It comes back with the token of now, not with the one that it began with. */
  document.addEventListener("htmx:sse:before:connection", ({ target }) => { if (target.followed) target.followed.headers.Authorization = `Bearer ${Forma.token}`; });
  document.addEventListener("htmx:sse:after:connection", rest);
  document.addEventListener("htmx:sse:error", away);
  document.addEventListener("htmx:sse:close", (event) => { if (event.detail.reason === "ended") away(event); });
  document.addEventListener("htmx:finally:request", (event) => { if (event.target === stream() && !event.target._htmx?.sse) away(event); });
  document.addEventListener("htmx:sse:after:message", (event) => {
    event.target.dataset.version = event.detail.message.id || "";
    news();
  });
  function news() {
    Forma.arrange?.();
    mine();
    htmx.trigger(document.body, "forma:news");
  }
  addEventListener("forma:online", () => { if (asking && stream()) ask(stream()); });
  addEventListener("forma:page", () => { if (asking) rest(); mine(); });

  /* Everybody gets the same bytes; which row is one's own is known here. */
  function mine() {
    const own = document.querySelector("[data-own]")?.dataset.own;
    for (const row of document.querySelectorAll("[data-runner]")) row.classList.toggle("own", row.dataset.runner === own);
  }
})();
