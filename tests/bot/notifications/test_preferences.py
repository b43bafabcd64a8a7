"""AC-26, AC-27: five types by two channels, quiet hours, a mute under every notification."""

from __future__ import annotations

from domain import database
from domain.accounts.people import Person
from domain.notifications import outbox, preferences
from domain.notifications.rules import Channel, Topic
from tests.kit.town import Town, buttons


async def told_about(town: Town, person: Person, event_id: int) -> None:
    async with database.transaction():
        await outbox.notify(
            person.id,
            "event-calendar",
            params={"event_id": event_id},
            topic=Topic.EVENTS,
            subject=f"event:{event_id}",
            now=town.clock.now(),
        )
    await town.settle()


async def test_exactly_five_types_and_offers_are_off(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/notify")
    screen = (await town.seen("olya"))[-1]
    cells = [label for label in buttons(screen) if label[0] in "✓✕"]
    assert len(cells) == 10
    assert [cell for cell in cells if "💬" in cell and cell[0] == "✕"] == ["✕ 💬 Реклама"]
    assert "О безопасности аккаунта сообщаю всегда" in screen["text"]


async def test_a_type_that_is_off_is_not_sent(town: Town) -> None:
    olya, igor = await town.person("olya"), await town.person("igor")
    event_id = await town.event(igor)
    await town.say("olya", "/notify")
    await town.press("olya", "✓ 💬 События")
    matrix = await preferences.get_matrix(olya.id)
    assert matrix[Topic.EVENTS][Channel.TELEGRAM] is False
    await told_about(town, olya, event_id)
    state = await database.fetchval("SELECT state FROM outbox WHERE kind = 'event-calendar'")
    assert state == "obsolete"


async def test_mail_needs_a_confirmed_address_first(town: Town) -> None:
    olya = await town.person("olya")
    await town.say("olya", "/notify")
    await town.press("olya", "✕ ✉️ События")
    assert "подтверждённый адрес" in await town.last("olya")
    assert (await preferences.get_matrix(olya.id))[Topic.EVENTS][Channel.EMAIL] is False


async def test_one_event_is_muted_from_under_its_notification(town: Town) -> None:
    olya, igor = await town.person("olya"), await town.person("igor")
    await town.do("start", as_="olya", payload="")
    first, second = await town.event(igor, "Первый"), await town.event(igor, "Второй")
    await told_about(town, olya, first)
    await town.press("olya", "🔕 Не присылать")
    await town.press("olya", "Заглушить: «Первый»")
    assert "«Первый»" in await town.last("olya")
    assert await preferences.get_mutes(olya.id) == [f"event:{first}"]
    await told_about(town, olya, first)
    await told_about(town, olya, second)
    rows = await database.fetch("SELECT subject, state FROM outbox WHERE kind = 'event-calendar' ORDER BY id")
    assert [(row["subject"], row["state"]) for row in rows] == [
        (f"event:{first}", "sent"),
        (f"event:{first}", "obsolete"),
        (f"event:{second}", "sent"),
    ]
    await town.press("olya", "Вернуть")
    assert await preferences.get_mutes(olya.id) == []


async def test_quiet_hours_are_chosen_or_typed(town: Town) -> None:
    olya = await town.person("olya")
    await town.say("olya", "/notify 21-6")
    assert await preferences.get_quiet_hours(olya.id) == (21, 6)
    await town.press("olya", "Тихие часы")
    await town.press("olya", "23–8")
    assert await preferences.get_quiet_hours(olya.id) == (23, 8)
    await town.press("olya", "Тихие часы")
    await town.press("olya", "Без тихих часов")
    assert await preferences.get_quiet_hours(olya.id) is None
