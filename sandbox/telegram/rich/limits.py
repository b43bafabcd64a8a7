"""How large a rich message may be."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.records import Fields
from sandbox.telegram.rich.media import MEDIA
from sandbox.telegram.rich.tables import width
from sandbox.telegram.rich.walk import children, every_block, own_texts, plain

LONGEST_TEXT = 32_768
MOST_BLOCKS = 500
MOST_DEPTH = 16
MOST_MEDIA = 50
MOST_COLUMNS = 20


def check(blocks: list[Fields]) -> None:
    """Raises Telegram's own refusals."""
    if max(map(_depth, blocks), default=0) > MOST_DEPTH:
        raise bad_request("RICH_MESSAGE_DEPTH_INVALID")
    every = list(every_block(blocks))
    if sum(1 + len(block.get("items", [])) + len(block.get("cells", [])) for block in every) > MOST_BLOCKS:
        raise bad_request("RICH_MESSAGE_BLOCKS_TOO_MANY")
    if sum(len(plain(text)) for block in every for text in own_texts(block)) > LONGEST_TEXT:
        raise bad_request("RICH_MESSAGE_TEXT_TOO_LONG")
    if sum(block["type"] in MEDIA for block in every) > MOST_MEDIA:
        raise bad_request("RICH_MESSAGE_MEDIA_TOO_MANY")
    if any(width(row) > MOST_COLUMNS for block in every for row in block.get("cells", [])):
        raise bad_request("RICH_MESSAGE_TABLE_COLS_TOO_MANY")


def _depth(block: Fields) -> int:
    inside = [*map(_depth, children(block)), *map(_text_depth, own_texts(block))]
    return 1 + max(inside, default=0)


def _text_depth(text: Any) -> int:
    if isinstance(text, list):
        return max(map(_text_depth, text), default=0)
    return 1 + _text_depth(text.get("text", "")) if isinstance(text, dict) else 0
