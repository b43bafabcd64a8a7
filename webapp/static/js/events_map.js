/* The catalogue on a map: dragged, pinched, moved by keys and buttons. What is in view is asked of the server a moment after the hand rests. */
(() => {
  const RESTS_MS = 250, FARTHEST = 2, NEAREST = 18, WIDTH = 360, HEIGHT = 320, SLIP = 6, STEP = 80;
  const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  const world = ([lat, lon]) => [(lon + 180) / 360, 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)];
  const degrees = ([x, y]) => [(Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90, x * 360 - 180];
  const size = (zoom) => 256 * 2 ** zoom;
  const between = (least, value, most) => Math.max(least, Math.min(most, value));
  const by = (id) => document.getElementById(id);
  let view, drawn, asking, real, fingers;

  /* The piece of the world around `at`, `wide` × `high` points at this zoom, as the server takes it. */
  function ask(at, zoom, wide, high) {
    clearTimeout(asking);
    asking = setTimeout(() => {
      const home = by("events-map");
      if (!home) return;
      const [x, y] = at, across = wide / 2 / size(zoom), down = high / 2 / size(zoom);
      const [north, west] = degrees([between(0, x - across, 1), between(0, y - down, 1)]);
      const [south, east] = degrees([between(0, x + across, 1), between(0, y + down, 1)]);
      const address = new URL(home.dataset.ask, location.origin);
      address.searchParams.set("box", [south, west, north, east].map((one) => one.toFixed(5)).join());
      address.searchParams.set("zoom", zoom);
      htmx.ajax("GET", address.pathname + address.search, { source: home, target: "#on-map", swap: "innerHTML" });
    }, RESTS_MS);
  }

  function read() {
    const frame = by("map-frame");
    if (!frame) return;
    const [lat, lon, zoom] = frame.dataset.at.split(",").map(Number);
    drawn = { at: world([lat, lon]), zoom };
    view = { at: [...drawn.at], zoom };
    /* Filters keep what one looks at. */
    const box = new URL(Forma.here(), location.origin).searchParams;
    if (box.get("box")) for (const link of document.querySelectorAll(".chips a[href^='/events/map']")) {
      const to = new URL(link.getAttribute("href"), location.origin);
      for (const name of ["box", "zoom"]) to.searchParams.set(name, box.get(name));
      link.setAttribute("href", to.pathname + to.search);
    }
    if (real) pins();
  }

  /* The drawing goes along, until the next one comes. */
  function follow() {
    const near = 2 ** (view.zoom - drawn.zoom), now = size(view.zoom);
    const shift = [0, 1].map((n) => [WIDTH, HEIGHT][n] / 2 * (1 - near) + (drawn.at[n] - view.at[n]) * now);
    document.querySelector("#map-frame [data-moves]").setAttribute("transform", `translate(${shift}) scale(${near})`);
  }
  /* By points of the sheet; never beyond the edge of the world. */
  function move(dx, dy) {
    const now = size(view.zoom), half = [WIDTH / 2 / now, HEIGHT / 2 / now];
    view.at = [dx, dy].map((by, n) => between(Math.min(0.5, half[n]), view.at[n] + by / now, 1 - Math.min(0.5, half[n])));
  }
  /* `point` stays where it is: points of the sheet from its middle. */
  function zoom(to, [x, y] = [0, 0]) {
    const wanted = between(FARTHEST, to, NEAREST);
    const hold = [view.at[0] + x / size(view.zoom), view.at[1] + y / size(view.zoom)];
    view.zoom = wanted;
    view.at = [hold[0] - x / size(wanted), hold[1] - y / size(wanted)];
    move(0, 0);
  }
  function changed() {
    view.zoom = Math.round(view.zoom);
    move(0, 0);
    follow();
    ask(view.at, view.zoom, WIDTH, HEIGHT);
  }
  /* Around all of a mark's events. */
  function closer(corners) {
    const [south, west, north, east] = corners;
    if (real) return real.fitBounds([[south, west], [north, east]], { maxZoom: NEAREST, padding: [30, 30] });
    const [left, top] = world([north, west]), [right, bottom] = world([south, east]);
    const fits = Math.log2(Math.min((WIDTH - 60) / Math.max(right - left, 1e-9), (HEIGHT - 60) / Math.max(bottom - top, 1e-9)) / 256);
    view.at = [(left + right) / 2, (top + bottom) / 2];
    zoom(between(view.zoom + 1, Math.floor(fits), NEAREST));
    changed();
  }
  function step(by) {
    if (real) return real.setZoom(real.getZoom() + by);
    zoom(view.zoom + by);
    changed();
  }

  /* One finger moves, two come closer; a tap is a tap. */
  function hands(home) {
    fingers = new Map();
    const units = () => WIDTH / by("map-frame").clientWidth;
    const spread = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a[0] - b[0], a[1] - b[1]); };
    const middle = () => {
      const box = by("map-frame").getBoundingClientRect(), all = [...fingers.values()];
      return [0, 1].map((n) => (all.reduce((sum, one) => sum + one[n], 0) / all.length - [box.x, box.y][n] - [box.width, box.height][n] / 2) * units());
    };
    let moved = false, apart = 0, begun = 0;
    home.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("svg.whole")) return;
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      if (fingers.size === 1) moved = false;
      if (fingers.size === 2) { apart = spread(); begun = view.zoom; }
    });
    home.addEventListener("pointermove", (event) => {
      const last = fingers.get(event.pointerId);
      if (!last) return;
      const [dx, dy] = [event.clientX - last[0], event.clientY - last[1]];
      if (!moved && Math.hypot(dx, dy) < SLIP) return;
      if (!moved) home.setPointerCapture(event.pointerId);
      moved = true;
      clearTimeout(asking);
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      move(-dx * units() / fingers.size, -dy * units() / fingers.size);
      if (fingers.size === 2) zoom(begun + Math.log2(spread() / apart), middle());
      follow();
    });
    const over = (event) => { if (fingers.delete(event.pointerId) && !fingers.size && moved) changed(); };
    home.addEventListener("pointerup", over);
    home.addEventListener("pointercancel", over);
  }

  function keys(event) {
    const mark = event.target.closest("#map-frame .mark");
    if (mark && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); return htmx.trigger(mark, "click"); }
    if (event.target.id !== "map-frame") return;
    const arrow = ARROWS[event.key];
    if (arrow) { move(...arrow); changed(); }
    else if ("+=-".includes(event.key)) step(event.key === "-" ? -1 : 1);
    else return;
    event.preventDefault();
  }
  function pressed(event) {
    const to = event.target.closest("[data-zoom], [data-closer], #map-frame .mark");
    if (!to || !by("events-map")) return;
    if (to.dataset.zoom) return step(Number(to.dataset.zoom));
    if (to.dataset.closer) return closer(to.dataset.closer.split(",").map(Number));
    document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
    to.classList.add("chosen");
  }

  /* With tiles the same marks stand on a real map, and a press on one is a press on the drawing's own. */
  async function tiles() {
    const about = by("map-tiles"), home = by("events-map");
    if (!about) return;
    Object.assign(home.dataset, about.dataset);
    await Forma.load(about.dataset.script);
    const map = await Forma.tiled(home, { minZoom: FARTHEST, maxZoom: NEAREST, maxBounds: [[-85, -180], [85, 180]], maxBoundsViscosity: 1 });
    if (!map) return;
    for (const [name, id] of [["in", "map-nearer"], ["out", "map-farther"]]) {
      const link = home.querySelector(`.leaflet-control-zoom-${name}`);
      link.title = by(id).getAttribute("aria-label");
      link.setAttribute("aria-label", link.title);
    }
    const [lat, lon] = degrees(view.at);
    map.setView([lat, lon], view.zoom);
    map.on("moveend", () => { const { lat, lng } = map.getCenter(), { x, y } = map.getSize(); ask(world([lat, lng]), map.getZoom(), x, y); });
    real = map;
    map.pinned = L.layerGroup().addTo(map);
    const { x, y } = map.getSize();
    ask(view.at, view.zoom, x, y);
    pins();
  }
  function pins() {
    real.pinned.clearLayers();
    for (const mark of document.querySelectorAll("#map-frame .mark")) {
      const r = Number(mark.querySelector(".spot").getAttribute("r")) + 3;
      const html = mark.querySelector("text")?.textContent || "";
      const pin = L.marker(mark.dataset.place.split(",").map(Number), { icon: L.divIcon({ className: "pinned", html, iconSize: [2 * r, 2 * r] }), alt: mark.getAttribute("aria-label") });
      pin.on("click", () => {
        document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
        pin.getElement().classList.add("chosen");
        htmx.trigger(mark, "click");
      });
      pin.addTo(real.pinned);
      pin.getElement().setAttribute("aria-label", mark.getAttribute("aria-label"));
    }
  }

  function start() {
    const home = by("on-map");
    if (!home || home.dataset.ready) return;
    home.dataset.ready = "";
    real = null;
    read();
    hands(home);
    if (Forma.has("7.7")) Forma.tg.disableVerticalSwipes();
    tiles().catch(() => {});
  }
  function stop() {
    clearTimeout(asking);
    real = null;
    if (by("events-map") && Forma.has("7.7")) Forma.tg.enableVerticalSwipes();
  }
  addEventListener("forma:page", start);
  addEventListener("forma:over", stop);
  document.addEventListener("keydown", keys);
  document.addEventListener("click", pressed);
  document.addEventListener("htmx:after:swap", () => { if (by("on-map")?.dataset.ready === "" && !fingers?.size) read(); });
  start();
})();
