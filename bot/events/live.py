"""A live location in the private chat: how to share it, for which event, and what the bot says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from aiogram.types import Location, Message

from bot.events.live_words import live_line
from bot.events.recording import recorder_row
from bot.events.results_words import mark_of
from bot.kit.rendering import Said
from bot.kit.routes import Route
from bot.kit.screen import Bold, OpenApp, Press, Row, Screen, Words, lines
from bot.kit.turn import Incoming, OldButton, Reply, Turn
from domain.accounts import privacy
from domain.accounts.people import get_person
from domain.errors import Refusal
from domain.events.live import sharing
from domain.events.live.following import Fix
from domain.events.live.sharing import Followed, Stopped
from domain.events.live.standings import live_card, live_rows
from domain.events.queries import EventCard, get_event_card
from domain.events.recorder import recorder
from domain.events.results.queries import BoardCard, BoardRow, Category, board_for, own_row
from domain.forms.texts import shortened
from locales import Translator
from locales.pace import km as km_of

ON_CARD = 5


async def with_button(screen: Screen, card: EventCard, turn: Turn) -> Screen:
    """[Показать, где я] on the day, [Записать трек] around the start, for who takes part in what tracks measure."""
    rows = [how_row(card.id, turn.t)] if await is_offered(card, turn.person.id, turn.now) else []
    if card.holds_place and await recorder.is_offered(turn.person.id, card.id, now=turn.now):
        rows.insert(0, recorder_row(card.id, turn.t))
    return replace(screen, keyboard=[*rows, *screen.keyboard]) if rows else screen


async def is_offered(card: EventCard, person_id: int, now: datetime) -> bool:
    is_soon = card.status == "running" or card.starts_at - sharing.SOON < now
    return card.holds_place and is_soon and await sharing.is_followed_soon(person_id, card.id, now=now)


def how_row(event_id: int, t: Translator) -> Row:
    return [Press(t("live-button"), "lv.how", (event_id,))]


async def how(turn: Turn) -> Reply:
    """[Показать, где я]: how it is shared, who sees it, and how it ends."""
    card = await get_event_card(turn.number(), turn.person)
    named = (await privacy.get_visibility(turn.person.id)).results_public
    return how_screen(card, turn.t, named=named)


def how_screen(card: EventCard, t: Translator, *, named: bool) -> Screen:
    text = lines(
        Bold(t("live-how-title", title=card.title)),
        "",
        t("live-how-steps"),
        "",
        t("live-how-whom", named="yes" if named else "no"),
        "",
        t("live-how-stop"),
    )
    rows = [
        *_name_row(card.id, t, named=named),
        recorder_row(card.id, t),
        _board_row(card.id, t),
        _back_row(card.id, t),
    ]
    return Screen(text, keyboard=rows)


def _name_row(event_id: int, t: Translator, *, named: bool) -> list[Row]:
    return [] if named else [[Press(t("result-show-name"), "rs.name", (event_id,))]]


def _board_row(event_id: int, t: Translator) -> Row:
    return [OpenApp(t("live-board-button"), f"/events/{event_id}/live", f"b_{event_id}")]


def _back_row(event_id: int, t: Translator) -> Row:
    return [Press(t("event-button-card"), "ev.card", (event_id,))]


async def shared(turn: Turn) -> tuple[Screen | None, Refusal | None]:
    """A live location, or why it is not followed: then it may be the answer to a question."""
    message = turn.incoming.message
    if not (message and message.location and message.location.live_period):
        return None, None
    try:
        return await _follow(turn, message, message.location), None
    except Refusal as refusal:
        return None, refusal


async def _follow(turn: Turn, message: Message, location: Location) -> Screen:
    """For the event that runs; asked where there are several."""
    until = sharing.end_of(message.date, location.live_period or 0)
    events = await sharing.events_to_follow(turn.person, now=turn.now)
    if len(events) > 1:
        return which_screen(events, message.message_id, until, turn.t)
    fix = _fix(turn.incoming)
    followed = await sharing.begin(turn.person, events[0].event_id, message.message_id, until, fix, now=turn.now)
    return await _seen(turn, followed, until)


def which_screen(events: Sequence[Followed], message_id: int, until: datetime, t: Translator) -> Screen:
    ends = int(until.timestamp())
    rows: list[Row] = [
        [Press(shortened(one.title, 48), "lv.pick", (one.event_id, message_id, ends))] for one in events[:6]
    ]
    return Screen(t("live-which-event"), keyboard=rows)


async def pick(turn: Turn) -> Reply:
    """The event was chosen: from the next point on."""
    event_id, message_id, ends = (turn.number(index) for index in range(3))
    if ends > (turn.now + sharing.LONGEST).timestamp():
        raise OldButton
    until = datetime.fromtimestamp(ends, UTC)
    followed = await sharing.begin(turn.person, event_id, message_id, until, now=turn.now)
    return await _seen(turn, followed, until)


async def _seen(turn: Turn, followed: Followed, until: datetime) -> Screen:
    named = (await privacy.get_visibility(turn.person.id)).results_public
    return seen_screen(followed, until, turn.t, turn.now, named=named)


def seen_screen(followed: Followed, until: datetime, t: Translator, now: datetime, *, named: bool) -> Screen:
    ends = t.time(until, followed.zone)
    number = str(followed.number or "–")
    who = t("live-seen-named", until=ends) if named else t("live-seen-number", number=number, until=ends)
    starts = t("live-seen-before", starts=t.time(followed.starts_at, followed.zone))
    text = lines(
        Bold(t("live-seen", title=followed.title)),
        who,
        starts if followed.starts_at > now else None,
        t("live-seen-stop"),
    )
    rows = [_board_row(followed.event_id, t), *_name_row(followed.event_id, t, named=named)]
    return Screen(text, keyboard=rows)


async def moved(incoming: Incoming, now: datetime) -> None:
    """The next point of a live location, or its end: nothing is answered, and nobody is looked up."""
    message = incoming.message
    assert message is not None and message.location is not None
    if message.location.live_period:
        await sharing.receive(incoming.person.id, message.message_id, _fix(incoming), now=now)
    else:
        await sharing.stop(incoming.person.id, message.message_id, now=now)


def _fix(incoming: Incoming) -> Fix:
    message = incoming.message
    assert message is not None and message.location is not None
    place, edited = message.location, message.edit_date
    at = datetime.fromtimestamp(edited, UTC) if edited else message.date
    return Fix(at, place.latitude, place.longitude, place.horizontal_accuracy)


async def point(turn: Turn) -> Screen | None:
    """One point, from somebody who could be followed: how to go on showing it."""
    try:
        events = await sharing.events_to_follow(turn.person, now=turn.now)
    except Refusal:
        return None
    return Screen(turn.t("live-only-a-point"), keyboard=[how_row(one.event_id, turn.t) for one in events[:1]])


async def card_lines(event_id: int, t: Translator, now: datetime) -> list[Words]:
    """What the pinned card of a group says of those who are on the way."""
    card = await live_card(event_id, now=now)
    if card is None or not card.running:
        return []
    rows = await live_rows(card, now=now, limit=ON_CARD)
    more = card.running - len(rows)
    tail: list[Words] = [t("live-more", count=more)] if more > 0 else []
    return ["", Bold(t("live-card", count=card.running)), *[live_line(card, row, t) for row in rows], *tail]


async def stopped(said: Said) -> Screen | None:
    """Nothing for who shares again by now."""
    share = await sharing.get_stopped(said.params["share_id"], said.user_id)
    return stopped_screen(share, said.t) if share else None


def stopped_screen(share: Stopped, t: Translator) -> Screen:
    head = t("live-stopped-km", km=km_of(t, share.metres)) if share.metres >= 10 else t("live-stopped")
    return Screen(lines(head, t("live-stopped-again")), keyboard=[_board_row(share.event_id, t)])


async def arrived(said: Said) -> Screen | None:
    person = await get_person(said.user_id)
    card = await board_for(said.params["event_id"], person)
    row = await own_row(card, said.user_id, Category())
    return arrived_screen(card, row, said.t) if row is not None else None


def arrived_screen(card: BoardCard, row: BoardRow, t: Translator) -> Screen:
    board: Row = [Press(t("result-button-board"), "rs.top", (card.id,))]
    if row.state == "review":
        doubt = t("live-arrived-review", doubt=t(f"result-doubt-{row.reason or 'short'}"))
        return Screen(lines(Bold(t("live-arrived-came", title=card.event.title)), doubt), keyboard=[board])
    words = "live-arrived" if card.board.scoring.measure == "time" else "live-counted"
    head = Bold(t(words, title=card.event.title, mark=mark_of(card, row, t)))
    return Screen(lines(head, t("result-place-now", place=row.place) if row.place else None), keyboard=[board])


PRESSES = {"lv.how": Route(how), "lv.pick": Route(pick)}
SCREENS = {"live-stopped": stopped, "live-arrived": arrived}
