/* A picture or a document in a form: sent as soon as it is chosen, with its progress; the form then only names it. */
(() => {
  const MOST_BYTES = 10 << 20, SILENT_MS = 45000;
  const sending = new WeakMap();

  function show(box, id, told) {
    const picture = box.querySelector("img");
    box.querySelector("input[type=hidden]").value = id;
    box.classList.toggle("chosen", Boolean(id));
    if (picture) {
      picture.hidden = !id;
      if (id) picture.src = told; else picture.removeAttribute("src");
    } else box.querySelector("[data-name]").textContent = told || box.dataset.added;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    if (!picture) box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function send(box, file, retried) {
    const bar = box.querySelector("progress"), kind = "photo" in box.dataset ? "picture" : "document";
    const body = new FormData();
    body.append(kind, file);
    const request = new XMLHttpRequest();
    let quiet;
    /* However slow it is, it goes on while anything moves. */
    const moves = () => { clearTimeout(quiet); quiet = setTimeout(() => request.abort(), SILENT_MS); };
    sending.get(box)?.abort();
    sending.set(box, request);
    request.open("POST", `/${kind}s`);
    request.setRequestHeader("Authorization", `Bearer ${Forma.token}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => { moves(); bar.value = (100 * event.loaded) / event.total; };
    request.onloadend = async () => {
      clearTimeout(quiet);
      if (sending.get(box) !== request) return;
      if (request.status === 401 && !retried && (await Forma.reopen())) return sending.get(box) === request && send(box, file, true);
      bar.hidden = true;
      if (request.status === 200) return show(box, request.response.id, kind === "picture" ? request.response.src : file.name.slice(0, 60));
      const said = request.getResponseHeader("Forma-Toast");
      Forma.toast(said ? decodeURIComponent(said) : box.dataset.failed, false);
    };
    bar.value = 0;
    bar.hidden = false;
    moves();
    request.send(body);
  }

  function chosen(input) {
    const box = input.closest("[data-photo], [data-paper]");
    const file = box && input.files?.[0];
    if (!file) return;
    input.value = "";
    if (file.size > MOST_BYTES) Forma.toast(box.dataset.refused, false);
    else send(box, file);
  }
  document.addEventListener("change", (event) => chosen(event.target));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-photo-remove]");
    if (button) show(button.closest("[data-photo]"), "", "");
  });
  document.querySelectorAll("[data-photo] input, [data-paper] input").forEach(chosen); // before this script was there
})();
