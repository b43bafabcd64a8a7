"""Every method the product calls, and every one the sandbox knows: called by a real client, decoded by the schema."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import aiogram.methods

from sandbox.telegram.methods import HANDLERS
from sandbox.telegram.methods.refused import REFUSED
from tests.sandbox.conftest import Place
from tests.sandbox.every_method import CALLS
from tests.sandbox.scene import Scene

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "integrations", "domain", "forma", "scheduler", "webapp")
METHODS = frozenset(aiogram.methods.__all__) - {"TelegramMethod", "Request", "Response"}


@cache
def called_by_the_product() -> frozenset[str]:
    """Names of methods that stand in the product's code as they are."""
    known = {getattr(aiogram.methods, name).__api_method__ for name in aiogram.methods.__all__ if name in METHODS}
    sources = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    nodes = [node for path in sources for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    return frozenset(known & {str(node.value) for node in nodes if isinstance(node, ast.Constant)})


def test_every_method_of_the_product_is_known_and_tried() -> None:
    assert {"sendMessage", "getUpdates"} <= called_by_the_product(), "the search finds something"
    assert called_by_the_product() <= set(HANDLERS)
    assert set(HANDLERS) == set(CALLS)


def test_no_method_of_the_schema_is_unknown() -> None:
    """What this bot may not do is refused in Telegram's words: a 404 is left for a misspelt name."""
    assert set(HANDLERS) | set(REFUSED) == {getattr(aiogram.methods, name).__api_method__ for name in METHODS}
    assert not set(HANDLERS) & set(REFUSED)


async def test_every_method_answers_as_the_schema_says(place: Place) -> None:
    """The client decodes each answer by its type; nothing is refused."""
    scene = Scene(
        place, await place.started(), await place.group(members="olya,pasha,fed,lev"), await place.group("forum")
    )
    problems = {}
    for method, do in CALLS.items():
        try:
            await do(scene)
        except Exception as problem:
            problems[method] = repr(problem)
    assert problems == {}
    tried = {call.method.lower() for call in place.world.calls.calls}
    assert {method.lower() for method in CALLS} - tried <= {"getupdates"}, "each has been called indeed"
