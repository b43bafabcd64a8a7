"""Why a prize is not taken or a diploma is not made."""

from __future__ import annotations

from domain.errors import Refusal


class PrizePlaceWrong(Refusal):
    """Params: most."""

    code = "award-place-wrong"
    status = 422


class PrizeTextEmpty(Refusal):
    code = "award-text-empty"
    status = 422


class TooManyPrizes(Refusal):
    """Params: most."""

    code = "award-too-many"


class TooManyPrizeCodes(Refusal):
    """Params: most, longest."""

    code = "award-codes-wrong"
    status = 422


class PrizeGiven(Refusal):
    """Somebody has been told of it already."""

    code = "award-prize-given"


class DiplomaNotYet(Refusal):
    """The results are not approved (any more)."""

    code = "diploma-not-yet"


class NoDiploma(Refusal):
    """The person has no place there, or the organizer gives no diplomas."""

    code = "diploma-none"


class DiplomaForged(Refusal):
    """Not signed by us."""

    code = "diploma-forged"
    status = 404


class NameUnprintable(Refusal):
    """The diploma's typeface has not one of its letters."""

    code = "diploma-name-poor"
    status = 422
