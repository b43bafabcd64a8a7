"""From the bytes that somebody sent to two clean pictures: known format, sane size, upright, nothing hidden inside."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 10 << 20
MAX_PIXELS = 25_000_000
"""Telephones take 12 megapixels and a little more."""
LONG_SIDE, PREVIEW_SIDE = 1280, 640
MIME = "image/webp"
_QUALITY = 82
_MAGIC = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n", "WEBP": b"RIFF"}


class NotAPicture(Exception):
    """The bytes are no picture that we take. The text says why, for operators."""


@dataclass(frozen=True, slots=True)
class Prepared:
    picture: bytes
    preview: bytes
    width: int
    height: int


def prepare(data: bytes) -> Prepared:
    """WebP of at most 1280 and 640 pixels on the long side. Slow: to be called in a thread. Raises NotAPicture."""
    picture = decoded(data, LONG_SIDE)
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    preview = picture.copy()
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    return Prepared(_webp(picture), _webp(preview), picture.width, picture.height)


async def read_as_jpeg(path: Path) -> bytes:
    """A stored picture in the one format that everybody takes."""
    return await asyncio.to_thread(_jpeg, path)


def _jpeg(path: Path) -> bytes:
    out = io.BytesIO()
    with Image.open(path) as picture:
        picture.convert("RGB").save(out, "JPEG", quality=_QUALITY + 6)
    return out.getvalue()


def decoded(data: bytes, side: int) -> Image.Image:
    """Upright, and nothing but its pixels: not much more of them than `side` needs. Raises NotAPicture."""
    if len(data) > MAX_BYTES:
        raise NotAPicture(f"{len(data)} bytes, at most {MAX_BYTES}")
    try:
        with Image.open(io.BytesIO(data), formats=[_format_of(data)]) as sent:
            if sent.width * sent.height > MAX_PIXELS:
                raise NotAPicture(f"{sent.width}x{sent.height} pixels, at most {MAX_PIXELS}")
            sent.draft("RGB", (2 * side, 2 * side))  # a JPEG is decoded no larger than it is needed
            return _bare(ImageOps.exif_transpose(sent))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture("a decompression bomb") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise NotAPicture(f"cannot be decoded: {type(error).__name__}") from error


def _format_of(data: bytes) -> str:
    for name, start in _MAGIC.items():
        if data.startswith(start) and (name != "WEBP" or data[8:12] == b"WEBP"):
            return name
    raise NotAPicture("neither JPEG, PNG nor WebP")


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels alone: whatever else the file carried (place, camera, profile, comments) stays behind."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    plain = picture.convert(mode)
    return Image.frombytes(mode, plain.size, plain.tobytes())


def _webp(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()
