"""An event in one line: "Забег 5 км; 7 дек 10:00; Сокольники; 50 мест". What is not said is reported, not guessed.

Held both ways: "…; Сокольники и онлайн; 20 мест, онлайн 100", "…; очно 20, онлайн 100", "…; Hyde Park and online; …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from domain.events.making.weekly import first_of_weekly
from domain.forms.texts import clean_line
from domain.time import NotADate, When, WhenRefused, parse_when

TITLE_MAX: Final = 120
PLACE_MAX: Final = 200
_LONGEST_LINE = 1000
_MOST_PARTS = 10
_GLUED_PARTS = 3  # a date without separators stands near the title
_MOST_WORDS = 30
_WHEN_WORDS = 6  # "в сб 7 декабря 10:00 до 12:00" has as many

_PEOPLE = r"мест[оа]?|участник(?:ов|а)?|человек[а]?|чел\.?|places?|spots?|seats?|people|participants?|runners"
_CAPACITY = re.compile(
    rf"(?:(?:max|макс(?:имум)?\.?|до|up to|лимит|limit):? )?(\d{{1,6}}) ?(?:{_PEOPLE})"
    rf"|(?:max|макс(?:имум)?\.?|лимит|limit|мест|places):? ?(\d{{1,6}})",
    re.IGNORECASE,
)
_UNLIMITED = re.compile(r"без ограничени[йя](?: по местам)?|безлимит(?:но)?|unlimited|no limit", re.IGNORECASE)
_MONEY = r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,7})(?:[.,](\d{1,2}))?"
_ROUBLES = r"₽|руб(?:\.|л[а-я]{1,2})?|р\.?|rub"
_FEE = re.compile(
    rf"(?:взнос|стоимость|цена|слот|fee|entry fee|price)(?: участия)?:? ?{_MONEY} ?(?:{_ROUBLES})?"
    rf"|{_MONEY} ?(?:{_ROUBLES})",
    re.IGNORECASE,
)
_STARS = re.compile(
    r"(?:(?:взнос|стоимость|цена|слот|fee|entry fee|price)(?: участия)?:? ?)?"
    r"(?:⭐️? ?(\d{1,5})|(\d{1,5}) ?(?:зв[её]зд[аы]?|stars?|⭐️?))",
    re.IGNORECASE,
)
_FREE = re.compile(r"(?:участие )?бесплатно(?:е)?|free(?: entry)?", re.IGNORECASE)
_NET = r"онлайн|online"
_SITE = r"очно|офф?лайн|на месте|in[ -]person|on[ -]?site|offline"
_AND = r"(?:\s*[,+/&]\s*(?:а также |и |and )?|\s+(?:и|а также|and)\s+)"
_ONLINE = re.compile(_NET, re.IGNORECASE)
_ONSITE = re.compile(_SITE, re.IGNORECASE)
_HYBRID = re.compile(r"гибрид(?:но|ный формат)?|hybrid", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://\S+"
    r"|(?:zoom|зум|google meet|teams|skype|скайп|discord|дискорд|youtube|ютуб|telegram|телеграм)(?: .{0,100})?",
    re.IGNORECASE,
)
_AND_ONLINE = re.compile(rf"(?P<place>.+?){_AND}(?:{_NET})|(?:{_NET}){_AND}(?P<then>.+)", re.IGNORECASE)
_NO_UNIT = r"(?! ?(?:км|km|k|к|м|m|метров|час|мин|h|min)\b)(?!\d)"
_OF_WAY = (
    rf"(?:WAY):? ?(?:до |up to )?(?:(\d{{1,6}}){_NO_UNIT}(?: ?(?:{_PEOPLE})(?!\w))?|(без ограничени[йя]|unlimited))"
    rf"|(?:до |up to )?(\d{{1,6}}) ?(?:(?:{_PEOPLE}) )?(?:WAY)"
)
_ONLINE_CAPACITY = re.compile(_OF_WAY.replace("WAY", _NET), re.IGNORECASE)
_ONSITE_CAPACITY = re.compile(_OF_WAY.replace("WAY", _SITE), re.IGNORECASE)
_NAMED_PLACE = re.compile(r"(?:где|место|адрес|where|place|address): ?", re.IGNORECASE)
_LABEL = re.compile(r"(?:название|когда|дата|title|name|when|date): ?", re.IGNORECASE)
_DISTANCE = re.compile(
    r"(?<![\w.,])(\d{1,4}(?:[.,]\d{1,3})?) ?(км|km|k|к|м|m|метров|miles?|миль|мили)(?!\w)", re.IGNORECASE
)
_METRES = {"м": 1.0, "m": 1.0, "метров": 1.0, "mile": 1609.344, "miles": 1609.344, "миль": 1609.344, "мили": 1609.344}
_KILOMETRE = 1000.0
_KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("challenge", r"челлендж|challenge|вызов"),
    ("tournament", r"турнир|tournament|чемпионат|championship|кубок|\bcup\b|первенств"),
    ("training", r"трениров|training|workout|заняти|йог|yoga|интервал|зарядк|\bофп\b"),
    ("ride", r"заезд|\bвело|велопробег|\bride\b|cycling|bike"),
    ("marathon", r"марафон|marathon"),
    ("race", r"забег|пробег|кросс|трейл|trail|гонк|эстафет|\brun\b|\brace\b|пробежк|\d ?км|\d ?km|\d ?k\b"),
)


@dataclass(frozen=True, slots=True)
class EventLine:
    """`fee_minor` is in kopecks, 0 for free. `trouble`: a date was said, but cannot be (past, no hour, clock change).

    `online`: it is held online; `onsite`: at a place too, though the place may not be named. `capacity` is said of the
    place where it is held both ways.

    `missing` names what an event needs and the line does not say: title, when, place, capacity.
    """

    title: str | None = None
    when: When | None = None
    trouble: WhenRefused | None = None
    place: str | None = None
    online: bool = False
    onsite: bool = False
    capacity: int | None = None
    online_capacity: int | None = None
    online_address: str | None = None
    unlimited: bool = False
    fee_minor: int | None = None
    fee_stars: int | None = None
    distance_m: int | None = None
    kind: str = "other"
    unknown: list[str] = field(default_factory=list)

    @property
    def format(self) -> str:
        """onsite, online or hybrid."""
        if not self.online:
            return "onsite"
        return "hybrid" if self.onsite or self.place else "online"

    @property
    def missing(self) -> tuple[str, ...]:
        needed = {
            "title": self.title is not None,
            "when": self.when is not None,
            "place": self.place is not None or self.online,
            "capacity": self.unlimited or (self.capacity, self.online_capacity) != (None, None),
        }
        return tuple(name for name, said in needed.items() if not said)


@dataclass(slots=True)
class _Reading:
    """What has been understood so far, and the parts that are still unread."""

    parts: list[str]
    when: When | None = None
    trouble: WhenRefused | None = None
    place: str | None = None
    online: bool = False
    onsite: bool = False
    capacity: int | None = None
    online_capacity: int | None = None
    online_address: str | None = None
    unlimited: bool = False
    fee_minor: int | None = None
    fee_stars: int | None = None


def parse_event_line(text: str, *, now: datetime, zone: str, lang: str | None = None) -> EventLine:
    """Never refuses: what could not be read is in `unknown`, `missing` and `trouble`."""
    reading = _Reading(_parts(text[:_LONGEST_LINE]))
    clock = _Clock(now, zone, lang)
    if not _take_whole_parts(reading, clock):
        _take_words(reading, clock)
    _take_labelled_place(reading)
    title = _title(reading)
    reading.parts = [rest for part in reading.parts if (rest := _take_facts(reading, part))]
    _take_place(reading, several=";" not in text and "\n" not in text)
    return EventLine(
        title=title,
        when=reading.when,
        trouble=None if reading.when else reading.trouble,
        place=reading.place,
        online=reading.online,
        onsite=reading.onsite,
        capacity=reading.capacity,
        online_capacity=reading.online_capacity,
        online_address=reading.online_address,
        unlimited=reading.unlimited,
        fee_minor=reading.fee_minor,
        fee_stars=reading.fee_stars if reading.online else None,
        distance_m=distance_in(text),
        kind=kind_in(title or text),
        unknown=[*reading.parts, *([f"⭐ {reading.fee_stars}"] if reading.fee_stars and not reading.online else [])],
    )


def kind_in(text: str) -> str:
    """race, tournament, marathon, ride, training, challenge or other."""
    lowered = text.lower()
    return next((kind for kind, words in _KINDS if re.search(words, lowered)), "other")


def distance_in(text: str) -> int | None:
    """Metres, from "5 км", "10k", "800 м" or the word for a marathon or its half."""
    if found := _DISTANCE.search(text):
        return round(float(found[1].replace(",", ".")) * _METRES.get(found[2].lower(), _KILOMETRE)) or None
    lowered = text.lower()
    if re.search(r"полумарафон|half[ -]?marathon", lowered):
        return 21_098
    return 42_195 if re.search(r"(?<![\w-])марафон|(?<!half )\bmarathon", lowered) else None


@dataclass(frozen=True, slots=True)
class _Clock:
    now: datetime
    zone: str
    lang: str | None

    def read(self, text: str) -> When | WhenRefused | None:
        """None: not a date at all."""
        try:
            return parse_when(_LABEL.sub("", text, count=1), now=self.now, zone=self.zone, lang=self.lang)
        except NotADate:
            return None
        except WhenRefused as refused:
            return refused


def _parts(text: str) -> list[str]:
    separator = r"[;\n]" if re.search(r"[;\n]", text) else r",\s+| \| "
    parts = [part for piece in re.split(separator, text) if (part := clean_line(piece).strip(" ,.;"))]
    parts = [part if at == 0 and parts[1:] else first_of_weekly(part) for at, part in enumerate(parts)]
    return [*parts[:_MOST_PARTS], *filter(None, ["; ".join(parts[_MOST_PARTS:])])]


def _take_whole_parts(reading: _Reading, clock: _Clock) -> bool:
    """A date may be spread over up to three parts: "сб, 7 декабря, 10:00". A right date goes before a refused one."""
    read = [(clock.read(" ".join(reading.parts[a:b])), a, b) for a, b in _windows(len(reading.parts), 3)]
    for wanted in (When, WhenRefused):
        for said, first, last in read:
            if isinstance(said, wanted):
                _note(reading, said)
                del reading.parts[first:last]
                return True
    return False


def _note(reading: _Reading, said: When | WhenRefused) -> None:
    if isinstance(said, When):
        reading.when = said
    else:
        reading.trouble = said


def _take_words(reading: _Reading, clock: _Clock) -> None:
    """A date inside a part, "Забег 5 км 7 дек 10:00 Сокольники": what is before it and after it are parts then."""
    for place, part in enumerate(reading.parts[:_GLUED_PARTS]):
        words = part.split()[:_MOST_WORDS]
        for first, last in _windows(len(words), _WHEN_WORDS):
            said = " ".join(words[first:last])
            read = clock.read(said) if re.search(r"\d", said) else None
            if read is None:
                continue
            _note(reading, read)
            around = (" ".join(words[:first]), " ".join(part.split()[last:]))
            reading.parts[place : place + 1] = [text.strip(" ,.") for text in around if text.strip(" ,.")]
            return


def _windows(length: int, widest: int) -> Iterator[tuple[int, int]]:
    """The widest first, from left to right."""
    for size in range(min(widest, length), 0, -1):
        for first in range(length - size + 1):
            yield first, first + size


def _take_labelled_place(reading: _Reading) -> None:
    for part in reading.parts:
        if found := _NAMED_PLACE.match(part):
            reading.place = _take_ways(reading, part[found.end() :])[:PLACE_MAX] or None
            reading.parts.remove(part)
            return


_FACTS = (_CAPACITY, _UNLIMITED, _FEE, _STARS, _FREE, _ONLINE, _ONSITE, _HYBRID, _ONLINE_CAPACITY, _ONSITE_CAPACITY)


def _title(reading: _Reading) -> str | None:
    """The first part that says something else than places, money or "online"."""
    for part in reading.parts:
        if not any(fact.fullmatch(part) for fact in _FACTS):
            reading.parts.remove(part)
            return _LABEL.sub("", part, count=1)[:TITLE_MAX] or None
    return None


def _take_facts(reading: _Reading, part: str) -> str:
    """The part without its places, money and "online"."""
    part = _take_way_facts(reading, part)
    if found := _standing(_CAPACITY, part):
        reading.capacity = int(found[1] or found[2]) or None
        part = _without(part, found)
    elif found := re.fullmatch(r"(?:до|up to) (\d{1,6})", part, re.IGNORECASE):
        reading.capacity = int(found[1]) or None
        part = ""
    if found := _standing(_UNLIMITED, part):
        reading.unlimited, part = True, _without(part, found)
    if found := _standing(_STARS, part):
        reading.fee_stars = int(found[1] or found[2])
        part = _without(part, found)
    if found := _standing(_FEE, part):
        roubles, kopecks = found[1] or found[3], found[2] or found[4] or "0"
        reading.fee_minor = int(re.sub(r"\D", "", roubles)) * 100 + int(kopecks.ljust(2, "0"))
        part = _without(part, found)
    elif found := _standing(_FREE, part):
        reading.fee_minor, part = 0, _without(part, found)
    part = _take_ways(reading, part)
    return "" if _DISTANCE.fullmatch(part) else part


def _take_way_facts(reading: _Reading, part: str) -> str:
    """How many places each way has: "20 очно, онлайн 100"."""
    if found := _standing(_ONLINE_CAPACITY, part):
        reading.online, part = True, _without(part, found)
        reading.online_capacity = int(found[1] or found[3] or 0) or None
    if found := _standing(_ONSITE_CAPACITY, part):
        reading.onsite, part = True, _without(part, found)
        reading.capacity = int(found[1] or found[3] or 0) or None
    return re.sub(r"^(?:и|and|а) |(?:^| )(?:и|and|а)$", "", part)


def _take_ways(reading: _Reading, part: str) -> str:
    """ "онлайн" alone, or beside a place: "Сокольники и онлайн"."""
    if _ONLINE.fullmatch(part):
        reading.online = True
        return ""
    if _HYBRID.fullmatch(part):
        reading.online = reading.onsite = True
        return ""
    if _ADDRESS.fullmatch(part):
        reading.online, reading.online_address = True, part
        return ""
    if found := _AND_ONLINE.fullmatch(part):
        reading.online = reading.onsite = True
        part = found["place"] or found["then"]
    if _ONSITE.fullmatch(part):
        reading.onsite = True
        return ""
    return part


def _take_place(reading: _Reading, *, several: bool) -> None:
    """Between commas a place may have commas of its own; between semicolons it is one part."""
    if reading.place or not reading.parts:
        return
    taken = len(reading.parts) if several else 1
    reading.place = ", ".join(reading.parts[:taken])[:PLACE_MAX]
    reading.parts = reading.parts[taken:]


def _standing(pattern: re.Pattern[str], part: str) -> re.Match[str] | None:
    """Whole words only."""
    found = pattern.search(part)
    if not found:
        return None
    before, after = part[: found.start()], part[found.end() :]
    return None if re.search(r"\w$", before) or re.match(r"\w", after) else found


def _without(part: str, found: re.Match[str]) -> str:
    return " ".join(f"{part[: found.start()]} {part[found.end() :]}".split()).strip(" ,.")
