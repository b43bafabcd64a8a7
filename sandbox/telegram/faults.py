"""Trouble on demand: the next matching calls fail the way Telegram fails."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.errors import ApiError, bad_request, forbidden, too_many_requests

KINDS = ("429", "403", "400", "500", "slow", "drop")


@dataclass
class Fault:
    id: int
    kind: str
    method: str | None = None
    chat: int | None = None
    times: int = 1
    retry_after: int = 3
    ms: int = 10_000
    when: str = "before"
    description: str | None = None

    def matches(self, method: str, chat: int | None) -> bool:
        return (self.method is None or self.method.lower() == method.lower()) and self.chat in (None, chat)

    def error(self) -> ApiError | None:
        text = self.description
        if self.kind == "429":
            return too_many_requests(self.retry_after)
        if self.kind == "403":
            return forbidden(text or "bot was blocked by the user")
        if self.kind == "400":
            return bad_request(text or "chat not found")
        return ApiError(500, text or "Internal Server Error") if self.kind == "500" else None


@dataclass
class Faults:
    active: dict[int, Fault] = field(default_factory=dict)
    last_id: int = 0

    def add(self, **settings: Any) -> Fault:
        self.last_id += 1
        fault = Fault(id=self.last_id, **settings)
        self.active[fault.id] = fault
        return fault

    def remove(self, fault_id: int) -> bool:
        return self.active.pop(fault_id, None) is not None

    def take(self, method: str, chat: int | None, *, named_only: bool = False) -> Fault | None:
        """The first fault that matches; it is used up after its number of times."""
        for fault in self.active.values():
            if fault.matches(method, chat) and (fault.method is not None or not named_only):
                fault.times -= 1
                if fault.times <= 0:
                    del self.active[fault.id]
                return fault
        return None

    def clear(self) -> None:
        self.active.clear()
