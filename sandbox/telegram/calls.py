"""The record of the bot's calls and the answers it got: the drawer shows it, tests ask it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.bell import Bell
from sandbox.telegram.records import Fields

KEPT = 20_000


@dataclass(frozen=True)
class CallRecord:
    id: int
    at: str
    method: str
    params: Fields
    ok: bool
    answer: Any
    error_code: int | None
    description: str | None
    ms: int


@dataclass
class CallLog:
    calls: deque[CallRecord] = field(default_factory=lambda: deque(maxlen=KEPT))
    last_id: int = 0
    bell: Bell = field(default_factory=Bell)

    def add(self, at: str, method: str, params: Fields, reply: Fields, ms: int) -> dict[str, Any]:
        self.last_id += 1
        record = CallRecord(
            id=self.last_id,
            at=at,
            method=method,
            params=params,
            ok=bool(reply.get("ok")),
            answer=reply.get("result"),
            error_code=reply.get("error_code"),
            description=reply.get("description"),
            ms=ms,
        )
        self.calls.append(record)
        self.bell.ring()
        return dict(vars(record))

    def after(self, call_id: int) -> list[dict[str, Any]]:
        return [dict(vars(record)) for record in self.calls if record.id > call_id]
