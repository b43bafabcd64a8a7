"""There is no room for a picture: it is said in words, nothing half is left, everything else goes on (F37)."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from PIL import Image

from domain import database as forma_database
from tests.kit.disks import small_disk
from tests.webapp.world import Opened, WebClient


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """One mebibyte, as the uploads' directory."""
    with small_disk(tmp_path / "files", megabytes=1) as small:
        yield small.path


def _noise() -> bytes:
    """A picture that does not shrink."""
    size, out = (900, 700), io.BytesIO()
    Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3)).save(out, "PNG")
    return out.getvalue()


async def test_a_full_disk_is_said_and_leaves_nothing_half(disk: Path, client: WebClient, igor: Opened) -> None:
    picture = _noise()
    answers: list[int] = []
    while 507 not in answers and len(answers) < 20:
        form = aiohttp.FormData()
        form.add_field("picture", io.BytesIO(picture), filename="a.png", content_type="image/png")
        answer = await client.post("/pictures", data=form, headers=igor.headers)
        answers.append(answer.status)
        words = await answer.text()
    assert set(answers) == {200, 507}
    assert "кончилось место" in words
    rows = await forma_database.fetch("SELECT path FROM files WHERE state = 'ready'")
    named = {row["path"].split("/")[1]: 2 for row in rows}
    assert _found(disk) == named, "no row without its folder, no folder without its row or half of it"
    assert (await igor.get("/me")).status == 200, "everything else goes on"


def _found(place: Path) -> dict[str, int]:
    return {folder.name: len(list(folder.iterdir())) for folder in place.iterdir()}
