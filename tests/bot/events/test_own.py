"""EV-25: a person's own events, whatever their state in them."""

from __future__ import annotations

from domain import database
from domain.events.entry import registration
from tests.kit.town import Town


async def test_who_waits_sees_their_place_in_the_queue_among_their_events(town: Town) -> None:
    event_id = await town.event(await town.person("igor"), capacity=1)
    for key in ("katya", "fed", "olya"):
        person = await town.person(key)
        async with database.transaction():
            await registration.register(person, event_id, {}, now=town.clock.now())
    await town.settle()
    await town.say("olya", "/my")
    assert "Вы в листе ожидания: № 2" in await town.last("olya")


async def test_an_event_of_one_line_is_found_in_its_category(town: Town) -> None:
    await town.person("igor")
    await town.say("igor", "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 50 мест")
    await town.press("igor", "Опубликовать")
    await town.person("pasha")
    await town.say("pasha", "/events running")
    assert "Забег 5 км" in await town.last("pasha")


async def test_a_long_name_on_a_button_says_that_there_is_more_of_it(town: Town) -> None:
    igor = await town.person("igor")
    await town.event(igor, "Кубок двора по настольному теннису памяти тренера")
    await town.say("igor", "/myevents")
    shown = (await town.seen("igor"))[-1]["buttons"][0]["text"]
    assert shown == "Кубок двора по настольному тенн… · 0 чел."


async def test_the_whole_line_may_be_said_where_the_name_is_asked_for(town: Town) -> None:
    await town.person("igor")
    await town.say("igor", "/newevent")
    await town.say("igor", "Забег 5 км; суббота 10:00; Сокольники; 50 мест")
    said = await town.last("igor")
    assert said.startswith("Забег 5 км\nЧерновик") and "Сокольники" in said and "0 из 50" in said
    assert await database.fetchval("SELECT distance_m FROM events") == 5000
    await town.say("igor", "/newevent")
    await town.say("igor", "Бег; прыжки; метание")
    assert "Когда начало?" in await town.last("igor"), "a name is a name"


async def test_what_a_line_says_and_the_event_does_not_is_said(town: Town) -> None:
    await town.person("igor")
    await town.say("igor", "/newevent Йога; суббота 8:00; Сад Эрмитаж; 12 мест; 300")
    shown = await town.last("igor")
    assert shown.startswith("Не понял: 300.") and "\n\nЙога\nЧерновик" in shown
    await town.say("igor", "/newevent Бег; суббота 8:00; Сад Эрмитаж; 12 мест")
    assert (await town.last("igor")).startswith("Бег\nЧерновик")


async def test_what_is_on_now_is_shown_first_where_nothing_comes(town: Town) -> None:
    igor, olya = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor)
    async with database.transaction():
        await registration.register(olya, event_id, {}, now=town.clock.now())
    await database.execute("UPDATE events SET status = 'running'")
    await town.say("olya", "/my")
    assert "Забег в парке" in await town.last("olya")
    await town.press("olya", "Предстоящие")
    assert "Забег в парке" not in await town.last("olya"), "a tab that was chosen is the one that is shown"


async def test_who_is_asked_why_an_event_is_called_off_cannot_take_giving_up_for_the_deed(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Отменить событие"):
        await town.press("igor", button)
    assert [one["text"] for one in (await town.seen("igor"))[-1]["buttons"]] == ["Не отменять событие"]
    await town.press("igor", "Не отменять событие")
    assert await database.fetchval("SELECT status FROM events") == "registration_open"


async def test_of_what_is_over_nobody_is_told_that_they_take_part(town: Town) -> None:
    igor, olya = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor)
    async with database.transaction():
        await registration.register(olya, event_id, {}, now=town.clock.now())
    for status, said in (("finished", "Вы были записаны"), ("cancelled", "Отменено")):
        await database.execute("UPDATE events SET status = $1, cancel_reason = 'Ливень'", status)
        await town.say("olya", "/my")
        await town.press("olya", "Завершённые")
        shown = await town.last("olya")
        assert said in shown and "Вы участвуете" not in shown


async def test_one_line_is_a_draft_and_what_is_archived_stays_in_the_history(town: Town) -> None:
    """EV-02: parsed date, place, capacity; a new time is told once; the archive is in no catalogue, history stays."""
    await town.person("igor")
    await town.do("start", as_="igor")
    await town.say("igor", "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 50 мест")
    draft = await town.last("igor")
    assert all(said in draft for said in ("Забег 5 км", "7 декабря", "10:00", "Сокольники", "50"))
    assert await database.fetchval("SELECT status FROM events") == "draft"
    await town.press("igor", "Опубликовать")
    await town.person("olya")
    await town.do("start", as_="olya", payload="e_1")
    await town.press("olya", "Участвовать")
    before = len(await town.seen("olya"))
    await town.press("igor", "Управлять")
    for button in ("Изменить", "Начало"):
        await town.press("igor", button)
    await town.say("igor", "7 дек 11:00")
    await town.wait(minutes=10)
    told = [line["text"] for line in (await town.seen("olya"))[before:]]
    assert len(told) == 1 and "10:00" in told[0] and "11:00" in told[0]
    await town.say("igor", "/event 1")
    await town.press("igor", "Управлять")
    assert "Удалить" not in str((await town.seen("igor"))[-1]["buttons"]), "only a draft that nobody has joined"
    await town.press("igor", "Отменить событие")
    await town.say("igor", "Гололёд")
    await town.press("igor", "В архив")
    await town.say("olya", "/events забег")
    assert "Сокольники" not in await town.last("olya")
    await town.say("olya", "/my")
    await town.press("olya", "Завершённые")
    assert "Забег 5 км" in await town.last("olya")
    await town.say("igor", "/myevents")
    assert "Забег 5 км" in str((await town.seen("igor"))[-1]), "the organizer has it too"
