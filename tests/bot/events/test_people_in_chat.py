"""EV-24, EV-26, EV-27, EV-29, M-06: the organizer's people, from the chat and from the group, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.events import exporting as face
from bot.events.exporting import deliver, export_jobs
from domain import database
from domain.events.entry.registration import register
from domain.events.people import exporting, roster
from domain.events.people.roster import PeopleFilter
from domain.notifications.ports import Blocked, Call, CallResult
from tests.bot.chat.test_questions import started
from tests.bot.spaces.test_linked_group import GROUP, join, linked_group
from tests.kit.town import Town, buttons

TEAM: dict[str, Any] = {
    "key": "team",
    "kind": "choice",
    "label": "Команда",
    "choices": [{"key": "spartak", "label": "Спартак"}, {"key": "dinamo", "label": "Динамо"}],
}


async def statuses(event_id: int) -> dict[str, str]:
    rows = await roster.list_people(event_id, PeopleFilter(), limit=100)
    return {row.name: row.status for row in rows}


async def alone(town: Town, **plan: Any) -> int:
    """Igor with one event, in his private chat; Olya and Pasha have opened the bot."""
    await started(town, "igor", "olya", "pasha")
    return await town.event(await town.person("igor"), **plan)


async def test_the_list_is_narrowed_by_buttons_that_say_how_many(town: Town) -> None:
    event_id = await alone(town, questions=[TEAM])
    for who, team in (("olya", "spartak"), ("pasha", "spartak"), ("katya", "dinamo")):
        person = await town.person(who)
        async with database.transaction():
            await register(person, event_id, {"team": team}, now=town.clock.now())
    await town.say("igor", "/panel")
    assert "Подтверждены: 3" in await town.last("igor")
    await town.press("igor", "Список")
    assert "3 человека" in await town.last("igor")
    await database.execute("UPDATE registrations SET status = 'checked_in' WHERE answers ->> 'team' = 'dinamo'")
    await town.press("igor", "Фильтры")
    assert "Не пришли · 2" in buttons((await town.seen("igor"))[-1])
    await town.press("igor", "Не пришли · 2")
    await town.press("igor", "Фильтры")
    await town.press("igor", "По ответам")
    await town.press("igor", "Команда")
    await town.press("igor", "Спартак · 2")
    shown = await town.last("igor")
    assert "Не пришли · Команда: Спартак" in shown and "Оля Смирнова" in shown and "Катя" not in shown
    assert "2 человека" in shown
    await town.press("igor", "Найти")
    await town.say("igor", "@katya_coach")
    assert "Катя Лебедева" in await town.last("igor") and "Оля" not in await town.last("igor")


async def test_from_the_card_a_participant_is_taken_out_and_back(town: Town) -> None:
    event_id = await alone(town)
    await join(town, "olya", event_id)
    await town.say("igor", "/panel")
    await town.press("igor", "Список")
    await town.press("igor", "1. Оля Смирнова")
    await town.press("igor", "Снять с события")
    await town.press("igor", "Своя причина")
    await town.say("igor", "Нет справки <b>")
    assert "Снято" in await town.last("igor")
    assert "Нет справки <b>" in await town.last("olya")
    assert await statuses(event_id) == {"Оля Смирнова": "withdrawn"}
    await town.press("igor", "Список")
    await town.press("igor", "1. Оля Смирнова")
    await town.press("igor", "Вернуть в событие")
    assert "снова участвуете" in await town.last("olya")
    assert await statuses(event_id) == {"Оля Смирнова": "confirmed"}


async def test_a_reply_in_the_group_takes_out_and_only_the_organizers_does(town: Town) -> None:
    await started(town, "olya", "pasha")
    _, event_id, _ = await linked_group(town)
    await join(town, "olya", event_id)
    said = await town.say("olya", "Я опоздаю", chat=GROUP)
    await town.say("pasha", "/remove мешает", chat=GROUP, reply_to=said)
    assert "may not do this" in await town.last("pasha", chat=GROUP)
    await town.say("igor", "/remove", chat=GROUP, reply_to=said)
    asked = (await town.seen("igor", chat=GROUP))[-1]
    assert asked["ephemeral"] and "Оля Смирнова" in asked["text"]
    assert await statuses(event_id) == {"Оля Смирнова": "confirmed"}
    await town.press("igor", "Нарушены правила", chat=GROUP)
    assert await statuses(event_id) == {"Оля Смирнова": "withdrawn"}
    assert "Причина: Нарушены правила" in await town.last("olya")
    assert not any("Нарушены" in line["text"] for line in await town.seen("pasha", chat=GROUP))
    await join(town, "pasha", event_id)
    await town.say("igor", "/remove 2 wrong distance", chat=GROUP)
    assert "Reason: wrong distance" in await town.last("pasha")
    await town.say("igor", "/remove 77 никто", chat=GROUP)
    assert "77" in await town.last("igor", chat=GROUP)


async def test_in_a_topic_a_message_that_replies_to_nothing_names_nobody(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    await join(town, "igor", event_id)
    chat = town.world.chat(GROUP, town.world.person("igor"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == "Попутчики"]
    await town.say("igor", "/remove просто так", chat=GROUP, thread=thread)
    assert list((await statuses(event_id)).values()) == ["confirmed"]


async def test_an_invitation_is_answered_by_yes_and_by_no(town: Town) -> None:
    event_id = await alone(town, questions=[TEAM])
    await town.say("igor", "/add @olya_runs")
    assert "приглашение отправлено" in await town.last("igor")
    assert "зовёт вас участвовать" in await town.last("olya")
    await town.press("olya", "Участвовать")
    await town.press("olya", "Спартак")
    assert await statuses(event_id) == {"Оля Смирнова": "confirmed"}
    await town.say("igor", f"/add {event_id} @pasha_vl")
    assert "invites you" in await town.last("pasha")
    await town.press("pasha", "I can’t come")
    assert "Не сможет участвовать: Pasha" in await town.last("igor")
    await town.say("igor", "/add @pasha_vl")
    assert "уже приглашали" in await town.last("igor")
    await town.say("igor", "/add @nobody_here")
    assert "Forma ещё не знает" in await town.last("igor")


async def test_nothing_to_ask_and_one_is_in_until_the_places_are_gone(town: Town) -> None:
    event_id = await alone(town, capacity=1)
    await town.say("igor", "/add @olya_runs")
    assert "билет отправлен" in await town.last("igor")
    assert any("записывает вас на" in line["text"] for line in await town.seen("olya"))
    await town.say("igor", "/add @pasha_vl")
    assert "Свободных мест нет" in await town.last("igor")
    assert await statuses(event_id) == {"Оля Смирнова": "confirmed"}
    await town.press("olya", "Не смогу")
    await town.press("olya", "Да, отменить")
    assert await statuses(event_id) == {"Оля Смирнова": "withdrawn"}


async def test_people_are_chosen_from_telegrams_own_list(town: Town) -> None:
    event_id = await alone(town)
    await town.say("igor", "/panel")
    await town.press("igor", "Список")
    await town.press("igor", "Добавить")
    await town.press("igor", "Выбрать людей", users=["olya", "rival7", "pasha"])
    said = await town.last("igor")
    assert "Оля Смирнова: участвует" in said and "Pasha Ivanov: участвует" in said
    assert said.count("Forma ещё не знает") == 1
    assert set(await statuses(event_id)) == {"Оля Смирнова", "Pasha Ivanov"}


async def test_shared_people_are_nobodys_way_into_anothers_event(town: Town) -> None:
    await alone(town)
    others = await town.event(await town.person("katya"), "Чужой забег")
    await town.say("igor", "/add")
    shared = {"request_id": others, "users": [{"user_id": town.world.person("olya").id, "first_name": "Оля"}]}
    sent = await town.sim("say", as_="igor", text="x")
    await town.settle()
    update = {
        "update_id": 900_001,
        "message": {
            "message_id": sent["message_id"] + 500,
            "date": 1_800_000_000,
            "chat": {"id": town.world.person("igor").id, "type": "private"},
            "from": {"id": town.world.person("igor").id, "is_bot": False, "first_name": "Игорь"},
            "users_shared": shared,
        },
    }
    await town.take_in(update)
    assert "нет доступа" in await town.last("igor")
    assert await statuses(others) == {}


async def test_a_forwarded_contact_asks_where(town: Town) -> None:
    event_id = await alone(town)
    fields = {"title": "Бег", "key": GROUP, "kind": "supergroup", "members": ["olya"]}
    await town.do("chat", as_="igor", **fields)
    contact = await town.do("send", as_="olya", kind="contact", chat=GROUP)
    await town.do("forward", as_="igor", from_chat=GROUP, message_ids=[contact["message_id"]])
    assert "Где участвует Оля" in await town.last("igor")
    await town.press("igor", "Забег в парке")
    assert await statuses(event_id) == {"Оля Смирнова": "confirmed"}


async def test_a_letter_to_the_list_is_counted_sent_once_and_read_as_it_is(town: Town) -> None:
    event_id = await alone(town)
    for who in ("olya", "pasha"):
        await join(town, who, event_id)
    await town.say("igor", "/panel")
    await town.press("igor", "Список")
    await town.press("igor", "Написать им")
    assert "2 человека" in await town.last("igor")
    await town.say("igor", "Берите шапки: <b>минус десять</b>")
    assert not any("шапки" in line["text"] for line in await town.seen("olya"))
    await town.press("igor", "Отправить 2 людям")
    for who in ("olya", "pasha"):
        read = [line for line in await town.seen(who) if "Берите шапки: <b>минус десять</b>" in line["text"]]
        assert len(read) == 1
    assert "The organizer, Игорь" in await town.last("pasha") and "Пишет организатор" in await town.last("olya")
    await town.press("igor", "Обновить")
    assert "Отправлено 2 из 2" in await town.last("igor")
    assert await database.fetchval("SELECT count(*) FROM messages") == 0, "it is not for the room"


async def exported(town: Town) -> list[str]:
    """Work the jobs; their subjects."""
    rows = await database.fetch(
        "DELETE FROM pgqueuer WHERE entrypoint = 'event-export' RETURNING convert_from(payload, 'UTF8') AS subject"
    )
    for row in rows:
        await export_jobs(town.app)[exporting.JOB](row["subject"])
    return [row["subject"] for row in rows]


async def documents(town: Town, who: str, **where: Any) -> list[Any]:
    lines = await town.look("/sim/transcript", as_=who, **where)
    return [line for line in lines if line["kind"] == "document"]


async def test_a_file_asked_for_in_the_group_comes_to_the_private_chat_alone(town: Town) -> None:
    await started(town, "igor", "olya", "pasha")
    _, event_id, _ = await linked_group(town)
    await join(town, "olya", event_id)
    await town.say("olya", "/export csv", chat=GROUP)
    assert "нет доступа" in await town.last("olya", chat=GROUP)
    assert await exported(town) == []
    await town.say("igor", "/export csv", chat=GROUP)
    said = (await town.seen("igor", chat=GROUP))[-1]
    assert said["ephemeral"] and "в личный чат" in said["text"]
    assert len(await exported(town)) == 1
    for who in ("igor", "olya", "pasha"):
        assert await documents(town, who, chat=GROUP) == []
    (document,) = await documents(town, "igor")
    assert document["media"]["file_name"].endswith(".csv")
    (call,) = await town.look("/sim/calls", method="sendDocument")
    assert call["ok"] and call["params"]["chat_id"] in (str(town.world.person("igor").id), town.world.person("igor").id)
    assert await database.fetchval("SELECT count(*) FROM outbox WHERE params::text ~ 'Смирнова'") == 0
    await town.say("igor", "/export")
    await town.press("igor", "Excel")
    assert len(await exported(town)) == 1
    assert len(await town.look("/sim/calls", method="sendDocument")) == 2
    audited = await database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'event-exported'")
    assert audited == 2


async def test_a_long_work_says_how_far_it_is_and_takes_that_away(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "EVERY_S", 0.0)
    monkeypatch.setattr(exporting, "PAGE", 1)
    event_id = await alone(town)
    for who in ("olya", "pasha", "katya"):
        await join(town, who, event_id)
    await town.say("igor", "/export xlsx")
    await exported(town)
    told = [one["params"]["text"] for one in await town.look("/sim/calls", method="editMessageText")]
    assert any("готовы 2 строки" in text or "готово" in text for text in told)
    assert len(await town.look("/sim/calls", method="deleteMessage")) == 1
    assert sum(line["text"].count("Делаю файл: 3 человека") for line in await town.seen("igor")) == 1
    assert not any("Делаю файл: готов" in line["text"] for line in await town.seen("igor"))


async def test_who_has_blocked_the_bot_has_no_file_and_nothing_is_tried_for_ever(town: Town) -> None:
    event_id = await alone(town)
    igor = await town.person("igor")

    class Shut:
        async def call(self, call: Call) -> CallResult:
            raise Blocked("bot was blocked by the user")

    wanted = exporting.Export(event_id, igor.id, "csv", ("name",), PeopleFilter())
    await deliver(replace(town.app, telegram=Shut()), wanted)
    assert await database.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'event-exported'") == 0


async def test_late_in_the_group_is_told_to_everybody_once(town: Town) -> None:
    await started(town, "olya", "pasha")
    _, event_id, _ = await linked_group(town)
    await join(town, "olya", event_id)
    await town.say("olya", "/late 15", chat=GROUP)
    assert "нет доступа" in await town.last("olya", chat=GROUP)
    for wrong in ("/late", "/late -5", "/late завтра"):
        await town.say("igor", wrong, chat=GROUP)
        assert "/late 15" in await town.last("igor", chat=GROUP)
    before = [line for line in await town.seen("olya") if "Изменилось время" in line["text"]]
    await town.say("igor", "/late 15", chat=GROUP)
    told = [line for line in await town.seen("olya") if "Изменилось время" in line["text"]]
    assert before == [] and len(told) == 1
    chat = town.world.chat(GROUP, town.world.person("pasha"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == "Объявления"]
    news = [line["text"] for line in await town.seen("pasha", chat=GROUP, thread=thread)]
    (said,) = [text for text in news if "Изменилось время" in text]
    assert "Было:" in said and "Стало:" in said
    answers = [line for line in await town.seen("igor", chat=GROUP) if line.get("ephemeral")]
    assert "Старт был в 12:00, теперь" in answers[-1]["text"]
