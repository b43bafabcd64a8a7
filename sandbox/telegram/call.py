"""One Bot API call as a handler gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.records import Chat, Fields, Person
from sandbox.telegram.world import World


@dataclass(frozen=True)
class Upload:
    name: str | None
    content: bytes


@dataclass(frozen=True)
class Call:
    """`fields` passed the Bot API's schema; `markup` and `rich` are reply_markup and rich_message as they came."""

    world: World
    method: str
    fields: Fields
    markup: Any = None
    uploads: dict[str, Upload] = field(default_factory=dict)
    rich: Any = None

    def get(self, name: str, default: Any = None) -> Any:
        value = self.fields.get(name)
        return default if value is None else value

    def chat(self) -> Chat:
        return self.world.api_chat(self.fields.get("chat_id", ""))

    def person(self, name: str = "user_id") -> Person:
        found = self.world.records.people.get(int(self.fields[name]))
        if found is None:
            raise bad_request("PARTICIPANT_ID_INVALID" if name == "user_id" else "user not found")
        return found


Handler = Callable[[Call], Any]
HandlerTable = dict[str, Handler]
