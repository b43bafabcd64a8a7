"""EV-25 in the chat: cards where they are read, one decision, a reason, a question, helpers, the second form."""

from __future__ import annotations

import asyncio
from typing import Any

from domain import database
from tests.bot.events.test_documents_in_chat import applied
from tests.kit.papers import bring
from tests.kit.town import Town, buttons

GROUP = "бег"


async def asking(town: Town, **plan: Any) -> int:
    """An event of Igor's that is confirmed by hand; he and Olya have started the bot."""
    igor = await town.person("igor")
    await town.person("olya")
    for who in ("igor", "olya"):
        await town.do("start", as_=who)
    return await town.event(igor, "Марафон", by_hand=True, **plan)


async def linked(town: Town, event_id: int) -> int:
    made = await town.do(
        "chat",
        as_="igor",
        title="Бег",
        key=GROUP,
        kind="forum",
        members=["olya", "pasha"],
        add_bot=True,
        bot_admin=True,
    )
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    return int(made["id"])


async def join(town: Town, who: str, event_id: int) -> None:
    await town.say(who, f"/event {event_id}")
    await town.press(who, "Подать заявку")


async def topic(town: Town, name: str) -> int:
    chat = town.world.chat(GROUP, town.world.person("igor"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == name]
    return int(thread)


async def test_a_card_in_the_topic_says_no_more_than_the_group_may_read_and_changes_when_it_is_decided(
    town: Town,
) -> None:
    event_id = await asking(town)
    await linked(town, event_id)
    await join(town, "olya", event_id)
    assert "Заявка на проверке" in await town.last("olya")
    where: dict[str, Any] = {"chat": GROUP, "thread": await topic(town, "Заявки")}
    (card,) = [line for line in await town.seen("pasha", **where) if "Заявка:" in line["text"]]
    assert "Оля" in card["text"] and "Смирнова" not in card["text"] and "@" not in card["text"]
    refused = await town.press("pasha", "Принять", **where)
    assert refused["alert"], "who decides nothing is told so"
    pressed = await town.press("igor", "Принять", **where)
    assert "Приняли: Оля" in pressed["text"]
    (card,) = [line for line in await town.seen("pasha", **where) if "Заявка:" in line["text"]]
    assert "Принято · Игорь" in card["text"] and "Принять" not in buttons(card)
    assert "Заявка принята!" in " ".join(line["text"] for line in await town.seen("olya"))


async def test_of_two_who_press_at_once_the_second_reads_who_was_first(town: Town) -> None:
    event_id = await asking(town)
    await linked(town, event_id)
    await helper(town, event_id, "pasha")
    await join(town, "olya", event_id)
    where: dict[str, Any] = {"chat": GROUP, "thread": await topic(town, "Заявки")}
    both = [asyncio.create_task(town.sim("press", as_=who, button="Принять", **where)) for who in ("igor", "pasha")]
    while not all(one.done() for one in both):
        await town.settle()
        await asyncio.sleep(0.01)
    said = [(await one)["answer"]["text"] for one in both]
    assert {"Приняли: Оля", "Already handled by Игорь."} == set(said) or {
        "Accepted: Оля",
        "Уже обработано: Pasha.",
    } == set(said)
    assert await database.fetchval("SELECT count(*) FROM registration_changes WHERE to_status = 'confirmed'") == 1


async def test_the_cards_of_all_who_decide_say_what_was_decided(town: Town) -> None:
    event_id = await asking(town)
    await helper(town, event_id, "pasha")
    await join(town, "olya", event_id)
    assert "Заявка: Оля Смирнова" in await town.last("igor")
    assert "Application: Оля Смирнова" in await town.last("pasha")
    await town.press("pasha", "Decline")
    await town.press("igor", "Принять")
    last = (await town.seen("pasha"))[-1]
    assert "Accepted by Игорь" in last["text"] and "Decline" not in buttons(last), "also over the question why"


async def helper(town: Town, event_id: int, who: str) -> None:
    await town.do("start", as_=who)
    await town.say("igor", f"/panel {event_id}")
    await town.press("igor", "Заявки")
    await town.press("igor", "Помощники")
    link = next(word for word in (await town.last("igor")).split() if "?start=rev_" in word)
    await town.do("start", as_=who, payload=link.partition("?start=")[2])
    await town.press(who, "Help" if who == "pasha" else "Помогать")


async def test_a_declined_one_reads_the_reason_and_may_try_again(town: Town) -> None:
    event_id = await asking(town, capacity=1)
    await join(town, "olya", event_id)
    await town.press("igor", "Отклонить")
    await town.press("igor", "Другая причина")
    await town.say("igor", "Нужен опыт на 10 км")
    assert any("Отклонено · Игорь" in line["text"] for line in await town.seen("igor"))
    last = await town.last("olya")
    assert "Заявка отклонена" in last and "Нужен опыт на 10 км" in last
    await town.press("olya", "Подать ещё раз")
    assert "Заявка на проверке" in await town.last("olya")
    await town.press("igor", "Отклонить")
    await town.press("igor", "Не подходит по условиям")
    assert "Не подходит по условиям" in await town.last("olya")


async def test_a_question_to_who_applied_is_answered_by_a_reply(town: Town) -> None:
    event_id = await asking(town)
    await join(town, "olya", event_id)
    await town.press("igor", "Вопрос")
    await town.say("igor", "Вы бегали полумарафон?")
    assert "Вы бегали полумарафон?" in await town.last("olya")
    await town.press("olya", "Ответить")
    await town.say("olya", "Да, дважды")
    assert "Да, дважды" in await town.last("igor")


async def test_the_second_form_is_asked_after_the_yes(town: Town) -> None:
    shirt = {"key": "q_shirt", "kind": "text", "label": "Размер футболки"}
    event_id = await asking(town, questions=[shirt])
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Вопросы участникам", "1. Размер футболки", "Спросить после одобрения"):
        await town.press("igor", button)
    assert "после одобрения" in await town.last("igor")
    await join(town, "olya", event_id)
    assert "Заявка на проверке" in await town.last("olya"), "nothing is asked yet"
    await town.press("igor", "Принять")
    told = next(line for line in await town.seen("olya") if "Заявка принята!" in line["text"])
    assert "ещё на несколько вопросов" in told["text"]
    await town.press("olya", buttons(told)[0])
    assert "Размер футболки" in await town.last("olya")
    await town.say("olya", "M")
    assert await database.fetchval("SELECT answers ->> 'q_shirt' FROM registrations") == "M"


async def test_what_may_be_left_out_is_asked_after_the_yes_too(town: Town) -> None:
    shirt = {"key": "q_shirt", "kind": "text", "label": "Размер футболки", "required": False, "later": True}
    event_id = await asking(town, questions=[shirt])
    await join(town, "olya", event_id)
    told = await panel(town, event_id)
    assert "Ждут решения: 1" in told and "Участвуют" not in told
    await town.press("igor", "Ответы")
    await town.press("igor", "К заявке")
    await town.press("igor", "Принять")
    told = next(line for line in await town.seen("olya") if "Заявка принята!" in line["text"])
    await town.press("olya", buttons(told)[0])
    assert "Размер футболки" in await town.last("olya")
    await town.press("olya", "Пропустить")
    assert "Подтверждены: 1" in await panel(town, event_id)


async def panel(town: Town, event_id: int) -> str:
    await town.say("igor", f"/panel {event_id}")
    return str(await town.last("igor"))


async def test_papers_are_shown_in_private_only_and_cannot_be_passed_on(town: Town) -> None:
    event_id = await applied(town)
    await bring(town)
    await linked(town, event_id)
    await town.press("igor", "📎 Медицинская справка")
    (sent,) = [one for one in town.world.records.posts if "document" in one.body and one.sender == town.world.bot.id]
    assert sent.chat_id == town.world.person("igor").id
    (call,) = await town.look("/sim/calls", method="sendDocument")
    assert call["params"]["protect_content"]


async def test_the_organizer_asks_for_a_certificate_by_buttons(town: Town) -> None:
    igor = await town.person("igor")
    await town.do("start", as_="igor")
    event_id = await town.event(igor, "Марафон")
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Вопросы участникам", "Добавить вопрос"):
        await town.press("igor", button)
    await town.say("igor", "Медицинская справка")
    for button in ("Документ", "Да", "Да", "Да"):
        await town.press("igor", button)
    stored = await database.fetchval("SELECT questions ->> 0 FROM events WHERE id = $1", event_id)
    for part in ('"dated": true', '"checked": true', '"prefill": "medical_certificate"'):
        assert part in stored
    await town.say("igor", f"/event {event_id}")
    assert "Понадобится: Медицинская справка" in await town.last("igor")
