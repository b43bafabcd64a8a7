from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class InboxRow(Model):
    """What the world told us, once: a Telegram update or a provider's webhook. Purged 48 hours after it is worked."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    source = fields.CharField(max_length=32)
    external_id = fields.CharField(max_length=128)
    lane = fields.BigIntField()
    """People in private chats and callbacks: their id; group messages: the chat's id."""
    payload = fields.TextField()
    state = fields.CharField(max_length=8, default="new")
    """new → done, or set aside as dead after too many attempts."""
    attempts = fields.SmallIntField(default=0)
    not_before = fields.DatetimeField(null=True)
    """Real time: until then it belongs to the process that received it, or waits for its next try."""
    error = fields.TextField(null=True)
    received_at = fields.DatetimeField()
    """Domain time."""
    worked_at = fields.DatetimeField(null=True)
    """Real time: what was said to us is not kept longer than needed."""

    class Meta:
        table = "inbox"
        unique_together = (("source", "external_id"),)
