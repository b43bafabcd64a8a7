"""AC-12, AC-15, AC-17, AC-25: the profile field by field, the goal that is an event, what others see."""

from __future__ import annotations

from domain import database
from domain.accounts.privacy import STRANGER, public_profile
from domain.accounts.profile import profile_answers, save_profile
from domain.events.entry import registration
from tests.kit.town import Town, buttons


async def test_a_field_is_tapped_and_answered(town: Town) -> None:
    olya = await town.person("olya")
    await town.say("olya", "/profile")
    await town.press("olya", "О себе")
    await town.say("olya", "Бегаю по утрам")
    assert "О себе: Бегаю по утрам" in await town.last("olya")
    await town.press("olya", "Дата рождения")
    await town.say("olya", "7.12.1990")
    assert "7 декабря 1990" in await town.last("olya")
    assert (await profile_answers(olya.id))["birth_date"] == "1990-12-07"


async def test_a_nickname_belongs_to_one_person(town: Town) -> None:
    olya, igor = await town.person("olya"), await town.person("igor")
    async with database.transaction():
        await save_profile(igor.id, {"nickname": "Runner"}, now=town.clock.now())
    await town.say("olya", "/profile")
    await town.press("olya", "Никнейм")
    await town.say("olya", "runner")
    assert "уже занят" in await town.last("olya")
    await town.say("olya", "!!!")
    assert "от 3 до 32" in await town.last("olya")
    await town.say("olya", "olya.run")
    assert (await profile_answers(olya.id))["nickname"] == "olya.run"


async def test_a_new_city_brings_its_zone_and_the_keyboard_goes(town: Town) -> None:
    olya = await town.person("olya")
    await town.say("olya", "/profile")
    await town.press("olya", "Город")
    await town.say("olya", "Владивосток")
    answers = await profile_answers(olya.id)
    assert isinstance(answers["zone"], dict) and answers["zone"]["zone"] == "Asia/Vladivostok"
    seen = await town.seen("olya")
    assert "Сохранено." in seen[-2]["text"] and "Город: Владивосток" in seen[-1]["text"]


async def test_what_was_told_can_be_taken_back(town: Town) -> None:
    olya = await town.person("olya")
    async with database.transaction():
        await save_profile(olya.id, {"about": "Бегаю", "level": "amateur"}, now=town.clock.now())
    await town.say("olya", "/profile")
    await town.press("olya", "Убрать данные")
    await town.press("olya", "✕ О себе")
    answers = await profile_answers(olya.id)
    assert (answers["about"], answers["level"]) == (None, "amateur")


async def test_a_goal_that_is_an_event_counts_days_at_home(town: Town) -> None:
    olya, igor = await town.person("olya"), await town.person("igor")
    event_id = await town.event(igor, "Марафон")
    async with database.transaction():
        await registration.register(olya, event_id, {}, now=town.clock.now())
    await town.say("olya", "/profile")
    await town.press("olya", "Цель")
    await town.press("olya", "Подготовка к мероприятию")
    await town.press("olya", "Марафон")
    await town.say("olya", "/home")
    assert "До цели «Марафон» осталось 7 дней." in await town.last("olya")


async def test_the_preview_is_what_a_stranger_gets(town: Town) -> None:
    olya = await town.person("olya")
    async with database.transaction():
        values = {"last_name": "Соколова", "about": "Бегаю", "phone": "+79120000000", "city": "x"}
        await save_profile(olya.id, {**values, "city": None}, now=town.clock.now())
    await town.say("olya", "/privacy")
    await town.press("olya", "Посмотреть как чужой")
    preview = await town.last("olya")
    assert "Профиль закрыт" in preview and "Соколова" not in preview
    await town.press("olya", "К приватности")
    await town.press("olya", "Открыть профиль")
    await town.press("olya", "Посмотреть как чужой")
    preview = await town.last("olya")
    assert "Ольга Соколова" in preview or "Оля Соколова" in preview
    assert "Бегаю" in preview and "+7912" not in preview
    seen = await public_profile(olya.id, STRANGER)
    assert seen.is_open and not seen.shows_results


async def test_the_language_is_changed_at_once(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/lang")
    await town.press("olya", "English")
    assert "We speak English" in await town.last("olya")
    await town.say("olya", "/settings")
    assert "What shall we change?" in await town.last("olya")


async def test_cancelling_nothing_says_so(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/cancel")
    assert "Отменять нечего" in await town.last("olya")


async def test_help_names_staff_commands_to_staff_only(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/help")
    assert "/block" not in await town.last("olya")
    assert "Найти событие" in buttons((await town.seen("olya"))[-1])
