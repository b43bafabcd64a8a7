"""EV-01, EV-E2, EV-15, EV-x2 in the chat: a club from its first question to the news of its series."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.database import in_transaction
from domain.events import lifecycle, queries
from domain.events.entry import registration
from domain.organizations import founding, team
from domain.organizations.form import Said
from domain.organizations.models import Organization
from tests.bot.chat.test_questions import started
from tests.kit.town import Town, buttons

HOSTILE = "<b>Клуб</b> & [ссылка](http://x) *'\";--"


async def keys(town: Town, who: str) -> list[str]:
    return buttons((await town.seen(who))[-1])


async def club_of(town: Town, who: str, name: str = "Беговой клуб «Сокол»") -> Organization:
    owner = await town.person(who)
    return await in_transaction(lambda: founding.found(owner, Said("club", name), now=town.clock.now()))


async def leave_the_rest_out(town: Town, who: str) -> None:
    """Whatever else the form asks for."""
    while "Отмена" in (shown := await keys(town, who)):
        await town.press(who, next(one for one in ("Пропустить", "Видно всем", "Нет") if one in shown))


async def held_by(town: Town, who: str) -> int:
    """A draft of the club's, by its buttons and one line for each question."""
    await town.say(who, "/org")
    await town.press(who, "Беговой клуб «Сокол» · владелец")
    await town.press(who, "Новое событие")
    for said in ("Вторник на стадионе", "15 дек 19:30"):
        await town.say(who, said)
    await town.press(who, "Тренировка")
    await town.press(who, "Очно")
    await town.say(who, "Стадион")
    await leave_the_rest_out(town, who)
    event_id: int = await database.fetchval("SELECT max(id) FROM events")
    return event_id


async def test_a_club_is_made_question_by_question(town: Town) -> None:
    await town.person("igor")
    await town.say("igor", "/org")
    assert "Вы пока ни в чьей команде" in await town.last("igor")
    await town.press("igor", "Создать клуб или федерацию")
    await town.press("igor", "Клуб")
    await town.say("igor", "!!!")
    assert "хотя бы две буквы" in await town.last("igor")
    await town.say("igor", HOSTILE)
    await town.press("igor", "Пропустить")
    await town.say("igor", "Казань")
    await town.say("igor", "javascript:alert(1)")
    assert "Это не похоже на адрес" in await town.last("igor")
    await town.say("igor", "@igor_org")
    await town.press("igor", "Пропустить")
    shown = await town.last("igor")
    assert shown.startswith(HOSTILE) and "Вы — владелец" in shown
    row = await database.fetchrow("SELECT slug, city, contact FROM organizations")
    assert row is not None and tuple(row) == ("b-klub-b-ssylka-http-x", "kazan", "https://t.me/igor_org")
    await town.press("igor", "Изменить")
    await town.press("igor", "Название")
    await town.say("igor", "Сокол")
    assert "Сокол" in await town.last("igor")
    assert await database.fetchval("SELECT name FROM organizations") == "Сокол"


