"""How long it took from a change until each of those who look had it."""

from __future__ import annotations

import json
import secrets
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain import database
from domain.accounts import sessions
from domain.accounts.people import get_person
from forma.embedded.child import start_child, stop_child
from forma.simulation.crowd import invite_guests
from forma.simulation.spectators import Version

_END_S = 60.0


@dataclass(frozen=True, slots=True)
class Looks:
    """`delays_s`: of every change to every viewer, in order. `unseen`: viewers who never got the last change."""

    viewers: int
    changes: int
    delays_s: Sequence[float]
    unseen: int
    streams: int
    received: int

    def delay_ms(self, share: float) -> float:
        """So many of all changes to all viewers took no longer; 1.0: the worst."""
        if not self.delays_s:
            return 0.0
        return self.delays_s[min(len(self.delays_s) - 1, int(len(self.delays_s) * share))] * 1000


NOBODY = Looks(0, 0, (), 0, 0, 0)


class Audience:
    """The process of those who look."""

    def __init__(self, job: Path) -> None:
        self._job = job

    @property
    def is_open(self) -> bool:
        return self._job.with_suffix(".open").exists()

    def read(self) -> Looks:
        """Once it has ended."""
        told = json.loads(self._job.with_suffix(".seen").read_text())
        return judge(told)


def judge(told: Mapping[str, object]) -> Looks:
    changes = _versions(told["changes"])
    arrivals = [_versions(one) for one in told["arrivals"]]  # type: ignore[attr-defined]
    fresh = [one for index, one in enumerate(changes) if not index or one[1] != changes[index - 1][1]]
    delays, unseen = [], 0
    for seen in arrivals:
        found = list(_delays(fresh, seen))
        delays += [one for one in found if one is not None]
        unseen += bool(found) and found[-1] is None
    return Looks(len(arrivals), len(fresh), sorted(delays), unseen, told["streams"], told["received"])  # type: ignore[arg-type]


def _versions(told: object) -> list[tuple[float, Version]]:
    return [(float(at), (version[0], version[1])) for at, version in told]  # type: ignore[attr-defined]


def _delays(changes: Sequence[tuple[float, Version]], seen: Sequence[tuple[float, Version]]) -> Iterator[float | None]:
    """A change has come with the first version that is no older in both; None: it never came."""
    index = 0
    for at, (results, positions) in changes:
        while index < len(seen) and not (seen[index][1][0] >= results and seen[index][1][1] >= positions):
            index += 1
        if index < len(seen):
            yield max(0.0, seen[index][0] - at)
        else:
            yield None


async def let_in(count: int, *, now: datetime) -> list[str]:
    """So many new people with the app open: their tokens."""
    tokens = []
    for user_id in await invite_guests(count, now=now):
        person = await get_person(user_id)
        async with database.transaction():
            tokens.append(secrets.token_urlsafe(16))
            await sessions.open_session(person, f"look-{user_id}", tokens[-1], "simulated", now=datetime.now(UTC))
    return tokens


@contextmanager
def audience(directory: Path, url: str, database_url: str, event_id: int, tokens: Sequence[str]) -> Iterator[Audience]:
    job = directory / "spectators.json"
    for left in (".open", ".seen"):  # by an audience before this one
        job.with_suffix(left).unlink(missing_ok=True)
    job.write_text(json.dumps({"url": url, "database": database_url, "event_id": event_id, "tokens": list(tokens)}))
    with (directory / "spectators.log").open("wb") as log:
        process = start_child(
            [sys.executable, "-m", "forma.simulation.spectators", str(job)], dies_by=signal.SIGTERM, output=log
        )
    try:
        yield Audience(job)
    finally:
        stop_child(process, signal.SIGTERM, timeout=_END_S)
