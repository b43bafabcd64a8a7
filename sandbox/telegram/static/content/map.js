const WIDTH = 300;
const HEIGHT = 158;
const METRES_A_PIXEL = 6;
const STREET_EVERY = 62;

/**
 * A made-up street plan, always the same for the same place: there are no map tiles offline.
 * Streets and parks lie in the world and not in the picture: when the point moves, the town slides by.
 */
export function plan({ lat, lon, heading, live }) {
  const left = (lon * 111_320 * Math.cos((lat * Math.PI) / 180)) / METRES_A_PIXEL - WIDTH / 2;
  const top = (-lat * 110_540) / METRES_A_PIXEL - HEIGHT / 2;
  const columns = lines(left, WIDTH);
  const rows = lines(top, HEIGHT);
  const parks = columns.flatMap((column) => rows.map((row) => park(column, row, left, top))).join("");
  const streets = [...columns.map((k) => street(k, at(k, 1) - left, "v")), ...rows.map((k) => street(k, at(k, 2) - top, "h"))].join("");
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" height="100%" preserveAspectRatio="xMidYMid slice" aria-hidden="true"><rect width="${WIDTH}" height="${HEIGHT}" fill="#e8e4da"/>${parks}<g fill="none" stroke="#fff">${streets}</g>${live ? beacon(heading) : PIN}</svg>`;
}

function lines(from, length) {
  const first = Math.floor(from / STREET_EVERY) - 1;
  return Array.from({ length: Math.ceil(length / STREET_EVERY) + 3 }, (_, index) => first + index);
}

function at(k, salt) {
  return (k + dice(k, salt) * 0.55) * STREET_EVERY;
}

function street(k, where, direction) {
  const width = [3, 3, 5, 9][Math.floor(dice(k, 3) * 4)];
  const bend = (dice(k, 4) - 0.5) * 26;
  const path = direction === "v" ? `M${where - bend} -10Q${where + bend} ${HEIGHT / 2} ${where - bend} ${HEIGHT + 10}` : `M-10 ${where - bend}Q${WIDTH / 2} ${where + bend} ${WIDTH + 10} ${where - bend}`;
  return `<path d="${path}" stroke-width="${width}"/>`;
}

function park(column, row, left, top) {
  const chance = dice(column * 31 + row, 5);
  if (chance > 0.34) return "";
  const fill = chance < 0.07 ? "#b9d8ea" : "#c5e0b4";
  return `<rect x="${at(column, 1) - left + 5}" y="${at(row, 2) - top + 5}" width="${STREET_EVERY * (0.6 + chance)}" height="${STREET_EVERY * (0.5 + chance)}" rx="9" fill="${fill}"/>`;
}

/** A number from 0 to 1, always the same for the same street. */
function dice(k, salt) {
  const mixed = Math.sin(k * 127.1 + salt * 311.7) * 43758.5453;
  return mixed - Math.floor(mixed);
}

const CENTRE = `${WIDTH / 2} ${HEIGHT / 2}`;
const PIN = `<g transform="translate(${CENTRE})"><path d="M0 0c-14-15-20-24-20-33a20 20 0 0 1 40 0c0 9-6 18-20 33z" fill="#e5342a" stroke="#fff" stroke-width="2"/><circle cy="-33" r="7" fill="#fff"/></g>`;

function beacon(heading) {
  const cone = heading ? `<path d="M0 0L-15 -34A37 37 0 0 1 15 -34Z" fill="#3390ec" opacity=".45" transform="rotate(${Number(heading) || 0})"/>` : "";
  return `<g transform="translate(${CENTRE})"><circle r="26" fill="#3390ec" opacity=".16" class="pulse"/>${cone}<circle r="10" fill="#3390ec" stroke="#fff" stroke-width="3"/></g>`;
}
