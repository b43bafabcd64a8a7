"""EV-33 in the chat: a file dropped into the topic or the private chat, its preview, [Применить], [Отменить]."""

from __future__ import annotations

import io

import aiohttp

from domain import database
from domain.events.results import imports
from forma.work import result_lists
from tests.bot.events.test_results_in_chat import card_in_group, race
from tests.bot.spaces.test_linked_group import GROUP
from tests.domain.events.results.test_lists import workbook
from tests.kit.town import Town

TABLE = "Номер;Время\n1;0:21:43\n2;20:00\n77;19:00\n99;19:01\nx;1\n"


async def drop(town: Town, who: str, name: str, data: bytes, **where: str) -> None:
    form = aiohttp.FormData({"as": who, "kind": "document", **where})
    form.add_field("file", io.BytesIO(data), filename=name)
    async with town.http.post(town.server.make_url("/sim/send"), data=form) as answer:
        assert answer.status == 200, await answer.text()
    await town.settle()


async def work(town: Town) -> None:
    """What the queue asks for, as the process that works it does."""
    handlers = result_lists(town.gateway, town.clock.now)
    for job in await database.fetch(
        "DELETE FROM pgqueuer RETURNING entrypoint, convert_from(payload, 'UTF8') AS subject"
    ):
        if job["entrypoint"] in handlers:
            await handlers[job["entrypoint"]](job["subject"])
    await town.settle()


async def test_a_file_dropped_into_the_topic_is_shown_applied_and_taken_back(town: Town) -> None:
    await race(town, "olya", "pasha")
    await town.say("igor", "/result 2 25:00", chat=GROUP)
    before = await card_in_group(town)
    await drop(town, "igor", "итоги.csv", TABLE.encode("cp1251"), chat=GROUP)
    assert "в личные сообщения" in await town.last("igor", chat=GROUP)
    await work(town)
    preview = await town.last("igor")
    assert "1 новый результат" in preview and "№ 2: 25:00 → 20:00" in preview
    assert "2 номеров нет среди участников: 77, 99" in preview and "1 строку не понял: 6" in preview
    assert await card_in_group(town) == before
    await town.press("igor", "Применить (2)")
    await work(town)
    assert "Внёс 2 результата." in await town.last("igor")
    assert "1. Pasha, № 2 · 20:00\n2. Оля, № 1 · 21:43" in await card_in_group(town)
    await town.press("igor", "Отменить")
    await work(town)
    assert "как до этого файла" in await town.last("igor")
    assert await card_in_group(town) == before


async def test_in_private_an_excel_file_and_only_what_is_new(town: Town) -> None:
    await race(town, "olya", "pasha")
    await town.say("igor", "/result 2 25:00", chat=GROUP)
    data = workbook(("Номер", "Время"), (1, "21:43"), (2, "20:00"))
    await drop(town, "igor", "results.xlsx", data)
    await work(town)
    await town.press("igor", "Только новые (1)")
    await work(town)
    assert "1. Оля, № 1 · 21:43\n2. Pasha, № 2 · 25:00" in await card_in_group(town)


async def test_of_several_events_one_is_chosen_and_the_file_is_not_sent_again(town: Town) -> None:
    _, igor = await race(town, "olya", "pasha")
    other = await town.event(igor, "Вечерний забег")
    await database.execute("UPDATE events SET status = 'running' WHERE id = $1", other)
    await drop(town, "igor", "totals.csv", TABLE.encode())
    await town.press("igor", "Забег в парке")
    assert "Читаю totals.csv" in await town.last("igor")
    await work(town)
    assert "2 новых результата" in await town.last("igor")


async def test_what_cannot_be_read_is_said_and_what_others_send_is_not_heard(town: Town) -> None:
    await race(town, "olya")
    await drop(town, "igor", "broken.xlsx", b"PK\x03\x04oops")
    await work(town)
    assert "Файл не открывается" in await town.last("igor")
    seen = len(await town.seen("olya", chat=GROUP))
    await drop(town, "olya", "mine.csv", TABLE.encode(), chat=GROUP)
    assert len(await town.seen("olya", chat=GROUP)) == seen, "nobody answers"
    await drop(town, "olya", "mine.csv", TABLE.encode())
    assert "Результаты вносят организаторы" in await town.last("olya")
    assert await database.fetchval("SELECT count(*) FROM result_imports") == 1


