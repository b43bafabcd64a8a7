/** Arrow keys go from message to message; Home and End to the ends of what is shown; Escape back to the line. */
export function walkMessages(view, event) {
  if (event.target.closest("input, textarea, .keys, .poll, audio, video")) return;
  const bubbles = [...view.list.querySelectorAll(".bubble")];
  const at = bubbles.indexOf(document.activeElement?.closest?.(".bubble"));
  const next = { ArrowUp: at < 0 ? bubbles.length - 1 : Math.max(0, at - 1), ArrowDown: at < 0 ? bubbles.length - 1 : at + 1, Home: 0, End: bubbles.length - 1 }[event.key];
  if (event.key === "Escape" && at >= 0) return view.app.talk.composer.focus();
  if (next === undefined || !bubbles.length) return;
  event.preventDefault();
  if (next >= bubbles.length) return view.app.talk.composer.focus();
  bubbles[next].focus({ preventScroll: true });
  bubbles[next].scrollIntoView({ block: "nearest" });
}
