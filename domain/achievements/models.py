from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Badge(Model):
    """What a person was given for something: kept when it is revoked, so that it can be given again."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    id = fields.BigIntField(primary_key=True)
    user_id = fields.BigIntField()
    kind = fields.CharField(max_length=12)
    """finisher, player, winner, prize."""
    subject = fields.CharField(max_length=64, db_index=True)
    """What it was given for, such as `event:17`."""
    title = fields.CharField(max_length=120)
    """Of that, as it was called then."""
    place = fields.IntField(null=True)
    among = fields.CharField(max_length=6, default="")
    """female, male; empty: among everybody."""
    given_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "badges"
        unique_together = (("user_id", "kind", "subject"),)
