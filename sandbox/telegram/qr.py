"""The camera of the sandbox: reads a QR code from a picture that is nothing but a code, as bots draw them.

What a camera has to mend (perspective, noise, damaged cells) does not occur here, so no errors are corrected.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image, UnidentifiedImageError
from segno import consts
from segno import encoder as _encoder

encoder: Any = _encoder  # its functions have no types

_FREE = 2
_BYTES = 4
_FORMAT_MASK = 0b101010000010010
_LEVELS = (consts.ERROR_LEVEL_M, consts.ERROR_LEVEL_L, consts.ERROR_LEVEL_H, consts.ERROR_LEVEL_Q)
"""By the two bits that name them."""
_LARGEST = 2000


def read_qr(picture: bytes) -> str | None:
    """None: there is no code in it that we can read."""
    try:
        cells = _cells(picture)
        return _text(cells) if cells else None
    except (UnidentifiedImageError, OSError, ValueError, IndexError, KeyError):
        return None


def _cells(picture: bytes) -> list[list[int]]:
    """The code's rows, 1 for dark: cut out of its light border, one cell as large as the finder's stripe."""
    with Image.open(io.BytesIO(picture)) as opened:
        if max(opened.size) > _LARGEST:
            return []
        dark = opened.convert("L").point([255] * 128 + [0] * 128)
    box = dark.getbbox()
    if box is None or box[2] - box[0] != box[3] - box[1]:
        return []
    dark = dark.crop(box)
    side = dark.width
    stripe = next((at for at in range(side) if not dark.getpixel((at, at))), side)
    count = round(side / stripe)
    if count < 21 or count > 177 or count % 4 != 1:
        return []
    cell = side / count
    middles = [int((at + 0.5) * cell) for at in range(count)]
    return [[int(bool(dark.getpixel((x, y)))) for x in middles] for y in middles]


def _text(cells: list[list[int]]) -> str | None:
    bits = 0
    for at in (*range(6), 7, 8):
        bits = bits << 1 | cells[8][at]
    for at in (7, 5, 4, 3, 2, 1, 0):
        bits = bits << 1 | cells[at][8]
    known = (bits ^ _FORMAT_MASK) >> 10
    version = (len(cells) - 17) // 4
    table: Any = consts.ECC
    blocks = table[version][_LEVELS[known >> 3]]
    data = _unwoven(list(_codewords(cells, known & 7)), blocks)
    return _said(data, version)


def _codewords(cells: list[list[int]], mask: int) -> Iterator[int]:
    """In the order in which they were laid, without their mask."""
    size = len(cells)
    plan = encoder.make_matrix(size, size)
    encoder.add_finder_patterns(plan, size, size)
    encoder.add_alignment_patterns(plan, size, size)
    is_masked = encoder.get_data_mask_functions(False)[mask]
    byte, filled = 0, 0
    for right in range(size - 1, 0, -2):
        column = right - 1 if right <= 6 else right
        upwards = ((column & 2) == 0) ^ (column < 6)
        for step in range(size):
            row = size - 1 - step if upwards else step
            for at in (column, column - 1):
                if plan[row][at] != _FREE:
                    continue
                byte, filled = byte << 1 | (cells[row][at] ^ is_masked(row, at)), filled + 1
                if filled == 8:
                    yield byte
                    byte, filled = 0, 0


def _unwoven(words: list[int], blocks: tuple[consts.EC, ...]) -> bytes:
    """Blocks take turns: their first words, their second words. What corrects errors comes after."""
    lengths = [group.num_data for group in blocks for _ in range(group.num_blocks)]
    parts: list[bytearray] = [bytearray() for _ in lengths]
    left = iter(words)
    for turn in range(max(lengths)):
        for part, length in zip(parts, lengths, strict=True):
            if turn < length:
                part.append(next(left))
    return b"".join(parts)


def _said(data: bytes, version: int) -> str | None:
    """Of one piece, in bytes: what links are written in."""
    bits = "".join(f"{byte:08b}" for byte in data)
    wide = 8 if version < 10 else 16
    if int(bits[:4], 2) != _BYTES:
        return None
    count, start = int(bits[4 : 4 + wide], 2), 4 + wide
    return bytes(int(bits[at : at + 8], 2) for at in range(start, start + 8 * count, 8)).decode()
