"""EV-10, EV-35, EV-37 in the chat: prizes and codes, badges with the word about the results, diplomas, the album."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.events.diplomas import diploma_jobs
from domain import database
from domain.events import lifecycle
from domain.events.album import queries as album
from domain.events.album.queries import Wanted
from domain.events.awards import diplomas
from domain.events.awards.diploma_codes import diploma_key
from domain.files.pictures import FETCH
from forma.work import job_handlers
from tests.bot.chat.test_room import Telegram, Topic, topic_of
from tests.bot.events.test_covers import photos
from tests.bot.events.test_results_in_chat import race
from tests.bot.spaces.test_linked_group import GROUP
from tests.kit.pdf import text_of
from tests.kit.shop import nobody_pays
from tests.kit.town import Town


async def lines_of(town: Town, who: str, **where: Any) -> list[Any]:
    return list(await town.look("/sim/transcript", as_=who, **where))


async def with_badge(town: Town, who: str) -> list[Any]:
    """What came as a picture of a badge."""
    lines = [line for line in await lines_of(town, who) if line["kind"] == "photo"]
    return [line for line in lines if "Финишёр" in line["text"] or "Finisher" in line["text"]]


async def prize(town: Town, place: str, text: str, codes: str = "") -> None:
    """Through the organizer's own buttons."""
    await town.say("igor", "/results")
    await town.press("igor", "🎁 Призы и дипломы")
    await town.press("igor", "Добавить приз")
    await town.say("igor", place)
    await town.press("igor", "среди всех")
    await town.say("igor", text)
    await town.press("igor", "Да")
    await (town.say("igor", codes) if codes else town.press("igor", "Пропустить"))


async def announced(town: Town, *results: str) -> None:
    for said in results:
        await town.say("igor", f"/result {said}", chat=GROUP)
    await town.say("igor", "/results")
    await town.press("igor", await _button(town, "igor", "Объявить"))
    await town.press("igor", await _button(town, "igor", "Объявить"))


async def _button(town: Town, who: str, begins: str) -> str:
    buttons = [one["text"] for line in await lines_of(town, who) for one in line["buttons"]]
    return str(next(one for one in reversed(buttons) if begins in one))


async def test_the_winners_word_has_the_prize_the_code_and_the_badge(town: Town) -> None:
    """EV-10: winner message contains prize text and code, badge appears in profile."""
    event_id, _ = await race(town, "olya", "pasha", "katya")
    await prize(town, "1", "Кроссовки и кубок", "SPORT-1\nSPORT-2")
    assert "1 место: Кроссовки и кубок" in await town.last("igor")
    await announced(town, "1 0:21:43", "2 0:20:11", "3 сошла")
    (won,) = await with_badge(town, "pasha")
    assert "Кроссовки и кубок" in won["text"] and "SPORT-1" in won["text"] and "Winner" in won["text"]
    assert "My badges" in str(won["buttons"]) and "Diploma" in str(won["buttons"])
    (second,) = await with_badge(town, "olya")
    assert "Финишёр" in second["text"] and "SPORT" not in second["text"] and "Кроссовки" not in second["text"]
    assert not await with_badge(town, "katya")
    for who in ("olya", "katya", "igor"):
        seen = [line["text"] for chat in ({}, {"chat": GROUP}) for line in await lines_of(town, who, **chat)]
        told = [text for text in seen if "SPORT-" in str(text)]
        assert not told or who == "igor", "codes are for the winner; the organizer has typed them"
    await town.say("pasha", "/badges")
    assert "Winner" in await town.last("pasha") and "Finisher" in await town.last("pasha")
    await town.say("katya", "/badges")
    assert "Наград пока нет" in await town.last("katya")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "🎁 Призы")
    assert "1 место: Кроссовки и кубок" in await town.last("olya")


