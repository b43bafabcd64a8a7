"""Stripe and YooKassa on localhost: strict, in their own words; a page to pay on; webhooks that come again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestServer

from sandbox.config import SandboxConfig
from sandbox.providers.payments import stripe, yookassa
from tests.sandbox.conftest import TOKEN, Place, open_place

PRICE = "line_items[0][price_data]"
SESSION = {
    "mode": "payment",
    "success_url": "http://shop.test/thanks",
    "cancel_url": "http://shop.test/cart",
    "line_items[0][quantity]": "1",
    f"{PRICE}[currency]": "usd",
    f"{PRICE}[unit_amount]": "1500",
    f"{PRICE}[product_data][name]": "<script>alert(1)</script>",
    "metadata[order]": "17",
}
PAYMENT: dict[str, Any] = {
    "amount": {"value": "1500.00", "currency": "RUB"},
    "capture": True,
    "confirmation": {"type": "redirect", "return_url": "http://shop.test/thanks"},
    "description": "<script>alert(1)</script>",
    "metadata": {"order": "17"},
}
LOGINS = {"stripe": encode_basic_auth(stripe.KEY, ""), "yookassa": encode_basic_auth(yookassa.SHOP, yookassa.KEY)}


async def ask(place: Place, path: str, body: Any = None, *, key: str = "k1", **headers: str) -> tuple[int, Any]:
    provider = path.split("/")[0]
    own: dict[str, Any] = {"Authorization": LOGINS[provider], "Idempotency-Key": key, "Idempotence-Key": key} | headers
    given = {"data" if provider == "stripe" else "json": body} if body is not None else {}
    method = "POST" if body is not None else "GET"
    async with place.http.request(method, place.url(f"/providers/{path}"), headers=own, **given) as response:
        return response.status, await response.json()


async def begun(place: Place, provider: str, key: str = "k1") -> Any:
    path, body = ("stripe/v1/checkout/sessions", SESSION) if provider == "stripe" else ("yookassa/v3/payments", PAYMENT)
    status, made = await ask(place, path, body, key=key)
    assert status == 200, made
    return made


def page_of(made: Any) -> str:
    return str(made.get("url") or made["confirmation"]["confirmation_url"])


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"mode": ""}, "parameter_missing", "mode"),
        ({"surprise": "1"}, "parameter_unknown", "surprise"),
        ({"success_url": "shop.test"}, "url_invalid", "success_url"),
        ({f"{PRICE}[unit_amount]": "12.5"}, "parameter_invalid_integer", f"{PRICE}[unit_amount]"),
        ({f"{PRICE}[unit_amount]": "49"}, "amount_too_small", None),
        ({f"{PRICE}[unit_amount]": "100000000"}, "amount_too_large", None),
        ({f"{PRICE}[currency]": "usdt"}, None, f"{PRICE}[currency]"),
    ],
)
async def test_stripe_refuses(place: Place, change: dict[str, str], code: str | None, param: str | None) -> None:
    status, answer = await ask(place, "stripe/v1/checkout/sessions", SESSION | change)
    error = answer["error"]
    assert (status, error["type"], error.get("code"), error.get("param")) == (
        400, "invalid_request_error", code, param,
    )  # fmt: skip
    assert error["message"] and (await place.look("/sim/provider/stripe"))["payments"] == []


@pytest.mark.parametrize(
    ("change", "parameter"),
    [
        ({"amount": {"value": 1500, "currency": "RUB"}}, "amount"),
        ({"amount": {"value": "1500", "currency": "RUB"}}, "amount.value"),
        ({"amount": {"value": "0.00", "currency": "RUB"}}, "amount.value"),
        ({"amount": {"value": "1.00", "currency": "XTR"}}, "amount.currency"),
        ({"confirmation": {"type": "embedded"}}, "confirmation.type"),
        ({"description": "я" * 129}, "description"),
        ({"metadata": {"order": 17}}, "metadata"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_yookassa_refuses(place: Place, change: dict[str, Any], parameter: str) -> None:
    status, answer = await ask(place, "yookassa/v3/payments", PAYMENT | change)
    assert (status, answer["type"], answer["code"], answer["parameter"]) == (
        400, "error", "invalid_request", parameter,
    )  # fmt: skip
    assert (await ask(place, "yookassa/v3/payments", PAYMENT, key=""))[1]["parameter"] == "Idempotence-Key"


@pytest.mark.parametrize("provider", ["stripe", "yookassa"])
async def test_a_key_is_needed_and_a_repeat_is_known(place: Place, provider: str) -> None:
    path, body = ("stripe/v1/checkout/sessions", SESSION) if provider == "stripe" else ("yookassa/v3/payments", PAYMENT)
    status, answer = await ask(place, path, body, Authorization="Basic bm9ib2R5Og==")
    assert status == 401 and (answer.get("code") == "invalid_credentials" or answer["error"]["type"])
    made = await begun(place, provider)
    assert await begun(place, provider) == made
    other = SESSION | {"metadata[order]": "18"} if provider == "stripe" else PAYMENT | {"metadata": {"order": "18"}}
    status, answer = await ask(place, path, other)
    said = answer["error"]["type"] if provider == "stripe" else answer["description"]
    assert status == 400 and said in ("idempotency_error", "Idempotence key duplicated")
    await place.sim("clock", advance="25h")
    assert (await begun(place, provider))["id"] != made["id"]  # keys are kept for a day


@pytest.mark.parametrize("provider", ["stripe", "yookassa"])
async def test_no_more_goes_back_than_came(place: Place, provider: str) -> None:
    made = await begun(place, provider)
    await place.sim(f"provider/{provider}", action="pay")
    name = (await place.look(f"/sim/provider/{provider}"))["payments"][0]["payment_id"]
    path = "stripe/v1/refunds" if provider == "stripe" else "yookassa/v3/refunds"

    async def back(minor: int, key: str) -> int:
        amount: Any = str(minor) if provider == "stripe" else {"value": f"{minor / 100:.2f}", "currency": "RUB"}
        named = {"payment_intent": name} if provider == "stripe" else {"payment_id": made["id"]}
        return (await ask(place, path, named | {"amount": amount}, key=key))[0]

    whole = 1500 if provider == "stripe" else 150_000
    assert [await back(whole + 1, "a"), await back(whole - 100, "b"), await back(whole - 100, "b")] == [400, 200, 200]
    assert [await back(101, "c"), await back(100, "d"), await back(1, "e")] == [400, 200, 400]


@pytest.mark.parametrize("provider", ["stripe", "yookassa"])
async def test_the_page_has_hands_for_everything(place: Place, provider: str) -> None:
    url = page_of(await begun(place, provider))

    async def press(hand: str, lang: str = "ru") -> str:
        async with place.http.post(f"{url}?lang={lang}", data={"do": hand}) as response:
            assert response.status == 200
            return await response.text()

    async with place.http.get(url, headers={"Accept-Language": "ru-RU,ru"}) as response:
        shown = await response.text()
        assert "Заплатить" in shown and "<script>alert" not in shown and "&lt;script&gt;alert" in shown
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "You have not paid" in await press("close", "en")
    assert "Деньги придут" in await press("late")
    async with place.http.get(f"{url}?lang=en") as response:
        assert "The bank takes its time" in await response.text()
    url = page_of(await begun(place, provider, "k2"))
    assert "Банк отклонил карту" in await press("decline")
    url = page_of(await begun(place, provider, "k3"))
    assert "списано два раза" in await press("twice") and "Оплачено" in await press("pay")
    states = [one["state"] for one in (await place.look(f"/sim/provider/{provider}"))["payments"]]
    assert states == ["late", "open" if provider == "stripe" else "canceled", "paid", "paid"]
    for way in (url.replace("/pay/", "/pay/no"), url):
        async with place.http.post(way, data={"do": "steal"}) as response:
            assert response.status == 404
    await place.sim("clock", advance="25h")
    expired = {"late": "paid", "open": "expired"}
    async with asyncio.timeout(60):
        while [one["state"] for one in (await place.look(f"/sim/provider/{provider}"))["payments"]] != [
            expired.get(state, state) for state in states
        ]:
            await asyncio.sleep(0.05)


@pytest.fixture
async def shop() -> AsyncIterator[tuple[str, list[Any], Callable[[int], None]]]:
    """Where webhooks go; what came; and a way to say how it answers."""
    heard: list[Any] = []
    answers = [200]

    async def hear(request: web.Request) -> web.Response:
        body = await request.read()
        sign = request.headers.get("Stripe-Signature", "")
        if sign:
            assert sign == stripe.signature(body, int(sign.partition("t=")[2].partition(",")[0]))
        heard.append(json.loads(body))
        return web.Response(status=answers[0])

    app = web.Application()
    app.router.add_post("/hook", hear)
    server = TestServer(app)
    await server.start_server()
    yield str(server.make_url("/hook")), heard, lambda status: answers.__setitem__(0, status)
    await server.close()


@pytest.mark.parametrize("provider", ["stripe", "yookassa"])
async def test_webhooks_come_until_they_are_heard(
    place: Place, shop: tuple[str, list[Any], Callable[[int], None]], provider: str
) -> None:
    url, heard, answer = shop
    await place.sim(f"provider/{provider}", action="hook", url=url)
    made = await begun(place, provider)
    answer(500)
    await place.sim(f"provider/{provider}", action="pay")
    await place.sim("idle", timeout=60)
    answer(200)
    await place.sim("clock", advance="10s")
    async with asyncio.timeout(60):
        while len(heard) < 2:
            await asyncio.sleep(0.02)
    await place.sim("idle", timeout=60)
    await place.sim("clock", advance="3d")
    (told,) = (await place.look(f"/sim/provider/{provider}"))["webhooks"]
    assert (told["answers"], told["next_at"], heard[0]) == ([500, 200], None, heard[1])
    about = heard[0]["data"]["object"] if provider == "stripe" else heard[0]["object"]
    assert about["id"] == made["id"] and "payment" in told["kind"] + about.get("mode", "")
    await place.sim(f"provider/{provider}", action="repeat", id=told["id"])
    await place.sim("idle", timeout=60)
    assert len(heard) == 3
    await place.sim(f"provider/{provider}", action="repeat", id="none", status=404)


async def test_it_survives_a_restart_and_not_a_reset(tmp_path: Path) -> None:
    config = SandboxConfig(token=TOKEN, state_dir=tmp_path)
    async for place in open_place(config):
        made = await begun(place, "stripe")
    async for place in open_place(config):
        assert await begun(place, "stripe") == made | {"url": page_of(made)}
        async with place.http.get(place.url(f"/providers/stripe/pay/{made['id']}")) as page:
            assert page.status == 200
        await place.sim("reset", story="empty")
        assert (await place.look("/sim/provider/stripe"))["payments"] == []
