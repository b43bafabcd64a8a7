"""Map services on localhost, and our adapters that speak to them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer

from domain.maps.addresses import Addresses
from domain.maps.kept import Kept
from domain.maps.nearby import Neighbourhood
from domain.maps.services import Maps
from integrations.maps.asking import ANSWER_S
from integrations.maps.nominatim import Nominatim
from integrations.maps.overpass import Overpass
from integrations.maps.yandex import Yandex
from sandbox.app import build_app
from sandbox.config import SandboxConfig
from sandbox.providers.geo import yandex

GEOCODERS = ("nominatim", "yandex")


@dataclass
class Atlas:
    """`drive` are the hands of who runs the services; `asked` what they were asked, oldest first."""

    server: TestServer
    http: aiohttp.ClientSession
    stack: AsyncExitStack

    @property
    def base(self) -> str:
        return str(self.server.make_url("/providers/maps"))

    def geocoder(
        self, name: str = "nominatim", *, each_s: float = 0.0, answer_s: float = ANSWER_S
    ) -> Nominatim | Yandex:
        made: Nominatim | Yandex
        if name == "yandex":
            made = Yandex(yandex.KEY, api=f"{self.base}/yandex", answer_s=answer_s)
        else:
            made = Nominatim(api=f"{self.base}/nominatim", each_s=each_s, answer_s=answer_s)
        self.stack.push_async_callback(made.close)
        return made

    def overpass(self, *, each_s: float = 0.0, answer_s: float = ANSWER_S) -> Overpass:
        made = Overpass(api=f"{self.base}/overpass", each_s=each_s, answer_s=answer_s)
        self.stack.push_async_callback(made.close)
        return made

    def maps(self, kept: Kept | None = None) -> Maps:
        kept = kept or Kept(None)
        return Maps(Addresses(self.geocoder(), kept), Neighbourhood(self.overpass(), kept))

    async def drive(self, action: str, **fields: Any) -> None:
        address = self.server.make_url("/sim/provider/maps")
        async with self.http.post(address, json={"action": action, **fields}) as response:
            assert response.status == 200, await response.text()

    async def asked(self) -> list[str]:
        """Newest last, of each its API and its status."""
        async with self.http.get(self.server.make_url("/sim/provider/maps")) as response:
            told = await response.json()
        rows = next(one["rows"] for one in told["sections"] if one["name"] == "maps-asked")
        return [str(row["about"]) for row in reversed(rows)]


@asynccontextmanager
async def open_atlas(server: TestServer | None = None) -> AsyncIterator[Atlas]:
    """Patient: with the speed limits off."""
    async with AsyncExitStack() as stack:
        if server is None:
            server = TestServer(build_app(SandboxConfig()))
            await server.start_server()
            stack.push_async_callback(server.close)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        atlas = Atlas(server, http, stack)
        await atlas.drive("strict", on=False)
        yield atlas
