"""How the organizer hears of who comes: at once or every ten minutes, in the organizers' topic or in private.

All members of a group read its topics, so a topic is told numbers; names are for the organizer's private chat.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.addressee import told_for
from domain.events.entry.statuses import COMING_SQL, OUT_SQL
from domain.events.lifecycle import load_managed
from domain.events.models import Event
from domain.forms.form import Choice, Field, Form, Kind
from domain.notifications import keys, outbox
from domain.notifications.rules import Topic
from domain.spaces import topics
from domain.spaces.queries import SpaceCard, linked_spaces
from domain.spaces.topics import thread_of

WAYS = ("digest", "instant", "private")
"""Every ten minutes or at once, in the topic where there is one; or every ten minutes and always in private."""
NOTICES_FORM = Form(
    "event-notices",
    (
        Field(
            "notices",
            Kind.CHOICE,
            words="event-notices-ask",
            choices=tuple(Choice(way, f"event-notices-{way}") for way in WAYS),
        ),
    ),
    words="event-notices-form",
)
DIGEST, AT_ONCE = timedelta(minutes=10), timedelta(seconds=5)
_STILL_COMMITTING = timedelta(seconds=1)
"""A message counts until this long before it leaves: nobody is counted twice or forgotten between two of them."""
_KIND, _HANDED = "event-registrations", "event-ticket-handed"


async def set_notices(actor: Person, event_id: int, way: str, *, now: datetime) -> None:
    """Raises NotFound, NotAllowed; ValueError for no way of ours."""
    if way not in WAYS:
        raise ValueError(way)
    event = await load_managed(actor, event_id)
    event.notices = way
    await event.save(update_fields=["notices"])
    await trail.record(actor.id, "event-notices-changed", f"event:{event.id}", now=now, details={"notices": way})


async def organizers_place(event: Event) -> SpaceCard | None:
    """The group with a topic for the organizers; None: the private chat."""
    if event.notices == "private":
        return None
    for space in await linked_spaces(f"event:{event.id}"):
        if await thread_of(space.chat_id, "organizers") is not None:
            return space
    return None


async def applications_place(event: Event, *, now: datetime) -> SpaceCard | None:
    """The group with a topic for them; None: the private chats of those who decide.

    Where there is a topic for the organizers and none for applications, one is asked for; meanwhile that one will do.
    """
    space = await organizers_place(event)
    if space is not None:
        await topics.plan_missing(space.chat_id, [topics.APPLICATIONS], now=now)
    return space


async def registered(event: Event, registration_id: int, *, now: datetime, in_groups: bool = True) -> None:
    """However many register in ten minutes, the organizer has one message of them, unless each is wanted at once.

    The caller holds the event, so two registrations do not both find the message missing, and the history's ids are
    in the order in which places were given: moments are not, whoever waited for the event has an earlier one.
    `in_groups`: there may be one that is told.
    """
    space = await organizers_place(event) if in_groups else None
    at_once = event.notices == "instant"
    if at_once and space is None:
        params = {"event_id": event.id, "registration_id": registration_id}
        await _tell_privately(event, params, f"event-registered:{registration_id}:{_ms(now)}", now, now)
        return
    where = f"{_KIND}:{event.id}:{space.chat_id if space else 'private'}:"
    if await keys.is_waiting(prefix=where, later_than=now + _STILL_COMMITTING):
        return
    leaves_at = now + (AT_ONCE if at_once else DIGEST)
    until = leaves_at - _STILL_COMMITTING
    last = "SELECT max(id) FROM registration_changes WHERE registration_id = $1"
    since = await database.fetchval(last, registration_id)
    params = {"event_id": event.id, "since": since, "until": until.isoformat()}
    key = f"{where}{_ms(now)}"
    if space is None:
        await _tell_privately(event, params, key, leaves_at, now)
    else:
        kind = "event-registrations-in-group"
        await outbox.tell_chat(space.chat_id, kind, params=params, dedupe_key=key, not_before=leaves_at, now=now)


async def registered_together(
    event: Event, registration_ids: Sequence[int], *, now: datetime, in_groups: bool = True
) -> None:
    """In the order of their numbers: the first one's message counts the others, unless each is wanted at once."""
    each = event.notices == "instant" and not (in_groups and await organizers_place(event))
    for registration_id in registration_ids if each else registration_ids[:1]:
        await registered(event, registration_id, now=now, in_groups=in_groups)


async def handed_over(event: Event, registration_id: int, giver_id: int, *, now: datetime) -> None:
    """Somebody else takes part in their place; in the topic of the organizers, under which number."""
    params, space = {"event_id": event.id, "registration_id": registration_id}, await organizers_place(event)
    if space is None:
        await _tell_privately(
            event, {**params, "giver": giver_id}, f"{_HANDED}:{registration_id}:{_ms(now)}", now, now, _HANDED
        )
    else:
        await outbox.tell_chat(space.chat_id, f"{_HANDED}-in-group", params=params, now=now)


async def _tell_privately(
    event: Event, params: dict[str, object], key: str, not_before: datetime, now: datetime, kind: str = _KIND
) -> None:
    await outbox.notify(
        await told_for(event.organizer_id, event.organization_id),
        kind,
        params=params,
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=key,
        not_before=not_before,
        now=now,
    )


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


_NEW = f"""
SELECT r.id, {FULL_NAME} AS name FROM registrations r
JOIN profiles p ON p.user_id = r.user_id
WHERE r.event_id = $1 AND r.status NOT IN {OUT_SQL} AND EXISTS (
    SELECT 1 FROM registration_changes c WHERE c.registration_id = r.id AND c.to_status IN {COMING_SQL}
    AND (c.from_status IN {COMING_SQL}) IS NOT TRUE AND c.id >= $2 AND c.at < $3)
ORDER BY r.id
"""


async def newcomers(event_id: int, since: int, until: datetime) -> list[str]:
    """The names of those who were given a place from that change on until a moment, and still have it.

    In the order of registering.
    """
    return [row["name"] for row in await database.fetch(_NEW, event_id, since, until)]


async def newcomer(registration_id: int) -> list[str]:
    """That person's name, while they take part."""
    rows = await database.fetch(
        f"SELECT {FULL_NAME} AS name FROM registrations r JOIN profiles p "
        f"ON p.user_id = r.user_id WHERE r.id = $1 AND r.status NOT IN {OUT_SQL}",
        registration_id,
    )
    return [row["name"] for row in rows]
