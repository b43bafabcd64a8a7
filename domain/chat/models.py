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
    settled_message_id = fields.BigIntField(null=True)
    """The asker's words up to this message need no answer any more: it was given in another way."""
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
    revision = fields.BigIntField(null=True)
    """Drawn from the sequence of ids at each change, so that it is later than every id before it."""
    edited_at = fields.DatetimeField(null=True)
    album = fields.CharField(max_length=64, null=True)
    """Telegram's name for the photos that came together."""

    class Meta:
        table = "messages"


class RoomPhoto(Model):
    """A photo of a message in a room; an album has several."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    message_id = fields.BigIntField()
    file_id = fields.BigIntField()
    telegram_message_id = fields.BigIntField()
    caption = fields.CharField(max_length=1024, default="")

    class Meta:
        table = "room_photos"


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
