"""EV-24, X-06, X-12: the organizer's panel and announcements."""

from __future__ import annotations

from domain import database
from domain.events.entry.registration import register
from tests.bot.spaces.test_linked_group import GROUP, join, linked_group
from tests.kit.town import Town


async def test_the_panel_in_the_group_is_for_the_organizer_alone(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    await join(town, "olya", event_id)
    await town.say("igor", "/panel", chat=GROUP)
    panel = (await town.seen("igor", chat=GROUP))[-1]
    assert panel["ephemeral"] and "Подтверждены: 1" in panel["text"] and "1 из 3" in panel["text"]
    (app,) = [button for row in panel["keyboard"] for button in row if button["text"] == "Открыть в приложении"]
    assert app["url"].endswith(f"startapp=pn_{event_id}"), "the organizer's own page, with the filters"
    await town.say("olya", "/panel", chat=GROUP)
    assert "нет доступа" in await town.last("olya", chat=GROUP)


async def test_the_panel_in_private_lists_people(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    await join(town, "olya", event_id)
    await town.do("start", as_="igor")
    await town.say("igor", "/panel")
    assert "Подтверждены: 1" in await town.last("igor")
    assert {"Список", "📢 Объявление", "Открыть в приложении"} <= {
        button["text"] for button in (await town.seen("igor"))[-1]["buttons"]
    }
    assert f"/org/events/{event_id}" in str((await town.seen("igor"))[-1]["keyboard"])
    await town.press("igor", "Список")
    assert "Оля Смирнова" in await town.last("igor")


async def test_an_announcement_goes_to_its_topic_and_on_request_to_each_once(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    await join(town, "olya", event_id)
    await town.do("start", as_="olya")
    await town.say("igor", "/say Старт в 10:30", chat=GROUP)
    chat = town.world.chat(GROUP, town.world.person("pasha"))
    (thread,) = [one.id for one in chat.topics.values() if one.name == "Объявления"]
    assert "Старт в 10:30" in await town.last("pasha", chat=GROUP, thread=thread)
    pressed = await town.press("igor", "Отправить каждому лично", chat=GROUP)
    assert "1 участнику" in pressed["text"]
    said = [line for line in await town.seen("olya") if "Старт в 10:30" in line["text"]]
    assert len(said) == 1


async def test_only_the_organizer_announces(town: Town) -> None:
    await linked_group(town)
    await town.person("olya")
    await town.say("olya", "/say Всё отменяется", chat=GROUP)
    assert "нет доступа" in await town.last("olya", chat=GROUP)
    assert not any(line["text"].startswith("📣") for line in await town.seen("pasha", chat=GROUP))


async def test_a_hundred_participants_fit_everywhere(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    fields = {"title": "Бег", "key": GROUP, "kind": "supergroup", "members": ["olya"]}
    await town.do("chat", as_="igor", add_bot=True, bot_admin=True, **fields)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    for number in range(1, 101):
        person = await town.person(f"rival{number}")
        async with database.transaction():
            await register(person, event_id, {}, now=town.clock.now())
    await town.settle()
    card = [line["text"] for line in await town.seen("olya", chat=GROUP) if "Забег в парке" in line["text"]][-1]
    assert "и ещё 95 человек" in card
    await town.say("olya", "/participants", chat=GROUP)
    said = await town.last("olya", chat=GROUP)
    assert "Участвуют: 100" in said and "и ещё 80 человек" in said
