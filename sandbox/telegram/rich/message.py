"""InputRichMessage → RichMessage."""

from __future__ import annotations

import json
from typing import Any

from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.records import Fields
from sandbox.telegram.rich import limits
from sandbox.telegram.rich.anchors import resolved
from sandbox.telegram.rich.blocks import read_blocks
from sandbox.telegram.rich.given import Unreadable, maybe
from sandbox.telegram.rich.html_blocks import html_blocks
from sandbox.telegram.rich.html_tree import HtmlProblem
from sandbox.telegram.rich.markdown import as_html
from sandbox.telegram.rich.media import MEDIA, named_media
from sandbox.telegram.rich.reading import Reading
from sandbox.telegram.rich.walk import every_block
from sandbox.telegram.world import World

SOURCES = ("blocks", "markdown", "html")
KINDS = {"voice_note": "voice"}


def rich_body(world: World, given: Any, **place: Any) -> Fields:
    """The content of a message, `place` being what a Reading knows of it. Raises ApiError 400."""
    fields = _object(given)
    try:
        blocks = _blocks(world, fields, place)
    except RecursionError as problem:
        raise bad_request("RICH_MESSAGE_DEPTH_INVALID") from problem
    rtl = {"is_rtl": True} if fields.get("is_rtl") is True else {}
    return {"rich_message": {"blocks": blocks, **rtl}}


def _object(given: Any) -> Fields:
    if given in (None, ""):
        raise bad_request("rich message must be non-empty")
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError as problem:
            raise bad_request("can't parse rich message JSON object") from problem
    if not isinstance(given, dict):
        raise bad_request("object expected as rich message")
    return given


def _blocks(world: World, fields: Fields, place: Fields) -> Any:
    source = next((name for name in SOURCES if fields.get(name) is not None), None)
    if source is None:
        raise bad_request("rich message must be non-empty")
    if sum(fields.get(name) is not None for name in SOURCES) > 1:
        world.toast("schema-error", name=f"rich_message: {source} is taken, the other sources are not")
    detects = fields.get("skip_entity_detection") is not True
    named = named_media(fields.get("media")) if source != "blocks" else {}
    reading = Reading(world, detects=detects, named=named, **place)
    given = fields["blocks"] if source == "blocks" else _written(reading, source, fields)
    blocks = read_blocks(reading, given)
    if not blocks:
        raise bad_request("RICH_MESSAGE_EMPTY")
    limits.check(blocks)
    return resolved(blocks)


def _written(reading: Reading, source: str, fields: Fields) -> list[Fields]:
    try:
        text = str(maybe(fields, source, str))
    except Unreadable as problem:
        raise bad_request(f"can't parse rich message: {problem}") from problem
    if not text.strip():
        raise _invalid(source)
    try:
        return html_blocks(reading, as_html(text) if source == "markdown" else text)
    except HtmlProblem as problem:
        reading.world.toast("schema-error", name=f"rich_message.{source}: {problem}")
        raise _invalid(source) from problem


def _invalid(source: str) -> ApiError:
    return bad_request(f"RICH_MESSAGE_{source.upper()}_INVALID")


def kinds_in(body: Fields) -> list[str]:
    """The kinds of files in it, as the rights to send them are called."""
    blocks = every_block(body.get("rich_message", {}).get("blocks", []))
    kinds = [str(block["type"]) for block in blocks if block["type"] in MEDIA]
    return [KINDS.get(kind, kind) for kind in kinds]
