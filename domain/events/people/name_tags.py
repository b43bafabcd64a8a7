"""The bib beside the name, in the groups of an event: «№114 · 5:30»; for a day after the results, who has won."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import orjson

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.entry.meanings import meaning
from domain.events.entry.statuses import PLACED_SQL
from domain.events.lifecycle import load, load_managed
from domain.events.models import Event
from domain.events.people import winner_tags
from domain.events.people.winner_tags import PlaceWords, tag_of
from domain.forms.form import Kind
from domain.spaces import tags

STAYS = timedelta(days=1)
"""After the finish; who talks about the race there is still known by their number."""
_PACE = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?!\d)")
_FASTEST_S, _SLOWEST_S = 120, 900
"""Seconds for a kilometre: what is beyond is no pace."""


async def due(event_id: int, *, now: datetime) -> None:
    await tags.due(f"event:{event_id}", now=now)


async def settle(subject: str, *, words: PlaceWords, now: datetime) -> datetime | None:
    """What the agenda asks for: every group of the event shows its people's numbers, and who has won. When to look
    again.
    """
    try:
        event = await load(int(subject.removeprefix("event:")), lock=False)
    except NotFound:
        return None
    ends_at = await _ends_at(event, now=now)
    is_over = event.status == "cancelled" or (ends_at is not None and ends_at <= now)
    numbers = {} if is_over else await _wanted(event)
    won = await winner_tags.winners_of(event, now=now)
    groups = await database.fetch(
        "SELECT l.chat_id, l.tags, s.language FROM space_links l JOIN spaces s ON s.chat_id = l.chat_id "
        "WHERE l.subject = $1 ORDER BY l.id",
        subject,
    )
    waits = False
    for row in groups:
        said = {user: tag_of(words(row["language"], place, event.distance_m)) for user, place in won.places.items()}
        waits |= await tags.settle(row["chat_id"], numbers | said if row["tags"] else {}, now=now)
    looks = [now + tags.AGAIN if waits else None, ends_at if not is_over else None, won.look_at if groups else None]
    return min((one for one in looks if one is not None), default=None)


async def _ends_at(event: Event, *, now: datetime) -> datetime | None:
    """A day after the finish, as it was first seen."""
    if event.status != "finished":
        return None
    ends_at: datetime | None = await database.fetchval(
        "UPDATE space_links SET tags_end_at = coalesce(tags_end_at, $2) WHERE subject = $1 RETURNING tags_end_at",
        *(f"event:{event.id}", now + STAYS),
    )
    return ends_at


async def _wanted(event: Event) -> dict[int, str]:
    rows = await database.fetch(
        "SELECT r.user_id, r.number, r.answers FROM registrations r JOIN users u ON u.id = r.user_id "
        f"WHERE r.event_id = $1 AND r.status IN {PLACED_SQL} AND r.number IS NOT NULL AND u.status = 'active'",
        event.id,
    )
    asked = pace_question(event)
    return {row["user_id"]: tag_text(row["number"], _pace(asked, orjson.loads(row["answers"]))) for row in rows}


def tag_text(number: int, pace: str | None) -> str:
    """What does not fit is left out: the number is what people look for."""
    whole = f"№{number} · {pace}" if pace else f"№{number}"
    return whole if len(whole) <= tags.LONGEST else f"№{number}"


def pace_question(event: Event) -> Mapping[str, Any] | None:
    """The question about the pace that people want to run, if the organizer asks it."""
    return next((one for one in event.questions if _is_about_pace(one)), None)


def _is_about_pace(question: Mapping[str, Any]) -> bool:
    return meaning(str(question.get("label") or ""), Kind(question["kind"])) == "target_pace"


def _pace(question: Mapping[str, Any] | None, answers: Mapping[str, Any]) -> str | None:
    if question is None:
        return None
    said = answers.get(question["key"])
    labels = {one["key"]: one.get("label") or one["key"] for one in question.get("choices", ())}
    return pace_in(str(labels.get(said, said)))


def pace_in(words: str) -> str | None:
    """«5:30», «5.30 мин/км» → «5:30»; None for what is no pace."""
    found = _PACE.search(words)
    if found is None:
        return None
    minutes, seconds = int(found[1]), int(found[2])
    is_one = seconds < 60 and _FASTEST_S <= minutes * 60 + seconds <= _SLOWEST_S
    return f"{minutes}:{seconds:02}" if is_one else None


async def switch(actor: Person, event_id: int, *, on: bool, now: datetime) -> None:
    """In all groups of the event. Raises NotFound, NotAllowed."""
    event = await load_managed(actor, event_id)
    subject = f"event:{event.id}"
    await database.execute("UPDATE space_links SET tags = $2 WHERE subject = $1", subject, on)
    await trail.record(actor.id, "event-tags-switched", subject, now=now, details={"on": on})
    await tags.due(subject, now=now)
