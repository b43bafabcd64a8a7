"""Finding events: /events with chips, words, and the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.events import live
from bot.events.screens import event_screen, row_line
from bot.kit.questions import grid
from bot.kit.screen import Alert, Bold, OpenApp, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person, own_point
from domain.accounts.profile import save_profile
from domain.events import links
from domain.events.categories.managing import category_by_id
from domain.events.finding.catalogue import (
    COUNTED_IN_CATEGORY,
    CatalogueRow,
    CategoryCount,
    EventFilter,
    count_events,
    find_events,
    list_categories,
)
from domain.events.finding.days import bounded
from domain.events.queries import get_event_card
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.texts import clean_line, shortened
from locales import Translator

PAGE = 5
LAST_PAGE = 10_000
PERIODS = ("all", "week", "weekend")
PLACES = ("all", "online", "near", "onsite")
KINDS = ("all", "race", "training", "ride", "tournament")
SORTS = ("date", "popular")
MOST_CATEGORIES = 18
NEAR_FORM = Form("event-near", (Field("city", Kind.CITY, words="event-ask-near"),), words="event-near")


@dataclass(frozen=True, slots=True)
class Chips:
    """The chosen filters, small enough to ride in a button: numbers into the tuples above, and the page.

    `category` is an id, 0 for any. Each filter that is changed begins at the first page.
    """

    period: int = 0
    place: int = 0
    kind: int = 0
    page: int = 0
    sort: int = 0
    category: int = 0

    @property
    def args(self) -> tuple[int, ...]:
        return (self.period, self.place, self.kind, self.page, self.sort, self.category)

    def next(self, name: str, known: Sequence[str]) -> Chips:
        """One press goes to the next value of that filter."""
        return replace(self, page=0, **{name: (getattr(self, name) + 1) % len(known)})


async def events(turn: Turn) -> Reply:
    """/events, or /events and words."""
    return await search(turn, turn.text) if turn.text else await all_events(turn)


async def all_events(turn: Turn) -> Reply:
    return await _page(turn, Chips())


async def find(turn: Turn) -> Reply:
    chips = _chips(turn)
    if PLACES[chips.place] == "near" and await own_point(turn.person.id) is None:
        return await _ask_where(turn, chips)
    return await _page(turn, chips)


def _chips(turn: Turn) -> Chips:
    """Buttons of before had neither order nor category."""
    lists = (PERIODS, PLACES, KINDS)
    period, place, kind = [_chosen(turn, one, index) for index, one in enumerate(lists)]
    page = min(turn.number(3), LAST_PAGE)
    more = len(turn.args) > 5
    return Chips(period, place, kind, page, *((_chosen(turn, SORTS, 4), turn.number(5)) if more else ()))


def _chosen(turn: Turn, known: Sequence[str], index: int) -> int:
    return int(turn.one_of([str(at) for at in range(len(known))], index))


async def _ask_where(turn: Turn, chips: Chips) -> Reply:
    """Once: the profile keeps it. In a group nobody is asked where they are."""
    if not turn.private:
        return Alert(turn.t("event-near-in-private"), modal=True)
    return await turn.forms.begin(turn, NEAR_FORM, ",".join(map(str, chips.args)))


async def place_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    """The keyboard of the question goes away with a message of its own."""
    await save_profile(turn.person.id, {"city": answers["city"]}, now=turn.now)
    turn.person = await get_person(turn.person.id)
    chips = Chips(*map(int, subject.split(",")))
    words = Screen(turn.t("event-near-known"), drop_reply_keyboard=True, own_message=True)
    return [words, replace(await _page(turn, chips), own_message=True)]


async def categories(turn: Turn) -> Reply:
    """[Категория]: those that have events, with how many."""
    return categories_of_events_screen(await list_categories(now=turn.now), _chips(turn), turn.t)


def categories_of_events_screen(known: Sequence[CategoryCount], chips: Chips, t: Translator) -> Screen:
    shown = [one for one in known if one.count or one.id == chips.category][:MOST_CATEGORIES]
    buttons = [
        Press(
            t("category-chip", name=one.name(t.lang), count=_many(one.count)),
            "ev.find",
            replace(chips, category=one.id, page=0).args,
        )
        for one in shown
    ]
    everything: Row = [Press(t("category-any"), "ev.find", replace(chips, category=0, page=0).args)]
    return Screen(t("category-choose"), keyboard=[*grid(buttons), everything])


def _many(count: int) -> str:
    return f"{COUNTED_IN_CATEGORY - 1}+" if count >= COUNTED_IN_CATEGORY else str(count)


async def search(turn: Turn, text: str) -> Reply:
    """By words, and by days among them; the whole list is in the mini-app."""
    text = clean_line(text)
    wanted = await bounded(EventFilter(text=text), now=turn.now, zone=turn.zone)
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
        return Screen(turn.t("event-which", command="event"))
    return event_screen(await get_event_card(number, turn.person), turn.t, turn.now)


async def opened_link(turn: Turn) -> Reply:
    """t.me/bot?start=e_17 or e_<private token>."""
    payload = turn.args[0] if turn.args else ""
    named = named_event(payload)
    event_id = await links.open_link(turn.person.id, payload) if named is None else named
    card = await get_event_card(event_id, turn.person)
    return await live.with_button(event_screen(card, turn.t, turn.now), card, turn)


async def _page(turn: Turn, chips: Chips) -> Screen:
    category = await category_by_id(chips.category) if chips.category else None
    if category is None:
        chips = replace(chips, category=0)
    wanted = await _wanted(turn, chips, category.slug if category else None)
    rows = await find_events(wanted, now=turn.now, offset=chips.page * PAGE, limit=PAGE)
    total = await count_events(wanted, now=turn.now)
    name = category.name(turn.t.lang) if category else ""
    return list_screen(rows, total, chips, turn.t, turn.now, category=name)


async def _wanted(turn: Turn, chips: Chips, category: str | None) -> EventFilter:
    place = PLACES[chips.place]
    near = await own_point(turn.person.id) if place == "near" else None
    starts_from, starts_before = period(PERIODS[chips.period], turn.now, turn.zone)
    return EventFilter(
        starts_from=starts_from,
        starts_before=starts_before,
        kind=None if KINDS[chips.kind] == "all" else KINDS[chips.kind],
        is_online={"online": True, "onsite": False}.get(place),
        near=near,
        category=category,
        sort=SORTS[chips.sort],
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


def list_screen(
    rows: list[CatalogueRow], total: int, chips: Chips, t: Translator, now: datetime, *, category: str = ""
) -> Screen:
    first = chips.page * PAGE
    body = [row_line(first + i, row, t, now) for i, row in enumerate(rows, 1)]
    spaced = [part for line in body for part in ("", line)]
    text = lines(Bold(t("event-list-title", total=total)), *(spaced or ["", t("event-list-empty")]))
    opens: list[Row] = [[Press(shortened(row.title, 40), "ev.card", (row.id, *chips.args))] for row in rows]
    create: list[Row] = [] if rows else [[Press(t("event-button-new"), "ev.new")]]
    app: Row = [OpenApp(t("event-button-catalogue"), "/events", "events")]
    return Screen(text, keyboard=[*opens, *_pager(chips, total, t), *_chip_rows(chips, category, t), *create, app])


def found_screen(rows: list[CatalogueRow], total: int, text: str, t: Translator, now: datetime) -> Screen:
    body = [part for i, row in enumerate(rows, 1) for part in ("", row_line(i, row, t, now))]
    head = t("event-found", total=total, text=text[:60])
    opens: list[Row] = [[Press(shortened(row.title, 40), "ev.card", (row.id,))] for row in rows]
    everything: Row = [Press(t("event-button-all"), "ev.find", Chips().args)]
    return Screen(lines(Bold(head), *(body or ["", t("event-found-nothing")])), keyboard=[*opens, everything])


def _pager(chips: Chips, total: int, t: Translator) -> list[Row]:
    row: Row = []
    if chips.page:
        row.append(Press(t("event-button-previous"), "ev.find", replace(chips, page=chips.page - 1).args))
    if (chips.page + 1) * PAGE < total:
        row.append(Press(t("event-button-next"), "ev.find", replace(chips, page=chips.page + 1).args))
    return [row] if row else []


def _chip_rows(chips: Chips, category: str, t: Translator) -> list[Row]:
    named = t("category-chip-button", name=shortened(category, 24)) if category else t("category-chip-all")
    return [
        [
            Press(t(f"event-chip-period-{PERIODS[chips.period]}"), "ev.find", chips.next("period", PERIODS).args),
            Press(t(f"event-chip-place-{PLACES[chips.place]}"), "ev.find", chips.next("place", PLACES).args),
            Press(t(f"event-chip-kind-{KINDS[chips.kind]}"), "ev.find", chips.next("kind", KINDS).args),
        ],
        [
            Press(named, "ev.cats", chips.args),
            Press(t(f"event-sort-{SORTS[chips.sort]}"), "ev.find", chips.next("sort", SORTS).args),
        ],
    ]
