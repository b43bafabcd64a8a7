from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Outing(Model):
    """Who is coming? A card in some chat, where we need not be: what, when, and who said what."""

    owner: ClassVar[str | None] = "maker_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    maker_id = fields.BigIntField(db_index=True)
    source = fields.CharField(max_length=96, null=True, unique=True)
    """What it was made of, so that the same thing heard twice makes one: a guest query, or somebody's inline words."""
    inline_message_id = fields.CharField(max_length=128, null=True, unique=True)
    """Its card; None until it was seen there."""
    what = fields.CharField(max_length=120, default="")
    place = fields.CharField(max_length=200, default="")
    starts_at = fields.DatetimeField()
    """Where the hour was not said: the end of the day."""
    has_hour = fields.BooleanField(default=True)
    zone = fields.CharField(max_length=64)
    language = fields.CharField(max_length=2)
    state = fields.CharField(max_length=9, default="open")
    """open, over, cancelled."""
    event_id = fields.BigIntField(null=True, db_index=True)
    """What it became."""
    version = fields.IntField(default=1)
    """Counts changes of what and when."""
    made_at = fields.DatetimeField()

    class Meta:
        table = "outings"


class OutingAnswer(Model):
    """What one person said: yes, maybe or no; the last word counts."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    outing_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    answer = fields.CharField(max_length=5)
    said_at = fields.DatetimeField()

    class Meta:
        table = "outing_answers"
        unique_together = (("outing_id", "user_id"),)
