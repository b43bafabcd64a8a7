"""The SMS and push gateways: their protocol, their refusals, their reports."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.providers.gateway import KEY, signature
from sandbox.providers.sms import segments
from tests.sandbox.conftest import Place

SMS = {"to": "+79000000001", "from": "Forma", "text": "Код 1234"}
PUSH: dict[str, Any] = {"token": "device-1", "title": "Завтра забег", "body": "Старт в 10:00", "data": {"event": "7"}}


async def send(place: Place, provider: str, body: object, **headers: str) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {KEY}"} | {name.replace("_", "-"): text for name, text in headers.items()}
    address = place.url(f"/providers/{provider}/v1/messages")
    async with place.http.post(address, json=body, headers=headers) as response:
        return response.status, await response.json()


async def test_an_sms_is_kept(place: Place) -> None:
    status, answer = await send(place, "sms", SMS)
    assert (status, answer["status"], answer["segments"]) == (202, "accepted", 1)
    (kept,) = await place.look("/sim/outbox/sms", to="+79000000001")
    assert kept["text"] == "Код 1234" and kept["sender"] == "Forma" and kept["id"] == answer["id"]
    assert await place.look("/sim/outbox/sms", to="+79000000002") == []
    address = place.url(f"/providers/sms/v1/messages/{answer['id']}")
    async with place.http.get(address, headers={"Authorization": f"Bearer {KEY}"}) as response:
        assert (await response.json())["status"] == "accepted"


async def test_a_push_is_kept_and_the_newest_waits(place: Place) -> None:
    for title in ("Старт в 10", "Старт в 11"):
        status, _ = await send(place, "push", PUSH | {"title": title, "collapse_key": "event-7"})
        assert status == 202
    older, newer = await place.look("/sim/outbox/push", to="device-1")
    assert (older["status"], newer["status"]) == ("collapsed", "accepted") and newer["data"] == {"event": "7"}


@pytest.mark.parametrize(
    ("provider", "body", "status", "code"),
    [
        ("sms", {**SMS, "to": "89000000001"}, 422, "invalid_recipient"),
        ("sms", {**SMS, "from": "Слишком длинное имя"}, 413, "too_large"),
        ("sms", {**SMS, "from": "Форма"}, 422, "invalid_sender"),
        ("sms", {**SMS, "text": "  "}, 400, "invalid_request"),
        ("sms", {**SMS, "text": "я" * 2000}, 413, "too_large"),
        ("sms", ["не объект"], 400, "invalid_request"),
        ("push", {"token": "d"}, 400, "invalid_request"),
        ("push", {**PUSH, "data": {"n": 1}}, 400, "invalid_request"),
        ("push", {**PUSH, "ttl": -1}, 400, "invalid_request"),
        ("push", {**PUSH, "body": "я" * 4000}, 413, "too_large"),
    ],
)
async def test_refusals(place: Place, provider: str, body: object, status: int, code: str) -> None:
    got, answer = await send(place, provider, body)
    assert (got, answer["error"]["code"]) == (status, code) and answer["error"]["message"]
    assert await place.look(f"/sim/outbox/{provider}") == []


async def test_a_wrong_key(place: Place) -> None:
    async with place.http.post(place.url("/providers/sms/v1/messages"), json=SMS) as response:
        assert response.status == 401 and (await response.json())["error"]["code"] == "unauthorized"


async def test_the_same_key_sends_once(place: Place) -> None:
    first, again = [await send(place, "sms", SMS, Idempotency_Key="k1") for _ in range(2)]
    assert (first[0], again[0]) == (202, 200) and first[1] == again[1]
    assert len(await place.look("/sim/outbox/sms")) == 1
    assert (await send(place, "sms", SMS | {"text": "другое"}, Idempotency_Key="k1"))[0] == 409


async def test_trouble_and_its_end(place: Place) -> None:
    await place.sim("provider/sms", action="outage", times=0)
    assert [(await send(place, "sms", SMS))[0] for _ in range(2)] == [503, 503]
    await place.sim("provider/sms", action="restore")
    await place.sim("provider/sms", action="limit", retry_after=7)
    address = place.url("/providers/sms/v1/messages")
    async with place.http.post(address, json=SMS, headers={"Authorization": f"Bearer {KEY}"}) as response:
        assert response.status == 429 and response.headers["Retry-After"] == "7"
    await place.sim("provider/sms", action="drop")
    with pytest.raises(aiohttp.ClientError):
        await send(place, "sms", SMS)
    await place.sim("provider/sms", action="refuse", to="+79000000001", code="opted_out")
    assert (await send(place, "sms", SMS))[1]["error"]["code"] == "opted_out"
    await place.sim("provider/sms", action="allow", to="+79000000001")
    assert (await send(place, "sms", SMS))[0] == 202
    await place.sim("provider/push", action="refuse", to="device-1", code="unregistered")
    assert (await send(place, "push", PUSH))[0] == 410


async def test_reports_are_signed_and_may_come_twice(place: Place) -> None:
    heard: list[tuple[bytes, str | None]] = []

    async def hear(request: web.Request) -> web.Response:
        heard.append((await request.read(), request.headers.get("X-Signature")))
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/report", hear)
    server = TestServer(app)
    await server.start_server()
    _, answer = await send(place, "sms", SMS | {"callback_url": str(server.make_url("/report"))})
    driven = await place.sim("provider/sms", action="report", times=2)
    await server.close()
    assert driven["answers"] == [204, 204] and len(heard) == 2
    assert all(signature(body) == sign for body, sign in heard)
    assert json.loads(heard[0][0])["id"] == answer["id"] and json.loads(heard[0][0])["status"] == "delivered"
    assert (await place.look("/sim/outbox/sms"))[0]["status"] == "delivered"


async def test_the_drawer_and_the_reset(place: Place) -> None:
    names = {one["name"] for one in await place.look("/sim/provider")}
    assert names == {"sms", "push", "stripe", "yookassa", "maps", "tracker", "oidc", "calendar", "shop", "rooms"}
    async with place.http.ws_connect(place.url("/client/ws?as=olya&calls=1")) as page:
        await send(place, "sms", SMS)
        event = await page.receive_json(timeout=30)
        assert (event["type"], event["kind"], event["message"]["text"]) == ("outbox", "sms", "Код 1234")
    state = await place.look("/sim/provider/sms")
    assert state["key"] == KEY and len(state["messages"]) == 1 and "outage" in state["actions"]
    await place.sim("provider/sms", action="взорвать", status=400)
    await place.sim("provider/пейджер", action="outage", status=404)
    await place.sim("reset", story="empty")
    assert await place.look("/sim/outbox/sms") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("я" * 70, 1), ("я" * 71, 2), ("😀" * 36, 2), ("[" * 81, 2), ("a" * 306, 2)],
)
def test_segments(text: str, count: int) -> None:
    assert segments(text) == count
