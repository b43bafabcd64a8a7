"""Finding events: /events with chips, words, and the card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.events import live
from bot.events.screens import event_screen, row_line
from bot.kit.screen import Bold, OpenApp, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import own_point
from domain.events import links
from domain.events.finding.catalogue import CatalogueRow, EventFilter, count_events, find_events
from domain.events.queries import get_event_card
from locales import Translator

PAGE = 5
LAST_PAGE = 10_000
PERIODS = ("all", "week", "weekend")
PLACES = ("all", "online", "near", "onsite")
KINDS = ("all", "race", "training", "ride", "tournament")


@dataclass(frozen=True, slots=True)
class Chips:
    """The chosen filters, small enough to ride in a button: numbers into the tuples above, and the page."""

    period: int = 0
    place: int = 0
    kind: int = 0
    page: int = 0

    @property
    def args(self) -> tuple[int, ...]:
        return (self.period, self.place, self.kind, self.page)


async def events(turn: Turn) -> Reply:
    """/events, or /events and words."""
    return await search(turn, turn.text) if turn.text else await all_events(turn)


async def all_events(turn: Turn) -> Reply:
    return await _page(turn, Chips())


async def find(turn: Turn) -> Reply:
    lists = (PERIODS, PLACES, KINDS)
    period, place, kind = [
        int(turn.one_of([str(at) for at in range(len(one))], index)) for index, one in enumerate(lists)
    ]
    return await _page(turn, Chips(period, place, kind, min(turn.number(3), LAST_PAGE)))


async def search(turn: Turn, text: str) -> Reply:
    """By words; the whole list is in the mini-app."""
    wanted = EventFilter(text=text)
    rows = await find_events(wanted, now=turn.now, limit=PAGE)
    total = await count_events(wanted, now=turn.now)
    return found_screen(rows, total, text, turn.t, turn.now)


async def back_to_card(turn: Turn, subject: str) -> Screen:
    event_id = int(subject.partition(":")[0])
    return event_screen(await get_event_card(event_id, turn.person), turn.t, turn.now)


async def card(turn: Turn) -> Reply:
    """Opened from the list, it leads back to the same page of the list."""
    card = await get_event_card(turn.number(), turn.person)
    screen = await live.with_button(event_screen(card, turn.t, turn.now), card, turn)
    if len(turn.args) <= len(Chips().args):
        return screen
    back: Row = [Press(turn.t("event-button-back"), "ev.find", turn.args[1:])]
    return replace(screen, keyboard=[*screen.keyboard, back])


def named_event(words: str) -> int | None:
    """The number in `/event 17` or `/panel #17`."""
    number = words.strip().removeprefix("#")
    return int(number) if number.isdecimal() and len(number) <= 18 else None


async def event_command(turn: Turn) -> Reply:
    """/event 17"""
    number = named_event(turn.text)
    if number is None:
        return Screen(turn.t("event-which"))
    return event_screen(await get_event_card(number, turn.person), turn.t, turn.now)


async def opened_link(turn: Turn) -> Reply:
    """t.me/bot?start=e_17 or e_<private token>."""
    payload = turn.args[0] if turn.args else ""
    named = named_event(payload)
    event_id = await links.open_link(turn.person.id, payload) if named is None else named
    card = await get_event_card(event_id, turn.person)
    return await live.with_button(event_screen(card, turn.t, turn.now), card, turn)


async def _page(turn: Turn, chips: Chips) -> Reply:
    wanted = await _wanted(turn, chips)
    rows = await find_events(wanted, now=turn.now, offset=chips.page * PAGE, limit=PAGE)
    total = await count_events(wanted, now=turn.now)
    return list_screen(rows, total, chips, turn.t, turn.now)


async def _wanted(turn: Turn, chips: Chips) -> EventFilter:
    place = PLACES[chips.place]
    near = await own_point(turn.person.id) if place == "near" else None
    starts_from, starts_before = period(PERIODS[chips.period], turn.now, turn.zone)
    return EventFilter(
        starts_from=starts_from,
        starts_before=starts_before,
        kind=None if KINDS[chips.kind] == "all" else KINDS[chips.kind],
        is_online={"online": True, "onsite": False}.get(place),
        near=near,
    )


def period(name: str, now: datetime, zone: str) -> tuple[datetime | None, datetime | None]:
    """The instants between which an event starts. The weekend is the coming one, or what is left of this one."""
    if name == "week":
        return None, now + timedelta(days=7)
    if name != "weekend":
        return None, None
    today = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    saturday = today + timedelta(days=5 - today.weekday()) if today.weekday() < 6 else today - timedelta(days=1)
    return saturday, saturday + timedelta(days=2)


def list_screen(rows: list[CatalogueRow], total: int, chips: Chips, t: Translator, now: datetime) -> Screen:
    first = chips.page * PAGE
    body = [row_line(first + i, row, t, now) for i, row in enumerate(rows, 1)]
    spaced = [part for line in body for part in ("", line)]
    text = lines(Bold(t("event-list-title", total=total)), *(spaced or ["", t("event-list-empty")]))
    opens: list[Row] = [[Press(row.title[:40], "ev.card", (row.id, *chips.args))] for row in rows]
    create: list[Row] = [] if rows else [[Press(t("event-button-new"), "ev.new")]]
    app: Row = [OpenApp(t("event-button-catalogue"), "/events", "events")]
    return Screen(text, keyboard=[*opens, *_pager(chips, total, t), *_chip_rows(chips, t), *create, app])


def found_screen(rows: list[CatalogueRow], total: int, text: str, t: Translator, now: datetime) -> Screen:
    body = [part for i, row in enumerate(rows, 1) for part in ("", row_line(i, row, t, now))]
    head = t("event-found", total=total, text=text[:60])
    opens: list[Row] = [[Press(row.title[:40], "ev.card", (row.id,))] for row in rows]
    everything: Row = [Press(t("event-button-all"), "ev.find", Chips().args)]
    return Screen(lines(Bold(head), *(body or ["", t("event-found-nothing")])), keyboard=[*opens, everything])


def _pager(chips: Chips, total: int, t: Translator) -> list[Row]:
    row: Row = []
    if chips.page:
        row.append(Press(t("event-button-previous"), "ev.find", replace(chips, page=chips.page - 1).args))
    if (chips.page + 1) * PAGE < total:
        row.append(Press(t("event-button-next"), "ev.find", replace(chips, page=chips.page + 1).args))
    return [row] if row else []


def _chip_rows(chips: Chips, t: Translator) -> list[Row]:
    """One press goes to the next value of that filter."""
    period_next = Chips((chips.period + 1) % len(PERIODS), chips.place, chips.kind)
    place_next = Chips(chips.period, (chips.place + 1) % len(PLACES), chips.kind)
    kind_next = Chips(chips.period, chips.place, (chips.kind + 1) % len(KINDS))
    return [
        [
            Press(t(f"event-chip-period-{PERIODS[chips.period]}"), "ev.find", period_next.args),
            Press(t(f"event-chip-place-{PLACES[chips.place]}"), "ev.find", place_next.args),
            Press(t(f"event-chip-kind-{KINDS[chips.kind]}"), "ev.find", kind_next.args),
        ]
    ]
