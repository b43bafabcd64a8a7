"""IN-20: the organizer sends a GPX, everybody gets the course drawn, with no network, and the file for their watch."""

from __future__ import annotations

from typing import Any

import pytest

from domain import database
from domain.errors import NotFound
from domain.events.course import courses
from domain.events.errors import MoveNotAllowed
from domain.maps.reading import gpx_of
from forma.story.course import park_loop
from forma.work import course_reader
from tests.bot.events.test_result_lists_in_chat import drop
from tests.kit.town import Town
from tests.kit.tracks import gpx, run


async def work(town: Town) -> None:
    read = course_reader(town.gateway, town.clock.now)
    taken = "DELETE FROM pgqueuer WHERE entrypoint = 'event-course' RETURNING convert_from(payload, 'UTF8') AS subject"
    for job in await database.fetch(taken):
        await read(job["subject"])
        await read(job["subject"])  # worked twice, it is one
    await town.settle()


async def an_event(town: Town) -> int:
    igor = await town.person("igor")
    await town.person("olya")
    return await town.event(igor, latitude=55.7944, longitude=37.6765)


async def manage(town: Town, event_id: int) -> None:
    await town.say("igor", f"/event {event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Маршрут")


async def newest(town: Town, who: str) -> dict[str, Any]:
    return (await town.look("/sim/transcript", as_=who))[-1]  # type: ignore[no-any-return]


async def test_a_gpx_becomes_a_picture_and_a_file_for_everybody(town: Town) -> None:
    event_id = await an_event(town)
    await manage(town, event_id)
    assert "Маршрута пока нет" in await town.last("igor")
    await town.press("igor", "Прислать GPX")
    assert "Пришлите файл GPX" in await town.last("igor")
    await drop(town, "igor", "park.gpx", gpx_of(park_loop(), "Круг"))
    assert "Читаю «park.gpx»" in await town.last("igor")
    await work(town)
    assert "Маршрут готов" in (told := await newest(town, "igor"))["text"] and told["kind"] == "photo"
    assert "5 км · набор 31 м" in told["text"]

    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "Маршрут")
    assert (shown := await newest(town, "olya"))["kind"] == "photo" and "набор" in shown["text"]
    await town.press("olya", "Скачать GPX")
    assert (await newest(town, "olya"))["kind"] == "document"


async def test_what_cannot_be_read_is_said_and_the_course_stays(town: Town) -> None:
    event_id = await an_event(town)
    igor = await town.person("igor")
    async with database.transaction():
        await courses.keep(igor, event_id, park_loop(), now=town.clock.now())
    for name, data, why in (
        ("a.gpx", b"<gpx", "повреждён"),
        ("b.fit", gpx(run(town.clock.now(), 5_000, 1_500)), "Это не GPX"),
        ("c.gpx", b'<!DOCTYPE a [<!ENTITY b "c">]><gpx>&b;</gpx>', "повреждён"),
    ):
        await manage(town, event_id)
        await town.press("igor", "Заменить")
        await drop(town, "igor", name, data)
        await work(town)
        assert why in await town.last("igor")
    assert (await courses.course_of(event_id)).version == 1
    assert await database.fetchval("SELECT count(*) FROM course_files") == 0


async def test_words_and_pictures_are_no_file_and_the_question_stays(town: Town) -> None:
    event_id = await an_event(town)
    await manage(town, event_id)
    await town.press("igor", "Прислать GPX")
    await town.say("igor", "потом пришлю")
    assert "Пришлите его скрепкой" in await town.last("igor")
    await town.do("send", as_="igor", kind="photo")
    assert "Пришлите его скрепкой" in await town.last("igor")
    await town.press("igor", "Отмена")
    assert "Маршрута пока нет" in await town.last("igor")


async def test_a_course_is_removed_and_goes_with_a_copy_of_its_event(town: Town) -> None:
    event_id = await an_event(town)
    igor = await town.person("igor")
    async with database.transaction():
        await courses.keep(igor, event_id, park_loop(), now=town.clock.now())
    await town.say("igor", f"/event {event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "Копия")
    assert await database.fetchval("SELECT count(*) FROM event_courses") == 2
    await manage(town, event_id)
    await town.press("igor", "Убрать")
    assert "Маршрута пока нет" in await town.last("igor")
    assert await database.fetchval("SELECT count(*) FROM event_courses") == 1
    for _ in range(2):
        async with database.transaction():
            await courses.remove(igor, event_id, now=town.clock.now())
    removed = "SELECT count(*) FROM audit_entries WHERE action = 'event-course-removed'"
    assert await database.fetchval(removed) == 1, "what is not there is not removed"


async def test_strangers_do_not_see_a_private_course_and_nobody_else_changes_one(town: Town) -> None:
    event_id = await an_event(town)
    igor, olya = await town.person("igor"), await town.person("olya")
    async with database.transaction():
        await courses.keep(igor, event_id, park_loop(), now=town.clock.now())
    await town.say("olya", f"/event {event_id}")
    await database.execute("UPDATE events SET visibility = 'private', link_token = 'a' WHERE id = $1", event_id)
    await town.press("olya", "Маршрут")
    assert await database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'event-course'") == 0
    with pytest.raises(NotFound):
        await courses.get_course(olya, event_id)
    with pytest.raises(NotFound):
        async with database.transaction():
            await courses.remove(olya, event_id, now=town.clock.now())


async def test_another_course_is_another_version_until_the_event_is_over(town: Town) -> None:
    event_id = await an_event(town)
    igor, now = await town.person("igor"), town.clock.now()
    for version in (1, 2):
        async with database.transaction():
            await courses.keep(igor, event_id, park_loop(), now=now)
        assert (await courses.course_of(event_id)).version == version, "who keeps the picture is shown the new one"
    await database.execute("UPDATE events SET status = 'finished' WHERE id = $1", event_id)
    for change in (courses.keep(igor, event_id, park_loop(), now=now), courses.remove(igor, event_id, now=now)):
        with pytest.raises(MoveNotAllowed):
            async with database.transaction():
                await change
    assert (await courses.course_of(event_id)).version == 2
