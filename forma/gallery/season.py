"""The screens of a season, with invented people in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, TypeAlias, cast

from bot.events import season
from bot.kit.questions import question_screen
from bot.kit.screen import Screen
from bot.kit.turn import BotApp, Incoming, Turn
from domain.accounts.people import TelegramPerson
from domain.events.recurring.series_queries import SeriesCard
from domain.events.season.queries import DatePoints, SeasonCard, Standing
from domain.events.season.rules import SEASON_FORM, SeasonRules
from domain.forms.conversation import Conversation, jump
from domain.forms.form import Field
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, person

Made: TypeAlias = Callable[[Translator], Screen]
RULES = SeasonRules("places", (25, 18, 15, 12, 10, 8, 6, 4, 2, 1), 4)


def _card(t: Translator, *, manages: bool = False, counted: bool = True, **known: Any) -> SeasonCard:
    series = SeriesCard(3, t("showroom-event"), 17, 8, 3, 12, False, manages, counted)
    own = Standing(77, t("showroom-organizer"), 31_000, 3, (0,), 12)
    return SeasonCard(**{"series": series, "rules": RULES if counted else None, "done": 5, "own": own} | known)


def _board(t: Translator) -> Screen:
    names = (t("showroom-person"), "", t("showroom-long"))
    rows = [Standing(at, names[at % 3], (120 - at * 7) * 1000, 1 + at % 5, (at,), at) for at in range(1, 12)]
    dates = [
        DatePoints(at, t("showroom-event"), NOW - timedelta(days=7 * at), ZONE, at or None, at * 6000, at < 3)
        for at in range(4)
    ]
    return season.season_screen(_card(t), rows, dates, 0, t)


def screens() -> dict[str, Made]:
    def asked(field: Field) -> Made:
        begun = Conversation(SEASON_FORM, answers={"by": "places"})
        return lambda t: question_screen(_turn(t), jump(begun, field.key))

    return {
        "season": _board,
        "season-empty": lambda t: season.season_screen(_card(t, own=None, done=0), [], [], 0, t),
        "season-off": lambda t: season.season_screen(_card(t, manages=True, counted=False, own=None), [], [], 0, t),
        "season-rules": lambda t: season.season_rules_screen(_card(t, manages=True), t),
        **{f"{SEASON_FORM.key}-{field.key}": asked(field) for field in SEASON_FORM.fields},
    }


def _turn(t: Translator) -> Turn:
    app = cast(BotApp, SimpleNamespace(username="forma_bot"))
    incoming = Incoming("command", TelegramPerson(7, t("showroom-person")), 7, private=True)
    return Turn(app, incoming, person(t), t, NOW, cast(Any, None))
