import { openDialog } from "../page/dialog.js";
import { h } from "../page/dom.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { post } from "../world/api.js";

const SPEEDS = [1, 10, 60, 600];
const LAP_POINTS = 48;
const LAP_DEGREES = 0.0045;
const LAP_SECONDS = 600;

/** A live location walks a route: a GPX file, or a lap around where it is. */
export async function askWalk(app, about, at) {
  const wish = await openDialog({ title: t("walk"), body: (done) => walkForm(done, at) });
  if (!wish) return;
  try {
    await post("/sim/move", { ...about, ...wish });
    toast(t("walk-on"), "good");
  } catch (error) {
    failed(error);
  }
}

function walkForm(done, at) {
  const file = h("input", { type: "file", accept: ".gpx,application/gpx+xml,text/xml" });
  const speed = h("select", { name: "speed" }, SPEEDS.map((one) => h("option", { value: one, selected: one === 60 }, `×${one}`)));
  const submit = async (event) => {
    event.preventDefault();
    done({ gpx: file.files[0] ? await file.files[0].text() : lap(at), speed: Number(speed.value) });
  };
  return h("form", { onsubmit: submit }, h("label", { class: "field" }, h("span", {}, t("walk-file")), file), h("p", { class: "note" }, t("walk-hint")), h("label", { class: "field" }, h("span", {}, t("walk-speed")), speed), h("button", { class: "wide" }, t("walk-go")));
}

/** A lap of some three kilometres in ten minutes of the walker's time. */
export function lap({ lat, lon }) {
  const start = Date.now();
  const points = Array.from({ length: LAP_POINTS + 1 }, (_, step) => {
    const angle = (step / LAP_POINTS) * 2 * Math.PI;
    const time = new Date(start + (step / LAP_POINTS) * LAP_SECONDS * 1000).toISOString();
    return `<trkpt lat="${(lat + LAP_DEGREES * Math.sin(angle)).toFixed(6)}" lon="${(lon + 1.8 * LAP_DEGREES * (Math.cos(angle) - 1)).toFixed(6)}"><time>${time}</time></trkpt>`;
  });
  return `<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${points.join("")}</trkseg></trk></gpx>`;
}
