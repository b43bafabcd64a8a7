"""Plain words → what was meant. Pure; the first reader that recognises the text wins, and nothing is guessed at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from domain.intent import patterns
from domain.intent.intents import (
    EventLineIntent,
    GreetingOrHelp,
    Intent,
    Question,
    SearchIntent,
    Unknown,
    WeightLine,
    WorkoutLine,
)
from domain.intent.measures import metres_in, seconds_in
from domain.time import NeedTime, WhenRefused, find_day, local, parse_when
from domain.time.scan import tidy

_LONGEST_SEARCH = 120
_MOST_PARTS = 12
_WEIGHT_KG = (20.0, 400.0)
_GREETING = re.compile(rf"(?:{patterns.GREETINGS})(?!\w)[\s,!.)]*")
_HELP = re.compile(rf"/?(?:{patterns.HELP})[\s?!.]*")
_WEIGHT = re.compile(patterns.WEIGHT.replace("{n}", r"\d{2,3}(?:[.,]\d{1,2})?"))
_EVENT_WORD = re.compile(rf"(?<!\w)(?:{patterns.EVENT_WORDS})(?!\w)")
_SEARCH_VERB = re.compile(rf"(?:{patterns.SEARCH_VERBS})(?!\w)")
_LISTING = re.compile(rf"(?:{patterns.LISTING_QUESTIONS})(?!\w)")
_QUESTION = re.compile(rf"(?:{patterns.QUESTION_WORDS})(?!\w)")
_WEEKEND = re.compile(rf"(?<!\w)(?:{patterns.WEEKEND})(?!\w)")
_THIS_WEEK = re.compile(rf"(?<!\w)(?:{patterns.THIS_WEEK})(?!\w)")


@dataclass(frozen=True, slots=True)
class Said:
    """`text` as it was typed; `plain` for matching: lower case, one kind of space, without a greeting before it."""

    text: str
    plain: str
    now: datetime
    zone: str
    lang: str


Reader = Callable[[Said], Intent | None]


def understand(text: str, *, now: datetime, zone: str, lang: str) -> Intent:
    plain = tidy(text)
    greeted = _GREETING.match(plain)
    rest = plain[greeted.end() :] if greeted else plain
    if greeted and not rest:
        return GreetingOrHelp(help=False)
    said = Said(text.strip(), rest, now, zone, lang)
    return next((intent for reader in READERS if (intent := reader(said))), Unknown(said.text))


def search(text: str, *, now: datetime, zone: str) -> SearchIntent:
    """What is typed where one searches: no word has to say so."""
    said = Said(text.strip(), tidy(text), now, zone, "")
    first, last, rest = _days(said)
    return SearchIntent(_telling(rest), first, last)


def _help(said: Said) -> Intent | None:
    return GreetingOrHelp(help=True) if _HELP.fullmatch(said.plain) else None


def _weight(said: Said) -> Intent | None:
    found = _WEIGHT.fullmatch(said.plain.rstrip(" .!"))
    if not found:
        return None
    kilograms = float(next(group for group in found.groups() if group).replace(",", "."))
    return WeightLine(kilograms) if _WEIGHT_KG[0] <= kilograms <= _WEIGHT_KG[1] else None


def _workout(said: Said) -> Intent | None:
    """A past verb with a distance or a time; a bare noun ("бег 10 км 52:30") needs both."""
    if said.plain.endswith("?"):
        return None
    distance, duration = metres_in(said.plain), seconds_in(said.plain)
    for sport, verbs in patterns.WORKOUT_VERBS:
        found = re.match(rf"(?:(?:сегодня|вчера|утром|я|today|i|yesterday),? )*({verbs})(?!\w)", said.plain)
        if found and (distance or duration):
            noun = found[1] in ("бег", "вело", "run") or found[1].startswith("пробежк")
            return WorkoutLine(sport, distance, duration) if not noun or (distance and duration) else None
    return None


def _event_line(said: Said) -> Intent | None:
    """Two parts or more, one of which is a date that holds."""
    parts = [part.strip() for part in re.split(r"[;\n]|,\s", said.text[:1000]) if part.strip()]
    if not 2 <= len(parts) <= _MOST_PARTS or said.plain.endswith("?"):
        return None
    pairs = [f"{one} {next_one}" for one, next_one in pairwise(parts)]
    dated = [part for part in (*parts, *pairs) if _is_date(part, said)]
    others = [part for part in parts if not _is_date(part, said)]
    return EventLineIntent(said.text) if dated and others and _names_event(said, parts) else None


def _names_event(said: Said, parts: list[str]) -> bool:
    """Semicolons are the form of an announcement; with commas it has to name an event and have three parts."""
    return ";" in said.text or (len(parts) >= 3 and bool(_EVENT_WORD.search(said.plain)))


def _is_date(part: str, said: Said) -> bool:
    try:
        parse_when(part, now=said.now, zone=said.zone, lang=said.lang)
    except NeedTime:
        return True
    except WhenRefused:
        return False
    return True


def _search(said: Said) -> Intent | None:
    if len(said.plain) > _LONGEST_SEARCH or not _asks_for_events(said.plain):
        return None
    first, last, rest = _days(said)
    return SearchIntent(_telling(rest), first, last)


def _asks_for_events(plain: str) -> bool:
    if not _EVENT_WORD.search(plain):
        return bool(_SEARCH_VERB.match(plain)) and len(plain.split()) > 1
    asked = plain.endswith("?") or bool(_QUESTION.match(plain))
    return not asked or bool(_LISTING.match(plain))


def _days(said: Said) -> tuple[date | None, date | None, str]:
    today = local(said.now, said.zone).date()
    sunday = today + timedelta(days=6 - today.weekday())
    if found := _WEEKEND.search(said.plain):
        return max(today, sunday - timedelta(days=1)), sunday, _cut(said.plain, found)
    if found := _THIS_WEEK.search(said.plain):
        return today, sunday, _cut(said.plain, found)
    day, rest = find_day(said.plain, now=said.now, zone=said.zone)
    return day, day, rest


def _cut(plain: str, found: re.Match[str]) -> str:
    return f"{plain[: found.start()]} {plain[found.end() :]}"


def _day_alone(said: Said) -> Intent | None:
    """ "в субботу", "что завтра?": everything on that day."""
    first, last, rest = _days(said)
    return SearchIntent((), first, last) if first and not _telling(rest) else None


def _telling(plain: str) -> tuple[str, ...]:
    """The words that say what is looked for."""
    return tuple(word for word in re.findall(r"[\w-]+", plain) if word not in patterns.STOP_WORDS)


def _question(said: Said) -> Intent | None:
    return Question(said.text) if said.plain.endswith("?") or _QUESTION.match(said.plain) else None


READERS: tuple[Reader, ...] = (_help, _weight, _workout, _event_line, _search, _day_alone, _question)
