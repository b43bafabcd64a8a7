/* The launch: Telegram's signed words for a token that lives in this page's memory alone. */
(() => {
  const { tg } = Forma;
  const LAUNCH_MS = 40000;
  let opening, key;

  /* Under the same key it is the same session, however often it has to be asked for. */
  async function exchange() {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), LAUNCH_MS);
    key ??= crypto.randomUUID();
    const body = JSON.stringify({ init_data: tg.initData, platform: tg.platform || "", key });
    try {
      const answer = await Forma.eager("/session", { method: "POST", headers: { "Content-Type": "application/json" }, body, signal: stop.signal }, fetch);
      return { status: answer.status, opened: answer.ok && (await answer.json()) };
    } finally { clearTimeout(late); }
  }

  async function renew() {
    const { status, opened } = await exchange().catch(() => ({}));
    if (opened) {
      key = null;
      Forma.token = opened.token;
      Forma.root.lang = opened.language;
      return opened;
    }
    const refused = (Forma.refused = status === 401);
    if (!Forma.page()) Forma.closed();
    else if (refused) Forma.notice("expired-line", true);
    if (!refused) Forma.away();
    return null;
  }
  /* Whoever needs it, it is asked for once; what is written on a page stays there, whatever comes of it. */
  Forma.reopen = async () => (Forma.refused ? null : (opening ??= renew().finally(() => { opening = null; })));
  Forma.closed = () => Forma.put(Forma.template(Forma.refused ? "expired" : "broken"));

  Forma.launch = async () => {
    if (!tg?.initData) return Forma.put(Forma.template("outside"));
    if (opening) return;
    const slow = Forma.patience("slow");
    const opened = await Forma.reopen();
    slow();
    if (opened && !Forma.shown) Forma.go((location.pathname === "/" && opened.start) || Forma.here(), "root");
  };

  Forma.launch();
  requestAnimationFrame(() => { tg?.ready(); tg?.expand(); });
})();
