/* A real map in place of our drawing, where tiles are configured: a point, or a line with its two ends; or as a page makes it. */
(() => {
  const styles = {};
  const styled = (href) => (styles[href] ||= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: failed }));
  }));
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /* Nothing where the page has gone meanwhile. */
  Forma.tiled = async (box, how) => {
    await styled(box.dataset.style);
    if (!box.isConnected) return null;
    box.classList.add("slippy", "real");
    box.replaceChildren();
    const map = L.map(box, { scrollWheelZoom: false, attributionControl: false, ...how });
    const said = document.createElement("span");
    said.textContent = box.dataset.attribution;
    L.control.attribution({ prefix: false }).addAttribution(said.innerHTML).addTo(map);
    L.tileLayer(box.dataset.tiles, { maxZoom: 19 }).addTo(map);
    /* Its buttons are links to nowhere, which our pages would follow. */
    for (const link of box.querySelectorAll(".leaflet-control-zoom a")) {
      link.removeAttribute("href");
      link.tabIndex = 0;
      link.addEventListener("keydown", (event) => event.key === "Enter" && link.click());
    }
    return map;
  };

  async function draw(box) {
    box.dataset.drawn = "";
    const points = JSON.parse(box.dataset.map);
    const map = await Forma.tiled(box);
    if (!map) return;
    const end = (at, fill) => L.circleMarker(at, { radius: 8, weight: 3, color: "#fff", fillColor: fill, fillOpacity: 1 }).addTo(map);
    if (points.length > 1) {
      const line = L.polyline(points, { color: colour("--accent-fill"), weight: 5 }).addTo(map);
      map.fitBounds(line.getBounds(), { padding: [24, 24] });
      end(points.at(-1), "#0f1115");
      end(points[0], colour("--good"));
    } else {
      map.setView(points[0], 15);
      end(points[0], colour("--accent-fill"));
    }
  }

  const all = () => document.querySelectorAll("[data-map]:not([data-drawn])").forEach((box) => draw(box).catch(() => {}));
  addEventListener("forma:page", all);
  all();
})();
