/* What is typed and not sent is kept by the server: a swipe, a call, a reload lose nothing. */
(() => {
  const WAIT_MS = 700;
  const slot = document.getElementById("page");
  const FORMS = "form[data-guard]:not([data-keeps])";
  const FIELDS = "input:not([type=hidden], [type=file]), textarea, select";
  let late, writing, kept = false, line = Promise.resolve();

  const address = (form, page = Forma.shown) => `/unsent?${new URLSearchParams({ page, form: form?.id || "" })}`;
  /* One after another: what was typed never arrives after the word that it was sent, and is not found before it.
     What is typed while the one before is on its way takes the place of what waits. */
  let newest = {};
  function ask(to, more) {
    const mine = more ? (newest = { to }) : null;
    const old = () => mine && mine !== newest && newest.to === to;
    line = line.catch(() => {}).then(() => (old() ? null : Forma.fetch(to, { ...more, signal: AbortSignal.timeout(20000) })));
    return line;
  }

  function typed(form) {
    const all = new URLSearchParams();
    for (const one of form.querySelectorAll(FIELDS)) {
      if (!one.name || (["checkbox", "radio"].includes(one.type) && !one.checked)) continue;
      all.append(one.name, one.value);
    }
    if (form.elements.version) all.append("version", form.elements.version.value);
    return all;
  }
  function keep() {
    clearTimeout(late);
    if (!writing?.isConnected) return;
    kept = true;
    const form = writing;
    ask(address(form), { method: "POST", body: typed(form), keepalive: true }).catch(() => { writing ??= form; });
    writing = null;
  }
  function forget(page = Forma.shown) {
    const gone = page !== Forma.shown;
    if (kept || gone) ask(address(null, page), { method: "POST", body: new URLSearchParams() }).catch(() => {});
    if (gone) return;
    clearTimeout(late);
    writing = null;
    kept = false;
  }
  Forma.sent = forget;

  document.addEventListener("input", (event) => {
    const form = event.target.closest(FORMS);
    if (!form) return;
    writing = form;
    clearTimeout(late);
    late = setTimeout(keep, WAIT_MS);
  });
  addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  addEventListener("pagehide", keep);
  addEventListener("forma:leave", keep);
  addEventListener("forma:online", keep); // what could not be kept meanwhile

  addEventListener("forma:page", async () => {
    kept = false;
    const page = Forma.page();
    if (!slot.querySelector(FORMS) || slot.querySelector(".wrong")) return;
    const answer = await ask(address()).catch(() => null);
    const found = answer?.ok ? await answer.json() : {};
    const form = found.form !== undefined && [...slot.querySelectorAll(FORMS)].find((one) => one.id === found.form);
    if (form && page === Forma.page() && !Forma.dirty) restore(form, found.fields);
  });
  function restore(form, fields) {
    for (const one of form.querySelectorAll(FIELDS)) {
      const values = fields[one.name] || [];
      if (one.type === "checkbox" || one.type === "radio") one.checked = values.includes(one.value);
      else if (one.name in fields) one.value = values[0];
    }
    if (form.elements.version && fields.version) form.elements.version.value = fields.version[0]; // of what was changed
    kept = true;
    Forma.dependent(form);
    const line = Object.assign(document.createElement("div"), { className: "kept" });
    line.setAttribute("role", "status");
    line.append(Forma.template("kept"));
    form.before(line);
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-anew]")) return;
    forget();
    Forma.guard(false);
    Forma.go(Forma.here(), "replace");
  });
})();
