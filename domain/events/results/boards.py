"""The board of an event: its rules and its state. Whoever changes results holds the board's row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson

from domain import database
from domain.accounts import privacy
from domain.accounts.people import Person
from domain.events.access import require_access
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.policy import require_manager, require_timer
from domain.events.results.errors import ResultsFinal, ResultsNotYet
from domain.events.results.scoring import Scoring, read_scoring, usual_scoring
from domain.spaces import cards

RUNNING = ("running", "finished")


@dataclass(frozen=True, slots=True)
class Board:
    event_id: int
    scoring: Scoring
    version: int
    state: str
    announced: int

    @property
    def is_final(self) -> bool:
        return self.state == "final"


_READ = "SELECT event_id, scoring, version, state, announced FROM event_boards WHERE event_id = $1"


async def read_board(event_id: int, kind: str) -> Board:
    """Of an event that has none yet: what it will be."""
    row = await database.fetchrow(_READ, event_id)
    if row is None:
        return Board(event_id, usual_scoring(kind), 0, "open", 0)
    return Board(**dict(row) | {"scoring": scoring_of(row["scoring"], kind)})


def scoring_of(stored: str | None, kind: str) -> Scoring:
    """None: of an event that has no board yet."""
    return usual_scoring(kind) if stored is None else read_scoring(orjson.loads(stored))


async def hold_board(event: Event) -> Board:
    """Made at the first need; held to the end of the transaction."""
    row = await database.fetchrow(f"{_READ} FOR UPDATE", event.id)
    if row is None:
        usual = orjson.dumps(usual_scoring(event.kind).to_json()).decode()
        await database.execute(
            "INSERT INTO event_boards (event_id, scoring, version, state, announced) VALUES ($1, $2, 0, 'open', 0) "
            "ON CONFLICT (event_id) DO NOTHING",
            *(event.id, usual),
        )
        row = await database.fetchrow(f"{_READ} FOR UPDATE", event.id)
    assert row is not None
    return Board(**dict(row) | {"scoring": read_scoring(orjson.loads(row["scoring"]))})


async def hold_managed(actor: Person, event_id: int) -> tuple[Event, Board]:
    """Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_manager(actor, event)
    return event, await hold_board(event)


async def hold_timed(actor: Person, event_id: int) -> tuple[Event, Board]:
    """For who enters results, also when none can be entered. Raises NotFound, NotAllowed."""
    event = await load(event_id, lock=False)
    require_timer(actor, event)
    return event, await hold_board(event)


async def hold_open(actor: Person, event_id: int) -> tuple[Event, Board]:
    """For who enters results. Raises NotFound, NotAllowed, ResultsNotYet, ResultsFinal."""
    event, board = await hold_timed(actor, event_id)
    require_open(event, board)
    return event, board


def require_open(event: Event, board: Board) -> None:
    if event.status not in RUNNING:
        raise ResultsNotYet
    if board.is_final:
        raise ResultsFinal


async def show_name(person: Person, event_id: int, *, now: datetime) -> None:
    """From now on the person's results, here and elsewhere, have their name. Raises NotFound."""
    await require_access(person, event_id)
    await privacy.set_visibility(person.id, "results", public=True)
    await changed(event_id, now=now)


_COUNTED = (
    "WITH counted AS (UPDATE event_boards SET version = version + 1 WHERE event_id = $1) "
    f"SELECT {cards.ARE_SHOWN.format(subject='$2')}"
)


async def changed(event_id: int, *, now: datetime) -> None:
    """Open boards and the cards in groups show it."""
    subject = f"event:{event_id}"
    shown = await database.fetchval(_COUNTED, event_id, subject)
    database.publish(f"board:{event_id}")
    if shown:
        await cards.refresh(subject, now=now)
