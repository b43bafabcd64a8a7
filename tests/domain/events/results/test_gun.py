"""M-13: the start was forgotten, or pressed late: who held a watch says when it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events.models import Event
from domain.events.results import gun
from domain.events.results.errors import GunUnreadable
from domain.time.local import local
from tests.domain.events.results.test_finish import GUN, at_the_finish, standing, write
from tests.kit.people import meet
from tests.kit.races import race


async def test_every_time_follows_a_start_that_was_pressed_minutes_late(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event_id = await race(igor, 2)
    await at_the_finish(igor, event_id, olya)
    await write(olya, "1", 1200, 1)
    said = f"{local(GUN - timedelta(seconds=135), 'Europe/Moscow'):%H:%M:%S}"
    now = GUN + timedelta(minutes=30)
    at = await in_transaction(lambda: gun.fire_at(igor, event_id, said, now=now))
    assert at == GUN - timedelta(seconds=135)
    assert {number: total // 1000 for number, (_, total) in (await standing(event_id)).items()} == {1: 1335}
    with pytest.raises((NotFound, NotAllowed)):
        await gun.fire_at(olya, event_id, said, now=now)


def test_the_day_is_that_of_the_race() -> None:
    """Twenty to twelve at night in Moscow: a quarter past twelve is of the day after."""
    start = datetime(2026, 12, 5, 20, 40, tzinfo=UTC)
    event = Event(starts_at=start, zone="Europe/Moscow")
    late = start + timedelta(hours=3)
    assert gun.read_gun("23:41", event, now=late) == start + timedelta(minutes=1)
    assert gun.read_gun(" 0.15:30 ", event, now=late) == start + timedelta(minutes=35, seconds=30)
    for unfit in ("25:00", "23:61", "утром", "", "23", "23:41:"):
        with pytest.raises(GunUnreadable):
            gun.read_gun(unfit, event, now=late)
    with pytest.raises(GunUnreadable):
        gun.read_gun("23:55", event, now=start + timedelta(minutes=10))
    days_before = start - timedelta(days=3)
    assert gun.read_gun("23:31:05", event, now=days_before) == days_before - timedelta(minutes=8, seconds=55)
