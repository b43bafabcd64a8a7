"""A programme as people write it, line by line: "10:00 разминка; 10:30–11:00 старт 5 км / 30; 8 дек 9:00 завтрак"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.forms.texts import clean_line, shortened
from domain.time import WhenRefused, instants, local, parse_day

TITLE_LENGTH = 120
MOST_LINES = 100
MOST_PLACES = 100_000
LONGEST = timedelta(hours=12)
"""An end that is said before its start is on the day after, if that makes it no longer."""
SHOWN_OF_WRONG = 40
_EARLY = timedelta(hours=12)
_DAY = timedelta(days=1)

_DASH = "-\u2010-\u2015\u2212"
_CLOCK = r"(?P<{0}h>\d{{1,2}})(?:[:.](?P<{0}m>\d{{2}})(?: ?(?P<{0}p>[ap]\.?m\b\.?))?| ?(?P<{0}q>[ap]\.?m\b\.?))"
_WHEN = re.compile(
    rf"(?<![\w.:])(?:(?:в|с|at|from) )?{_CLOCK.format('a')}"
    rf"(?:(?: ?[{_DASH}] ?| (?:до|to|till|until) ){_CLOCK.format('b')})?(?![\d:]|\.\d)",
    re.IGNORECASE,
)
_UNIT = r"(?:мест[ао]?|чел(?:\.|овека?)?|участник(?:а|ов)?|places?|people|persons?|spots?|seats?)"
_LIMITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf" ?/ ?(?P<n>\d{{1,15}})(?: {_UNIT})?$",
        rf" ?[(\[](?:на |до |for |up to |max\.? )?(?P<n>\d{{1,15}}) {_UNIT}[)\]]$",
        rf",? (?:на|до|for|up to|max\.?) (?P<n>\d{{1,15}}) {_UNIT}$",
    )
)
_BY_CHOICE = re.compile(r" ?[,(]? ?(?:по выбору|по желанию|optional|by choice)\)?$", re.IGNORECASE)
_BULLET = re.compile(rf"^(?:[{_DASH}•*·]|\d{{1,2}}[.)]) (?=\S)")
_NTH_DAY = re.compile(r"(?:день|day) (\d{1,2})", re.IGNORECASE)
_NAMED = re.compile(r"[^\W\d_]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """The event in which lines are read: its time, its place's zone, and how long it is taken to last unsaid."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    now: datetime
    lang: str = "ru"

    @property
    def first_day(self) -> date:
        return local(self.starts_at, self.zone).date()

    @property
    def last_day(self) -> date:
        return local(self.ends_at, self.zone).date()

    @property
    def is_overnight(self) -> bool:
        """After midnight it is the same event: 01:00 is then on the day after."""
        return self.ends_at - self.starts_at < _DAY and self.last_day > self.first_day


@dataclass(frozen=True, slots=True)
class Line:
    """`capacity` None of an item by choice: as many as like to."""

    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    by_choice: bool = False
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """`why`: time (none is seen), hour (no such one), day, title, long, limit, clock (the clocks jump over it)."""

    number: int
    text: str
    why: str


