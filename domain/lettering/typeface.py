"""Which letters a TrueType file has: its `cmap` table, read without a library that takes a second to load.

https://learn.microsoft.com/en-us/typography/opentype/spec/cmap
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_UNICODE = (3, 1)
"""Windows, the basic plane: every text face has it, in format 4."""


def letters_of(path: Path) -> frozenset[int]:
    """Code points of the basic plane that have a glyph."""
    data = path.read_bytes()
    table = _table(data, b"cmap")
    count = struct.unpack_from(">H", data, table + 2)[0]
    for at in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", data, table + 4 + 8 * at)
        if (platform, encoding) == _UNICODE:
            return frozenset(_segments(data, table + offset))
    raise ValueError(f"{path.name} has no letters")


def _table(data: bytes, wanted: bytes) -> int:
    count = struct.unpack_from(">H", data, 4)[0]
    for at in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * at)
        if tag == wanted:
            return int(offset)
    raise ValueError(f"no {wanted.decode()} table")


def _segments(data: bytes, start: int) -> Iterator[int]:
    form, _, _, doubled = struct.unpack_from(">HHHH", data, start)
    if form != 4:
        raise ValueError(f"a cmap of format {form}")
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 2 * doubled)
    ranges_at = start + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{count}H", data, ranges_at)
    for at, (first, last, delta, within) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if within == 0:
                glyph = (code + delta) % 0x10000
            else:
                glyph = struct.unpack_from(">H", data, ranges_at + 2 * at + within + 2 * (code - first))[0]
            if glyph:
                yield code
