"""Strava's webhooks: one subscription an application, proven by a challenge; events bear no signature.

An event is sent three times in all until it is answered with 200.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import aiohttp
from yarl import URL

from sandbox.providers import consent
from sandbox.providers.service import Refused
from sandbox.providers.tracker.oauth import wrong
from sandbox.providers.tracker.records import Subscription, TrackerRecords, Workout
from sandbox.telegram.records import Fields

PAUSES_S = (5, 60)
CHALLENGE_TIMEOUT = aiohttp.ClientTimeout(total=2)
LONGEST_URL = 255


async def subscribe(kept: TrackerRecords, form: Mapping[str, str], now: int) -> Subscription:
    url, verify = form.get("callback_url", ""), form.get("verify_token", "")
    if not verify:
        raise wrong("PushSubscription", "verify_token", "required")
    if not consent.is_address(url) or len(url) > LONGEST_URL:
        raise _callback("not valid")
    if kept.subscription is not None:
        raise wrong("PushSubscription", "", "already exists")
    await _challenge(url, verify)
    kept.subscription = Subscription(id=_next(kept), url=url, verify=verify, at=now)
    return kept.subscription


async def _challenge(url: str, verify: str) -> None:
    challenge = secrets.token_hex(8)
    asked = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify}
    try:
        async with (
            aiohttp.ClientSession(timeout=CHALLENGE_TIMEOUT) as session,
            session.get(URL(url).update_query(asked), allow_redirects=False) as answer,
        ):
            status, said = answer.status, await answer.json(content_type=None) if answer.status == 200 else None
    except (aiohttp.ClientError, TimeoutError, ValueError):
        status, said = 0, None
    if status != 200:
        raise _callback("GET to callback URL does not return 200")
    if not isinstance(said, dict) or said.get("hub.challenge") != challenge:
        raise _callback("GET to callback URL does not return hub.challenge")


def _callback(code: str) -> Refused:
    return wrong("PushSubscription", "callback url", code)


def _next(kept: TrackerRecords) -> int:
    kept.last_id += 1
    return kept.last_id


def of_activity(one: Workout, aspect: str, updates: Fields) -> Fields:
    return {"object_type": "activity", "object_id": one.id, "aspect_type": aspect, "owner_id": one.person,
            "updates": updates}  # fmt: skip


def of_athlete(person: int) -> Fields:
    """The athlete took back what they had granted."""
    return {"object_type": "athlete", "object_id": person, "aspect_type": "update", "owner_id": person,
            "updates": {"authorized": "false"}}  # fmt: skip
