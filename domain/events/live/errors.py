from __future__ import annotations

from domain.errors import Refusal


class NothingToFollow(Refusal):
    """The person has no event that is measured by tracks and runs now, or soon."""

    code = "live-nothing-to-follow"


class NotYet(Refusal):
    """Params: title, starts (an instant): their event is still to come."""

    code = "live-not-yet"


class ArrivedAlready(Refusal):
    """The distance is covered, or another result stands there."""

    code = "live-arrived-already"
