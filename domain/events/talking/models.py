from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


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
