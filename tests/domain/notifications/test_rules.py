"""Quiet hours and preferences: arithmetic."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain import database as db
from domain.notifications import preferences
from domain.notifications.rules import Channel, Topic, is_wanted, quiet_until

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("local", "quiet", "end"),
    [
        ("2026-12-01 23:30", (22, 8), "2026-12-02 08:00"),
        ("2026-12-01 07:59", (22, 8), "2026-12-01 08:00"),
        ("2026-12-01 08:00", (22, 8), None),
        ("2026-12-01 21:59", (22, 8), None),
        ("2026-12-01 22:00", (22, 8), "2026-12-02 08:00"),
        ("2026-12-01 13:15", (13, 15), "2026-12-01 15:00"),
        ("2026-12-01 12:00", (9, 9), None),
        ("2026-12-01 00:30", (0, 6), "2026-12-01 06:00"),
        ("2026-12-01 23:30", (22, 0), "2026-12-02 00:00"),
        ("2026-10-25 01:30", (22, 8), "2026-10-25 08:00"),  # the night with 25 hours
        ("2026-03-29 01:30", (22, 8), "2026-03-29 08:00"),  # the night with 23
    ],
)
def test_quiet_hours_are_the_persons_own(local: str, quiet: tuple[int, int], end: str | None) -> None:
    now = datetime.fromisoformat(local).replace(tzinfo=BERLIN).astimezone(UTC)
    until = quiet_until(now, "Europe/Berlin", *quiet)
    expected = datetime.fromisoformat(end).replace(tzinfo=BERLIN).astimezone(UTC) if end else None
    assert until == expected


def test_quiet_always_ends_and_never_before_now() -> None:
    start = datetime(2026, 10, 24, tzinfo=UTC)
    for step in range(48 * 6):
        now = start + timedelta(minutes=10 * step)
        until = quiet_until(now, "Europe/Berlin", 22, 8)
        if until is not None:
            assert now < until <= now + timedelta(hours=11)
            assert quiet_until(until, "Europe/Berlin", 22, 8) is None


def test_what_is_wanted() -> None:
    assert [topic for topic in Topic if not is_wanted(topic, "telegram", None, muted=False)] == [Topic.MARKETING]
    assert not any(is_wanted(topic, "email", None, muted=False) for topic in Topic)
    assert not is_wanted(Topic.EVENTS, "telegram", None, muted=True)
    assert is_wanted(None, "telegram", False, muted=True)


async def test_a_matrix_of_five_types_and_what_a_person_chose(database: str) -> None:
    matrix = await preferences.get_matrix(1)
    assert set(matrix) == {"coach", "training", "community", "marketing", "events"}
    assert not matrix[Topic.MARKETING][Channel.TELEGRAM]
    async with db.transaction():
        await preferences.set_preference(1, Topic.MARKETING, Channel.TELEGRAM, True)
        await preferences.set_preference(1, Topic.MARKETING, Channel.TELEGRAM, True)
        await preferences.set_quiet_hours(1, 22, 8)
        await preferences.mute(1, "event:1")
        await preferences.mute(1, "event:1")
    assert (await preferences.get_matrix(1))[Topic.MARKETING][Channel.TELEGRAM]
    assert not (await preferences.get_matrix(2))[Topic.MARKETING][Channel.TELEGRAM]
    assert (await preferences.get_quiet_hours(1), await preferences.get_mutes(1)) == ((22, 8), ["event:1"])
    async with db.transaction():
        await preferences.clear_quiet_hours(1)
        await preferences.unmute(1, "event:1")
    assert (await preferences.get_quiet_hours(1), await preferences.get_mutes(1)) == (None, [])