async def test_a_revoked_result_takes_the_badge_along(town: Town) -> None:
    await race(town, "olya", "pasha")
    await announced(town, "1 0:21:43", "2 0:20:11")
    await town.say("olya", "/badges")
    assert "Финишёр" in await town.last("olya")
    await town.say("igor", "/results")
    again = await _button(town, "igor", "предварительн")
    await town.press("igor", again)
    await town.press("igor", await _button(town, "igor", "предварительн"))
    await town.say("igor", "/dq 1 срезала круг", chat=GROUP)
    await town.say("olya", "/badges")
    assert "Наград пока нет" in await town.last("olya")


async def test_the_same_picture_is_given_to_telegram_once(town: Town) -> None:
    names = ("olya", "katya", "fed", "misha", "lev")
    await race(town, *names)
    await announced(town, *(f"{number} 0:2{number}:43" for number in range(1, 6)))
    posts = [
        one["photo"][0]["file_unique_id"]
        for who in names
        for one in photos(town, town.world.person(who).id)
        if "Финишёр" in one["caption"]
    ]
    assert len(posts) == 5 and len(set(posts)) == 4, "who came in fourth and fifth have one picture"


async def worked(town: Town) -> None:
    rows = await database.fetch(
        "DELETE FROM pgqueuer WHERE entrypoint = $1 RETURNING convert_from(payload, 'UTF8') AS subject", diplomas.JOB
    )
    for row in rows:
        await diploma_jobs(town.app)[diplomas.JOB](row["subject"])


async def papers(town: Town, who: str) -> list[str]:
    """The words on the diplomas that somebody has in their chat."""
    chat_id = town.world.person(who).id
    posts = [one.body for one in town.world.records.posts if one.chat_id == chat_id]
    sent = [body["document"]["file_id"] for body in posts if "document" in body]
    return [text_of(await town.gateway.download(one)) for one in sent]


async def test_a_diploma_is_brought_to_who_asks_for_it(town: Town) -> None:
    """EV-35: each finisher gets a diploma with place and time."""
    event_id, _ = await race(town, "olya", "pasha")
    await announced(town, "1 0:21:43", "2 0:20:11")
    await town.press("olya", "🎓 Диплом")
    assert "Рисуем диплом" in await town.last("olya")
    await worked(town)
    await worked(town)
    (line,) = [one for one in await lines_of(town, "olya") if one["kind"] == "document"]
    assert "Диплом: Забег в парке" in line["text"] and line["media"]["file_name"] == "diplom-1.pdf"
    (paper,) = await papers(town, "olya")
    assert "Оля" in paper and "2 место из 2" in paper and "21:43" in paper and "Забег в парке" in paper
    await town.press("olya", "Другое имя")
    await town.say("olya", "Ольга Белова")
    assert "Ольга Белова" in await town.last("olya")
    await worked(town)
    assert "Ольга Белова" in (await papers(town, "olya"))[-1]
    found = await diplomas.own_diploma(await town.person("olya"), event_id)
    code = found.code(diploma_key(town.app.ticket_key))
    await town.do("start", as_="pasha", payload=f"v_{code}")
    said = await town.last("pasha")
    assert "genuine" in said and "Ольга Белова" in said and "Place 2 of 2" in said
    await town.do("start", as_="pasha", payload=f"v_{code[:-1]}7")
    assert "not our diploma" in await town.last("pasha")


async def test_from_my_events_too_and_not_while_results_are_corrected(town: Town) -> None:
    event_id, igor = await race(town, "olya")
    await announced(town, "1 0:21:43")
    async with database.transaction():
        await lifecycle.finish(igor, event_id, now=town.clock.now())
    await town.settle()
    await town.say("olya", "/my")
    await town.press("olya", await _button(town, "olya", "Завершённые"))
    await town.press("olya", "🎓 Диплом")
    assert "Рисуем диплом" in await town.last("olya")
    await town.say("igor", "/results")
    await town.press("igor", "🎁 Призы и дипломы")
    await town.press("igor", "Выключить дипломы")
    assert "Дипломы выключены" in await town.last("igor")
    await worked(town)
    assert not [one for one in await lines_of(town, "olya") if one["kind"] == "document"]
    answer = await town.press("olya", "🎓 Диплом")
    assert "нет диплома" in answer["text"]


