"""The screens of a season, with invented people in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.events import season
from bot.kit.screen import Screen
from domain.events.recurring.series_queries import SeriesCard
from domain.events.season.queries import DatePoints, SeasonCard, Standing
from domain.events.season.rules import SEASON_FORM, SeasonRules
from forma.gallery.asking import Made, questions
from locales import Translator
from webapp.showroom.samples import NOW, ZONE

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
    return {
        "season": _board,
        "season-empty": lambda t: season.season_screen(_card(t, own=None, done=0), [], [], 0, t),
        "season-off": lambda t: season.season_screen(_card(t, manages=True, counted=False, own=None), [], [], 0, t),
        "season-rules": lambda t: season.season_rules_screen(_card(t, manages=True), t),
        **questions(SEASON_FORM),
    }
