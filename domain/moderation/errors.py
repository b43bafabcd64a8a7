from __future__ import annotations

from domain.errors import Refusal


class AppealSentAlready(Refusal):
    """One block, one appeal."""

    code = "moderation-appeal-sent-already"


class AppealOver(Refusal):
    """The block has ended by time."""

    code = "moderation-appeal-over"


class AppealDecided(Refusal):
    """Another administrator was faster, or the block was lifted by hand."""

    code = "moderation-appeal-decided"


class OwnBlock(Refusal):
    """Whoever blocked does not judge the appeal, while there is somebody else."""

    code = "moderation-own-block"
    status = 403
