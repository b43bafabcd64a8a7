from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class File(Model):
    """A picture or document: pending until its bytes lie under the data directory, then ready."""

    owner: ClassVar[str | None] = "owner_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    owner_id = fields.BigIntField(db_index=True)
    purpose = fields.CharField(max_length=16)
    state = fields.CharField(max_length=8, default="pending")
    telegram_file_id = fields.CharField(max_length=200, null=True)
    path = fields.CharField(max_length=64, null=True)
    mime = fields.CharField(max_length=64, default="")
    width = fields.IntField(null=True)
    height = fields.IntField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "files"
