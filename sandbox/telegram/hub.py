"""Open pages of the browser client, by person."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class Page:
    person_id: int
    calls: bool = False
    events: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)


class Hub:
    def __init__(self) -> None:
        self._pages: dict[int, set[Page]] = defaultdict(set)

    def enter(self, page: Page) -> None:
        self._pages[page.person_id].add(page)

    def leave(self, page: Page) -> None:
        self._pages[page.person_id].discard(page)

    def watching(self, person_id: int) -> bool:
        return bool(self._pages.get(person_id))

    def watchers(self) -> list[int]:
        return [person_id for person_id, pages in self._pages.items() if pages]

    def tell(self, person_id: int, event: dict[str, Any]) -> None:
        for page in self._pages.get(person_id, ()):
            page.events.put_nowait(event)

    def tell_all(self, event: dict[str, Any]) -> None:
        for person_id in self.watchers():
            self.tell(person_id, event)

    def tell_drawers(self, event: dict[str, Any]) -> None:
        for pages in self._pages.values():
            for page in pages:
                if page.calls:
                    page.events.put_nowait(event)
