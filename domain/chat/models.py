from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Conversation(Model):
    """A room of an event, or one person's questions to its organizer."""

    owner: ClassVar[str | None] = "asker_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=12)
    """room or question."""
    subject = fields.CharField(max_length=64, db_index=True)
    asker_id = fields.BigIntField(null=True)
    last_message_id = fields.BigIntField(default=0)
    created_at = fields.DatetimeField()

    class Meta:
        table = "conversations"


class Message(Model):
    owner: ClassVar[str | None] = "author_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    conversation_id = fields.BigIntField()
    author_id = fields.BigIntField(null=True)
    author_name = fields.CharField(max_length=128)
    """For people who write in the group and are not known to us, the name Telegram gives."""
    text = fields.CharField(max_length=4096)
    origin = fields.CharField(max_length=8)
    """app, group or private: where it was written."""
    sent_at = fields.DatetimeField()

    class Meta:
        table = "messages"


class MessageCopy(Model):
    """Where a message stands in Telegram, so that a reply to it finds its way back."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    message_id = fields.BigIntField(db_index=True)
    chat_id = fields.BigIntField()
    telegram_message_id = fields.BigIntField()

    class Meta:
        table = "message_copies"
        unique_together = (("chat_id", "telegram_message_id"),)
