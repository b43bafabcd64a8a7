"""Events in the outbox: the words of each notification, made when it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.events import live, ways
from bot.events.recording import recorder_row
from bot.events.screens import event_screen, when
from bot.kit.rendering import Said
from bot.kit.screen import Bold, Button, Press, Row, Screen, Text, Words, lines
from domain.accounts.people import Person, get_person
from domain.events import announcements
from domain.events.calendars.one_event import calendar_file
from domain.events.entry import handover
from domain.events.entry.answering import unanswered
from domain.events.entry.own_events import TicketCard, get_ticket
from domain.events.entry.qr import qr_png
from domain.events.entry.statuses import EXPECTED
from domain.events.entry.tickets import TicketClaim, sign_ticket, ticket_link
from domain.events.money import called_off
from domain.events.queries import EventCard, get_event_card, get_shared_card
from domain.events.recorder import recorder
from domain.events.replanning import Plan
from domain.events.ways import ONLINE
from domain.files.imaging import read_as_jpeg
from domain.files.pictures import get_picture
from domain.files.uploading import note_telegram_id
from domain.forms.form import Field
from domain.forms.showing import label
from domain.notifications.ports import CallResult, InputBytes, OutboxItem
from domain.payments.orders import Price
from domain.time import local
from locales import Translator

SOON_HOURS = 3
"""Until then "in so many hours" is said, before that the day."""


async def ticket(said: Said) -> Screen:
    row = await get_ticket(said.params["registration_id"], said.user_id)
    code = sign_ticket(TicketClaim(row.registration_id, row.event_id, row.ticket_number), said.app.ticket_key)
    picture = InputBytes("ticket.png", qr_png(ticket_link(code, said.app.username)))
    givable = await handover.may_give(row.registration_id, now=said.now)
    return ticket_screen(row, picture, said.t, said.now, givable=givable)


def ticket_screen(
    row: TicketCard, picture: InputBytes, t: Translator, now: datetime, *, givable: bool = False
) -> Screen:
    place = t("event-online") if row.is_online else row.place
    online = [ways.joining(row.online_address, t)] if row.is_online else []
    text = lines(
        Bold(t("event-ticket-title", title=row.title)),
        "",
        Text("🗓 ", when(row.starts_at, row.zone, t, now)),
        Text("🌐 " if row.is_online else "📍 ", place) if place else None,
        *online,
        Text("🎽 ", t("event-ticket-number", number=str(row.number)), " · ", row.name),
        Text("👥 ", t("party-ticket", count=row.size)) if row.size > 1 else None,
        "",
        t("event-ticket-online" if row.is_online else "event-ticket-show"),
    )
    card = Press(t("event-button-card"), "ev.card", (row.event_id,))
    calendar_button = Press(t("event-button-calendar"), "ev.ics", (row.event_id,))
    giving: list[Row] = [[Press(t("handover-button"), "hg.give", (row.registration_id,))]] if givable else []
    return Screen(text, keyboard=[[card, calendar_button], *giving], photo=picture, own_message=True)


async def calendar(said: Said) -> Screen:
    card, _ = await _card(said)
    url = f"https://t.me/{said.app.username}?start=e_{card.id}"
    document = InputBytes(f"event-{card.id}.ics", calendar_file(card, url=url, now=said.now))
    return calendar_screen(card, document, said.t)


def calendar_screen(card: EventCard, document: InputBytes, t: Translator) -> Screen:
    return Screen(t("event-calendar-file", title=card.title), document=document, own_message=True)


async def reminder(said: Said) -> Screen | None:
    card, _ = await _card(said)
    takes_part = card.own_status in EXPECTED
    if not takes_part or card.status not in ("published", "registration_open"):
        return None
    screen = reminder_screen(card, _hours_left(card, said.params["hours"], said.now), said.t, said.now)
    if not await live.is_offered(card, said.user_id, said.now):
        return screen
    rows = [live.how_row(card.id, said.t)]
    if await recorder.is_offered(said.user_id, card.id, now=said.now, ahead=timedelta(hours=SOON_HOURS)):
        rows.insert(0, recorder_row(card.id, said.t))
    return replace(screen, keyboard=[*rows, *screen.keyboard])


def _hours_left(card: EventCard, hours: int, now: datetime) -> int:
    """A reminder may come late, when Telegram was away: "tomorrow" would be wrong then. 0: today."""
    if hours > SOON_HOURS and local(card.starts_at, card.zone).date() == local(now, card.zone).date():
        return 0
    is_tomorrow = local(card.starts_at, card.zone).date() == local(now, card.zone).date() + timedelta(days=1)
    return 24 if hours > SOON_HOURS and is_tomorrow else hours


def reminder_screen(card: EventCard, hours: int, t: Translator, now: datetime) -> Screen:
    head = t("event-reminder", hours=hours, title=card.title)
    start = when(card.starts_at, card.zone, t, now)
    if card.own_way == ONLINE:
        return _news(t, card, head, start, Text("🌐 ", t("event-online")), *ways.own_lines(card, t))
    route: Row = [Press(t("event-button-route"), "ev.venue", (card.id,))] if card.latitude is not None else []
    if card.own_registration_id is not None:
        route.insert(0, Press(t("event-button-ticket"), "ev.ticket", (card.own_registration_id,)))
    place = Text("📍 ", card.place) if card.place else None
    return _news(t, card, head, start, place, *ways.own_lines(card, t), more=route)


async def offer_ended(said: Said) -> Screen:
    card, _ = await _card(said)
    return offer_ended_screen(card, said.t)


def offer_ended_screen(card: EventCard, t: Translator) -> Screen:
    return _news(t, card, t("event-offer-ended", title=card.title))


async def hold_ended(said: Said) -> Screen:
    card, _ = await _card(said)
    return hold_ended_screen(card, str(said.params.get("under_way", "none")), said.t)


def hold_ended_screen(card: EventCard, under_way: str, t: Translator) -> Screen:
    """Nothing is said of money that may be on its way but what becomes of it."""
    return _news(t, card, t("event-hold-ended", title=card.title), t("event-hold-ended-hint", under_way=under_way))


async def paid_too_late(said: Said) -> Screen:
    card, _ = await _card(said)
    known = said.params.get("amount_minor")
    amount = said.t.money(known, said.params["currency"]) if known else ways.own_due(card, said.t)
    return paid_too_late_screen(card, amount, said.t)


def paid_too_late_screen(card: EventCard, amount: str, t: Translator) -> Screen:
    return _news(t, card, t("event-paid-too-late", title=card.title), t("event-goes-back", amount=amount))


async def moved(said: Said) -> Screen:
    card, _ = await _card(said)
    old, new = [datetime.fromisoformat(said.params[name]) for name in ("old", "new")]
    return moved_screen(card, old, new, said.t, said.now)


def moved_screen(card: EventCard, old: datetime, new: datetime, t: Translator, now: datetime) -> Screen:
    """Old time and new."""
    was = Text(t("event-moved-was"), " ", t.when(old, card.zone, now=now))
    will = Text(t("event-moved-now"), " ", Bold(when(new, card.zone, t, now)))
    return _news(t, card, t("event-moved", title=card.title), was, will)


async def replanned(said: Said) -> Screen | None:
    """Another place, or another end; nothing when it is as it was, or over."""
    card, _ = await _card(said)
    ends_at = said.params["ends_at"]
    old = Plan(said.params["place"], datetime.fromisoformat(ends_at) if ends_at else None)
    if card.own_status is None or card.status not in ("published", "registration_open", "running"):
        return None
    return replanned_screen(card, old, said.t, said.now) if old != Plan(card.place, card.ends_at) else None


def replanned_screen(card: EventCard, old: Plan, t: Translator, now: datetime) -> Screen:
    """What was, and what is."""
    told: list[Words] = []
    if card.place != old.place:
        none = t("event-replanned-none")
        told += [Text("📍 ", t("event-moved-was"), " ", old.place or none)]
        told += [Text("📍 ", t("event-moved-now"), " ", Bold(card.place or none))]
    if card.ends_at != old.ends_at:
        was, will = [_end(one, card, t, now) for one in (old.ends_at, card.ends_at)]
        told += [Text("🏁 ", t("event-moved-was"), " ", was), Text("🏁 ", t("event-moved-now"), " ", Bold(will))]
    what = "place" if card.ends_at == old.ends_at else "end" if card.place == old.place else "both"
    return _news(t, card, t(f"event-replanned-{what}", title=card.title), *told)


def _end(moment: datetime | None, card: EventCard, t: Translator, now: datetime) -> str:
    return t.when(moment, card.zone, now=now) if moment else t("event-replanned-no-end")


async def online_moved(said: Said) -> Screen | None:
    """The new address, or that there is none now; nothing for who does not join there any more."""
    card, _ = await _card(said)
    over = card.status not in ("published", "registration_open", "running")
    old, t = said.params["old"], said.t
    if over or card.own_way != ONLINE or not card.holds_place or card.online_address == old:
        return None
    how = "new" if not old else "changed" if card.online_address else "gone"
    gone = t("event-online-moved-old") if old else None
    head = t(f"event-online-moved-{how}", title=card.title)
    start = Text("🗓 ", when(card.starts_at, card.zone, t, said.now))
    return _news(t, card, head, start, ways.joining(card.online_address, t), gone)


async def opened(said: Said) -> Screen | None:
    """Nothing for who is in it already, or when it has closed meanwhile."""
    card, _ = await _card(said)
    is_news = card.own_status is None and card.takes_registrations(said.now)
    return opened_screen(card, said.t, said.now) if is_news else None


def opened_screen(card: EventCard, t: Translator, now: datetime) -> Screen:
    """The card itself, with its buttons, below what is new."""
    shown = event_screen(card, t, now)
    return replace(shown, text=lines(Bold(t("event-registration-opened")), "", shown.text))


async def cancelled(said: Said) -> Screen:
    card = await get_shared_card(said.params["event_id"])  # who only paid may not open a private one
    return cancelled_screen(card, await called_off.going_back(card.id, said.user_id), said.t)


def cancelled_screen(card: EventCard, back: Sequence[Price], t: Translator) -> Screen:
    """Why, and what comes back of what they had paid."""
    reason = t("event-cancelled-reason", reason=card.cancel_reason or "")
    sums = t.listing([t.money(one.amount_minor, one.currency) for one in back])
    money = [t("event-cancelled-money", amount=sums)] if back else []
    return _news(t, card, t("event-cancelled", title=card.title), reason, *money)


async def asks_more(said: Said) -> Screen | None:
    """Nothing for who has answered meanwhile, or when the question has gone."""
    card, person = await _card(said)
    if card.own_status is None or not card.is_open(said.now):
        return None
    open_questions = await unanswered(person, card.id)
    return asks_more_screen(card, open_questions, said.t, said.now) if open_questions else None


def asks_more_screen(card: EventCard, open_questions: Sequence[Field], t: Translator, now: datetime) -> Screen:
    count = len(open_questions)
    listed = [Text("• ", label(field, t)) for field in open_questions]
    until = when(card.registration_closes_at or card.starts_at, card.zone, t, now)
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
    return cover_screen(card, photo, said.t)


def cover_screen(card: EventCard, photo: InputBytes, t: Translator) -> Screen:
    button = Press(t("event-button-card"), "ev.card", (card.id,))
    return Screen(t("event-cover-ready", title=card.title), keyboard=[[button]], photo=photo, own_message=True)


async def cover_sent(item: OutboxItem, result: CallResult) -> None:
    if isinstance(result, dict) and result.get("photo"):
        await note_telegram_id(item.params["file_id"], result["photo"][-1]["file_id"])
        await announcements.changed(item.params["event_id"], now=item.not_before)


async def _card(said: Said) -> tuple[EventCard, Person]:
    person = await get_person(said.user_id)
    return await get_event_card(said.params["event_id"], person), person


def _news(t: Translator, card: EventCard, head: str, *rest: Words | None, more: Sequence[Button] = ()) -> Screen:
    button = Press(t("event-button-card"), "ev.card", (card.id,))
    return Screen(lines(Bold(head), *rest), keyboard=[[button, *more]])


SCREENS = {
    "event-ticket": ticket,
    "event-calendar": calendar,
    "event-reminder": reminder,
    "event-offer-ended": offer_ended,
    "event-hold-ended": hold_ended,
    "event-paid-too-late": paid_too_late,
    "event-opened": opened,
    "event-moved": moved,
    "event-replanned": replanned,
    "event-online-moved": online_moved,
    "event-cancelled": cancelled,
    "event-asks-more": asks_more,
    "event-cover": cover,
}
AFTER_SENT = {"event-cover": cover_sent}
