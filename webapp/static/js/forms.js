/* Requests: the token on each, progress at once, and one place where answers are told from failures. */
(() => {
  const SENT = "form[hx-post]";
  const FILE_MS = 300000; // a file of some megabytes by a network of the woods
  const slot = document.getElementById("page");
  const isFile = (form) => form.matches?.('[hx-encoding="multipart/form-data"]');
  const header = (ctx, name) => ctx.response?.raw.headers.get(name);

  document.addEventListener("htmx:config:request", (event) => {
    const { headers } = event.detail.ctx.request;
    if (isFile(event.detail.ctx.sourceElement)) event.detail.ctx.request.timeout = FILE_MS;
    if (Forma.token) headers.Authorization = `Bearer ${Forma.token}`;
    headers["Accept-Language"] = Forma.root.lang;
  });
  document.addEventListener("htmx:confirm", (event) => {
    const { ctx, issueRequest, dropRequest } = event.detail;
    event.preventDefault();
    Forma.confirm(ctx.confirm).then((yes) => (yes ? issueRequest() : dropRequest()));
  });
  document.addEventListener("htmx:before:request", (event) => {
    const { sourceElement } = event.detail.ctx;
    Forma.asks(event.detail.ctx);
    if (sourceElement.closest("form, .cell, #page")) Forma.progress(true);
    if (sourceElement.matches(SENT)) sourceElement.setAttribute("aria-busy", "true");
    if (isFile(sourceElement)) swapWords(sourceElement);
  });
  /* Two taps are one. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(`${SENT}[aria-busy]`)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    const said = header(ctx, "Forma-Toast");
    if (ctx.response.status === 401) { event.preventDefault(); return again(ctx); }
    if (!isPage(ctx)) Forma.connected();
    if (ctx.response.status < 400) done(ctx.sourceElement); else undo(ctx.sourceElement, !said);
    if (said) Forma.toast(decodeURIComponent(said), ctx.response.status < 400);
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
  const isPage = (ctx) => ctx.target === slot && ctx.request.method === "GET";
  document.addEventListener("htmx:finally:request", (event) => {
    event.detail.ctx.sourceElement.removeAttribute("aria-busy");
    Forma.progress(false);
  });
  /* What is sent as it is moved has moved already when it is asked for: what was refused moves back. */
  const moved = (form) => (form.matches?.(`${SENT}[hx-trigger=change]`) ? [...form.elements] : []);
  function done(form) {
    for (const one of moved(form)) {
      if (one.type === "checkbox") one.defaultChecked = one.checked;
      for (const option of one.options || []) option.defaultSelected = option.selected;
    }
    if (form.matches?.("form[data-guard]")) Forma.sent();
  }
  /* What stands under a file that is chosen, and what while it goes. */
  function swapWords(form) {
    for (const one of form.querySelectorAll("[data-sending]")) [one.textContent, one.dataset.sending] = [one.dataset.sending, one.textContent];
  }
  function undo(form, silent) {
    Forma.unsaid(form);
    if (isFile(form)) {
      swapWords(form);
      form.reset(); // so that the same one can be chosen again
      if (silent) Forma.toast(Forma.template("unsent-file").textContent, false);
      return;
    }
    if (!moved(form).length) return;
    form.reset();
    if (silent) Forma.toast(Forma.template("undone").textContent, false);
  }
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = event.detail;
    if (ctx.target !== slot) return;
    if (Forma.isLate(ctx)) event.preventDefault(); else Forma.comes();
  });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx.target !== slot || Forma.isLate(event.detail.ctx)) return;
    if (event.detail.ctx.request.method !== "GET") Forma.mode = event.detail.ctx.response.status < 400 ? "stay" : "replace";
    Forma.apply();
    Forma.connected();
    slot.querySelector(".field.wrong :is(input, textarea, select)")?.focus();
  });

  /* The token has run out: a new one for the same launch, then the same request once more. */
  async function again(ctx) {
    if (ctx.request.retried || !(await Forma.reopen())) return;
    if (ctx.request.method === "GET") Forma.go(Forma.here(), "replace");
    else ctx.sourceElement.requestSubmit?.();
  }

  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (!ctx || ctx.sourceElement.matches("[hx-sse\\:connect]")) return;
    Forma.haptic("error");
    undo(ctx.sourceElement, true);
    Forma.unchoose();
    if (ctx.target === slot && !slot.querySelector("[data-page]")) Forma.put(Forma.template("broken"));
    Forma.away();
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
