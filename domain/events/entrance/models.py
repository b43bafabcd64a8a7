from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


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
