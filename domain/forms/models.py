from __future__ import annotations

from typing import Any, ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Draft(Model):
    """A form that a person has begun in a chat; it is here after a restart and a week later."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    chat_id = fields.BigIntField()
    form = fields.CharField(max_length=64)
    subject = fields.CharField(max_length=64, default="")
    """What the form is about, as text: an event's id."""
    step = fields.CharField(max_length=64, null=True)
    """The key of the question asked now; nothing when all are answered and the summary is shown."""
    answers: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    suggested: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    form_json: fields.JSONField[dict[str, Any] | None] = fields.JSONField(null=True)
    """An organizer's form as it was when the person began; our own forms are known by their key."""
    message_id = fields.BigIntField(null=True)
    paused = fields.BooleanField(default=False)
    """Left for something else: plain words in the chat are no longer taken for an answer."""
    updated_at = fields.DatetimeField()

    class Meta:
        table = "form_drafts"
        unique_together = (("user_id", "chat_id"),)
