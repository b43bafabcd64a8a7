/* What a page keeps on the device: the list of people and the scans that are still to be sent. Where Telegram keeps nothing, memory does. */
Forma.kept = (() => {
  const memory = {};
  const box = () => (Forma.has("9.0") && Forma.tg.DeviceStorage) || null;

  async function get(key) {
    if (key in memory) return memory[key];
    const said = box() && (await Forma.answered((done) => box().getItem(key, (error, value) => done(error ? null : value)), null, 3000));
    try { return said ? (memory[key] = JSON.parse(said)) : null; } catch { return null; }
  }
  /* False: it is in memory alone. */
  async function set(key, value) {
    memory[key] = value;
    return Boolean(box() && (await Forma.answered((done) => box().setItem(key, JSON.stringify(value), (error, ok) => done(!error && ok !== false)), false, 3000)));
  }
  function drop(key) {
    delete memory[key];
    try { box()?.removeItem(key); } catch { /* it was not kept */ }
  }
  return { get, set, drop };
})();

/* The server's answer as data. Signed in anew where the session was over; throws with its status, or without one where nobody answered. */
Forma.asked = async (path, body, patience = 10000) => {
  const answer = await Forma.fetch(path, { method: body ? "POST" : "GET", body, signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw Object.assign(new Error("refused"), { status: answer.status });
  return answer.json();
};
