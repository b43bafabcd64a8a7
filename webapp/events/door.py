"""The door of an event: a scanner that also works without a network, counters by gate, who came last."""

from __future__ import annotations

import base64
import json
import re
from datetime import datetime, timedelta
from typing import Any

import orjson
from aiohttp import web

from domain.errors import NotFound, Refusal
from domain.events import lifecycle
from domain.events.entrance import checkers, door, door_cards, gates
from domain.events.entrance.door import ANSWERS, Scan, Verdict
from domain.events.entrance.errors import ScansUnreadable
from domain.events.entry import handover
from domain.events.entry.tickets import ticket_key
from domain.events.models import Event
from domain.events.policy import may_manage
from locales import Translator, translator
from webapp.kit import pages
from webapp.kit.keys import ASSETS, CONTEXT
from webapp.kit.live import Topic, Update
from webapp.kit.visit import Visit

_KEY = re.compile(r"[A-Za-z0-9_-]{8,40}")
_SAID = (
    *(f"door-{one}{hint}" for one in ANSWERS for hint in ("", "-hint")),
    *("door-ready", "door-ready-hint", "door-offline-name", "door-number", "door-gate-name", "door-net-on"),
    *("door-net-off", "door-net-gone", "door-queue-empty", "door-queue", "door-queue-kept", "door-queue-not-kept"),
    *("door-sent", "door-sent-refused", "door-search-none", "door-let-in", "door-let-in-name", "door-waits"),
    *("door-undo", "door-undo-name", "door-undo-sure", "door-undone-toast", "door-undo-failed", "door-scan-hint"),
    *("door-no-scanner", "door-unsure", "door-unsure-hint", "door-gone", "door-gone-hint"),
)
_LEFT_OPEN = {name: f"{{{name}}}" for name in ("time", "gate", "name", "number", "count")}
"""What the browser puts into a sentence."""


async def own(visit: Visit) -> web.Response:
    """The doors that are open for this person now."""
    doors = await door_cards.own_doors(visit.person, now=visit.now)
    following = None if doors else await door_cards.next_door(visit.person, now=visit.now)
    return visit.page("events/doors.html", doors=doors, following=following)


async def page(visit: Visit) -> web.Response:
    event = await checkers.require_door(visit.person, visit.id("event_id"))
    assets = visit.request.app[ASSETS]
    state = door.state_now(event, visit.now)
    main = {"text": visit.t("door-scan"), "action": "click:#scan"} if state == "open" else None
    return visit.page(
        "events/door.html",
        event=event,
        door=await door_cards.get_door(event),
        state=state,
        opens_at=door.hours(event)[0],
        manages=may_manage(visit.person, event),
        words=_words(visit.t),
        script=assets.url("door.js"),
        signatures=assets.url("signatures.js"),
        main=main,
    )


def _words(t: Translator) -> dict[str, str]:
    """The sentences that this page's script says, with the places of what it puts in."""
    said = {key.removeprefix("door-"): t(key, **_LEFT_OPEN) for key in _SAID}
    said["already-nowhere"] = t("door-already-hint", time="{time}", gate="none")
    return said | {f"repeats-{form}": _repeats(t, form) for form in ("one", "few", "many")}


def _repeats(t: Translator, form: str) -> str:
    """Plural forms as the browser names them; English has the two that it needs."""
    count = {"one": 1, "few": 2, "many": 5}[form]
    return t("door-sent-repeats", count=count).replace(str(count), "{count}", 1)


async def kept_list(visit: Visit) -> web.Response:
    """What a device needs to judge a ticket by itself: the key, who may come in, who may not, who has come."""
    event = await checkers.require_door(visit.person, visit.id("event_id"))
    opens_at, closes_at = door.hours(event)
    public = ticket_key(visit.context.secret).public_key().public_bytes_raw()
    people = [
        [
            one.registration_id,
            one.number,
            one.name,
            one.state,
            _ms(one.at) if one.at else None,
            one.gate,
            one.ticket_number,
        ]
        for one in await door_cards.everybody(event.id)
    ]
    body = {
        "event": event.id,
        "key": base64.urlsafe_b64encode(public).decode().rstrip("="),
        "zone": event.zone,
        "now": _ms(visit.now),
        "opens": _ms(opens_at),
        "closes": _ms(closes_at),
        "people": people,
    }
    return _json(body)


async def scan(visit: Visit) -> web.Response:
    """What a device has scanned, perhaps long ago and perhaps for the second time."""
    key = ticket_key(visit.context.secret).public_key()
    scans = [_scan(one, visit.now) for one in _sent(visit.said("scans"))]
    verdicts = await door.check_in(visit.person, visit.id("event_id"), scans, key=key, now=visit.now)
    return _json({"now": _ms(visit.now), "answers": [_verdict(one) for one in verdicts]})


