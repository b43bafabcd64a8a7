"""What may be asked of a new meeting."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime

from sandbox.providers.rooms.records import Meeting
from sandbox.providers.service import Refused
from sandbox.telegram.records import Fields

FIELDS = ("hostRoomUrl", "viewerRoomUrl")
KNOWN = {"endDate", "startDate", "isLocked", "roomMode", "roomNamePrefix", "roomNamePattern", "fields"}
PREFIX = re.compile(r"/?[a-z0-9-]{0,39}")


def checked(body: object, number: int, now: int) -> tuple[Meeting, list[str]]:
    """The meeting that is asked for, and which of its addresses are to be told; raises Refused."""
    if not isinstance(body, dict):
        raise wrong("The body is not a JSON object")
    if strange := sorted(body.keys() - KNOWN):
        raise wrong(f'"{strange[0]}" is not allowed')
    mode = body.get("roomMode", "normal")
    end, start = moment(body, "endDate"), moment(body, "startDate", now)
    if end <= now or end <= start:
        raise wrong('"endDate" must be in the future and after "startDate"')
    if mode not in ("normal", "group"):
        raise wrong('"roomMode" must be one of [normal, group]')
    if not isinstance(body.get("isLocked", False), bool):
        raise wrong('"isLocked" must be a boolean')
    prefix, pattern = body.get("roomNamePrefix", ""), body.get("roomNamePattern", "uuid")
    if not isinstance(prefix, str) or not PREFIX.fullmatch(prefix):
        raise wrong('"roomNamePrefix" must be at most 39 lower case letters, digits and hyphens')
    if pattern not in ("uuid", "human-short"):
        raise wrong('"roomNamePattern" must be one of [uuid, human-short]')
    name = secrets.token_hex(16) if pattern == "uuid" else f"{secrets.token_hex(2)}-{secrets.token_hex(2)}"
    return Meeting(
        id=str(number),
        room=f"/{prefix.lstrip('/')}{name}",
        start=start,
        end=end,
        locked=body.get("isLocked", False),
        mode=mode,
        host=secrets.token_urlsafe(24),
        viewer=secrets.token_urlsafe(24),
    ), fields_of(body.get("fields", []))


def fields_of(given: object) -> list[str]:
    if not isinstance(given, list) or any(one not in FIELDS for one in given):
        raise wrong('"fields" must be of [hostRoomUrl, viewerRoomUrl]')
    return [one for one in FIELDS if one in given]


def moment(body: Fields, name: str, default: int | None = None) -> int:
    if name not in body and default is not None:
        return default
    try:
        found = datetime.fromisoformat(str(body.get(name, "")).replace("Z", "+00:00"))
    except ValueError as problem:
        raise wrong(f'"{name}" must be a valid ISO 8601 date') from problem
    if found.tzinfo is None or not 1970 < found.year < 2100:
        raise wrong(f'"{name}" must be a valid ISO 8601 date')
    return int(found.timestamp())


def stamp(unix: int) -> str:
    return datetime.fromtimestamp(unix, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def wrong(message: str) -> Refused:
    return Refused(400, "", message)
