"""What faces show of events: frozen cards, one statement each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import asyncpg
import orjson

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person, get_person
from domain.accounts.roles import COACH, is_coach
from domain.errors import NotFound
from domain.events.access import HAS_LINK, admit
from domain.events.admission.approval import decides, is_accepted
from domain.events.entry.registration_form import made_of, missing
from domain.events.entry.statuses import ARRIVED, OWN_LIVE, PLACED, TO_PAY, TO_PAY_SQL
from domain.events.money.coming_back import coming_back
from domain.events.money.prices import Priced, is_paid_ahead
from domain.events.programme.items import PROGRAMME_COLUMN, Item, read_items
from domain.events.standstill import STANDS_STILL
from domain.events.ways import ONLINE, WAYS_COLUMN, InWays, Way, read_ways
from domain.forms.form import Kind
from domain.organizations.follows import Organizer, organizer_of
from domain.organizations.policy import managed_by
from domain.payments.orders import Price


@dataclass(frozen=True, slots=True)
class EventCard(InWays, Priced):
    """An event as one viewer sees it: `own_…` is the viewer's registration; times are instants, `zone` the place's."""

    id: int
    organizer_id: int
    organizer_name: str
    status: str
    archived: bool
    title: str
    description: str
    kind: str
    starts_at: datetime
    ends_at: datetime | None
    zone: str
    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    place: str
    latitude: float | None
    longitude: float | None
    online_address: str
    """How to join online: empty for who neither takes part online nor manages the event."""
    distance_m: int | None
    fee_minor: int
    currency: str
    payment: str
    refunds: str
    cover_id: int | None
    """The cover's file, once its bytes are with us."""
    cover_telegram_id: str | None
    """The cover as Telegram knows it."""
    rules: str
    requirements: dict[str, Any]
    has_questions: bool
    faq_count: int
    visibility: str
    by_hand: bool
    """Somebody says yes or no to each who wants to take part."""
    documents: tuple[str, ...]
    """What has to be handed in with an entry, as it is asked for."""
    link_token: str | None
    cancel_reason: str | None
    version: int
    ways: tuple[Way, ...]
    own_status: str | None
    own_way: str | None
    own_registration_id: int | None
    own_position: int | None
    own_offer_ends_at: datetime | None
    own_open_questions: int
    """What must be answered and was asked after the viewer had registered."""
    manages: bool
    organization_id: int | None = None
    """Whose event it is, where it is not its maker's: then `organizer_name` is the organization's."""
    organizer_kind: str = "user"
    """federation, club, coach, user."""
    organizer_slug: str | None = None
    organizer_verified: bool = False
    series_id: int | None = None
    series_edited: bool = False
    programme: tuple[Item, ...] = ()
    """In the order of time; `own`: what the viewer has chosen of it."""
    course_m: int | None = None
    """How long its course is, where there is one."""
    own_size: int = 1
    """The viewer with their guests."""
    most_guests: int = 0
    in_teams: bool = False
    """The event is run in teams."""
    chooses_holder: bool = False
    """The viewer may hand the event over to an organization, or back."""
    has_prizes: bool = False
    fee_stars: int | None = 0
    """What taking part online costs; None: that was never said."""
    stars_refunds: str = "full"
    own_claimed: bool = False
    """The viewer says that their transfer has gone; the organizer has not looked yet."""
    stands_still: bool = False
    """Who holds it may not act now: nobody new comes in."""
    own_back: tuple[Price, ...] = ()
    """What of the viewer's money is on its way back, where they are out of the event or it was called off."""

    @property
    def cover_is_open(self) -> bool:
        """Everybody may see it."""
        return self.visibility == "public" and self.status != "draft"

    @property
    def organizer_key(self) -> str:
        """How the page of its organizer is addressed."""
        return self.organizer_slug or f"u{self.organizer_id}"

    @property
    def organizer(self) -> Organizer:
        return organizer_of(self.organization_id, self.organizer_id)

    @property
    def has_choice(self) -> bool:
        """Something of its programme can be chosen, or given up again."""
        return any(one.by_choice and (one.own or not one.is_full) for one in self.programme)

    @property
    def own_price(self) -> Price | None:
        """Of the viewer's way, for them and their guests."""
        price = self.price_of(self.own_way)
        return Price(price.amount_minor * self.own_size, price.currency) if price else None

    @property
    def holds_place(self) -> bool:
        """The viewer does; who waits, is offered one or is not approved yet does not."""
        return self.own_status in PLACED

    @property
    def may_be_left(self) -> bool:
        """By the viewer: who is inside does not go out with what they paid."""
        is_in = self.own_status is not None and self.own_status not in ARRIVED
        return is_in and self.status in ("published", "registration_open")

    @property
    def has_to_pay(self) -> bool:
        """A place is held for the viewer while they pay."""
        return self.own_status in TO_PAY

    @property
    def may_read_address(self) -> bool:
        """How to join online is for who has a place there, and for who manages the event."""
        is_held_online = any(way.name == ONLINE for way in self.ways)
        return is_held_online and (self.manages or (self.own_way == ONLINE and self.holds_place))

    @property
    def other_way(self) -> Way | None:
        """The one that who takes part or waits could change to; not where money stands in between (decision 025)."""
        other = next((way for way in self.ways if self.own_way and way.name != self.own_way), None)
        settled = self.own_status == "paid" or (other and self.holds_place and is_paid_ahead(self, other.name))
        return None if settled else other

    def asks_more(self, now: datetime) -> bool:
        """The organizer has asked something since the viewer registered, and it can still be answered."""
        return self.own_open_questions > 0 and self.is_open(now)

    def takes_registrations(self, now: datetime) -> bool:
        """Somebody new may come in."""
        return self.is_open(now) and not self.stands_still

    def is_open(self, now: datetime) -> bool:
        """Who takes part may still change how."""
        closes_at = self.registration_closes_at or self.starts_at
        return self.status == "registration_open" and now < closes_at


