"""A rich message for the page: texts as safe HTML, files with their addresses, buttons by their numbers."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from sandbox.telegram.records import Fields
from sandbox.telegram.rich.media import MEDIA
from sandbox.telegram.rich.walk import plain
from sandbox.telegram.safe_html import SAFE_SCHEMES

TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "subscript": ("<sub>", "</sub>"),
    "superscript": ("<sup>", "</sup>"),
    "marked": ("<mark>", "</mark>"),
    "code": ("<code>", "</code>"),
    "hashtag": ('<a class="hashtag">', "</a>"),
    "cashtag": ('<a class="hashtag">', "</a>"),
    "bank_card_number": ('<a class="hashtag">', "</a>"),
}
# Where each kind of link leads: the form of the address and the field it is made of.
ADDRESSES = {
    "url": ("{}", "url"),
    "email_address": ("mailto:{}", "email_address"),
    "phone_number": ("tel:{}", "phone_number"),
}
LOOKS = ("is_open", "is_bordered", "is_striped", "is_compact")
KEPT = ("type", "size", "language", "align", "zoom", "width", "height", *LOOKS)
CELL = ("align", "valign", "is_header", "colspan", "rowspan")
SPECIAL: dict[str, Callable[[Fields], tuple[str, str]]] = {
    "mention": lambda text: (f'<a class="mention" data-username="{escape(text["username"])}">', "</a>"),
    "text_mention": lambda text: (f'<a class="mention" href="tg://user?id={int(text["user"]["id"])}">', "</a>"),
    "bot_command": lambda text: (f'<a class="bot-command" data-command="/{escape(text["bot_command"])}">', "</a>"),
    "date_time": lambda text: (
        f'<time data-unix="{int(text["unix_time"])}" data-format="{escape(text["date_time_format"])}">',
        "</time>",
    ),
    "custom_emoji": lambda text: (f'<span class="custom-emoji">{escape(text["alternative_text"])}', "</span>"),
    "mathematical_expression": lambda text: (f'<span class="formula">{escape(text["expression"])}', "</span>"),
    "anchor": lambda text: (f'<span data-anchor="{escape(text["name"])}">', "</span>"),
    "reference": lambda text: (f'<span data-anchor="{escape(text["name"])}">', "</span>"),
}
ShowMedia = Callable[[Any], Fields]
ShowButton = Callable[[Fields], Fields]


def shown_rich(rich: Fields, show_media: ShowMedia, show_button: ShowButton) -> Fields:
    page = Page(show_media)
    blocks = [page.block(block) for block in rich["blocks"]]
    buttons = [show_button(button | {"text": plain(button["text"])}) for button in page.buttons]
    return {"blocks": blocks, "buttons": buttons} | ({"rtl": True} if rich.get("is_rtl") else {})


class Page:
    """Collects the buttons and puts their numbers where they stand."""

    def __init__(self, show_media: ShowMedia) -> None:
        self.show_media = show_media
        self.buttons: list[Fields] = []

    def block(self, block: Fields) -> Fields:
        shown = {name: block[name] for name in KEPT if name in block}
        if block["type"] in MEDIA:
            veil = {"spoiler": True} if block.get("has_spoiler") else {}
            return shown | {"media": self.show_media(block[block["type"]]) | veil} | self._caption(block)
        shown |= {name: self.html(block[name]) for name in ("text", "summary") if name in block}
        shown |= {name: block[name] for name in ("expression", "name") if name in block}
        if "blocks" in block:
            shown["blocks"] = [self.block(one) for one in block["blocks"]]
        if "items" in block:
            shown["items"] = [self._item(item) for item in block["items"]]
        if "cells" in block:
            shown["cells"] = [[self._cell(cell) for cell in row] for row in block["cells"]]
        if "buttons" in block:
            shown["buttons"] = [self._numbered(button) for button in block["buttons"]]
        if "location" in block:
            shown["location"] = {"lat": block["location"]["latitude"], "lon": block["location"]["longitude"]}
        if "credit" in block:
            shown["credit"] = self.html(block["credit"])
        return shown | self._caption(block)

    def _caption(self, block: Fields) -> Fields:
        caption = block.get("caption")
        if caption is None:
            return {}
        if block["type"] == "table":
            return {"caption": {"text": self.html(caption)}}
        return {"caption": {name: self.html(caption[name]) for name in ("text", "credit") if caption.get(name)}}

    def _item(self, item: Fields) -> Fields:
        shown = {name: item[name] for name in ("label", "has_checkbox", "is_checked", "type") if name in item}
        return shown | {"blocks": [self.block(one) for one in item["blocks"]]}

    def _cell(self, cell: Fields) -> Fields:
        shown = {name: cell[name] for name in CELL if name in cell}
        return shown | ({"text": self.html(cell["text"])} if "text" in cell else {})

    def _numbered(self, button: Fields) -> int:
        self.buttons.append(button)
        return len(self.buttons) - 1

    def html(self, text: Any) -> str:
        if isinstance(text, str):
            return escape(text)
        if isinstance(text, list):
            return "".join(map(self.html, text))
        kind, inside = text["type"], self.html(text.get("text", ""))
        if kind in TAGS:
            opening, closing = TAGS[kind]
            return f"{opening}{inside}{closing}"
        return self._link(text, kind, inside) if kind in ADDRESSES else self._special(text, kind, inside)

    def _link(self, text: Fields, kind: str, inside: str) -> str:
        form, name = ADDRESSES[kind]
        address = form.format(text[name])
        if "://" not in address and kind == "url" and not address.startswith(("#", "mailto:", "tel:")):
            address = f"http://{address}"
        if not address.lower().startswith(SAFE_SCHEMES):
            return inside
        return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{inside}</a>'

    def _special(self, text: Fields, kind: str, inside: str) -> str:
        if kind == "button":
            return f'<span data-button="{self._numbered(text["button"])}"></span>'
        if kind in ("anchor_link", "reference_link"):
            name = str(text.get("anchor_name") or text.get("reference_name") or "")
            return f'<a href="#" data-to="{escape(name)}">{inside}</a>'
        if kind in SPECIAL:
            opening, closing = SPECIAL[kind](text)
            return f"{opening}{inside}{closing}"
        return inside
