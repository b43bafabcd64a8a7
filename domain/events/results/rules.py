"""The organizer chooses how results are ranked: the choice as a form, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import orjson

from domain import database
from domain.accounts.people import Person
from domain.audit import trail
from domain.events.awards import giving
from domain.events.entry.questions import ever_asked, organizer_fields_of, questions_of
from domain.events.models import Event
from domain.events.results.boards import Board, changed, hold_managed
from domain.events.results.errors import ResultsFinal, ScoringInUse
from domain.events.results.scoring import (
    MOST_STAGES,
    TEMPLATES,
    TIES,
    TRIED,
    USUAL_TABLE,
    Scoring,
    read_ages,
    read_numbers,
)
from domain.events.results.writing import rank_all
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf

KEY = "result-scoring"
NO_DIVISION = "none"
MOST_PLACES = 60


def scoring_form(event: Event) -> Form:
    """Asked in the chat and shown as a page; a category of the event's own is the answer to one of its questions."""
    own = [field for field in (*questions_of(event), *organizer_fields_of(event)) if field.kind is Kind.CHOICE]
    fields = [
        Field("measure", Kind.CHOICE, words="result-scoring-ask-measure", choices=_choices("measure", TEMPLATES)),
        Field(
            "tried",
            Kind.CHOICE,
            words="result-scoring-ask-tried",
            choices=_choices("tried", TRIED),
            only_if=OnlyIf("measure", ("best",)),
        ),
        Field("stages", Kind.NUMBER, words="result-scoring-ask-stages", min=1, max=MOST_STAGES),
        Field(
            "table",
            Kind.TEXT,
            words="result-scoring-ask-table",
            max=200,
            only_if=OnlyIf("measure", ("places",)),
        ),
        Field("ties", Kind.CHOICES, words="result-scoring-ask-ties", choices=_choices("tie", TIES), required=False),
        Field("by_sex", Kind.BOOLEAN, words="result-scoring-ask-by-sex"),
        Field("ages", Kind.TEXT, words="result-scoring-ask-ages", max=80, required=False),
    ]
    fields.append(Field("tracks", Kind.BOOLEAN, words="result-scoring-ask-tracks"))
    if own:
        named = tuple(Choice(field.key, label=field.label or field.key) for field in own)
        none = Choice(NO_DIVISION, "result-scoring-division-none")
        fields.append(Field("division", Kind.CHOICE, words="result-scoring-ask-division", choices=(none, *named)))
    return Form(KEY, tuple(fields), words="result-scoring-form")


def _choices(what: str, keys: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(key, f"result-scoring-{what}-{key}") for key in keys)


def as_answers(scoring: Scoring) -> dict[str, JsonValue]:
    return {
        "measure": scoring.measure,
        "tried": scoring.tried,
        "stages": scoring.stages,
        "table": ", ".join(map(str, scoring.table)),
        "ties": list(scoring.ties),
        "by_sex": scoring.by_sex,
        "ages": ", ".join(map(str, scoring.ages)),
        "division": scoring.division or NO_DIVISION,
        "tracks": scoring.tracks,
    }


def read_answers(event: Event, answers: Mapping[str, JsonValue]) -> Scoring:
    """Raises ScoringWrong."""
    division = str(answers.get("division") or NO_DIVISION)
    chosen, tried = answers.get("ties"), answers.get("tried")
    return Scoring(
        measure=str(answers["measure"]),
        stages=int(str(answers["stages"])),
        table=read_numbers(str(answers.get("table") or ""), most=MOST_PLACES, largest=10_000) or USUAL_TABLE,
        ties=tuple(str(one) for one in chosen) if isinstance(chosen, list) else (),
        by_sex=bool(answers.get("by_sex")),
        ages=read_ages(str(answers.get("ages") or "")),
        division=division if division in ever_asked(event) else None,
        tracks=bool(answers.get("tracks")) and str(answers["measure"]) in ("time", "distance"),
        tried=str(tried) if tried in TRIED else TRIED[0],
    )


async def set_scoring(actor: Person, event_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> Board:
    """Everybody is ranked anew. Raises NotFound, NotAllowed, ResultsFinal, ScoringWrong, ScoringInUse."""
    event, board = await hold_managed(actor, event_id)
    if board.is_final:
        raise ResultsFinal
    scoring = read_answers(event, answers)
    await _refuse_nonsense(event.id, board.scoring, scoring)
    stored = orjson.dumps(scoring.to_json()).decode()
    await database.execute("UPDATE event_boards SET scoring = $2 WHERE event_id = $1", event.id, stored)
    anew = Board(event.id, scoring, board.version, board.state, board.announced)
    await rank_all(event, anew, anew=True)
    await giving.results_changed(event.id, board.announced, now=now)
    details = {"measure": scoring.measure, "stages": scoring.stages}
    await trail.record(actor.id, "event-scoring-changed", f"event:{event.id}", now=now, details=details)
    await changed(event.id, now=now)
    return anew


async def copy_scoring(from_event: int, to_events: Sequence[int]) -> None:
    """For copies of the event, which nobody has run yet."""
    await database.execute(
        "INSERT INTO event_boards (event_id, scoring, version, state, announced) "
        "SELECT other, scoring, 0, 'open', 0 FROM event_boards, unnest($2::bigint[]) AS other WHERE event_id = $1 "
        "ON CONFLICT (event_id) DO UPDATE SET scoring = excluded.scoring, version = event_boards.version + 1",
        *(from_event, list(to_events)),
    )


async def _refuse_nonsense(event_id: int, before: Scoring, after: Scoring) -> None:
    """Minutes do not become metres, and a stage that has been run does not go away."""
    longest = await database.fetchval(
        "SELECT max(jsonb_array_length(marks)) FROM results WHERE event_id = $1 AND marks <> '[]'", event_id
    )
    if longest and (before.entered != after.entered or longest > after.stages):
        raise ScoringInUse