IS_COACH = is_coach("e.organizer_id")
KIND = f"CASE WHEN org.id IS NOT NULL THEN org.kind WHEN {IS_COACH} THEN '{COACH}' ELSE 'user' END"
VERIFIED = f"CASE WHEN org.id IS NOT NULL THEN org.verified_at IS NOT NULL ELSE {IS_COACH} END"
_CARD = f"""
SELECT e.id, e.organizer_id, coalesce(org.name, trim(o.first_name || ' ' || o.last_name)) AS organizer_name,
       e.organization_id, {KIND} AS organizer_kind, org.slug AS organizer_slug,
       {VERIFIED} AS organizer_verified, e.series_id, e.series_edited, e.status,
       e.archived_at IS NOT NULL AS archived, e.title, e.description, e.kind, e.starts_at, e.ends_at, e.zone,
       e.registration_opens_at, e.registration_closes_at, e.place, e.latitude, e.longitude, e.distance_m,
       e.fee_minor, e.currency, e.payment, e.refunds, e.fee_stars, e.stars_refunds,
       f.telegram_file_id AS cover_telegram_id,
       CASE WHEN f.state = 'ready' THEN f.id END AS cover_id, e.rules, e.requirements, e.questions,
       e.visibility, e.by_hand, e.link_token, e.cancel_reason, e.version, e.online_address, {WAYS_COLUMN},
       r.status AS own_status, r.id AS own_registration_id, r.answers AS own_answers, o_w.way AS own_way,
       (SELECT count(*) FROM places a WHERE a.pool_id = h.pool_id AND a.state = 'waiting'
        AND (coalesce(a.rank, a.id), a.id) <= (coalesce(h.rank, h.id), h.id) AND h.state = 'waiting') AS own_position,
       h.offer_ends_at AS own_offer_ends_at,
       coalesce(r.status IN {TO_PAY_SQL} AND EXISTS (SELECT 1 FROM orders w JOIN payment_attempts pa
        ON pa.order_id = w.id AND pa.state = 'claimed' WHERE w.purpose = 'event-entry' AND w.subject_id = r.id
        AND w.state = 'open'), FALSE) AS own_claimed,
       (SELECT count(*) FROM event_faq q WHERE q.event_id = e.id) AS faq_count,
       {PROGRAMME_COLUMN},
       (SELECT length_m FROM event_courses c WHERE c.event_id = e.id) AS course_m,
       EXISTS (SELECT 1 FROM event_prizes z WHERE z.event_id = e.id) AS has_prizes,
       coalesce(h.size, 1) AS own_size,
       coalesce((SELECT most FROM party_rules pr WHERE pr.event_id = e.id), 0) AS most_guests,
       EXISTS (SELECT 1 FROM event_team_rules tr WHERE tr.event_id = e.id) AS in_teams,
       {STANDS_STILL} AS stands_still, {HAS_LINK}
FROM events e
JOIN profiles o ON o.user_id = e.organizer_id
LEFT JOIN organizations org ON org.id = e.organization_id
LEFT JOIN files f ON f.id = e.cover_file_id
LEFT JOIN registrations r ON r.event_id = e.id AND r.user_id = $1 AND {OWN_LIVE}
LEFT JOIN places h ON h.id = r.place_id
LEFT JOIN event_ways o_w ON o_w.pool_id = h.pool_id
"""
NOBODY = 0
"""The viewer of what everybody sees alike: a card in a group, an inline message."""


