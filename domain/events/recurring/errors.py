from __future__ import annotations

from domain.errors import Refusal


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
