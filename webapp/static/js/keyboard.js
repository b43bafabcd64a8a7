/* The keyboard of a phone: what is written in stays in sight. A height below 100 px is a flaw of iOS, not a screen. */
(() => {
  const { tg, root } = Forma;
  const LEAST = 100;
  const view = window.visualViewport;
  const touch = matchMedia("(pointer: coarse)");
  const writing = () => document.activeElement?.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=file])");

  function fit() {
    const height = view ? view.height : innerHeight;
    if (height < LEAST || innerHeight < LEAST || (view && view.scale > 1.01)) return;
    const covered = view ? Math.max(0, Math.round(innerHeight - height - view.offsetTop)) : 0;
    root.style.setProperty("--keyboard", `${covered < LEAST ? 0 : covered}px`);
    if (writing()) reveal(document.activeElement, height + (view?.offsetTop || 0));
  }
  /* The document is scrolled, never a container in it: an inner one is what iOS gets wrong. */
  function reveal(field, bottom) {
    const composer = document.querySelector(".composer");
    if (composer?.contains(field)) return;
    const box = field.getBoundingClientRect();
    if (box.bottom > bottom - 12 || box.top < 0) scrollBy({ top: box.top - Math.max(24, (bottom - box.height) / 3) });
  }
  const settle = () => { root.classList.toggle("typing", Boolean(touch.matches && writing())); requestAnimationFrame(fit); };

  document.addEventListener("focusin", settle);
  document.addEventListener("focusout", settle);
  view?.addEventListener("resize", fit);
  addEventListener("resize", fit);
  tg?.onEvent("viewportChanged", fit);
})();
