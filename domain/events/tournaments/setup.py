"""How an event's tournament is to be played: what its organizer chooses, until it begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.audit import trail
from domain.events import announcements
from domain.events.entry.questions import organizer_fields_of, questions_of
from domain.events.lifecycle import load_managed
from domain.events.models import Event
from domain.events.tournaments import board
from domain.events.tournaments.errors import AlreadyPlayed, NotATournament, OrderUnknown
from domain.events.tournaments.formats import FORMATS
from domain.events.tournaments.models import Tournament
from domain.events.tournaments.scores import ANY, BEST_OF
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf

KEY = "tournament-setup"
DRAW_TIME = "tournament-draw-time"
"""The agenda's word for: nobody can enter any more, and nothing is drawn yet."""
RATING = "rating:"
_NUMBER = re.compile(r"\d{1,6}")


def setup_form(event: Event) -> Form:
    best_of = tuple(Choice(str(number), f"tournament-best-of-{number}") for number in (*BEST_OF, ANY))
    by_matches = Field("best_of", Kind.CHOICE, words="tournament-ask-best-of", choices=best_of, prefill="best_of")
    return Form(KEY, (*_format_fields(), by_matches, *_seeding_fields(event)), words="tournament-form")


def _format_fields() -> tuple[Field, ...]:
    return (
        Field(
            "format",
            Kind.CHOICE,
            words="tournament-ask-format",
            choices=tuple(Choice(name, f"tournament-format-{name.replace('_', '-')}") for name in FORMATS),
            prefill="format",
        ),
        Field(
            "group_count",
            Kind.NUMBER,
            words="tournament-ask-groups",
            min=2,
            max=16,
            only_if=OnlyIf("format", ("groups",)),
            prefill="group_count",
        ),
        Field(
            "swiss_rounds",
            Kind.NUMBER,
            words="tournament-ask-rounds",
            required=False,
            min=1,
            max=15,
            only_if=OnlyIf("format", ("swiss",)),
            prefill="swiss_rounds",
        ),
        Field(
            "bronze",
            Kind.BOOLEAN,
            words="tournament-ask-bronze",
            only_if=OnlyIf("format", ("single", "groups")),
            prefill="bronze",
        ),
    )


def _seeding_fields(event: Event) -> tuple[Field, ...]:
    """A rating can be seeded by where the event asks for a number, or the organizer notes one."""
    ratings = [
        Choice(f"{RATING}{one.key}", label=one.label)
        for one in (*questions_of(event), *organizer_fields_of(event))
        if one.kind is Kind.NUMBER
    ][:3]
    seedings = [Choice(name, f"tournament-seeding-{name}") for name in ("random", "number", "manual")]
    return (
        Field(
            "seeding",
            Kind.CHOICE,
            words="tournament-ask-seeding",
            choices=(*seedings[:2], *ratings, seedings[2]),
            prefill="seeding",
        ),
        Field(
            "seed_order",
            Kind.TEXT,
            words="tournament-ask-order",
            max=600,
            only_if=OnlyIf("seeding", ("manual",)),
            prefill="seed_order",
        ),
    )


def answers_of(tournament: Tournament | None) -> dict[str, JsonValue]:
    """What is chosen now, to be shown and changed."""
    if tournament is None:
        return {}
    return {
        "format": tournament.format,
        "group_count": tournament.group_count,
        "swiss_rounds": tournament.swiss_rounds,
        "bronze": tournament.bronze,
        "best_of": str(tournament.best_of),
        "seeding": tournament.seeding,
        "seed_order": tournament.seed_order or None,
    }


async def managed(actor: Person, event_id: int) -> Event:
    """The event, held. Raises NotFound, NotAllowed, NotATournament."""
    event = await load_managed(actor, event_id)
    if event.kind != "tournament":
        raise NotATournament
    return event


async def set_up(actor: Person, event_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Answers to `setup_form`. Whatever was drawn by other rules is gone. Raises AlreadyPlayed once it has begun."""
    event = await managed(actor, event_id)
    known = await board.hold(event_id=event.id)
    if known and known.tournament.state not in ("open", "drawn"):
        raise AlreadyPlayed
    tournament = known.tournament if known else Tournament(event_id=event.id, created_at=now)
    if known:
        await wipe(tournament.id)
    tournament.format = str(answers["format"])
    tournament.best_of = int(str(answers["best_of"]))
    tournament.seeding, tournament.seed_order = str(answers["seeding"]), numbers_in(answers.get("seed_order"))
    tournament.bronze = bool(answers.get("bronze")) and tournament.format in ("single", "groups")
    tournament.group_count = _whole(answers.get("group_count")) or 2
    tournament.swiss_rounds = _whole(answers.get("swiss_rounds"))
    tournament.state, tournament.version = "open", tournament.version + 1
    await tournament.save()
    if closes_at(event) > now and event.status != "running":
        await agenda.plan(DRAW_TIME, str(event.id), closes_at(event))
    details = {"format": tournament.format}
    await trail.record(actor.id, "tournament-set-up", f"event:{event.id}", now=now, details=details)
    await changed(event.id, now=now)


def _whole(value: JsonValue) -> int | None:
    return int(value) if isinstance(value, int | float) else None


def numbers_in(text: JsonValue) -> str:
    """«3, 1 и 2» → `3 1 2`, each once."""
    return " ".join(dict.fromkeys(str(int(one)) for one in _NUMBER.findall(str(text or ""))))


def closes_at(event: Event) -> datetime:
    """From when on nobody new comes in."""
    return min(event.registration_closes_at or event.starts_at, event.starts_at)


async def wipe(tournament_id: int) -> None:
    await database.execute("DELETE FROM tournament_matches WHERE tournament_id = $1", tournament_id)
    await database.execute("DELETE FROM tournament_players WHERE tournament_id = $1", tournament_id)


async def changed(event_id: int, *, now: datetime) -> None:
    """Open pages of the bracket, and of the event, show it as it is now."""
    database.publish(f"bracket:{event_id}")
    await announcements.changed(event_id, now=now)


def in_order(numbers: Mapping[int, int], wanted: str) -> list[int]:
    """Registrations by their participants' numbers: those that are named first, the others behind them by number.

    Raises OrderUnknown.
    """
    named = [int(one) for one in wanted.split()]
    unknown = [one for one in named if one not in numbers]
    if unknown:
        raise OrderUnknown(numbers=", ".join(map(str, unknown[:10])))
    return [numbers[one] for one in (*named, *(one for one in sorted(numbers) if one not in named))]