async def test_of_several_events_the_caption_says_which(town: Town) -> None:
    _, igor = await race(town, "olya")
    other = await town.event(igor, "Второй забег")
    await database.execute("UPDATE events SET status = 'running' WHERE id = $1", other)
    await drop(town, "igor", "a.csv", b"1;20:00\n")
    question = (await town.seen("igor"))[-1]["message_id"]
    await town.do("delete", as_="igor", message_id=question - 1)
    await town.press("igor", "Второй забег")
    assert f"#{other}" in await town.last("igor"), "the file is gone, so it is sent again"
    await drop(town, "igor", "a.csv", b"1;20:00\n", caption=f"#{other}")
    assert await database.fetchval("SELECT event_id FROM result_imports") == other
    assert imports.READ in {row["entrypoint"] for row in await database.fetch("SELECT entrypoint FROM pgqueuer")}


async def test_the_rules_are_asked_for_in_the_chat_and_read_in_the_group(town: Town) -> None:
    event_id, _ = await race(town, "olya", "pasha")
    await town.say("igor", "/results")
    await town.press("igor", "Правила подсчёта")
    await town.press("igor", "Очки за места на этапах")
    await town.say("igor", "2")
    await town.say("igor", "25, 18")
    await town.press("igor", "Последний этап или попытка")
    await town.press("igor", "Готово")
    await town.press("igor", "✓ Да")
    await town.say("igor", "18, 40")
    await town.press("igor", "✓ Нет")
    scoring = await database.fetchval("SELECT scoring::text FROM event_boards WHERE event_id = $1", event_id)
    assert '"table": [25, 18]' in scoring and '"ages": [18, 40]' in scoring and '"stages": 2' in scoring
    await town.say("olya", "/rules", chat=GROUP)
    said = await town.last("olya", chat=GROUP)
    assert "Очки за места: 25, 18" in said and "2 этапа" in said


async def test_tries_and_laps_are_chosen_and_entered_in_the_chat(town: Town) -> None:
    """EV-08: the template picker, a line with the number of the try, a clear example in the refusal, /rules."""
    event_id, _ = await race(town, "olya", "pasha")
    await town.say("igor", "/results")
    await town.press("igor", "Правила подсчёта")
    await town.press("igor", "Лучшая из попыток")
    await town.press("igor", "✓ Где больше расстояние")
    await town.say("igor", "3")
    await town.press("igor", "Лучший этап или вторая попытка")
    for button in ("Готово", "Нет"):
        await town.press("igor", button)
    await town.press("igor", "Оставить пустым")
    await town.press("igor", "✓ Нет")
    assert "/result 114 8,95 2" in await town.last("igor")
    await town.say("igor", "/result 1 далеко")
    assert "Пишите расстояние и номер попытки: 8,95 2" in await town.last("igor")
    for said in ("/result 1 8,10", "/result 1 8,95 3"):
        await town.say("igor", said)
    assert "Попытки: 8,1 м · – · 8,95 м" in await town.last("igor")
    await town.say("olya", "/rules", chat=GROUP)
    said = await town.last("olya", chat=GROUP)
    assert "лучшая попытка, у кого больше расстояние" in said and "3 попытки" in said
    assert "При равенстве: вторая по силе попытка" in said
    await database.execute("DELETE FROM results")
    stored = '{"measure": "laps", "stages": 1, "ties": [], "by_sex": true, "ages": []}'
    await database.execute("UPDATE event_boards SET scoring = $2::jsonb WHERE event_id = $1", event_id, stored)
    await town.say("igor", "/result 1 58:21")
    assert "12 кр 0:58:21" in await town.last("igor")
    await town.say("igor", "/result 1 12 кр 0:58:21")
    assert "12 кругов за 58:21" in await town.last("igor")
    await town.press("igor", "Отменить")
    assert await database.fetchval("SELECT count(*) FROM results") == 0
    await town.say("olya", "/rules", chat=GROUP)
    assert "раньше закончил последний" in await town.last("olya", chat=GROUP)
