"""What people are told about an event: participants, those who wait, the organizer, and every live card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from domain import database
from domain.events import beside, settled
from domain.events.beside import Beside
from domain.events.entry import in_group
from domain.events.entry.statuses import COMING_SQL, IN_IT_SQL, QUEUED, TO_PAY
from domain.events.group_door import settling
from domain.events.models import Event
from domain.events.money import called_off
from domain.events.outings import telling
from domain.events.programme import reminders as programme_reminders
from domain.notifications import outbox
from domain.notifications.ports import OutboxItem
from domain.notifications.rules import Topic
from domain.spaces import cards

REMINDER_HOURS = (72, 24, 12, 3, 1)
"""Before the start; an organizer chooses among them."""
USUAL_REMINDERS = (24, 1)
MORE_TO_ASK = timedelta(minutes=5)
LATE = timedelta(minutes=30)
"""Before the start a new address is told sooner."""


async def changed(event_id: int, *, now: datetime, known: Beside | None = None) -> None:
    """Pages that are open and cards in groups show the new state; who has come to take part is let into the group.

    `known`: what stands beside the event, where somebody has asked just now.
    """
    subject = f"event:{event_id}"
    database.publish(subject)
    there = known or await beside.follows(event_id)
    if there.groups:
        await cards.refresh(subject, now=now)
    if there.door:
        await settling.settle(event_id, now=now)
    if there.outing:
        await telling.event_changed(event_id, now=now)


async def tell(
    user_id: int,
    kind: str,
    event_id: int,
    *,
    now: datetime,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    **params: object,
) -> None:
    """One message about an event, which the person can switch off; who came in from a group sees it there as well."""
    await in_group.changed(user_id, event_id, now=now)
    await outbox.notify(
        user_id,
        kind,
        params={"event_id": event_id, **params},
        topic=Topic.EVENTS,
        subject=f"event:{event_id}",
        not_before=not_before,
        expires_at=expires_at,
        now=now,
    )


async def ticket(user_id: int, registration_id: int, event_id: int, *, way: str = "", now: datetime) -> None:
    """The ticket itself cannot be switched off; a second call sends nothing, unless the way of taking part changed."""
    await in_group.changed(user_id, event_id, now=now)
    key = f"event-ticket:{registration_id}" + (f":{way}:{int(now.timestamp())}" if way else "")
    await outbox.notify(user_id, "event-ticket", params=_ticket(event_id, registration_id), dedupe_key=key, now=now)


async def welcome(registrations: Mapping[int, int], event: Event, there: Beside, *, now: datetime) -> None:
    """Their ticket and their reminders, to many in one statement: registrations by person."""
    for user_id in await in_group.begun_there(list(registrations), event.id) if there.begun else ():
        await in_group.changed(user_id, event.id, now=now)
    said = [
        outbox.word(user_id, "event-ticket", f"event-ticket:{one}", params=_ticket(event.id, one), now=now)
        for user_id, one in registrations.items()
    ]
    await outbox.notify_each([*said, *_reminders(list(registrations), event, now=now)], now=now)
    if there.reminders:
        await programme_reminders.plan(event, list(registrations), now=now)


def _ticket(event_id: int, registration_id: int) -> dict[str, object]:
    return {"event_id": event_id, "registration_id": registration_id}


async def plan_reminders(user_ids: Sequence[int], event: Event, *, now: datetime) -> None:
    said = _reminders(user_ids, event, now=now)
    if said:
        await outbox.notify_each(said, now=now)
    await programme_reminders.plan(event, user_ids, now=now)


def _reminders(user_ids: Sequence[int], event: Event, *, now: datetime) -> list[OutboxItem]:
    return [
        outbox.word(
            user_id,
            "event-reminder",
            f"{_reminder_key(event, hours)}:{user_id}",
            params={"event_id": event.id, "hours": hours},
            topic=Topic.EVENTS,
            subject=f"event:{event.id}",
            not_before=event.starts_at - timedelta(hours=hours),
            expires_at=event.starts_at,
            now=now,
        )
        for hours in event.reminders
        if event.starts_at - timedelta(hours=hours) > now
        for user_id in user_ids
    ]


def _reminder_key(event: Event, hours: int) -> str:
    """The start is part of it: a reminder that went out for the old time does not keep the new one from going."""
    return f"event-reminder:{event.id}:{hours}:{int(event.starts_at.timestamp())}"


async def drop_reminders(user_id: int, event: Event) -> None:
    for hours in event.reminders:
        await outbox.drop(f"{_reminder_key(event, hours)}:{user_id}")
    await programme_reminders.drop(event.id, user_id)


async def _drop_all_reminders(event: Event) -> None:
    await outbox.drop(prefix=f"event-reminder:{event.id}:")
    await programme_reminders.drop_all(event.id)


async def remind_anew(event: Event, *, now: datetime) -> dict[int, str]:
    """Everybody is reminded as the event stands now. Returns who is in it, and how."""
    status_of = await _people_in(event)
    await _drop_all_reminders(event)
    going = [user_id for user_id, status in status_of.items() if status not in (*QUEUED, *TO_PAY)]
    await plan_reminders(going, event, now=now)
    return status_of


async def moved(event: Event, old_starts_at: datetime, *, now: datetime) -> None:
    """The start changed: reminders move with it, and each participant gets one message with both times."""
    status_of = await remind_anew(event, now=now)
    await outbox.notify_all(
        list(status_of),
        "event-moved",
        params={"event_id": event.id, "old": old_starts_at.isoformat(), "new": event.starts_at.isoformat()},
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        now=now,
    )


async def joined_elsewhere(event: Event, old: str, *, now: datetime) -> None:
    """Who takes part online hears of a new address, once however often it is changed; nothing if it is changed back.

    `old` is the address before this change. The caller holds the event.
    """
    kind, ends_at = "event-online-moved", event.ends_at or event.starts_at + timedelta(hours=3)
    waiting = await settled.take_back(kind, event)
    known = str(waiting["old"]) if waiting else old
    if known == event.online_address or ends_at <= now:
        return
    await settled.tell_later(
        await _people_online(event),
        kind,
        event,
        after=settled.SETTLES_LATE if event.starts_at <= now + LATE else settled.SETTLES,
        expires_at=ends_at,
        now=now,
        old=known,
    )


async def _people_online(event: Event) -> list[int]:
    """Who has a place there: nobody else may read the address."""
    rows = await database.fetch(
        "SELECT r.user_id FROM registrations r JOIN places h ON h.id = r.place_id JOIN event_ways w "
        "ON w.pool_id = h.pool_id WHERE r.event_id = $1 AND w.way = 'online' "
        f"AND r.status IN {COMING_SQL} ORDER BY r.id",
        event.id,
    )
    return [row["user_id"] for row in rows]


async def cancelled(event: Event, *, now: datetime) -> None:
    """Nobody can switch this off; who has paid for somebody else's place hears of it, too."""
    await _drop_all_reminders(event)
    key, params = f"event-cancelled:{event.id}", {"event_id": event.id}
    people = list(dict.fromkeys([*await _people_in(event), *await called_off.payers(event.id)]))
    await outbox.notify_all(people, "event-cancelled", params=params, dedupe_key=key, now=now)


async def _people_in(event: Event) -> dict[int, str]:
    rows = await database.fetch(
        f"SELECT user_id, status FROM registrations WHERE event_id = $1 AND status IN {IN_IT_SQL} ORDER BY id", event.id
    )
    return {row["user_id"]: row["status"] for row in rows}


async def asks_more(event: Event, *, now: datetime) -> None:
    """Who registered before hears of new questions once, five minutes after the last of them was written.

    The caller holds the event.
    """
    kind, closes_at = "event-asks-more", event.registration_closes_at or event.starts_at
    if event.status != "registration_open" or closes_at <= now + MORE_TO_ASK:
        return
    await settled.take_back(kind, event)
    people = list(await _people_in(event))
    await settled.tell_later(people, kind, event, after=MORE_TO_ASK, expires_at=closes_at, now=now)
