"""The race itself: people with telephones, what is counted of them a second time, and the volunteer at the finish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from domain import database
from domain.accounts.people import Person
from domain.events.live.following import Fix
from domain.events.live.standings import live_card, live_rows
from domain.events.results.queries import Category, board_for, board_page
from forma.simulation.counting import NEAR_M, Way, rank_errors
from forma.simulation.outcome import Checkpoint
from forma.simulation.walkers import Runner

SLOWEST_M_S, FASTEST_M_S = 2.4, 4.6
TYPED_EACH = 3
"""The volunteer at the finish writes the number of every third."""
_PAGE = 500
_REGISTERED = """
SELECT g.id, g.number, g.user_id, u.telegram_id FROM registrations g JOIN users u ON u.id = g.user_id
WHERE g.event_id = $1 ORDER BY g.number
"""


@dataclass(slots=True)
class Entrant:
    """Somebody in the race: the truth (`runner`) and what is counted of their points (`way`)."""

    registration_id: int
    number: int
    user_id: int
    telegram_id: int
    runner: Runner
    way: Way
    typed: bool
    result_ms: int | None = None


class Race:
    """`every_s`: between two points of one telephone; people are spread over these seconds."""

    def __init__(self, event_id: int, gun_at: datetime, goal_m: int, every_s: int, entrants: Sequence[Entrant]) -> None:
        self.event_id, self.gun_at, self.goal_m, self.every_s = event_id, gun_at, goal_m, every_s
        self.entrants = entrants
        self._untyped = [one for one in entrants if one.typed]

    @property
    def longest_s(self) -> int:
        """By then everybody has come in."""
        return int(self.goal_m / SLOWEST_M_S * 1.1) + 2 * self.every_s

    @property
    def is_over(self) -> bool:
        return all(one.result_ms is not None for one in self.entrants)

    def at(self, second: int) -> datetime:
        return self.gun_at + timedelta(seconds=second)

    def points(self, second: int) -> Iterator[tuple[Entrant, Fix]]:
        """Whose telephones speak in this second; who is counted as arrived has put it away."""
        for index in range(second % self.every_s, len(self.entrants), self.every_s):
            entrant = self.entrants[index]
            if entrant.way.arrived_s is None:
                yield entrant, entrant.runner.fix(self.at(second))

    def heard(self, entrant: Entrant, fix: Fix) -> None:
        """Counted a second time; the first who says that somebody has come is believed."""
        at_s = (fix.at - self.gun_at).total_seconds()
        entrant.way.hear(at_s, fix.latitude, fix.longitude)
        if entrant.way.arrived_s is not None and entrant.result_ms is None:
            entrant.result_ms = round(entrant.way.arrived_s) * 1000

    def cross(self, second: int) -> list[Entrant]:
        """Who crosses the line before the volunteer's eyes."""
        came = [one for one in self._untyped if one.runner.along(self.at(second)) >= self.goal_m]
        for one in came:
            self._untyped.remove(one)
            if one.result_ms is None:
                one.result_ms = second * 1000
        return came

    async def check(self, organizer: Person, second: int) -> Checkpoint:
        """Every row of both boards against what is counted here."""
        now = self.at(second)
        running = {one.registration_id: one.way.metres_at(second) for one in self.entrants if one.result_ms is None}
        arrived = {one.registration_id: -one.result_ms for one in self.entrants if one.result_ms is not None}
        card = await live_card(self.event_id, now=now)
        rows = await live_rows(card, now=now, limit=len(self.entrants)) if card else []
        way = [(row.registration_id, row.place) for row in rows]
        return Checkpoint(
            second,
            len(running),
            len(arrived),
            rank_errors(way, running, before=len(arrived), near=NEAR_M),
            await self._board_errors(organizer, {one: float(value) for one, value in arrived.items()}),
            max((self._off(one) for one in self.entrants if one.result_ms is None), default=0.0),
        )

    def _off(self, entrant: Entrant) -> float:
        truly = entrant.runner.along(self.gun_at + timedelta(seconds=entrant.way.heard_s))
        return abs(min(truly, self.goal_m) - entrant.way.shown_m)

    async def _board_errors(self, organizer: Person, arrived: dict[int, float]) -> int:
        """Places, and the times themselves."""
        card, shown, wrong, after = await board_for(self.event_id, organizer), [], 0, None
        while part := await board_page(card, Category(), after=after, limit=_PAGE, with_names=True):
            shown += [(row.registration_id, row.place) for row in part]
            wrong += sum(row.total is None or -row.total != arrived.get(row.registration_id) for row in part)
            after = (part[-1].sort_key, part[-1].registration_id)
        return max(wrong, rank_errors(shown, arrived))


async def line_up(event_id: int, gun_at: datetime, goal_m: int, every_s: int, *, seed: int = 26) -> Race:
    """Everybody who is registered, each with a pace of their own."""
    chance, entrants = Random(seed), []
    for index, row in enumerate(await database.fetch(_REGISTERED, event_id)):
        pace = chance.uniform(SLOWEST_M_S, FASTEST_M_S)
        runner = Runner(gun_at, pace, seed=chance.randrange(1 << 30))
        way, known = Way(float(goal_m)), (row["id"], row["number"], row["user_id"], row["telegram_id"])
        entrants.append(Entrant(*known, runner, way, index % TYPED_EACH == 0))
    return Race(event_id, gun_at, goal_m, every_s, entrants)
