from __future__ import annotations

from domain.errors import Refusal


class NoTeamsHere(Refusal):
    """The event is not run in teams."""

    code = "team-none-here"


class TeamRulesWrong(Refusal):
    code = "team-rules-wrong"
    status = 422


class TeamsBigger(Refusal):
    """Params: members, of the biggest team."""

    code = "team-rules-bigger"
    status = 422


class TeamsThere(Refusal):
    """While there are teams the event stays one of teams."""

    code = "team-rules-in-use"


class TeamNameTaken(Refusal):
    """Params: name."""

    code = "team-name-taken"
    status = 422


class TeamNameWrong(Refusal):
    """Params: shortest, longest."""

    code = "team-name-wrong"
    status = 422


class TeamFull(Refusal):
    """Params: name, most."""

    code = "team-full"


class TeamsClosed(Refusal):
    """Teams change until registration closes; then only the organizer changes them."""

    code = "team-closed"


class TeamFirst(Refusal):
    """Who takes part makes a team or joins one."""

    code = "team-register-first"


class InTeamAlready(Refusal):
    """Params: name."""

    code = "team-in-one-already"


class NotInTeam(Refusal):
    code = "team-not-in"


class NotTheCaptain(Refusal):
    code = "team-not-captain"


class TeamLinkGone(Refusal):
    """The link was changed, or there is no such team any more."""

    code = "team-link-gone"
    status = 404
