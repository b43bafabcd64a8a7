/* What a page keeps on the device: the list of people and the scans that are still to be sent. Where Telegram keeps nothing, the browser does what it can, and memory. */
Forma.kept = (() => {
  const memory = {};
  const unread = new Set(); // nobody has said yet what was kept there
  const box = () => (Forma.has("9.0") && Forma.tg.DeviceStorage) || null;
  const own = (key) => `forma:${Forma.tg?.initDataUnsafe?.user?.id || 0}:${key}`;

  function browser(what) {
    try { return what(localStorage); } catch { return null; } // it is not for everybody's frame
  }
  /* Undefined: no answer in time. */
  async function read(key) {
    const said = box() ? await Forma.answered((done) => box().getItem(key, (error, value) => done(error ? null : value)), undefined, 3000) : browser((shelf) => shelf.getItem(own(key)));
    try { return said ? JSON.parse(said) : said && null; } catch { return null; }
  }
  async function get(key) {
    if (key in memory) return memory[key];
    const said = await read(key);
    if (said === undefined) unread.add(key);
    return said ? (memory[key] = said) : null;
  }
  /* False: it may go with the page. `waits`: it is still to be sent, so the browser keeps it where Telegram does not. */
  async function set(key, value, { waits = false } = {}) {
    memory[key] = value;
    if (unread.has(key) && Array.isArray(value)) {
      const before = await read(key);
      if (before === undefined) return false;
      value.push(...(before || []).filter((one) => !value.some((other) => other.key === one.key)));
    }
    unread.delete(key);
    const text = JSON.stringify(value);
    if (box()) return Forma.answered((done) => box().setItem(key, text, (error, ok) => done(!error && ok !== false)), false, 3000);
    if (waits) browser((shelf) => shelf.setItem(own(key), text));
    return false;
  }
  function drop(key) {
    delete memory[key];
    unread.delete(key);
    try { box()?.removeItem(key); } catch { /* it was not kept */ }
    browser((shelf) => shelf.removeItem(own(key)));
  }
  return { get, set, drop };
})();

/* The server's answer as data. Signed in anew where the session was over; throws with its status, or without one where nobody answered. */
Forma.asked = async (path, body, patience = 10000) => {
  const answer = await Forma.fetch(path, { method: body ? "POST" : "GET", body, signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw Object.assign(new Error("refused"), { status: answer.status });
  return answer.json();
};
