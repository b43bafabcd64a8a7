/* The launch: Telegram's signed words for a token that lives in this page's memory alone. */
(() => {
  const { tg } = Forma;
  const show = (key) => Forma.put(Forma.template(key));

  async function exchange() {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), 15000);
    try {
      return await fetch("/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ init_data: tg.initData, platform: tg.platform || "" }),
        signal: stop.signal,
      });
    } finally { clearTimeout(late); }
  }

  Forma.reopen = async () => {
    const answer = await exchange().catch(() => null);
    if (answer?.ok) {
      const opened = await answer.json();
      Forma.token = opened.token;
      Forma.root.lang = opened.language;
      return opened;
    }
    show(answer?.status === 401 ? "expired" : "broken");
    if (!answer) Forma.away();
    return null;
  };

  Forma.launch = async () => {
    if (!tg?.initData) return show("outside");
    const opened = await Forma.reopen();
    if (opened) Forma.go((location.pathname === "/" && opened.start) || Forma.here(), "root");
  };

  Forma.launch();
  requestAnimationFrame(() => { tg?.ready(); tg?.expand(); });
})();
