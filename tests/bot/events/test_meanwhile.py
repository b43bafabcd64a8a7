"""What changes while somebody is answering in the chat: they are told, and are not kept at a question for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.entry import leaving, questions, registration
from domain.events.making import creation
from tests.bot.events.test_answers import ask
from tests.kit.town import Town


async def at_the_question(town: Town, **plan: Any) -> tuple[Person, int]:
    """Olya is asked for her club."""
    igor, _ = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor, **plan)
    await ask(town, igor, event_id, "Клуб", "text")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "Участвовать")
    assert "Клуб" in await town.last("olya")
    return igor, event_id


async def replan(town: Town, igor: Person, event_id: int, **changes: Any) -> None:
    async with database.transaction():
        plan = await creation.plan_of(await lifecycle.load(event_id))
        changed = replace(plan, **changes)
        await creation.edit_event(igor, event_id, changed, version=None, now=town.clock.now())


async def registrations() -> list[str]:
    return [row["status"] for row in await database.fetch("SELECT status FROM registrations")]


async def drafts() -> int:
    count: int = await database.fetchval("SELECT count(*) FROM form_drafts")
    return count


async def test_registration_closes(town: Town) -> None:
    await at_the_question(town, registration_closes_at=town.clock.now() + timedelta(hours=1))
    await town.wait(hours=2)
    await town.say("olya", "Динамо")
    assert "закрыта" in await town.last("olya")
    assert await registrations() == [] and await drafts() == 0


async def test_the_event_is_called_off(town: Town) -> None:
    igor, event_id = await at_the_question(town)
    async with database.transaction():
        await lifecycle.cancel(igor, event_id, "гроза", now=town.clock.now())
    await town.say("olya", "Динамо")
    assert "отмен" in (await town.last("olya")).lower()
    assert await registrations() == [] and await drafts() == 0


async def test_it_becomes_a_hybrid(town: Town) -> None:
    igor, event_id = await at_the_question(town, capacity=2)
    await replan(town, igor, event_id, format="hybrid")
    await town.say("olya", "Динамо")
    assert "Как будете участвовать?" in await town.last("olya")
    await town.press("olya", "Онлайн: места есть")
    await town.say("olya", "Динамо")
    assert await registrations() == ["confirmed"] and await drafts() == 0


async def test_the_chosen_way_is_closed(town: Town) -> None:
    igor, _ = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor, format="hybrid", capacity=2)
    await ask(town, igor, event_id, "Клуб", "text")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "Онлайн: места есть")
    await replan(town, igor, event_id, format="onsite")
    await town.say("olya", "Динамо")
    assert await registrations() == [] and await drafts() == 0
    await town.press("olya", "К событию")
    assert "Очно" not in await town.last("olya")


async def test_another_device_has_registered_them_or_taken_them_out(town: Town) -> None:
    """The same person in the mini-app meanwhile: both ways round."""
    _, event_id = await at_the_question(town)
    olya = await town.person("olya")
    (question,) = questions.questions_of(await lifecycle.load(event_id, lock=False))
    async with database.transaction():
        await registration.register(olya, event_id, {question.key: "Спартак"}, now=town.clock.now())
    await town.say("olya", "Динамо")
    assert "уже" in await town.last("olya") and await drafts() == 0
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "Изменить ответы")
    async with database.transaction():
        await leaving.leave(olya, event_id, now=town.clock.now())
    await town.say("olya", "Локомотив")
    assert await registrations() == ["withdrawn"] and await drafts() == 0
    assert await database.fetchval("SELECT answers ->> $1 FROM registrations", question.key) == "Спартак"
