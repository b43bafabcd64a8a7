"""A moment as a person wrote it → instants in UTC, or a refusal that says what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from domain.time.cities import city_named, find_city
from domain.time.days import Day, NoSuchDay, amount_of, take_day
from domain.time.errors import EndBeforeStart, FutureDay, NeedTime, NotADate, PastMoment, TooFarAway
from domain.time.hours import Hours, NoSuchHour, take_day_part, take_hours
from domain.time.local import local, to_utc
from domain.time.scan import Scan, tidy
from domain.time.vocabulary import AMOUNTS, MONTHS, MOSCOW_TIME, RANGE_WORD, SPANS

_FARTHEST = timedelta(days=3660)
_HOUR_UNITS = "|".join(pattern for pattern, seconds in SPANS if seconds < 86_400)
_COUNT = rf"\d{{1,3}}(?:[.,]\d)?|{'|'.join(AMOUNTS)}"
_IN = (
    rf"(?:через|in) (?:(?P<an>{_COUNT}) ?)?(?P<au>{_HOUR_UNITS})"
    rf"(?: (?:и |and )?(?P<bn>{_COUNT}) ?(?P<bu>{_HOUR_UNITS}))?"
)
_FIGURES = re.compile(r"[\d\s-]+")  # "10" alone is a number, not yet a moment
_CITY_WORDS = 3
_HOURS_OF_A_DAY = re.compile(r"\s*\d{4}-\d\d-\d\d \d\d:\d\d-\d\d:\d\d\s*")  # from one to the other, not an offset
_DAY_NUMBER = rf"\d{{1,2}}(?:\.\d| ?(?:{'|'.join(MONTHS)}))"
_DAYS_APART = re.compile(rf"(?<![\d:.])\d{{1,2}}-(?={_DAY_NUMBER})")  # "сб 5-6 дек": no hours
_SLASHES = re.compile(r"\b(\d{1,2})/(\d{1,2})/")


@dataclass(frozen=True, slots=True)
class When:
    """`start` and `end` are UTC; `zone` is the zone in which they were said.

    `fixed`: the words name a clock of their own ("10:00 мск"), or none at all ("через два часа").
    """

    start: datetime
    end: datetime | None
    zone: str
    fixed: bool = False


def parse_when(text: str, *, now: datetime, zone: str, lang: str | None = None) -> When:
    """Raises NotADate, NeedTime, PastMoment, TooFarAway, EndBeforeStart, NoSuchMoment (gap), AmbiguousMoment (fold)."""
    try:
        when = _instant(text, zone) or _understand(text, now, zone, lang)
    except (NoSuchDay, NoSuchHour) as error:
        raise NotADate(example=_example(now, zone)) from error
    if when.start <= now:
        raise PastMoment(moment=f"{local(when.start, zone):%d.%m.%Y %H:%M}", example=_example(now, zone))
    if when.start > now + _FARTHEST:
        raise TooFarAway(example=_example(now, zone))
    if when.end and when.end <= when.start:
        raise EndBeforeStart(example=f"{local(when.start, zone):%d.%m.%Y} 10:00–12:00")
    return when


def parse_day(text: str, *, now: datetime, zone: str, lang: str | None = None, ahead: bool | None = False) -> date:
    """A day alone. `ahead`: from today on (raises PastMoment), else up to today (raises FutureDay); None: any day."""
    today = local(now, zone).date()
    example = f"{today + timedelta(days=14):%d.%m.%Y}" if ahead is not False else f"07.12.{today.year - 30}"
    scan = _scan(text, lang, example)
    try:
        day = take_day(scan, today, ahead=ahead is not False)
    except NoSuchDay as error:
        raise NotADate(example=example) from error
    if day is None or not scan.used_up:
        raise NotADate(example=example)
    return _within(day.date, today, ahead, example)


def find_day(text: str, *, now: datetime, zone: str) -> tuple[date | None, str]:
    """The day said somewhere in a sentence, and the sentence without it (lower case): for searching."""
    scan = Scan(text)
    try:
        day = take_day(scan, local(now, zone).date(), ahead=True)
    except NoSuchDay:
        return None, tidy(text)
    return (day.date if day else None), re.sub(r"\s*,[\s,]*", " ", scan.rest).strip()


def _within(day: date, today: date, ahead: bool | None, example: str) -> date:
    if ahead and day < today:
        raise PastMoment(moment=f"{day:%d.%m.%Y}", example=example)
    if ahead is False and day > today:
        raise FutureDay(example=example)
    if abs(day.year - today.year) > (10 if ahead else 130):
        raise TooFarAway(example=example)
    return day


def _instant(text: str, zone: str) -> When | None:
    """What buttons and pages send: ISO 8601 with its offset is one instant, whatever the clocks show."""
    if not re.match(r"\s*\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d.*(?:[Zz]|[+-]\d\d:?\d\d)\s*$", text):
        return None
    if _HOURS_OF_A_DAY.fullmatch(text):
        return None
    try:
        return When(datetime.fromisoformat(text.strip().upper()).astimezone(UTC), None, zone)
    except (ValueError, OverflowError) as error:
        raise NoSuchDay(text) from error


def _understand(text: str, now: datetime, zone: str, lang: str | None) -> When:
    example = _example(now, zone)
    scan = _scan(re.sub(r"(\d)[tT](\d)", r"\1 \2", text, count=1), lang, example)
    clock = "Europe/Moscow" if scan.take(MOSCOW_TIME) else _take_city(scan)
    zone = clock or zone
    if found := scan.take(_IN):
        if not scan.used_up:
            raise NotADate(example=example)
        return When(_after(found, now), None, zone, fixed=True)
    when = _over_days(scan.rest, now, zone) or _on_one_day(scan, now, zone, example)
    return replace(when, fixed=True) if clock else when


def _take_city(scan: Scan) -> str | None:
    """ "10:00 Владивосток", "10:00 (по Владивостоку)": the clock of the city that is named last."""
    words = scan.rest.strip(" .,()").replace("(", " ").split()
    for count in range(min(_CITY_WORDS, len(words) - 1), 0, -1):
        name, before = " ".join(words[-count:]), words[:-count]
        if city := city_named(name):
            scan.rest = " ".join(before)
            return city.zone
        if before[-1] == "по" and (city := find_city(name)):
            scan.rest = " ".join(before[:-1])
            return city.zone
    return None


def _scan(text: str, lang: str | None, example: str) -> Scan:
    """In English 7/12/2026 is read two ways, so it is refused; in Russian it is 7 December."""
    slashed = _SLASHES.search(text)
    if lang == "en" and slashed and slashed[1] != slashed[2] and max(int(slashed[1]), int(slashed[2])) <= 12:
        raise NotADate(example=example)
    return Scan(text)


def _after(found: re.Match[str], now: datetime) -> datetime:
    seconds = 0.0
    for count, unit in ((found["an"], found["au"]), (found["bn"], found["bu"])):
        if unit:
            size = next(size for pattern, size in SPANS if re.fullmatch(pattern, unit))
            seconds += amount_of(count) * size
    return (now + timedelta(seconds=seconds)).replace(second=0, microsecond=0)


def _over_days(text: str, now: datetime, zone: str) -> When | None:
    """ "7 дек 10:00 – 8 дек 18:00": both sides have a day and an hour of their own."""
    if _DAYS_APART.search(text) or _is_one_day(text, now, zone):
        return None
    for parting in re.finditer(RANGE_WORD, text):
        sides = [_moment(text[: parting.start()], now, zone), _moment(text[parting.end() :], now, zone)]
        if sides[0] and sides[1]:
            return When(sides[0], sides[1], zone)
    return None


def _is_one_day(text: str, now: datetime, zone: str) -> bool:
    """ "сб 10:00-12:00 5 декабря": a weekday and its date are one day, though the hours stand between them."""
    scan = Scan(text)
    try:
        day, hours = take_day(scan, local(now, zone).date(), ahead=True), take_hours(scan)
    except (NoSuchDay, NoSuchHour):
        return False
    return bool(day and hours and scan.used_up)


def _moment(text: str, now: datetime, zone: str) -> datetime | None:
    scan = Scan(text)
    try:
        day, hours = take_day(scan, local(now, zone).date(), ahead=True), take_hours(scan)
    except (NoSuchDay, NoSuchHour):  # the half of something else: "завтра 7-30"
        return None
    if not day or not hours or hours.end or not scan.used_up:
        return None
    return _start(day, hours, now, zone)[1]


def _on_one_day(scan: Scan, now: datetime, zone: str, example: str) -> When:
    today, said = local(now, zone).date(), scan.rest
    day = take_day(scan, today, ahead=True)
    hours = take_hours(scan)
    said_part = hours is None and take_day_part(scan) is not None
    said_nothing = day is None and (_FIGURES.fullmatch(said) or not (hours or said_part))
    if said_nothing or not scan.used_up:
        raise NotADate(example=example)
    if hours is None and day and day.date < today:
        raise PastMoment(moment=f"{day.date:%d.%m.%Y}", example=example)
    if hours is None:
        raise NeedTime(day.date if day else today)
    start_day, start = _start(day or Day(today), hours, now, zone, any_day=day is None)
    if hours.end is None:
        return When(start, None, zone)
    return When(start, to_utc(datetime.combine(start_day + timedelta(days=hours.next_day), hours.end), zone), zone)


def _start(day: Day, hours: Hours, now: datetime, zone: str, *, any_day: bool = False) -> tuple[date, datetime]:
    """An hour that has passed today moves on when the day was not said (tomorrow) or was a weekday (next week)."""
    if datetime.combine(day.date, hours.start) > local(now, zone).replace(tzinfo=None):
        shift = 0
    else:
        shift = 1 if any_day else 7 if day.floats else 0
    moved = day.date + timedelta(days=shift)
    return moved, to_utc(datetime.combine(moved, hours.start), zone)


def _example(now: datetime, zone: str) -> str:
    """Saturday after next at ten, in figures."""
    today = local(now, zone)
    saturday = today + timedelta(days=12 - today.weekday())
    return datetime.combine(saturday, time(10)).strftime("%d.%m.%Y %H:%M")
