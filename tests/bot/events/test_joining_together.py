"""Many press [Участвовать] at the same moment: let in together, each answered for themselves."""

from __future__ import annotations

import asyncio
from typing import Any

from domain import database
from domain.accounts.onboarding import SERVICE
from tests.kit.town import Town

CROWD = ("olya", "pasha", "rival1", "rival2", "rival3")


async def opened(town: Town, event_id: int, *people: str) -> None:
    for who in people:
        await town.person(who)
        await town.do("start", as_=who, payload=f"e_{event_id}")


async def press_together(town: Town, **buttons: str) -> dict[str, Any]:
    """What each button answered."""
    pressing = {who: asyncio.create_task(town.sim("press", as_=who, button=button)) for who, button in buttons.items()}
    async with asyncio.timeout(60):
        while len(town.world.updates.waiting()) < len(buttons):
            await asyncio.sleep(0.005)
    while not all(one.done() for one in pressing.values()):
        await town.settle()
        await asyncio.sleep(0.01)
    await town.settle()
    return {who: (await one)["answer"]["text"] for who, one in pressing.items()}


async def transactions() -> list[int]:
    """How many were let in by each."""
    rows = await database.fetch("SELECT count(*) FROM registrations GROUP BY xmin::text ORDER BY 1")
    return [row["count"] for row in rows]


def button(who: str) -> str:
    return "Take part" if who == "pasha" else "Участвовать"


async def test_a_crowd_is_let_in_by_one_transaction_and_each_reads_their_own_answer(town: Town) -> None:
    event_id = await town.event(await town.person("igor"), capacity=3)
    await opened(town, event_id, *CROWD)
    answers = await press_together(town, **{who: button(who) for who in CROWD})
    assert await transactions() == [1, 4], "the first one alone, whoever came meanwhile together"
    rows = await database.fetch("SELECT status, number FROM registrations ORDER BY id")
    assert [(row["status"], row["number"]) for row in rows] == [
        *(("confirmed", number) for number in (1, 2, 3)),
        *[("waitlisted", None)] * 2,
    ]
    for who in CROWD:
        own = await database.fetchrow(_OWN, (await town.person(who)).id)
        assert own is not None and own["tickets"] == (own["status"] == "confirmed")
        wanted = "Билет" if own["status"] == "confirmed" else f"ожидания: № {own['position']}"
        if who != "pasha":
            assert wanted in answers[who]


_OWN = """
SELECT * FROM (
    SELECT r.user_id, r.status, row_number() OVER (PARTITION BY r.status ORDER BY r.id) AS position,
           (SELECT count(*) FROM outbox o WHERE o.user_id = r.user_id AND o.kind = 'event-ticket') AS tickets
    FROM registrations r) own
WHERE user_id = $1
"""


async def test_who_must_be_told_something_else_is_told_it_in_the_midst_of_a_crowd(town: Town) -> None:
    event_id = await town.event(await town.person("igor"), capacity=9)
    await opened(town, event_id, *CROWD)
    await database.execute(
        "UPDATE consents SET withdrawn_at = given_at WHERE kind = $2 AND user_id = $1",
        *((await town.person("rival3")).id, SERVICE),
    )
    await press_together(town, **{who: button(who) for who in CROWD})
    assert "Чтобы записывать вас на события" in await town.last("rival3")
    assert await database.fetchval("SELECT count(*) FROM registrations") == 4
    assert await database.fetchval("SELECT count(*) FROM inbox WHERE state <> 'done'") == 0
