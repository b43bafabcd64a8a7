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

    class Meta:
        table = "event_letters"
