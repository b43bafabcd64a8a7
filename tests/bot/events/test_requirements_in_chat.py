"""EV-05 in the chat: whom an event is for stands on its card; who does not fit hears why, and is not asked again."""

from __future__ import annotations

from domain import database
from domain.events.entry import questions
from domain.forms.form import JsonValue
from tests.kit.town import Town


async def ask_club(town: Town, event: int) -> None:
    igor = await town.person("igor")
    async with database.transaction():
        said: dict[str, JsonValue] = {"label": "Клуб", "kind": "text", "required": True}
        await questions.add_question(igor, event, said, now=town.clock.now())


async def opened(town: Town, who: str, event: int, join: str) -> None:
    await town.person(who)
    await town.do("start", as_=who, payload=f"e_{event}")
    await town.press(who, join)


async def test_the_age_is_judged_right_after_its_answer_and_a_slip_is_corrected(town: Town) -> None:
    event = await town.event(await town.person("igor"), requirements={"min_age": 18, "max_age": 60})
    await ask_club(town, event)
    await town.person("olya")
    await town.do("start", as_="olya", payload=f"e_{event}")
    assert "Для кого: от 18 лет, до 60 лет" in await town.last("olya")
    await town.press("olya", "Участвовать")
    await town.say("olya", "1 мая 2010")
    told = await town.last("olya")
    assert "Когда вы родились?" in told and "вам будет 16 лет, а участвуют с 18. Если в дате ошибка" in told
    assert "Клуб" not in told and "Найти другое событие" in await town.buttons("olya")
    await town.say("olya", "1 мая 1960")
    assert "вам будет 66 лет, а участвуют до 60" in await town.last("olya")
    await town.say("olya", "1 мая 1990")
    assert "Клуб" in await town.last("olya")
    await town.say("olya", "Динамо")
    assert await database.fetchval("SELECT answers->>'birth_date' FROM registrations") == "1990-05-01"


async def test_who_does_not_fit_finds_another_event_and_leaves_nothing_open(town: Town) -> None:
    igor = await town.person("igor")
    event = await town.event(igor, "Взрослый забег", requirements={"min_age": 18})
    await town.event(igor, "Забег для всех")
    await opened(town, "pasha", event, "Take part")
    await town.say("pasha", "1 May 2010")
    assert "You will be 16 on the day of the event, and it is for those from 18" in await town.last("pasha")
    await town.press("pasha", "Find another event")
    assert "Забег для всех" in await town.last("pasha")
    assert await database.fetchval("SELECT count(*) FROM form_drafts") == 0


async def test_what_the_profile_knows_is_judged_when_it_is_kept(town: Town) -> None:
    event = await town.event(await town.person("igor"), requirements={"gender": "female", "max_age": 30})
    olya = await town.person("olya")
    await database.execute("UPDATE profiles SET birth_date = '1980-05-01' WHERE user_id = $1", olya.id)
    await opened(town, "olya", event, "Участвовать")
    assert "вам будет 46 лет, а участвуют до 30" in await town.last("olya"), "known before anything is asked"
    await town.press("olya", "Ответить иначе")
    await town.press("olya", "Оставить: 1 мая 1980")
    assert "вам будет 46 лет, а участвуют до 30" in await town.last("olya")
    await town.say("olya", "1 мая 2000")
    await town.press("olya", "Мужской")
    assert "Это событие для женщин. Если нажали не то" in await town.last("olya")
    await town.press("olya", "Женский")
    assert await database.fetchval("SELECT status FROM registrations") == "confirmed"


async def test_an_event_that_was_closed_meanwhile_says_so(town: Town) -> None:
    event = await town.event(await town.person("igor"), requirements={"min_age": 18})
    await town.person("olya")
    await town.do("start", as_="olya", payload=f"e_{event}")
    await town.press("olya", "Участвовать")
    await town.wait(days=30)
    await town.say("olya", "1 мая 1990")
    assert "Регистрация закрыта" in await town.last("olya")


