"""The page on which a person says who they are and what they let an application do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from sandbox.providers import page
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Person
from sandbox.telegram.world import World

WORDS: dict[str, tuple[str, str]] = {
    "heading": ("Вход", "Sign in"),
    "asks": ("{who} просит доступ", "{who} asks for access"),
    "account": ("Вы входите как", "You sign in as"),
    "scopes": ("Что можно приложению", "What the application may do"),
    "allow": ("Разрешить", "Allow"),
    "deny": ("Отказать", "Deny"),
    "note": (
        "Это страница песочницы: пароль здесь не спрашивают.",
        "This is a page of the sandbox: it asks for no password.",
    ),
}


@dataclass(frozen=True)
class Scope:
    """`fixed`: it cannot be left out; `offered`: it is not ticked beforehand."""

    name: str
    ru: str
    en: str
    fixed: bool = False
    offered: bool = False


def shown(
    request: web.Request, world: World, title: str, client: str, scopes: Sequence[Scope], redirect: str
) -> web.Response:
    lang = page.language(request)
    people = "".join(
        f'<option value="{escape(one.key, quote=True)}">{escape(one.name)}</option>' for one in world.people[:8]
    )
    boxes = "".join(_box(one, lang) for one in scopes)
    body = (
        f"<h1>{escape(_say(lang, 'asks', who=client))}</h1>"
        f'<form method="post" action="{escape(page.here(request, lang), quote=True)}" class="till-form">'
        f'<label class="till-field">{_say(lang, "account")}<select name="as">{people}</select></label>'
        f"<fieldset><legend>{_say(lang, 'scopes')}</legend>{boxes}</fieldset>"
        f"{page.button('do', 'allow', _say(lang, 'allow'), 'wide')}"
        f"{page.button('do', 'deny', _say(lang, 'deny'), 'chip')}"
        f'<p class="till-note">{_say(lang, "note")}</p></form>'
    )
    return page.shown(request, title, _say(lang, "heading"), body, leads_to=redirect)


def _box(scope: Scope, lang: str) -> str:
    name = escape(scope.name, quote=True)
    state = " checked disabled" if scope.fixed else "" if scope.offered else " checked"
    kept = f'<input type="hidden" name="scope" value="{name}">' if scope.fixed else ""
    text = escape(scope.ru if lang == "ru" else scope.en)
    return f'{kept}<label class="till-check"><input type="checkbox" name="scope" value="{name}"{state}>{text}</label>'


def _say(lang: str, key: str, **values: str) -> str:
    return WORDS[key][lang != "ru"].format(**values)


def back(redirect: str, **answer: str) -> web.Response:
    """To the application, with the answer in the address."""
    joint = "&" if urlsplit(redirect).query else "?"
    return web.Response(status=302, headers={"Location": f"{redirect}{joint}{urlencode(answer)}"})


def person(world: World, form: Mapping[str, object]) -> Person:
    """Who was chosen on the page."""
    try:
        return world.person(str(form.get("as", "")))
    except SimError as problem:
        raise web.HTTPBadRequest(text=problem.error) from problem


def is_known(world: World, redirect: str) -> bool:
    """Whether the answer may go there: to localhost, or to where the mini-app is."""
    known = {"localhost", "127.0.0.1", urlsplit(world.config.webapp_url).hostname}
    return is_address(redirect) and urlsplit(redirect).hostname in known


def is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.fragment
