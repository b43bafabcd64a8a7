from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class SpaceDoor(Model):
    """A group that is entered by request: the link that we made, and what one has to do to be let in."""

    owner: ClassVar[str | None] = "opened_by"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    chat_id = fields.BigIntField(unique=True)
    subject = fields.CharField(max_length=64, db_index=True)
    link = fields.CharField(max_length=128, null=True, unique=True)
    """None until Telegram has made it."""
    works = fields.BooleanField(default=True)
    """Telegram lets us invite people there; when it does not, nobody is let in until somebody gives the right back."""
    opened_by = fields.BigIntField()
    opened_at = fields.DatetimeField()

    class Meta:
        table = "space_doors"


class JoinRequest(Model):
    """Somebody wants to be let into a group that has a door."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    chat_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    subject = fields.CharField(max_length=64)
    user_chat_id = fields.BigIntField()
    query_id = fields.CharField(max_length=64, null=True)
    """By which Telegram knows the page that it opened for them; None: only the request."""
    state = fields.CharField(max_length=8, default="waiting")
    """waiting, opening (they are being let in), inside, declined, gone (taken back)."""
    asked_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "join_requests"
        unique_together = (("chat_id", "user_id"),)
