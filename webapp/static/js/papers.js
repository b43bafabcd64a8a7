/* A document in a form: sent as soon as it is chosen, with its progress; the form then only names it. */
(() => {
  const MOST_BYTES = 10 << 20;

  function show(box, id, name) {
    box.querySelector("input[type=hidden]").value = id;
    box.querySelector("[data-name]").textContent = name || box.dataset.added;
    box.classList.add("chosen");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function send(box, file, retried) {
    const bar = box.querySelector("progress");
    const body = new FormData();
    body.append("document", file);
    const request = new XMLHttpRequest();
    request.open("POST", "/documents");
    request.setRequestHeader("Authorization", `Bearer ${Forma.token}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => { bar.value = (100 * event.loaded) / event.total; };
    request.onloadend = async () => {
      bar.hidden = true;
      if (request.status === 401 && !retried && (await Forma.reopen())) return send(box, file, true);
      if (request.status === 200) return show(box, request.response.id, file.name.slice(0, 60));
      const said = request.getResponseHeader("Forma-Toast");
      Forma.toast(said ? decodeURIComponent(said) : box.dataset.failed, false);
    };
    bar.value = 0;
    bar.hidden = false;
    request.send(body);
  }

  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-paper]");
    const file = box && event.target.files?.[0];
    if (!file) return;
    event.target.value = "";
    if (file.size > MOST_BYTES) Forma.toast(box.dataset.refused, false);
    else send(box, file);
  });
})();
