"""/series: events that come every week, all their dates, and what is changed in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.events.screens import when
from bot.kit.paging import page_turns
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, OpenApp, Press, Row, Screen, Text, in_rows, lines
from bot.kit.turn import Reply, Turn
from domain.errors import NotAllowed
from domain.events import lifecycle
from domain.events.finding.catalogue import CatalogueRow
from domain.events.queries import EventCard, get_event_card
from domain.events.recurring import series, series_queries
from domain.events.recurring.series import Applied
from domain.events.recurring.series_form import EXTEND_FORM, SERIES_FORM, wanted_in
from domain.events.recurring.series_queries import SeriesCard
from domain.forms.form import JsonValue
from domain.forms.texts import shortened
from locales import Translator

DATES_PAGE = 6


async def mine(turn: Turn) -> Reply:
    """/series"""
    return own_series_screen(await series_queries.list_series(turn.person), turn.t)


def own_series_screen(rows: Sequence[SeriesCard], t: Translator) -> Screen:
    opens: list[Row] = [
        [Press(t("series-row", title=shortened(row.title, 34), count=row.to_come), "sr.open", (row.id,))]
        for row in rows[:8]
    ]
    text = lines(Bold(t("series-mine")), t("series-mine-what" if rows else "series-mine-none"))
    return Screen(text, keyboard=[*opens, [Press(t("event-button-mine"), "ev.mine", (0,))]])


async def opened(turn: Turn) -> Reply:
    return await _series(turn, turn.number(), turn.number(1) if len(turn.args) > 1 else 0)


async def _series(turn: Turn, series_id: int, offset: int = 0) -> Screen:
    card = await series_queries.get_series(series_id, turn.person)
    rows = await series_queries.list_dates(series_id, turn.person, offset=offset, limit=DATES_PAGE + 1)
    return series_screen(card, rows, turn.t, turn.now, offset=offset)


def series_screen(
    card: SeriesCard, rows: Sequence[CatalogueRow], t: Translator, now: datetime, *, offset: int = 0
) -> Screen:
    dates = rows[:DATES_PAGE]
    hours = {(t.time(row.starts_at, row.zone), t.city(row.zone)) for row in dates}
    hour = hours.pop() if len(hours) == 1 else None
    pager = page_turns(t, "sr.open", (card.id,), offset, DATES_PAGE, more=len(rows) > DATES_PAGE)
    name = "sr.stop" if card.subscribed else "sr.follow"
    words = t("series-unsubscribe" if card.subscribed else "series-subscribe")
    own = Press(words, name, (card.id,), style=None if card.subscribed or card.manages else "primary")
    manage: Row = [Press(t("series-manage"), "sr.event", (card.event_id,))] if card.manages else []
    if card.has_season or card.manages:
        manage.append(Press(t("season-button"), "sn.open", (card.id, 0)))
    known = t("series-hour", time=hour[0], city=hour[1]) if hour else None
    what = [known, "", t("series-pick")] if dates else ["", t("series-over")]
    text = lines(Bold(card.title), t("series-count", count=card.to_come), *what)
    app = OpenApp(t("organizer-in-app"), f"/series/{card.id}", f"s_{card.id}")
    keys: list[Row] = [*_date_rows(dates, t, now, with_hour=hour is None), *pager, [own], manage, [app]]
    return Screen(text, keyboard=[key for key in keys if key])


def _date_rows(rows: Sequence[CatalogueRow], t: Translator, now: datetime, *, with_hour: bool) -> list[Row]:
    """Said once, on the buttons: two side by side where the day alone tells them apart."""
    are_short = not with_hour and all(row.status != "draft" for row in rows)
    opens = [Press(_date(row, t, now, with_hour=with_hour), "ev.card", (row.id,)) for row in rows]
    return in_rows(opens, 2 if are_short else 1)


def _date(row: CatalogueRow, t: Translator, now: datetime, *, with_hour: bool) -> str:
    said = t.when(row.starts_at, row.zone, now=now) if with_hour else t.day(row.starts_at, row.zone, now=now)
    return f"{said} · {t('series-draft')}" if row.status == "draft" else said


async def subscribe(turn: Turn) -> Reply:
    await series_queries.subscribe(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("series-subscribed")), await _series(turn, turn.number())]


async def unsubscribe(turn: Turn) -> Reply:
    await series_queries.unsubscribe(turn.person, turn.number())
    return [Alert(turn.t("series-unsubscribed")), await _series(turn, turn.number())]


async def of_event(turn: Turn) -> Reply:
    """[Серия] of an event that the person manages: make one, or change this one."""
    return await _of_event(turn, turn.number())


async def _of_event(turn: Turn, event_id: int) -> Screen:
    card = await _managed(turn, event_id)
    event = await lifecycle.load(card.id, lock=False)
    would = await series.count_to_change(event, now=turn.now) if card.series_id else None
    return series_of_event_screen(card, would, turn.t, turn.now)


async def _managed(turn: Turn, event_id: int) -> EventCard:
    card = await get_event_card(event_id, turn.person)
    if not card.manages:
        raise NotAllowed
    return card


def series_of_event_screen(card: EventCard, would: Applied | None, t: Translator, now: datetime) -> Screen:
    back: Row = [Press(t("event-button-back"), "ev.setup", (card.id,))]
    start = Text("🗓 ", when(card.starts_at, card.zone, t, now))
    if would is None:
        make = Press(t("series-make"), "sr.make", (card.id,), style="primary")
        return Screen(lines(Bold(card.title), start, "", t("series-make-what")), keyboard=[[make], back])
    edited = t("series-this-edited") if card.series_edited else None
    rows: list[Row] = [
        [Press(t("series-dates"), "sr.open", (card.series_id or 0,)), Press(t("series-more"), "sr.more", (card.id,))]
    ]
    if would.changed:
        rows.append([Press(t("series-change-all"), "sr.all", (card.id,))])
    return Screen(lines(Bold(card.title), start, "", t("series-part-of"), edited), keyboard=[*rows, back])


async def begin_making(turn: Turn) -> Reply:
    card = await _managed(turn, turn.number())
    return await turn.forms.begin(turn, SERIES_FORM, str(card.id))


async def made(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    done = await series.make(turn.person, int(subject), wanted_in(answers), now=turn.now)
    return [Alert(turn.t("series-made", count=len(done.event_ids) + 1)), await _series(turn, done.series_id)]


async def begin_extending(turn: Turn) -> Reply:
    card = await _managed(turn, turn.number())
    return await turn.forms.begin(turn, EXTEND_FORM, str(card.id))


async def extended(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    done = await series.extend(turn.person, int(subject), wanted_in(answers), now=turn.now)
    return [Alert(turn.t("series-extended", count=len(done.event_ids))), await _series(turn, done.series_id)]


async def left(turn: Turn, subject: str) -> Screen:
    return await _of_event(turn, int(subject))


async def ask_changing(turn: Turn) -> Reply:
    card = await _managed(turn, turn.number())
    would = await series.count_to_change(await lifecycle.load(card.id, lock=False), now=turn.now)
    return changing_screen(card, would, turn.t, turn.now)


def changing_screen(card: EventCard, would: Applied, t: Translator, now: datetime) -> Screen:
    text = lines(
        Bold(card.title),
        Text("🗓 ", when(card.starts_at, card.zone, t, now)),
        "",
        t("series-change-sure", count=would.changed),
        t("series-change-keeps"),
        t("series-change-kept", count=would.kept) if would.kept else None,
    )
    yes = Press(t("series-change-all"), "sr.all!", (card.id,), style="primary")
    return Screen(text, keyboard=[[yes], [Press(t("event-button-back"), "sr.event", (card.id,))]])


async def change_all(turn: Turn) -> Reply:
    done = await series.change_all(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("series-changed", count=done.changed)), await _of_event(turn, turn.number())]


COMMANDS = {"series": Route(mine)}
PRESSES = {
    "sr.mine": Route(mine),
    "sr.open": Route(opened),
    "sr.follow": Route(subscribe),
    "sr.stop": Route(unsubscribe),
    "sr.event": Route(of_event),
    "sr.make": Route(begin_making),
    "sr.more": Route(begin_extending),
    "sr.all": Route(ask_changing),
    "sr.all!": Route(change_all),
}
STARTS = {"s": Route(opened)}
CONVERSATIONS = {
    SERIES_FORM.key: Conversation(SERIES_FORM, made, left=left),
    EXTEND_FORM.key: Conversation(EXTEND_FORM, extended, left=left),
}
