"""An event that is over, with everything that it leaves behind."""

from __future__ import annotations

import asyncio
import io
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.album import photos
from domain.events.album.photos import Sent
from domain.events.awards import diplomas, prizes
from domain.events.awards.diploma_codes import diploma_key
from domain.events.entry import registration
from domain.events.entry.tickets import ticket_key
from domain.events.results import entering, final
from domain.files.fetching import fetch_picture
from domain.files.vault import Vault
from domain.forms.form import JsonValue
from tests.webapp.world import SECRET, published
from webapp.kit.routing import Route

PATHS = ("/photos", "/diploma", "/awards")


@dataclass(frozen=True, slots=True)
class Over:
    event_id: int
    photo_id: int
    code: str
    """Of the diploma of who came in first."""

    def path(self, route: Route) -> str:
        known = {"event_id": self.event_id, "photo_id": self.photo_id, "code": self.code}
        return re.sub(r"\{(\w+):(?:[^{}]|\{[^{}]*\})*\}", lambda found: str(known[found[1]]), route.path)


class Telegram:
    """Gives any file that it is asked for."""

    async def download(self, file_id: str) -> bytes:
        return await asyncio.to_thread(_picture, sum(file_id.encode()))


def _picture(seed: int) -> bytes:
    made = io.BytesIO()
    size = (640, 480) if seed % 3 else (480, 640)
    Image.new("RGB", size, (seed * 37 % 256, 90 + seed * 11 % 120, 140)).save(made, "JPEG")
    return made.getvalue()


async def fetched(files: Path) -> None:
    """The bytes of every photo that waits for them."""
    for row in await database.fetch("SELECT id FROM files WHERE state = 'pending' AND purpose = 'album' ORDER BY id"):
        await fetch_picture(row["id"], downloads=Telegram(), directory=files)


async def shown(author: Person, event_id: int, caption: str, *, now: datetime) -> int:
    async with database.transaction():
        return await photos.add(author, event_id, Sent(f"photo {caption}"[:200], caption=caption), now=now)


async def over(
    organizer: Person, runners: list[Person], files: Path, *, now: datetime, words: str = "Кубок", **plan: object
) -> Over:
    """They came in in their order, with numbers from 1; approved, with prizes for three places and two photos."""
    event_id = await published(organizer, now, **{"kind": "race", "distance_m": 5000} | plan)
    for runner in runners:
        async with database.transaction():
            await registration.register(runner, event_id, {}, now=now)
    async with database.transaction():
        await lifecycle.start(organizer, event_id, now=now)
        for number in range(1, len(runners) + 1):
            await entering.enter(organizer, event_id, number, f"2{number}:43", now=now)
        for place in (1, 2, 11):
            said: dict[str, JsonValue] = {
                "place": place,
                "among": "all",
                "text": words,
                "badge": True,
                "codes": "A-1\nA-2",
            }
            await prizes.set_prize(organizer, event_id, said, Vault(files).keys, now=now)
        await diplomas.set_rule(organizer, event_id, signature=words[:100], now=now)
        await final.announce(organizer, event_id, now=now)
    photo_id = await shown(runners[0], event_id, f"№1 2 {words}", now=now)
    await shown(organizer, event_id, "2", now=now)
    await fetched(files)
    code = (await diplomas.own_diploma(runners[0], event_id)).code(diploma_key(ticket_key(SECRET)))
    return Over(event_id, photo_id, code)
