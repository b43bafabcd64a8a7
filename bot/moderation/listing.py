"""/admin, /pin and /unpin: the categories, and what stands pinned on the first screen."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kit.routes import Route, Where
from bot.kit.screen import Bold, OpenApp, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from bot.moderation.staff import for_administrators
from domain.errors import NotFound
from domain.events.categories import managing
from domain.events.categories.managing import Category
from domain.events.pinned import pins
from domain.events.pinned.pins import Pin
from domain.forms.texts import shortened
from domain.time import parse_day
from locales import Translator

_LONGEST = 18


async def admin(turn: Turn) -> Reply:
    """/admin, /admin categories, /admin pins"""
    match turn.text.strip().lower():
        case "categories" | "категории":
            return await _categories(turn)
        case "pins" | "закреплённое":
            return await _pins(turn)
    return admin_screen(turn.t)


def admin_screen(t: Translator) -> Screen:
    rows: list[Row] = [[Press(t("admin-categories"), "ad.cats"), Press(t("admin-pins"), "ad.pins")]]
    return Screen(lines(Bold(t("admin-title"))), keyboard=rows)


async def categories(turn: Turn) -> Reply:
    return await _categories(turn)


async def _categories(turn: Turn) -> Screen:
    return categories_screen(await managing.list_all(turn.person), turn.t)


def categories_screen(rows: Sequence[Category], t: Translator) -> Screen:
    said = [t("category-line", name=one.name(t.lang), events=t("category-used", count=one.used)) for one in rows]
    change: Row = [OpenApp(t("category-manage"), "/ops/categories", "categories")]
    return Screen(lines(Bold(t("category-title")), "", *said), keyboard=[change])


async def pinned(turn: Turn) -> Reply:
    return await _pins(turn)


async def _pins(turn: Turn) -> Screen:
    return pins_screen(await pins.list_pins(turn.person, now=turn.now), turn.t)


def pins_screen(rows: Sequence[Pin], t: Translator) -> Screen:
    said = [f"№ {one.event_id} {one.title[:60]}: {t('pin-until', day=t.date(one.last_day))}" for one in rows]
    takes: list[Row] = [
        [Press(f"{t('pin-remove')}: {shortened(one.title, 40)}", "ad.unpin", (one.event_id,))] for one in rows[:8]
    ]
    text = lines(Bold(t("pin-title")), "", *(said or [t("pin-none")]), "", t("pin-how"))
    return Screen(text, keyboard=[*takes, [OpenApp(t("pin-new"), "/ops/pins", "pins")]])


async def pin(turn: Turn) -> Reply:
    """/pin 17 5 декабря"""
    number, _, day = turn.text.strip().partition(" ")
    if not day:
        return Screen(turn.t("pin-how"))
    last_day = parse_day(day, now=turn.now, zone=turn.zone, lang=turn.person.language, ahead=True)
    await pins.pin(turn.person, _number(number), last_day, now=turn.now)
    return await _pins(turn)


async def unpin(turn: Turn) -> Reply:
    """/unpin 17"""
    await pins.unpin(turn.person, _number(turn.text), now=turn.now)
    return await _pins(turn)


async def unpin_pressed(turn: Turn) -> Reply:
    await pins.unpin(turn.person, turn.number(), now=turn.now)
    return await _pins(turn)


def _number(said: str) -> int:
    number = said.strip().removeprefix("#")
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST):
        raise NotFound
    return int(number)


COMMANDS = {
    "admin": Route(for_administrators(admin), Where.PRIVATE),
    "pin": Route(for_administrators(pin)),
    "unpin": Route(for_administrators(unpin)),
}
PRESSES = {"ad.cats": Route(categories), "ad.pins": Route(pinned), "ad.unpin": Route(unpin_pressed)}
