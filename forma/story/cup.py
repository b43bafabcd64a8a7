"""The story's tournament: drawn, half played, with a report that waits for its answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.entry import registration
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.events.tournaments import board, drawing, playing, setup
from domain.events.tournaments.board import Board
from domain.events.tournaments.models import TournamentMatch
from domain.forms.form import JsonValue
from domain.notifications import outbox

RULES: dict[str, JsonValue] = {"format": "double", "best_of": "3", "seeding": "number", "bronze": False}
PLAYED = {"W1.1": (2, 0), "W1.2": (2, 1), "W1.3": (1, 2), "W2.1": (2, 1), "L1.1": (2, 0)}
"""Scores of the matches that both have agreed on, from the first player's side."""
REPORTED = "W1.4"
"""Timur says that he has won; it is Katya's to confirm."""


async def play_cup(organizer: Person, players: Sequence[Person], *, now: datetime) -> None:
    async with database.transaction():
        event = await creation.create_event(organizer, _cup(now), now=now)
        await lifecycle.publish(organizer, event.id, now=now)
        for one in players:
            await registration.register(one, event.id, {}, now=now)
        await lifecycle.start(organizer, event.id, now=now)
        await setup.set_up(organizer, event.id, RULES, now=now)
        await drawing.draw(organizer, event.id, now=now)
        await drawing.begin(organizer, event.id, now=now)
    people = {one.id: one for one in players}
    for key, score in PLAYED.items():
        await _play(event.id, key, score, people, now=now)
    async with database.transaction():
        hand, match = await _match(event.id, REPORTED)
        await playing.report(_side(hand, match, people, 0), match.id, 2, 0, version=match.version, now=now)
        await outbox.drop(prefix="event-")  # the story's people are not in any chat with us
        await outbox.drop(prefix="tournament-")


async def _play(event_id: int, key: str, score: tuple[int, int], people: dict[int, Person], *, now: datetime) -> None:
    async with database.transaction():
        hand, match = await _match(event_id, key)
        first, second = (_side(hand, match, people, at) for at in (0, 1))
        await playing.report(first, match.id, *score, version=match.version, now=now)
        _, reported = await _match(event_id, key)
        await playing.confirm(second, match.id, version=reported.version, now=now)


async def _match(event_id: int, key: str) -> tuple[Board, TournamentMatch]:
    hand = await board.look(event_id)
    assert hand is not None
    return hand, next(one for one in hand.matches if one.key == key)


def _side(hand: Board, match: TournamentMatch, people: dict[int, Person], at: int) -> Person:
    return people[hand.player((match.first_seed, match.second_seed)[at] or 0).user_id]


def _cup(now: datetime) -> EventPlan:
    return EventPlan(
        title="Кубок двора по настольному теннису",
        starts_at=now + timedelta(hours=1),
        ends_at=now + timedelta(days=2),
        zone="Europe/Moscow",
        kind="tournament",
        description="Восемь человек, два поражения до вылета, партии до двух побед. Счёт вносят сами игроки.",
        place="Дворец спорта «Сокольники»",
        latitude=55.7911,
        longitude=37.6702,
        capacity=8,
        rules="Партия до 11 очков. Судит организатор.",
    )
