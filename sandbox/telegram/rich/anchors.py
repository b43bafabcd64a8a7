"""Links to places inside of the same message: a link to a place that is not there stays a plain address."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sandbox.telegram.records import Fields
from sandbox.telegram.rich.walk import changed, nodes


def resolved(blocks: list[Fields]) -> Any:
    anchors = {node["name"] for node in nodes(blocks) if node["type"] == "anchor"}
    references = {node["name"] for node in nodes(blocks) if node["type"] == "reference"}

    def settle(node: Fields) -> Fields:
        if node.get("type") != "anchor_link":
            return node
        name = node["anchor_name"]
        if not name or name in anchors:
            return node
        if name in references:
            return {"type": "reference_link", "text": node["text"], "reference_name": name}
        return {"type": "url", "text": node["text"], "url": "#" + quote(name)}

    return changed(blocks, settle)
