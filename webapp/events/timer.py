"""The stopwatch at the finish: taps with numbers, which wait on the device for the network."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import orjson
from aiohttp import web

from domain.events import lifecycle
from domain.events.entrance.errors import ScansUnreadable
from domain.events.policy import may_time
from domain.events.results import loose, timing
from domain.events.results.finish import MOST_DIGITS
from domain.events.results.timing import KEPT_AT_MOST, TAPS_AT_MOST, Tap
from locales import Translator, marks
from webapp.kit.keys import ASSETS
from webapp.kit.visit import Visit

_KEY = re.compile(r"[A-Za-z0-9_-]{8,40}")
_SAID = (
    *(f"timer-state-{one}" for one in ("ok", "doubt", "unknown", "stands", "early", "gone")),
    *("timer-waits", "timer-unnumbered", "timer-number-of", "timer-none", "timer-remove", "timer-remove-sure"),
    *("timer-net-on", "timer-net-off", "timer-net-gone", "timer-queue", "timer-queue-empty", "timer-refused"),
)
_LEFT_OPEN = {name: f"{{{name}}}" for name in ("number", "time", "count")}
"""What the browser puts into a sentence."""


async def page(visit: Visit) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    clock = await timing.clock_of(visit.person, event.id)
    leads = clock.state == "open" and may_time(visit.person, event)
    return visit.page(
        "events/timer.html",
        clock=clock,
        leads=leads,
        **(await _loose(visit) if leads else {"event": event}),
        gun_ms=_ms(clock.gun_at),
        now_ms=_ms(visit.now),
        words=_words(visit.t),
        script=visit.request.app[ASSETS].url("timer.js"),
        main={"text": visit.t("timer-tap"), "action": "click:#tap"} if clock.state == "open" else None,
    )


async def _loose(visit: Visit) -> dict[str, Any]:
    """Numbers that nobody wears; only who enters results sees them."""
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    found = await loose.loose_numbers(visit.person, event.id)
    more = max(0, await loose.count_loose(event.id) - len(found))
    return {"event": event, "loose": found, "more": more, "clock_words": marks.clock}


async def loose_list(visit: Visit) -> web.Response:
    return visit.page("events/timer_loose.html", **await _loose(visit))


async def give(visit: Visit) -> web.Response:
    """Whose number it was, by their number or their name."""
    event_id, number = visit.id("event_id"), _number(visit)
    wearer = await loose.wearer_of(visit.person, event_id, visit.said("whose"))
    found = await loose.give(visit.person, event_id, number, wearer, now=visit.now)
    time = marks.clock(found.milliseconds) if found.milliseconds else "–"
    said = visit.t("result-loose-given", number=str(number), wearer=str(wearer), time=time)
    if found.state != "ok":
        said = f"{said} {visit.t(f'timer-state-{found.state}')}"
    return visit.page("events/timer_loose.html", toast=said, **await _loose(visit))


async def drop(visit: Visit) -> web.Response:
    number = _number(visit)
    await loose.drop(visit.person, visit.id("event_id"), number, now=visit.now)
    toast = visit.t("result-loose-dropped", number=str(number))
    return visit.page("events/timer_loose.html", toast=toast, **await _loose(visit))


def _number(visit: Visit) -> int:
    said = visit.said("number")
    if not (said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS):
        raise ScansUnreadable
    return int(said)


def _words(t: Translator) -> dict[str, str]:
    return {key.removeprefix("timer-"): t(key, **_LEFT_OPEN) for key in _SAID}


async def take(visit: Visit) -> web.Response:
    """What a device has taken, perhaps long ago and perhaps for the second time."""
    taps = [_tap(one, visit.now) for one in _sent(visit.said("taps"))]
    found = await timing.tapped(visit.person, visit.id("event_id"), taps, now=visit.now)
    answers = [
        {"key": key, "state": one.state, "number": one.number, "milliseconds": one.milliseconds} for key, one in found
    ]
    clock = await timing.clock_of(visit.person, visit.id("event_id"))
    body = {"now": _ms(visit.now), "gun": _ms(clock.gun_at), "answers": answers}
    return web.json_response(body, headers={"Cache-Control": "no-store"})


def _sent(said: str) -> list[Any]:
    try:
        found = orjson.loads(said)
    except orjson.JSONDecodeError:
        raise ScansUnreadable from None
    if not isinstance(found, list) or len(found) > TAPS_AT_MOST:
        raise ScansUnreadable
    return found


def _tap(one: Any, now: datetime) -> Tap:
    """`age`: milliseconds since the tap, by the device itself: its clock may be wrong by hours."""
    if not isinstance(one, dict):
        raise ScansUnreadable
    key, age, number = one.get("key"), one.get("age"), one.get("number")
    if not isinstance(key, str) or not _KEY.fullmatch(key) or isinstance(age, bool) or not isinstance(age, int | float):
        raise ScansUnreadable
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 10**MOST_DIGITS:
        raise ScansUnreadable
    ago = timedelta(milliseconds=min(max(age, 0), KEPT_AT_MOST / timedelta(milliseconds=1)))
    return Tap(key, now - ago, number, taken_back=one.get("gone") is True)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
