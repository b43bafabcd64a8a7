from __future__ import annotations

from domain.errors import Refusal


class NothingSaid(Refusal):
    """A message without words."""

    code = "chat-nothing-said"
    status = 422


class TooLong(Refusal):
    """Params: limit (characters)."""

    code = "chat-too-long"
    status = 422


class RoomIsForParticipants(Refusal):
    """Who takes part and who organizes reads and writes in the room."""

    code = "chat-room-for-participants"
    status = 403
