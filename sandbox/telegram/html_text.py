"""parse_mode=HTML, read the way Telegram's server reads it, with its error texts (byte offsets and all)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.links import checked_url, mentioned_user

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
}
TAGS = frozenset(SIMPLE) | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
CHARACTER = re.compile(r"&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


@dataclass
class OpenTag:
    name: str
    argument: str
    format: str
    offset: int
    text_from: int


def utf16_len(text: str) -> int:
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def decode_character(text: str, at: int) -> tuple[str, int] | None:
    """The character written as `&…;` at this place and where the text goes on."""
    match = CHARACTER.match(text, at)
    if match is None:
        return None
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED[name], match.end()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return (chr(code), match.end()) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else None


class HtmlReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[OpenTag] = []
        self.entities: list[dict[str, Any]] = []

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.source):
            letter = self.source[self.at]
            if letter == "<":
                self._tag()
            else:
                self._letter(letter)
        if self.open:
            raise self._fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return "".join(self.out), self.entities

    def _letter(self, letter: str) -> None:
        decoded = decode_character(self.source, self.at) if letter == "&" else None
        letter, self.at = decoded or (letter, self.at + 1)
        self.out.append(letter)
        self.offset += utf16_len(letter)

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        name = self._until(lambda c: c.isspace() or c == ">")
        if not self._peek():
            raise self._fail("Unclosed start tag", begin)
        name = name.lower()
        if name not in TAGS:
            raise self._fail(f'Unsupported start tag "{name}"', begin)
        tag = OpenTag(name, "", "", self.offset, len(self.out))
        while self._peek() != ">":
            self._skip_spaces()
            if self._peek() != ">":
                self._attribute(tag, begin)
        self.at += 1
        if name == "span" and tag.argument != "spoiler":
            raise self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(tag)

    def _attribute(self, tag: OpenTag, begin: int) -> None:
        name = self._until(lambda c: c.isspace() or c in "=>")
        if not name and self._peek():
            raise self._fail(f'Empty attribute name in the tag "{tag.name}"', begin)
        self._skip_spaces()
        if self._peek() == "=":
            self.at += 1
            self._skip_spaces()
            value = self._value() if self._peek() else ""
        else:
            value = ""
        if not self._peek():
            raise self._fail("Unclosed start tag", begin)
        _take_attribute(tag, name.lower(), value)

    def _value(self) -> str:
        begin, quote = self.at, self._peek()
        if quote in "'\"":
            self.at += 1
            return self._quoted(quote)
        match = NAME_TOKEN.match(self.source, self.at)
        self.at = match.end() if match else self.at
        if self._peek() and not self._peek().isspace() and self._peek() != ">":
            raise self._fail("Unexpected end of name token", begin)
        return self.source[begin : self.at].lower()

    def _quoted(self, quote: str) -> str:
        value: list[str] = []
        while self._peek() and self._peek() != quote:
            decoded = decode_character(self.source, self.at) if self._peek() == "&" else None
            letter, self.at = decoded or (self._peek(), self.at + 1)
            value.append(letter)
        self.at += 1
        return "".join(value)

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise self._fail("Unexpected end tag", begin)
        self.at += 1
        found = self._until(lambda c: c.isspace() or c == ">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise self._fail("Unclosed end tag", begin)
        tag = self.open.pop()
        if found and found != tag.name:
            where = f"at byte offset {self._bytes(begin)}"
            raise self._fail(f'Unmatched end tag {where}, expected "</{tag.name}>", found "</{found}>"')
        self.at += 1
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: OpenTag) -> None:
        place = {"offset": tag.offset, "length": self.offset - tag.offset}
        if tag.name in ("pre", "code"):
            self._close_code(tag, place)
            return
        entity = _entity(tag, "".join(self.out[tag.text_from :]))
        if entity is not None:
            self.entities.append(entity | place)

    def _close_code(self, tag: OpenTag, place: dict[str, int]) -> None:
        """`<pre><code class="language-x">` is one entity with a language, not two."""
        last = self.entities[-1] if self.entities else None
        if last is not None and (last["offset"], last["length"]) == (place["offset"], place["length"]):
            if tag.name == "pre" and last["type"] == "code":
                language = {"language": last["language"]} if last.get("language") else {}
                self.entities[-1] = {"type": "pre", **place, **language}
                return
            if tag.name == "code" and last["type"] == "pre":
                self.entities[-1] = last | ({"language": tag.argument} if tag.argument else {})
                return
        language = {"language": tag.argument} if tag.argument else {}
        self.entities.append({"type": tag.name, **place, **language})

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _until(self, stop: Any) -> str:
        begin = self.at
        while self.at < len(self.source) and not stop(self.source[self.at]):
            self.at += 1
        return self.source[begin : self.at]

    def _skip_spaces(self) -> None:
        self._until(lambda c: not c.isspace())

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _fail(self, text: str, begin: int | None = None) -> Exception:
        where = "" if begin is None else f" at byte offset {self._bytes(begin)}"
        return bad_request(f"can't parse entities: {text}{where}")


def _take_attribute(tag: OpenTag, name: str, value: str) -> None:
    match tag.name, name:
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix"):
            tag.argument = value
        case ("tg-time", "format"):
            tag.format = value
        case ("code", "class") if value.startswith("language-"):
            tag.argument = value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            tag.argument = value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            tag.argument = "1"


def _entity(tag: OpenTag, text: str) -> dict[str, Any] | None:
    if tag.name in SIMPLE:
        return {"type": SIMPLE[tag.name]}
    if tag.name == "blockquote":
        return {"type": "expandable_blockquote" if tag.argument else "blockquote"}
    if tag.name == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": tag.argument} if tag.argument.isdigit() else None
    if tag.name == "tg-time":
        return _time_entity(tag)
    target = tag.argument or text
    user = mentioned_user(target)
    if user is not None:
        return {"type": "text_mention", "user_id": user}
    url = checked_url(target)
    return {"type": "text_link", "url": url} if url else None


def _time_entity(tag: OpenTag) -> dict[str, Any] | None:
    if not tag.argument.isdigit():
        return None
    chosen = {"date_time_format": tag.format} if tag.format else {}
    return {"type": "date_time", "unix_time": int(tag.argument), **chosen}


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities in UTF-16 units; raises ApiError 400 `can't parse entities: …`."""
    return HtmlReader(source).read()
