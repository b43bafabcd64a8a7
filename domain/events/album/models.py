"""The photos of an event, and who is on them."""

from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class AlbumPhoto(Model):
    owner: ClassVar[str | None] = "author_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    file_id = fields.BigIntField(unique=True)
    author_id = fields.BigIntField(db_index=True)
    chat_id = fields.BigIntField(null=True)
    """The group in whose topic it was shown, and its message there."""
    telegram_message_id = fields.BigIntField(null=True)
    album = fields.CharField(max_length=64, null=True)
    """Telegram's name for the photos that came together: what is written under one is said of all."""
    caption = fields.CharField(max_length=1024, default="")
    shown_at = fields.DatetimeField()
    removed_at = fields.DatetimeField(null=True)
    removed_by = fields.BigIntField(null=True)

    class Meta:
        table = "album_photos"


class AlbumTag(Model):
    """Somebody is on a photo: by their number under it, or because they say so."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    photo_id = fields.BigIntField()
    registration_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField(db_index=True)
    by_caption = fields.BooleanField()
    removed_at = fields.DatetimeField(null=True)
    """They do not want to be found there: the words under it do not bring it back."""

    class Meta:
        table = "album_tags"
        unique_together = (("photo_id", "registration_id"),)
