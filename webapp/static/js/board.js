/* Of the first rows of a board comes what is new: rows, who has which place, what follows the last of them. */
(() => {
  Forma.arrange = () => {
    const list = document.querySelector("#board-list .board");
    const coming = [...document.querySelectorAll("#board-coming [data-runner]")];
    const order = document.querySelector("#board-order [data-places]");
    const beyond = document.querySelector("#board-beyond [data-last]");
    if (list && !ordered(list, coming, order?.dataset.places, beyond)) Forma.retry();
    for (const used of [...coming, order, beyond]) if (used?.parentElement?.id.startsWith("board-")) used.remove();
  };
  /* False: this page does not have what it was thought to have. */
  function ordered(list, coming, places, beyond) {
    const row = (runner) => list.querySelector(`[data-runner="${runner}"]`);
    for (const one of coming) {
      const old = row(one.dataset.runner);
      if (old) old.replaceWith(placed(one, Number(old.querySelector(".place").textContent)));
      else list.append(one);
    }
    if (places) {
      const told = places.split(" ").map((one) => one.split(":"));
      const first = told.map(([runner]) => row(runner));
      if (first.includes(null)) return false;
      const rest = following(first.at(-1)).filter((one) => !first.includes(one) && !coming.includes(one));
      list.replaceChildren(...first, ...rest);
      told.forEach(([, place], at) => placed(first[at], Number(place)));
    }
    if (beyond) {
      const last = row(beyond.dataset.last);
      if (!last) return false;
      following(last).forEach((one) => one.remove());
      last.after(...beyond.children);
    }
    return true;
  }
  function placed(row, place) {
    const said = row.querySelector(".place");
    said.textContent = place || "–";
    said.classList.toggle("top", place > 0 && place < 4);
    row.querySelector(".mark").classList.toggle("out", !place);
    return row;
  }
  function following(row) {
    const rows = [];
    while ((row = row.nextElementSibling)) rows.push(row);
    return rows;
  }
  Forma.arrange();
})();
