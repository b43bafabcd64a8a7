from __future__ import annotations

from domain.errors import Refusal


class NotChatAdmin(Refusal):
    """Only who runs the group says what it is about."""

    code = "space-not-admin"
    status = 403


class NotLinked(Refusal):
    """The group is about nothing yet."""

    code = "space-not-linked"


class LinkedAlready(Refusal):
    """The group is about something else, which has to be let go first."""

    code = "space-linked-already"


class NotThere(Refusal):
    """The bot is not (any more) in that group."""

    code = "space-not-there"
