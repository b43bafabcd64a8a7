"""Which events may please a person most, and why: pure arithmetic, whose parts are the reasons that are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.events.entry.requirements import levels_of, unmet
from domain.events.finding.taste import Kind, Names, Past, Taste
from domain.globe import kilometres

_NOBODY: Names = ("", "")
_SPANS = (("week", timedelta(days=7), 2), ("month", timedelta(days=31), 2), ("year", timedelta(days=366), 1))
"""How often in so long is worth a word."""
_NEAR = ((5.0, 2.0), (30.0, 1.5), (100.0, 0.5))
_FAR = -1.5
NEAR_ENOUGH_KM = 100.0
"""What is farther away is not told as a reason."""
_SOON = ((timedelta(days=14), 1.0), (timedelta(days=30), 0.5), (timedelta(days=90), 0.0))
_FRESH = timedelta(days=7)
_FEW = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A public event that takes registrations or will. `likeness`: to what this person took part in, 0…1."""

    kind: Kind
    starts_at: datetime
    zone: str
    published_at: datetime | None
    point: tuple[float, float] | None
    is_online: bool
    requirements: Mapping[str, object]
    is_open: bool
    places_left: int | None
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of the sum. `code` is the tail of `recommend-why-…`; an empty one is told to nobody."""

    code: str
    weight: float
    number: int = 0
    span: str = ""
    names: Names = _NOBODY


@dataclass(frozen=True, slots=True)
class Pick:
    event_id: int
    score: float
    reasons: tuple[Reason, ...]
    """What is told, the most telling first."""


def rank(
    taste: Taste, candidates: Iterable[Candidate], *, now: datetime, limit: int, strict: bool = False
) -> list[Pick]:
    """The best first; of a series the best date alone. Nothing that the person could not enter.

    `strict`: what is not known of them keeps them out too, as it would at the entrance.
    """
    fitting = [one for one in candidates if is_offered(taste, one) and _may_enter(taste, one, strict=strict)]
    scored = sorted(((_score(taste, one, now), one) for one in fitting), key=lambda pair: _order(*pair))
    picks: list[Pick] = []
    seen: set[object] = set()
    for pick, one in scored:
        repeated = one.kind.series_id if one.kind.series_id is not None else f"event:{one.kind.event_id}"
        if repeated not in seen and len(picks) < limit:
            seen.add(repeated)
            picks.append(pick)
    return picks


def _order(pick: Pick, one: Candidate) -> tuple[float, datetime, int]:
    return (-pick.score, one.starts_at, pick.event_id)


def explain(taste: Taste, one: Candidate, *, now: datetime) -> Pick:
    return _score(taste, one, now)


def is_offered(taste: Taste, one: Candidate) -> bool:
    """They are not in it, did not decline it or another date of it, and there is a place."""
    if one.kind.event_id in taste.own or one.places_left == 0:
        return False
    return not any(_same(said, one.kind) for said in taste.declined)


def _same(said: Kind, kind: Kind) -> bool:
    return said.event_id == kind.event_id or (said.series_id is not None and said.series_id == kind.series_id)


def _may_enter(taste: Taste, one: Candidate, *, strict: bool) -> bool:
    day = one.starts_at.astimezone(ZoneInfo(one.zone)).date()
    reasons = unmet(
        one.requirements,
        birth_date=taste.birth_date,
        gender=taste.gender,
        level=taste.level,
        weight=taste.weight,
        event_day=day,
    )
    return not reasons if strict else all(reason.code in _unknown(taste) for reason in reasons)


def _unknown(taste: Taste) -> set[str]:
    """The reasons that may be there only because nobody knows."""
    known = {"gender": taste.gender, "level": taste.level, "weight": taste.weight}
    unknown = {code for code, value in known.items() if value is None}
    return unknown | ({"min-age", "max-age"} if taste.birth_date is None else set())


def _score(taste: Taste, one: Candidate, now: datetime) -> Pick:
    parts = list(_parts(taste, one, now))
    told = [part for part in parts if part.code]
    return Pick(one.kind.event_id, round(sum(part.weight for part in parts), 6), tuple(told))


def _parts(taste: Taste, one: Candidate, now: datetime) -> Iterator[Reason]:
    yield from _by_interest(taste, one)
    yield from _by_distance(taste, one)
    yield from _by_habit(taste, one, now)
    yield from _by_people(taste, one)
    yield from _by_level(taste, one)
    yield from _by_time(one, now)


def _by_interest(taste: Taste, one: Candidate) -> Iterator[Reason]:
    shared = taste.interests & one.kind.categories
    if shared:
        yield Reason("interest", 4.0, names=taste.names.get(min(shared), _NOBODY))


def _by_distance(taste: Taste, one: Candidate) -> Iterator[Reason]:
    if one.is_online or taste.near is None:
        return
    if one.point is None:
        yield Reason("", -0.5)
        return
    km = kilometres(*taste.near, *one.point)
    weight = next((weight for reach, weight in _NEAR if km <= reach), _FAR)
    yield Reason("near" if km <= NEAR_ENOUGH_KM else "", weight, number=max(1, round(km)))


def _by_habit(taste: Taste, one: Candidate, now: datetime) -> Iterator[Reason]:
    """Who registered and was not seen there is not told that they came."""
    alike = [past for past in taste.past if past.kind.categories & one.kind.categories]
    if not alike:
        return
    weight = min(2.0, 0.5 * len(alike))
    for span, length, enough in _SPANS:
        came = [past for past in alike if past.came and now - past.at <= length]
        if len(came) >= enough:
            shared = min(category for past in came for category in past.kind.categories & one.kind.categories)
            yield Reason("habit", weight, len(came), span, taste.names.get(shared, _NOBODY))
            return
    yield Reason("", weight)


def _by_people(taste: Taste, one: Candidate) -> Iterator[Reason]:
    kind = one.kind
    if kind.organizer in taste.follows:
        yield Reason("followed", 2.5)
    if kind.series_id is not None and _was(taste.past, lambda past: past.kind.series_id == kind.series_id):
        yield Reason("series", 1.5)
    elif _was(taste.past, lambda past: past.kind.organizer == kind.organizer):
        yield Reason("organizer", 1.0)
    if one.likeness:
        yield Reason("alike", 3.0 * one.likeness)
    if any(said.organizer == kind.organizer and said.categories & kind.categories for said in taste.declined):
        yield Reason("", -3.0)


def _was(past: Iterable[Past], alike: object) -> bool:
    assert callable(alike)
    return any(one.came and alike(one) for one in past)


def _by_level(taste: Taste, one: Candidate) -> Iterator[Reason]:
    if taste.level is not None and taste.level in levels_of(one.requirements):
        yield Reason("level", 1.0)
    asked_of = {"min-age": "min_age", "max-age": "max_age", "gender": "gender", "level": "levels", "weight": "weights"}
    if any(one.requirements.get(asked_of[code]) is not None for code in _unknown(taste)):
        yield Reason("", -1.0)


def _by_time(one: Candidate, now: datetime) -> Iterator[Reason]:
    yield Reason("", next((weight for ahead, weight in _SOON if one.starts_at - now <= ahead), -1.0))
    if one.published_at and now - one.published_at <= _FRESH:
        yield Reason("fresh", 0.5)
    if not one.is_open:
        yield Reason("", -0.5)
    if one.places_left is not None and one.places_left <= _FEW:
        yield Reason("few", 0.3, number=one.places_left)
