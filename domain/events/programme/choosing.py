"""Items that are chosen: a question of the entry's form, places of their own, given back on leaving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations

import orjson

from domain import database
from domain.events.entry.statuses import QUEUED
from domain.events.models import Event
from domain.events.programme.errors import ItemBegun, ItemFull, ItemsOverlap
from domain.events.programme.items import Item, items_of, words_of
from domain.forms.form import Choice, Field, Form, JsonValue, Kind
from domain.notifications import outbox
from domain.places import pools
from domain.time import local

KEY = "programme"
"""Of the question among the answers; it holds the ids of the items."""
ASKS = (
    "EXISTS (SELECT 1 FROM programme_items i WHERE i.event_id = {event} AND i.pool_id IS NOT NULL "
    "AND i.removed_at IS NULL)"
)
"""Whether there is anything to choose in that event."""
LOST = "programme-lost"


def question(event: Event, items: Sequence[Item]) -> Field | None:
    """None where nothing is to be chosen."""
    day = local(event.starts_at, event.zone).date()
    choices = tuple(Choice(str(one.id), label=words_of(one, event.zone, day)) for one in items if one.by_choice)
    return Field(KEY, Kind.CHOICES, words="programme-ask", required=False, choices=choices) if choices else None


async def asked(event: Event, form: Form) -> Form:
    """The form with the question about the programme, if the event has one."""
    field = question(event, await items_of(event.id))
    return replace(form, fields=(*form.fields, field)) if field else form


async def offered(event: Event, form: Form, user_id: int, *, now: datetime) -> Form:
    """The same for one person: with how many have chosen an item, and without what is full or has begun."""
    items = await items_of(event.id, user_id)
    field = question(event, [one for one in items if one.can_be_chosen(now)])
    taken = {str(one.id): f" · {one.taken}/{one.capacity}" for one in items if one.capacity is not None}
    others = tuple(one for one in form.fields if one.key != KEY)
    if field is None:
        return replace(form, fields=others)
    counted = tuple(replace(one, label=f"{one.label}{taken.get(one.key, '')}") for one in field.choices)
    return replace(form, fields=(*others, replace(field, choices=counted)))


def check_overlap(items: Iterable[Item]) -> None:
    """Raises ItemsOverlap."""
    for first, second in combinations(items, 2):
        if first.overlaps(second):
            raise ItemsOverlap(first=first.title, second=second.title)


async def check_answer(event_id: int, value: JsonValue) -> None:
    """Right after it was given, before anything is taken. Raises ItemsOverlap."""
    check_overlap(_among(await items_of(event_id), value))


def _among(items: Iterable[Item], value: JsonValue) -> list[Item]:
    wanted = value if isinstance(value, list) else []
    return [one for one in items if one.by_choice and str(one.id) in wanted]


async def check(event: Event, user_id: int, answers: Mapping[str, JsonValue], *, now: datetime) -> None:
    """Before anything is written. The caller holds the event, so that it stays true.

    Raises ItemsOverlap, ItemFull, ItemBegun.
    """
    if KEY not in answers:
        return
    wanted = _among(await items_of(event.id, user_id), answers[KEY])
    check_overlap(wanted)
    for item in wanted:
        _require_possible(item, now)


def _require_possible(item: Item, now: datetime) -> None:
    if item.own:
        return
    if item.starts_at <= now:
        raise ItemBegun(title=item.title)
    if item.is_full:
        raise ItemFull(title=item.title)


async def choose(
    event: Event, registration_id: int, user_id: int, status: str, answers: Mapping[str, JsonValue], *, now: datetime
) -> None:
    """What the answers say and nothing else, once `check` has agreed; without that question all stays as it is.

    Who waits for a place in the event waits with the items, too: they take nothing yet.
    """
    if KEY not in answers:
        return
    items = await items_of(event.id, user_id)
    wanted = _among(items, answers[KEY])
    if status not in QUEUED:
        await _give_back(user_id, [one for one in items if one.own and one not in wanted], now=now)
        for item in wanted:
            await _take(item, user_id, now=now)
    await _note(registration_id, wanted, answers[KEY])


async def _take(item: Item, user_id: int, *, now: datetime) -> None:
    assert item.pool_id is not None
    if item.own:
        return
    if not await pools.has_free(item.pool_id):
        raise ItemFull(title=item.title)
    await pools.ask(item.pool_id, user_id, now=now)


async def _note(registration_id: int, chosen: Sequence[Item], said: JsonValue) -> None:
    """The answer names what they are in, and nothing that is gone."""
    keys: list[JsonValue] = [str(one.id) for one in chosen]
    if keys != said:
        await database.execute(
            "UPDATE registrations SET answers = jsonb_set(answers, ARRAY[$2::text], $3::text::jsonb) WHERE id = $1",
            *(registration_id, KEY, orjson.dumps(keys).decode()),
        )


async def take_remembered(event: Event, registration_id: int, user_id: int, *, now: datetime) -> None:
    """Who waited has a place now: of what they had chosen they get what is free; what is not is told."""
    said = await database.fetchval("SELECT answers -> $2 FROM registrations WHERE id = $1", registration_id, KEY)
    value: JsonValue = orjson.loads(said) if said else None
    got, lost = [], []
    for item in _among(await items_of(event.id, user_id), value):
        try:
            _require_possible(item, now)
            await _take(item, user_id, now=now)
            got.append(item)
        except (ItemFull, ItemBegun):
            lost.append(item.title)
    if value:
        await _note(registration_id, got, value)
    if lost:
        params = {"event_id": event.id, "titles": lost}
        await outbox.notify(user_id, LOST, params=params, subject=f"event:{event.id}", now=now)


async def leave(event_id: int, user_id: int, *, now: datetime) -> None:
    """Their places are free again. The caller holds the event."""
    await _give_back(user_id, [one for one in await items_of(event_id, user_id) if one.own], now=now)


async def _give_back(user_id: int, items: Sequence[Item], *, now: datetime) -> None:
    rows = await database.fetch(
        "SELECT id FROM places WHERE pool_id = ANY($1::bigint[]) AND user_id = $2 AND state <> 'released' "
        "ORDER BY pool_id",
        *([one.pool_id for one in items], user_id),
    )
    for row in rows:
        await pools.release(row["id"], now=now)


async def forget_item(event_id: int, item_id: int) -> None:
    """Nobody's answer names it any more."""
    await database.execute(
        "UPDATE registrations SET answers = jsonb_set(answers, ARRAY[$2::text], (answers -> $2) - $3::text) "
        "WHERE event_id = $1 AND answers -> $2 ? $3",
        *(event_id, KEY, str(item_id)),
    )
