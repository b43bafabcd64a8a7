from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Appeal(Model):
    """What a blocked person answers to their block; another administrator reads it."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    sanction_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField()
    text = fields.CharField(max_length=2000)
    sent_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)
    decided_by = fields.BigIntField(null=True)
    decision = fields.CharField(max_length=12, null=True)
    answer = fields.CharField(max_length=1000, null=True)

    class Meta:
        table = "appeals"
