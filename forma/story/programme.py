"""The demo story: a ride with a programme, of which people choose."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.accounts.people import Person, get_person
from domain.events.programme import making, own
from domain.events.programme.items import items_of
from domain.notifications import outbox

_LINES = """
8:30 сбор, проверка тормозов
9:00–12:30 маршрут 40 км / 20
9:00–10:45 маршрут 15 км / 8
13:00 пикник у фонтана
14:00–15:00 мастерская: сменить камеру / 10
"""


async def give_programme(organizer: Person, title: str, *, now: datetime) -> None:
    event_id = await database.fetchval("SELECT id FROM events WHERE title = $1", title)
    async with database.transaction():
        await making.add(organizer, event_id, _LINES, keep=True, now=now)
    routes = [str(one.id) for one in await items_of(event_id) if one.by_choice]
    rows = await database.fetch("SELECT user_id FROM registrations WHERE event_id = $1 ORDER BY id", event_id)
    for index, row in enumerate(rows):
        async with database.transaction():
            await own.change_choice(await get_person(row["user_id"]), event_id, [routes[index % 2]], now=now)
    async with database.transaction():
        await outbox.drop(prefix="programme-")  # the story's people are not in any chat with us
