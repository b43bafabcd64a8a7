/* A picture in a form: sent as soon as it is chosen, with its progress; the form then only names it. */
(() => {
  const MOST_BYTES = 10 << 20;

  function show(box, id, src) {
    const picture = box.querySelector("img");
    box.querySelector("input[type=hidden]").value = id;
    box.classList.toggle("chosen", Boolean(id));
    picture.hidden = !id;
    if (id) picture.src = src; else picture.removeAttribute("src");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function send(box, file, retried) {
    const bar = box.querySelector("progress");
    const body = new FormData();
    body.append("picture", file);
    const request = new XMLHttpRequest();
    request.open("POST", "/pictures");
    request.setRequestHeader("Authorization", `Bearer ${Forma.token}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => { bar.value = (100 * event.loaded) / event.total; };
    request.onloadend = async () => {
      bar.hidden = true;
      if (request.status === 401 && !retried && (await Forma.reopen())) return send(box, file, true);
      if (request.status === 200) return show(box, request.response.id, request.response.src);
      const said = request.getResponseHeader("Forma-Toast");
      Forma.toast(said ? decodeURIComponent(said) : box.dataset.failed, false);
    };
    bar.value = 0;
    bar.hidden = false;
    request.send(body);
  }

  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-photo]");
    const file = box && event.target.files?.[0];
    if (!file) return;
    event.target.value = "";
    if (file.size > MOST_BYTES) Forma.toast(box.dataset.refused, false);
    else send(box, file);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-photo-remove]");
    if (button) show(button.closest("[data-photo]"), "", "");
  });
})();
