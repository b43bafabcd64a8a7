"""/near: halls, stadiums and cycleways around a point, the nearest first; a press sends the pin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.routes import Route
from bot.kit.screen import Alert, AskOnce, Bold, Italic, OpenApp, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import BotApp, Incoming, OldButton, Reply, Turn
from domain.accounts.errors import PersonNotKnown
from domain.accounts.people import find_by_telegram_id, own_point
from domain.errors import Refusal
from domain.forms.answers import typed_point
from domain.maps.errors import AddressUnknown, NearbyAway, NearbyOff
from domain.maps.nearby import Nearby
from domain.maps.points import Spot, is_on_earth
from domain.maps.ports import KINDS
from locales import Translator

SHOWN = 6
ALL = "all"
FILTERS = (ALL, *KINDS)
_ICONS = {"gym": "🏋️", "stadium": "🏟", "cycleway": "🚴"}
_FINE = 100_000
_NUMBER = re.compile(r"-?\d{1,8}", re.ASCII)
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Around:
    """What was found around a spot, or why it was not."""

    spot: Spot
    found: tuple[Nearby, ...] = ()
    refusal: Refusal | None = None

    @property
    def args(self) -> tuple[int, int]:
        """Small enough to ride in a button."""
        return round(self.spot.latitude * _FINE), round(self.spot.longitude * _FINE)


async def around_pin(app: BotApp, incoming: Incoming) -> Around | None:
    """Of a pin that nobody asked for."""
    message = incoming.message
    if message is None or message.location is None or app.maps.neighbourhood is None:
        return None
    return await _around(app, incoming, Spot(message.location.latitude, message.location.longitude))


async def around_words(app: BotApp, incoming: Incoming) -> Around | None:
    """Of /near and an address."""
    if app.maps.neighbourhood is None:
        return Around(Spot(0, 0), refusal=NearbyOff())
    if not incoming.text:
        return None
    if point := typed_point(incoming.text):
        return await _around(app, incoming, Spot(*point))
    language, near = await _reader(incoming)
    looked = await app.maps.find(incoming.text, lang=language, near=near)
    if looked.found:
        return await _around(app, incoming, looked.found[0].spot)
    return Around(Spot(0, 0), refusal=NearbyAway() if looked.away else AddressUnknown(address=incoming.text[:60]))


async def around_button(app: BotApp, incoming: Incoming) -> Around | None:
    spot = _spot(incoming.args)
    return await _around(app, incoming, spot) if spot else None


async def _around(app: BotApp, incoming: Incoming, spot: Spot) -> Around | None:
    if not is_on_earth(spot.latitude, spot.longitude):
        return None
    language, _ = await _reader(incoming)
    try:
        return Around(spot, tuple(await app.maps.nearby(spot, lang=language)))
    except Refusal as refusal:
        return Around(spot, refusal=refusal)


async def _reader(incoming: Incoming) -> tuple[str, Spot | None]:
    """Their language, and where their city is."""
    try:
        person = await find_by_telegram_id(incoming.person.id)
    except PersonNotKnown:
        return "ru", None
    point = await own_point(person.id)
    return person.language, Spot(*point) if point else None


def _spot(args: Sequence[str]) -> Spot | None:
    numbers = [int(one) / _FINE for one in args[:2] if _NUMBER.fullmatch(one)]
    return Spot(*numbers) if len(numbers) == 2 else None


async def near(turn: Turn) -> Reply:
    """/near, or /near and an address."""
    if isinstance(turn.facts, Around):
        return await shown(turn, turn.facts)
    return ask_screen(turn.t)


def ask_screen(t: Translator) -> Screen:
    return Screen(t("near-ask"), ask=AskOnce(t("form-share-location"), "location"))


async def listed(turn: Turn) -> Reply:
    return await shown(turn, _facts(turn), turn.one_of(FILTERS, 2))


async def shown(turn: Turn, around: Around, kind: str = ALL) -> Reply:
    if around.refusal is not None:
        raise around.refusal
    return near_screen(around, kind, turn.t)


async def pin(turn: Turn) -> Reply:
    """One of them, as a venue that every map application understands."""
    around = _facts(turn)
    if around.refusal is not None:
        raise around.refusal
    chosen = next((one for one in around.found if one.key == turn.word(3)), None)
    if chosen is None:
        return Alert(turn.t("near-gone"), modal=True)
    return pin_screen(chosen, turn.t)


def pin_screen(chosen: Nearby, t: Translator) -> Screen:
    name = name_of(chosen, t)
    where = Text("📍 ", Bold(name), " · ", t.distance(chosen.metres))
    venue = (chosen.at.latitude, chosen.at.longitude, name)
    return Screen(lines(where, chosen.address or None), venue=venue, own_message=True)


def _facts(turn: Turn) -> Around:
    if not isinstance(turn.facts, Around):
        raise OldButton
    return turn.facts


def near_screen(around: Around, kind: str, t: Translator) -> Screen:
    found = [one for one in around.found if kind in (ALL, one.kind)]
    shown = found[:SHOWN]
    body: list[Words] = [part for one in shown for part in ("", _line(one, t))]
    head = Bold(t("near-title", count=len(found))) if found else t("near-none")
    more = [t("near-more", count=len(found) - SHOWN)] if len(found) > SHOWN else []
    text = lines(head, *body, "", *more, Italic("© OpenStreetMap"))
    args = around.args
    pins: list[Row] = [[Press(_label(one, t), "nr.pin", (*args, kind, one.key))] for one in shown]
    return Screen(text, keyboard=[*pins, *_filters(around, kind, t), [_page(around, t)]])


def _line(one: Nearby, t: Translator) -> Text:
    where = (Text("\n", one.address),) if one.address else ()
    return Text(f"{_ICONS[one.kind]} ", Bold(name_of(one, t)), " · ", t.distance(one.metres), *where)


def name_of(one: Nearby, t: Translator) -> str:
    """Many cycleways and halls have no name."""
    return one.name or t(f"near-nameless-{one.kind}")


def _label(one: Nearby, t: Translator) -> str:
    return f"📍 {name_of(one, t)[:_LONGEST]}"


def _filters(around: Around, kind: str, t: Translator) -> list[Row]:
    """Those of which there are any; the chosen one is marked."""
    there = {one.kind for one in around.found}
    known = [one for one in FILTERS if one == ALL or one in there]
    if len(known) <= 2:
        return []
    words = {one: t(f"near-kind-{one}") for one in known}
    chips = [Press(f"✓ {words[one]}" if one == kind else words[one], "nr.list", (*around.args, one)) for one in known]
    return [list(chips[:2]), list(chips[2:])]


def _page(around: Around, t: Translator) -> OpenApp:
    at = f"{around.spot.latitude:.5f},{around.spot.longitude:.5f}"
    return OpenApp(t("near-open"), f"/near?at={at}", "near")


COMMANDS = {"near": Route(near, gather=around_words)}
PRESSES = {
    "nr.list": Route(listed, gather=around_button),
    "nr.pin": Route(pin, gather=around_button),
}
