const FAR_PX = 90;
const A_BIT_PX = 8;

/** On a phone the sheet is pulled by its head: up makes it tall, down closes it. */
export function dragSheet(head, element, { onup, ondown }) {
  let from = null;
  head.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" || event.target.closest("button")) return;
    from = event.clientY;
    head.setPointerCapture(event.pointerId);
  });
  head.addEventListener("pointermove", (event) => {
    const way = from === null ? 0 : event.clientY - from;
    element.style.translate = way > A_BIT_PX ? `0 ${way}px` : "";
  });
  const end = (event) => {
    if (from === null) return;
    const way = event.clientY - from;
    from = null;
    element.style.translate = "";
    if (event.type === "pointercancel") return;
    if (way < -FAR_PX / 2) onup();
    else if (way > FAR_PX) ondown();
  };
  head.addEventListener("pointerup", end);
  head.addEventListener("pointercancel", end);
}
