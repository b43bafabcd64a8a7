"""Connections that have been used: the first statements of each cost PostgreSQL ten times what they do later."""

from __future__ import annotations

import asyncio
from datetime import datetime

from domain import database
from domain.accounts.people import get_person
from domain.events.finding.catalogue import EventFilter, find_events
from domain.events.finding.home import get_home
from domain.events.queries import get_event_card
from domain.inbox.rows import place_of
from forma.runtime import log

WARM = {"bot": 2, "web": 2}
"""So many are used before a process says that it is ready: each costs its start some fifty milliseconds."""
PATIENCE_S = 2.0
"""Whoever starts it does not wait longer for that."""


async def warm_connections(count: int, now: datetime) -> None:
    """So many are opened at once and look at what people look at first; whatever goes wrong here comes up later."""
    try:
        async with asyncio.timeout(PATIENCE_S), asyncio.TaskGroup() as looking:
            for _ in range(count):
                looking.create_task(_look(now))
    except* Exception as group:
        log.warning("connections are cold", error=place_of(group.exceptions[0]))


async def _look(now: datetime) -> None:
    """In a transaction, so that none of them shares its connection with another."""
    async with database.transaction():
        anybody = await database.fetchval("SELECT min(user_id) FROM profiles")
        if anybody is None:
            return
        viewer = await get_person(anybody)
        await get_home(viewer, now=now)
        for row in await find_events(EventFilter(), now=now, limit=1):
            await get_event_card(row.id, viewer)
