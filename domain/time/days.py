"""Which day is meant: "завтра", "сб", "7 дек", "7.12", "next friday", "2026-12-07"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.time.scan import Scan
from domain.time.vocabulary import AMOUNTS, MONTHS, NAMED_DAYS, NEXT_WEEK, SPANS, THIS_WEEK, WEEKDAYS

_MONTH = "|".join(MONTHS)
_ORDINAL = r"(?:-?(?:го|е|st|nd|rd|th))?"
_YEAR = r"(?:,? ?(?P<y>(?:19|20)\d\d)(?: ?(?:г\.?|года))?)?"
_WEEKDAY = "|".join(WEEKDAYS)
_COUNT = rf"\d{{1,3}}|{'|'.join(AMOUNTS)}"
_DAYS_AHEAD = "|".join(pattern for pattern, seconds in SPANS if seconds >= 86_400)
_LEAP_CYCLE = 9  # a 29 February is at most eight years away


@dataclass(frozen=True, slots=True)
class Day:
    """`floats`: said as a weekday, so a later week fits as well when today's hour has passed."""

    date: date
    floats: bool = False


class NoSuchDay(ValueError):
    """31 February, 40.12: figures that are no day of the calendar."""


Reader = Callable[[Scan, date, bool], Day | None]


def take_day(scan: Scan, today: date, *, ahead: bool) -> Day | None:
    """Takes the first day out of the text. `ahead`: a day without a year is the next such day, else the last one."""
    for reader in _READERS:
        if found := reader(scan, today, ahead):
            _drop_matching_weekday(scan, found.date)
            return found
    return None


def _iso(scan: Scan, today: date, ahead: bool) -> Day | None:
    found = scan.take(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
    return Day(_calendar(int(found["y"]), int(found["m"]), int(found["d"]))) if found else None


def _dotted(scan: Scan, today: date, ahead: bool) -> Day | None:
    found = scan.take(r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4}|\d{2})")
    if not found:
        return None
    year = int(found["y"])
    if year < 100:
        year += 2000 if ahead or 2000 + year <= today.year else 1900
    return Day(_calendar(year, int(found["m"]), int(found["d"])))


def _named(scan: Scan, today: date, ahead: bool) -> Day | None:
    for pattern, shift in NAMED_DAYS:
        if scan.take(pattern):
            return Day(today + timedelta(days=shift))
    return None


def _with_month(scan: Scan, today: date, ahead: bool) -> Day | None:
    found = scan.take(rf"(?P<d>\d{{1,2}}){_ORDINAL} ?(?:of )?(?P<m>{_MONTH})\.?{_YEAR}") or scan.take(
        rf"(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}}){_ORDINAL}{_YEAR}"
    )
    if not found:
        return None
    month = next(number for pattern, number in MONTHS.items() if re.fullmatch(pattern, found["m"]))
    if found["y"]:
        return Day(_calendar(int(found["y"]), month, int(found["d"])))
    return Day(_without_year(month, int(found["d"]), today, ahead))


def _in_days(scan: Scan, today: date, ahead: bool) -> Day | None:
    found = scan.take(rf"(?:через|in) (?:(?P<n>{_COUNT}) ?)?(?P<unit>{_DAYS_AHEAD})")
    if not found:
        return None
    amount = amount_of(found["n"])
    seconds = next(seconds for pattern, seconds in SPANS if re.fullmatch(pattern, found["unit"]))
    days = amount * seconds / 86_400
    if days != int(days):
        raise NoSuchDay("half a day")
    return Day(today + timedelta(days=int(days)))


def _weekday(scan: Scan, today: date, ahead: bool) -> Day | None:
    found = scan.take(rf"(?:(?P<next>{NEXT_WEEK})|(?P<this>{THIS_WEEK}))? ?(?P<day>{_WEEKDAY})\.?")
    if not found:
        return None
    number = _weekday_number(found["day"])
    if found["next"]:
        return Day(today + timedelta(days=7 - today.weekday() + number))
    away = (number - today.weekday()) % 7
    return Day(today + timedelta(days=away if ahead or not away else away - 7), floats=True)


def _day_and_month(scan: Scan, today: date, ahead: bool) -> Day | None:
    found = scan.take(r"(?P<d>\d{1,2})\.(?P<m>0?[1-9]|1[0-2])\.?")
    return Day(_without_year(int(found["m"]), int(found["d"]), today, ahead)) if found else None


_READERS: tuple[Reader, ...] = (_iso, _dotted, _named, _with_month, _in_days, _weekday, _day_and_month)


def amount_of(words: str | None) -> float:
    if not words:
        return 1
    return AMOUNTS[words] if words in AMOUNTS else float(words.replace(",", "."))


def _drop_matching_weekday(scan: Scan, day: date) -> None:
    """ "сб, 5 декабря": the weekday may stand beside its date, and only the right one; a wrong one stays unread."""
    found = re.search(rf"(?<!\w)(?P<day>{_WEEKDAY})(?!\w)", scan.rest)
    if found and _weekday_number(found["day"]) == day.weekday():
        scan.take(rf"{_WEEKDAY}\.?")


def _weekday_number(word: str) -> int:
    return next(number for number, pattern in enumerate(WEEKDAYS) if re.fullmatch(pattern, word))


def _without_year(month: int, day: int, today: date, ahead: bool) -> date:
    step = 1 if ahead else -1
    for year in range(today.year, today.year + step * _LEAP_CYCLE, step):
        try:
            candidate = _calendar(year, month, day)
        except NoSuchDay:
            continue
        if (candidate >= today) if ahead else (candidate <= today):
            return candidate
    raise NoSuchDay(f"{day}.{month}")


def _calendar(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(str(error)) from error
