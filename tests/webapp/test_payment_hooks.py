"""IN-11, F33: what providers tell us gets in when it is proven, once, and is kept before it is acknowledged."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import ip_network
from typing import Any

import pytest
from aiohttp import web

from domain import database
from sandbox.providers.payments.stripe import signature
from tests.kit.clock import FakeClock
from tests.kit.databases import no_database
from tests.webapp import world
from tests.webapp.world import WebClient

SECRET = "whsec_of_the_tests"
PAYMENT = "22e12f66-000f-5000-8000-18db351245c7"


@pytest.fixture
async def door(
    database: str, clock: FakeClock, aiohttp_client: Callable[[web.Application], Awaitable[WebClient]]
) -> AsyncIterator[WebClient]:
    yield await aiohttp_client(
        world.app_for(
            clock, stripe_secret=SECRET, yookassa_from=(ip_network("127.0.0.0/8"), ip_network("77.75.153.0/25"))
        )
    )


def event(number: int = 1, kind: str = "checkout.session", **more: Any) -> bytes:
    about = {"id": "cs_test_1", "object": kind}
    return json.dumps({"id": f"evt_{number}", "type": "any", "data": {"object": about}} | more).encode()


def notification(payment: str = PAYMENT, kind: str = "payment.succeeded") -> dict[str, Any]:
    return {"type": "notification", "event": kind, "object": {"id": payment, "status": "succeeded"}}


async def stripe_says(door: WebClient, body: bytes, sign: str | None) -> int:
    headers = {"Content-Type": "application/json"} | ({"Stripe-Signature": sign} if sign is not None else {})
    async with door.post("/hooks/stripe", data=body, headers=headers) as answer:
        return answer.status


async def yookassa_says(door: WebClient, body: Any, **headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with door.post("/hooks/yookassa", json=body, headers=named) as answer:
        return answer.status


async def kept() -> list[tuple[str, str, str]]:
    rows = await database.fetch("SELECT source, external_id, payload FROM inbox ORDER BY id")
    return [(row["source"], row["external_id"], json.loads(row["payload"])["checkout"]) for row in rows]


async def whole_database() -> str:
    """Every row of every table, as words."""
    tables = await database.fetch("SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'")
    said = [await database.fetchval(f"SELECT string_agg(t::text, ' ') FROM {row['name']} t") for row in tables]
    return " ".join(one for one in said if one)


async def test_what_is_signed_is_kept_once(door: WebClient, clock: FakeClock) -> None:
    now = int(clock.now().timestamp())
    for at in (now, now, now - 299, now + 299):
        assert await stripe_says(door, event(), signature(event(), at, SECRET)) == 200
    two = f"t={now},v1={'0' * 64},v0=1,v1={signature(event(2, 'charge'), now, SECRET).partition('v1=')[2]}"
    assert await stripe_says(door, event(2, "charge"), two) == 200
    assert await kept() == [("stripe", "evt_1", "cs_test_1"), ("stripe", "evt_2", "")]


@pytest.mark.parametrize(
    "forge",
    [
        lambda now: None,
        lambda now: "",
        lambda now: signature(event(), now, "whsec_of_somebody"),
        lambda now: signature(event(2), now, SECRET),
        lambda now: signature(event(), now - 301, SECRET),
        lambda now: signature(event(), now + 301, SECRET),
        lambda now: signature(event(), now, SECRET).replace(f"t={now}", f"t={now - 1}"),
        lambda now: signature(event(), now, SECRET) + f",t={now}",
        lambda now: signature(event(), now, SECRET).replace("v1=", "v0="),
        lambda now: f"t={now},v1=",
        lambda now: f"t={now},v1=я",
        lambda now: f"t=٣,v1={'0' * 64}",
        lambda now: "t=-1,v1=0,,,=",
    ],
)
async def test_what_stripe_did_not_sign_is_not_even_read(
    door: WebClient, clock: FakeClock, forge: Callable[[int], str | None]
) -> None:
    assert await stripe_says(door, event(), forge(int(clock.now().timestamp()))) == 401
    assert await kept() == []


async def test_what_is_signed_and_nonsense(door: WebClient, clock: FakeClock) -> None:
    now = int(clock.now().timestamp())
    for body in (b"", b"{", b"[]", b'"evt_1"', b"{}", b'{"id": 7}', b'{"id": "evt 1"}', b"\xff\xfe"):
        assert await stripe_says(door, body, signature(body, now, SECRET)) == 400
    about: dict[str, Any] = {"object": "checkout.session"}
    shapes: list[dict[str, Any]] = [{}, {"data": 1}, {"data": {"object": []}}, {"data": {"object": about}}]
    for said in shapes:
        body = json.dumps({"id": f"evt_{len(json.dumps(said))}", **said}).encode()
        assert await stripe_says(door, body, signature(body, now, SECRET)) == 200
    huge = event(1, more="я" * 40_000)
    assert await stripe_says(door, huge, signature(huge, now, SECRET)) == 413
    assert {checkout for _, _, checkout in await kept()} == {""}


async def test_a_notification_from_its_networks_is_kept_once(door: WebClient) -> None:
    for _ in range(2):
        assert await yookassa_says(door, notification()) == 200
    assert await yookassa_says(door, notification(), X_Forwarded_For="10.0.0.1, 77.75.153.7") == 200
    assert await yookassa_says(door, notification(kind="refund.succeeded")) == 200
    assert await kept() == [
        ("yookassa", f"payment.succeeded:{PAYMENT}", PAYMENT),
        ("yookassa", f"refund.succeeded:{PAYMENT}", ""),
    ]


async def test_nothing_of_a_card_is_kept(door: WebClient, clock: FakeClock) -> None:
    """IN-10: no number of a card, not even a part of it, and no name or address of who holds it."""
    card = {"first6": "411111", "last4": "1111", "expiry_year": "2031", "number": "4111111111111111", "cvc": "987"}
    said = notification()
    said["object"] |= {"payment_method": {"type": "bank_card", "card": card}, "payer_name": "OLGA BELOVA"}
    assert await yookassa_says(door, said) == 200
    about = {"id": "cs_1", "object": "checkout.session", "customer_details": {"email": "olya@example.org"}}
    body = event(5, data={"object": about, "more": [{"payment_method_details": {"card": card}}]})
    assert await stripe_says(door, body, signature(body, int(clock.now().timestamp()), SECRET)) == 200
    payloads = [row["payload"] for row in await database.fetch("SELECT payload FROM inbox ORDER BY id")]
    assert PAYMENT in payloads[0] and "cs_1" in payloads[1]
    everything = await whole_database()
    assert PAYMENT in everything and "cs_1" in everything
    for word in ("4111111111111111", "411111", "1111", "2031", "OLGA", "olya", "cvc"):
        assert word not in "".join(payloads) and word not in everything, word


async def test_deep_nonsense_is_no_trouble(door: WebClient, clock: FakeClock) -> None:
    for body in (b'{"id":"evt_9","data":' + b"[" * 30_000, b'{"id":"evt_9","data":' + b"[" * 900 + b"]" * 900 + b"}"):
        assert await stripe_says(door, body, signature(body, int(clock.now().timestamp()), SECRET)) < 500


async def test_a_notification_from_elsewhere_is_refused(door: WebClient) -> None:
    for forwarded in ("8.8.8.8", "77.75.153.7, 8.8.8.8", "2a02:6b8::1", "77.75.153.128", "localhost", ""):
        assert await yookassa_says(door, notification(), X_Forwarded_For=forwarded) == 403
    assert await kept() == []


async def test_a_notification_of_nonsense(door: WebClient) -> None:
    bodies: list[Any] = [
        [],
        "payment",
        {},
        notification("a" * 81),
        notification("../../etc"),
        notification("я"),
        notification(kind="A b"),
    ]
    for body in [*bodies, {"event": "payment.succeeded", "object": None}]:
        assert await yookassa_says(door, body) == 400
    assert await yookassa_says(door, notification() | {"more": "x" * 70_000}) == 413
    assert await kept() == []


async def test_what_cannot_be_kept_is_to_be_told_again(door: WebClient, clock: FakeClock) -> None:
    sign = signature(event(), int(clock.now().timestamp()), SECRET)
    async with no_database():
        assert await stripe_says(door, event(), sign) == 503
    assert await kept() == []
    assert await stripe_says(door, event(), sign) == 200


async def test_without_keys_there_are_no_doors(client: WebClient) -> None:
    assert await stripe_says(client, event(), "") == await yookassa_says(client, notification()) == 404
