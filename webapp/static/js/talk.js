/* A message stands in the talk as soon as it is sent. The stream brings it back as everybody sees it; what failed returns to the line. */
(() => {
  const SEND = "form.composer";
  let returned = "";
  const waiting = () => document.querySelectorAll("#messages > .sending");
  const plain = (text) => text.trim().replace(/\s+/g, " ");

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
      returned = form.elements.text.value ||= line.textContent;
      line.remove();
    }
  };
  /* One's own message has come back, perhaps with its spaces put right: what waits longest was it. */
  function said(message) {
    const words = message.querySelector(".said").textContent;
    ([...waiting()].find((line) => line.textContent === words) || waiting()[0])?.remove();
    /* Its answer was lost, not the message. */
    const form = document.querySelector(SEND);
    if (plain(returned) === plain(words) && form?.elements.text.value === returned) form.reset();
  }

  /* Everybody gets the same bytes; which messages are one's own is known here. */
  function mark() {
    const me = Forma.page()?.dataset.me;
    const low = innerHeight + scrollY > document.body.scrollHeight - 240;
    let fresh = false;
    for (const message of document.querySelectorAll("#messages > .message:not([data-seen], .sending)")) {
      message.dataset.seen = "";
      message.classList.toggle("mine", message.dataset.author === me);
      if (message.dataset.author === me) said(message);
      const hour = message.querySelector("time");
      hour.textContent = new Date(hour.dateTime).toLocaleTimeString(Forma.root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      fresh = true;
    }
    if (fresh && low) scrollTo({ top: document.body.scrollHeight });
  }
  addEventListener("forma:page", mark);
  document.addEventListener("htmx:after:swap", mark);
  /* What was sent before this script was there stands in the line still. */
  returned = document.querySelector(SEND)?.elements.text.value || "";
  mark();
})();
