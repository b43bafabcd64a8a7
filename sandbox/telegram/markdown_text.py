"""parse_mode=MarkdownV2, with Telegram's error texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sandbox.telegram.errors import bad_request
from sandbox.telegram.html_text import utf16_len
from sandbox.telegram.links import checked_url, mentioned_user

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
MARKS = (("||", "spoiler"), ("__", "underline"), ("_", "italic"), ("*", "bold"), ("~", "strikethrough"))
ENTITY_NAMES = {"italic": "Italic", "bold": "Bold", "underline": "Underline", "strikethrough": "Strikethrough"}


@dataclass
class OpenMark:
    kind: str
    begin: int
    offset: int
    text_from: int
    special: bool = False


class MarkdownReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[OpenMark] = []
        self.entities: list[dict[str, Any]] = []
        self.quote_from: int | None = None

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.source):
            self._step()
        self._end_quote()
        if self.open:
            mark = self.open[-1]
            name = ENTITY_NAMES.get(mark.kind, mark.kind.capitalize())
            raise self._fail(f"Can't find end of {name} entity at byte offset {self._bytes(mark.begin)}")
        return "".join(self.out), self.entities

    def _step(self) -> None:
        letter = self.source[self.at]
        if letter == "\\" and self.at + 1 < len(self.source) and self.source[self.at + 1].isascii():
            self.at += 1
            self._put(self.source[self.at])
        elif self._line_start() and letter == ">":
            self.quote_from = self.offset if self.quote_from is None else self.quote_from
            self.at += 1
        else:
            if self._line_start() and self.quote_from is not None:
                self._end_quote()
            self._special(letter)

    def _special(self, letter: str) -> None:
        if letter == "`":
            self._code()
        elif self._mark() or self._link(letter):
            return
        elif letter in RESERVED:
            raise self._fail(f"Character '{letter}' is reserved and must be escaped with the preceding '\\'")
        else:
            self._put(letter)

    def _mark(self) -> bool:
        for sign, kind in MARKS:
            if self.source.startswith(sign, self.at):
                if kind == "spoiler" and self._closes_quote():
                    return True
                self._toggle(sign, kind)
                return True
        return False

    def _toggle(self, sign: str, kind: str) -> None:
        if self.open and self.open[-1].kind == kind:
            mark = self.open.pop()
            if self.offset > mark.offset:
                self.entities.append({"type": kind, "offset": mark.offset, "length": self.offset - mark.offset})
        else:
            self.open.append(OpenMark(kind, self.at, self.offset, len(self.out)))
        self.at += len(sign)

    def _closes_quote(self) -> bool:
        """`||` at the very end of a quotation makes it expandable."""
        rest = self.source[self.at + 2 : self.at + 3]
        if self.quote_from is None or rest not in ("", "\n") or any(m.kind == "spoiler" for m in self.open):
            return False
        self.at += 2
        self._end_quote("expandable_blockquote")
        return True

    def _end_quote(self, kind: str = "blockquote") -> None:
        if self.quote_from is not None and self.offset > self.quote_from:
            length = self.offset - self.quote_from
            if self.out and self.out[-1] == "\n":
                length -= 1
            self.entities.append({"type": kind, "offset": self.quote_from, "length": length})
        self.quote_from = None

    def _code(self) -> None:
        begin, fence = self.at, "```" if self.source.startswith("```", self.at) else "`"
        self.at += len(fence)
        language = self._language() if fence == "```" else ""
        offset = self.offset
        while self.at < len(self.source) and not self.source.startswith(fence, self.at):
            if self.source[self.at] == "\\" and self.source[self.at + 1 : self.at + 2] in ("`", "\\"):
                self.at += 1
            self._put(self.source[self.at])
        if self.at >= len(self.source):
            name = "Pre" if fence == "```" else "Code"
            raise self._fail(f"Can't find end of {name} entity at byte offset {self._bytes(begin)}")
        self.at += len(fence)
        if self.offset > offset:
            kind = {"type": "pre" if fence == "```" else "code", "offset": offset, "length": self.offset - offset}
            self.entities.append(kind | ({"language": language} if language else {}))

    def _language(self) -> str:
        line_end = self.source.find("\n", self.at)
        first_line = self.source[self.at : line_end] if line_end >= 0 else ""
        if line_end < 0 or "`" in first_line or any(letter.isspace() for letter in first_line):
            return ""
        self.at = line_end + 1
        return first_line

    def _link(self, letter: str) -> bool:
        if letter == "[" or self.source.startswith("![", self.at):
            special = letter == "!"
            self.open.append(OpenMark("link", self.at, self.offset, len(self.out), special))
            self.at += 2 if special else 1
            return True
        if letter != "]" or not self.open or self.open[-1].kind != "link":
            return False
        mark = self.open.pop()
        self.at += 1
        target = self._target() if self.source.startswith("(", self.at) else "".join(self.out[mark.text_from :])
        if self.offset > mark.offset:
            self._close_link(mark, target)
        return True

    def _target(self) -> str:
        begin = self.at
        self.at += 1
        letters: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != ")":
            if self.source[self.at] == "\\":
                self.at += 1
            letters.append(self.source[self.at : self.at + 1])
            self.at += 1
        if self.at >= len(self.source):
            raise self._fail(f"Can't find end of a URL at byte offset {self._bytes(begin)}")
        self.at += 1
        return "".join(letters)

    def _close_link(self, mark: OpenMark, target: str) -> None:
        entity = _special_entity(target) if mark.special else _link_entity(target)
        if entity is not None:
            self.entities.append({**entity, "offset": mark.offset, "length": self.offset - mark.offset})

    def _line_start(self) -> bool:
        return not self.out or self.out[-1] == "\n"

    def _put(self, letter: str) -> None:
        self.out.append(letter)
        self.offset += utf16_len(letter)
        self.at += 1

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _fail(self, text: str) -> Exception:
        return bad_request(f"can't parse entities: {text}")


def _link_entity(target: str) -> dict[str, Any] | None:
    user = mentioned_user(target)
    if user is not None:
        return {"type": "text_mention", "user_id": user}
    url = checked_url(target)
    return {"type": "text_link", "url": url} if url else None


def _special_entity(target: str) -> dict[str, Any] | None:
    parts = urlsplit(target)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.netloc == "emoji" and query.get("id", query.get("emoji_id", "")).isdigit():
        return {"type": "custom_emoji", "custom_emoji_id": query.get("id", query.get("emoji_id"))}
    if parts.netloc == "time" and query.get("unix", "").isdigit():
        chosen = {"date_time_format": query["format"]} if query.get("format") else {}
        return {"type": "date_time", "unix_time": int(query["unix"]), **chosen}
    return None


def parse_markdown(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities in UTF-16 units; raises ApiError 400 `can't parse entities: …`."""
    return MarkdownReader(source).read()
