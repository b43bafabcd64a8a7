/* What changes while a page is open. When the stream is cut, the page asks now and then, and says so. */
(() => {
  const EVERY_MS = 8000;
  let asking;

  const stream = () => document.querySelector("[hx-sse\\:connect]");
  const away = (event) => {
    const element = event.target;
    if (element !== stream() || asking) return;
    Forma.notice("slower", true);
    asking = setInterval(() => ask(element), EVERY_MS);
    setTimeout(() => ask(element), 300 * Math.random());
  };

  async function ask(element) {
    if (!element.isConnected) return rest();
    const address = new URL(element.getAttribute("hx-sse:connect"), location.origin);
    if (element.dataset.version) address.searchParams.set("after", element.dataset.version);
    address.searchParams.set("once", "1");
    try {
      const answer = await fetch(address, { headers: { Authorization: `Bearer ${Forma.token}` } });
      if ([401, 403, 404].includes(answer.status)) return gone(answer.status);
      if (!answer.ok) return;
      element.dataset.version = answer.headers.get("Forma-Version") || "";
      if (answer.status === 200) htmx.swap({ text: await answer.text(), swap: "none swapEmpty:false", target: element, sourceElement: element }).then(() => { Forma.arrange?.(); mine(); htmx.trigger(document.body, "forma:news"); });
      if (!element._htmx?.sse) htmx.ajax("GET", element.getAttribute("hx-sse:connect"), { source: element });
    } catch { /* still away: asked again in a while, and the notice says so */ }
  }
  /* Signed out, blocked, without the role: the page itself says so, where it holds nothing that would go with it. */
  async function gone(status) {
    rest();
    if (status !== 401 && !dispatchEvent(new CustomEvent("forma:gone", { cancelable: true }))) return;
    Forma.guard(false);
    if (status !== 401 || (await Forma.reopen())) Forma.retry();
  }
  function rest() {
    clearInterval(asking);
    asking = undefined;
    Forma.notice("slower", false);
  }

  /* What we put in ourselves, htmx does not see go: a stream left open takes one of the browser's six connections for good. */
  let connection;
  Forma.put = (...nodes) => {
    connection?.abortController?.abort();
    document.getElementById("page").replaceChildren(...nodes);
  };

  document.addEventListener("htmx:sse:after:connection", (event) => {
    if (event.target === stream()) connection = event.detail.connection;
    rest();
  });
  document.addEventListener("htmx:sse:error", away);
  document.addEventListener("htmx:sse:close", (event) => { if (event.detail.reason === "ended") away(event); });
  document.addEventListener("htmx:error", (event) => { if (event.target.matches?.("[hx-sse\\:connect]")) away(event); });
  document.addEventListener("htmx:response:error", (event) => { if (event.target.matches?.("[hx-sse\\:connect]")) away(event); });
  document.addEventListener("htmx:sse:after:message", (event) => {
    event.target.dataset.version = event.detail.message.id || "";
    Forma.arrange?.();
    mine();
    htmx.trigger(document.body, "forma:news");
  });
  addEventListener("forma:online", () => { if (asking && stream()) ask(stream()); });
  addEventListener("forma:page", () => { if (asking) rest(); mine(); });

  /* Everybody gets the same bytes; which messages are one's own is known here. */
  function mine() {
    const me = document.querySelector("[data-page]")?.dataset.me;
    const low = innerHeight + scrollY > document.body.scrollHeight - 240;
    const own = document.querySelector("[data-own]")?.dataset.own;
    for (const row of document.querySelectorAll("[data-runner]")) row.classList.toggle("own", row.dataset.runner === own);
    let fresh = false;
    for (const message of document.querySelectorAll(".message:not([data-seen], .sending)")) {
      message.dataset.seen = "";
      message.classList.toggle("mine", message.dataset.author === me);
      if (message.dataset.author === me) Forma.said(message);
      const hour = message.querySelector("time");
      hour.textContent = new Date(hour.dateTime).toLocaleTimeString(Forma.root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      fresh = true;
    }
    if (fresh && low) scrollTo({ top: document.body.scrollHeight });
  }
})();
