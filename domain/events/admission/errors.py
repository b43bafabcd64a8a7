from __future__ import annotations

from domain.errors import Refusal


class DocumentFailed(Refusal):
    """Its bytes could not be read: another one is needed."""

    code = "event-document-failed"
    status = 422


class AlreadyDecided(Refusal):
    """Somebody was faster. Params: name of who decided, "none" for the applicant; state."""

    code = "application-already-decided"


class TooLateToTakeBack(Refusal):
    """A yes stands after ten minutes, or once something has followed from it."""

    code = "application-too-late-to-take-back"


class ReviewerLinkGone(Refusal):
    """Nobody becomes a reviewer by this link any more."""

    code = "application-reviewer-gone"
    status = 404
