"""What a page looks like before it is there: for each page of the route table one of a few outlines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.kit.routing import Route

SHAPES = (
    *("today", "catalogue", "mine", "profile", "event", "form", "filling", "explained", "building"),
    *("asking", "reason", "talk", "bracket", "mapped", "chosen"),
    *("panel", "people", "applied", "rows", "titled", "ticket", "door", "adding", "cells"),
)
"""As `kit/bones.html` draws them; the last is what any page may look like."""
_PARAMETER = re.compile(r"\{\w+:((?:[^{}]|\{[^{}]*\})*)\}")


def patterns(routes: tuple[Route, ...]) -> list[tuple[str, str]]:
    """Pairs of a regular expression for the address and the outline, as the browser reads them too."""
    return [("^" + _PARAMETER.sub(r"\1", one.path) + "$", one.shape) for one in routes if one.shape]


def shape_of(path: str, known: Iterable[tuple[str, str]]) -> str:
    return next((shape for pattern, shape in known if re.match(pattern, path)), SHAPES[-1])


def as_json(known: Iterable[tuple[str, str]]) -> str:
    return json.dumps(list(known), separators=(",", ":"))
