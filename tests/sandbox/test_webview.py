"""The mini-app as a telephone opens it: by way of an origin of its own, under the telephone's name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.config import SandboxConfig
from tests.sandbox.conftest import Place, open_place

POLICY = "default-src 'none'; script-src 'nonce-abc123'"
PAGE = "<!doctype html><html><head><title>т</title></head><body>{agent}</body></html>"


async def page(request: web.Request) -> web.Response:
    headers = {"Content-Security-Policy": POLICY}
    return web.Response(
        text=PAGE.format(agent=request.headers["User-Agent"]), content_type="text/html", headers=headers
    )


async def fragment(_: web.Request) -> web.Response:
    return web.Response(text='<header class="head"><h1>Ты</h1></header>', content_type="text/html")


async def echo(request: web.Request) -> web.Response:
    about = {name: request.headers.get(name) for name in ("Origin", "Authorization", "Host")}
    return web.json_response(about | {"body": await request.text(), "path": request.raw_path})


async def live(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(b"data: 1\n\n")
    await asyncio.Event().wait()
    return response


@pytest.fixture
async def phone_place() -> AsyncIterator[Place]:
    app = web.Application()
    app.add_routes(
        [web.get("/", page), web.get("/fragment", fragment), web.post("/save", echo), web.get("/live", live)]
    )
    server = TestServer(app)
    await server.start_server()
    config = SandboxConfig(webapp_url=f"http://127.0.0.1:{server.port}")
    async for place in open_place(config):
        yield place
    await server.close()


async def origin(place: Place, **how: str) -> str:
    url: str = (await place.look("/sim/webapp", as_="olya", path="/", **how))["url"]
    assert "tgWebAppPlatform=android" in url and "tgWebAppVersion=9.6" in url
    return url.split("/#")[0]


async def test_a_page_gets_the_name_of_the_telephone_and_a_script_that_may_run(phone_place: Place) -> None:
    home = await origin(phone_place, device="android-low")
    assert home != phone_place.world.config.webapp_url
    async with phone_place.http.get(home) as answer:
        text = await answer.text()
    assert "Telegram-Android/" in text and "; LOW)</body>" in text
    assert '<head><script nonce="abc123">' in text and answer.headers["Content-Security-Policy"] == POLICY
    async with phone_place.http.get(f"{home}/fragment") as answer:
        assert await answer.text() == '<header class="head"><h1>Ты</h1></header>', "it is no page"
    await phone_place.sim("settings", quirks=["android"])
    assert await origin(phone_place) != home, "another telephone has an origin of its own"


async def test_what_is_sent_arrives_as_it_was_sent(phone_place: Place) -> None:
    home = await origin(phone_place, device="android")
    headers = {"Origin": home, "Authorization": "tma x"}
    async with phone_place.http.post(f"{home}/save?a=1%262", data="имя=Оля", headers=headers) as answer:
        got = await answer.json()
    upstream = phone_place.world.config.webapp_url
    assert got == {
        "Origin": upstream,
        "Authorization": "tma x",
        "Host": upstream.removeprefix("http://"),
        "body": "имя=Оля",
        "path": "/save?a=1%262",
    }


async def test_a_live_stream_is_passed_on_as_it_comes(phone_place: Place) -> None:
    home = await origin(phone_place, device="android")
    async with phone_place.http.get(f"{home}/live") as answer:
        assert await asyncio.wait_for(answer.content.readline(), 30) == b"data: 1\n"


async def test_the_launch_data_stay_as_they_were_signed(phone_place: Place) -> None:
    url: str = (await phone_place.look("/sim/webapp", as_="olya", path="/", device="android"))["url"]
    assert url.count("#") == 1
    (launch,) = parse_qs(url.partition("#")[2])["tgWebAppData"]
    assert {"user", "auth_date", "hash"} <= parse_qs(launch).keys()


async def test_an_unknown_telephone_is_refused(phone_place: Place) -> None:
    async with phone_place.http.get(phone_place.url("/sim/webapp"), params={"as": "olya", "device": "nokia"}) as answer:
        assert answer.status == 400 and "android-low" in (await answer.json())["hint"]
