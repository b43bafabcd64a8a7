"""One `/sim` call: its fields, read with errors that say what is wrong."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.call import Upload
from sandbox.telegram.errors import SimError
from sandbox.telegram.records import Chat, Fields, Person
from sandbox.telegram.world import World


@dataclass(frozen=True)
class Ask:
    world: World
    fields: Fields
    uploads: dict[str, Upload] = field(default_factory=dict)

    def person(self, name: str = "as") -> Person:
        return self.world.person(self.text(name))

    def chat(self) -> Chat:
        return self.world.chat(self.fields.get("chat"), self.person())

    def text(self, name: str, default: str | None = None) -> str:
        value = self.fields.get(name, default)
        if value is None:
            raise SimError(f"{name} is missing")
        return str(value)

    def number(self, name: str) -> int:
        return int(self.text(name)) if self._is_number(name) else _refuse(name)

    def optional_number(self, name: str) -> int | None:
        return None if self.fields.get(name) in (None, "") else self.number(name)

    def numbers(self, name: str) -> list[int]:
        """A list of whole numbers; `message_ids` may be given as one `message_id`."""
        given: Any = self.fields.get(name)
        if given is None:
            return [self.number(name.removesuffix("s"))]
        parts = given if isinstance(given, list) else str(given).strip("[] ").split(",")
        texts = [str(part).strip() for part in parts if str(part).strip()]
        if not texts or any(not text.lstrip("-").isdigit() for text in texts):
            raise SimError(f"{name} is a list of whole numbers")
        return [int(text) for text in texts]

    def table(self, name: str) -> Fields | None:
        """An object, as JSON or as its text in a form."""
        value = self._json(name)
        if value is not None and not isinstance(value, dict):
            raise SimError(f"{name} is an object")
        return value

    def listed(self, name: str) -> list[Any]:
        value = self._json(name)
        if not isinstance(value, list):
            raise SimError(f"{name} is a list")
        return value

    def _json(self, name: str) -> Any:
        value = self.fields.get(name)
        if not isinstance(value, str) or not value:
            return value
        try:
            return json.loads(value)
        except ValueError as problem:
            raise SimError(f"{name} cannot be read", str(problem)) from problem

    def _is_number(self, name: str) -> bool:
        return self.text(name).lstrip("-").isdigit()

    def real(self, name: str, default: float | None = None) -> float:
        try:
            return float(self.text(name, None if default is None else str(default)))
        except ValueError as problem:
            raise SimError(f"{name} is not a number") from problem

    def flag(self, name: str, default: bool = False) -> bool:
        value: Any = self.fields.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in ("1", "true", "yes", "on")


def _refuse(name: str) -> int:
    raise SimError(f"{name} is not a whole number")


SimHandler = Callable[[Ask], Awaitable[Any]]
SimTable = dict[tuple[str, str], SimHandler]
