/* How far the points of a recording lead: the same steps as domain/activity/recording.py, by the numbers that the page brings.
   A point: [milliseconds, latitude, longitude, accuracy or null, 1 for the first after a pause]. */
Forma.counting = (rule) => {
  const turn = Math.PI / 180;
  function between([, lat, lon], [, other, east]) {
    const across = Math.sin(((east - lon) * turn) / 2) ** 2;
    const half = Math.sin(((other - lat) * turn) / 2) ** 2 + Math.cos(lat * turn) * Math.cos(other * turn) * across;
    return 2 * rule.earth * Math.asin(Math.min(1, Math.sqrt(half)));
  }
  const reach = ([, , , accuracy]) => Math.min(Math.max(rule.step, accuracy || 0), rule.most);
  function likely(before, after) {
    const metres = between(before, after);
    return metres <= reach(after) || metres / Math.max((after[0] - before[0]) / 1000, 1) <= rule.fastest;
  }
  const from = (count, spot) => ({ anchor: spot, aside: null, last: spot[0], along: count.shown, shown: count.shown });
  const none = { anchor: null, aside: null, last: 0, along: 0, shown: 0 };

  /* The count with one more point; its `last` moves where the point was good. */
  function step(count, spot) {
    if ((spot[3] !== null && !(spot[3] <= rule.worst)) || spot[0] <= count.last) return count;
    if (!count.anchor || spot[4]) return from(count, spot);
    const metres = between(count.anchor, spot);
    if (!likely(count.anchor, spot)) return count.aside && likely(count.aside, spot) ? from(count, spot) : { ...count, aside: spot };
    const on = { ...count, aside: null, last: spot[0] };
    if (metres <= reach(spot)) return { ...on, shown: Math.max(count.shown, count.along + metres) };
    const along = count.along + metres;
    return { ...on, anchor: spot, along, shown: Math.max(count.shown, along) };
  }
  return { none, step };
};
