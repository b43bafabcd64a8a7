"""Rich HTML → the blocks that a bot would have given itself."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from sandbox.telegram.records import Fields
from sandbox.telegram.rich.html_texts import EMOJI, button, inline
from sandbox.telegram.rich.html_tree import BLOCKS, Element, HtmlProblem, tree
from sandbox.telegram.rich.media import not_found
from sandbox.telegram.rich.reading import Reading

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FILES = {"img": "photo", "video": "video", "audio": "audio", "tg-document": "document"}
# A link to a named file says what it may be.
NAMED_AS = {
    "photo": ("photo",),
    "video": ("video", "animation"),
    "audio": ("audio", "voice_note"),
    "document": ("document",),
}
PLAIN_TEXTS = {"p": "paragraph", "footer": "footer", "tg-thinking": "thinking"}


def html_blocks(reading: Reading, source: str) -> list[Fields]:
    """Raises HtmlProblem, and ApiError for a file that is not there."""
    return BlockMaker(reading).flow(tree(source).children)


class BlockMaker:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def flow(self, children: list[Element | str]) -> list[Fields]:
        """Words that stand between blocks are paragraphs."""
        blocks: list[Fields] = []
        loose: list[Element | str] = []
        for child in children:
            if isinstance(child, Element) and _is_block(child):
                blocks += [*_paragraph(loose), *self.block(child)]
                loose = []
            else:
                loose.append(child)
        return blocks + _paragraph(loose)

    def block(self, element: Element) -> list[Fields]:
        tag = element.tag
        if tag in HEADINGS:
            return _with_text({"type": "heading", "size": int(tag[1])}, element)
        if tag in PLAIN_TEXTS:
            return _with_text({"type": PLAIN_TEXTS[tag]}, element, keep=tag == "tg-thinking")
        if tag in FILES:
            return [self._file(element)]
        if tag in MAKERS:
            return [MAKERS[tag](self, element)]
        raise HtmlProblem(f'the tag "{tag}" cannot stand here')

    def _file(self, element: Element) -> Fields:
        kind, address = FILES[element.tag], element.attributes.get("src", "")
        parts = urlsplit(address)
        if parts.scheme != "tg":
            raise not_found(kind)
        asked = parts.netloc or parts.path.strip("/")
        media = self.reading.named.get(parse_qs(parts.query).get("id", [""])[0])
        if media is None or media["type"] not in NAMED_AS.get(asked, ()) or kind != asked:
            raise not_found(kind)
        veil = {"has_spoiler": True} if "tg-spoiler" in element.attributes else {}
        return {"type": media["type"], media["type"]: media | veil}

    def figure(self, element: Element) -> Fields:
        caption = element.taken("figcaption")
        shown = {"caption": {**_credit(caption), "text": inline(caption.children)}} if caption else {}
        blocks = self.flow(element.children)
        if element.tag != "figure":
            return {"type": element.tag.removeprefix("tg-"), "blocks": blocks, **shown}
        if len(blocks) != 1:
            raise HtmlProblem('the tag "figure" holds one file or map')
        return blocks[0] | shown

    def quote(self, element: Element) -> Fields:
        credit = _credit(element)
        if {"expandable", "collapsed"} & set(element.attributes):
            return {"type": "expandable_blockquote", "text": inline(element.children), **credit}
        return {"type": "blockquote", "blocks": self.flow(element.children), **credit}

    def details(self, element: Element) -> Fields:
        summary = element.taken("summary") or Element("summary")
        shown = {"is_open": True} if "open" in element.attributes else {}
        blocks = self.flow(element.children)
        return {"type": "details", "summary": inline(summary.children), "blocks": blocks, **shown}

    def list_of(self, element: Element) -> Fields:
        items = _only(element, "li")
        if element.tag == "ul":
            return {"type": "list", "items": [self._item(item) for item in items]}
        step = -1 if "reversed" in element.attributes else 1
        number = _number(element, "start", len(items) if step < 0 else 1)
        made: list[Fields] = []
        for item in items:
            number = _number(item, "value", number)
            kind = item.attributes.get("type") or element.attributes.get("type") or "1"
            made.append(self._item(item) | {"value": number, "type": kind})
            number += step
        return {"type": "list", "items": made}

    def _item(self, element: Element) -> Fields:
        box = element.taken("input")
        checked = {"is_checked": True} if box and "checked" in box.attributes else {}
        return {"blocks": self.flow(element.children)} | ({"has_checkbox": True, **checked} if box else {})


def _is_block(element: Element) -> bool:
    return element.tag in BLOCKS or (element.tag == "img" and not element.attributes.get("src", "").startswith(EMOJI))


def _paragraph(loose: list[Element | str]) -> list[Fields]:
    text = inline(loose)
    pieces = text if isinstance(text, list) else [text]
    if all(isinstance(piece, dict) and piece["type"] == "anchor" for piece in pieces):
        return [dict(piece) for piece in pieces]
    return [{"type": "paragraph", "text": text}] if text not in ("", " ") else []


def _with_text(block: Fields, element: Element, *, keep: bool = False) -> list[Fields]:
    text = inline(element.children)
    return [block | {"text": text}] if text or keep else []


def _credit(element: Element) -> Fields:
    cite = element.taken("cite")
    return {"credit": inline(cite.children)} if cite else {}


def _pre(element: Element) -> Fields:
    code = _only_code(element)
    language = (code.attributes.get("class", "") if code else "").removeprefix("language-")
    text = (code or element).text().strip("\n")
    return {"type": "pre", "text": text} | ({"language": language} if language else {})


def _only_code(element: Element) -> Element | None:
    inner = element.elements()
    alone = len(inner) == 1 and inner[0].tag == "code" and element.text().strip() == inner[0].text().strip()
    return inner[0] if alone else None


def _table(element: Element) -> Fields:
    caption = element.taken("caption")
    shown = {"caption": inline(caption.children)} if caption else {}
    looks = {f"is_{name}": True for name in ("bordered", "striped", "compact") if name in element.attributes}
    return {"type": "table", "cells": [_row(row) for row in _only(element, "tr")], **looks, **shown}


def _row(row: Element) -> list[Fields]:
    return [_cell(cell) for cell in _only(row, "td", "th")]


def _cell(cell: Element) -> Fields:
    spans: Fields = {name: _number(cell, name, 1) for name in ("colspan", "rowspan") if name in cell.attributes}
    places: Fields = {name: cell.attributes[name] for name in ("align", "valign") if name in cell.attributes}
    header = {"is_header": True} if cell.tag == "th" else {}
    return {"text": inline(cell.children), **spans, **places, **header}


def _map(element: Element) -> Fields:
    try:
        place = {"latitude": float(element.attributes["lat"]), "longitude": float(element.attributes["long"])}
    except (KeyError, ValueError) as problem:
        raise HtmlProblem('the tag "tg-map" needs "lat" and "long"') from problem
    sizes: Fields = {
        name: _number(element, name, 0) for name in ("zoom", "width", "height") if name in element.attributes
    }
    return {"type": "map", "location": place, **sizes}


def _number(element: Element, name: str, usual: int) -> int:
    value = element.attributes.get(name)
    if value is None:
        return usual
    if not value.lstrip("-").isdigit():
        raise HtmlProblem(f'"{name}" must be a number')
    return int(value)


def _only(element: Element, *tags: str) -> list[Element]:
    """The children, which may be of these names and nothing else."""
    for child in element.children:
        if (isinstance(child, str) and child.strip()) or (isinstance(child, Element) and child.tag not in tags):
            raise HtmlProblem(f'the tag "{element.tag}" holds only "{tags[0]}"')
    return element.elements()


def _aside(element: Element) -> Fields:
    return {"type": "pullquote", **_credit(element), "text": inline(element.children)}


def _buttons(element: Element) -> Fields:
    align = {"align": element.attributes["align"]} if element.attributes.get("align") else {}
    return {"type": "buttons", "buttons": [button(one) for one in _only(element, "tg-button")], **align}


def _formula(element: Element) -> Fields:
    return {"type": "mathematical_expression", "expression": element.text().strip()}


MAKERS: dict[str, Callable[[BlockMaker, Element], Fields]] = {
    "hr": lambda maker, element: {"type": "divider"},
    "pre": lambda maker, element: _pre(element),
    "tg-math-block": lambda maker, element: _formula(element),
    "ul": BlockMaker.list_of,
    "ol": BlockMaker.list_of,
    "blockquote": BlockMaker.quote,
    "aside": lambda maker, element: _aside(element),
    "figure": BlockMaker.figure,
    "tg-collage": BlockMaker.figure,
    "tg-slideshow": BlockMaker.figure,
    "table": lambda maker, element: _table(element),
    "details": BlockMaker.details,
    "tg-map": lambda maker, element: _map(element),
    "tg-button-row": lambda maker, element: _buttons(element),
}
