/** A `/sim` call the server refused: `message` says what is wrong, `hint` what would work. */
export class CallFailed extends Error {
  constructor(status, body) {
    super(body.error ?? `HTTP ${status}`);
    this.status = status;
    this.hint = body.hint ?? "";
  }
}

export function get(path, params = {}) {
  return ask(`${path}${query(params)}`);
}

export function post(path, body = {}) {
  return ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(drop(body)) });
}

export function postForm(path, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(drop(fields))) form.append(name, value);
  return ask(path, { method: "POST", body: form });
}

export function remove(path) {
  return ask(path, { method: "DELETE" });
}

async function ask(path, options = {}) {
  const response = await fetch(path, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new CallFailed(response.status, body);
  return body;
}

function drop(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}

function query(params) {
  const text = new URLSearchParams(drop(params)).toString();
  return text ? `?${text}` : "";
}
