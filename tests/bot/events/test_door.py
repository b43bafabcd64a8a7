"""EV-x1: the door in chat: by name and number, by gate, by checkers, with live counters for the organizers."""

from __future__ import annotations

from typing import Any

from domain import database
from domain.database import in_transaction
from domain.events import lifecycle
from domain.events.entrance import checkers, door_cards, gates
from domain.events.entry import registration
from tests.bot.events.test_notices import topic
from tests.bot.spaces.test_linked_group import GROUP, join, linked_group
from tests.kit.people import meet_many
from tests.kit.town import Town, buttons


async def choose(town: Town, who: str, **where: Any) -> None:
    """The one person that was found."""
    (name, *_) = buttons((await town.seen(who, **where))[-1])
    await town.press(who, name, **where)


async def event_today(town: Town, *names: str) -> int:
    """Igor's, with those who take part; it begins in an hour."""
    igor = await town.person("igor")
    event_id = await town.event(igor)
    for name in names:
        person = await town.person(name)
        await in_transaction(lambda one=person: registration.register(one, event_id, {}, now=town.clock.now()))  # type: ignore[misc]
    await town.do("start", as_="igor")
    await town.wait(days=6, hours=23)
    return event_id


async def came(event_id: int) -> int:
    return (await door_cards.get_door(await lifecycle.load(event_id, lock=False))).came


async def test_somebody_is_let_in_by_number_and_by_name_once_and_can_be_taken_back(town: Town) -> None:
    event_id = await event_today(town, "olya", "pasha")
    await town.say("igor", "/checkin")
    assert "Пришли 0 из 2" in await town.last("igor")
    await town.say("igor", "/checkin 1")
    await choose(town, "igor")
    said = await town.last("igor")
    assert "✅ Проходите" in said and "Оля" in said
    await town.say("igor", "/checkin ол")
    assert "Уже внутри 11:00" in await town.last("igor")
    await town.say("igor", "/checkin никто")
    assert "Никого не нашёл по «никто»" in await town.last("igor")
    assert await came(event_id) == 1
    await town.say("igor", "/checkin 2")
    await choose(town, "igor")
    await town.press("igor", "↩️ Снять отметку")
    assert "Пришли 1 из 2" in await town.last("igor")
    assert await database.fetchval("SELECT count(*) FROM registrations WHERE status = 'checked_in'") == 1


async def test_where_there_are_gates_it_is_asked_once_and_counted_by_gate(town: Town) -> None:
    event_id = await event_today(town, "olya", "pasha")
    igor = await town.person("igor")
    for _ in range(2):
        await in_transaction(lambda: gates.add_gate(igor, event_id, "", now=town.clock.now()))
    await town.say("igor", "/checkin 1")
    await choose(town, "igor")
    assert "Через какой вход" in await town.last("igor")
    await town.press("igor", "Вход Б")
    assert "Вход Б" in await town.last("igor")
    await town.say("igor", "/checkin 2")
    await choose(town, "igor")
    assert "Проходите" in await town.last("igor"), "at the gate where they stand"
    await town.press("igor", "Ко входу")
    assert "Вход А: 0" in await town.last("igor") and "Вход Б: 2" in await town.last("igor")


async def test_a_link_makes_a_checker_who_sees_the_door_and_not_the_panel(town: Town) -> None:
    event_id = await event_today(town, "olya")
    igor = await town.person("igor")
    await town.person("pasha")
    await town.say("pasha", "/checkin")
    assert "No door is open now" in await town.last("pasha")
    token = await in_transaction(lambda: checkers.change_link(igor, event_id, now=town.clock.now()))
    await town.do("start", as_="pasha", payload=f"ck_{token}")
    said = [line["text"] for line in await town.seen("pasha")]
    assert any("You are a checker now" in one for one in said) and any("0 of 1 came" in one for one in said)
    await town.say("pasha", "/checkin 1")
    assert buttons((await town.seen("pasha"))[-1])[0].startswith("No. 1 ")
    await choose(town, "pasha")
    assert "Come in" in await town.last("pasha")
    await town.say("pasha", f"/panel {event_id}")
    assert "came" not in await town.last("pasha")
    await town.do("start", as_="pasha", payload="ck_AAAAAAAAAAAAAAAAAAAAAA")
    assert "link no longer works" in await town.last("pasha")


async def test_who_is_early_is_told_when_the_door_opens(town: Town) -> None:
    igor = await town.person("igor")
    await town.event(igor)
    await town.do("start", as_="igor")
    await town.say("igor", "/checkin")
    assert "Следующий: Забег в парке" in await town.last("igor")
    await town.press("igor", "Забег в парке")
    assert "Вход откроется" in await town.last("igor")


async def test_the_organizers_topic_has_one_message_of_numbers_that_is_edited(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    await database.execute("UPDATE place_pools SET capacity = NULL")
    igor = await town.person("igor")
    await in_transaction(lambda: gates.add_gate(igor, event_id, "", now=town.clock.now()))
    await join(town, "olya", event_id)
    runner = (await meet_many(1))[0]
    await in_transaction(lambda: registration.register(runner, event_id, {}, now=town.clock.now()))
    await town.wait(days=6, hours=23)
    numbers = await database.fetch("SELECT number FROM registrations ORDER BY number")
    for row in numbers:
        await town.say("igor", f"/checkin {row['number']}", chat=GROUP)
        await choose(town, "igor", chat=GROUP)
        await town.wait(seconds=10)
    told = [line for line in await town.seen("pasha", chat=GROUP, thread=topic(town)) if "Пришли" in line["text"]]
    assert len(told) == 1 and f"Пришли {len(numbers)} из {len(numbers)}" in told[0]["text"]
    pinned = [one for one in await town.look("/sim/calls", method="pinChatMessage") if one["ok"]]
    assert [one["params"]["message_id"] for one in pinned].count(told[0]["message_id"]) == 1, "pinned once"
    assert f"Вход А: {len(numbers)}" in told[0]["text"] and "Бегун" not in told[0]["text"]
    assert not any("Проходите" in line["text"] for line in await town.seen("pasha", chat=GROUP)), (
        "names are not for all"
    )
