/* Everybody gets the same bracket; one's own way in it, and one's own match, are known here. */
(() => {
  const mine = (one) => one.dataset.users.split(" ").includes(document.querySelector("[data-page]").dataset.me);
  let known = "";
  function mark(fresh) {
    const own = [...document.querySelectorAll("[data-users]")].filter(mine);
    own.forEach((one) => one.classList.add("own"));
    const state = own.map((one) => one.dataset.state || "").join();
    const place = document.querySelector("[data-own^='/']");
    if (fresh && place && (state !== known || "every" in place.dataset) && !Forma.dirty) htmx.ajax("GET", place.dataset.own, { source: place, target: place, swap: "innerHTML" });
    known = state;
    for (const pan of document.querySelectorAll(".pan")) pan.onscroll = () => { pan.previousElementSibling.scrollLeft = pan.scrollLeft; };
  }
  function start() {
    mark(false);
    for (const pan of document.querySelectorAll(".pan")) {
      const next = pan.querySelector(".own.m-ready, .m-ready, .m-reported, .m-disputed");
      if (next) pan.scrollLeft = next.getBoundingClientRect().left - pan.getBoundingClientRect().left - 18;
    }
  }
  addEventListener("forma:page", start);
  start();
  document.addEventListener("htmx:sse:after:message", () => mark(true));
})();
