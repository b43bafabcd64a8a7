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


class Document(Model):
    """A certificate, an insurance: pending until its bytes lie sealed below the data directory, then ready."""

    owner: ClassVar[str | None] = "owner_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    owner_id = fields.BigIntField(db_index=True)
    about = fields.CharField(max_length=80, default="")
    """What it was asked for as, by the name under which it is offered again."""
    title = fields.CharField(max_length=120, default="")
    state = fields.CharField(max_length=8, default="pending")
    failure = fields.CharField(max_length=8, null=True)
    """Why it can be no document: size, format, locked, active, long, gone."""
    telegram_file_id = fields.CharField(max_length=200, null=True)
    path = fields.CharField(max_length=64, null=True, unique=True)
    key_name = fields.CharField(max_length=16, null=True)
    """The key that sealed it; the keys themselves are in no database."""
    mime = fields.CharField(max_length=64, default="")
    size = fields.IntField(null=True)
    valid_until = fields.DateField(null=True)
    kept = fields.BooleanField(default=False)
    """Its owner keeps it until it expires, or until they delete it."""
    created_at = fields.DatetimeField()

    class Meta:
        table = "documents"


class DocumentUse(Model):
    """A document handed in for a thing, such as an entry to an event; who checks that thing may read it meanwhile."""

    owner: ClassVar[str | None] = "owner_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    document_id = fields.BigIntField()
    owner_id = fields.BigIntField(db_index=True)
    purpose = fields.CharField(max_length=16)
    subject_id = fields.BigIntField()
    title = fields.CharField(max_length=120)
    """Of the thing, as its owner knew it."""
    handed_in_at = fields.DatetimeField()
    needed_until = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    """Taken back, or the entry is over before its time."""

    class Meta:
        table = "document_uses"
        unique_together = (("document_id", "purpose", "subject_id"),)


class DocumentReading(Model):
    """Somebody looked at a document: shown to whose it is."""

    owner: ClassVar[str | None] = "owner_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    document_id = fields.BigIntField(db_index=True)
    owner_id = fields.BigIntField(db_index=True)
    reader_id = fields.BigIntField()
    title = fields.CharField(max_length=120)
    """For what it had been handed in."""
    at = fields.DatetimeField()

    class Meta:
        table = "document_readings"
