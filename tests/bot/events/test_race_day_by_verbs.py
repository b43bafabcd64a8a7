"""M-06: a race day run from the group by verbs, as replies to what people write; the mini-app is never opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain import database
from domain.agenda import agenda
from domain.events.people.standing import of
from scheduler.events import AGENDA
from tests.kit.town import Town, buttons

GROUP = "бег"


async def grouped(town: Town, **plan: Any) -> int:
    igor = await town.person("igor")
    event_id = await town.event(igor, capacity=5, **plan)
    fields = {"title": "Бег", "key": GROUP, "kind": "forum", "members": ["olya", "pasha", "katya"]}
    await town.do("chat", as_="igor", add_bot=True, bot_admin=True, **fields)
    for who in ("igor", "olya", "pasha", "katya"):
        await town.do("start", as_=who)
        await town.person(who)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    return event_id


async def answer(town: Town, verb: str, to: int, who: str = "igor") -> Any:
    """The verb as a reply to that message; what its author alone reads then."""
    await town.say(who, verb, chat=GROUP, reply_to=to)
    return [one for one in await town.seen(who, chat=GROUP) if one["ephemeral"] and not one["out"]][-1]


async def status_of(event_id: int, number_of_entry: int = 1) -> str:
    rows = await database.fetch("SELECT id FROM registrations WHERE event_id = $1 ORDER BY id", event_id)
    return (await of(rows[number_of_entry - 1]["id"])).status


async def test_the_whole_day_in_the_group(town: Town) -> None:
    event_id = await grouped(town, by_hand=True)
    await town.press("olya", "Подать заявку", chat=GROUP)
    olya = await town.say("olya", "Я подала заявку!", chat=GROUP)
    assert await status_of(event_id) == "pending"
    said = await answer(town, "/ok", olya)
    assert "Оля Смирнова: заявка принята, номер 1" in said["text"] and said["ephemeral"]
    assert await status_of(event_id) == "confirmed"
    pasha = await town.say("pasha", "Can I run too?", chat=GROUP)
    said = await answer(town, "/ok", pasha)
    assert "ещё не участвует" in said["text"] and buttons(said) == ["Добавить"]
    await town.press("igor", "Добавить", chat=GROUP)
    await town.press("pasha", "Подать заявку", chat=GROUP)
    assert "application accepted" not in (await answer(town, "/ok", pasha))["text"]
    assert await status_of(event_id, 2) == "confirmed"

    starts_at = await database.fetchval("SELECT starts_at FROM events WHERE id = $1", event_id)
    town.clock.advance(seconds=(starts_at - timedelta(hours=1) - town.clock.now()).total_seconds())
    await town.say("igor", "/late 15", chat=GROUP)
    assert await database.fetchval("SELECT starts_at FROM events WHERE id = $1", event_id) == starts_at + timedelta(
        minutes=15
    )
    said = await answer(town, "/ok", olya)
    assert await status_of(event_id) == "checked_in" and "↩️ Снять отметку" in buttons(said)
    await town.press("igor", "↩️ Снять отметку", chat=GROUP)
    assert await status_of(event_id) == "confirmed"
    await answer(town, "/ok", olya)
    await answer(town, "/ok", pasha)
    assert [await status_of(event_id, n) for n in (1, 2)] == ["checked_in", "checked_in"]

    await town.wait(minutes=80)
    await agenda.work_due(AGENDA, town.clock.now())
    assert await database.fetchval("SELECT status FROM events WHERE id = $1", event_id) == "running"
    assert "21:43" in (await answer(town, "/result 0:21:43", olya))["text"]
    assert "Pasha" in (await answer(town, "/result 2 0:20:01", olya))["text"], "a number that is said is meant"
    said = await answer(town, "/dq срезал круг", pasha)
    assert "срезал круг" in said["text"] and "Pasha" in said["text"]
    await town.press("igor", "Отменить", chat=GROUP)
    await answer(town, "/dq срезал круг", pasha)
    await town.say("igor", "/say Спасибо всем!", chat=GROUP)
    await town.say("igor", "/results", chat=GROUP)
    await town.press("igor", "Объявить итоги", chat=GROUP)
    await town.say("katya", "/top", chat=GROUP)
    assert "21:43" in await town.last("katya", chat=GROUP)
    opened = await town.look("/sim/calls", method="answerWebAppQuery")
    assert opened == []
    secret = [one["text"] for one in await town.seen("katya", chat=GROUP) if "заявка принята" in one["text"]]
    assert secret == [], "what the organizer was answered is nobody else's"


async def test_a_yes_is_taken_back_while_it_is_fresh(town: Town) -> None:
    event_id = await grouped(town, by_hand=True)
    await town.press("olya", "Подать заявку", chat=GROUP)
    olya = await town.say("olya", "Жду", chat=GROUP)
    await answer(town, "/ok", olya)
    await town.press("igor", "Отменить", chat=GROUP)
    assert await status_of(event_id) == "pending"
    assert "по ошибке" in await town.last("olya")
    said = await answer(town, "/ok", olya)
    assert "номер 1" in said["text"], "the number is kept"
    await town.wait(minutes=11)
    told = await town.press("igor", "Отменить", chat=GROUP)
    assert "больше десяти минут" in told["text"] and await status_of(event_id) == "confirmed"


async def test_who_pays_on_the_spot_is_in_and_can_be_asked_to_pay_after_all(town: Town) -> None:
    event_id = await grouped(town, fee_minor=50000, payment="online")
    await town.press("olya", "Участвовать · 500 ₽", chat=GROUP)
    olya = await town.say("olya", "Отдам наличными", chat=GROUP)
    assert await status_of(event_id) == "unpaid"
    assert "оплата на месте" in (await answer(town, "/ok", olya))["text"]
    assert await status_of(event_id) == "confirmed"
    await town.press("igor", "Отменить", chat=GROUP)
    assert await status_of(event_id) == "unpaid"
    states = await database.fetch("SELECT state FROM orders ORDER BY id")
    assert [row["state"] for row in states] == ["closed", "open"]


async def test_before_the_door_opens_nothing_is_left_to_do(town: Town) -> None:
    event_id = await grouped(town)
    await town.press("olya", "Участвовать", chat=GROUP)
    olya = await town.say("olya", "Я с вами", chat=GROUP)
    assert "уже участвует, номер 1" in (await answer(town, "/ok", olya))["text"]
    assert await status_of(event_id) == "confirmed"


async def test_who_waits_is_told_of_as_waiting(town: Town) -> None:
    event_id = await grouped(town)
    await database.execute("UPDATE place_pools SET capacity = 1")
    await town.press("olya", "Участвовать", chat=GROUP)
    await town.press("pasha", "В лист ожидания", chat=GROUP)
    pasha = await town.say("pasha", "hm", chat=GROUP)
    assert "листе ожидания" in (await answer(town, "/ok", pasha))["text"]
    assert await status_of(event_id, 2) == "waitlisted"


async def test_verbs_are_nothing_in_other_hands(town: Town) -> None:
    event_id = await grouped(town, by_hand=True)
    await town.press("olya", "Подать заявку", chat=GROUP)
    olya = await town.say("olya", "Я", chat=GROUP)
    for verb in ("/ok", "/dq читер", "/result 0:10:00", "/remove", "/late 15"):
        said = await answer(town, verb, olya, who="katya")
        assert said["ephemeral"], verb
        assert "заявка принята" not in said["text"]
    assert await status_of(event_id) == "pending"
    assert await database.fetchval("SELECT count(*) FROM results") == 0


async def test_how_somebody_stands_is_said_to_who_decides_alone(town: Town) -> None:
    await grouped(town)
    await database.execute("UPDATE place_pools SET capacity = 1")
    await town.press("olya", "Участвовать", chat=GROUP)
    await town.press("pasha", "В лист ожидания", chat=GROUP)
    for who in ("olya", "pasha", "igor"):
        said = await answer(town, "/ok", await town.say(who, "Я здесь", chat=GROUP), who="katya")
        assert not said["buttons"], who
        for words in ("листе ожидания", "участвует", "отметк"):
            assert words not in said["text"], who


async def test_without_a_reply_it_says_how(town: Town) -> None:
    await grouped(town)
    await town.say("igor", "/ok", chat=GROUP)
    assert "Ответьте /ok" in await town.last("igor", chat=GROUP)
