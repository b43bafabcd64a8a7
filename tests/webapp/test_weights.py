"""Budgets: what a first opening carries over the air."""

from __future__ import annotations

import gzip
import re

from tests.webapp.world import WebClient
from webapp.kit.assets import Assets

KB = 1024


def test_scripts_and_styles_stay_within_their_budgets() -> None:
    assets = Assets()
    ours, telegram = len(assets.get("forma.js").zipped), len(assets.get("telegram.js").zipped)
    assert ours <= 24 * KB, "htmx, its streams and all of ours"
    assert ours + telegram <= 41 * KB, "with Telegram's own script, which its servers usually serve"
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
