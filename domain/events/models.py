from __future__ import annotations

from typing import Any, ClassVar

from tortoise import fields

from domain.database import Erasure, Model


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
    """What goes back to who leaves: full, most, week or none (domain/events/fees.py)."""
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
