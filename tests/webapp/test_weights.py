"""Budgets: what a first opening carries over the air."""

from __future__ import annotations

import gzip
import re

from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, WebClient, published
from webapp.kit.assets import STATIC, Assets

KB = 1024
FOLDER = STATIC.parent


def test_scripts_and_styles_stay_within_their_budgets() -> None:
    assets = Assets()
    ours, telegram = len(assets.get("forma.js").zipped), len(assets.get("telegram.js").zipped)
    assert ours <= 24 * KB, "htmx, its streams and all of ours"
    assert ours + telegram <= 40 * KB, "with Telegram's own script, which its servers usually serve"
    assert len(assets.get("forma.css").zipped) <= 10 * KB


async def test_the_shell_is_small_and_names_its_assets_by_their_content(client: WebClient) -> None:
    shell = await (await client.get("/")).text()
    assert len(gzip.compress(shell.encode())) <= 14 * KB
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', shell):
        answer = await client.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.status == 200
        assert answer.headers["Cache-Control"].endswith("immutable")
        assert re.search(r"\.[0-9a-f]{12}\.", path)
        plain = await client.get(path, headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in plain.headers
    assert (await client.get("/static/app.py")).status == 404
    assert (await client.get("/static/%2e%2e%2fapp.py")).status == 404


async def test_pages_are_packed_and_small_whatever_people_wrote(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    words = " ".join(str(number) for number in range(1200))[:4000]
    for number in range(30):
        await published(cast.igor, clock.now(), title=f"Забег {number}", description=words, rules=words)
    for path in ("/", "/events", "/events/1", "/me"):
        answer = await olya.get(path, **{"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip", path
        assert len(gzip.compress((await answer.text()).encode())) <= 14 * KB, path
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert "Content-Encoding" not in (await olya.get("/", **{"Accept-Encoding": "identity"})).headers


def test_pictures_of_lists_wait_until_they_are_near() -> None:
    for template in (FOLDER / "templates").rglob("*_rows.html"):
        assert "<img" not in template.read_text(), "rows take their picture from the one macro"
    assert 'loading="lazy"' in (FOLDER / "templates/events/parts.html").read_text()


def test_nothing_moves_or_throws_shadows_that_should_not() -> None:
    """No shadows, no fonts to be loaded, motion that two rules switch off."""
    css = Assets().get("forma.css").plain.decode()
    assert "box-shadow" not in css and "@font-face" not in css and "@import" not in css
    assert ".low *" in css and "prefers-reduced-motion" in css
