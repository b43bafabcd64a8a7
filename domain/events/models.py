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
    fee_stars = fields.IntField(null=True, default=0)
    """What taking part online costs, in Telegram's Stars; None where that was never said."""
    stars_refunds = fields.CharField(max_length=8, default="full")
    """When Stars go back to who leaves: full, day or none (domain/events/money/fees.py)."""
    transfer_to = fields.CharField(max_length=300, default="")
    """Where a transfer goes: a card, a phone number, a bank; shown to who has a place to pay for."""
    refunds = fields.CharField(max_length=8, default="full")
    """What goes back to who leaves: full, most, week or none (domain/events/money/fees.py)."""
    cover_file_id = fields.BigIntField(null=True)
    rules = fields.TextField(default="")
    requirements: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    """min_age, max_age (whole years on the event's day), gender, levels, weights; `confirm`: texts to be ticked."""
    questions: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)
    """The organizer's own questions, as domain/forms fields."""
    organizer_fields: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)
    """What the organizer notes about each participant, as domain/forms fields; participants never see it."""
    former_questions: fields.JSONField[list[dict[str, Any]]] = fields.JSONField(default=list)
    """Questions as they were before they were changed or removed: what was answered to them can still be read."""
    visibility = fields.CharField(max_length=8, default="public")
    notices = fields.CharField(max_length=8, default="digest")
    """How the organizer hears of registrations: instant, digest or private."""
    reminders: fields.JSONField[list[int]] = fields.JSONField(default=[24, 1])
    """So many hours before the start participants are reminded."""
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


class Standstill(Model):
    """An event that stands still, since its holder may not act: noted for when it goes on."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(unique=True)
    since = fields.DatetimeField()

    class Meta:
        table = "event_standstills"