def _sent(said: str) -> list[Any]:
    try:
        found = orjson.loads(said)
    except orjson.JSONDecodeError:
        raise ScansUnreadable from None
    if not isinstance(found, list) or len(found) > door.SCANS_AT_MOST:
        raise ScansUnreadable
    return found


def _scan(one: Any, now: datetime) -> Scan:
    """`age`: milliseconds since it was scanned, by the device itself: its clock may be wrong by hours."""
    if not isinstance(one, dict):
        raise ScansUnreadable
    key, age, code, who, gate = (one.get(name) for name in ("key", "age", "code", "who", "gate"))
    named = isinstance(code, str) and len(code) <= 500
    if not isinstance(key, str) or not _KEY.fullmatch(key) or isinstance(age, bool) or not isinstance(age, int | float):
        raise ScansUnreadable
    if not named and not _is_id(who):
        raise ScansUnreadable
    ago = timedelta(milliseconds=min(max(age, 0), door.KEPT_AT_MOST / timedelta(milliseconds=1)))
    return Scan(
        key,
        now - ago,
        code=code if named else None,
        registration_id=None if named else who,
        gate_id=gate if _is_id(gate) else None,
        admitted=one.get("admitted") is True,
    )


def _is_id(value: Any) -> bool:
    return type(value) is int and 0 < value < 2**52


def _verdict(one: Verdict) -> dict[str, object]:
    return {
        "key": one.key,
        "answer": one.answer,
        "who": one.registration_id,
        "name": one.name,
        "number": one.number,
        "at": _ms(one.at) if one.at else None,
        "gate": one.gate,
    }


async def undo(visit: Visit) -> web.Response:
    key = visit.said("key")
    if not _KEY.fullmatch(key):
        raise NotFound
    await door.undo(visit.person, visit.id("event_id"), key, now=visit.now)
    return _json({})


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _json(body: dict[str, Any]) -> web.Response:
    response = web.json_response(body, headers={"Cache-Control": "no-store"}, dumps=_compact)
    response.enable_compression()
    return response


def _compact(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


async def set_up(visit: Visit) -> web.Response:
    """For the organizer: gates and checkers."""
    return await _show_set_up(visit)


async def _show_set_up(visit: Visit, *, toast: str = "") -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    return visit.page(
        "events/door_set_up.html",
        toast=toast,
        event=event,
        gates=await gates.list_gates(event.id),
        hands_over=await handover.is_allowed(event.id),
        checkers=await checkers.checkers_of(event.id),
        link=_link(visit, await checkers.known_link(event.id)),
    )


def _link(visit: Visit, token: str | None) -> str:
    return f"https://t.me/{visit.context.bot_username}?start=ck_{token}" if token else ""


async def add_gate(visit: Visit) -> web.Response:
    added = await gates.add_gate(visit.person, visit.id("event_id"), visit.said("name"), now=visit.now)
    return await _show_set_up(visit, toast=visit.t("door-gate-added", name=added.name))


async def remove_gate(visit: Visit) -> web.Response:
    await gates.remove_gate(visit.person, visit.id("event_id"), _said_id(visit, "gate"), now=visit.now)
    return await _show_set_up(visit, toast=visit.t("door-gate-removed"))


async def add_checker(visit: Visit) -> web.Response:
    found = await checkers.add_by_username(visit.person, visit.id("event_id"), visit.said("name"), now=visit.now)
    words = "door-checker-added" if found.is_new else "door-checker-had"
    return await _show_set_up(visit, toast=visit.t(words, name=found.name))


async def remove_checker(visit: Visit) -> web.Response:
    await checkers.remove_checker(visit.person, visit.id("event_id"), _said_id(visit, "checker"), now=visit.now)
    return await _show_set_up(visit, toast=visit.t("door-checker-removed"))


async def change_link(visit: Visit) -> web.Response:
    await checkers.change_link(visit.person, visit.id("event_id"), now=visit.now)
    return await _show_set_up(visit, toast=visit.t("door-checker-link-changed"))


async def set_handing(visit: Visit) -> web.Response:
    """Whether tickets may be passed on: a switch."""
    await handover.set_rule(visit.person, visit.id("event_id"), allowed=visit.said("on") == "true", now=visit.now)
    return await _show_set_up(visit, toast=visit.t("webapp-saved"))


def _said_id(visit: Visit, name: str) -> int:
    said = visit.said(name)
    if not said.isascii() or not said.isdecimal() or len(said) > 15:
        raise NotFound
    return int(said)


async def _news(app: web.Application, event_id: int, lang: str, seen: str) -> Update | None:
    try:
        event: Event = await lifecycle.load(event_id, lock=False)
    except Refusal:
        return None
    card = await door_cards.get_door(event)
    if card.version == seen:
        return None
    now = app[CONTEXT].clock.now()
    html = pages.render_words(app, "events/door_live.html", translator(lang), now, {"door": card})
    return Update(card.version, html)


DOOR_TOPIC = Topic(may_follow=checkers.require_door, news=_news)
