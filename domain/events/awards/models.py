"""What an event gives: prizes with their codes, and how its diplomas are made."""

from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class EventPrize(Model):
    """What a place of an event is worth."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField()
    place = fields.IntField()
    among = fields.CharField(max_length=6, default="")
    """female, male; empty: among everybody."""
    text = fields.CharField(max_length=300)
    gives_badge = fields.BooleanField(default=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "event_prizes"
        unique_together = (("event_id", "place", "among"),)


class PrizeCode(Model):
    """A promo code that goes with a prize, handed out once. Sealed: its words are in no database."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    prize_id = fields.BigIntField()
    sealed = fields.BinaryField()
    key_name = fields.CharField(max_length=16)
    user_id = fields.BigIntField(null=True, db_index=True)
    """Who has it. It stays theirs when the prize goes to somebody else: they have read it."""
    handed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "prize_codes"


class PrizeWinner(Model):
    """Somebody to whom a prize was given when the results were approved."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    prize_id = fields.BigIntField()
    user_id = fields.BigIntField(db_index=True)
    given_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "prize_winners"
        unique_together = (("prize_id", "user_id"),)


class DiplomaRule(Model):
    """How an event's diplomas are made, where it is not as usual."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    event_id = fields.BigIntField(primary_key=True, generated=False)
    is_off = fields.BooleanField(default=False)
    signature = fields.CharField(max_length=120, default="")
    """One line under the result: who signs."""

    class Meta:
        table = "diploma_rules"


class DiplomaName(Model):
    """The name that somebody wants on their diploma, where it is not that of their profile."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.DELETE

    registration_id = fields.BigIntField(primary_key=True, generated=False)
    user_id = fields.BigIntField(db_index=True)
    name = fields.CharField(max_length=80)

    class Meta:
        table = "diploma_names"