async def get_event_card(event_id: int, viewer: Person) -> EventCard:
    """Raises NotFound also for an event that the viewer may not see."""
    row = await database.fetchrow(f"{_CARD} WHERE e.id = $2", viewer.id, event_id)
    if row is None:
        raise NotFound
    card = _card(row, manages=admit(row, viewer))
    if (card.own_status is None or card.status == "cancelled") and (card.fee_minor or card.fee_stars):
        card = replace(card, own_back=await coming_back(viewer.id, event_id))
    return replace(card, chooses_holder=True) if card.manages and managed_by(viewer) else card


async def get_shared_card(event_id: int) -> EventCard:
    """The card for a group or an inline message: without anybody's own state, and not for drafts."""
    row = await database.fetchrow(f"{_CARD} WHERE e.id = $2 AND e.status <> 'draft'", NOBODY, event_id)
    if row is None:
        raise NotFound
    return _card(row, manages=False)


async def get_organizer_name(event_id: int) -> str:
    name: str = await database.fetchval(
        f"SELECT {FULL_NAME} FROM events e JOIN profiles p ON p.user_id = e.organizer_id WHERE e.id = $1",
        event_id,
    )
    return name


async def titles_of(event_ids: list[int]) -> dict[int, str]:
    """For who knows them already, such as by their notifications."""
    rows = await database.fetch("SELECT id, title FROM events WHERE id = ANY($1::bigint[])", event_ids)
    return {row["id"]: row["title"] for row in rows}


async def holder_of(registration_id: int) -> str:
    """Another word for each person to whom the entry was handed on; empty while it is its first one's."""
    found = await database.fetchval(
        "SELECT max(id) FROM registration_changes WHERE registration_id = $1 AND details ? 'handed_over_by'",
        registration_id,
    )
    return str(found or "")


async def get_registrants_card(event_id: int, registration_id: int) -> EventCard:
    """The event as that registration's person sees it now, wherever it is asked from. Raises NotFound."""
    user_id = await database.fetchval(
        "SELECT user_id FROM registrations WHERE id = $1 AND event_id = $2", registration_id, event_id
    )
    if user_id is None:
        raise NotFound
    return await get_event_card(event_id, await get_person(user_id))


def _card(row: asyncpg.Record, *, manages: bool) -> EventCard:
    values = dict(row)
    questions, answers = orjson.loads(values.pop("questions")), values.pop("own_answers")
    values.pop("has_link")
    requirements = orjson.loads(values["requirements"])
    values["programme"] = read_items(values["programme"])
    has_questions = bool(questions or requirements)
    by_hand = decides(values["by_hand"], questions)
    accepted = is_accepted(values["own_status"], by_hand=by_hand)
    form = made_of(requirements, questions, accepted=accepted) if has_questions and answers is not None else None
    if not manages:
        values["link_token"] = None
    values["ways"] = read_ways(values["ways"])
    card = EventCard(
        **values | {"requirements": requirements, "own_position": values["own_position"] or None, "by_hand": by_hand},
        documents=tuple(str(one["label"]) for one in questions if _is_needed(one)),
        has_questions=has_questions or any(one.own or not one.is_full for one in values["programme"] if one.by_choice),
        own_open_questions=len(missing(form, orjson.loads(answers))) if form else 0,
        manages=manages,
    )
    return card if card.may_read_address else replace(card, online_address="")


def _is_needed(question: dict[str, Any]) -> bool:
    is_document = question["kind"] == Kind.DOCUMENT and question.get("required", True)
    return is_document and not question.get("later")


@dataclass(frozen=True, slots=True)
class Participant:
    registration_id: int
    user_id: int
    name: str
    username: str | None
    status: str
    number: int | None
    way: str | None
    """None: it was closed after they had left."""
    guests: int = 0
