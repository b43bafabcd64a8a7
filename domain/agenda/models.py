from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class AgendaRow(Model):
    """What changes at a time: a hold that ends, a status that moves. One row per kind and subject."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(max_length=48)
    subject = fields.CharField(max_length=96)
    due_at = fields.DatetimeField(db_index=True)
    attempts = fields.SmallIntField(default=0)
    leased_until = fields.DatetimeField(null=True)
    """Real time, not domain time: how long its worker may take, or when the next try is due."""
    error = fields.TextField(null=True)
    dead = fields.BooleanField(default=False)

    class Meta:
        table = "agenda"
        unique_together = (("kind", "subject"),)
