/* One request over a network that is slow, loses answers, or meets a server that has forgotten us. */
(() => {
  const AGAIN_MS = 8000;
  const gone = (signal) => new Promise((_, failed) => signal?.addEventListener("abort", () => failed(signal.reason)));

  /* Where the token has run out: a new one for the same launch, then the very same request once more. */
  Forma.fetch = async (path, request) => {
    const asked = () => fetch(path, { ...request, headers: { ...request.headers, Authorization: `Bearer ${Forma.token}` } });
    const token = Forma.token;
    const answer = await asked();
    if (answer.status !== 401) return answer;
    const renewed = Forma.token !== token || (await Promise.race([Forma.reopen(), gone(request.signal)]));
    return renewed ? asked() : answer;
  };

  /* What may be asked twice is, when it does not come: lost on the way, the second is there at once; slow, the first goes on. */
  Forma.eager = (path, request, ask = Forma.fetch) => {
    const tries = [];
    let over = false;
    const one = async () => {
      const stop = new AbortController();
      tries.push(stop);
      request.signal.addEventListener("abort", () => stop.abort(request.signal.reason));
      const answer = await ask(path, { ...request, cache: "no-store", signal: stop.signal });
      over = true;
      for (const other of tries) if (other !== stop) other.abort();
      return answer;
    };
    const first = one();
    const late = new Promise((go) => setTimeout(go, AGAIN_MS));
    const second = Promise.race([first.catch(() => {}), late]).then(() => (over || request.signal.aborted ? first : one()));
    return Promise.any([first, second]).catch((failed) => { throw failed.errors[0]; });
  };
})();
