from __future__ import annotations

from typing import ClassVar

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
