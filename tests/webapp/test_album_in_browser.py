"""An album that is open gets what comes into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from domain import database
from domain.files.pictures import FETCH
from forma.work import job_handlers
from tests.kit.shop import nobody_pays
from tests.webapp import finished
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp
from tests.webapp.world import OLYA
from webapp.kit.sign_in import real_now


@pytest.mark.browser
async def test_new_photos_come_into_an_album_that_is_open(cast: Cast, phone: PickUp, tmp_path: Path) -> None:
    there = await finished.over(cast.igor, [cast.olya, cast.paul], tmp_path, now=real_now())
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{there.event_id}/photos")
    await expect(frame.locator(".album li")).to_have_count(2)
    fresh = await finished.shown(cast.paul, there.event_id, "", now=real_now())
    fetch = job_handlers(finished.Telegram(), tmp_path, nobody_pays(), real_now)[FETCH]
    for row in await database.fetch("SELECT id FROM files WHERE state = 'pending' AND purpose = 'album'"):
        await fetch(str(row["id"]))
    await expect(frame.locator(".album li").first).to_have_id(f"photo-{fresh}")
    await expect(frame.locator(".album li")).to_have_count(3)
    await expect(frame.locator("#album-chips .count").first).to_have_text("3")
    assert hand.troubles == []
