"""A person's own events and tickets."""

from __future__ import annotations

from collections.abc import Mapping

from bot.events import diplomas
from bot.events.screens import when
from bot.kit.screen import Bold, Button, Press, Row, Screen, Text, lines
from bot.kit.turn import Reply, Turn
from domain.events.entry import in_group
from domain.events.entry.own_events import MyEvent, get_ticket, list_my_events, list_tickets, tab_to_open
from domain.events.queries import get_event_card
from domain.events.results.own import OwnResult, own_results
from domain.forms.texts import shortened
from domain.notifications import outbox
from locales import Translator
from locales.results import own_result_words

TABS = ("upcoming", "running", "finished")
PAGE = 6


async def mine(turn: Turn) -> Reply:
    """/my: three tabs. The event's status decides the tab, not the date alone."""
    pressed = turn.incoming.kind == "press" and turn.args
    tab = turn.args[0] if pressed and turn.args[0] in TABS else await tab_to_open(turn.person.id)
    page = turn.number(1) if pressed and len(turn.args) > 1 else 0
    rows = await list_my_events(turn.person.id, tab, offset=page * PAGE, limit=PAGE + 1)
    results = await own_results(turn.person.id, [row.event_id for row in rows]) if tab != "upcoming" else {}
    return my_screen(turn, tab, page, rows, results)


def my_screen(
    turn: Turn, tab: str, page: int, rows: list[MyEvent], results: Mapping[int, OwnResult] | None = None
) -> Screen:
    t, results = turn.t, results or {}
    said = [part for row in rows[:PAGE] for part in ("", _line(turn, row, results.get(row.event_id)))]
    tabs: list[Button] = [
        Press(t(f"event-tab-{one}-on" if one == tab else f"event-tab-{one}"), "ev.my", (one, 0)) for one in TABS
    ]
    opens = [keys for row in rows[:PAGE] for keys in _opens(row, results.get(row.event_id), t)]
    pager: list[Row] = []
    if len(rows) > PAGE:
        pager = [[Press(t("event-button-next"), "ev.my", (tab, page + 1))]]
    switch: list[Row] = [tabs[:2], tabs[2:]]  # three in a row would break the Russian words
    empty: list[Row] = [] if rows else [[Press(t("event-button-find"), "ev.find", (0, 0, 0, 0))]]
    empty += [[Press(t("calendar-button"), "cf.show")]] if rows else []
    text = lines(Bold(t("event-my-title")), *(said or ["", t(f"event-my-{tab}-empty")]))
    return Screen(text, keyboard=[*switch, *opens, *pager, *empty])


def _opens(row: MyEvent, result: OwnResult | None, t: Translator) -> list[Row]:
    """The event has a row of its own: beside other buttons its name would be cut."""
    card: Row = [Press(shortened(row.title, 60), "ev.card", (row.event_id,))]
    if result is None:
        return [card]
    also: Row = [Press(t("result-button-final"), "rs.top", (row.event_id,))]
    if result.place and result.is_final:
        also.append(diplomas.offer(row.event_id, t))
    elif result.place:
        also.append(Press(t("result-button-share"), "rs.share", (row.event_id,)))
    return [card, also]


def _line(turn: Turn, row: MyEvent, result: OwnResult | None = None) -> Text:
    if result is not None:
        start = when(row.starts_at, row.zone, turn.t, turn.now)
        return Text(Bold(row.title), "\n", start, "\n", own_result_words(result, turn.t))
    status = turn.t(_status_words(row), position=row.own_position or 1)
    how = f" · {turn.t('event-person-way', way='online' if row.is_online else 'onsite')}" if row.is_hybrid else ""
    return Text(Bold(row.title), "\n", when(row.starts_at, row.zone, turn.t, turn.now), "\n", status, how)


def _status_words(row: MyEvent) -> str:
    """Nobody takes part in what is over."""
    if row.event_status == "cancelled":
        return "event-page-status-cancelled"
    if row.event_status == "finished" and row.own_status in ("confirmed", "paid"):
        return "event-own-was-in"
    return f"event-own-{row.own_status.replace('_', '-')}"


async def tickets(turn: Turn) -> Reply:
    """/tickets: each as a message of its own, with its code."""
    rows = await list_tickets(turn.person.id)
    if not rows:
        find = Press(turn.t("event-button-find"), "ev.find", (0, 0, 0, 0))
        return Screen(turn.t("event-tickets-none"), keyboard=[[find]])
    for row in rows[:5]:
        await _send_ticket(turn, row.registration_id, row.event_id)
    return Screen(turn.t("event-tickets-sent", count=len(rows[:5])))


async def ticket(turn: Turn) -> Reply:
    row = await get_ticket(turn.number(), turn.person.id)
    if not turn.private:
        await _show_ticket(turn, row.registration_id)
        return None
    await _send_ticket(turn, row.registration_id, row.event_id)
    return None


async def _show_ticket(turn: Turn, registration_id: int) -> None:
    """In a group, to its owner alone."""
    query = turn.incoming.query
    params = {"registration_id": registration_id, "user_id": turn.person.id, "thread_id": turn.incoming.thread_id}
    asked = {"query_id": query.id} if query else {}
    await outbox.tell_chat(turn.chat_id, in_group.TICKET, params={**params, **asked}, now=turn.now)


async def _send_ticket(turn: Turn, registration_id: int, event_id: int) -> None:
    params = {"registration_id": registration_id, "event_id": event_id}
    await outbox.notify(turn.person.id, "event-ticket", params=params, now=turn.now)


async def calendar(turn: Turn) -> Reply:
    """[В календарь]: the file comes as a message of its own."""
    card = await get_event_card(turn.number(), turn.person)
    await outbox.notify(turn.person.id, "event-calendar", params={"event_id": card.id}, now=turn.now)
    return None


async def venue(turn: Turn) -> Reply:
    """[Как добраться]: a pin that every map application understands."""
    card = await get_event_card(turn.number(), turn.person)
    if card.latitude is None or card.longitude is None:
        return None
    name = card.place or card.title
    return Screen(turn.t("event-venue", place=name), venue=(card.latitude, card.longitude, name), own_message=True)
