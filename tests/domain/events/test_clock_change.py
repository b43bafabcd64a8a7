"""On the nights when clocks change a reminder still comes once, by the hours that really pass (guarantee 4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain import database as forma_database
from domain.events.entry import registration
from domain.notifications import rows
from tests.kit import people

BERLIN = ZoneInfo("Europe/Berlin")
NIGHTS = {
    "clocks go back": datetime(2026, 10, 25, 10, tzinfo=BERLIN),
    "clocks go forward": datetime(2027, 3, 28, 10, tzinfo=BERLIN),
}


@pytest.mark.parametrize("night", NIGHTS)
async def test_a_reminder_comes_once_and_a_day_is_24_hours(database: str, night: str) -> None:
    start = NIGHTS[night].astimezone(UTC)
    now = start - timedelta(days=5)
    organizer, runner = await people.meet("Игорь", now=now), await people.meet("Оля", now=now)
    event = await people.published(organizer, now=now, starts_at=start, zone="Europe/Berlin")
    async with forma_database.transaction():
        await registration.register(runner, event.id, {}, now=now)
    sent: list[datetime] = []
    for half_hours in range(2 * 30):
        moment = start - timedelta(hours=30) + timedelta(minutes=30 * half_hours)
        due = await rows.claim("telegram", moment, 100)
        if due:
            await rows.mark_sent([(item.id, None) for item in due], moment)
        sent += [moment for item in due if item.kind == "event-reminder"]
    assert [start - moment for moment in sent] == [timedelta(hours=24), timedelta(hours=1)]
