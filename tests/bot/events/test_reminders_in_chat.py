"""EV-29: participants are reminded when the organizer says, with the ticket at hand."""

from __future__ import annotations

from domain import database
from tests.bot.events.test_news_of_plan import edit, told
from tests.bot.events.test_ways_in_chat import opened, shown
from tests.kit.town import Town


async def joined(town: Town, who: str, event_id: int) -> None:
    await opened(town, who, event_id)
    await town.press(who, "Участвовать")


async def waiting() -> int:
    found: int = await database.fetchval(
        "SELECT count(*) FROM outbox WHERE kind = 'event-reminder' AND state = 'waiting'"
    )
    return found


async def test_a_day_and_an_hour_before_unless_the_organizer_says_otherwise(town: Town) -> None:
    event_id = await town.event(await town.person("igor"))
    await joined(town, "olya", event_id)
    assert await waiting() == 2
    await town.say("igor", "/myevents")
    await town.press("igor", (await shown(town, "igor"))[0])
    await town.press("igor", "Изменить")
    await town.press("igor", "Напоминания")
    for button in await shown(town, "igor"):
        if "За 3 дня" in button or "За час" in button:
            await town.press("igor", button)
    await town.press("igor", "Готово")
    assert await database.fetchval("SELECT reminders FROM events WHERE id = $1", event_id) == "[72, 24]"
    await town.wait(days=4, minutes=1)
    assert await told(town, "olya", "Через 3 дня: Забег в парке") == 1
    assert "Мой билет" in await shown(town, "olya")
    await town.wait(days=2)
    assert await told(town, "olya", "Завтра: Забег в парке") == 1
    await town.wait(hours=23)
    assert await told(town, "olya", "Через час") == 0


async def test_who_wants_no_reminders_for_their_people_sends_none(town: Town) -> None:
    event_id = await town.event(await town.person("igor"))
    await joined(town, "olya", event_id)
    await edit(town, event_id, reminders=())
    assert await waiting() == 0
    await edit(town, event_id, reminders=(3, 1))
    assert await waiting() == 2
