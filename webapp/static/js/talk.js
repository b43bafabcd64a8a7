/* A message stands in the talk as soon as it is sent. The stream brings it back as everybody sees it; what failed returns to the line. */
(() => {
  const SEND = "form.composer";
  const waiting = () => document.querySelectorAll("#messages > .sending");

  document.addEventListener("htmx:before:request", (event) => {
    const form = event.detail.ctx.sourceElement;
    const words = form.matches(SEND) && form.elements.text.value.trim();
    if (!words) return;
    const said = Object.assign(document.createElement("span"), { className: "said", textContent: words });
    const line = Object.assign(document.createElement("li"), { className: "message mine sending" });
    line.setAttribute("aria-hidden", "true");
    line.append(said);
    document.getElementById("messages").append(line);
    form.reset();
    scrollTo(0, document.body.scrollHeight);
  });
  Forma.unsaid = (form) => {
    if (!form.matches(SEND)) return;
    for (const line of waiting()) {
      form.elements.text.value ||= line.textContent;
      line.remove();
    }
  };
  /* One's own message has come back, perhaps with its spaces put right: what waits longest was it. */
  Forma.said = (message) => {
    const words = message.querySelector(".said").textContent;
    ([...waiting()].find((line) => line.textContent === words) || waiting()[0])?.remove();
  };
})();
