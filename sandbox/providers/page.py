"""The pages of providers that people see: to pay, to sign in, to let in, to buy, to meet."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode, urlsplit

from aiohttp import web

LANGUAGES = {"ru": "Русский", "en": "English"}


def language(request: web.Request) -> str:
    asked = str(request.query.get("lang") or request.headers.get("Accept-Language", ""))
    return "ru" if asked.lower().startswith("ru") else "en"


def here(request: web.Request, lang: str) -> str:
    """This very page in that language: its question goes on being asked."""
    asked = [(name, value) for name, value in request.query.items() if name != "lang"]
    return "?" + urlencode([*asked, ("lang", lang)])


def shown(
    request: web.Request, name: str, heading: str, body: str, *, status: int = 200, leads_to: str = ""
) -> web.Response:
    """`leads_to`: whither a form of the page may be answered with a redirect."""
    lang = language(request)
    text = _frame(request, name, heading, body, lang)
    return web.Response(text=text, content_type="text/html", status=status, headers=_headers(leads_to))


def button(name: str, value: str, text: str, look: str) -> str:
    return f'<button class="{look}" name="{name}" value="{escape(value, quote=True)}">{escape(text)}</button>'


def _headers(leads_to: str) -> dict[str, str]:
    parts = urlsplit(leads_to)
    further = f" {parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""
    policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        f"form-action 'self'{further}; base-uri 'none'"
    )
    return {"Cache-Control": "no-store", "Content-Security-Policy": policy}


def _frame(request: web.Request, name: str, heading: str, body: str, lang: str) -> str:
    switch = "".join(
        f'<a href="{escape(here(request, code), quote=True)}" lang="{code}"'
        f"{' aria-current=true' if code == lang else ''}>{word}</a>"
        for code, word in LANGUAGES.items()
    )
    return f"""<!doctype html>
<html lang="{lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>{escape(heading)} · {escape(name)}</title>
  <link rel="icon" href="/client/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/client/style/tokens.css">
  <link rel="stylesheet" href="/client/style/till.css">
  <script type="module" src="/client/till.js"></script>
</head>
<body>
  <header class="till-head"><b>{escape(name)}</b><nav class="till-languages">{switch}</nav></header>
  <main class="till">{body}</main>
</body>
</html>
"""
