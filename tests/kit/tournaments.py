"""Tournaments with people in them, up to where a test begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person, get_person
from domain.events import lifecycle
from domain.events.entry import registration
from domain.events.tournaments import board, drawing, playing, setup
from domain.events.tournaments.board import Board
from domain.events.tournaments.models import TournamentMatch
from domain.forms.form import JsonValue
from tests.kit.clock import START
from tests.kit.people import published

USUAL: dict[str, JsonValue] = {"format": "single", "best_of": "3", "seeding": "number", "bronze": False}


@dataclass(frozen=True, slots=True)
class Tournament:
    """`players` in the order of their seeds: they are seeded by their numbers."""

    organizer: Person
    event_id: int
    players: Sequence[Person]

    async def hand(self) -> Board:
        found = await board.look(self.event_id)
        assert found is not None
        return found

    async def match(self, key: str) -> TournamentMatch:
        return next(one for one in (await self.hand()).matches if one.key == key)

    async def report(self, key: str, by: int, mine: int, theirs: int, *, now: datetime = START) -> str:
        """By the player with that seed."""
        match = await self.match(key)
        async with database.transaction():
            return await playing.report(self.players[by - 1], match.id, mine, theirs, version=match.version, now=now)

    async def confirm(self, key: str, by: int, *, now: datetime = START) -> None:
        match = await self.match(key)
        async with database.transaction():
            await playing.confirm(self.players[by - 1], match.id, version=match.version, now=now)

    async def dispute(self, key: str, by: int, *, now: datetime = START) -> None:
        match = await self.match(key)
        async with database.transaction():
            await playing.dispute(self.players[by - 1], match.id, version=match.version, now=now)

    async def won(self, key: str, by: int, score: tuple[int, int] = (2, 1), *, now: datetime = START) -> None:
        """Reported by the winner and confirmed by the other."""
        await self.report(key, by, *score, now=now)
        match = await self.match(key)
        other = match.second_seed if by == match.first_seed else match.first_seed
        assert other is not None
        await self.confirm(key, other, now=now)

    async def sides(self) -> dict[str, tuple[int | None, int | None]]:
        """Of the matches that two people are to play now."""
        return {
            one.key: (one.first_seed, one.second_seed) for one in (await self.hand()).matches if one.state == "ready"
        }


async def entered(organizer: Person, players: Sequence[Person], *, now: datetime = START, **plan: object) -> int:
    """A tournament event that has begun, so that nobody new can enter."""
    event = await published(organizer, "Кубок района", now=now, kind="tournament", **plan)
    for one in players:
        async with database.transaction():
            await registration.register(one, event.id, {}, now=now)
    async with database.transaction():
        await lifecycle.start(organizer, event.id, now=now)
    return int(event.id)


async def drawn(
    organizer: Person, players: Sequence[Person], *, now: datetime = START, **chosen: JsonValue
) -> Tournament:
    event_id = await entered(organizer, players, now=now)
    return await redrawn(organizer, event_id, players, now=now, **chosen)


async def redrawn(
    organizer: Person, event_id: int, players: Sequence[Person], *, now: datetime = START, **chosen: JsonValue
) -> Tournament:
    async with database.transaction():
        await setup.set_up(organizer, event_id, USUAL | chosen, now=now)
        await drawing.draw(organizer, event_id, now=now)
    hand = await board.look(event_id)
    assert hand is not None
    return Tournament(organizer, event_id, [await get_person(one.user_id) for one in hand.players])


async def begun(
    organizer: Person, players: Sequence[Person], *, now: datetime = START, **chosen: JsonValue
) -> Tournament:
    made = await drawn(organizer, players, now=now, **chosen)
    async with database.transaction():
        await drawing.begin(organizer, made.event_id, now=now)
    return made


async def told(kind: str) -> list[int]:
    """To whom, in order."""
    rows = await database.fetch("SELECT user_id FROM outbox WHERE kind = $1 AND state <> 'obsolete' ORDER BY id", kind)
    return [row["user_id"] for row in rows]
