"""What happens at the tracker's without the application: a watch, second thoughts, the settings page."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from sandbox.providers.service import real, whole
from sandbox.providers.tracker import pushing, quota
from sandbox.providers.tracker.records import Workout
from sandbox.providers.tracker.shapes import home
from sandbox.providers.tracker.track import SPORTS, finish
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Fields, Person
from sandbox.telegram.world import World

if TYPE_CHECKING:
    from sandbox.providers.tracker.server import Tracker

HANDS = ("workout", "rename", "hide", "show", "delete", "deauthorize", "spend")
USUAL_S = 2_700
LONGEST_S = 86_400
NAMES = {"Run": ("Утренний забег", "Morning Run"), "Ride": ("Велозаезд", "Ride"), "Walk": ("Прогулка", "Walk")}


class Hands:
    def __init__(self, tracker: Tracker, world: World) -> None:
        self._tracker, self._world = tracker, world

    def do(self, hand: str, fields: Fields) -> Fields:
        done: Fields | None = getattr(self, f"_{hand}")(fields)
        return {"ok": True} | (done or {})

    def _workout(self, fields: Fields) -> Fields:
        """`as` finished a workout: sport, km, minutes, climb, start (else it has just ended), title, private."""
        person = self._tracker.person(fields)
        made = self._recorded(person, fields)
        finish(made)
        kept = self._tracker.kept
        kept.workouts[made.id] = made
        if not made.private or self._sees_private(person.id):
            self._tell(made, "create", {})
        return {"id": made.id, "metres": made.metres, "moving_s": made.moving_s}

    def _recorded(self, person: Person, fields: Fields) -> Workout:
        sport = str(fields.get("sport", "Run"))
        if sport not in SPORTS:
            raise SimError(f"unknown sport {sport!r}", ", ".join(SPORTS))
        speed, kept = SPORTS[sport].speed, self._tracker.kept
        kept.last_id += 1
        chance, where = Random(kept.last_id), home(person)
        seconds = round(real(fields, "minutes", 0) * 60)
        metres = real(fields, "km", seconds * speed / 1000 or USUAL_S * speed / 1000) * 1000 if speed else 0.0
        seconds = seconds or round(metres / speed) if speed else seconds or USUAL_S
        if not 0 < seconds <= LONGEST_S or metres < 0 or metres / seconds > 30:
            raise SimError("such a workout cannot be", "km and minutes that go together, at most 24 hours")
        start = _moment(fields["start"]) if fields.get("start") else self._world.clock.unix() - seconds - 60
        return Workout(
            id=kept.last_id,
            person=person.id,
            sport=sport,
            name=str(fields.get("title") or NAMES.get(sport, (sport, sport))[person.language_code == "en"])[:200],
            start=start,
            zone=where.zone,
            lat=round(where.lat + chance.uniform(-0.02, 0.02), 6),
            lon=round(where.lon + chance.uniform(-0.02, 0.02), 6),
            metres=round(metres, 1),
            moving_s=seconds,
            climb=round(real(fields, "climb", metres / 120), 1) if SPORTS[sport].outside else 0.0,
            seed=kept.last_id,
            private=bool(fields.get("private", False)),
        )

    def _rename(self, fields: Fields) -> None:
        one = self._named(fields)
        one.name = str(fields.get("title", ""))[:200] or one.name
        self._tell(one, "update", {"title": one.name})

    def _hide(self, fields: Fields) -> None:
        """Who may not see private workouts is told that it is gone."""
        self._set_private(self._named(fields), private=True)

    def _show(self, fields: Fields) -> None:
        self._set_private(self._named(fields), private=False)

    def _set_private(self, one: Workout, *, private: bool) -> None:
        if one.private == private:
            return
        one.private = private
        if self._sees_private(one.person):
            self._tell(one, "update", {"private": str(private).lower()})
        else:
            self._tell(one, "delete" if private else "create", {})

    def _delete(self, fields: Fields) -> None:
        one = self._named(fields)
        del self._tracker.kept.workouts[one.id]
        self._tell(one, "delete", {})

    def _deauthorize(self, fields: Fields) -> None:
        """`as` takes back what they let the application do."""
        person = self._tracker.person(fields)
        if person.id not in self._tracker.kept.grants:
            raise SimError(f"{person.key} has granted nothing", status=409)
        self._tracker.forget(person.id)

    def _spend(self, fields: Fields) -> None:
        """Requests that somebody else has made with the same application."""
        usage, many = self._tracker.kept.usage, whole(fields, "requests", quota.READ_SHORT)
        quota.roll(usage, self._world.clock.unix())
        usage.short, usage.daily = usage.short + many, usage.daily + many
        usage.read_short, usage.read_daily = usage.read_short + many, usage.read_daily + many

    def _tell(self, one: Workout, aspect: str, updates: Fields) -> None:
        """Of those who have let the application in, with the right to see workouts."""
        grant = self._tracker.kept.grants.get(one.person)
        if grant is not None and {"activity:read", "activity:read_all"} & set(grant.scopes):
            self._tracker.tell(pushing.of_activity(one, aspect, updates))

    def _sees_private(self, person: int) -> bool:
        grant = self._tracker.kept.grants.get(person)
        return grant is not None and "activity:read_all" in grant.scopes

    def _named(self, fields: Fields) -> Workout:
        """By `id`, or the newest."""
        kept = self._tracker.kept.workouts
        number = whole(fields, "id", next(reversed(kept), 0))
        if number not in kept:
            raise SimError(f"there is no workout {number}", status=404)
        return kept[number]


def _moment(text: object) -> int:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as problem:
        raise SimError("start is a moment like 2026-12-07T09:00:00+03:00") from problem
    if moment.tzinfo is None or not 1970 < moment.year < 2100:
        raise SimError("start needs its offset from UTC, and a year of ours")
    return int(moment.timestamp())
