"""Text with entities → HTML that a page may insert as it is: everything escaped, known tags only."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

from sandbox.telegram.entities import Entity, entity_text
from sandbox.telegram.html_text import utf16_len

TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable">', "</blockquote>"),
    "hashtag": ('<a class="hashtag">', "</a>"),
    "cashtag": ('<a class="hashtag">', "</a>"),
    "custom_emoji": ('<span class="custom-emoji">', "</span>"),
}
SAFE_SCHEMES = ("http://", "https://", "tg://", "mailto:", "tel:")


def safe_html(text: str, entities: list[Entity]) -> str:
    raw = text.encode("utf-16-le")
    ordered = sorted(entities, key=lambda e: (e["offset"], -e["length"]))
    return _render(raw, text, ordered, 0, utf16_len(text))


def _render(raw: bytes, text: str, entities: list[Entity], begin: int, end: int) -> str:
    out: list[str] = []
    at = begin
    while entities:
        entity, *entities = entities
        last = min(entity["offset"] + entity["length"], end)
        if entity["offset"] < at or last <= entity["offset"]:
            continue
        inner = [other for other in entities if other["offset"] < last]
        entities = [other for other in entities if other["offset"] >= last]
        opening, closing = _tags(entity, text)
        out += [_plain(raw, at, entity["offset"]), opening, _render(raw, text, inner, entity["offset"], last), closing]
        at = last
    return "".join([*out, _plain(raw, at, end)])


def _plain(raw: bytes, begin: int, end: int) -> str:
    return escape(raw[begin * 2 : end * 2].decode("utf-16-le", "replace"))


def _tags(entity: Entity, text: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in TAGS:
        return TAGS[kind]
    if kind == "pre":
        language = escape(str(entity.get("language", "")))
        return f'<pre data-language="{language}"><code>', "</code></pre>"
    if kind == "date_time":
        chosen = escape(str(entity.get("date_time_format", "")))
        return f'<time data-unix="{int(entity["unix_time"])}" data-format="{chosen}">', "</time>"
    return _anchor(kind, entity, entity_text(text, entity))


def _anchor(kind: str, entity: dict[str, Any], shown: str) -> tuple[str, str]:
    if kind == "bot_command":
        return f'<a class="bot-command" data-command="{escape(shown)}">', "</a>"
    if kind == "mention":
        return f'<a class="mention" data-username="{escape(shown[1:])}">', "</a>"
    if kind == "text_mention":
        return f'<a class="mention" href="tg://user?id={int(entity["user"]["id"])}">', "</a>"
    href = _address(kind, entity, shown)
    if not href.lower().startswith(SAFE_SCHEMES):
        return "", ""
    return f'<a href="{escape(href)}" target="_blank" rel="noopener noreferrer">', "</a>"


def _address(kind: str, entity: dict[str, Any], shown: str) -> str:
    if kind == "text_link":
        return str(entity["url"])
    if kind == "email":
        return f"mailto:{quote(shown, safe='@.+-_')}"
    if kind == "phone_number":
        return "tel:" + "".join(letter for letter in shown if letter.isdigit() or letter == "+")
    return shown if "://" in shown else f"http://{shown}"
