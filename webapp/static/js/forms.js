/* Requests: the token on each, progress at once, and one place where answers are told from failures. */
(() => {
  const SENT = "form[hx-post]";
  const slot = document.getElementById("page");
  const isStream = (element) => element.matches?.("[hx-sse\\:connect]");
  const header = (ctx, name) => ctx.response?.raw.headers.get(name);

  /* A page is asked for twice before it is given up; what is sent is sent once, and waited for. */
  const PAGE_MS = 40000, SENT_MS = 60000;
  const isPage = (ctx) => ctx.target === slot && ctx.request.method === "GET";
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    ctx.request.headers["Accept-Language"] = Forma.root.lang;
    ctx.fetch = isPage(ctx) ? Forma.eager : Forma.fetch;
    if (isPage(ctx)) ctx.request.timeout = PAGE_MS;
    if (ctx.request.method !== "GET") ctx.request.timeout ??= SENT_MS;
    if (isStream(ctx.sourceElement)) ctx.sourceElement.followed = ctx.request;
  });
  document.addEventListener("htmx:confirm", (event) => {
    const { ctx, issueRequest, dropRequest } = event.detail;
    event.preventDefault();
    Forma.confirm(ctx.confirm).then((yes) => (yes ? issueRequest() : dropRequest()));
  });
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const { sourceElement } = ctx;
    Forma.asks(ctx);
    if (isPage(ctx) || sourceElement.matches("form")) Forma.progress(ctx);
    if (isPage(ctx) || ctx.request.method !== "GET") ctx.slow = Forma.patience(isPage(ctx) ? "slow" : "sending");
    if (sourceElement.matches(SENT)) sourceElement.setAttribute("aria-busy", "true");
  });
  /* Two taps are one. */
  document.addEventListener("submit", (event) => {
    const files = event.target.matches(SENT) && event.target.querySelector("progress:not([hidden])");
    if (files) Forma.toast(Forma.template("uploading").textContent, false);
    if (!files && !event.target.matches(`${SENT}[aria-busy]`)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const said = header(ctx, "Forma-Toast");
    const { status } = ctx.response;
    if (status === 401 || (isPage(ctx) ? !ctx.text.includes("data-page") : isPart(ctx) && status >= 500)) {
      event.preventDefault();
      return status === 401 ? closed(ctx) : failed(ctx, true);
    }
    if (!isPage(ctx)) Forma.connected();
    if (status < 400) done(ctx); else undo(ctx.sourceElement, !said);
    if (said) Forma.toast(decodeURIComponent(said), status < 400);
    if (header(ctx, "Forma-Stay")) event.preventDefault();
    if (header(ctx, "Forma-Here") && !Forma.isLate(ctx)) Forma.stayAt(header(ctx, "Forma-Here"));
    if (header(ctx, "Forma-Close")) { Forma.token = null; Forma.tg?.close(); }
    const bill = header(ctx, "Forma-Pay");
    if (bill) Forma.pay(bill, header(ctx, "Forma-Pay-In"), header(ctx, "Forma-Pay-Then"));
    const next = header(ctx, "Forma-Go");
    if (!next) return;
    event.preventDefault();
    if (Forma.isLate(ctx)) return;
    Forma.guard(false);
    Forma.go(next, header(ctx, "Forma-Go-Mode"));
  });
  /* A page that comes is shown first, so that it is not asked for once more. */
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    ctx.sourceElement.removeAttribute("aria-busy");
    ctx.slow?.();
    Forma.done(ctx);
    if (isPage(ctx) && !Forma.isLate(ctx)) Forma.came();
  });
  /* What is sent as it is moved has moved already when it is asked for: what was refused moves back. */
  const moved = (form) => (form.matches?.(`${SENT}[hx-trigger=change]`) ? [...form.elements] : []);
  function done(ctx) {
    const form = ctx.sourceElement;
    for (const one of moved(form)) {
      const isSent = ({ value }) => ctx.request.body.getAll(one.name).includes(value);
      if (one.type === "checkbox") one.defaultChecked = isSent(one);
      for (const option of one.options || []) option.defaultSelected = isSent(option);
    }
    if (form.matches?.("form[data-guard]")) Forma.sent(ctx.at);
  }
  function undo(form, silent) {
    Forma.unsaid?.(form);
    if (!moved(form).length) return;
    form.reset(); // the same file, too, can be chosen again
    if (silent) Forma.toast(Forma.template(form.dataset.lost || "undone").textContent, false);
  }
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (ctx.target !== slot) return;
    if (Forma.isOld(ctx)) return event.preventDefault();
    Forma.over();
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target !== slot || Forma.isLate(event.detail.ctx)) return;
    if (event.detail.ctx.request.method !== "GET") Forma.mode = event.detail.ctx.response.status < 400 ? "stay" : "replace";
    Forma.apply();
    if (isPage(event.detail.ctx) && event.detail.ctx.response.status > 500) { Forma.shown = ""; Forma.away(true); } else Forma.connected();
    slot.querySelector(".field.wrong :is(input, textarea, select)")?.focus();
  });

  /* Neither the token nor a new one is good, or none could be had: what is written stays where it is. */
  function closed(ctx) {
    undo(ctx.sourceElement, true);
    if (!isPage(ctx) || Forma.isLate(ctx)) return;
    Forma.unchoose();
    Forma.closed();
  }
  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (!ctx || isStream(ctx.sourceElement)) return;
    Forma.haptic("error");
    undo(ctx.sourceElement, true);
    if (ctx.sourceElement.matches(SENT) && !moved(ctx.sourceElement).length) Forma.toast(Forma.template("unsure").textContent, false);
    failed(ctx);
  });
  function failed(ctx, silent) {
    if (isPart(ctx) || ctx.sourceElement.matches("form[hx-trigger=load]")) missed.set(ctx.sourceElement, ctx);
    if (isPage(ctx) && !Forma.isLate(ctx)) {
      Forma.unchoose();
      if (!Forma.page()) Forma.put(Forma.template("broken"));
    }
    Forma.away(silent);
  }
  /* A part of a page that did not come is asked for again when there is a network, though what asked for it asks but once. */
  const isPart = (ctx) => ctx.request.method === "GET" && ctx.sourceElement !== slot && !isStream(ctx.sourceElement);
  const missed = new Map();
  addEventListener("forma:online", () => {
    for (const [source, { target, swap, request }] of missed) if (source.isConnected) htmx.ajax(request.method, request.action, { source, target, swap });
    missed.clear();
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form && !Forma.dirty) Forma.guard(true);
    righted(event.target);
    if (form) dependent(form);
  });
  /* What is being put right is not called wrong any longer. */
  function righted(input) {
    input.removeAttribute("aria-invalid");
    input.closest(".field.wrong")?.classList.remove("wrong");
  }
  /* A question that another answer makes needless is not shown. */
  function dependent(form) {
    for (const field of form.querySelectorAll("[data-only-if]")) {
      const asked = JSON.parse(field.dataset.onlyIf);
      field.hidden = !isAsked(form, ...asked) || ("lacks" in field.dataset && new FormData(form).get(asked[0])?.includes("/"));
    }
  }
  /* Without values: when there is any answer but nought. A question that is hidden has none. */
  function isAsked(form, key, ...values) {
    if (form.querySelector(`[name="${key}"]`)?.closest(".field")?.hidden) return false;
    const given = new FormData(form).getAll(key);
    if (!values.length) return given.some((value) => value && Number(value) !== 0);
    return values.some((value) => (typeof value === "boolean" ? value === given.includes("true") : given.includes(value)));
  }
  Forma.dependent = dependent;
  addEventListener("forma:page", () => slot.querySelectorAll("form[data-guard]").forEach(dependent));

  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-offer]");
    if (!offer) return;
    const input = document.getElementById(offer.dataset.for);
    input.value = offer.dataset.offer;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
