"""The recorder: a telephone's own way during an event, kept on the device until the server has it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from aiohttp import web

from domain.accounts import privacy
from domain.activity.errors import RecordingUnreadable
from domain.activity.recording import RULE, Counted, Spot
from domain.activity.recordings import PART_POINTS
from domain.errors import NotFound
from domain.events.recorder import finishing, recorder
from domain.events.recorder.finishing import Outcome
from domain.events.recorder.recorder import Recorder
from domain.events.results.queries import BoardRow, Category, board_for, own_row
from domain.maps.lines import Line, Vertex, line_of
from domain.maps.scheme import scheme_of
from locales import Translator
from locales.marks import clock
from webapp.events import maps
from webapp.events.results_words import words_for
from webapp.kit.keys import ASSETS
from webapp.kit.visit import Visit

WIDTH, HEIGHT, PAD = 360, 300, 34
_KEY = re.compile(r"[A-Za-z0-9_-]{8,40}")
_SAID = (
    *("start", "pause", "go-on", "finish-sure", "paused", "arrived", "unfinished-sub", "ending", "ending-wait", "gone"),
    *("time", "to-start"),
    *(f"gps-{one}" for one in ("search", "search-sub", "good", "good-sub", "weak", "weak-sub", "silent", "silent-sub")),
    *("gps-refused", "gps-absent", "gps-otherwise"),
    *("net-on", "net-off", "net-memory", "net-queue", "net-sent", "screen-kept", "screen-free"),
)
_LEFT_OPEN = {name: f"{{{name}}}" for name in ("km", "metres", "seconds", "count")}
"""What the browser puts into a sentence."""


async def own(visit: Visit) -> web.Response:
    """The recorder of the one event whose time it is; chosen where there are several."""
    events = await recorder.recordable(visit.viewer.id, now=visit.now)
    if len(events) == 1:
        return await _show(visit, events[0].event_id)
    return visit.page("events/recorders.html", events=events)


async def page(visit: Visit) -> web.Response:
    return await _show(visit, visit.id("event_id"))


async def _show(visit: Visit, event_id: int) -> web.Response:
    found = await recorder.recorder_of(visit.person, event_id, now=visit.now)
    recording = found.recording
    if recording is not None and not recording.is_open and not (visit.query("again") and found.state == "open"):
        return visit.page("events/recorded.html", recorder=found, **await _outcome(visit, found))
    values = (
        await _values(visit, found) if found.state == "open" or (recording and recording.is_open) else {"data": None}
    )
    return visit.page("events/recorder.html", recorder=found, **values)


async def _values(visit: Visit, found: Recorder) -> dict[str, Any]:
    recording = found.recording
    is_open = recording is not None and recording.is_open
    way = await finishing.way_of(found) if is_open else []
    known = {"key": recording.key, "from": _ms(recording.first_at), **_so_far(way)} if recording else None
    return {
        "named": (await privacy.get_visibility(visit.viewer.id)).results_public,
        "is_over": found.gun_at <= visit.now,
        "data": {
            "event": found.event_id,
            "now": _ms(visit.now),
            "gun": _ms(found.gun_at),
            "goal": found.goal_m,
            "wheels": found.sport == "cycling",
            "rule": RULE,
            "part": PART_POINTS // 2,
            "open": known if is_open else None,
            "done": known["key"] if known and not is_open else None,
            "words": _words(visit.t),
        },
        "share": f"https://t.me/{visit.context.bot_username}?start=e_{found.event_id}",
        "script": visit.request.app[ASSETS].url("recorder.js"),
    }


def _words(t: Translator) -> dict[str, str]:
    return {key: t(f"recorder-{key}", **_LEFT_OPEN) for key in _SAID}


def _so_far(way: Sequence[Counted]) -> dict[str, Any]:
    """What a telephone that knows nothing of it goes on from."""
    if not way:
        return {"metres": 0.0, "last": None}
    spot, metres = way[-1]
    return {"metres": round(metres, 1), "last": [_ms(spot.at), spot.latitude, spot.longitude, spot.accuracy_m, 0]}


async def take(visit: Visit) -> web.Response:
    """Some points, perhaps late and perhaps for the second time."""
    key, part = visit.said("key"), visit.said("part")
    if not _KEY.fullmatch(key) or not _KEY.fullmatch(part):
        raise RecordingUnreadable
    event_id = visit.id("event_id")
    heard = await recorder.hear(visit.person, event_id, key, part, _spots(visit.said("points")), now=visit.now)
    body = {"now": _ms(visit.now), "key": heard.key, "gun": _ms(heard.gun_at), "arrived": heard.has_arrived}
    return web.json_response(body, headers={"Cache-Control": "no-store"})


def _spots(said: str) -> list[Spot]:
    try:
        found = orjson.loads(said)
    except orjson.JSONDecodeError:
        raise RecordingUnreadable from None
    if not isinstance(found, list) or len(found) > PART_POINTS:
        raise RecordingUnreadable
    return [_spot(one) for one in found]


def _spot(one: Any) -> Spot:
    """[milliseconds since 1970, latitude, longitude, accuracy or nothing, 1 for the first after a pause]"""
    if not isinstance(one, list) or len(one) != 5:
        raise RecordingUnreadable
    at, latitude, longitude, accuracy, anew = (_number(value) for value in one)
    if at is None or latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        raise RecordingUnreadable
    if not 0 < at < 2**42 or (accuracy is not None and not 0 <= accuracy < 1e7):
        raise RecordingUnreadable
    return Spot(datetime.fromtimestamp(at / 1000, UTC), latitude, longitude, accuracy, bool(anew))


def _number(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise RecordingUnreadable
    return value


async def end(visit: Visit) -> web.Response:
    if not _KEY.fullmatch(visit.said("key")):
        raise RecordingUnreadable
    await finishing.finish(visit.person, visit.id("event_id"), visit.said("key"), now=visit.now)
    return web.json_response({"now": _ms(visit.now)}, headers={"Cache-Control": "no-store"})


async def outcome(visit: Visit) -> web.Response:
    """Asked for again while it is being counted."""
    found = await recorder.recorder_of(visit.person, visit.id("event_id"), now=visit.now)
    return visit.page("events/recorded_outcome.html", recorder=found, **await _outcome(visit, found))


async def _outcome(visit: Visit, found: Recorder) -> dict[str, Any]:
    came = await finishing.outcome_of(visit.person, found)
    if came is None:
        raise NotFound
    card = await board_for(found.event_id, visit.person)
    row = await own_row(card, visit.viewer.id, Category())
    line = _line(came.way)
    return {
        "came": came,
        "row": row,
        "why": _why(visit.t, came, row, visit.t.distance(found.goal_m or 0)),
        "recorded": " · ".join(_recorded(visit.t, came)),
        "line": line,
        "scheme": scheme_of(line, WIDTH, HEIGHT, pad=PAD) if line else None,
        "slippy": maps.slippy(visit.context, line=line),
        "script": maps.script(visit) if line else "",
        **words_for(card, visit.t),
    }


def _why(t: Translator, came: Outcome, row: BoardRow | None, distance: str) -> str:
    if came.state == "refused":
        return t(f"result-track-problem-{came.problem}", distance=distance)
    if came.state == "review":
        reason = (row.reason if row else None) or came.problem or "short"
        return t("recorder-outcome-review-hint", doubt=t(f"result-doubt-{reason}"))
    return ""


def _recorded(t: Translator, came: Outcome) -> list[str]:
    said = [t.distance(round(came.recording.metres))] if came.recording.metres else []
    if len(came.way) > 1:
        lasted = came.way[-1][0].at - came.way[0][0].at
        said.append(clock(round(lasted.total_seconds()) * 1000))
    return said


def _line(way: Sequence[Counted]) -> Line | None:
    """None: there is nothing to be drawn, or not any more."""
    if len(way) < 2:
        return None
    drawn = line_of([Vertex(spot.latitude, spot.longitude) for spot, _ in way])
    return Line(drawn.vertices, round(way[-1][1]), None)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
