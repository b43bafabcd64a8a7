"""Why a moment could not be understood, or cannot be."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from domain.errors import Refusal

_NUMBERS = "%d.%m.%Y %H:%M"


class WhenRefused(Refusal):
    code = "date-refused"
    status: ClassVar[int] = 422


class NotADate(WhenRefused):
    """`example` is a right answer in figures, so it reads the same in every language."""

    code = "date-not-a-date"


class PastMoment(WhenRefused):
    """`moment` is what we understood; `example` is a right answer."""

    code = "date-past"


class FutureDay(WhenRefused):
    """A day that has been was asked for: a birthday, a workout."""

    code = "date-future"


class TooFarAway(WhenRefused):
    code = "date-too-far"


class EndBeforeStart(WhenRefused):
    code = "date-end-before-start"


class NeedTime(WhenRefused):
    """The day is clear, the hour was not said."""

    code = "date-need-time"

    def __init__(self, day: date) -> None:
        super().__init__(day=f"{day:%d.%m.%Y}", example=f"{day:%d.%m.%Y} 10:00")
        self.day = day


class NoSuchMoment(WhenRefused):
    """The clocks jump over it; `earlier` and `later` are the neighbours on either side of the jump."""

    code = "date-no-such-moment"

    def __init__(self, wanted: datetime, earlier: datetime, later: datetime) -> None:
        shown = {"moment": wanted, "earlier": earlier, "later": later}
        super().__init__(**{name: moment.strftime(_NUMBERS) for name, moment in shown.items()})
        self.earlier = earlier
        self.later = later


class AmbiguousMoment(WhenRefused):
    """The clocks show it twice: `earlier` and `later`, in the place's zone. The caller asks which is meant."""

    code = "date-ambiguous"

    def __init__(self, earlier: datetime, later: datetime) -> None:
        super().__init__(moment=earlier.strftime(_NUMBERS), earlier=_offset(earlier), later=_offset(later))
        self.earlier = earlier
        self.later = later


class CityUnknown(WhenRefused):
    code = "date-city-unknown"


def _offset(moment: datetime) -> str:
    return f"{moment:%H:%M} (UTC{moment:%z})"
