"""M-13 in the chat: volunteers come by a link and type numbers; the moment of the message is the time."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson

from domain import database
from domain.events.results import finish
from domain.events.results.scoring import Scoring
from domain.time.local import local
from tests.bot.events.test_bracket import playing
from tests.bot.events.test_results_in_chat import card_in_group, race
from tests.bot.spaces.test_linked_group import GROUP, join, linked_group
from tests.kit.people import published
from tests.kit.town import Town


async def test_numbers_are_given_in_one_go_and_changed_one_by_one(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    for name in ("olya", "pasha"):
        await town.do("start", as_=name)
        await join(town, name, event_id)
    await town.say("igor", "/numbers 100", chat=GROUP)
    await town.press("igor", "По фамилиям", chat=GROUP)
    assert "Ваш номер: 10" in await town.last("olya")
    rows = await database.fetch("SELECT number FROM registrations ORDER BY number")
    assert [row["number"] for row in rows] == [100, 101]
    await town.say("igor", "/number 100 114", chat=GROUP)
    await town.say("igor", "/number 101 114", chat=GROUP)
    assert "Номер 114 уже занят" in await town.last("igor", chat=GROUP)
    await town.say("igor", "/number 5 6", chat=GROUP)
    assert "нет номера 5" in await town.last("igor", chat=GROUP)
    await town.say("olya", "/number 101 1", chat=GROUP)
    assert "нет доступа" in await town.last("olya", chat=GROUP)
    rows = await database.fetch("SELECT number FROM registrations ORDER BY number")
    assert [row["number"] for row in rows] == [101, 114]
    await database.execute("UPDATE events SET status = 'running'")
    await town.say("igor", "/result 114 20:00", chat=GROUP)
    await town.say("igor", "/numbers 1", chat=GROUP)
    answer = await town.press("igor", "По жребию", chat=GROUP)
    assert "раздать новые нельзя" in answer["text"]


async def test_a_volunteer_types_numbers_and_the_card_shows_them(town: Town) -> None:
    event_id, _ = await race(town, "olya", "pasha")
    await town.say("igor", "/finish")
    assert "Вы на финише" in await town.last("igor") and "по плану" in await town.last("igor")
    await town.press("igor", "Позвать волонтёров")
    link = (await town.last("igor")).rsplit("start=", 1)[1]
    await town.do("start", as_="katya", payload=link)
    assert "Вы на финише" in await town.last("katya")
    before = int((await town.seen("katya"))[-1]["date"]) - 1303
    await database.execute("UPDATE event_boards SET gun_at = to_timestamp($2) WHERE event_id = $1", event_id, before)
    await town.say("katya", "2 1 77")
    said = await town.last("katya")
    assert "77 ·" in said and "такого номера нет" in said
    assert "1. Оля, № 1 · 21:4" in await card_in_group(town) and "1. Pasha, № 2 · 21:4" in await card_in_group(town)
    await town.say("katya", "привет")
    assert "Привет" in await town.last("katya"), "words are words"
    await town.say("katya", "/finish")
    await town.press("katya", "Уйти с финиша")
    await town.say("katya", "1")
    assert "1 · " not in await town.last("katya"), "and numbers are, once one has left"
    assert await database.fetchval("SELECT count(*) FROM finish_taps") == 3
    await town.say("igor", "/finish")
    await town.press("igor", "Старт был в другое время")
    await town.say("igor", "утром")
    assert "Не понял время" in await town.last("igor")
    gun = town.clock.now().replace(second=30, microsecond=0) - timedelta(minutes=7)
    await town.say("igor", f"{local(gun, 'Europe/Moscow'):%H:%M:%S}")
    assert "Вы на финише" in await town.last("igor") and "по плану" not in await town.last("igor")
    assert f", {local(gun, 'Europe/Moscow'):%H:%M}:30\n" in f"{await town.last('igor')}\n", "the seconds count"
    assert await database.fetchval("SELECT gun_at FROM event_boards WHERE event_id = $1", event_id) == gun
    await town.say("olya", "/finish")
    assert "не стоите на финише" in await town.last("olya")


async def test_a_start_is_given_again_only_knowingly(town: Town) -> None:
    event_id, _ = await race(town, "olya")
    await town.say("igor", "/finish")
    await town.press("igor", "Старт сейчас")
    given = await gun_of(event_id)
    assert given is not None and "по плану" not in await town.last("igor")
    town.clock.advance(minutes=20)
    await town.press("igor", "Дать старт заново")
    assert "Старт уже дан" in await town.last("igor") and await gun_of(event_id) == given
    await town.press("igor", "Назад")
    await town.press("igor", "Дать старт заново")
    await town.press("igor", "Дать старт заново")
    assert await gun_of(event_id) == given + timedelta(minutes=20)


async def test_a_finish_is_offered_where_there_is_one(town: Town) -> None:
    """A tournament has scores, points have no moment, and what is approved is over."""
    made = await playing(town, "olya", "pasha")
    igor = await town.person("igor")
    await town.say("igor", "/finish")
    assert "результаты вносят иначе" in await town.last("igor") and await town.buttons("igor") == ["Кубок района"]
    await town.say("igor", "/results")
    await town.press("igor", "Кубок района")
    assert "Сыграно 0 из 1" in await town.last("igor"), "its scores are entered by its matches"
    points = await published(igor, "По очкам", now=town.clock.now())
    run = await published(igor, "Забег", now=town.clock.now())
    await database.execute("UPDATE events SET status = 'running' WHERE id <> $1", made.event_id)
    for event, measure in ((points, "points"), (run, "time")):
        scoring = orjson.dumps(Scoring(measure).to_json()).decode()
        await database.execute(
            "INSERT INTO event_boards (event_id, scoring, version, state, announced) VALUES ($1, $2, 0, 'open', 0)",
            *(event.id, scoring),
        )
    await town.say("igor", "/finish")
    assert "Вы на финише" in await town.last("igor"), "the only one is opened at once"
    await town.press("igor", "Уйти с финиша")
    await database.execute("UPDATE event_boards SET state = 'final' WHERE event_id = $1", run.id)
    assert await finish.list_finishes(igor) == []


async def gun_of(event_id: int) -> datetime | None:
    gun_at: datetime | None = await database.fetchval("SELECT gun_at FROM event_boards WHERE event_id = $1", event_id)
    return gun_at


async def test_the_organizer_says_whose_unknown_numbers_are(town: Town) -> None:
    event_id, _ = await race(town, "olya", "pasha")
    await town.say("igor", "/finish")
    before = int((await town.seen("igor"))[-1]["date"]) - 1303
    await database.execute("UPDATE event_boards SET gun_at = to_timestamp($2) WHERE event_id = $1", event_id, before)
    await town.say("igor", "77 78")
    assert "такого номера нет" in await town.last("igor")
    await town.say("igor", "/finish")
    await town.press("igor", "❓ 2 непонятных номера")
    assert "77 · " in await town.last("igor")
    await town.press("igor", "Чей 77?")
    assert "Кто это был" in await town.last("igor")
    await town.say("igor", "оля")
    said = [one["text"] for one in (await town.seen("igor"))[-2:]]
    assert "77 → № 1" in said[0] and "78 · " in said[1] and "77" not in said[1]
    await town.press("igor", "Чей 78?")
    await town.say("igor", "2")
    assert "Непонятных номеров нет" in await town.last("igor")
    assert await database.fetchval("SELECT count(*) FROM results WHERE event_id = $1 AND state = 'ok'", event_id) == 2
    await town.say("igor", "/finish")
    await town.say("igor", "79")
    await town.say("igor", "/finish")
    await town.press("igor", "❓ 1 непонятный номер")
    await town.press("igor", "Убрать 79")
    assert "Непонятных номеров нет" in await town.last("igor")
    await town.do("start", as_="katya")
    await town.say("katya", "/finish")
    assert "непонятный" not in await town.last("katya")