async def in_topic(town: Town, name: str) -> Topic:
    companions = await topic_of(town)
    chat = town.world.chat(GROUP, town.world.person("pasha"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == name]
    return Topic(town, {**companions.where, "message_thread_id": thread})


async def fetched(town: Town, folder: Path) -> None:
    fetch = job_handlers(Telegram(), folder, nobody_pays(), town.clock.now)[FETCH]
    for row in await database.fetch("SELECT id FROM files WHERE state = 'pending'"):
        await fetch(str(row["id"]))


async def tagged(town: Town, event_id: int, number: int) -> int:
    rows = await album.page(event_id, (await town.person("igor")).id, Wanted(number=number))
    return len(rows)


async def test_photos_of_the_topic_are_an_album_found_by_number(town: Town, tmp_path: Path) -> None:
    """EV-35: album shows photos tagged with bib 114."""
    event_id, _ = await race(town, "olya", "pasha", "katya")
    await database.execute("UPDATE registrations SET number = 114 WHERE number = 1")
    topic = await in_topic(town, "Фото")
    await topic.photo(9001, "№114 2")
    for number, caption in ((9002, ""), (9003, "3"), (9004, "")):
        await topic.photo(number, caption, media_group_id="77")
    await topic.photo(9005, "Финиш на 5 км за 114 минут")
    await (await topic_of(town)).photo(9006, "114")
    assert await tagged(town, event_id, 114) == 0, "their bytes are not here yet"
    await fetched(town, tmp_path)
    assert (await tagged(town, event_id, 114), await tagged(town, event_id, 2)) == (1, 1)
    assert await tagged(town, event_id, 3) == 3, "what is under one photo of an album is said of all"
    await topic.post(
        9001, edited=True, photo=[{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}], caption="2"
    )
    assert (await tagged(town, event_id, 114), await tagged(town, event_id, 2)) == (0, 1)
    total, own = await album.counts(event_id, (await town.person("pasha")).id)
    assert (total, own) == (5, 1)


async def test_who_was_there_sends_photos_to_the_bot(town: Town, tmp_path: Path) -> None:
    event_id, _ = await race(town, "olya")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "📷 Фото")
    assert "Фотографий пока нет" in await town.last("olya")
    await town.press("olya", "Добавить фото")
    await town.do("send", as_="olya", kind="photo")
    await town.say("olya", "№ 1")
    assert "Фотографий пока нет" in await town.last("olya"), "its bytes come by a job"
    await fetched(town, tmp_path)
    assert await tagged(town, event_id, 1) == 1
    await town.press("olya", "К событию")
    await town.press("olya", "📷 Фото")
    assert "1 фотография" in await town.last("olya") and "Вы на 1 из них" in await town.last("olya")
    assert re.search("Добавить", str((await lines_of(town, "olya"))[-1]["buttons"]))


async def test_words_under_a_photo_say_who_is_on_it(town: Town, tmp_path: Path) -> None:
    event_id, _ = await race(town, "olya", "pasha")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "📷 Фото")
    await town.press("olya", "Добавить фото")
    await town.do("send", as_="olya", kind="photo", caption="№ 2")
    assert "Фотографий пока нет" in await town.last("olya"), "nothing more is asked"
    await fetched(town, tmp_path)
    assert await tagged(town, event_id, 2) == 1


async def test_a_photo_that_nobody_asked_for_is_offered_to_the_album(town: Town, tmp_path: Path) -> None:
    event_id, _ = await race(town, "olya")
    await town.do("start", as_="pasha")
    await town.do("send", as_="pasha", kind="photo", caption="1")
    assert "I was not expecting one" in await town.last("pasha"), "who was not there is asked nothing"
    await town.do("send", as_="olya", kind="photo", caption="№ 1")
    assert "в альбом" in await town.last("olya")
    await town.press("olya", "Забег в парке")
    await fetched(town, tmp_path)
    assert await tagged(town, event_id, 1) == 1
