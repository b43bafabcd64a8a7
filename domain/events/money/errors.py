from __future__ import annotations

from domain.errors import Refusal


class OnlineFeeUnset(Refusal):
    """Nobody has said what taking part online costs: money was asked for it once, and Telegram wants Stars."""

    code = "event-online-fee-unset"


class OneForStars(Refusal):
    """Telegram gives Stars back whole or not at all: what is paid in them is for one person."""

    code = "event-one-for-stars"


class PromoCodeUnfit(Refusal):
    """Letters, digits and dashes. Params: shortest, longest."""

    code = "event-promo-unfit"
    status = 422


class PromoCodeTaken(Refusal):
    """The event has, or had, one of that name. Params: code."""

    code = "event-promo-taken"


class TooManyPromoCodes(Refusal):
    """Params: most."""

    code = "event-promo-too-many"


class PromoCodeUnknown(Refusal):
    """There is none of that name, or its time is over: which of both is nobody's business."""

    code = "event-promo-unknown"
    status = 422


class TooManyWrongPromoCodes(Refusal):
    """No more are looked at for a while."""

    code = "event-promo-tried"
    status = 429


class TooManyClaims(Refusal):
    """Params: most, transfers of one person that wait for an organizer's word."""

    code = "event-too-many-claims"


class TooManyUnpaid(Refusal):
    """Places are held for them already that they have not paid for. Params: titles of those events."""

    code = "event-too-many-unpaid"


class PromoCodeUsedUp(Refusal):
    code = "event-promo-used-up"


class TransferClaimed(Refusal):
    """The price stays while the organizer looks for a transfer."""

    code = "event-promo-too-late"