class _NotUnderstood(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_lines(text: str, frame: Frame) -> tuple[tuple[Line, ...], tuple[Wrong, ...]]:
    """What was understood, in the order of the lines, and what was not.

    A line that is a day holds for those below; so does a day of the event's own that is said with a time.
    """
    found: list[Line] = []
    wrong: list[Wrong] = []
    day = frame.first_day
    for number, said in enumerate(_parts(text), 1):
        try:
            day, line = _read(said, day, found[-1] if found else None, frame)
        except _NotUnderstood as not_understood:
            wrong.append(Wrong(number, shortened(said, SHOWN_OF_WRONG), not_understood.why))
            continue
        if line is not None:
            found.append(line)
    return tuple(found), tuple(wrong)


def outside(line: Line, frame: Frame) -> str | None:
    """past, before or after the event; None: within it, or on its morning."""
    if line.starts_at < frame.now:
        return "past"
    if line.starts_at < frame.starts_at - _EARLY:
        return "before"
    return "after" if line.starts_at > frame.ends_at else None


def as_line(line: Line, frame: Frame) -> str:
    """How its author could have written it."""
    start = local(line.starts_at, frame.zone)
    day = "" if start.date() == frame.first_day else f"{start:%d.%m.%Y} "
    until = f"–{local(line.ends_at, frame.zone):%H:%M}" if line.ends_at else ""
    choice = "(по выбору)" if frame.lang == "ru" else "(optional)"
    limit = f" / {line.capacity}" if line.capacity else f" {choice}" if line.by_choice else ""
    return f"{day}{start:%H:%M}{until} {line.title}{limit}"


def _parts(text: str) -> Iterator[str]:
    said = (clean_line(unicodedata.normalize("NFKC", part)) for part in re.split(r"[\n\r;]", text))
    given = [part for part in said if part]
    for part in given[:MOST_LINES]:
        yield _BULLET.sub("", part)


def _read(said: str, day: date, before: Line | None, frame: Frame) -> tuple[date, Line | None]:
    found = _when(said)
    if found is None:
        return _day(said.strip(" :,."), frame, "time"), None
    head, carried = said[: found.start()].strip(" ,:.-—–"), day
    if head:
        day = _day(head, frame, "time" if len(head) > SHOWN_OF_WRONG else "day")
        carried = day if frame.first_day <= day <= frame.last_day else carried
    start, end = _clock(found, "a"), _clock(found, "b") if found["bh"] else None
    title, by_choice, capacity = _title(said[found.end() :])
    starts_at = _start(day, start, before, frame, is_said=bool(head))
    ends_at = _end(starts_at, end, frame) if end else None
    return carried, Line(title, starts_at, ends_at, by_choice, capacity)


def _when(said: str) -> re.Match[str] | None:
    """The first moment of the clock; figures with a point before another moment are a date: 8.12 9:00."""
    for found in _WHEN.finditer(said):
        is_dotted = "." in found[0] and not found["bh"] and not found["ap"]
        if is_dotted and _WHEN.match(said, _after_gap(said, found.end())):
            continue
        return found
    return None


def _after_gap(said: str, at: int) -> int:
    while at < len(said) and said[at] in " ,":
        at += 1
    return at


def _clock(found: re.Match[str], side: str) -> time:
    hour, minute = int(found[f"{side}h"]), int(found[f"{side}m"] or 0)
    part = (found[f"{side}p"] or found[f"{side}q"] or "").replace(".", "").lower()
    if part and not 1 <= hour <= 12:
        raise _NotUnderstood("hour")
    if part:
        hour = hour % 12 + (12 if part == "pm" else 0)
    if (hour, minute) == (24, 0) and side == "b":
        return time(0)
    if hour > 23 or minute > 59:
        raise _NotUnderstood("hour")
    return time(hour, minute)


def _day(said: str, frame: Frame, why: str) -> date:
    """Of the event's days where there is a choice; else the nearest to it: bibs are given out the day before."""
    if nth := _NTH_DAY.fullmatch(said):
        return frame.first_day + timedelta(days=max(0, int(nth[1]) - 1))
    if len(said) > SHOWN_OF_WRONG:
        raise _NotUnderstood(why)
    from_event = _possible_days(said, frame.starts_at, frame)
    from_now = _possible_days(said, frame.now, frame)
    if not from_event:
        raise _NotUnderstood(why)
    if not from_event & from_now and not re.search(r"\d", said) and _is_relative(from_event, from_now, frame):
        return min(from_now)
    return min(from_event, key=lambda one: (not frame.first_day <= one <= frame.last_day, abs(one - frame.first_day)))


def _is_relative(from_event: set[date], from_now: set[date], frame: Frame) -> bool:
    """«завтра» is so many days from the day on which it is said; a weekday is one of the event's own week."""
    away = {one - frame.first_day for one in from_event}
    today = local(frame.now, frame.zone).date()
    return away == {one - today for one in from_now} and len(from_event) == 1


def _possible_days(said: str, at: datetime, frame: Frame) -> set[date]:
    found = set()
    for ahead in (True, False):
        try:
            found.add(parse_day(said, now=at, zone=frame.zone, lang=frame.lang, ahead=ahead))
        except WhenRefused:
            continue
    return found


def _title(rest: str) -> tuple[str, bool, int | None]:
    title, capacity = rest.strip(), None
    for pattern in _LIMITS:
        if limit := pattern.search(title):
            capacity, title = int(limit["n"]), title[: limit.start()]
            break
    if capacity is not None and not 1 <= capacity <= MOST_PLACES:
        raise _NotUnderstood("limit")
    choice = _BY_CHOICE.search(title)
    title = (title[: choice.start()] if choice else title).strip(" :,." + "—–-")
    if not _NAMED.search(title):
        raise _NotUnderstood("title")
    if len(title) > TITLE_LENGTH:
        raise _NotUnderstood("long")
    return title, bool(choice) or capacity is not None, capacity


def _start(day: date, clock: time, before: Line | None, frame: Frame, *, is_said: bool) -> datetime:
    moments = _instants(day, clock, frame)
    if frame.is_overnight and not is_said and moments[0] < frame.starts_at:
        after = _instants(day + _DAY, clock, frame)
        moments = after if after[0] <= frame.ends_at else moments
    later = [one for one in moments if before is None or one >= before.starts_at]
    return (later or moments)[0]


def _instants(day: date, clock: time, frame: Frame) -> tuple[datetime, ...]:
    found = instants(datetime.combine(day, clock), frame.zone)
    if not found:
        raise _NotUnderstood("clock")
    return found


def _end(starts_at: datetime, clock: time, frame: Frame) -> datetime:
    day = local(starts_at, frame.zone).date()
    for one in (day, day + _DAY):
        later = [moment for moment in _instants(one, clock, frame) if moment > starts_at]
        if later and (one == day or later[0] - starts_at <= LONGEST):
            return later[0]
    raise _NotUnderstood("hour")
