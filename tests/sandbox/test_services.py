"""What all providers of the rest of the world have in common: a state page, hands, a memory."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import sandbox
from sandbox.config import SandboxConfig
from sandbox.providers.geo.yandex import KEY as MAPS_KEY
from sandbox.providers.shop.server import KEY as SHOP_KEY
from tests.sandbox.conftest import TOKEN, Place, open_place

ROOT = Path(sandbox.__path__[0])
NAMES = ("maps", "tracker", "oidc", "calendar", "shop", "rooms")
SAID = re.compile(rf'"((?:{"|".join(NAMES)})-[a-z-]+)(\{{)?')


@pytest.mark.parametrize("name", NAMES)
async def test_each_has_a_state_and_says_what_it_can_do(place: Place, name: str) -> None:
    told = await place.look(f"/sim/provider/{name}")
    assert told["url"] == f"/providers/{name}" and told["sections"] and told["levers"] is not None
    refused = await place.sim(f"provider/{name}", action="dance", status=400)
    assert set(refused["hint"].split(", ")) <= set(told["actions"]) and refused["hint"]
    levers = [one["action"] for one in told["levers"] if "action" in one]
    assert set(levers) <= set(told["actions"])
    for action in ("outage", "restore", "hold", "release"):
        await place.sim(f"provider/{name}", action=action)
    await place.sim(f"provider/{name}", action="copies", times="many", status=400)


async def test_what_they_keep_survives_a_restart_and_not_a_reset(tmp_path: Path) -> None:
    config = SandboxConfig(token=TOKEN, state_dir=tmp_path)
    hands: dict[str, dict[str, Any]] = {
        "tracker": {"action": "workout", "as_": "olya", "km": 5},
        "calendar": {"action": "add", "as_": "olya"},
        "shop": {"action": "buy", "sku": "SV-00002", "sub": "olya"},
        "oidc": {"action": "rotate"},
    }
    parts = {"tracker": "workouts", "calendar": "events", "shop": "orders"}
    async for place in open_place(config):
        for name, fields in hands.items():
            await place.sim(f"provider/{name}", **fields)
        kept = {name: (await place.look(f"/sim/provider/{name}"))[part] for name, part in parts.items()}
        jwks = await place.look("/providers/oidc/google/oauth2/v3/certs")
    async for place in open_place(config):
        assert {name: (await place.look(f"/sim/provider/{name}"))[part] for name, part in parts.items()} == kept
        assert await place.look("/providers/oidc/google/oauth2/v3/certs") == jwks
        await place.sim("reset", story="empty")
        after = {name: (await place.look(f"/sim/provider/{name}"))[part] for name, part in parts.items()}
        assert after == {name: [] for name in parts}
        number = (await place.sim("provider/tracker", **hands["tracker"]))["id"]
        assert number > kept["tracker"][0]["id"]  # a number is never met twice


HOSTILE = ("²", "9" * 5000, "-1", "1e9", "\x00", "' or 1=1", "٣")


async def test_no_number_is_too_strange(place: Place) -> None:
    """Whatever comes for a number or a place is refused, or does no harm: nothing of it is an error of theirs."""
    await place.sim("provider/maps", action="strict", on=False)
    deep = f"{'[' * 3000}.{'[' * 3000}.x"
    key = {"Authorization": f"Bearer {SHOP_KEY}", "User-Agent": "Forma/1"}
    for one in HOSTILE:
        for path, query in (
            ("maps/nominatim/search", {"q": "a", "limit": one}),
            ("maps/nominatim/reverse", {"lat": one, "lon": "37"}),
            ("maps/yandex/1.x", {"apikey": MAPS_KEY, "format": "json", "geocode": "999,-999", "results": one}),
            ("maps/overpass/interpreter", {"data": f"[out:json];nwr[leisure](around:{one},9999,-9999);out {one};"}),
            ("shop/api/v1/products", {"limit": one}),
            ("shop/api/v1/orders", {"cursor": one, "since": one}),
            ("shop/go/SV-00001", {"subid": one}),
            ("rooms/jitsi/room", {"jwt": deep}),
            ("rooms/files/none", {"until": one}),
            ("tracker/api/v3/activities/" + quote(one[:50], safe=""), {}),
        ):
            async with place.http.get(place.url("/providers/") + path, params=query, headers=key) as response:
                assert response.status < 500, (path, one[:9])


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_word_of_a_state_page_is_there(lang: str) -> None:
    text = (ROOT / f"telegram/static/page/words_{lang}.js").read_text(encoding="utf-8")
    known = set(re.findall(r'^  "([\w-]+)":', text, re.MULTILINE))
    sources = [
        path.read_text(encoding="utf-8")
        for name in (*NAMES, "geo")
        for path in (ROOT / "providers").glob(f"{name}/*.py")
    ]
    asked = {found for source in sources for found in SAID.findall(source)}
    words = {word for word, more in asked if not more}
    assert len(words) > 30 and words <= known
    for head in (word for word, more in asked if more):
        assert any(word.startswith(head) for word in known), head
