from __future__ import annotations

from typing import Any, ClassVar

from tortoise import fields

from domain.database import Erasure, Model
from domain.events.tournaments.models import Tournament as Tournament
from domain.events.tournaments.models import TournamentMatch as TournamentMatch
from domain.events.tournaments.models import TournamentPlayer as TournamentPlayer


class EventCategory(Model):
    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    slug = fields.CharField(max_length=32, unique=True)
    name_ru = fields.CharField(max_length=48)
    name_en = fields.CharField(max_length=48)
    position = fields.IntField(default=0)

    class Meta:
        table = "event_categories"


class Event(Model):
    """A race, a training, a tournament: everything that the organizer says about it."""

    owner: ClassVar[str | None] = "organizer_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    organizer_id = fields.BigIntField(db_index=True)
    """Who made it; whose event it is, where `organization_id` is empty."""
    organization_id = fields.BigIntField(null=True)
    series_id = fields.BigIntField(null=True)
    series_edited = fields.BooleanField(default=False)
    """This date of a series was changed on its own: what is changed in all of them leaves it alone."""
    status = fields.CharField(max_length=20, default="draft")
    """draft, published, registration_open, running, finished, cancelled."""
    archived_at = fields.DatetimeField(null=True)
    title = fields.CharField(max_length=120)
    description = fields.TextField(default="")
    kind = fields.CharField(max_length=16, default="other")
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(null=True)
    zone = fields.CharField(max_length=64)
    """The place's IANA zone: what its local hours are said in."""
    registration_opens_at = fields.DatetimeField(null=True)
    registration_closes_at = fields.DatetimeField(null=True)
    place = fields.CharField(max_length=200, default="")
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    online_address = fields.CharField(max_length=300, default="")
    """How to join online: shown to who takes part online and to who manages the event, to nobody else."""
    distance_m = fields.IntField(null=True)
    fee_minor = fields.IntField(default=0)
    currency = fields.CharField(max_length=3, default="RUB")
    payment = fields.CharField(max_length=8, default="spot")
    """How the fee is paid: online (a place is held while its person pays), transfer (to the organizer), spot."""
    transfer_to = fields.CharField(max_length=300, default="")
    """Where a transfer goes: a card, a phone number, a bank; shown to who has a place to pay for."""
    refunds = fields.CharField(max_length=8, default="full")
    """What goes back to who leaves: full, most, week or none (domain/events/money/fees.py)."""
    cover_file_id = fields.BigIntField(null=True)
    rules = fields.TextField(default="")
    requirements: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    """min_age, max_age (whole years on the event's day), gender, level; `confirm`: texts to be ticked."""
    questions: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)
    """The organizer's own questions, as domain/forms fields."""
    organizer_fields: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)
    """What the organizer notes about each participant, as domain/forms fields; participants never see it."""
    former_questions: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)
    """Questions as they were before they were changed or removed: what was answered to them can still be read."""
    visibility = fields.CharField(max_length=8, default="public")
    notices = fields.CharField(max_length=8, default="digest")
    """How the organizer hears of registrations: instant, digest or private."""
    by_hand = fields.BooleanField(default=False)
    """Somebody says yes or no to each who wants to take part."""
    reviewer_token = fields.CharField(max_length=22, null=True, unique=True)
    """In the link by which one becomes a reviewer of applications."""
    link_token = fields.CharField(max_length=22, null=True, unique=True)
    cancel_reason = fields.CharField(max_length=500, null=True)
    version = fields.IntField(default=1)
    created_at = fields.DatetimeField()
    published_at = fields.DatetimeField(null=True)

    class Meta:
        table = "events"


class EventWay(Model):
    """A way of taking part in an event, on site or online, and the pool of its places."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    way = fields.CharField(max_length=8)
    """onsite, online."""
    pool_id = fields.BigIntField(unique=True)

    class Meta:
        table = "event_ways"
        unique_together = (("event_id", "way"),)


class EventInCategory(Model):
    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    category_id = fields.BigIntField(db_index=True)

    class Meta:
        table = "events_in_categories"
        unique_together = (("event_id", "category_id"),)


class Registration(Model):
    """A person's way through one event: status, answers, number, result to come."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField(db_index=True)
    place_id = fields.BigIntField()
    status = fields.CharField(max_length=12)
    """waitlisted, offered, unpaid, pending, approved, paid, confirmed, checked_in, finished, and those who are out of
    it: withdrawn, rejected, refunded.
    """
    answers: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    notes: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    """The organizer's own answers to `organizer_fields`; for the organizer alone."""
    number = fields.IntField(null=True)
    """The bib: given at confirmation, unique within the event."""
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "registrations"


class RegistrationChange(Model):
    """The history of a registration's statuses and answers."""

    owner: ClassVar[str | None] = "actor_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    registration_id = fields.BigIntField(db_index=True)
    actor_id = fields.BigIntField(null=True)
    at = fields.DatetimeField()
    from_status = fields.CharField(max_length=12, null=True)
    to_status = fields.CharField(max_length=12)
    details: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)

    class Meta:
        table = "registration_changes"


class EventGuest(Model):
    """Somebody who opened a private event by its link; it counts while that link is in force."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    user_id = fields.BigIntField()
    link_token = fields.CharField(max_length=22)

    class Meta:
        table = "event_guests"
        unique_together = (("event_id", "user_id"),)


class FaqEntry(Model):
    """A question that many ask, with the organizer's answer: for everybody who sees the event, nobody's name on it."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(db_index=True)
    message_id = fields.BigIntField(null=True, unique=True)
    """The organizer's answer that it was made from."""
    question = fields.CharField(max_length=200)
    answer = fields.CharField(max_length=500)
    position = fields.IntField()

    class Meta:
        table = "event_faq"


