"""EV-05: a hybrid event in the chat: made, shown with two counters, entered either way, changed; a pin for a place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain import database
from domain.events import lifecycle, queries
from domain.events.entry import registration
from domain.events.links import open_link
from domain.events.making import creation
from domain.events.ways import ONLINE, ONSITE
from tests.kit.people import meet_many
from tests.kit.town import Town, buttons
from tests.security.updates import Heard, press

LINE = "Забег 5 км; через 7 дней 10:00; Сокольники и онлайн; 2 места, онлайн 3"
ADDRESS = "https://meet.example.org/zabeg"
GROUP = "бег"


async def shown(town: Town, who: str, **where: Any) -> list[str]:
    return buttons((await town.seen(who, **where))[-1])


async def opened(town: Town, who: str, event_id: int) -> str:
    await town.person(who)
    await town.do("start", as_=who, payload=f"e_{event_id}")
    return await town.last(who)


async def hybrid(town: Town, onsite: int | None = 2, online: int | None = 3, **plan: Any) -> int:
    wanted: dict[str, Any] = {"format": "hybrid", "capacity": onsite, "online_capacity": online}
    return await town.event(await town.person("igor"), **wanted | {"online_address": ADDRESS} | plan)


async def joined(town: Town, who: str, event_id: int, button: str) -> None:
    await opened(town, who, event_id)
    await town.press(who, button)


async def test_one_line_makes_it_and_each_is_shown_what_is_theirs(town: Town) -> None:
    await town.person("igor")
    await town.say("igor", f"/newevent {LINE}")
    preview = await town.last("igor")
    assert "Сокольники и онлайн" in preview and "Очно: 0/2" in preview and "Онлайн: 0/3" in preview
    await town.press("igor", "Опубликовать")
    await town.press("igor", "Управлять")
    assert "Ссылки для участников онлайн пока нет" in await town.last("igor")
    await town.press("igor", "Изменить")
    await town.press("igor", "Ссылка для онлайна")
    await town.say("igor", ADDRESS)
    assert ADDRESS in await town.last("igor")
    event_id = await database.fetchval("SELECT id FROM events")

    await town.person("olya")
    await town.say("olya", "/events")
    assert "Очно: осталось 2 места · Онлайн: осталось 3 места" in await town.last("olya")
    english = await opened(town, "pasha", event_id)
    assert "In person: 0/2" in english and "Online: 0/3" in english and ADDRESS not in english
    assert {"In person 0/2", "Online 0/3"} <= set(await shown(town, "pasha"))
    await town.press("pasha", "Online 0/3")
    assert "You are in, online" in await opened(town, "pasha", event_id)
    assert ADDRESS in await town.last("pasha")
    await joined(town, "olya", event_id, "Очно 0/2")
    assert "Вы участвуете очно" in await opened(town, "olya", event_id)
    tickets = [line["text"] for line in await town.seen("olya") if "Билет:" in line["text"]]
    assert len(tickets) == 1 and "📍 Сокольники" in tickets[0]
    tickets = [line["text"] for line in await town.seen("pasha") if line["text"].startswith("Ticket:")]
    assert len(tickets) == 1 and ADDRESS in tickets[0] and "Сокольники" not in tickets[0]

    await town.wait(days=6, hours=1)
    onsite, online = await town.last("olya"), await town.last("pasha")
    assert onsite.startswith("Завтра") and "📍 Сокольники" in onsite and ADDRESS not in onsite
    assert online.startswith("Tomorrow") and ADDRESS in online and "Сокольники" not in online
    assert all(ADDRESS not in line["text"] for line in await town.seen("olya"))
    await town.say("olya", "/my")
    assert "очно" in await town.last("olya")
    await town.say("igor", f"/panel {event_id}")
    assert "Очно: 1/2" in await town.last("igor") and "Онлайн: 1/3" in await town.last("igor")
    await town.press("igor", "Список")
    people = await town.last("igor")
    assert "участвует · очно" in people and "участвует · онлайн" in people


async def test_twelve_of_twenty_and_forty_of_a_hundred(town: Town) -> None:
    """EV-05: «hybrid event shows two counters 12/20 and 40/100»."""
    event_id = await hybrid(town, 20, 100)
    people = await meet_many(52, now=town.clock.now())
    for index, person in enumerate(people):
        way = ONSITE if index < 12 else ONLINE
        async with database.transaction():
            await registration.register(person, event_id, {}, way=way, now=town.clock.now())
    card = await opened(town, "olya", event_id)
    assert "Очно: 12/20" in card and "Онлайн: 40/100" in card
    assert {"Очно 12/20", "Онлайн 40/100"} <= set(await shown(town, "olya"))


async def test_a_full_way_has_a_queue_and_who_waits_may_go_the_other_way(town: Town) -> None:
    event_id = await hybrid(town, 1, 1)
    await joined(town, "olya", event_id, "Очно 0/1")
    await opened(town, "katya", event_id)
    assert {"Очно: в лист ожидания, № 1", "Онлайн 0/1"} <= set(await shown(town, "katya"))
    await town.press("katya", "Очно: в лист ожидания, № 1")
    assert "Очередь: очно" in await town.last("katya")
    await town.press("katya", "Перейти в онлайн")
    assert "Номер в очной очереди не сохранится" in await town.last("katya")
    answer = await town.press("katya", "Да, онлайн")
    assert "вы участвуете онлайн" in answer["text"]
    assert "Перейти в онлайн" not in (await opened(town, "olya", event_id), *(await shown(town, "olya")))
    card = await queries.get_shared_card(event_id)
    assert [(way.taken, way.waiting) for way in card.ways] == [(1, 0), (1, 0)]


async def test_a_change_that_came_too_late_keeps_the_place(town: Town) -> None:
    event_id = await hybrid(town, 1, 1)
    await joined(town, "olya", event_id, "Очно 0/1")
    await opened(town, "olya", event_id)
    await town.press("olya", "Перейти в онлайн")
    asked = (await town.seen("olya"))[-1]["message_id"]
    await joined(town, "katya", event_id, "Онлайн 0/1")
    answer = await town.press("olya", "Да, онлайн", message_id=asked)
    said = f"{answer} {await town.last('olya')}"
    assert "Онлайн мест сейчас нет. Ваше очное место остаётся за вами" in said
    assert "Вы участвуете очно" in await opened(town, "olya", event_id)


async def test_a_group_and_an_inline_message_have_a_button_for_each_way(town: Town) -> None:
    event_id = await hybrid(town, 1, 3)
    fields = {"title": "Бег", "key": GROUP, "kind": "supergroup", "members": ["olya", "katya"]}
    await town.do("chat", as_="igor", add_bot=True, bot_admin=True, **fields)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    (card,) = [line for line in await town.seen("olya", chat=GROUP) if "Очно 0/1" in buttons(line)]
    for who, button in (("olya", "Очно 0/1"), ("katya", "Онлайн 0/3")):
        await town.person(who)
        await town.press(who, button, chat=GROUP, message_id=card["message_id"])
    (card,) = [line for line in await town.seen("olya", chat=GROUP) if line["message_id"] == card["message_id"]]
    assert "Очно: 1/1" in card["text"] and "Онлайн: 1/3" in card["text"]
    assert {"Очно: в лист ожидания, № 1", "Онлайн 1/3"} <= set(buttons(card))
    await town.say("katya", "/participants", chat=GROUP)
    assert "Онлайн: 1/3" in await town.last("katya", chat=GROUP)
    for who in ("olya", "katya"):
        await town.do("start", as_=who)
    await town.say("igor", "/say Камеры включаем заранее", chat=GROUP)
    pressed = await town.press("igor", "Только тем, кто онлайн", chat=GROUP)
    assert "1 участнику" in pressed["text"]
    assert any("Камеры" in line["text"] for line in await town.seen("katya"))
    assert not any("Камеры" in line["text"] for line in await town.seen("olya"))


async def test_an_old_button_asks_which_way(town: Town) -> None:
    event_id = await hybrid(town)
    await town.person("olya")
    await town.do("start", as_="olya", payload=f"r_{event_id}")
    assert "Как будете участвовать?" in await town.last("olya")
    await town.press("olya", "Онлайн 0/3")
    assert "Вы участвуете онлайн" in await opened(town, "olya", event_id)
    await town.person("katya")
    await town.do("start", as_="katya", payload=f"onsite_{event_id}")
    assert "Вы участвуете очно" in await opened(town, "katya", event_id)


async def test_an_inline_message_takes_each_the_way_that_was_pressed(town: Town) -> None:
    event_id = await hybrid(town)
    olya, katya = await town.person("olya"), await town.person("katya")
    heard = Heard(town)
    await heard.listen()
    heard.calls.clear()
    for who, args in ((olya, (event_id, "online")), (katya, (event_id,))):
        data = town.app.calls.signer.sign("ev.join", args, person=None, chat=None)
        await town.take_in(press(who.telegram_id, data, inline="AAAA"))
    await heard.listen()
    assert (await queries.get_event_card(event_id, olya)).own_way == "online"
    assert (await queries.get_event_card(event_id, katya)).own_way is None
    assert any("очно или онлайн" in answer for answer in heard.answers().values())
    shared = [call for call in heard.calls if "inline_message_id" in call["params"]]
    assert shared and all(ADDRESS not in str(call) for call in shared)
    await database.execute(
        "UPDATE events SET visibility = 'private', link_token = 'x', title = 'Секрет' WHERE id = $1", event_id
    )
    lev, pasha = await town.person("lev"), await town.person("pasha")
    await database.in_transaction(lambda: open_link(lev.id, "x"))
    heard.calls.clear()
    for who, args in ((lev, (event_id,)), (lev, (event_id, "online")), (pasha, (event_id, "online"))):
        data = town.app.calls.signer.sign("ev.join", args, person=None, chat=None)
        await town.take_in(press(who.telegram_id, data, inline="AAAA"))
    await heard.listen()
    assert (await queries.get_event_card(event_id, lev)).own_way == "online"
    told = [call for call in heard.calls if "inline_message_id" in call["params"]]
    assert "Секрет" not in str(told), "what became private is not told to the chat where its card stands"


async def test_the_way_lives_through_the_organizers_questions(town: Town) -> None:
    asked = [{"key": "level", "kind": "text", "label": "Ваш темп?"}]
    event_id = await hybrid(town, questions=asked)
    await joined(town, "olya", event_id, "Онлайн 0/3")
    assert "Ваш темп?" in await town.last("olya")
    await town.press("olya", "Отмена")
    assert "Онлайн 0/3" in await shown(town, "olya")
    await town.press("olya", "Онлайн 0/3")
    await town.say("olya", "Шесть минут")
    assert "Вы участвуете онлайн" in await opened(town, "olya", event_id)


async def test_a_pin_fills_the_address_and_the_card_leads_to_the_map(town: Town) -> None:
    await town.person("igor")
    await town.say("igor", "/newevent")
    await town.say("igor", "Зарядка")
    await town.say("igor", "через 3 дня 8:00")
    await town.press("igor", "Тренировка")
    await town.press("igor", "Очно и онлайн")
    await town.do("send", as_="igor", kind="location", lat=55.7944, lon=37.6765)
    for said in ("12", "без ограничений"):
        await town.say("igor", said)
    while "Опубликовать" not in await shown(town, "igor"):
        names = await shown(town, "igor")
        await town.press("igor", "Пропустить" if "Пропустить" in names else "Видно всем")
    card = await town.last("igor")
    assert "📍 Москва, 55.79440, 37.67650 и онлайн" in card
    assert "Очно: 0/12" in card and "Онлайн: 0, мест хватит всем" in card and "None" not in card
    await town.press("igor", "Опубликовать")
    assert {"Поделиться", "Продвигать", "Добавить в группу"} <= set(await shown(town, "igor")), (
        "people are to hear of it"
    )
    await town.press("igor", "Управлять")
    await town.press("igor", "Как видят люди")
    assert {"Как добраться", "Онлайн: места есть"} <= set(await shown(town, "igor"))
    await town.press("igor", "Как добраться")
    (pin,) = await town.look("/sim/calls", method="sendVenue")
    assert (float(pin["params"]["latitude"]), pin["params"]["title"]) == (55.7944, "Москва, 55.79440, 37.67650")
    await town.press("igor", "Управлять")
    await town.press("igor", "Изменить")
    await town.press("igor", "Место")
    point = {"lat": 55.7558, "lon": 37.6173}
    await town.do("send", as_="igor", kind="venue", title="Парк Зарядье", address="Варварка, 6", **point)
    assert "📍 Парк Зарядье, Варварка, 6 и онлайн" in await town.last("igor")


async def test_an_event_becomes_a_hybrid_and_only_its_own_parts_are_asked_for(town: Town) -> None:
    event_id = await town.event(await town.person("igor"), capacity=5)
    await joined(town, "olya", event_id, "Участвовать")
    await opened(town, "igor", event_id)
    await town.press("igor", "Управлять")
    await town.press("igor", "Изменить")
    assert "Мест онлайн" not in await shown(town, "igor")
    await town.press("igor", "Формат")
    await town.press("igor", "Очно и онлайн")
    await town.press("igor", "Оставить: Сокольники")
    await town.press("igor", "Оставить: 5")
    await town.say("igor", "40")
    await town.press("igor", "Пропустить")
    assert "Сколько Звёзд стоит участие онлайн" in await town.last("igor")
    for _ in ("stars", "fee"):
        await town.press("igor", "Пропустить")
    assert "Очно: 1/5" in await town.last("igor") and "Онлайн: 0/40" in await town.last("igor")
    assert {"Очно 1/5", "Онлайн 0/40"} <= set(await shown_to(town, "katya", event_id))
    await joined(town, "katya", event_id, "Онлайн 0/40")
    await opened(town, "igor", event_id)
    for button in ("Управлять", "Изменить", "Формат", "Очно", "Оставить: Сокольники"):
        await town.press("igor", button)
    await town.press("igor", "Оставить: 5")
    await town.press("igor", "Пропустить")
    assert "Онлайн уже записан 1 человек" in await town.last("igor")


async def shown_to(town: Town, who: str, event_id: int) -> list[str]:
    await opened(town, who, event_id)
    return await shown(town, who)


async def change_address(town: Town, event_id: int, address: str) -> None:
    igor = await town.person("igor")
    async with database.transaction():
        event = await lifecycle.load(event_id)
        plan = replace(await creation.plan_of(event), online_address=address)
        await creation.edit_event(igor, event_id, plan, version=None, now=town.clock.now())
    await town.settle()


async def heard(town: Town, who: str, words: str) -> list[str]:
    return [line["text"] for line in await town.seen(who) if words in line["text"]]


async def test_a_new_address_is_told_once_to_who_joins_online(town: Town) -> None:
    event_id = await hybrid(town)
    for who, button in (("olya", "Онлайн 0/3"), ("pasha", "Online 1/3"), ("katya", "Очно 0/2")):
        await joined(town, who, event_id, button)
    await change_address(town, event_id, "https://meet.example.org/first")
    await town.wait(minutes=1)
    await change_address(town, event_id, "https://meet.example.org/second")
    assert await heard(town, "olya", "Новая ссылка") == [], "it may be changed again at once"
    await town.wait(minutes=4)
    (russian,) = await heard(town, "olya", "Новая ссылка для онлайна")
    assert "meet.example.org/second" in russian and "Прежняя ссылка больше не работает" in russian
    (english,) = await heard(town, "pasha", "A new link to join online")
    assert "meet.example.org/second" in english and "The old link does not work any more" in english
    assert await heard(town, "katya", "ссылка") == [], "she comes on site"
    await town.wait(hours=1)
    assert len(await heard(town, "olya", "Новая ссылка")) == 1


async def test_an_address_that_is_changed_back_is_no_news_and_one_that_is_gone_is(town: Town) -> None:
    event_id = await hybrid(town)
    await joined(town, "olya", event_id, "Онлайн 0/3")
    await change_address(town, event_id, "https://meet.example.org/wrong")
    await change_address(town, event_id, ADDRESS)
    await town.wait(minutes=10)
    assert await heard(town, "olya", "сылка для онлайна") == []
    await change_address(town, event_id, "")
    await town.wait(minutes=10)
    (gone,) = await heard(town, "olya", "сылка для онлайна")
    assert "изменится" in gone and "больше не работает" in gone and ADDRESS not in gone
    await change_address(town, event_id, "https://meet.example.org/new")
    await town.wait(minutes=10)
    assert "meet.example.org/new" in (await heard(town, "olya", "сылка для онлайна"))[-1]


async def test_shortly_before_the_start_a_new_address_does_not_wait_for_minutes(town: Town) -> None:
    event_id = await hybrid(town)
    await joined(town, "olya", event_id, "Онлайн 0/3")
    await town.wait(days=6, hours=23, minutes=40)
    await change_address(town, event_id, "https://meet.example.org/late")
    await town.wait(seconds=30)
    assert len(await heard(town, "olya", "Новая ссылка для онлайна")) == 1