async def test_petr_is_asked_by_name_agrees_and_cannot_edit(town: Town) -> None:
    """EV-01: "club owner adds @petr as checker; Petr can scan, cannot edit"."""
    await started(town, "fed")
    club, fed = await club_of(town, "igor"), await town.person("fed")
    await town.say("igor", "/org")
    await town.press("igor", "Беговой клуб «Сокол» · владелец")
    await town.press("igor", "Пригласить")
    await town.press("igor", "контролёр")
    await town.press("igor", "Назвать человека")
    await town.say("igor", "@nobody_at_all")
    assert "@nobody_at_all" in await town.last("igor")
    await town.say("igor", f"@{fed.username}")
    assert "зовёт вас в команду: Беговой клуб «Сокол»" in await town.last("fed")
    await town.press("fed", "Согласиться")
    assert "Вы — контролёр" in await town.last("fed")
    assert "Новое событие" not in await keys(town, "fed") and "Пригласить" not in await keys(town, "fed")
    assert "теперь в команде" in await town.last("igor")
    event_id = await held_by(town, "igor")
    igor = await town.person("igor")
    await in_transaction(lambda: lifecycle.publish(igor, event_id, now=town.clock.now()))
    await town.do("start", as_="fed", payload=f"e_{event_id}")
    assert "Управлять" not in await keys(town, "fed")
    assert (await queries.get_event_card(event_id, await town.person("fed"))).organization_id == club.id

    olya = await town.person("olya")
    await in_transaction(lambda: registration.register(olya, event_id, {}, now=town.clock.now()))
    town.clock.set(datetime.fromisoformat("2026-12-15T19:00:00+03:00"))
    await town.say("fed", "/checkin 1")
    await town.press("fed", next(one for one in await keys(town, "fed") if "Оля" in one))
    assert "✅ Проходите" in await town.last("fed")
    for words in (f"/panel {event_id}", "/late 15", "/export csv", "/remove 1 не нравится"):
        await town.say("fed", words)
        assert "Панель" not in await town.last("fed") and "Оля" not in await town.last("fed")
    found = await database.fetchrow(
        "SELECT e.starts_at = $2 AS as_said, r.status FROM events e JOIN registrations r ON r.event_id = e.id "
        "WHERE e.id = $1",
        *(event_id, datetime.fromisoformat("2026-12-15T19:30:00+03:00")),
    )
    assert found is not None and tuple(found) == (True, "checked_in"), "a checker changes nothing"


async def test_somebody_is_chosen_from_the_contacts(town: Town) -> None:
    await started(town, "fed")
    await club_of(town, "igor")
    fed = await town.person("fed")
    await town.say("igor", "/org")
    await town.press("igor", "Беговой клуб «Сокол» · владелец")
    await town.press("igor", "Пригласить")
    await town.press("igor", "судья")
    await town.press("igor", "Назвать человека")
    await town.do("press", as_="igor", button="Выбрать человека", users=["fed"])
    invited = await database.fetchrow("SELECT user_id, role FROM organization_invitations")
    assert invited is not None and tuple(invited) == (fed.id, "timer")
    await town.press("fed", "Отказаться")
    assert await database.fetchval("SELECT state FROM organization_invitations") == "declined"


async def test_a_link_lets_one_person_in_and_an_old_one_nobody(town: Town) -> None:
    club = await club_of(town, "igor")
    await town.person("olya"), await town.person("fed")
    await town.say("igor", "/org")
    await town.press("igor", "Беговой клуб «Сокол» · владелец")
    await town.press("igor", "Пригласить")
    await town.press("igor", "менеджер")
    await town.press("igor", "Ссылкой")
    link = (await town.last("igor")).rpartition("start=")[2].strip()
    for who in ("olya", "fed"):
        await town.do("start", as_=who, payload=link)
        assert "Ваша роль: менеджер" in await town.last(who)
    await town.press("olya", "Согласиться")
    told = await town.press("fed", "Согласиться")
    assert "больше не действует" in told["text"] and told["alert"]
    await town.do("start", as_="fed", payload=link)
    assert "больше не действует" in await town.last("fed")
    assert await database.fetchval("SELECT count(*) FROM organization_members WHERE organization_id = $1", club.id) == 2


async def test_a_role_that_is_taken_away_while_a_form_is_open(town: Town) -> None:
    """What was typed is kept, as one's own; an old button of the club opens nothing."""
    club, masha, igor = await club_of(town, "igor"), await town.person("katya"), await town.person("igor")
    invited = await in_transaction(lambda: team.invite(igor, club.id, masha, "owner", now=town.clock.now()))
    await in_transaction(lambda: team.accept(masha, invited.token, now=town.clock.now()))
    await town.say("katya", "/org")
    await town.press("katya", "Беговой клуб «Сокол» · владелец")
    await town.press("katya", "Изменить")
    await town.press("katya", "Название")
    await in_transaction(lambda: team.change_role(igor, club.id, masha.id, "manager", now=town.clock.now()))
    await town.say("katya", "Моё")
    assert await database.fetchval("SELECT name FROM organizations") == "Беговой клуб «Сокол»"
    await town.settle()
    await town.say("katya", "/org")
    await town.press("katya", "Беговой клуб «Сокол» · менеджер")
    await town.press("katya", "Новое событие")
    await town.say("katya", "Круг")
    await in_transaction(lambda: team.remove(igor, club.id, masha.id, now=town.clock.now()))
    await town.say("katya", "15 дек 19:30")
    await town.press("katya", "Забег")
    await town.press("katya", "Онлайн")
    await leave_the_rest_out(town, "katya")
    row = await database.fetchrow("SELECT title, organizer_id, organization_id FROM events")
    assert row is not None and tuple(row) == ("Круг", masha.id, None)
    assert any("черновик сохранён от вашего имени" in one["text"] for one in await town.seen("katya"))


