from __future__ import annotations

from domain.errors import Refusal


class PaymentsOff(Refusal):
    """Nobody takes money online here."""

    code = "event-payments-off"
    status = 422


class EventNotOpen(Refusal):
    """Registration is not possible now. Params: reason (draft, early, closed, running, finished, cancelled), opens."""

    code = "event-not-open"


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


class DocumentFailed(Refusal):
    """Its bytes could not be read: another one is needed."""

    code = "event-document-failed"
    status = 422


class WayNeeded(Refusal):
    """One can take part on site and online: which is it to be?"""

    code = "event-way-needed"


class WayClosed(Refusal):
    """The event is not, or no more, held this way. Params: way."""

    code = "event-way-closed"


class WayCostsOtherwise(Refusal):
    """Who has a place that was paid for, or would have to pay for the other one, does not just go over. Params: way."""

    code = "event-way-costs-otherwise"


class OnlineFeeUnset(Refusal):
    """Nobody has said what taking part online costs: money was asked for it once, and Telegram wants Stars."""

    code = "event-online-fee-unset"


class OneForStars(Refusal):
    """Telegram gives Stars back whole or not at all: what is paid in them is for one person."""

    code = "event-one-for-stars"


class WayFull(Refusal):
    """Who has a place keeps it: it is changed for a free place only. Params: way."""

    code = "event-way-full"


class WayInUse(Refusal):
    """A way is closed only when nobody takes part or waits in it. Params: way, count."""

    code = "event-way-in-use"


class AlreadyRegistered(Refusal):
    code = "event-already-registered"


class NotRegistered(Refusal):
    code = "event-not-registered"


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


class MoveNotAllowed(Refusal):
    """The status machine knows no such step. Params: status, move."""

    code = "event-move-not-allowed"


class ResultsApproved(Refusal):
    """What was held and decided is not called off: its results are made preliminary first."""

    code = "event-results-approved"


class ReasonNeeded(Refusal):
    code = "event-reason-needed"
    status = 422


class HasRegistrations(Refusal):
    """A draft without registrations may be deleted; anything else is archived."""

    code = "event-has-registrations"


class LinkRevoked(Refusal):
    """The private link led somewhere once, or never; it does not now."""

    code = "event-link-revoked"
    status = 404


class StartsInPast(Refusal):
    code = "event-starts-in-past"
    status = 422


class EndsBeforeStart(Refusal):
    code = "event-ends-before-start"
    status = 422


class ClosesBeforeOpening(Refusal):
    code = "event-closes-before-opening"
    status = 422


class OpensAfterStart(Refusal):
    """Registration would open when the event is already running, that is never."""

    code = "event-opens-after-start"
    status = 422


class ClosesAfterEnd(Refusal):
    code = "event-closes-after-end"
    status = 422


class RegistrationIsOpen(Refusal):
    """It cannot open later any more."""

    code = "event-registration-is-open"


class Changed(Refusal):
    """Somebody else saved the event meanwhile."""

    code = "event-changed-meanwhile"


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


class FaqIsFull(Refusal):
    """Params: most."""

    code = "event-faq-is-full"


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


class TooManyUnpaid(Refusal):
    """Places are held for them already that they have not paid for. Params: titles of those events."""

    code = "event-too-many-unpaid"


class PromoCodeUsedUp(Refusal):
    code = "event-promo-used-up"


class TransferClaimed(Refusal):
    """The price stays while the organizer looks for a transfer."""

    code = "event-promo-too-late"


class NumberTaken(Refusal):
    """Params: number."""

    code = "event-number-taken"


class NumberWrong(Refusal):
    code = "event-number-wrong"
    status = 422


class NumbersInUse(Refusal):
    """Results stand under the numbers already."""

    code = "event-numbers-in-use"


class AlreadyInSeries(Refusal):
    """One event is a date of one series."""

    code = "series-already"


class NotInSeries(Refusal):
    code = "series-none"
    status = 404


class NoMoreDates(Refusal):
    """Params: most, how many a series may have."""

    code = "series-no-more-dates"
    status = 422


class DateInTheWay(Refusal):
    """Params: when, title of the date that cannot be changed like the others."""

    code = "series-date-in-the-way"


class GateExists(Refusal):
    """Params: name."""

    code = "door-gate-exists"


class TooManyGates(Refusal):
    """Params: most."""

    code = "door-too-many-gates"


class TooManyCheckers(Refusal):
    """Params: most."""

    code = "door-too-many-checkers"


class ScansUnreadable(Refusal):
    """What a device sent as its scans is not a list of them."""

    code = "door-scans-unreadable"
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


class AlreadyOut(Refusal):
    """That registration is over already."""

    code = "panel-already-out"


class NoFreePlace(Refusal):
    """Nobody is added above the capacity, or before those who wait."""

    code = "panel-no-free-place"


class InvitedAlready(Refusal):
    """Once a day is enough. Params: name."""

    code = "panel-invited-already"


class NoSuchNumber(Refusal):
    """Nobody of this event has it. Params: number."""

    code = "panel-no-such-number"


class NobodyThere(Refusal):
    """There is nobody in the list that this would go to."""

    code = "panel-nobody-there"


class SentAlready(Refusal):
    """A letter goes out once."""

    code = "panel-sent-already"


class LetterTimePassed(Refusal):
    """A letter cannot be put off to then. Params: by (clock; start: the event begins sooner; far)."""

    code = "letter-time-passed"
    status = 422


class TooManyLetters(Refusal):
    """Params: most."""

    code = "letter-too-many"
    status = 422


class LetterOver(Refusal):
    """It was sent, taken back, or called off with its event."""

    code = "letter-over"


class LateByHowMuch(Refusal):
    """Params: most, in minutes."""

    code = "panel-late-how"
    status = 422


class NoColumns(Refusal):
    code = "panel-no-columns"
    status = 422
