from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class Order(Model):
    """What a person is to pay for one thing: an entry, a session. The thing itself is `purpose` and `subject_id`."""

    owner: ClassVar[str | None] = "buyer_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    token = fields.CharField(max_length=22, unique=True)
    """How providers and links name the order; it cannot be guessed."""
    buyer_id = fields.BigIntField(db_index=True)
    payee_id = fields.BigIntField(null=True, db_index=True)
    """Whose money it becomes."""
    purpose = fields.CharField(max_length=24)
    subject_id = fields.BigIntField()
    title = fields.CharField(max_length=128)
    amount_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    """ISO 4217, or XTR for Telegram Stars, whose minor unit is a Star."""
    state = fields.CharField(max_length=8)
    """open → paid, or closed when it is not to be paid any more; returned once all of its money went back."""
    expires_at = fields.DatetimeField(null=True)
    """For the eye: the thing's own hold says when the order is closed."""
    parts = fields.SmallIntField(default=1)
    """For so many alike it is paid: one person with their guests."""
    settled = fields.SmallIntField(default=0)
    """Of so many it is decided what goes back."""
    created_at = fields.DatetimeField()
    paid_at = fields.DatetimeField(null=True)
    changed_at = fields.DatetimeField()

    class Meta:
        table = "orders"


class Attempt(Model):
    """One way by which a person began to pay an order: a checkout at a provider, a transfer they say they made."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    order_id = fields.BigIntField(db_index=True)
    provider = fields.CharField(max_length=16)
    external_id = fields.CharField(max_length=128, null=True)
    """The provider's own name for it."""
    url = fields.CharField(max_length=2000, null=True)
    """Where the person pays."""
    amount_minor = fields.BigIntField(null=True)
    """For how much it was begun; a checkout for another sum than the order's is not shown again."""
    state = fields.CharField(max_length=8)
    """begun, claimed (a transfer that the payee is to confirm), paid, failed."""
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()

    class Meta:
        table = "payment_attempts"


class Charge(Model):
    """Money that came in, once, whatever it turns out to be for."""

    owner: ClassVar[str | None] = "payer_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    provider = fields.CharField(max_length=16)
    charge_id = fields.CharField(max_length=128)
    provider_charge_id = fields.CharField(max_length=128, default="")
    """What the bank behind the provider calls it."""
    order_id = fields.BigIntField(null=True, db_index=True)
    payer_id = fields.BigIntField(null=True, db_index=True)
    amount_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    returned_minor = fields.BigIntField(default=0)
    """Of which so much went back, or is on its way."""
    kept = fields.BooleanField(default=False)
    """It paid its order; one that did not goes back."""
    received_at = fields.DatetimeField()

    class Meta:
        table = "charges"


class Refund(Model):
    """Money on its way back. Its id is the key by which the provider knows a repeat."""

    owner: ClassVar[str | None] = "asked_by"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    charge_id = fields.BigIntField(db_index=True)
    amount_minor = fields.BigIntField()
    reason = fields.CharField(max_length=24)
    state = fields.CharField(max_length=8)
    """wanted → done; by_hand when only a person can send it back."""
    asked_by = fields.BigIntField(null=True, db_index=True)
    provider_refund_id = fields.CharField(max_length=128, default="")
    created_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "refunds"


class Transfer(Model):
    """A line of the ledger: so much from one account to another. Append-only, so the accounts always sum to zero."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    charge_id = fields.BigIntField(db_index=True)
    refund_id = fields.BigIntField(null=True)
    step = fields.CharField(max_length=8)
    """received, kept, owed, returned."""
    from_account = fields.CharField(max_length=32)
    to_account = fields.CharField(max_length=32)
    amount_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)

    class Meta:
        table = "ledger"
