"""«3 события для вас» once a week, for who wants them: never the same ones twice, and nothing where there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import asyncpg

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.events.finding.errors import MomentUnknown
from domain.events.finding.recommendations import pick
from domain.events.finding.taste import get_taste
from domain.notifications import outbox, preferences
from domain.notifications.ports import Urgency
from domain.notifications.rules import Channel, Topic

KIND = "event-weekly"
LOOK, EVERYBODY = "event-weekly", "all"
SUBJECT = "weekly:1"
"""What is muted by who wants other news but not these."""
EVERY = timedelta(minutes=10)
AT_ONCE = 100
PICKS = 3
MOST_REMEMBERED = 60
DAY, HOUR = 3, 18
"""Thursday evening: the weekend is still to be planned."""
GOOD_FOR = timedelta(days=2)
_JOIN = f"""
INSERT INTO weekly_picks (user_id, due_at)
SELECT DISTINCT n.user_id, $1::timestamptz FROM notification_preferences n JOIN users u ON u.id = n.user_id
WHERE n.topic = 'marketing' AND n.enabled AND u.status = 'active'
  AND NOT EXISTS (SELECT 1 FROM weekly_picks w WHERE w.user_id = n.user_id) ORDER BY n.user_id LIMIT {AT_ONCE}
ON CONFLICT DO NOTHING RETURNING user_id
"""
_CLAIM = f"""
SELECT w.user_id, w.weekday, w.hour, w.shown, p.zone, u.status = 'active' AND EXISTS (
           SELECT 1 FROM notification_preferences n WHERE n.user_id = w.user_id AND n.topic = 'marketing' AND n.enabled)
       AND NOT EXISTS (SELECT 1 FROM notification_mutes m WHERE m.user_id = w.user_id AND m.subject = '{SUBJECT}')
       AS wanted
FROM weekly_picks w JOIN users u ON u.id = w.user_id JOIN profiles p ON p.user_id = w.user_id
WHERE w.due_at <= $1 ORDER BY w.due_at, w.user_id LIMIT {AT_ONCE} FOR UPDATE OF w SKIP LOCKED
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """As somebody has set it: whether, and at which hour of their own week."""

    wanted: bool
    weekday: int = DAY
    hour: int = HOUR


def next_moment(now: datetime, zone: str, weekday: int, hour: int) -> datetime:
    """The next time that it is that hour of that day where the person lives, after `now`."""
    place = ZoneInfo(zone)
    today = now.astimezone(place).date()
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    moment = datetime.combine(day, time(hour), place)
    return moment if moment > now else datetime.combine(day + timedelta(days=7), time(hour), place)


async def get_wish(person: Person) -> Wish:
    row = await database.fetchrow("SELECT weekday, hour FROM weekly_picks WHERE user_id = $1", person.id)
    wanted = any((await preferences.get_matrix(person.id))[Topic.MARKETING].values())
    muted = SUBJECT in await preferences.get_mutes(person.id)
    return Wish(wanted and not muted, *((row["weekday"], row["hour"]) if row else (DAY, HOUR)))


async def subscribe(person: Person, *, weekday: int | None = None, hour: int | None = None, now: datetime) -> None:
    """Opting in: the type is switched on in Telegram where it is on nowhere. Raises MomentUnknown."""
    await database.one_after_the_other(f"weekly:{person.id}")  # the day said on one device, the hour on another
    before = await get_wish(person)
    weekday, hour = before.weekday if weekday is None else weekday, before.hour if hour is None else hour
    if weekday not in range(7) or hour not in range(24):
        raise MomentUnknown
    if not any((await preferences.get_matrix(person.id))[Topic.MARKETING].values()):
        await preferences.set_preference(person.id, Topic.MARKETING, Channel.TELEGRAM, True)
    await preferences.unmute(person.id, SUBJECT)
    await database.execute(
        "INSERT INTO weekly_picks (user_id, weekday, hour, due_at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (user_id) DO UPDATE SET weekday = excluded.weekday, hour = excluded.hour, "
        "due_at = excluded.due_at",
        *(person.id, weekday, hour, next_moment(now, person.zone, weekday, hour)),
    )


async def stop(person: Person) -> None:
    """Only these; the rest of what they have switched on stays."""
    await preferences.mute(person.id, SUBJECT)


async def plan_looks(*, now: datetime) -> None:
    await agenda.plan_once(LOOK, EVERYBODY, now + EVERY)


async def look(_: str, now: datetime) -> datetime:
    """Who has switched it on anywhere gets a place in the week; whose hour has come is chosen for, some at a time."""
    joined = await database.fetch(_JOIN, now)
    for row in joined:
        await _move_on(row["user_id"], now)
    due = await database.fetch(_CLAIM, now)
    for row in due:
        await _choose(row, now)
    return now if len(due) == AT_ONCE or len(joined) == AT_ONCE else now + EVERY


async def _move_on(user_id: int, now: datetime, shown: list[int] | None = None) -> None:
    row = await database.fetchrow(
        "SELECT w.weekday, w.hour, p.zone FROM weekly_picks w JOIN profiles p ON p.user_id = w.user_id "
        "WHERE w.user_id = $1",
        user_id,
    )
    assert row is not None
    due_at = next_moment(now, row["zone"], row["weekday"], row["hour"])
    await database.execute(
        "UPDATE weekly_picks SET due_at = $2, shown = coalesce($3::bigint[], shown) WHERE user_id = $1",
        *(user_id, due_at, shown),
    )


async def _choose(row: asyncpg.Record, now: datetime) -> None:
    shown = list(row["shown"])
    if row["wanted"]:
        taste = await get_taste(row["user_id"], now=now)
        picks = await pick(taste, now=now, limit=PICKS, without=shown)
        if picks:
            event_ids = [one.event_id for one in picks]
            await _tell(row["user_id"], event_ids, now)
            shown = [*event_ids, *shown][:MOST_REMEMBERED]
    await _move_on(row["user_id"], now, shown)


async def _tell(user_id: int, event_ids: list[int], now: datetime) -> None:
    await outbox.notify(
        user_id,
        KIND,
        params={"events": event_ids},
        topic=Topic.MARKETING,
        subject=SUBJECT,
        dedupe_key=f"{KIND}:{user_id}:{int(now.timestamp())}",
        expires_at=now + GOOD_FOR,
        urgency=Urgency.MARKETING,
        now=now,
    )
