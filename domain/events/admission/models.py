from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Application(Model):
    """Somebody wants to take part, and somebody has to say yes or no."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    registration_id = fields.BigIntField(unique=True)
    event_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    state = fields.CharField(max_length=10, default="waiting")
    """waiting, accepted, declined, withdrawn."""
    asked_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)
    decided_by = fields.BigIntField(null=True)
    reason = fields.CharField(max_length=500, default="")

    class Meta:
        table = "applications"


class ApplicationCard(Model):
    """A message that shows an application, to be changed when it is decided."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    application_id = fields.BigIntField()
    chat_id = fields.BigIntField()
    message_id = fields.BigIntField()

    class Meta:
        table = "application_cards"
        unique_together = (("application_id", "chat_id"),)


class EventReviewer(Model):
    """Somebody who decides on applications beside the organizer, and sees what was handed in with them."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    since = fields.DatetimeField()

    class Meta:
        table = "event_reviewers"
        unique_together = (("event_id", "user_id"),)
