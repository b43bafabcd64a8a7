"""Which hour is meant: "10:00", "в 7 вечера", "7am", "19", "10:00–12:00", "с 10 до 12"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from domain.time.scan import Scan
from domain.time.vocabulary import AFTERNOON, DAY_PARTS, EVENING, MERIDIEM, MORNING, RANGE_WORD

_AT = r"(?:(?:в|во|на|к|с|со|at|from|by|ровно в) )?"
_PART = "|".join(pattern for pattern, _ in DAY_PARTS)
_NOON = r"полдень|noon|midday"
_FULL = rf"(?P<{{0}}h>\d{{{{1,2}}}})[:.](?P<{{0}}m>\d{{{{2}}}})(?::00)? ?(?P<{{0}}p>{MERIDIEM}|{_PART})?"
_BARE = rf"(?P<{{0}}h>\d{{{{1,2}}}})(?: ?(?:час(?:а|ов)?|ч|h|o'clock)\.?)?(?: ?(?P<{{0}}p>{MERIDIEM}|{_PART}))?"
_DASHED = r"(?P<h>\d{1,2})-(?P<m>00|2[5-9]|[3-5]\d)"


@dataclass(frozen=True, slots=True)
class Hours:
    """`next_day`: the end falls on the day after the start."""

    start: time
    end: time | None = None
    next_day: bool = False


class NoSuchHour(ValueError):
    """25:00, 15 in the morning."""


def take_hours(scan: Scan) -> Hours | None:
    if found := scan.take(_AT + _DASHED):
        return Hours(_clock(int(found["h"]), int(found["m"]), None))
    return _range(scan) or _single(scan)


def _range(scan: Scan) -> Hours | None:
    for first in (_FULL, _BARE):
        for last in (_FULL, _BARE):
            found = scan.take(_AT + first.format("a") + RANGE_WORD + last.format("b"))
            if found:
                groups = found.groupdict()
                part = groups["bp"] or _loose_part(scan)
                end = _clock(int(found["bh"]), int(groups.get("bm") or 0), part, end=True)
                start = _start_of_range(int(found["ah"]), int(groups.get("am") or 0), groups["ap"], part)
                return Hours(start, end, next_day=end <= start)
    return None


def _start_of_range(hour: int, minute: int, own: str | None, shared: str | None) -> time:
    """ "6-8pm", "с 6 до 8 вечера": the part of the day said once belongs to both, where the first hour can be in it."""
    if own or not shared:
        return _clock(hour, minute, own)
    try:
        return _clock(hour, minute, shared)
    except NoSuchHour:
        return _clock(hour, minute, None)


def _single(scan: Scan) -> Hours | None:
    if scan.take(_AT + rf"(?:{_NOON})"):
        return Hours(time(12))
    for form in (_FULL, _BARE):
        if found := scan.take(_AT + form.format("")):
            groups = found.groupdict()
            return Hours(_clock(int(found["h"]), int(groups.get("m") or 0), groups["p"] or _loose_part(scan)))
    return None


def take_day_part(scan: Scan) -> str | None:
    """ "завтра утром": said, but no hour with it."""
    return _loose_part(scan)


def _loose_part(scan: Scan) -> str | None:
    """ "вечером в 7": the part of the day may stand apart from its hour."""
    found = scan.take(_PART)
    return found[0] if found else None


def _clock(hour: int, minute: int, part: str | None, *, end: bool = False) -> time:
    if end and (hour, minute) == (24, 0):
        return time(0)
    shown = hour if part is None else _hours_of(part).get(hour, -1)
    if not (0 <= shown <= 23 and 0 <= minute <= 59):
        raise NoSuchHour(f"{hour}:{minute:02} {part or ''}")
    return time(shown, minute)


def _hours_of(part: str) -> dict[int, int]:
    letters = part.replace(".", "")
    if letters == "am":
        return {12: 0, **{hour: hour for hour in range(1, 12)}}
    if letters == "pm":
        return {12: 12, **{hour: hour + 12 for hour in range(1, 12)}}
    if part.startswith(("утр", "in the morning", "morning")):
        return MORNING
    if part.startswith(("дн", "in the afternoon", "afternoon")):
        return AFTERNOON
    if part.startswith(("вечер", "in the evening", "evening", "tonight")):
        return EVENING
    return DAY_PARTS[-1][1]
