"""The words that stand in a PDF, read from its bytes: streams unpacked, each font's codes turned back into letters."""

from __future__ import annotations

import base64
import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"/Length (\d+).*?>>\s*stream\r?\n", re.DOTALL)
_ESCAPED = re.compile(rb"\\(\d{1,3}|.)", re.DOTALL)
_SHOWN = re.compile(rb"/(F\d+(?:\+\d+)?) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """Line by line, in the order in which it is drawn."""
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    fonts = {
        name.decode(): _letters(objects, int(number))
        for body in objects.values()
        for name, number in re.findall(rb"/(F\d+(?:\+\d+)?) (\d+) 0 R", body)
    }
    pages = [int(one) for body in objects.values() for one in re.findall(rb"/Contents (\d+) 0 R", body)]
    return "\n".join(line for page in pages for line in _lines(_stream(objects[page]), fonts))


def _lines(content: bytes, fonts: dict[str, dict[int, str]]) -> list[str]:
    letters: dict[int, str] = {}
    found = []
    for font, said in _SHOWN.findall(content):
        if font:
            letters = fonts[font.decode()]
        else:
            codes = _ESCAPED.sub(_unescaped, said)
            found.append("".join(letters.get(code, chr(code)) for code in codes))
    return found


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if said.isdigit() else _PLAIN.get(said, said)


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    named = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    if named is None:
        return {}
    table = _stream(objects[int(named[1])])
    known: dict[int, str] = {}
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, _, listed in re.findall(rb"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", part, re.DOTALL):
            known |= {int(first, 16) + at: _letter(one) for at, one in enumerate(re.findall(rb"<(\w+)>", listed))}
        for first, last, start in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            known |= {
                code: chr(int(start, 16) + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)
            }
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        known |= {int(code, 16): _letter(one) for code, one in re.findall(rb"<(\w+)>\s*<(\w+)>", part)}
    return known


def _letter(written: bytes) -> str:
    return bytes.fromhex(written.decode()).decode("utf-16-be")


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    data = body[found.end() : found.end() + int(found[1])]
    if b"ASCII85Decode" in body:
        data = base64.a85decode(data.strip().removesuffix(b"~>"))
    return zlib.decompress(data) if b"FlateDecode" in body else data
