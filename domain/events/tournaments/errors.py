from __future__ import annotations

from domain.errors import Refusal


class NotATournament(Refusal):
    """The event is of another kind."""

    code = "tournament-not-one"


class NotSetUp(Refusal):
    """Nobody has said yet how it is played."""

    code = "tournament-not-set-up"


class RegistrationStillOpen(Refusal):
    """Who comes after the draw would be left out."""

    code = "tournament-registration-open"


class TooFewPlayers(Refusal):
    code = "tournament-too-few"


class TooManyPlayers(Refusal):
    """Params: most, count."""

    code = "tournament-too-many"


class AlreadyPlayed(Refusal):
    """There are results: neither the draw nor the rules change any more."""

    code = "tournament-already-played"


class NotDrawn(Refusal):
    code = "tournament-not-drawn"


class NotRunning(Refusal):
    """Not begun yet, over, or called off with its event."""

    code = "tournament-not-running"


class MatchNotOpen(Refusal):
    """It is played already, or its players are not known yet."""

    code = "tournament-match-not-open"


class MatchChanged(Refusal):
    """Somebody else was quicker: what the press was about is not what stands there now."""

    code = "tournament-match-changed"


class MatchFrozen(Refusal):
    """The two do not agree; whoever judges decides."""

    code = "tournament-match-frozen"


class BadScore(Refusal):
    """Params: wins, needed by who wins; 0 where any score will do."""

    code = "tournament-bad-score"
    status = 422


class DrawNotAllowed(Refusal):
    """One of the two has to go on."""

    code = "tournament-no-draws"
    status = 422


class LaterPlayed(Refusal):
    """Other people have played on with this result. Params: count of the matches that would be undone."""

    code = "tournament-later-played"


class OrderUnknown(Refusal):
    """Params: numbers that nobody has."""

    code = "tournament-order-unknown"
    status = 422


class AlreadyWithdrawn(Refusal):
    code = "tournament-already-withdrawn"
