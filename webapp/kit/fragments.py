"""Parts of pages that are the same for everybody who reads a language in a zone: made once for each state of the data.

The version of what is shown is part of the key. It moves at every commit of this process and with every hint of
another one, so an edit shows at once; time moves it too, which also bounds what a lost hint may cost.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from markupsafe import Markup

from domain.accounts.people import Person
from locales import translator
from webapp.kit import pages
from webapp.kit.keys import FRAGMENTS

KEPT_AT_MOST = 256
FRESH_S = 10
"""Seconds of domain time; what is over, or has opened, may still stand in a list for so long."""
_SHOWN = ("*", "event:", "file:", "board:")
"""Topics whose news may stand in a shared fragment; the first one says: look at everything."""

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Readers:
    """The `viewer` of a shared fragment: nobody in particular, so there is nothing personal that it could say."""

    language: str
    zone: str


class Fragments:
    """The newest `at_most` fragments asked for. While one is being made, everybody who wants it waits for it."""

    def __init__(self, at_most: int = KEPT_AT_MOST) -> None:
        self._at_most = at_most
        self._version = 0
        self._kept: OrderedDict[Hashable, tuple[Stamp, str]] = OrderedDict()
        self._making: dict[tuple[Hashable, Stamp], asyncio.Task[str]] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def changed(self, topic: str) -> None:
        if topic.startswith(_SHOWN):
            self._version += 1

    async def get(self, key: Hashable, now: datetime, make: Callable[[], Awaitable[str]]) -> str:
        """What `make` made for this key and the present version."""
        stamp = (self._version, int(now.timestamp()) // FRESH_S)
        kept = self._kept.get(key)
        if kept and kept[0] == stamp:
            self._kept.move_to_end(key)
            return kept[1]
        making = self._making.get((key, stamp))
        if making is None:
            making = self._making[key, stamp] = asyncio.create_task(self._make(key, stamp, make))
            making.add_done_callback(lambda _: self._making.pop((key, stamp)))
        return await asyncio.shield(making)

    async def _make(self, key: Hashable, stamp: Stamp, make: Callable[[], Awaitable[str]]) -> str:
        html = await make()
        if stamp[0] == self._version:
            self._kept[key] = (stamp, html)
            self._kept.move_to_end(key)
            while len(self._kept) > self._at_most:
                self._kept.popitem(last=False)
        return html


Values = Callable[[Readers], Awaitable[Mapping[str, Any]]]


async def shared(
    app: web.Application, template: str, person: Person, now: datetime, asked: Mapping[str, str], values: Values
) -> Markup:
    """`template` as all see it who share the person's language and zone; `values` is asked when it has to be made."""
    readers = Readers(person.language, person.zone)
    key = (template, readers, tuple(sorted(asked.items())))
    return Markup(await app[FRAGMENTS].get(key, now, lambda: _made(app, template, readers, now, values)))


async def made_once(
    app: web.Application, template: str, person: Person, now: datetime, asked: Mapping[str, str], values: Values
) -> Markup:
    """The same without keeping it: for what is asked by one person alone."""
    return Markup(await _made(app, template, Readers(person.language, person.zone), now, values))


async def _made(app: web.Application, template: str, readers: Readers, now: datetime, values: Values) -> str:
    known = {"viewer": readers, **await values(readers)}
    return pages.render_words(app, template, translator(readers.language), now, known)
