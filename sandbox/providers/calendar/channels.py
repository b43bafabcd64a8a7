"""Push channels: a notification says in its headers that something has changed, never what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

from sandbox.providers import consent
from sandbox.providers.calendar.events import wrong
from sandbox.providers.calendar.records import CalendarRecords, Channel
from sandbox.providers.service import Refused
from sandbox.telegram.records import Fields

USUAL_S = 604_800
Notice = Callable[..., None]


def opened(kept: CalendarRecords, body: object, person: int, uri: str, now: int) -> Channel:
    """Raises Refused."""
    if not isinstance(body, dict) or not isinstance(body.get("id"), str) or not 0 < len(body["id"]) <= 64:
        raise wrong("Channel id not specified", "required")
    if body.get("type") not in ("web_hook", "webhook"):
        raise wrong("Unknown channel type", "push.unknownChannelType")
    address = body.get("address")
    if not isinstance(address, str) or not consent.is_address(address):
        raise wrong("WebHook callback must be HTTPS", "push.webhookUrlNotHttps")
    if body["id"] in kept.channels and kept.channels[body["id"]].expires_at > now:
        raise wrong(f"Channel id {body['id']} not unique", "channelIdNotUnique")
    token = body.get("token", "")
    if not isinstance(token, str) or len(token) > 256:
        raise wrong("Invalid value for: token")
    made = Channel(
        id=body["id"],
        person=person,
        address=address,
        token=token,
        resource=hashlib.sha256(uri.encode()).hexdigest()[:27],
        uri=uri,
        expires_at=_until(body, now),
    )
    kept.channels[made.id] = made
    return made


def _until(body: Fields, now: int) -> int:
    """A week at most; `expiration` is in milliseconds, `params.ttl` in seconds, both may be texts."""
    params = body.get("params")
    ttl = params.get("ttl") if isinstance(params, dict) else None
    try:
        wanted = int(body["expiration"]) // 1000 if "expiration" in body else now + int(ttl or USUAL_S)
    except (TypeError, ValueError) as problem:
        raise wrong("Invalid value for: expiration") from problem
    if wanted <= now:
        raise wrong("Invalid value for: expiration")
    return min(wanted, now + USUAL_S)


def told(one: Channel) -> Fields:
    shown = {"kind": "api#channel", "id": one.id, "resourceId": one.resource, "resourceUri": one.uri}
    return shown | ({"token": one.token} if one.token else {}) | {"expiration": str(one.expires_at * 1000)}


def notify(kept: CalendarRecords, person: int, now: int, notice: Notice) -> None:
    for one in list(kept.channels.values()):
        if one.expires_at <= now:
            del kept.channels[one.id]
        elif one.person == person:
            say(one, "exists", notice)


def say(one: Channel, state: str, notice: Notice) -> None:
    """`sync` comes first, as soon as the channel is open."""
    one.number += 1
    headers = {
        "X-Goog-Channel-ID": one.id,
        "X-Goog-Message-Number": str(one.number),
        "X-Goog-Resource-ID": one.resource,
        "X-Goog-Resource-State": state,
        "X-Goog-Resource-URI": one.uri,
        "X-Goog-Channel-Expiration": format_datetime(datetime.fromtimestamp(one.expires_at, UTC), usegmt=True),
    }
    headers |= {"X-Goog-Channel-Token": one.token} if one.token else {}
    notice(f"{one.id}-{one.number}", state, one.id, None, one.address, **headers)


def stopped(kept: CalendarRecords, body: object, person: int) -> None:
    given = body if isinstance(body, dict) else {}
    one = kept.channels.get(str(given.get("id", "")))
    if one is None or one.person != person or one.resource != given.get("resourceId"):
        raise Refused(404, "notFound", f"Channel '{given.get('id', '')}' not found for project")
    del kept.channels[one.id]
