"""/badges: what a person has been given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.kit.paging import page_turns
from bot.kit.screen import Bold, OpenApp, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.achievements.drawing import Face
from domain.achievements.queries import BadgeCard, collection, counts
from domain.time import local
from locales import Translator
from locales.awards import badge_name

PAGE = 8
_SIGNS = {"winner": "🏆", "finisher": "🏁", "player": "🎽"}
_BY_PLACE = {1: "🥇", 2: "🥈", 3: "🥉"}
_FARTHEST = 1_000_000


async def mine(turn: Turn) -> Reply:
    page = min(turn.number(), _FARTHEST) if turn.incoming.kind == "press" and turn.args else 0
    rows = await collection(turn.person.id, offset=page * PAGE, limit=PAGE + 1)
    return badges_screen(rows, await counts(turn.person.id), page, turn.t, turn.zone)


def badges_screen(rows: Sequence[BadgeCard], counted: Mapping[str, int], page: int, t: Translator, zone: str) -> Screen:
    """`rows` may hold one more than a page has: then there is a next one."""
    app: Row = [OpenApp(t("event-button-open"), "/me/badges", "badges")]
    home: Row = [Press(t("account-home"), "home")]
    if not rows and not page:
        text = lines(Bold(t("achievement-title")), "", t("achievement-none"), t("achievement-none-hint"))
        return Screen(text, keyboard=[[Press(t("event-button-find"), "ev.find", (0, 0, 0, 0))], home])
    said: list[Words] = [part for one in rows[:PAGE] for part in ("", badge_line(one, t, zone))]
    turns = page_turns(t, "bg.mine", (), page, more=len(rows) > PAGE)
    total = ", ".join(t(f"achievement-count-{kind}", count=count) for kind, count in counted.items())
    text = lines(Bold(t("achievement-title")), total, *said)
    return Screen(text, keyboard=[*turns, app, home])


def sign_of(badge: BadgeCard) -> str:
    return _SIGNS.get(badge.kind) or _BY_PLACE.get(badge.place or 0, "🏅")


def badge_line(badge: BadgeCard, t: Translator, zone: str) -> Text:
    day = t.date(local(badge.given_at, zone).date())
    return Text(f"{sign_of(badge)} ", Bold(badge_name(badge, t)), f"\n{badge.title}, {day}")


def face_of(badge: BadgeCard, t: Translator, zone: str) -> Face:
    return Face(badge.kind, badge.place, badge_name(badge, t), badge.title, t.date(local(badge.given_at, zone).date()))
