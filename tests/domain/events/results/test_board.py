"""EV-34, EV-E5: what the database says of places is what one counts by hand, page by page, after any change."""

from __future__ import annotations

from random import Random

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.events.lifecycle import load
from domain.events.results import boards, entering, rules
from domain.events.results.queries import BoardRow, Category, board_for, board_page, count_in, own_row, row_of
from domain.events.results.writing import Entry, write
from tests.kit.clock import START
from tests.kit.people import meet
from tests.kit.races import race

CATEGORIES = (Category(), Category("female"), Category("male", 30), Category(age=40))


async def _everybody(igor: Person, event_id: int, category: Category, size: int) -> list[BoardRow]:
    card, rows = await board_for(event_id, igor), []
    after = None
    while part := await board_page(card, category, after=after, limit=size, with_names=True):
        rows += part
        after = (part[-1].sort_key, part[-1].registration_id)
    return rows


async def _check(igor: Person, event_id: int) -> None:
    """Against an independent count over the raw rows."""
    card = await board_for(event_id, igor)
    raw = await forma_database.fetch("SELECT * FROM results WHERE event_id = $1", event_id)
    assert card.entered == len(raw) and card.reviews == sum(row["state"] == "review" for row in raw)
    for category in CATEGORIES:
        among = [row for row in raw if _is_in(row, category)]
        placed = [tuple(row["sort_key"]) for row in among if row["sort_key"][0] == 0]
        rows = await _everybody(igor, event_id, category, 7)
        assert {row.registration_id for row in rows} == {row["registration_id"] for row in among}
        assert [row.sort_key for row in rows] == sorted(tuple(row["sort_key"]) for row in among)
        for row in rows:
            naive = 1 + sum(key < row.sort_key for key in placed) if row.sort_key[0] == 0 else None
            assert row.place == naive
            alone = await row_of(card, row.registration_id, category)
            assert alone is not None and alone.place == naive
        assert await count_in(card, category) == len(placed)
        by_pages = [
            row.place for page in range(4) for row in await board_page(card, category, offset=page * 9, limit=9)
        ]
        assert by_pages == [row.place for row in rows][:36]


def _is_in(row: object, category: Category) -> bool:
    wanted = {"sex": category.sex, "age_from": category.age}
    return all(value is None or row[name] == value for name, value in wanted.items())  # type: ignore[index]


@pytest.mark.parametrize("measure", ["time", "distance", "points", "places", "laps", "best"])
async def test_places_are_right_after_any_change(database: str, measure: str) -> None:
    """Entered, corrected, out, taken away, ranked by other rules: each time everything is counted by hand."""
    igor = await meet("Игорь")
    event_id = await race(igor, 40)
    chance = Random(measure)
    answers = {
        "measure": measure,
        "stages": 2,
        "table": "25, 18, 15",
        "ties": ["last"],
        "by_sex": True,
        "ages": "30, 40",
    }
    async with forma_database.transaction():
        await rules.set_scoring(igor, event_id, answers, now=START)
    ids = [
        row["id"] for row in await forma_database.fetch("SELECT id FROM registrations WHERE event_id = $1", event_id)
    ]
    for _ in range(4):
        async with forma_database.transaction():
            event = await load(event_id, lock=False)
            wanted = {one: _some(chance) for one in chance.sample(ids, 25)}
            await write(event, await boards.hold_board(event), wanted, actor_id=igor.id, now=START)
        await _check(igor, event_id)
    async with forma_database.transaction():
        await rules.set_scoring(igor, event_id, answers | {"ties": ["best"], "ages": "50"}, now=START)
    await _check(igor, event_id)


def _some(chance: Random) -> Entry | None:
    if chance.random() < 0.1:
        return None
    state = chance.choice(["ok", "ok", "ok", "ok", "dnf", "review", "dns"])
    marks = tuple(chance.choice([None, chance.randint(1, 9) * 7000, 21_000]) for _ in range(2))
    return Entry(state, marks)


async def test_of_a_change_the_history_says_who_and_what(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 2)
    for said in ("21:43", "21:43", "21:40"):
        async with forma_database.transaction():
            await entering.enter(igor, event_id, 1, said, now=START)
    rows = await forma_database.fetch("SELECT actor_id, before, after FROM result_changes ORDER BY id")
    assert len(rows) == 2 and rows[0]["before"] is None and '"marks": [1300000]' in rows[1]["after"]
    assert {row["actor_id"] for row in rows} == {igor.id}


async def test_ones_own_row_is_found_in_any_category(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 30)
    for number in range(1, 31):
        async with forma_database.transaction():
            await entering.enter(igor, event_id, number, f"{40 - number}:00", now=START)
    card = await board_for(event_id, igor)
    row = await forma_database.fetchrow("SELECT user_id, sex FROM results ORDER BY id LIMIT 1")
    assert row is not None
    everywhere = await own_row(card, row["user_id"], Category())
    apart = await own_row(card, row["user_id"], Category(row["sex"]))
    assert everywhere is not None and apart is not None and (everywhere.place, apart.place) == (30, 15)
    other = "male" if row["sex"] == "female" else "female"
    assert await own_row(card, row["user_id"], Category(other)) is None