async def test_who_is_seventeen_hears_the_reason_and_two_events_that_fit(town: Town) -> None:
    """By what the profile says, at once; and by an answer, right after it. EV-06."""
    igor, where = await town.person("igor"), {"latitude": 55.75, "longitude": 37.62, "categories": ("running",)}
    event = await town.event(igor, "Взрослый забег", requirements={"min_age": 18}, **where)
    await town.event(igor, "Ночной забег", requirements={"min_age": 16, "gender": "male"}, **where)
    await town.event(igor, "Забег юниоров", requirements={"max_age": 17}, **where)
    await town.event(igor, "Парковый забег", **where)
    await town.event(igor, "Ещё взрослый", requirements={"min_age": 21}, **where)
    olya = await town.person("olya")
    await database.execute("UPDATE profiles SET birth_date = '2009-05-01' WHERE user_id = $1", olya.id)
    await opened(town, "olya", event, "Участвовать")
    told = await town.last("olya")
    assert "вам будет 17 лет, а участвуют с 18" in told
    assert "Забег юниоров" in told and "Парковый забег" in told, "they are said, not only on buttons"
    assert "Ночной" not in told and "Ещё взрослый" not in told, "nobody knows whether she could enter the one"
    assert await database.fetchval("SELECT count(*) FROM form_drafts") == 0
    await town.press("olya", "Ответить иначе")
    await town.say("olya", "1 мая 2010")
    assert "вам будет 16 лет" in await town.last("olya")
    assert {"➜ Забег юниоров", "➜ Парковый забег"} <= set(await town.buttons("olya"))
    await town.press("olya", "➜ Парковый забег")
    assert "Парковый забег" in await town.last("olya")


async def test_level_and_weight_are_asked_judged_and_offered_next_time(town: Town) -> None:
    """EV-06: whoever does not fit hears the exact reason and two events that fit."""
    igor, where = await town.person("igor"), {"latitude": 55.75, "longitude": 37.62, "categories": ("running",)}
    asked = {"levels": ["amateur", "professional"], "weights": [60, 70.5]}
    event = await town.event(igor, "Кубок", requirements=asked, **where)
    await town.event(igor, "До ста", requirements={"weights": [70, 100]}, **where)
    await town.event(igor, "Парковый забег", **where)
    await town.event(igor, "До восьмидесяти", requirements={"weights": [80]}, **where)
    await town.person("olya")
    await town.do("start", as_="olya", payload=f"e_{event}")
    card = await town.last("olya")
    assert "Для кого: любители и профессионалы" in card and "Весовые категории: до 60 кг, до 70,5 кг" in card
    await town.press("olya", "Участвовать")
    await town.press("olya", "Новичок")
    told = await town.last("olya")
    assert "Это событие для любителей и профессионалов, а ваш уровень: новичок" in told
    await town.press("olya", "Любитель")
    await town.say("olya", "82,5")
    assert "Самая тяжёлая категория здесь до 70,5 кг, а ваш вес 82,5 кг" in await town.last("olya")
    others = await town.buttons("olya")
    assert {"➜ До ста", "➜ Парковый забег"} <= set(others) and "➜ До восьмидесяти" not in others
    await town.say("olya", "62,5")
    assert await database.fetchval("SELECT answers FROM registrations") == '{"level": "amateur", "weight": 62.5}'
    again = await town.event(igor, "Кубок весны", requirements=asked, **where)
    await opened(town, "olya", again, "Участвовать")
    await town.press("olya", "✓ Любитель")
    await town.press("olya", "Оставить: 62,5")
    assert await database.fetchval("SELECT count(*) FROM registrations WHERE status = 'confirmed'") == 2


async def test_a_level_that_the_profile_knows_is_judged_at_once(town: Town) -> None:
    event = await town.event(await town.person("igor"), requirements={"levels": ["professional"]})
    pasha = await town.person("pasha")
    await database.execute("UPDATE profiles SET level = 'beginner' WHERE user_id = $1", pasha.id)
    await opened(town, "pasha", event, "Take part")
    assert "This event is for professionals, and your level is: beginner" in await town.last("pasha")
    assert await database.fetchval("SELECT count(*) FROM registrations") == 0
