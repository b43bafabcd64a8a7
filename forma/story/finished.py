"""What the story's finished race leaves behind: prizes with codes, and an album of photos that were never taken."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw

from domain import database
from domain.accounts.people import Person
from domain.events.album import photos
from domain.events.awards import diplomas, prizes
from domain.files.uploading import keep_upload, prepare_upload
from domain.files.vault import Vault
from domain.forms.form import JsonValue
from domain.lettering.fonts import font
from domain.lettering.letters import BOLD

_PRIZES = (
    (1, "Кроссовки и кубок с золотым листом", "LES-2026-A\nLES-2026-B"),
    (2, "Беговой рюкзак", ""),
    (3, "Термокружка и мёд с пасеки в Измайлове", ""),
)
_SCENES = (
    (3, "Первый на финише! № 3"), (2, "№ 2"), (7, "7, 2"), (9, "№9 и № 1 у пруда"), (1, "1"), (4, "№ 4"),
    (6, "Последний поворот"), (8, "8"), (9, "9"),
)  # fmt: skip
"""Who runs there, and what is written under it."""
_SKIES = (("#f6d7a7", "#8a9a5b"), ("#cfe3ef", "#6f8f5f"), ("#f2c1a0", "#7c7f4a"), ("#dfe7d6", "#557a52"))
_SHIRTS = ("#d6453d", "#2f6fbd", "#e29a2e", "#7a4fb0", "#1f8f74")
_WIDE, _HIGH = 1200, 900


async def promise_prizes(organizer: Person, event_id: int, vault: Vault, *, now: datetime) -> None:
    async with database.transaction():
        for place, text, codes in _PRIZES:
            said: dict[str, JsonValue] = {"place": place, "among": "all", "text": text, "badge": True, "codes": codes}
            await prizes.set_prize(organizer, event_id, said, vault.keys, now=now)
        await diplomas.set_rule(organizer, event_id, signature="Главный судья Игорь Орлов", now=now)


async def show_photos(event_id: int, authors: Mapping[int, Person], directory: Path, *, now: datetime) -> None:
    """`authors`: who showed the photos up to that number of theirs."""
    for at, (number, caption) in enumerate(_SCENES, 1):
        author = next(person for last, person in authors.items() if at <= last)
        prepared = await prepare_upload(await asyncio.to_thread(_scene, at, number))
        file_id = await keep_upload(author.id, prepared, directory, purpose=photos.PURPOSE, now=now)
        async with database.transaction():
            await photos.add_picture(author, event_id, file_id, caption, now=now)


def _scene(at: int, number: int) -> bytes:
    """A runner in the park, with a bib."""
    sky, grass = _SKIES[at % len(_SKIES)]
    picture = Image.new("RGB", (_WIDE, _HIGH), sky)
    on = ImageDraw.Draw(picture)
    on.ellipse((820 - at * 40, 90, 980 - at * 40, 250), fill="#fff4d6")
    for tree in range(9):
        x = tree * 150 - (at * 53) % 150
        on.polygon([(x, 560), (x + 75, 190 + (tree * at * 37) % 140), (x + 150, 560)], fill=_darker(grass, 0.72))
    on.rectangle((0, 540, _WIDE, _HIGH), fill=grass)
    on.polygon([(240, _HIGH), (520, 540), (700, 540), (1020, _HIGH)], fill="#c9b08a")
    _runner(on, 600 + (at * 61) % 160 - 80, 470, _SHIRTS[number % len(_SHIRTS)], number)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def _runner(on: ImageDraw.ImageDraw, x: int, y: int, shirt: str, number: int) -> None:
    skin = "#c68863"
    on.line([(x - 20, y + 150), (x - 70, y + 270), (x - 140, y + 300)], fill="#2a2f3a", width=44, joint="curve")
    on.line([(x + 20, y + 150), (x + 80, y + 240), (x + 60, y + 360)], fill="#2a2f3a", width=44, joint="curve")
    on.line([(x - 60, y - 60), (x - 130, y + 20), (x - 70, y + 70)], fill=skin, width=30, joint="curve")
    on.line([(x + 60, y - 60), (x + 130, y + 10), (x + 170, y - 60)], fill=skin, width=30, joint="curve")
    on.rounded_rectangle((x - 78, y - 95, x + 78, y + 165), 46, fill=shirt)
    on.ellipse((x - 52, y - 205, x + 52, y - 95), fill=skin)
    on.rounded_rectangle((x - 58, y - 30, x + 58, y + 70), 8, fill="#ffffff")
    on.text((x, y + 20), str(number), font=font(BOLD, 74), fill="#17202b", anchor="mm")


def _darker(colour: str, part: float) -> str:
    red, green, blue = (int(int(colour[at : at + 2], 16) * part) for at in (1, 3, 5))
    return f"#{red:02x}{green:02x}{blue:02x}"
