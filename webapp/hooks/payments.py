"""Webhooks of payment providers: proven, stored in the inbox, acknowledged. What they say is asked back later."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import orjson
from aiohttp import web

from domain import database
from domain.inbox.outages import is_outage
from domain.payments import checkouts
from webapp.kit.keys import CONTEXT

LARGEST = 64 << 10
TOLERANCE_S = 300
DEEPEST = 12
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_EVENT = re.compile(r"[a-z_.]{1,40}")
_OF_PEOPLE = frozenset(
    {
        *("billing_details", "customer", "customer_details", "customer_email", "payer_name", "payment_method"),
        *("payment_method_details", "receipt_email", "receipt_registration", "shipping", "shipping_details"),
    }
)
"""Of a card, or of who holds it: not needed here, so not kept."""


async def stripe(request: web.Request) -> web.Response:
    """401 for what Stripe did not sign within five minutes; nothing of it is read."""
    context = request.app[CONTEXT]
    if not context.hooks.stripe_secret:
        raise web.HTTPNotFound
    body = await _body(request)
    if body is None:
        return web.Response(status=413)
    at = context.clock.now().timestamp()
    if not is_signed(request.headers.get("Stripe-Signature", ""), body, context.hooks.stripe_secret, at):
        return web.Response(status=401)
    said = _read(body)
    about = _inner(_inner(said, "data"), "object")
    if not _is_name(said.get("id")):
        return web.Response(status=400)
    checkout = about.get("id") if about.get("object") == "checkout.session" else ""
    return await _store(request, "stripe", str(said["id"]), checkout, said)


async def yookassa(request: web.Request) -> web.Response:
    """403 for what comes from elsewhere. It bears no signature: only the asking back counts."""
    networks = request.app[CONTEXT].hooks.yookassa_from
    if not networks:
        raise web.HTTPNotFound
    came_from = _came_from(request)
    if came_from is None or not any(came_from in network for network in networks):
        return web.Response(status=403)
    body = await _body(request)
    if body is None:
        return web.Response(status=413)
    said = _read(body)
    event, about = said.get("event"), _inner(said, "object")
    if not isinstance(event, str) or not _EVENT.fullmatch(event) or not _is_name(about.get("id")):
        return web.Response(status=400)
    checkout = about["id"] if event.startswith("payment.") else ""
    return await _store(request, "yookassa", f"{event}:{about['id']}", checkout, said)


def is_signed(header: str, body: bytes, secret: str, now: float) -> bool:
    """`t=<unix time>,v1=<HMAC of time and body>[,v1=…]`, made by who knows the secret, not long ago."""
    parts = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in parts if name == "t"]
    given = [value for name, _, value in parts if name == "v1"]
    if len(times) != 1 or not re.fullmatch(r"\d{1,12}", times[0], re.ASCII) or abs(now - int(times[0])) > TOLERANCE_S:
        return False
    right = hmac.new(secret.encode(), times[0].encode() + b"." + body, hashlib.sha256).hexdigest().encode()
    return any(hmac.compare_digest(one.encode("utf-8", "surrogateescape"), right) for one in given)


async def _store(request: web.Request, provider: str, told_id: str, checkout: Any, said: object) -> web.Response:
    """Anything but 200 and they tell us again."""
    now = request.app[CONTEXT].clock.now()
    name = checkout if _is_name(checkout) else ""
    try:
        await database.in_transaction(lambda: checkouts.hear(provider, told_id, name, _kept(said), now=now))
    except Exception as error:
        if not is_outage(error):
            raise
        return web.Response(status=503, headers={"Retry-After": "5"})
    return web.Response()


def _came_from(request: web.Request) -> IPv4Address | IPv6Address | None:
    """A proxy on our own machine says whom it speaks for, in the last entry; others may write what they like."""
    try:
        peer = ip_address(request.remote or "")
        forwarded = request.headers.getall("X-Forwarded-For", [])
        if peer.is_loopback and forwarded:
            peer = ip_address(forwarded[-1].rpartition(",")[2].strip())
    except ValueError:
        return None
    return (peer.ipv4_mapped or peer) if isinstance(peer, IPv6Address) else peer


async def _body(request: web.Request) -> bytes | None:
    """None if it is bigger than any webhook."""
    if (request.content_length or 0) > LARGEST:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _read(body: bytes) -> Mapping[str, Any]:
    """Without an id or an object for what is no JSON object."""
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def _inner(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name)
    return found if isinstance(found, dict) else {}


def _kept(said: Any, deep: int = 0) -> Any:
    """As it was said, without people, cards, and what lies deeper than anything that is meant."""
    match said:
        case dict() | list() if deep == DEEPEST:
            return None
        case dict():
            return {name: _kept(value, deep + 1) for name, value in said.items() if name not in _OF_PEOPLE}
        case list():
            return [_kept(value, deep + 1) for value in said]
    return said


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None
