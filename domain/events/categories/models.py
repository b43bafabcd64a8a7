from __future__ import annotations

from typing import ClassVar

from tortoise import fields

from domain.database import Erasure, Model


class FormerCategory(Model):
    """A category that was removed, and the one that stands for it: old links and interests lead there."""

    owner: ClassVar[str | None] = None
    erasure: ClassVar[Erasure] = Erasure.NONE

    slug = fields.CharField(max_length=32, primary_key=True)
    category_id = fields.BigIntField(db_index=True)

    class Meta:
        table = "former_categories"
