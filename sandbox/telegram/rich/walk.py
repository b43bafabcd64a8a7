"""Going through a rich message: its blocks, its texts, and everything in it that has a type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sandbox.telegram.records import Fields

SAID_OTHERWISE = {"custom_emoji": "alternative_text", "mathematical_expression": "expression"}


def plain(text: Any) -> str:
    """A RichText without its formatting."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(map(plain, text))
    if text["type"] == "button":
        return plain(text["button"]["text"])
    return plain(text.get(SAID_OTHERWISE.get(text["type"], "text"), ""))


def children(block: Fields) -> list[Fields]:
    inside = list(block.get("blocks", []))
    return inside + [one for item in block.get("items", []) for one in item["blocks"]]


def every_block(blocks: Iterable[Fields]) -> Iterator[Fields]:
    for block in blocks:
        yield block
        yield from every_block(children(block))


def own_texts(block: Fields) -> Iterator[Any]:
    """Those that stand in the block itself and not in the blocks inside of it, as they are read."""
    yield from (block[name] for name in ("summary", "text", "expression") if name in block)
    yield from (cell["text"] for row in block.get("cells", []) for cell in row if "text" in cell)
    yield from (button["text"] for button in block.get("buttons", []))
    caption = block.get("caption")
    yield from _captions(caption if isinstance(caption, dict) and "type" not in caption else {"text": caption})
    yield from _captions({"credit": block.get("credit")})


def _captions(caption: Fields) -> Iterator[Any]:
    yield from (caption[name] for name in ("text", "credit") if caption.get(name))


def words(rich: Fields) -> str:
    """What can be read in it, one block a line."""
    return "\n".join(line for block in rich["blocks"] for line in _lines(block))


def _lines(block: Fields) -> Iterator[str]:
    if block["type"] == "table":
        yield from (" | ".join(plain(cell.get("text", "")) for cell in row) for row in block["cells"])
        return
    yield from filter(None, map(plain, own_texts(block)))
    for item in block.get("items", []):
        inside = [line for one in item["blocks"] for line in _lines(one)] or [""]
        yield f"{item['label']} {inside[0]}"
        yield from inside[1:]
    for one in block.get("blocks", []):
        yield from _lines(one)


def nodes(value: Any) -> Iterator[Fields]:
    """Every block and every formatted text, however deep."""
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for one in value.values():
            yield from nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from nodes(one)


def changed(value: Any, change: Callable[[Fields], Fields]) -> Any:
    """The same with every object in it put through `change`, the inner ones first."""
    if isinstance(value, dict):
        return change({name: changed(one, change) for name, one in value.items()})
    return [changed(one, change) for one in value] if isinstance(value, list) else value
