"""M-02: the message of a freed place counts down by few edits, and ends with buttons that cannot be pressed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.events.offered import left_words
from domain import database
from domain.agenda import agenda
from domain.database import in_transaction
from domain.events.entry import admitting, changing_way, counting, leaving, registration
from domain.events.entry.holds import Hold
from locales import translator
from scheduler.events import AGENDA
from tests.bot.chat.test_questions import started
from tests.kit.clock import START
from tests.kit.town import Town


def shown(message: dict[str, Any]) -> list[tuple[str, bool]]:
    """Its buttons, and whether they can be pressed."""
    return [(one["text"], "disabled" not in one) for row in message["keyboard"] for one in row]


async def offered(town: Town, **plan: Any) -> int:
    """Olya leaves a full event of Igor's; Katya is offered her place for two hours."""
    await started(town, "igor", "olya", "katya")
    event_id = await town.event(await town.person("igor"), capacity=1, **plan)
    for who in ("olya", "katya"):
        person = await town.person(who)
        await in_transaction(
            lambda p=person: registration.register(p, event_id, {}, way="onsite", now=town.clock.now())  # type: ignore[misc]
        )
        await town.settle()
    olya = await town.person("olya")
    await in_transaction(lambda: leaving.leave(olya, event_id, now=town.clock.now()))
    await town.settle()
    return event_id


async def offer(town: Town) -> dict[str, Any]:
    (message,) = [one for one in await town.seen("katya") if "Забег в парке" in one["text"] and "место" in one["text"]]
    return dict(message)


async def edits(town: Town) -> int:
    return len(await town.look("/sim/calls", method="editMessageText"))


async def test_it_counts_down_beside_what_else_is_looked_at_and_stops_at_the_end(town: Town) -> None:
    await offered(town)
    message = await offer(town)
    assert shown(message)[:2] == [("Беру место · ещё 2 ч", True), ("Передать следующему", True)]
    assert [one["type"] for one in message["entities"]].count("date_time") == 2, "the start and the end"
    await town.press("katya", "К событию")
    assert len(await town.seen("katya")) > 2
    before = await edits(town)
    await town.wait(minutes=16)
    assert shown(await _again(town, message))[0] == ("Беру место · ещё 1 ч 44 мин", True)
    await town.wait(minutes=75)
    assert shown(await _again(town, message))[0] == ("Беру место · ещё 29 мин", True)
    assert await edits(town) == before + 2, "of several that are due the newest alone"
    assert shown(await _again(town, message))[1:] == shown(message)[1:], "all else under it stays"
    await town.wait(minutes=29)
    await agenda.work_due(AGENDA, town.clock.now())
    await town.settle()
    over = await _again(town, message)
    assert shown(over)[:2] == [("Беру место", False), ("Передать следующему", False)]
    assert "больше не держим" in over["text"]
    assert "Время вышло" in await town.last("katya")
    left = await edits(town)
    await town.wait(minutes=300)
    assert await edits(town) == left and await database.fetchval("SELECT count(*) FROM offer_messages") == 0


async def _again(town: Town, message: dict[str, Any]) -> dict[str, Any]:
    (same,) = [one for one in await town.seen("katya") if one["message_id"] == message["message_id"]]
    return dict(same)


@pytest.mark.parametrize("where", ["chat", "page"])
async def test_an_answer_stops_it_wherever_it_was_given(town: Town, where: str) -> None:
    event_id = await offered(town)
    message = await offer(town)
    if where == "chat":
        await town.press("katya", "Беру место · ещё 2 ч")
    else:
        katya = await town.person("katya")
        await in_transaction(lambda: admitting.take_offer(katya, event_id, now=town.clock.now()))
        await town.settle()
    same = await _again(town, message)
    assert not any("ещё" in text for text, _ in shown(same)) and "Передать следующему" not in dict(shown(same))
    waiting = "SELECT count(*) FROM outbox WHERE kind = $1 AND state = 'waiting'"
    assert await database.fetchval(waiting, counting.TICK) == 0
    assert await database.fetchval("SELECT count(*) FROM offer_messages") == 0


async def test_who_goes_the_other_way_instead_is_not_counted_down_to(town: Town) -> None:
    both = {"format": "hybrid", "online_capacity": 5, "online_address": "https://meet.example/17"}
    event_id = await offered(town, **both)
    message, katya = await offer(town), await town.person("katya")
    await in_transaction(lambda: changing_way.change_way(katya, event_id, "online", now=town.clock.now()))
    await town.settle()
    assert not any("ещё" in text for text, _ in shown(await _again(town, message)))
    assert await database.fetchval("SELECT count(*) FROM offer_messages") == 0


async def test_of_two_messages_of_an_offer_the_newer_counts_and_for_its_reader_alone(town: Town) -> None:
    """One that was sent again, since nobody knew whether it had gone."""
    event_id = await offered(town)
    katya, olya = await town.person("katya"), await town.person("olya")
    entry = await database.fetchval("SELECT id FROM registrations WHERE user_id = $1", katya.id)
    kept, newer = Hold(town.clock.now(), town.clock.now() + timedelta(hours=2)), 1 + (await offer(town))["message_id"]
    await in_transaction(lambda: counting.begin(event_id, katya.id, entry, newer, kept))
    assert await counting.message_of(entry, katya.id) == newer
    assert await counting.message_of(entry, olya.id) is None


def test_few_edits_that_come_nearer_and_none_before_it_is_told() -> None:
    two_hours = counting.moments(Hold(START, START + timedelta(hours=2)))
    assert len(two_hours) <= 11 and two_hours == sorted(two_hours) and two_hours[-1] == START + timedelta(hours=2)
    assert counting.moments(Hold(START, START + timedelta(minutes=15)))[0] == START + timedelta(minutes=5)
    slept = counting.moments(Hold(START + timedelta(hours=9), START + timedelta(hours=11)))
    assert slept[0] > START + timedelta(hours=9)


def test_what_is_left_is_said_in_hours_and_minutes() -> None:
    said = [left_words(timedelta(minutes=n, seconds=-1), translator("ru")) for n in (1, 59, 60, 100, 120)]
    assert [one.replace("\u2068", "").replace("\u2069", "") for one in said] == [
        "ещё 1 мин", "ещё 59 мин", "ещё 1 ч", "ещё 1 ч 40 мин", "ещё 2 ч",
    ]  # fmt: skip
    assert "1 h 40 min left" in left_words(timedelta(minutes=100), translator("en"))
