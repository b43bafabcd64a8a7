from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class PlacePool(Model):
    """Places that can run out. `taken` counts places that are held or confirmed; capacity None is unlimited."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    id = fields.BigIntField(primary_key=True)
    capacity = fields.IntField(null=True)
    taken = fields.IntField(default=0)
    waiting = fields.IntField(default=0)
    """Who waits; a party counts as one."""

    class Meta:
        table = "place_pools"


class Place(Model):
    """One person's hold on one place of a pool, or their seat on its waiting list."""

    owner: ClassVar[str | None] = "user_id"
    erasure: ClassVar[Erasure] = Erasure.PSEUDONYMISE

    id = fields.BigIntField(primary_key=True)
    pool_id = fields.BigIntField(db_index=True)
    user_id = fields.BigIntField(db_index=True)
    state = fields.CharField(max_length=10)
    """waiting → offered → held → confirmed; released at any time. All but those who wait take a place.

    Held: while its person pays for it.
    """
    asked_at = fields.DatetimeField()
    offer_ends_at = fields.DatetimeField(null=True)
    """Until when an offered or a held place is kept."""
    changed_at = fields.DatetimeField()
    size = fields.SmallIntField(default=1)
    """For how many people: a party waits for its places, and has them, as one."""
    rank = fields.BigIntField(null=True)
    """In the waiting list; None: in the order of asking."""
    skipped_at = fields.DatetimeField(null=True)
    """When they were told that free places were too few for them."""

    class Meta:
        table = "places"
