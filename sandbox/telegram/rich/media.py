"""Blocks that hold a file."""

from __future__ import annotations

import re
from typing import Any

from sandbox.telegram.attachments import file_body, type_name
from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.records import Fields
from sandbox.telegram.rich.given import Unreadable, maybe, needed
from sandbox.telegram.rich.reading import Reading

MEDIA = ("photo", "video", "animation", "audio", "document", "voice_note")
VEILED = ("photo", "video", "animation")
FILE_KINDS = {"voice_note": "voice"}
DETAILS = ("duration", "width", "height", "title", "performer", "thumbnail")
NEW = ("attach://", "http://", "https://")
NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def media_block(reading: Reading, fields: Fields, kind: str) -> Fields:
    given = needed(fields, kind, dict)
    told = needed(given, "type", str)
    if told != kind:
        raise bad_request(f'unexpected media type "{told}" for block "{kind}"')
    block: Fields = {"type": kind, kind: _stored(reading, given, kind)}
    if kind in VEILED and maybe(given, "has_spoiler", bool):
        block["has_spoiler"] = True
    return block


def _stored(reading: Reading, given: Fields, kind: str) -> Any:
    value, wanted = str(given.get("media") or ""), FILE_KINDS.get(kind, kind)
    if not value:
        raise bad_request("media not found")
    if reading.stored and value.startswith(NEW):
        raise bad_request("invalid message content specified")
    details = {name: given.get(name) for name in DETAILS}
    body = file_body(reading.world, wanted, value, reading.uploads, details)
    if wanted not in body:
        raise bad_request(f"can't use file of type {type_name(next(iter(body)))} as {type_name(wanted)}")
    return body[wanted]


def named_media(value: Any) -> dict[str, Fields]:
    """InputRichMessageMedia by their ids, for texts in HTML and Markdown."""
    try:
        return dict(map(_named, value or []))
    except Unreadable as problem:
        raise bad_request(f"can't parse InputRichMessageMedia: {problem}") from problem


def _named(one: Any) -> tuple[str, Fields]:
    if not isinstance(one, dict):
        raise Unreadable("expected an Object")
    name, media = needed(one, "id", str), needed(one, "media", dict)
    if not NAME.fullmatch(name):
        raise Unreadable("Invalid media identifier specified")
    if needed(media, "type", str) not in MEDIA:
        raise Unreadable(f'type "{media["type"]}" is unsupported')
    if not media.get("media"):
        raise Unreadable("media not found")
    return name, media


def not_found(kind: str) -> ApiError:
    """An address in HTML or Markdown that nothing can be had from."""
    return bad_request(f"RICH_MESSAGE_{kind.upper()}_NO_MEDIA_FOUND")
