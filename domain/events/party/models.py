"""Guests: people whom a participant brings along, without accounts of their own."""

from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class PartyRule(Model):
    """Who takes part may bring guests; without a row nobody does."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    event_id = fields.BigIntField(unique=True)
    most = fields.SmallIntField()
    """How many each may bring."""

    class Meta:
        table = "party_rules"


class PartyGuest(Model):
    """Somebody who comes with a participant, without an account of their own."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    registration_id = fields.BigIntField(db_index=True)
    name = fields.CharField(max_length=64, default="")
    """Empty: they are their host's guest."""

    class Meta:
        table = "party_guests"
