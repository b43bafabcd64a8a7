"""Tables: rows of cells, each with its own alignment."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.records import Fields
from sandbox.telegram.rich.given import Unreadable, maybe, needed
from sandbox.telegram.rich.reading import Reading
from sandbox.telegram.rich.texts import maybe_text

SIDES = ("left", "center", "right")
HEIGHTS = ("top", "middle", "bottom")
LOOKS = ("is_bordered", "is_striped", "is_compact")


def read_table(reading: Reading, fields: Fields) -> Fields:
    rows = [_row(reading, row) for row in needed(fields, "cells", list)]
    looks = {name: True for name in LOOKS if maybe(fields, name, bool)}
    return {"type": "table", "cells": rows, **looks, **maybe_text(reading, fields, "caption")}


def _row(reading: Reading, row: Any) -> list[Fields]:
    try:
        if not isinstance(row, list):
            raise Unreadable("expected an Array")
        return [_cell(reading, cell) for cell in row]
    except Unreadable as problem:
        raise bad_request(f"Can't parse PageBlockTableCell: {problem}") from problem


def _cell(reading: Reading, cell: Any) -> Fields:
    """At the left, or in the middle when it is a header; without a text it is not seen at all."""
    if not isinstance(cell, dict):
        raise Unreadable("RichBlockTableCell must be an object")
    header = maybe(cell, "is_header", bool, False)
    align = maybe(cell, "align", str) or ("center" if header else "left")
    valign = maybe(cell, "valign", str) or "middle"
    if align not in SIDES:
        raise Unreadable("Invalid horizontal alignment specified")
    if valign not in HEIGHTS:
        raise Unreadable("Invalid vertical alignment specified")
    kept: Fields = {"align": align, "valign": valign, **maybe_text(reading, cell, "text")}
    return kept | ({"is_header": True} if header else {}) | _spans(cell)


def _spans(cell: Fields) -> Fields:
    spans = {name: maybe(cell, name, int, 0) for name in ("colspan", "rowspan")}
    for name, span in spans.items():
        if span < 0:
            raise bad_request(f"invalid table cell {name} specified")
    return {name: span for name, span in spans.items() if span > 1}


def width(row: list[Fields]) -> int:
    return sum(int(cell.get("colspan", 1)) for cell in row)
