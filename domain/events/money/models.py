from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class PromoCode(Model):
    """So many per cent off an entry, for whoever says the code."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    code = fields.CharField(max_length=20)
    """In capitals."""
    percent = fields.SmallIntField()
    uses = fields.IntField(null=True)
    """How often at most; None: without end."""
    used = fields.IntField(default=0)
    until = fields.DateField(null=True)
    """The last day, in the event's zone."""
    is_closed = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()

    class Meta:
        table = "promo_codes"
        unique_together = (("event_id", "code"),)


class PromoUse(Model):
    """An entry whose price a code has lowered. Whose it is, the registration knows."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    registration_id = fields.BigIntField(primary_key=True, generated=False)
    promo_id = fields.BigIntField(db_index=True)
    base_minor = fields.BigIntField()
    """What the entry costs without it."""
    used_at = fields.DatetimeField()
    released_at = fields.DatetimeField(null=True)
    """Since then the use is free for another entry; money that still comes for this one needs it again."""

    class Meta:
        table = "promo_uses"


class Promise(Model):
    """What was promised of going back when an order was opened: who pays it keeps that, whatever is said later."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    order_id = fields.BigIntField(primary_key=True, generated=False)
    refunds = fields.CharField(max_length=8)
    """One of `fees.REFUNDS`, or of `fees.STARS_REFUNDS` for Stars."""
    starts_at = fields.DatetimeField()
    """The start by which it counted."""
    paid_refunds = fields.CharField(max_length=8, null=True)
    """The same when the money went, where something else was said by then."""
    paid_starts_at = fields.DatetimeField(null=True)

    class Meta:
        table = "refund_promises"


class ClaimMessage(Model):
    """The message in which somebody has said that their transfer is gone, until it was looked for."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    registration_id = fields.BigIntField(primary_key=True, generated=False)
    user_id = fields.BigIntField(db_index=True)
    message_id = fields.BigIntField()

    class Meta:
        table = "claim_messages"
