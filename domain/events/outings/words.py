"""«Кто завтра на 10 км в 7?»: who calls others to come along, what for, when and where. Pure; nothing is guessed at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from domain.events.making.line import PLACE_MAX, TITLE_MAX
from domain.forms.texts import clean_line
from domain.time import NeedTime, WhenRefused, parse_when, to_utc
from domain.time.days import NoSuchDay, take_day
from domain.time.hours import NoSuchHour, take_hours
from domain.time.local import local
from domain.time.scan import Scan, tidy
from domain.time.vocabulary import MOSCOW_TIME

LONGEST: Final = 200
_RU_MORE = (
    r"(?:со мной|с нами|ид[её]т|пойд[её]т|беж[иу]т|побежит|едет|поедет|играет|сыграет|хочет|готов\w*|будет|свободен"
    r"|желает|за|ещ[её])"
)
_EN_MORE = r"(?:is|'s|’s|wants?|would like|in|up|coming|joining|going|running|with me|with us|else|free|for|to)"
_CALL = re.compile(
    rf"(?:кто(?:-нибудь|-то)?(?:\s+{_RU_MORE}(?!\w))*|есть желающие|желающие|айда|погнали|го(?!\w)|давай(?:те)?(?!\w)"
    rf"|(?:who|anyone|anybody|somebody)(?:\s*{_EN_MORE}(?![\w]))*|let'?s(?:\s+go)?(?!\w))(?!\w)[\s,:?]*",
    re.IGNORECASE,
)
_UNITS = (
    r"км|km|k|к|м|m|метр\w*|met(?:re|er)s?|миль|мил[ьияю]|miles?|километр\w*|kilomet\w+|человек\w*|чел\.?|people"
    r"|мест\w*|places?|круг\w*|laps?|раза?|times|мин(?:ут\w*)?|min(?:ute)?s?|кг|kg|лет|сет\w*|sets?"
)
_MEASURES = re.compile(
    r"(?:на |for )?\d{1,2}(?:[.,]\d)? ?(?:час(?:а|ов)?|ч|hours?|hrs?)(?= (?:бега|езды|игры|of)\b)"
    r"|(?:на|for) \d{1,2}(?:[.,]\d)? ?(?:часа|часов|hours?|hrs?)\b(?! (?:утра|дня|вечера|ночи))"
    r"|\d{1,2}:\d{2} ?/ ?(?:км|km|mi)\b"
    rf"|(?<![\w.,:])\d{{1,4}}(?:[.,]\d{{1,3}})? ?(?:{_UNITS})(?!\w)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:^|\s)((?:в|во|на|у|от|около|возле|in|at|near|by|from)\s+(?:м\.?\s+|метро\s+|the\s+)?[А-ЯЁA-Z].*)$"
)
_LEADS = re.compile(r"^(?:(?:на|в|for|to|a|an|the|и|and|мы|we)\s+)+", re.IGNORECASE)
_SOON = re.compile(
    r"(?<!\w)(?:через|in) (?:\d{1,3} )?(?:полчаса|час(?:а|ов)?|мин(?:ут[уы]?)?|(?:half )?an hour|hours?|min(?:ute)?s?)"
    r"(?!\w)",
    re.IGNORECASE,
)
_BEFORE_DAYS = frozenset({"в", "во", "на", "on", "this", "к"})
_FREE = "\ue000"
"""A letter that nobody types: what stands for a measure while hours are looked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`starts_at` is UTC; where no hour was said, the last minute of that day in `zone`."""

    what: str
    place: str
    starts_at: datetime
    has_hour: bool
    zone: str


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Others are called, but when is not said, or cannot be: then `trouble` says why."""

    trouble: WhenRefused | None = None


def hear(text: str, *, now: datetime, zone: str, lang: str) -> Wanted | Unsaid | None:
    """None: nobody is called to anything; the words may be a search."""
    said = clean_line(text)[:LONGEST].strip()
    called = _CALL.match(said)
    rest = said[called.end() :] if called else said
    when, left = _split(rest, now, zone)
    if not when:
        return Unsaid() if called else None
    try:
        found = parse_when(when, now=now, zone=zone, lang=lang)
        starts_at, has_hour, zone = found.start, True, found.zone
    except NeedTime as day_only:
        if not called:
            return None
        starts_at, has_hour = to_utc(datetime.combine(day_only.day, time(23, 59)), zone), False
    except WhenRefused as refused:
        return Unsaid(refused) if called else None
    if not called and not _named_both(when, now, zone):
        return None
    what, place = _what_and_where(left)
    return Wanted(what, place, starts_at, has_hour, zone)


def _named_both(when: str, now: datetime, zone: str) -> bool:
    """Without a word that calls others, a day and an hour make it a call: «пробежка завтра 7:00»."""
    scan = Scan(when)
    return take_day(scan, local(now, zone).date(), ahead=True) is not None and take_hours(scan) is not None


def _split(text: str, now: datetime, zone: str) -> tuple[str, str]:
    """The words that say when, and all the others as they were typed."""
    if found := _SOON.search(text):
        return found[0].strip(), f"{text[: found.start()]} {text[found.end() :]}"
    measures = [found[0] for found in _MEASURES.finditer(text)]
    masked = _MEASURES.sub(_FREE, text.replace(";", ", "))
    scan = Scan(masked)
    try:
        take_day(scan, local(now, zone).date(), ahead=True)
        take_hours(scan)
        scan.take(MOSCOW_TIME)
    except (NoSuchDay, NoSuchHour):
        return "", text
    when, kept = _parted(masked.split(), [word for word in scan.rest.replace(",", " ").split() if word])
    given = iter(measures)
    said = "".join(next(given) if letter == _FREE else letter for letter in " ".join(kept))
    return " ".join(when).strip(" ?!."), said


def _parted(words: list[str], left: list[str]) -> tuple[list[str], list[str]]:
    """Those that were taken, and those that are `left`, which stand in the same order; commas stay where they were."""
    when: list[str] = []
    kept: list[str] = []
    for word in words:
        plain = tidy(word).strip(",")
        if left and plain == left[0]:
            left.pop(0)
            kept.append(word)
        elif plain:
            if kept and kept[-1].lower() in _BEFORE_DAYS:
                kept.pop()
            when.append(word.strip(","))
            kept += [","] if word.endswith(",") else []
    return when, kept


def _what_and_where(words: str) -> tuple[str, str]:
    """After a comma, or after "in" and a name, stands the place."""
    parts = [part for piece in re.split(r"[,;]", words) if (part := piece.strip(" ?!.,;–—-"))]
    if not parts:
        return "", ""
    what, place = parts[0], ", ".join(parts[1:])
    if not place and (found := _PLACE.search(what)):
        what, place = what[: found.start()], found[1]
    return _LEADS.sub("", what.strip(" ?!.,")).strip()[:TITLE_MAX], place.strip()[:PLACE_MAX]
