"""Live pages: one hub per process hears what changed and tells every open page, rendered once per language."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import structlog
from aiohttp import web

from domain import database, hints
from domain.accounts.people import RIGHTS, Person
from domain.errors import NotFound, Refusal
from webapp.kit import sign_in
from webapp.kit.keys import FRAGMENTS, HUB
from webapp.kit.streams import STILL_HERE, Follower, is_in_chunks, message, opened
from webapp.kit.visit import Visit, fragment

HEARTBEAT_S = 15.0
CHECKED_EVERY = 4
"""Heartbeats after which a stream asks whether its person may still look."""
MOST_OF_ONE = 32
"""Streams of one person; whoever opens more loses the oldest."""
PASS = 200
"""So many are told before somebody else has a turn."""
REMEMBERED = 8
"""Versions of which it is known what a page shows, so that who was late is told no more than others."""
LATE_S = 0.05
"""How soon it is seen that who was slow has read everything."""
_VERSION = re.compile(r"[A-Za-z0-9_.:-]{0,64}")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Update:
    """`version` names the state that `html` (swapped by ids) and the parts bring a page to.

    A part says all of what it is about: a page that has it already is not told it again.
    """

    version: str
    html: str
    parts: tuple[str, ...] = ()

    def beside(self, known: Iterable[str]) -> str:
        """What is new for a page that has those parts."""
        return "\n".join((self.html, *(part for part in self.parts if part not in known)))


@dataclass(frozen=True, slots=True)
class Topic:
    """`may_follow` raises a Refusal; `news` is what changed since a version, or None if nothing did."""

    may_follow: Callable[[Person, int], Awaitable[object]]
    news: Callable[[web.Application, int, str, str], Awaitable[Update | None]]
    """(app, subject id, language, version seen)"""
    of_blocked: bool = False
    """For the one page of those who are blocked, and for nobody else."""


class Hub:
    def __init__(self, app: web.Application, topics: Mapping[str, Topic]) -> None:
        self._app = app
        self.topics = topics
        self._followers: dict[str, set[Follower]] = defaultdict(set)
        self._own: dict[int, dict[Follower, None]] = defaultdict(dict)
        """By person, in the order in which they came."""
        self._shown: dict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
        """The parts of the last versions of a followed topic, in a language."""
        self._dirty: set[str] = set()
        self._late: dict[str, set[Follower]] = {}
        """Who was still being sent something when there was news: they hear the newest once that is over."""
        self._looks_again: asyncio.TimerHandle | None = None
        self._suspects: set[int] = set()
        self._wake = asyncio.Event()
        self.closing = False

    async def run(self) -> None:
        """For ever: hear hints, tell followers."""
        listening = asyncio.create_task(hints.hear(self.hint))
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                suspects, self._suspects = self._suspects, set()
                await self._let_go(suspects)
                changed, self._dirty = self._dirty, set()
                told = [self._tell(topic, self._followers.get(topic, ())) for topic in changed]
                told += [self._tell(topic, late) for topic, late in self._free_again() if topic not in changed]
                await asyncio.gather(*told)
        finally:
            if self._looks_again:
                self._looks_again.cancel()
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    def hint(self, topic: str) -> None:
        self._app[FRAGMENTS].changed(topic)
        kind, _, number = topic.partition(":")
        if kind == RIGHTS:
            self._suspects.add(int(number))
        elif topic == "*":
            self._dirty |= set(self._followers)
            self._suspects |= {one.person_id for followers in self._followers.values() for one in followers}
        else:
            self._dirty |= self._followers.keys() & {topic}
        self._wake.set()

    async def _let_go(self, suspects: set[int]) -> None:
        """Streams end whose person may not look any more: blocked, signed out, without the role or the place."""
        if not suspects:
            return
        asked = [one for followers in self._followers.values() for one in followers if one.person_id in suspects]
        for follower, welcome in zip(asked, await asyncio.gather(*map(_still_welcome, asked)), strict=True):
            if not welcome:
                follower.end()

    @contextlib.contextmanager
    def follow(self, topic: str, follower: Follower) -> Iterator[None]:
        self._followers[topic].add(follower)
        self._dirty.add(topic)  # what changed between the page and the stream
        self._suspects.add(follower.person_id)
        self._wake.set()
        self._count(follower)
        if self.closing:
            follower.end()
        try:
            yield
        finally:
            follower.end()
            self._uncount(follower)
            self._leave(topic, follower)

    def _count(self, follower: Follower) -> None:
        own = self._own[follower.person_id]
        own[follower] = None
        if len(own) > MOST_OF_ONE:
            oldest = next(iter(own))
            del own[oldest]
            oldest.end()

    def _uncount(self, follower: Follower) -> None:
        own = self._own[follower.person_id]
        own.pop(follower, None)
        if not own:
            del self._own[follower.person_id]

    def _leave(self, topic: str, follower: Follower) -> None:
        self._followers[topic].discard(follower)
        self._late.get(topic, set()).discard(follower)
        if not self._followers[topic]:
            del self._followers[topic]
            self._shown = defaultdict(dict, {key: said for key, said in self._shown.items() if key[0] != topic})

    async def news(self, topic: str, lang: str, version: str) -> Update | None:
        kind, _, subject = topic.partition(":")
        return await self.topics[kind].news(self._app, int(subject), lang, version)

    async def _tell(self, topic: str, whom: Iterable[Follower]) -> None:
        together: dict[tuple[str, str], list[Follower]] = defaultdict(list)
        for follower in whom:
            if follower.is_reading:
                together[follower.lang, follower.version].append(follower)
            else:
                self._put_off(topic, follower)
        for (lang, version), followers in together.items():
            try:
                update = await self.news(topic, lang, version)
            except Exception:
                log.exception("live-update-failed", topic=topic)
                continue
            if update:
                await self._send(topic, followers, update, self._known(topic, lang, version))
                self._remember(topic, lang, update)

    def _put_off(self, topic: str, follower: Follower) -> None:
        """A message behind another one would be old when it is read."""
        self._late.setdefault(topic, set()).add(follower)
        if self._looks_again is None:
            self._looks_again = asyncio.get_running_loop().call_later(LATE_S, self._look_again)

    def _look_again(self) -> None:
        """Wakes `run` as soon as one of them has read; the others are waited for on."""
        self._looks_again = None
        late = [one for some in self._late.values() for one in some]
        if any(one.is_reading for one in late):
            self._wake.set()
        elif late:
            self._looks_again = asyncio.get_running_loop().call_later(LATE_S, self._look_again)

    def _free_again(self) -> list[tuple[str, set[Follower]]]:
        """All who were late, by topic: who is still not reading is put off again."""
        late, self._late = self._late, {}
        return list(late.items())

    def _known(self, topic: str, lang: str, version: str) -> tuple[str, ...]:
        """The parts that a page at that version has."""
        return self._shown.get((topic, lang), {}).get(version, ())

    def _remember(self, topic: str, lang: str, update: Update) -> None:
        if topic not in self._followers:
            return
        shown = self._shown[topic, lang]
        shown.pop(update.version, None)
        shown[update.version] = update.parts
        while len(shown) > REMEMBERED:
            del shown[next(iter(shown))]

    async def _send(self, topic: str, followers: list[Follower], update: Update, known: tuple[str, ...]) -> None:
        """In one pass: it takes a few microseconds each."""
        said = message(encode(update, known))
        for number, follower in enumerate(followers, 1):
            follower.version = update.version
            if not follower.tell(said):
                self._leave(topic, follower)
                follower.cut()
            if number % PASS == 0:
                await asyncio.sleep(0)

    def dismiss(self) -> None:
        """End every stream, and open no more: a server that stops would wait for them."""
        self.closing = True
        for followers in self._followers.values():
            for follower in followers:
                follower.end()


def encode(update: Update, known: Iterable[str] = ()) -> bytes:
    lines = "".join(f"data: {line}\n" for line in update.beside(known).splitlines() if line.strip())
    return f"id: {update.version}\n{lines}\n".encode()


async def follow(visit: Visit) -> web.StreamResponse:
    """`GET /live?topic=event:17&after=<version>`: a stream; with `once=1`, only what is new now."""
    return await follow_topic(visit, visit.query("topic"))


async def follow_topic(visit: Visit, wanted: str) -> web.StreamResponse:
    hub = visit.request.app[HUB]
    topic = await _allowed(hub, visit, wanted)
    seen = visit.request.headers.get("Last-Event-ID") or visit.query("after")
    version = seen if _VERSION.fullmatch(seen) else ""
    if visit.query("once"):
        update = await hub.news(topic, visit.person.language, version)
        response = fragment(update.beside(())) if update else fragment("", status=204)
        response.headers["Forma-Version"] = update.version if update else version
        return response
    return await _stream(hub, visit, topic, version)


async def _allowed(hub: Hub, visit: Visit, wanted: str) -> str:
    kind, _, subject = wanted.partition(":")
    if kind not in hub.topics or not (subject.isascii() and subject.isdecimal()) or len(subject) > 15:
        raise NotFound
    await hub.topics[kind].may_follow(visit.person, int(subject))
    return f"{kind}:{int(subject)}"


async def _stream(hub: Hub, visit: Visit, topic: str, version: str) -> web.StreamResponse:
    if hub.closing:
        raise database.Unavailable("this server is stopping")
    response = await opened(visit.request, b"retry: 2000\n\n")
    follower = Follower(
        visit.person.language,
        version,
        visit.viewer.id,
        _welcome(hub, visit, topic),
        visit.request.transport,
        is_in_chunks(response),
    )
    with hub.follow(topic, follower):
        await _until_over(follower)
    return response


async def _until_over(follower: Follower) -> None:
    beats, unread = 0, 0
    while not await _is_over(follower):
        beats += 1
        unread, before = follower.unread, unread
        if unread and unread == before:
            return follower.cut()
        if beats % CHECKED_EVERY == 0 and not await _still_welcome(follower):
            return
        if not follower.tell(STILL_HERE):
            return follower.cut()


async def _is_over(follower: Follower) -> bool:
    try:
        async with asyncio.timeout(HEARTBEAT_S):
            return await follower.over.wait()
    except TimeoutError:
        return False


def _welcome(hub: Hub, visit: Visit, topic: str) -> Callable[[], Awaitable[bool]]:
    kind, _, subject = topic.partition(":")

    async def asked() -> bool:
        try:
            viewer = await sign_in.require_viewer(visit.request)
            await hub.topics[kind].may_follow(viewer.person, int(subject))
        except (sign_in.NotSignedIn, Refusal):
            return False
        return viewer.person.status == ("blocked" if hub.topics[kind].of_blocked else "active")

    return asked


async def _still_welcome(follower: Follower) -> bool:
    """What cannot be asked now is asked again: a database that is away ends no stream."""
    try:
        return await follower.is_welcome()
    except Exception as error:
        log.warning("live-not-checked", error=type(error).__name__)
        return True