class PromoCode(Model):
    """So many per cent off an entry, for whoever says the code."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    code = fields.CharField(max_length=20)
    """In capitals."""
    percent = fields.SmallIntField()
    uses = fields.IntField(null=True)
    """How often at most; None: without end."""
    used = fields.IntField(default=0)
    until = fields.DateField(null=True)
    """The last day, in the event's zone."""
    is_closed = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()

    class Meta:
        table = "promo_codes"
        unique_together = (("event_id", "code"),)


class PromoUse(Model):
    """An entry whose price a code has lowered. Whose it is, the registration knows."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    registration_id = fields.BigIntField(primary_key=True, generated=False)
    promo_id = fields.BigIntField(db_index=True)
    base_minor = fields.BigIntField()
    """What the entry costs without it."""
    used_at = fields.DatetimeField()

    class Meta:
        table = "promo_uses"


class Application(Model):
    """Somebody wants to take part, and somebody has to say yes or no."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    registration_id = fields.BigIntField(unique=True)
    event_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    state = fields.CharField(max_length=10, default="waiting")
    """waiting, accepted, declined, withdrawn."""
    asked_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)
    decided_by = fields.BigIntField(null=True)
    reason = fields.CharField(max_length=500, default="")

    class Meta:
        table = "applications"


class ApplicationCard(Model):
    """A message that shows an application, to be changed when it is decided."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    application_id = fields.BigIntField()
    chat_id = fields.BigIntField()
    message_id = fields.BigIntField()

    class Meta:
        table = "application_cards"
        unique_together = (("application_id", "chat_id"),)


class EventReviewer(Model):
    """Somebody who decides on applications beside the organizer, and sees what was handed in with them."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    since = fields.DatetimeField()

    class Meta:
        table = "event_reviewers"
        unique_together = (("event_id", "user_id"),)


class EventSeries(Model):
    """Events that come again: each date is an event of its own, with `series_id`."""

    owner: ClassVar[str | None] = "organizer_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    organizer_id = fields.BigIntField(db_index=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "event_series"


class SeriesSubscription(Model):
    """Somebody wants to hear of each new date of a series."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    series_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    subscribed_at = fields.DatetimeField()

    class Meta:
        table = "series_subscriptions"
        unique_together = (("series_id", "user_id"),)


class EventGate(Model):
    """An entrance of the venue, as the organizer calls it: A, B, «со двора»."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(db_index=True)
    name = fields.CharField(max_length=24)
    removed_at = fields.DatetimeField(null=True)
    """Who came through it came through it: a gate that was used is only not offered any more."""

    class Meta:
        table = "event_gates"


class EventChecker(Model):
    """Somebody who may check people in at one event's door, and nothing else there."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "event_checkers"
        unique_together = (("event_id", "user_id"),)


class CheckerLink(Model):
    """The link in force by which people become checkers of an event."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(unique=True)
    token = fields.CharField(max_length=22, unique=True)

    class Meta:
        table = "checker_links"


class CheckIn(Model):
    """A person let in at the door: by whom, where, and when."""

    owner: ClassVar[str | None] = "actor_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    registration_id = fields.BigIntField(db_index=True)
    gate_id = fields.BigIntField(null=True)
    actor_id = fields.BigIntField()
    scan_key = fields.CharField(max_length=40)
    """Made by the device that scanned: what is sent again is the same scan."""
    state = fields.CharField(max_length=8)
    """in, undone, repeat (let in once more by a device that could not know)."""
    from_status = fields.CharField(max_length=12)
    """The registration's, to go back to when this is undone."""
    at = fields.DatetimeField()
    """When it was scanned, by the device; `received_at` is when we heard of it."""
    received_at = fields.DatetimeField()
    undone_at = fields.DatetimeField(null=True)
    undone_by = fields.BigIntField(null=True)

    class Meta:
        table = "check_ins"


class DoorMessage(Model):
    """Where an event's counters stand in the organizers' topic of a group."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    chat_id = fields.BigIntField()
    event_id = fields.BigIntField()
    message_id = fields.BigIntField()

    class Meta:
        table = "door_messages"
        unique_together = (("chat_id", "event_id"),)


class HandoverRule(Model):
    """Its tickets may be passed on to other people until registration closes; without a row they may not."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(unique=True)

    class Meta:
        table = "handover_rules"


class Handover(Model):
    """A ticket that its holder gives away by a link."""

    owner: ClassVar[str | None] = "giver_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    registration_id = fields.BigIntField()
    giver_id = fields.BigIntField()
    taker_id = fields.BigIntField(null=True)
    token = fields.CharField(max_length=22, unique=True)
    state = fields.CharField(max_length=8)
    """open, taken, kept (the holder has thought better of it)."""
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "handovers"


class EventLetter(Model):
    """The organizer's words to some of an event's people: those who were in the list when it was sent."""

    owner: ClassVar[str | None] = "author_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(db_index=True)
    author_id = fields.BigIntField()
    text = fields.CharField(max_length=3000)
    chosen: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    """Which list, as `PeopleFilter.to_query`; or `ids`, the registrations that were ticked."""
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    people = fields.IntField(default=0)
    """To how many it went."""

    class Meta:
        table = "event_letters"
