from __future__ import annotations

from domain.errors import Refusal


class ResultsNotYet(Refusal):
    """Results are entered once the event runs."""

    code = "result-not-yet"


class ResultsFinal(Refusal):
    """They are approved: whoever wants to change them makes them preliminary first."""

    code = "result-final"


class NumberUnknown(Refusal):
    """Nobody who takes part has it. Params: number."""

    code = "result-number-unknown"
    status = 422


class GunUnreadable(Refusal):
    """No time of day, or one that is still to come."""

    code = "finish-gun-unreadable"
    status = 422


class MarkUnreadable(Refusal):
    """Params: said, measure."""

    code = "result-mark-unreadable"
    status = 422


class ResultReasonNeeded(Refusal):
    code = "result-reason-needed"
    status = 422


class ScoringWrong(Refusal):
    code = "result-scoring-wrong"
    status = 422


class StageUnknown(Refusal):
    """Params: most; what, stages or tries."""

    code = "result-stage-unknown"
    status = 422


class ChangedSince(Refusal):
    """What is to be taken back is not what stands there any more."""

    code = "result-changed-since"


class ListRefused(Refusal):
    """Params: problem, the tail of the sentence's key."""

    code = "result-list-refused"
    status = 422


class ListBusy(Refusal):
    """Another list of this event is being applied or taken back."""

    code = "result-list-busy"


class ListNotReady(Refusal):
    """It was applied, taken back or laid aside already, or is not read yet."""

    code = "result-list-not-ready"


class NothingToAnnounce(Refusal):
    code = "result-nothing-to-announce"


class StillOpen(Refusal):
    """Params: reviews, protests: what is to be decided before results are approved."""

    code = "result-still-open"


class NoResultOfYours(Refusal):
    code = "result-none-of-yours"


class ProtestedAlready(Refusal):
    code = "result-protested-already"


class ProtestOver(Refusal):
    """Somebody has decided otherwise, or whoever made it took it back. Params: state, upheld, declined, withdrawn."""

    code = "result-protest-over"


class ScoringInUse(Refusal):
    """What has been entered would mean something else."""

    code = "result-scoring-in-use"


class ProtestEmpty(Refusal):
    code = "result-protest-empty"
    status = 422


class TracksNotTaken(Refusal):
    """The person takes part in no event that takes tracks now."""

    code = "result-tracks-not-taken"


class ResultStands(Refusal):
    """Another result than that of a track stands there."""

    code = "result-stands"


class FinishElsewhere(Refusal):
    """Numbers are typed where one time decides: no stages, no metres, no points."""

    code = "result-finish-elsewhere"


class NumberNotLoose(Refusal):
    """It was given to somebody, dropped, or is worn by now. Params: number."""

    code = "result-number-not-loose"


class WearerUnclear(Refusal):
    """Nobody, or not one alone, is called so. Params: count (0 or 2), said."""

    code = "result-wearer-unclear"
    status = 422
