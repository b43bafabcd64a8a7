"""EV-28: an answer becomes a frequent question, which people read before they ask."""

from __future__ import annotations

from domain import database
from domain.errors import Refusal
from domain.events.talking import faq
from domain.events.talking.faq import entries_of
from tests.bot.chat.test_questions import GROUP, ask, event_with_group, started, with_text
from tests.kit.town import Town, buttons


async def words_of(event_id: int) -> list[tuple[str, str]]:
    return [(one.question, one.answer) for one in await entries_of(event_id)]


async def test_an_answer_is_kept_worded_anew_and_read_before_asking(town: Town) -> None:
    await started(town, "igor", "olya", "pasha")
    event_id = await town.event(await town.person("igor"))
    await ask(town, "olya", event_id, "А где мне, Оле Смирновой, раздеться?")
    await town.press("igor", "Ответить")
    await town.say("igor", "В школе рядом")
    await town.press("igor", "В частые вопросы")
    assert await words_of(event_id) == [("А где мне, Оле Смирновой, раздеться?", "В школе рядом")]
    await town.press("igor", "Изменить")
    await town.say("igor", "Где раздевалка?")
    await town.press("igor", "Оставить: В школе рядом")
    assert await words_of(event_id) == [("Где раздевалка?", "В школе рядом")]
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    assert "Частые вопросы: 1" in buttons((await town.seen("olya"))[-1])
    await town.press("olya", "Спросить")
    shown = await town.last("olya")
    assert "Где раздевалка?" in shown and "В школе рядом" in shown
    await town.press("olya", "Спросить своё")
    assert "Что спросить" in await town.last("olya")
    await town.do("start", as_="pasha", payload=f"q_{event_id}")
    assert "Frequent questions" in await town.last("pasha") and "Где раздевалка?" in await town.last("pasha")


async def test_the_reply_in_the_topic_offers_it_to_the_organizer_alone(town: Town) -> None:
    event_id, _ = await event_with_group(town)
    await ask(town, "olya", event_id, "Будет ли вода?")
    asked = with_text(await town.seen("igor", chat=GROUP), "Будет ли вода?")
    await town.say("igor", "Да, на 3-м км", chat=GROUP, thread=asked["thread"], reply_to=asked["message_id"])
    assert not any("В частые вопросы" in str(line) for line in await town.seen("pasha", chat=GROUP))
    for _ in range(2):
        told = await town.press("igor", "В частые вопросы", chat=GROUP)
        assert told["alert"]
    assert await words_of(event_id) == [("Будет ли вода?", "Да, на 3-м км")], "once"


async def test_the_list_is_added_to_ordered_and_emptied(town: Town) -> None:
    await started(town, "igor")
    event_id = await town.event(await town.person("igor"))
    await town.do("start", as_="igor", payload=f"e_{event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Частые вопросы")
    assert "Пока ничего нет" in await town.last("igor")
    for question, answer in (("Собака?", "Можно"), ("Вода?", "Есть")):
        await town.press("igor", "Добавить")
        await town.say("igor", question)
        await town.say("igor", answer)
    await town.press("igor", "2")
    await town.press("igor", "Выше")
    assert [question for question, _ in await words_of(event_id)] == ["Вода?", "Собака?"]
    await town.press("igor", "1")
    await town.press("igor", "Удалить")
    assert await words_of(event_id) == [("Собака?", "Можно")]


async def test_what_the_asker_wrote_is_no_answer_and_strangers_take_nothing(town: Town) -> None:
    await started(town, "igor", "olya")
    event_id = await town.event(await town.person("igor"))
    await ask(town, "olya", event_id, "Где старт?")
    message_id = await database.fetchval("SELECT max(id) FROM messages")
    for who in ("igor", "olya"):
        person = await town.person(who)
        try:
            async with database.transaction():
                await faq.adopt(person, message_id, now=town.clock.now())
        except Refusal:
            continue
        raise AssertionError(f"{who} made an entry of a question")
    assert await words_of(event_id) == []
