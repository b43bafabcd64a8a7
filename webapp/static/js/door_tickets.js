/* A ticket is judged by the device itself: its signature, its event, and the list of people that was kept. */
Forma.tickets = (() => {
  const VERSION = "F1";
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
  const text = (raw) => btoa(String.fromCharCode(...raw)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  /* The browser's own Ed25519 where it has one; else a small library, fetched while there is a network. */
  async function verifier(key, library) {
    const raw = bytes(key);
    try {
      const known = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
      return (body, signature) => crypto.subtle.verify({ name: "Ed25519" }, known, signature, new TextEncoder().encode(body));
    } catch {
      await Forma.load(library);
      return async (body, signature) => nacl.sign.detached.verify(new TextEncoder().encode(body), signature, raw);
    }
  }

  /* As domain/events/tickets.py reads it; null: not signed by us. */
  async function read(code, verify) {
    const parts = code.split(".");
    const [version, who, event, number, written] = parts;
    if (parts.length !== 5 || version !== VERSION || ![who, event, number].every((one) => /^\d{1,16}$/.test(one))) return null;
    try {
      const signature = bytes(written);
      if (signature.length !== 64 || text(signature) !== written) return null;
      return (await verify(parts.slice(0, 4).join("."), signature)) ? { who: +who, event: +event, number: +number } : null;
    } catch { return null; }
  }

  /* What the door says to somebody on the list, or to a genuine ticket that the list does not know yet. */
  function judged(list, who, number, now) {
    const known = list.people.find((one) => one[0] === who);
    const [, bib, name, state, at, gate, signed = bib] = known || [who, number, "", "good", null, ""];
    const said = { who, name, number: bib, at, gate, unknown: !known };
    if (known && number !== null && signed !== number) return { answer: "revoked", number };
    if (state === "in") return { ...said, answer: "already" };
    if (state !== "good") return { ...said, answer: state };
    if (now < list.opens || now > list.closes) return { ...said, answer: now < list.opens ? "early" : "over" };
    return { ...said, answer: "in" };
  }

  async function judge(scan, list, verify, now) {
    if (scan.who) return judged(list, scan.who, null, now);
    const code = scan.code.trim().split("#").pop();
    if (!code.startsWith(`${VERSION}.`)) return { answer: "foreign" };
    const ticket = verify && (await read(code, verify));
    if (!ticket) return { answer: "forged" };
    return ticket.event === list.event ? judged(list, ticket.who, ticket.number, now) : { answer: "other" };
  }

  return { verifier, judge };
})();
