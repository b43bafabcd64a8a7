"""The room as a person sees it: who is here, a way in, a way out. There is no picture and no sound."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from aiohttp import web

from sandbox.providers import page
from sandbox.providers.rooms.records import Guest

WORDS: dict[str, tuple[str, str]] = {
    "note": (
        "Это комната песочницы: ни видео, ни звука здесь нет.",
        "This is a room of the sandbox: there is no picture and no sound.",
    ),
    "name": ("Ваше имя", "Your name"),
    "join": ("Войти", "Join"),
    "leave": ("Выйти", "Leave"),
    "record": ("Записать", "Record"),
    "recorded": ("Запись готова", "The recording is ready"),
    "here": ("В комнате", "In the room"),
    "nobody": ("Пока никого", "Nobody yet"),
    "host": ("ведущий", "host"),
    "visitor": ("гость", "guest"),
    "viewer": ("зритель", "viewer"),
    "knock": ("Комната закрыта: ведущий ещё не пришёл", "The room is locked: the host is not here yet"),
    "over": ("Встреча закончилась", "The meeting is over"),
    "refused": ("Вход закрыт", "You cannot enter"),
    "refused-text": ("Попросите новую ссылку у того, кто вас пригласил.", "Ask who invited you for a new link."),
}


def say(lang: str, key: str) -> str:
    return WORDS[key][lang != "ru"]


def room(
    request: web.Request,
    title: str,
    name: str,
    guests: Sequence[Guest],
    me: Guest | None,
    *,
    host: bool,
    said: str = "",
) -> web.Response:
    """`me`: once inside; `said`: what has just happened, a key of the words."""
    lang = page.language(request)
    people = "".join(f"<li>{escape(one.name)} <small>{say(lang, one.role)}</small></li>" for one in guests)
    listed = f'<ul class="till-people">{people}</ul>' if guests else f'<p class="till-title">{say(lang, "nobody")}</p>'
    told = f'<p class="till-problem" role="status">{say(lang, said)}</p>' if said else ""
    body = (
        f"<h1>{escape(name)}</h1>{told}<h2>{say(lang, 'here')}</h2>{listed}"
        f'<form method="post" action="{escape(page.here(request, lang), quote=True)}" class="till-form">'
        f'{_inside(me, lang, host=host) if me else _outside(lang)}<p class="till-note">{say(lang, "note")}</p></form>'
    )
    return page.shown(request, title, name, body)


def _inside(me: Guest, lang: str, *, host: bool) -> str:
    record = page.button("do", "record", say(lang, "record"), "chip") if host else ""
    return (
        f'<input type="hidden" name="guest" value="{escape(me.id, quote=True)}">'
        f"{page.button('do', 'leave', say(lang, 'leave'), 'wide')}{record}"
    )


def _outside(lang: str) -> str:
    return (
        f'<label class="till-field">{say(lang, "name")}<input name="name" maxlength="100" autocomplete="name"></label>'
        f"{page.button('do', 'join', say(lang, 'join'), 'wide')}"
    )


def closed(request: web.Request, title: str, key: str, why: str = "", *, status: int = 403) -> web.Response:
    lang = page.language(request)
    reason = f'<p class="till-note">{escape(why)}</p>' if why else ""
    text = f'<p class="till-text">{say(lang, "refused-text")}</p>' if key == "refused" else ""
    body = f'<div class="till-mark bad" aria-hidden="true">×</div><h1>{say(lang, key)}</h1>{text}{reason}'
    return page.shown(request, title, say(lang, key), body, status=status)
