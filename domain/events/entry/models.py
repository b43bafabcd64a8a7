from __future__ import annotations

from typing import Any, ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class GroupEntry(Model):
    """Somebody takes part, or wants to, from within a group: where they alone are shown how it stands."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    event_id = fields.BigIntField()
    chat_id = fields.BigIntField()
    thread_id = fields.BigIntField(null=True)
    message_id = fields.BigIntField(null=True)
    """The ephemeral message, once it is known."""
    at = fields.DatetimeField()

    class Meta:
        table = "group_entries"
        unique_together = (("user_id", "event_id"),)


class Registration(Model):
    """A person's way through one event: status, answers, number, result to come."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField(db_index=True)
    place_id = fields.BigIntField()
    status = fields.CharField(max_length=12)
    """One of `statuses`."""
    answers: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    notes: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    """The organizer's own answers to `organizer_fields`; for the organizer alone."""
    number = fields.IntField(null=True)
    """The bib: given at confirmation, unique within the event."""
    ticket_number = fields.IntField(null=True)
    """What its ticket is signed with, where that is not the bib (any more): the bib may change, and the ticket goes on
    to another person with a number that no ticket of this registration had before.
    """
    promo_tries = fields.SmallIntField(null=True)
    """Wrong promo codes since `promo_tried_at`."""
    promo_tried_at = fields.DatetimeField(null=True)
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


class OfferMessage(Model):
    """The message in which somebody is offered a place, while it counts down."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    registration_id = fields.BigIntField(unique=True)
    user_id = fields.BigIntField(db_index=True)
    message_id = fields.BigIntField()

    class Meta:
        table = "offer_messages"


class OpeningWatch(Model):
    """Somebody wants to hear that registration has opened; gone once they were told."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "opening_watches"
        unique_together = (("event_id", "user_id"),)


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
    """Who has taken it; while it is open, whom it is offered to alone."""
    token = fields.CharField(max_length=22, unique=True)
    state = fields.CharField(max_length=8)
    """open, taken, kept (the holder has thought better of it)."""
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "handovers"
