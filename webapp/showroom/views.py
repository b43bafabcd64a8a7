"""The showroom, beside a demo alone: every part of the kit in every state, and every screen of the bot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from domain.errors import Refusal
from domain.events.talking.faq import Entry
from domain.events.ways import ONLINE
from domain.forms.errors import AnswerMissing
from domain.forms.form import Choice, Field, Form, Kind
from locales import LANGUAGES, Lang, Translator, translator
from webapp.events import maps
from webapp.events.bracket import own_match, words_of_round
from webapp.events.bracket import shown as shown_bracket
from webapp.kit import pages
from webapp.kit.forms import Filled, Line
from webapp.showroom import brackets, samples

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Shown:
    """One screen of the bot: `html` is its text, made by us; `rows` its buttons with their tone."""

    name: str
    html: str
    rows: Sequence[Sequence[tuple[str, str]]]
    letters: int


Screens = Callable[[Translator], Sequence[Shown]]


def routes(screens: Screens) -> list[web.RouteDef]:
    async def bot(request: web.Request) -> web.Response:
        lang, _ = _asked(request)
        return _page(request, "showroom/screens.html", {"screens": screens(translator(lang))})

    return [web.get("/kit", parts), web.get("/kit/screens", bot)]


async def parts(request: web.Request) -> web.Response:
    t = translator(_asked(request)[0])
    shown = samples.event(t)
    return _page(
        request,
        "showroom/parts.html",
        {
            "rows": [
                samples.row(t, 1),
                samples.row(t, 2, ways=samples.places(3, None, name=ONLINE)),
                samples.row(t, 3, ways=samples.places(50), fee_minor=150_000),
                samples.row(t, 4, title=t("showroom-long"), place=t("showroom-long"), ways=samples.places(44)),
                samples.row(t, 5, ways=samples.hybrid()),
            ],
            "cards": _events(t),
            "card": shown,
            "hybrid": samples.event(t, ways=samples.hybrid()),
            "faq": [
                Entry(1, t("showroom-said"), t("showroom-answer")),
                Entry(2, t("showroom-long"), t("showroom-long")),
            ],
            "plan": maps.plan_of(shown),
            **_brackets(t),
            "lines": form_lines(t),
            "messages": [
                samples.message(1, 3, t("showroom-organizer"), t("showroom-said")),
                samples.message(2, 3, t("showroom-organizer"), t("showroom-long")),
            ],
        },
    )


def _brackets(t: Translator) -> dict[str, Any]:
    """A bracket with every state of a match, seen by a player; and a table."""
    played = brackets.bracket(t, own=samples.person(t).id, players=8, played=brackets.EIGHT, disputed=("W1.3",))
    return {
        "cup": shown_bracket(played, t),
        "robin": shown_bracket(brackets.bracket(t, name="round_robin", players=4, played={"G1R1.1": (2, 0)}), t),
        "own_match": {"card": brackets.bracket(t, own=2), **own_match(brackets.bracket(t, own=2))},
        "words_of": words_of_round(played, t),
    }


def _events(t: Translator) -> list[Any]:
    offer_ends_at = samples.NOW.replace(hour=18)
    return [
        samples.event(t, own_status="confirmed"),
        samples.event(t, own_status="waitlisted", own_position=3, ways=samples.places(50, waiting=4)),
        samples.event(t, own_status="offered", own_offer_ends_at=offer_ends_at, ways=samples.places(48)),
        samples.event(t, status="draft"),
        samples.event(t, status="running"),
        samples.event(t, status="finished"),
        samples.event(t, status="cancelled", cancel_reason=t("showroom-reason")),
    ]


def form_lines(t: Translator) -> list[Line]:
    """Every kind of question: answered, empty, and answered wrongly."""
    choices = tuple(Choice(key, label=t(f"showroom-choice-{key}")) for key in ("first", "second", "third"))
    more = (*choices, Choice("fourth", label=t("showroom-choice-first")), Choice("fifth", label=t("showroom-long")))
    label = t("showroom-question")
    fields = (
        Field("text", Kind.TEXT, label=label, hint=t("showroom-hint"), example="5:45"),
        Field("wrong", Kind.TEXT, label=label, example="5:45"),
        Field("long", Kind.LONG_TEXT, label=label, required=False),
        Field("number", Kind.NUMBER, label=label, required=False),
        Field("date", Kind.DATE, label=label, required=False),
        Field("one", Kind.CHOICE, label=label, choices=choices),
        Field("select", Kind.CHOICE, label=label, choices=more),
        Field("many", Kind.CHOICES, label=label, choices=choices, required=False),
        Field("consent", Kind.CONSENT, label=label),
        Field("photo", Kind.PHOTO, label=label, required=False),
        Field("paper", Kind.DOCUMENT, label=label, required=False),
        Field("paper_sent", Kind.DOCUMENT, label=label),
    )
    said: dict[str, object] = {"text": "5:45", "wrong": "?", "one": "first", "many": ["second"], "consent": "true"}
    said["paper_sent"] = "5"
    errors: dict[str, Refusal] = {"wrong": AnswerMissing(), "select": AnswerMissing()}
    return Filled(Form("showroom", fields), {}, samples.ZONE, said, errors).lines(t)


def _asked(request: web.Request) -> tuple[Lang, str]:
    lang, theme = request.query.get("lang", "ru"), request.query.get("theme", "light")
    known: Lang = "en" if lang == "en" else "ru"
    return known, theme if theme in THEMES else "light"


def _page(request: web.Request, template: str, values: dict[str, Any]) -> web.Response:
    lang, theme = _asked(request)
    t = translator(lang)
    place: dict[str, Any] = {
        "theme": theme,
        "themes": THEMES,
        "languages": LANGUAGES,
        "path": request.path,
        "viewer": samples.person(t),
    }
    html = pages.render_words(request.app, template, t, samples.NOW, place | values)
    return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-store"})
