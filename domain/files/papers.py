"""From the bytes that somebody sent to a document: a clean picture, or a PDF that runs nothing."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from domain.files.imaging import NotAPicture, decoded

MAX_BYTES = 10 << 20
LONG_SIDE = 2400
"""Small print of a photographed page can still be read."""
PDF, JPEG = "application/pdf", "image/jpeg"
_QUALITY = 85
_TAIL = 2048
_MOST_PAGES = 60
_MOST_UNPACKED = 16 << 20
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PACKED_NAMES = re.compile(rb"/Type\s*/ObjStm[^>]{0,400}>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_RUNS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z0-9])")


class NotADocument(Exception):
    """No document that we take. `why` is a word: size, format, locked, active, long; the detail is for operators."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Paper:
    mime: str
    data: bytes


def clean(data: bytes) -> Paper:
    """What its first bytes say it is, whatever it was called. Slow: to be called in a thread. Raises NotADocument."""
    if len(data) > MAX_BYTES:
        raise NotADocument("size", f"{len(data)} bytes")
    if data.startswith(b"%PDF-"):
        _check_pdf(data)
        return Paper(PDF, data)
    try:
        return Paper(JPEG, _jpeg(decoded(data, LONG_SIDE)))
    except NotAPicture as error:
        raise NotADocument("format", str(error)) from error


def _jpeg(picture: Image.Image) -> bytes:
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    if picture.mode != "RGB":
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _check_pdf(data: bytes) -> None:
    """A sane file, and none that asks its reader to do something. It is kept as it is, and only ever handed out whole:
    nothing of ours draws it.
    """
    if b"%%EOF" not in data[-_TAIL:]:
        raise NotADocument("format", "the PDF is cut short")
    bare = _STREAM.sub(b"", data)
    if _LOCKED.search(bare):
        raise NotADocument("locked")
    said = _unescaped(bare) + b"".join(_unescaped(part) for part in _unpacked(data))
    if found := _RUNS.search(said):
        raise NotADocument("active", found[1].decode())
    if len(_PAGE.findall(said)) > _MOST_PAGES:
        raise NotADocument("long")


def _unescaped(text: bytes) -> bytes:
    """/J#61vaScript is another spelling of a name."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Objects that are packed together, as far as a sane file has them."""
    left = _MOST_UNPACKED
    for found in _PACKED_NAMES.finditer(data):
        try:
            part = zlib.decompressobj().decompress(found[1], left)
        except zlib.error:
            continue
        left -= len(part)
        if left <= 0:
            raise NotADocument("long", "too much is packed in it")
        yield part
