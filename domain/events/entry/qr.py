"""Links as QR codes. What all codes of one size have in common is asked of segno once, and a table says where the bits
of each go: to let segno walk through every cell of every ticket was a good part of what taking part costs.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, zip_longest
from operator import itemgetter
from typing import Any

import segno
from segno import consts
from segno import encoder as _encoder

encoder: Any = _encoder  # its functions have no types

_MASK, _BORDER, _CELL_PX = 3, 4, 8
"""Which mask a code wears is written in it. A signature looks like noise under each of them, so none is chosen."""
_LEVELS = {level: consts.ERROR_MAPPING[level] for level in "HQM"}
"""The best one that costs no larger code."""
_INK = bytes.maketrans(b"01", b"\xff\0")
"""Cells of a code, 1 for dark, as eight pixels each."""
_LIGHT, _NO_FILTER = b"\xff", b"\0"
_FREE = 2
_BYTES = 0b0100
_NOTHING, _PADDING = b"\0", b"\xec\x11"
"""Behind the end of a text nobody reads on; it is filled as segno fills it."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """`cells`: which bit each cell shows, row by row, where a light and a dark one follow those of the message.
    `mask`: the bits of the message that are turned over. `blocks`: how many bytes each has, and how many check them.
    """

    version: int
    edge: int
    cells: Callable[[str], tuple[str, ...]]
    bits: int
    mask: int
    blocks: tuple[tuple[int, int], ...]


def qr_png(text: str) -> bytes:
    """One bit a pixel and eight pixels a cell make a byte of every cell: nothing has to be drawn."""
    rows = matrix(text)
    edge = _LIGHT * _BORDER
    wide = len(rows) + 2 * _BORDER
    blank = _NO_FILTER + _LIGHT * wide
    inked = [_NO_FILTER + edge + row.translate(_INK) + edge for row in rows]
    lines = [line * _CELL_PX for line in (*[blank] * _BORDER, *inked, *[blank] * _BORDER)]
    header = struct.pack(">IIBBBBB", wide * _CELL_PX, wide * _CELL_PX, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(lines), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def qr_svg(text: str) -> str:
    """An `<svg>` element without sizes, black on nothing."""
    picture = io.BytesIO()
    code = segno.make_qr(text, error="m", mask=_MASK)
    code.save(picture, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=_BORDER)
    return picture.getvalue().decode()


def matrix(text: str) -> list[bytes]:
    """The cells of a code row by row: `1` is dark."""
    said = text.encode()
    frame = _frame(*_smallest(len(said)))
    message = int.from_bytes(_with_checks(said, frame)) << frame.bits % 8
    bits = f"{message ^ frame.mask:0{frame.bits}b}01"
    cells = "".join(frame.cells(bits)).encode()
    return [cells[at : at + frame.edge] for at in range(0, len(cells), frame.edge)]


def _smallest(count: int) -> tuple[int, str]:
    """The version and the level for a text of so many bytes."""
    for version in range(1, 41):
        for level in _LEVELS:
            if count + _around(version) <= sum(size for size, _ in _blocks(version, level)):
                return version, level
    raise ValueError(count)


def _around(version: int) -> int:
    """What kind of text it is and how long, before it, and the end after it: in bytes."""
    return 2 if version < 10 else 3


@cache
def _blocks(version: int, level: str) -> tuple[tuple[int, int], ...]:
    kinds: Any = consts.ECC[version][_LEVELS[level]]  # type: ignore[index]  # typed as a table of objects
    return tuple((one.num_data, one.num_total - one.num_data) for one in kinds for _ in range(one.num_blocks))


@cache
def _frame(version: int, level: str) -> _Frame:
    cells = segno.make_qr("a", version=version, error=level, mask=_MASK, boost_error=False).matrix
    order = list(_walk(_empty(len(cells))))
    bit_of = {cell: bit for bit, cell in enumerate(order)}
    mask = "".join("01"[(row + column) % 3 == 0] for row, column in order)
    shown = [
        bit_of.get((row, column), len(order) + dark)
        for row, line in enumerate(cells)
        for column, dark in enumerate(line)
    ]
    return _Frame(version, len(cells), itemgetter(*shown), len(order), int(mask, 2), _blocks(version, level))


def _empty(edge: int) -> Sequence[Sequence[int]]:
    """What is in all codes of that size alike, and _FREE where a message comes."""
    cells: Sequence[bytearray] = encoder.make_matrix(edge, edge)
    encoder.add_finder_patterns(cells, edge, edge)
    encoder.add_alignment_patterns(cells, edge, edge)
    return cells


def _walk(cells: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The cells of the message in its order: two columns at once from the right, upwards and downwards in turn. The
    seventh column has none.
    """
    edge = len(cells)
    for nth, right in enumerate(chain(range(edge - 1, 6, -2), range(5, 0, -2))):
        for row in range(edge) if nth % 2 else reversed(range(edge)):
            yield from ((row, column) for column in (right, right - 1) if cells[row][column] == _FREE)


def _with_checks(said: bytes, frame: _Frame) -> bytes:
    """The message: the text in its blocks, a byte of each in turn, and so what checks them."""
    room, around = sum(size for size, _ in frame.blocks), _around(frame.version)
    head = _BYTES << 8 * (around - 1) | len(said)
    body = (((head << 8 * len(said)) | int.from_bytes(said)) << 4).to_bytes(len(said) + around)
    body += (_NOTHING + _PADDING * room)[: room - len(body)]
    ends = iter(body)
    blocks = [bytes(islice(ends, size)) for size, _ in frame.blocks]
    checks = [_check(block, count) for block, (_, count) in zip(blocks, frame.blocks, strict=True)]
    return bytes(one for part in (blocks, checks) for turn in zip_longest(*part) for one in turn if one is not None)


def _check(block: bytes, count: int) -> bytes:
    """Reed and Solomon's, as long division whose single steps lie in a table."""
    steps, left = _steps(count), 0
    top, whole = 8 * (count - 1), (1 << 8 * count) - 1
    for byte in block:
        left = (left << 8 & whole) ^ steps[byte ^ left >> top]
    return left.to_bytes(count)


@cache
def _steps(count: int) -> tuple[int, ...]:
    power, log, by = consts.GALIOS_EXP, consts.GALIOS_LOG, consts.GEN_POLY[count]
    return 0, *(int.from_bytes(bytes(power[log[byte] + one] for one in by)) for byte in range(1, 256))
