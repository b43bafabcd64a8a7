"""Events in the outbox: the words of each notification, made when it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.events import ways
from bot.events.screens import event_screen, when
from bot.kit.rendering import Said
from bot.kit.screen import Bold, Button, Press, Row, Screen, Text, Words, lines
from domain.accounts.people import Person, get_person
from domain.events import announcements
from domain.events.calendar import calendar_file
from domain.events.queries import EventCard, get_event_card, get_ticket
from domain.events.registration import unanswered
from domain.events.tickets import TicketClaim, qr_png, sign_ticket, ticket_link
from domain.events.ways import ONLINE
from domain.files.imaging import read_as_jpeg
from domain.files.pictures import get_picture
from domain.files.uploading import note_telegram_id
from domain.forms.showing import label
from domain.notifications.ports import CallResult, InputBytes, OutboxItem
from domain.time import local


async def ticket(said: Said) -> Screen:
    row = await get_ticket(said.params["registration_id"], said.user_id)
    t = said.t
    code = sign_ticket(TicketClaim(row.registration_id, row.event_id, row.number), said.app.ticket_key)
    picture = InputBytes("ticket.png", qr_png(ticket_link(code, said.app.username)))
    place = t("event-online") if row.is_online else row.place
    online = [ways.joining(row.online_address, t)] if row.is_online else []
    text = lines(
        Bold(t("event-ticket-title", title=row.title)),
        "",
        Text("🗓 ", when(row.starts_at, row.zone, t, said.now)),
        Text("🌐 " if row.is_online else "📍 ", place) if place else None,
        *online,
        Text("🎽 ", t("event-ticket-number", number=str(row.number)), " · ", row.name),
        "",
        t("event-ticket-online" if row.is_online else "event-ticket-show"),
    )
    card = Press(t("event-button-card"), "ev.card", (row.event_id,))
    calendar_button = Press(t("event-button-calendar"), "ev.ics", (row.event_id,))
    return Screen(text, keyboard=[[card, calendar_button]], photo=picture, own_message=True)


async def calendar(said: Said) -> Screen:
    card, _ = await _card(said)
    url = f"https://t.me/{said.app.username}?start=e_{card.id}"
    document = InputBytes(f"event-{card.id}.ics", calendar_file(card, url=url, now=said.now))
    return Screen(said.t("event-calendar-file", title=card.title), document=document, own_message=True)


async def reminder(said: Said) -> Screen | None:
    card, _ = await _card(said)
    takes_part = card.own_status in ("confirmed", "approved", "paid")
    if not takes_part or card.status not in ("published", "registration_open"):
        return None
    hours = 0 if said.params["hours"] > 1 and _is_today(card, said.now) else said.params["hours"]
    head = said.t("event-reminder", hours=hours, title=card.title)
    start = when(card.starts_at, card.zone, said.t, said.now)
    if card.own_way == ONLINE:
        return _news(said, card, head, start, Text("🌐 ", said.t("event-online")), *ways.own_lines(card, said.t))
    route: Row = [Press(said.t("event-button-route"), "ev.venue", (card.id,))] if card.latitude is not None else []
    place = Text("📍 ", card.place) if card.place else None
    return _news(said, card, head, start, place, *ways.own_lines(card, said.t), more=route)


def _is_today(card: EventCard, now: datetime) -> bool:
    """A reminder may come late, when Telegram was away: "tomorrow" would be wrong then."""
    return local(card.starts_at, card.zone).date() == local(now, card.zone).date()


async def offer(said: Said) -> Screen | None:
    card, _ = await _card(said)
    if card.own_status != "offered":
        return None
    return event_screen(card, said.t, said.now)


async def offer_ended(said: Said) -> Screen:
    card, _ = await _card(said)
    return _news(said, card, said.t("event-offer-ended", title=card.title))


async def hold_ended(said: Said) -> Screen:
    card, _ = await _card(said)
    return _news(said, card, said.t("event-hold-ended", title=card.title), said.t("event-hold-ended-hint"))


async def paid_too_late(said: Said) -> Screen:
    card, _ = await _card(said)
    amount = said.t.money(card.fee_minor, card.currency)
    return _news(said, card, said.t("event-paid-too-late", title=card.title), said.t("event-goes-back", amount=amount))


async def moved(said: Said) -> Screen:
    """Old time and new."""
    card, _ = await _card(said)
    t, old = said.t, datetime.fromisoformat(said.params["old"])
    new = datetime.fromisoformat(said.params["new"])
    was = Text(t("event-moved-was"), " ", t.when(old, card.zone, now=said.now))
    will = Text(t("event-moved-now"), " ", Bold(when(new, card.zone, t, said.now)))
    return _news(said, card, t("event-moved", title=card.title), was, will)


async def cancelled(said: Said) -> Screen:
    card, _ = await _card(said)
    reason = said.t("event-cancelled-reason", reason=card.cancel_reason or "")
    return _news(said, card, said.t("event-cancelled", title=card.title), reason)


async def asks_more(said: Said) -> Screen | None:
    """Nothing for who has answered meanwhile, or when the question has gone."""
    card, person = await _card(said)
    if card.own_status is None or not card.takes_registrations(said.now):
        return None
    open_questions = await unanswered(person, card.id)
    if not open_questions:
        return None
    t, count = said.t, len(open_questions)
    listed = [Text("• ", label(field, t)) for field in open_questions]
    until = when(card.registration_closes_at or card.starts_at, card.zone, t, said.now)
    text = lines(
        Bold(t("event-asks-more", count=count)),
        card.title,
        "",
        *listed,
        "",
        Text(t("event-asks-more-until"), " ", until),
    )
    fill = Press(t("event-asks-more-button"), "ev.fill", (card.id,), style="primary")
    return Screen(text, keyboard=[[fill], [Press(t("event-button-card"), "ev.card", (card.id,))]])


async def cover(said: Said) -> Screen | None:
    """Telegram is given the bytes here, once; every later card names them as Telegram does."""
    card, _ = await _card(said)
    picture = await get_picture(said.params["file_id"])
    if picture.picture_path is None or picture.telegram_file_id:
        return None
    photo = InputBytes("cover.jpg", await read_as_jpeg(said.app.files / picture.picture_path))
    button = Press(said.t("event-button-card"), "ev.card", (card.id,))
    return Screen(said.t("event-cover-ready", title=card.title), keyboard=[[button]], photo=photo, own_message=True)


async def cover_sent(item: OutboxItem, result: CallResult) -> None:
    if isinstance(result, dict) and result.get("photo"):
        await note_telegram_id(item.params["file_id"], result["photo"][-1]["file_id"])
        await announcements.changed(item.params["event_id"], now=item.not_before)


async def _card(said: Said) -> tuple[EventCard, Person]:
    person = await get_person(said.user_id)
    return await get_event_card(said.params["event_id"], person), person


def _news(said: Said, card: EventCard, head: str, *rest: Words | None, more: Sequence[Button] = ()) -> Screen:
    button = Press(said.t("event-button-card"), "ev.card", (card.id,))
    return Screen(lines(Bold(head), *rest), keyboard=[[button, *more]])


SCREENS = {
    "event-ticket": ticket,
    "event-calendar": calendar,
    "event-reminder": reminder,
    "event-offer": offer,
    "event-offer-ended": offer_ended,
    "event-hold-ended": hold_ended,
    "event-paid-too-late": paid_too_late,
    "event-moved": moved,
    "event-cancelled": cancelled,
    "event-asks-more": asks_more,
    "event-cover": cover,
}
AFTER_SENT = {"event-cover": cover_sent}
