"""Events in the shape of Google's: what may be written, what is shown of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.providers.calendar.records import Entry
from sandbox.providers.service import Refused
from sandbox.telegram.records import Fields, Person

ID = re.compile(r"[a-v0-9]{5,1024}")
TEXTS = {"summary": 1024, "description": 8192, "location": 1024, "colorId": 2, "iCalUID": 1024}
CHOICES = {
    "status": ("confirmed", "tentative", "cancelled"),
    "transparency": ("opaque", "transparent"),
    "visibility": ("default", "public", "private", "confidential"),
}
WRITTEN = {*TEXTS, *CHOICES, "id", "start", "end", "attendees", "reminders", "extendedProperties", "source", "sequence"}
READ_ONLY = {"kind", "etag", "htmlLink", "created", "updated", "creator", "organizer", "eventType"}


def wrong(message: str, reason: str = "invalid", location: str = "") -> Refused:
    return Refused(400, reason, message, location)


def checked(body: object) -> Fields:
    """What was written, without what only Google writes; raises Refused."""
    if not isinstance(body, dict):
        raise wrong("Parse Error", "parseError")
    if "recurrence" in body:
        raise wrong("Recurring events are not kept by the sandbox.")
    if strange := sorted(body.keys() - WRITTEN - READ_ONLY):
        raise wrong(f'Invalid JSON payload received. Unknown name "{strange[0]}"', "badRequest")
    for name, longest in TEXTS.items():
        if name in body and (not isinstance(body[name], str) or len(body[name]) > longest):
            raise wrong(f"Invalid value for: {name}")
    for name, known in CHOICES.items():
        if name in body and body[name] not in known:
            raise wrong(f"Invalid value for: {name}")
    if "id" in body and (not isinstance(body["id"], str) or not ID.fullmatch(body["id"])):
        raise wrong("Invalid resource id value.")
    return {name: value for name, value in body.items() if name in WRITTEN}


def span(body: Mapping[str, Any], zone: str) -> tuple[int, int]:
    """Unix seconds of its start and end; raises Refused."""
    for name in ("start", "end"):
        if name not in body:
            raise wrong(f"Missing {name} time.", "required")
    start, end = moment(body["start"], zone), moment(body["end"], zone)
    if ("date" in body["start"]) != ("date" in body["end"]):
        raise wrong("Start and end times must either both be date or both be dateTime.")
    if end < start or (end == start and "date" in body["start"]):
        raise wrong("The specified time range is empty.", "timeRangeEmpty")
    return start, end


def moment(given: object, zone: str) -> int:
    """`{"date"}` begins at midnight of the calendar's zone; `{"dateTime"}` has an offset or a `timeZone` beside it."""
    if not isinstance(given, dict) or ("date" in given) == ("dateTime" in given):
        raise wrong("Invalid start time.")
    try:
        beside = ZoneInfo(str(given.get("timeZone", zone)))
        if "date" in given:
            day = date.fromisoformat(str(given["date"]))
            found = datetime.combine(day, time(), beside)
        else:
            found = datetime.fromisoformat(str(given["dateTime"]).replace("Z", "+00:00"))
    except (ValueError, ZoneInfoNotFoundError) as problem:
        raise wrong("Invalid start time.") from problem
    if not 1970 < found.year < 2100:
        raise wrong("Invalid start time.")
    if found.tzinfo is None and "timeZone" not in given:
        raise wrong("Missing time zone definition for start time.", "required")
    return int((found if found.tzinfo else found.replace(tzinfo=beside)).timestamp())


def shown(one: Entry, person: Person, email: str) -> Fields:
    """Of what is cancelled only the name is left."""
    mark = f'"{one.updated}{one.version:06}"'
    if one.cancelled:
        return {"kind": "calendar#event", "etag": mark, "id": one.id, "status": "cancelled"}
    who = {"email": email, "displayName": person.name, "self": True}
    return {
        "kind": "calendar#event",
        "etag": mark,
        "status": "confirmed",
        "htmlLink": f"https://calendar.example.com/event?eid={one.id}",
        "created": stamp(one.created),
        "updated": stamp(one.updated),
        "creator": who,
        "organizer": who,
        "iCalUID": f"{one.id}@calendar.example.com",
        "reminders": {"useDefault": True},
        "eventType": "default",
        **one.body,
        "id": one.id,
        "sequence": one.sequence,
    }


def stamp(unix: int) -> str:
    return datetime.fromtimestamp(unix, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