async def test_who_follows_the_club_hears_of_its_weekly_series(town: Town) -> None:
    """From the event's card to the organizer, from there to the news, from these to all dates."""
    await club_of(town, "igor")
    await started(town, "olya")
    event_id = await held_by(town, "igor")
    await town.press("igor", "Опубликовать")
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "👤 Беговой клуб «Сокол»")
    await town.press("olya", "Подписаться")
    assert "1 подписчик" in await town.last("olya")
    await town.wait(minutes=1)
    await town.do("start", as_="igor", payload=f"e_{event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Серия")
    await town.press("igor", "Повторять каждую неделю")
    await town.press("igor", "Несколько раз")
    await town.say("igor", "4")
    await town.press("igor", "Показать всем")
    dates = await town.last("igor")
    assert "Впереди 4 даты" in dates and "Каждый раз в 19:30 (Москва)" in dates
    days = [one for one in await keys(town, "igor") if one.startswith("вт, ")]
    assert len(days) == 4 and not any(day in dates for day in days), "each date is said once, on its button"
    said = await town.last("olya")
    assert "Новое событие: Беговой клуб «Сокол»" in said and "и ещё 2 даты" in said and "22 декабря" in said
    await town.press("olya", "Все даты")
    await town.press("olya", "Подписаться на серию")
    assert "Отписаться от серии" in await keys(town, "olya")
    await town.say("olya", "/series")
    assert "Вторник на стадионе · 4" in await keys(town, "olya")
    await town.say("olya", "/settings")
    await town.press("olya", "Подписки")
    assert "Беговой клуб «Сокол»" in await keys(town, "olya")


async def test_one_date_is_changed_and_then_all_to_come(town: Town) -> None:
    await club_of(town, "igor")
    event_id = await held_by(town, "igor")
    await town.press("igor", "Опубликовать")
    await town.press("igor", "Управлять")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Серия")
    await town.press("igor", "Повторять каждую неделю")
    await town.press("igor", "До даты")
    await town.say("igor", "31.12.2026")
    await town.press("igor", "Оставить черновиками")
    await town.do("start", as_="igor", payload=f"e_{event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "Изменить")
    await town.press("igor", "Название")
    await town.say("igor", "Вечер на стадионе")
    await town.press("igor", "⚙️ Настройки события")
    await town.press("igor", "Серия")
    assert "Вы меняли её отдельно" in await town.last("igor")
    await town.press("igor", "Изменить все будущие")
    assert "Изменить 2 будущие даты" in await town.last("igor")
    await town.press("igor", "Изменить все будущие")
    rows = await database.fetch("SELECT title, status FROM events ORDER BY id")
    assert {row["title"] for row in rows} == {"Вечер на стадионе"} and len(rows) == 3
    assert [row["status"] for row in rows] == ["registration_open", "draft", "draft"]


async def test_promoting_gives_a_code_a_link_and_a_post(town: Town) -> None:
    await club_of(town, "igor")
    event_id = await held_by(town, "igor")
    await town.press("igor", "Опубликовать")
    await town.press("igor", "Управлять")
    await town.press("igor", "Продвигать")
    shown = (await town.seen("igor"))[-1]
    assert f"start=e_{event_id}" in shown["text"] and "Вторник на стадионе" in shown["text"]
    assert {"Скопировать ссылку", "Поделиться"} <= set(buttons(shown))
    await town.say("fed", f"/verify {'begovoy-klub-sokol'}")
    assert "Знак стоит" not in await town.last("fed")
