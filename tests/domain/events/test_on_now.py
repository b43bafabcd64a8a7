"""The first screen of whoever organizes: their event that is on, and the one thing that it needs at this hour."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson
import pytest

from domain import database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.events import lifecycle
from domain.events.finding.home import get_home
from domain.events.results.scoring import usual_scoring
from tests.kit.clock import START
from tests.kit.people import meet, published

pytestmark = pytest.mark.usefixtures("database")
SOON = START + timedelta(hours=1, minutes=30)


async def seen(person: Person, now: datetime = START) -> list[tuple[str, str]]:
    return [(one.title, one.need) for one in (await get_home(person, now=now)).on_now]


@pytest.mark.parametrize(
    ("kind", "need"), [("race", "results"), ("challenge", "results"), ("tournament", "bracket"), ("training", "panel")]
)
async def test_what_runs_asks_for_what_its_kind_needs(kind: str, need: str) -> None:
    igor = await meet("Игорь")
    event = await published(igor, "Своё", kind=kind)
    assert await seen(igor) == []
    await in_transaction(lambda: lifecycle.start(igor, event.id, now=START))
    assert await seen(igor) == [("Своё", need)]
    await database.execute(
        "INSERT INTO event_boards (event_id, scoring, version, state, announced) VALUES ($1, $2, 1, 'final', 1)",
        *(event.id, orjson.dumps(usual_scoring(kind).to_json()).decode()),
    )
    assert await seen(igor) == [("Своё", "bracket" if kind == "tournament" else "panel")], "results are approved"
    await in_transaction(lambda: lifecycle.finish(igor, event.id, now=START))
    assert await seen(igor) == []


async def test_before_the_start_people_are_let_in() -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    await published(igor, "Скоро", starts_at=SOON)
    await published(igor, "Вебинар", starts_at=SOON, format="online", place="")
    assert await seen(igor, START - timedelta(hours=1)) == [], "nobody comes yet"
    assert await seen(igor) == [("Скоро", "door")], "online nobody comes to a door"
    assert await seen(olya) == [], "it is not hers"


async def test_the_last_to_begin_stand_first_and_two_are_enough() -> None:
    igor = await meet("Игорь")
    for at, title in enumerate(("Первое", "Второе", "Третье")):
        event = await published(igor, title, starts_at=START + timedelta(days=1 + at))
        await in_transaction(lambda event=event: lifecycle.start(igor, event.id, now=START))  # type: ignore[misc]
    assert [title for title, _ in await seen(igor)] == ["Третье", "Второе"]
