"""InputRichBlock → RichBlock, as strictly as Telegram reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.records import Fields
from sandbox.telegram.rich import buttons
from sandbox.telegram.rich.given import Unreadable, maybe, needed
from sandbox.telegram.rich.limits import MOST_DEPTH
from sandbox.telegram.rich.lists import read_list
from sandbox.telegram.rich.media import MEDIA, media_block
from sandbox.telegram.rich.reading import Reading
from sandbox.telegram.rich.tables import SIDES, read_table
from sandbox.telegram.rich.texts import maybe_text, needed_text, read_text

NOTHING_IN_IT = "RICH_MESSAGE_CONTENT_REQUIRED"
MOST_ZOOM = 24
LONGEST_SIDE = 10_000
MOST_RATIO = 20
MAP: Fields = {"zoom": 15, "width": 600, "height": 300}


def read_blocks(reading: Reading, values: Any, depth: int = 1) -> list[Fields]:
    if not isinstance(values, list):
        raise bad_request("can't parse InputRichBlock: expected an Array")
    if depth > MOST_DEPTH:
        raise bad_request("RICH_MESSAGE_DEPTH_INVALID")
    return [_block(reading, value, depth) for value in values]


def _block(reading: Reading, value: Any, depth: int) -> Fields:
    if not isinstance(value, dict):
        raise bad_request("object expected as InputRichMessageBlock")
    try:
        block = _read(reading, value, needed(value, "type", str), depth)
    except Unreadable as problem:
        raise bad_request(f"can't parse InputRichBlock: {problem}") from problem
    return block


def _read(reading: Reading, fields: Fields, kind: str, depth: int) -> Fields:
    if kind in MEDIA:
        return media_block(reading, fields, kind) | _caption(reading, fields)
    if kind in WORDED:
        return _words(reading, fields, kind)
    if kind in HOLDING:
        return {"type": kind} | HOLDING[kind](reading, fields, depth)
    if kind in PLAIN:
        return PLAIN[kind](reading, fields)
    raise Unreadable(f'type "{kind}" is unsupported')


def needed_summary(fields: Fields) -> Any:
    if "summary" not in fields:
        raise Unreadable('Can\'t find field "summary"')
    return fields["summary"]


def _something(value: Any) -> Any:
    if not value:
        raise bad_request(NOTHING_IN_IT)
    return value


def _words(reading: Reading, fields: Fields, kind: str) -> Fields:
    if kind == "thinking" and not reading.draft:
        raise bad_request("block is not allowed")
    text = read_text(reading, needed_text(fields), detects=kind not in ("pre", "thinking"))
    block: Fields = {"type": kind, "text": text if kind == "thinking" else _something(text)}
    if kind == "heading":
        block["size"] = needed(fields, "size", int)
        if not 1 <= block["size"] <= 6:
            raise bad_request("invalid section heading size specified")
    if kind == "pre" and maybe(fields, "language", str):
        block["language"] = fields["language"]
    return block | (maybe_text(reading, fields, "credit") if kind in ("pullquote", "expandable_blockquote") else {})


def _inside(reading: Reading, fields: Fields, depth: int) -> Fields:
    return {"blocks": _something(read_blocks(reading, needed(fields, "blocks", list), depth + 1))}


def _caption(reading: Reading, fields: Fields) -> Fields:
    given = fields.get("caption")
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad_request("richBlockCaption must be an object")
    kept = {"text": ""} | maybe_text(reading, given, "text") | maybe_text(reading, given, "credit")
    return {"caption": kept} if any(kept.values()) else {}


def _map(fields: Fields) -> Fields:
    place = needed(fields, "location", dict)
    latitude, longitude = needed(place, "latitude", float), needed(place, "longitude", float)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad_request("invalid location specified")
    zoom, wide, high = (maybe(fields, name, int, 0) for name in MAP)
    fits = 0 <= zoom <= MOST_ZOOM and wide >= 0 and high >= 0 and wide + high <= LONGEST_SIDE
    if not fits or wide > high * MOST_RATIO or high > wide * MOST_RATIO:
        raise bad_request("invalid map properties specified")
    shown = {"zoom": zoom, "width": wide, "height": high}
    location = {"latitude": latitude, "longitude": longitude}
    return {"type": "map", "location": location, **{name: shown[name] or usual for name, usual in MAP.items()}}


def _buttons(reading: Reading, fields: Fields) -> Fields:
    row = [buttons.read_button(reading, one, read_text) for one in needed(fields, "buttons", list)]
    align = maybe(fields, "align", str, "")
    if align and align not in SIDES:
        raise bad_request("invalid horizontal alignment specified")
    if not row:
        raise bad_request("button row must be non-empty")
    if len(row) > buttons.MOST_IN_ROW:
        raise bad_request("RICH_MESSAGE_BUTTONS_TOO_MANY")
    return {"type": "buttons", "buttons": row, **({"align": align} if align else {})}


def _list(reading: Reading, fields: Fields, depth: int) -> Fields:
    return read_list(needed(fields, "items", list), lambda inside: read_blocks(reading, inside, depth + 1))


def _quote(reading: Reading, fields: Fields, depth: int) -> Fields:
    return _inside(reading, fields, depth) | maybe_text(reading, fields, "credit")


def _group(reading: Reading, fields: Fields, depth: int) -> Fields:
    return _inside(reading, fields, depth) | _caption(reading, fields)


def _details(reading: Reading, fields: Fields, depth: int) -> Fields:
    summary = _something(read_text(reading, needed_summary(fields)))
    shown = {"is_open": True} if maybe(fields, "is_open", bool) else {}
    return {"summary": summary, **_inside(reading, fields, depth), **shown}


def _table(reading: Reading, fields: Fields) -> Fields:
    table = read_table(reading, fields)
    _something(table["cells"])
    return table


WORDED = ("paragraph", "footer", "heading", "pre", "pullquote", "expandable_blockquote", "thinking")
HOLDING = {"list": _list, "blockquote": _quote, "collage": _group, "slideshow": _group, "details": _details}
PLAIN: dict[str, Callable[[Reading, Fields], Fields]] = {
    "divider": lambda reading, fields: {"type": "divider"},
    "anchor": lambda reading, fields: {"type": "anchor", "name": _something(needed(fields, "name", str))},
    "mathematical_expression": lambda reading, fields: {
        "type": "mathematical_expression",
        "expression": _something(needed(fields, "expression", str)),
    },
    "table": _table,
    "map": lambda reading, fields: _map(fields) | _caption(reading, fields),
    "buttons": _buttons,
}
