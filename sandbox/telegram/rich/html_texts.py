"""Inline elements of rich HTML → RichText as a bot would write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from sandbox.telegram.records import Fields
from sandbox.telegram.rich.html_tree import Element, HtmlProblem
from sandbox.telegram.rich.texts import joined

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "mark": "marked",
    "sub": "subscript",
    "sup": "superscript",
    "tg-spoiler": "spoiler",
}
SPACES = re.compile(r"[ \t\n\r\f]+")
EMOJI = "tg://emoji?id="
# What a button does → the attribute that says with what.
ACTIONS = {
    "url": "url",
    "callback_data": "data",
    "web_app": "url",
    "login_url": "url",
    "switch_inline_query": "query",
    "switch_inline_query_current_chat": "query",
    "copy_text": "text",
    "disabled": "",
}
HOLDERS = {"web_app": "url", "login_url": "url", "copy_text": "text"}


def inline(children: Iterable[Element | str]) -> Any:
    """White space is one space; at the edges and around line breaks there is none."""
    text = joined([_piece(child) for child in children])
    parts = text if isinstance(text, list) else [text]
    if parts and isinstance(parts[0], str):
        parts = [parts[0].lstrip(" "), *parts[1:]]
    if parts and isinstance(parts[-1], str):
        parts = [*parts[:-1], parts[-1].rstrip(" ")]
    return joined([re.sub(r" ?\n ?", "\n", one) if isinstance(one, str) else one for one in parts])


def _piece(child: Element | str) -> Any:
    if isinstance(child, str):
        return SPACES.sub(" ", child)
    tag, attributes = child.tag, child.attributes
    if tag in STYLES:
        return {"type": STYLES[tag], "text": _inner(child)}
    if tag == "img" and attributes.get("src", "").startswith(EMOJI):
        return _emoji(attributes["src"].removeprefix(EMOJI), attributes.get("alt", ""))
    if tag in PIECES:
        return PIECES[tag](child)
    raise HtmlProblem(f'the tag "{tag}" cannot stand inside of a text')


def _inner(element: Element) -> Any:
    return joined([_piece(child) for child in element.children])


def _anchor(element: Element) -> Any:
    if "href" in element.attributes:
        return {"type": "url", "text": _inner(element), "url": element.attributes["href"]}
    name = element.attributes.get("name") or element.attributes.get("id")
    if not name:
        raise HtmlProblem('the tag "a" needs "href" or "name"')
    return joined([{"type": "anchor", "name": name}, _inner(element)])


def _emoji(number: str, instead: str) -> Fields:
    return {"type": "custom_emoji", "custom_emoji_id": number, "alternative_text": instead}


def _moment(element: Element) -> Fields:
    unix = element.attributes.get("unix", "")
    if not unix.isdigit():
        raise HtmlProblem('the tag "tg-time" needs "unix"')
    form = element.attributes.get("format", "")
    return {"type": "date_time", "text": _inner(element), "unix_time": int(unix), "date_time_format": form}


def button(element: Element) -> Fields:
    action = element.attributes.get("type", "")
    if action not in ACTIONS:
        raise HtmlProblem(f'unsupported type of button "{action}"')
    value: Any = element.attributes.get(ACTIONS[action], "") if action != "disabled" else {}
    if action in HOLDERS:
        value = {HOLDERS[action]: value}
    style = {"style": element.attributes["style"]} if element.attributes.get("style") else {}
    return {"text": inline(element.children), action: value, **style}


PIECES: dict[str, Callable[[Element], Any]] = {
    "br": lambda element: "\n",
    "a": _anchor,
    "tg-reference": lambda element: {
        "type": "reference",
        "name": element.attributes.get("name", ""),
        "text": _inner(element),
    },
    "tg-emoji": lambda element: _emoji(element.attributes.get("emoji-id", ""), element.text()),
    "tg-time": _moment,
    "tg-math": lambda element: {"type": "mathematical_expression", "expression": element.text().strip()},
    "tg-button": lambda element: {"type": "button", "button": button(element)},
}
