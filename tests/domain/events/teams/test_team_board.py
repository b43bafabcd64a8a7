"""EV-x3: the team board sums the best K, and is what one counts by hand after any change."""

from __future__ import annotations

from collections import defaultdict
from random import Random

import pytest

from domain import database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.events.lifecycle import load
from domain.events.results import boards, entering, rules
from domain.events.results.ranking import places
from domain.events.results.writing import Entry, write
from domain.events.teams import joining, queries
from domain.events.teams import rules as team_rules
from domain.events.teams.rules import TeamRules
from tests.kit.clock import START
from tests.kit.people import meet
from tests.kit.races import race

BEST_4_OF_6 = TeamRules(4, 6, 4)
_CROWD = """
WITH team AS (
    INSERT INTO event_teams (event_id, captain_id, name, name_key, token, members, sort_key, created_at)
    SELECT $1, min(g.user_id), 'Команда ' || (g.number - 1) / $2::int, 'команда ' || (g.number - 1) / $2::int,
           lpad(((g.number - 1) / $2::int)::text, 22, '0'), count(*), '{2,0,0}', $3
    FROM registrations g WHERE g.event_id = $1 GROUP BY (g.number - 1) / $2::int RETURNING id, token)
INSERT INTO event_team_members (event_id, team_id, user_id, joined_at)
SELECT $1, team.id, g.user_id, $3 FROM registrations g
JOIN team ON team.token = lpad(((g.number - 1) / $2::int)::text, 22, '0') WHERE g.event_id = $1
"""


async def teams_of(igor: Person, people: int, size: int, said: TeamRules = BEST_4_OF_6) -> int:
    """A race that has begun, its people in teams of that size in the order of their numbers."""
    event_id = await race(igor, people)
    await in_transaction(lambda: team_rules.set_rules(igor, event_id, said, now=START))
    await database.execute(_CROWD, event_id, size, START)
    return event_id


async def enter(igor: Person, event_id: int, times: dict[int, str]) -> None:
    for number, said in times.items():
        await in_transaction(
            lambda number=number, said=said: entering.enter(igor, event_id, number, said, now=START)  # type: ignore[misc]
        )


async def shown(event_id: int) -> list[tuple[str, int | None, int, int | None]]:
    rows = await queries.standings(event_id)
    return [(row.name, row.place, row.counted, row.total) for row in rows]


async def test_the_best_four_of_six_are_summed(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await teams_of(igor, 12, 6)
    minutes = (20, 21, 22, 23, 59, 58, 19, 25, 25, 24)
    await enter(igor, event_id, {number: f"0:{said}:00" for number, said in enumerate(minutes, 1)})
    assert await shown(event_id) == [("Команда 0", 1, 4, 86 * 60_000), ("Команда 1", 2, 4, 93 * 60_000)]
    await in_transaction(lambda: entering.disqualify(igor, event_id, 1, "Срезала круг", now=START))
    assert (await shown(event_id))[1] == ("Команда 0", 2, 4, (21 + 22 + 23 + 58) * 60_000)
    await enter(igor, event_id, {7: "сошёл"})
    assert (await shown(event_id))[1] == ("Команда 1", None, 3, 74 * 60_000), "too few: behind, without a place"
    numbers = {row["number"]: row["id"] for row in await _registrations(event_id)}
    before = (await queries.standings(event_id))[0]
    await in_transaction(lambda: joining.put(igor, numbers[2], None, now=START))
    assert (await queries.standings(event_id))[0].total == (22 + 23 + 58 + 59) * 60_000
    await in_transaction(lambda: joining.put(igor, numbers[2], before.id, now=START))
    assert (await queries.standings(event_id))[0].total == before.total
    await in_transaction(lambda: team_rules.set_rules(igor, event_id, TeamRules(4, 6, 3), now=START))
    assert [(name, place) for name, place, _, _ in await shown(event_id)] == [("Команда 0", 1), ("Команда 1", 2)]


async def _registrations(event_id: int) -> list[object]:
    return await database.fetch("SELECT number, id FROM registrations WHERE event_id = $1", event_id)  # type: ignore[return-value]


async def test_the_same_sum_is_decided_by_the_last_counted(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await teams_of(igor, 6, 2, TeamRules(2, 2, 2))
    times = ("0:20:00", "0:30:00", "0:24:00", "0:26:00", "0:26:00", "0:24:00")
    await enter(igor, event_id, dict(enumerate(times, 1)))
    assert [(name, place) for name, place, _, _ in await shown(event_id)] == [
        ("Команда 1", 1),
        ("Команда 2", 1),
        ("Команда 0", 3),
    ]


@pytest.mark.parametrize("measure", ["time", "distance", "points", "places"])
async def test_the_board_is_what_one_counts_by_hand(database: str, measure: str) -> None:
    igor, by_chance = await meet("Игорь"), Random(7)
    event_id = await teams_of(igor, 40, 5, TeamRules(3, 5, 3))
    answers = {"measure": measure, "stages": 2, "ties": [], "by_sex": True, "ages": "18, 30", "tracks": False}
    await in_transaction(lambda: rules.set_scoring(igor, event_id, answers | {"table": "9, 7, 5"}, now=START))
    ids = [row["id"] for row in await _registrations(event_id)]  # type: ignore[index]

    async def some() -> None:
        event = await load(event_id, lock=False)
        board = await boards.hold_board(event)
        wanted = {
            one: by_chance.choice([None, Entry("dnf"), Entry("ok", (by_chance.randint(1, 9) * 1000, 5000))])
            for one in by_chance.sample(ids, 15)
        }
        await write(event, board, wanted, actor_id=igor.id, now=START)

    for _ in range(6):
        await in_transaction(some)
        await _check(event_id, 3, 1 if measure == "time" else -1)


async def _check(event_id: int, counted: int, sign: int) -> None:
    """Against an independent count over the raw rows, page by page too."""
    rows = await database.fetch(
        "SELECT m.team_id, r.total FROM event_team_members m JOIN results r ON r.event_id = m.event_id "
        "AND r.user_id = m.user_id WHERE m.event_id = $1 AND r.sort_key[1] = 0",
        event_id,
    )
    marks: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        marks[row["team_id"]].append(sign * row["total"])
    best = {team: sorted(found)[:counted] for team, found in marks.items()}
    keys = sorted(
        ((0, sum(one), one[-1]) if len(one) == counted else (1, -len(one), sum(one)), team)
        for team, one in best.items()
    )
    by_hand = list(zip([team for _, team in keys], places([key for key, _ in keys]), strict=True))
    found, after = [], None
    while page := await queries.standings(event_id, after=after, limit=3):
        found += [(row.id, row.place) for row in page]
        after = (page[-1].sort_key, page[-1].id)
        for row in page:
            alone = await queries.standing_of(row.id)
            assert alone is not None and alone.place == row.place
    assert found == by_hand
    by_offset = [row.id for at in range(0, 9, 3) for row in await queries.standings(event_id, offset=at, limit=3)]
    assert by_offset == [team for team, _ in by_hand]
