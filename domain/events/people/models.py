from __future__ import annotations

from typing import Any, ClassVar

from tortoise import fields

from domain.database import Erasure, Model


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
    due_at = fields.DatetimeField(null=True)
    """When it goes out by itself; None for one that is sent by hand at once."""
    hours_before = fields.SmallIntField(null=True)
    """So long before the start, with which it moves."""
    held_at = fields.DatetimeField(null=True)
    """Its time came, and its author managed the event no more: it waits for the word of who does."""
    ended = fields.CharField(max_length=10, null=True)
    """Why it is not going to be sent: dropped by hand, called_off with the event, nobody in the list."""

    class Meta:
        table = "event_letters"
