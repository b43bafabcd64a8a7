from __future__ import annotations

from domain.errors import Refusal


class CategoryInUse(Refusal):
    """Events are in it: another one has to stand for it. Params: count."""

    code = "category-in-use"
    status = 422


class CategoryTaken(Refusal):
    """There is one with that name. Params: name."""

    code = "category-taken"
    status = 422


class CategoryUnnamed(Refusal):
    """It needs a name in both languages."""

    code = "category-unnamed"
    status = 422


class TooManyCategories(Refusal):
    """Params: most."""

    code = "category-too-many"


class LastCategory(Refusal):
    """Something has to be left to choose from."""

    code = "category-last"
