"""EV-08: laps and the best of several tries, from the rules to the board, by hand and from a list, and back again."""

from __future__ import annotations

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.events.results import entering, imports, rules
from domain.events.results.errors import MarkUnreadable, ScoringInUse, StageUnknown
from domain.events.results.marks import LAP
from domain.events.results.own import own_results
from domain.events.results.queries import Category, board_for, board_page
from domain.forms.form import JsonValue
from locales import translator
from locales.marks import mark
from tests.domain.events.results.test_lists import apply, sent, undo, work, workbook
from tests.kit.clock import START
from tests.kit.people import meet
from tests.kit.races import race

RULES: dict[str, JsonValue] = {"stages": 1, "ties": [], "by_sex": True, "ages": ""}


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def scored(igor: Person, event_id: int, **said: JsonValue) -> None:
    await in_transaction(lambda: rules.set_scoring(igor, event_id, RULES | said, now=START))


async def enter(igor: Person, event_id: int, number: int, said: str) -> int | None:
    return (await in_transaction(lambda: entering.enter(igor, event_id, number, said, now=START))).change_id


async def board(igor: Person, event_id: int) -> list[tuple[int | None, int | None, str]]:
    card = await board_for(event_id, igor)
    ru = translator("ru")
    return [
        (row.place, row.number, "" if row.total is None else mark(ru, card.board.scoring.shown, row.total))
        for row in await board_page(card, Category(), with_names=True)
    ]


async def test_the_most_laps_win_and_the_earlier_end_parts_those_alike(igor: Person) -> None:
    event_id = await race(igor, 5)
    await scored(igor, event_id, measure="laps")
    for number, said in ((1, "12 кр 0:58:21"), (2, "12 0:57:00"), (3, "13 59:59"), (4, "12"), (5, "сошёл")):
        await enter(igor, event_id, number, said)
    assert await board(igor, event_id) == [
        (1, 3, "13 кругов за 59:59"),
        (2, 2, "12 кругов за 57:00"),
        (3, 1, "12 кругов за 58:21"),
        (4, 4, "12 кругов"),
        (None, 5, ""),
    ]
    with pytest.raises(MarkUnreadable) as refused:
        await enter(igor, event_id, 1, "0:58:21")
    assert "12 кр 0:58:21" in translator("ru")(refused.value.code, **refused.value.params)
    with pytest.raises(ScoringInUse):
        await scored(igor, event_id, measure="time")
    user_id = await forma_database.fetchval("SELECT user_id FROM results WHERE total = $1", 12 * LAP - 3_501_000)
    own = (await own_results(user_id, [event_id]))[event_id]
    assert (own.measure, own.place, own.total) == ("laps", 3, 12 * LAP - 3_501_000)


async def test_each_try_is_kept_and_the_best_one_counts(igor: Person) -> None:
    event_id = await race(igor, 2)
    await scored(igor, event_id, measure="best", tried="distance", stages=3, ties=["best"])
    for number, said in ((1, "8,10"), (1, "8,95"), (2, "8,95 3"), (2, "8,20 1")):
        await enter(igor, event_id, number, said)
    assert await board(igor, event_id) == [(1, 2, "8,95 м"), (2, 1, "8,95 м")], "8,20 is better than 8,10"
    last = await enter(igor, event_id, 1, "9 3")
    assert (await board(igor, event_id))[0] == (1, 1, "9 м")
    assert last is not None
    await in_transaction(lambda: entering.take_back(igor, last, now=START))
    assert (await board(igor, event_id))[0] == (1, 2, "8,95 м")
    for said, why in (("9 4", StageUnknown), ("далеко 2", MarkUnreadable)):
        with pytest.raises(why):
            await enter(igor, event_id, 1, said)
    with pytest.raises(MarkUnreadable) as refused:
        await enter(igor, event_id, 1, "далеко")
    assert "8,95 2" in translator("ru")(refused.value.code, **refused.value.params)


async def test_a_failed_try_is_over_and_the_next_one_comes(igor: Person) -> None:
    event_id = await race(igor, 2)
    await scored(igor, event_id, measure="best", tried="distance", stages=3)
    for said in ("x", "8,10", "Заступ"):
        await enter(igor, event_id, 1, said)
    assert await forma_database.fetchval("SELECT marks::text FROM results") == "[null, 810, null]"
    assert await board(igor, event_id) == [(1, 1, "8,1 м")]
    for said in ("- 2", "x 1", "x 3"):
        await enter(igor, event_id, 2, said)
    assert await board(igor, event_id) == [(1, 1, "8,1 м"), (None, 2, "")]
    await enter(igor, event_id, 2, "8,20")
    assert (await board(igor, event_id))[0] == (1, 2, "8,2 м"), "the first that is empty, when all were said"


async def test_a_number_behind_a_gap_names_the_try_and_is_not_of_the_mark(igor: Person) -> None:
    event_id = await race(igor, 2)
    await scored(igor, event_id, measure="best", tried="points", stages=2)
    for said in ("25 2", "1 250"):
        await enter(igor, event_id, 1, said)
    assert await forma_database.fetchval("SELECT marks::text FROM results") == "[1250000, 25000]"


async def test_the_least_time_of_several_tries_wins(igor: Person) -> None:
    event_id = await race(igor, 3)
    await scored(igor, event_id, measure="best", tried="time", stages=2)
    for number, said in ((1, "58.32"), (1, "57.00"), (2, "56.90 2"), (3, "57.00 1")):
        await enter(igor, event_id, number, said)
    assert [row[:2] for row in await board(igor, event_id)] == [(1, 2), (2, 1), (2, 3)]


LAPS = (("Номер", "Круги", "Последний круг", "Статус"), (1, 12, "0:58:21"), (2, 13), (3, 2, "", "сошёл"))
TRIES = (("Номер", "Попытка 1", "Попытка 2"), (1, "8,10", "8,95"), (2, "9.01", ""), (3, "x", "7"), (1, "как", ""))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_lists_bring_laps_in_a_column_of_their_own_and_tries_in_theirs(igor: Person, kind: str) -> None:
    for rows, rule, said in (
        (LAPS, {"measure": "laps"}, [(1, 2, "13 кругов"), (2, 1, "12 кругов за 58:21"), (None, 3, "")]),
        (
            TRIES,
            {"measure": "best", "tried": "distance", "stages": 2},
            [(1, 2, "9,01 м"), (2, 1, "8,95 м"), (3, 3, "7 м")],
        ),
    ):
        event_id = await race(igor, 3)
        await scored(igor, event_id, **rule)
        data: str | bytes = workbook(*rows)
        if kind == "csv":
            data = "\n".join(";".join(map(str, row)) for row in rows)
        import_id = await sent(igor, event_id, data, f"итоги.{kind}")
        await apply(igor, import_id)
        await work(imports.APPLY, import_id)
        assert await board(igor, event_id) == said
        await undo(igor, import_id)
        await work(imports.UNDO, import_id)
        assert await board(igor, event_id) == []


async def test_a_column_of_laps_says_nothing_where_time_decides(igor: Person) -> None:
    event_id = await race(igor, 1)
    import_id = await sent(igor, event_id, "Номер;Круги;Время\n1;12;0:58:21")
    await apply(igor, import_id)
    await work(imports.APPLY, import_id)
    assert await board(igor, event_id) == [(1, 1, "58:21")]
