from __future__ import annotations

from domain.errors import Refusal


class RequirementsNotMet(Refusal):
    """Params: reasons, a list of codes with their values, such as ("min-age", 18)."""

    code = "event-requirements-not-met"


class DoesNotFit(Refusal):
    """One answer decides that this event is for others."""

    code = "event-does-not-fit"
    status = 422


class TooYoung(DoesNotFit):
    """Params: age, on the day of the event; least."""

    code = "event-too-young"


class TooOld(DoesNotFit):
    """Params: age, on the day of the event; most."""

    code = "event-too-old"


class OnlyForOthers(DoesNotFit):
    """Params: gender, for which the event is."""

    code = "event-only-for-others"


class WrongLevel(DoesNotFit):
    """Params: level, of the person; levels, for which the event is, joined by hyphens."""

    code = "event-wrong-level"


class TooHeavy(DoesNotFit):
    """Params: weight, of the person; most, the limit of the heaviest class."""

    code = "event-too-heavy"


class DocumentExpires(DoesNotFit):
    """It is good no more on the day of the event. Params: until, day, as they are written everywhere."""

    code = "event-document-expires"


class WayCostsOtherwise(Refusal):
    """Who has a place that was paid for, or would have to pay for the other one, does not just go over. Params: way."""

    code = "event-way-costs-otherwise"


class WayFull(Refusal):
    """Who has a place keeps it: it is changed for a free place only. Params: way."""

    code = "event-way-full"


class AlreadyRegistered(Refusal):
    code = "event-already-registered"


class EnteredTooOften(Refusal):
    """In and out again all day long: each time others hear of it. Params: most, in a day."""

    code = "event-entered-too-often"


class NotRegistered(Refusal):
    code = "event-not-registered"


class CameAlready(Refusal):
    """Who is inside has what was paid for: their place and their money do not go back."""

    code = "event-came-already"


class TicketForged(Refusal):
    code = "event-ticket-forged"
    status = 422


class AnswersIncomplete(Refusal):
    """Params: missing, the keys of the questions that have no answer yet."""

    code = "event-answers-incomplete"
    status = 422


class TooManyQuestions(Refusal):
    """Params: most."""

    code = "event-too-many-questions"


class QuestionChanged(Refusal):
    """Another manager has saved it since it was read."""

    code = "event-question-changed-meanwhile"


class OptionsNeeded(Refusal):
    """A choice is between two options at least. Params: most."""

    code = "event-options-needed"
    status = 422


class WeightsUnclear(Refusal):
    """These are no weight classes."""

    code = "event-weights-unclear"
    status = 422


class AgesTheWrongWay(Refusal):
    code = "event-ages-the-wrong-way"
    status = 422


class HandoverForbidden(Refusal):
    """By this event's rule a ticket stays with its person."""

    code = "handover-forbidden"


class HandoverGone(Refusal):
    """Taken by somebody, or kept after all."""

    code = "handover-gone"
    status = 404


class HandoverOwn(Refusal):
    code = "handover-own"


class HandoverTakerIn(Refusal):
    """Params: name, of whom the ticket was to go to: they take part already."""

    code = "handover-taker-in"


class HandoverTooOften(Refusal):
    """Params: most, to how many people one ticket is offered in a day."""

    code = "handover-too-often"
    status = 429
