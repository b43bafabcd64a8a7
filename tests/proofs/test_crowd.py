"""Everybody at once while every process is killed in turn: places, updates, messages and the audit chain stay whole.

F1-F8, F22, F23, F26, F27, F54, F61, F63, F66; N1, N3, N4, N6, N7.
"""

from __future__ import annotations

import asyncio
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from domain import database as forma_database
from domain.accounts.people import TelegramPerson, meet
from tests.kit import people
from tests.kit.clock import START
from tests.kit.fleet import Fleet, open_fleet
from tests.kit.forkery import Forkery
from tests.kit.world import words
from tests.proofs import invariants
from tests.proofs.crowd import Someone, Vandal

SMALL = {"bot": 2, "web": 1, "scheduler": 2, "work": 1}
BIG = {"bot": 3, "web": 2, "scheduler": 2, "work": 2}
IGOR = 7_100_000_003
VANDAL = 7_100_001_777
DONE_S = 900
"""So long at most, however busy the machine is."""
_LEFT = """
SELECT (SELECT count(*) FROM inbox WHERE state = 'new')
     + (SELECT count(*) FROM outbox WHERE state = 'waiting' AND not_before <= $1)
     + (SELECT count(*) FROM agenda WHERE due_at <= $1 AND NOT dead)
"""
_TICKETS = """
SELECT e.title, r.number, count(*) FILTER (WHERE o.state = 'sent') AS sent, count(*) AS owed FROM outbox o
JOIN registrations r ON r.id = (o.params->>'registration_id')::bigint JOIN events e ON e.id = r.event_id
WHERE o.kind = 'event-ticket' GROUP BY e.title, r.number
"""


@pytest.fixture
async def fleet(database: str, redis_url: str, forkery: Forkery, tmp_path: Path, big: bool) -> AsyncIterator[Fleet]:
    async with open_fleet(forkery, database, redis_url, tmp_path, kinds=BIG if big else SMALL) as fleet:
        await fleet.world.sim("clock", set=START.isoformat())
        yield fleet


@pytest.mark.long
async def test_a_crowd_while_every_process_is_killed_in_turn(fleet: Fleet, big: bool) -> None:
    count, deeds, kills = (200, 14, 45) if big else (12, 4, 4)
    chance = random.Random(26)
    events = await _events([count // 4, count // 12, 1])
    await fleet.start_all()
    crowd = [
        Someone(f"rival{n}", fleet, events, random.Random(n), pause_s=12.0 if big else 2.5) for n in range(1, count + 1)
    ]
    vandal = Vandal(fleet, VANDAL, chance)
    first = await _say_a_word(fleet)
    calm = asyncio.Event()
    async with asyncio.TaskGroup() as acting:
        for one in (*(partial(one.live, deeds, calm) for one in crowd), partial(vandal.live, calm)):
            acting.create_task(one())
        await _kill_in_turn(fleet, kills, chance)
        calm.set()
    last = await _say_a_word(fleet)
    await until_done(fleet, START)
    counted = await invariants.everything(START)
    assert await forma_database.fetch("SELECT error, payload FROM inbox WHERE state = 'dead'") == []
    dead = "SELECT kind, error FROM outbox WHERE state = 'dead' AND chat_id IS DISTINCT FROM $1"
    assert await forma_database.fetch(dead, VANDAL) == [], "only who has no chat with us cannot be told"
    counted |= await _nothing_lost(fleet, first, last) | await tickets(fleet, crowd)
    _check_vandal(vandal)
    late = START + timedelta(hours=3)
    await fleet.world.sim("clock", set=late.isoformat())
    await until_done(fleet, late)
    await invariants.everything(late)
    if big:
        _show(fleet, crowd, counted)


async def _events(capacities: list[int]) -> list[int]:
    known = TelegramPerson(IGOR, "Игорь", "Орлов", username="igor_org")
    async with forma_database.transaction():
        igor = await meet(known, now=START, language="ru")
    return [(await people.published(igor, f"Забег {size}-й", capacity=size)).id for size in capacities]


async def _kill_in_turn(fleet: Fleet, kills: int, chance: random.Random) -> None:
    """Every third process is asked to end (SIGTERM), the others are not asked. One at a time is away."""
    turn = [member for member in fleet.members for _ in range(1 + (member.kind == "bot"))]
    chance.shuffle(turn)
    for number in range(kills):
        member = turn[number % len(turn)]
        await fleet.end(member, signal.SIGTERM if number % 3 == 2 else signal.SIGKILL)
        await asyncio.sleep(chance.uniform(0, 0.5))
        await fleet.start(member)


async def until_done(fleet: Fleet, now: datetime) -> None:
    """Telegram has nothing for us any more, and we have nothing to do."""
    quiet = 0
    async with asyncio.timeout(DONE_S):
        while quiet < 3:
            state = await fleet.world.ask("/sim/state")
            left = state["pending_updates"] + await forma_database.fetchval(_LEFT, now)
            quiet = 0 if left else quiet + 1
            await asyncio.sleep(0.3)


async def _say_a_word(fleet: Fleet) -> int:
    """The number of its update."""
    who = {"id": VANDAL, "is_bot": False, "first_name": "Чужой"}
    chat = {"id": VANDAL, "type": "private"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": who, "text": "/help"}
    said = await fleet.world.sim("update", update={"message": message})
    return int(said["update_ids"][0])


async def _nothing_lost(fleet: Fleet, first: int, last: int) -> dict[str, int]:
    """Telegram's numbers are consecutive: each is in the inbox, but for presses that it gave up itself (150 s)."""
    state = await fleet.world.ask("/sim/state")
    rows = await forma_database.fetch("SELECT external_id::bigint AS id FROM inbox")
    missing = set(range(first, last + 1)) - {row["id"] for row in rows}
    assert missing <= set(state["expired_updates"])
    given_up = len(missing)
    return {"updates": last - first + 1, "given up by Telegram after 150 s": given_up, "updates lost": 0}


async def tickets(fleet: Fleet, crowd: list[Someone]) -> dict[str, int]:
    """A ticket that was sent is seen, once more only where a process was killed; who has left needs none."""
    shown: Counter[str] = Counter()
    for one in crowd:
        for message in await fleet.world.transcript(one.key):
            if message.get("media") and "Номер " in words(message):
                shown[words(message)] += 1
    rows = await forma_database.fetch(_TICKETS)
    repeats = 0
    for row in rows:
        title, number = f"Билет: {row['title']}\n", f"Номер {row['number']} "
        seen = sum(times for text, times in shown.items() if title in text and number in text)
        assert row["sent"] <= seen <= row["owed"] + fleet.killed, (dict(row), seen)
        repeats += max(0, seen - row["sent"])
    return {"tickets": sum(shown.values()), "said again after a kill": repeats}


def _check_vandal(vandal: Vandal) -> None:
    """Whoever answers, answers that; a process that was just killed answers nothing."""
    assert vandal.answers
    assert all(answered == expected for expected, answered in vandal.answers), vandal.answers


def _show(fleet: Fleet, crowd: list[Someone], counted: dict[str, int]) -> None:
    did: Counter[str] = sum((one.did for one in crowd), Counter())
    answers: Counter[int] = sum((one.answers for one in crowd), Counter())
    title = f"{len(crowd)} people, {len(fleet.members)} processes, {fleet.killed} killed, {fleet.ended} asked to end"
    asked = {f"answers {status}": times for status, times in sorted(answers.items())}
    invariants.show(title, dict(did), asked, counted)
