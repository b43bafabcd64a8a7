"""Who does not fit an event hears exactly why, and what would fit instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.events.screens import row_line
from bot.kit.screen import Bold, Press, Row, Screen, Words, lines
from bot.kit.turn import Turn
from domain.errors import Refusal
from domain.events.entry import instead as fitting_ones
from domain.events.entry import registration
from domain.events.finding.catalogue import CatalogueRow
from domain.events.lifecycle import load
from domain.forms.texts import shortened
from locales import Translator
from locales.refusals import refusal_sentence


async def told_at_once(turn: Turn, event_id: int, way: str | None) -> Screen | None:
    """Before anything is asked, where the profile knows it; None: it does not, or the event is for them."""
    await registration.prepare(turn.person, event_id, way=way, now=turn.now)
    event = await load(event_id, lock=False)
    refusal = await fitting_ones.known_misfit(turn.person, event)
    if refusal is None:
        return None
    args = (event_id, way) if way else (event_id,)
    return await told(turn, event_id, refusal, again=Press(turn.t("recommend-answer-again"), "ev.again", args))


async def told(turn: Turn, event_id: int, refusal: Refusal, *, again: Press | None = None) -> Screen:
    rows = await instead(turn, event_id, refusal)
    return unfit_screen(
        refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone), rows, event_id, turn.t, turn.now, again=again
    )


async def instead(turn: Turn, event_id: int, refusal: Refusal) -> list[CatalogueRow]:
    event = await load(event_id, lock=False)
    return await fitting_ones.find_instead(turn.person, event, refusal, now=turn.now)


def row_buttons(rows: Sequence[CatalogueRow]) -> list[Row]:
    return [[Press(f"➜ {shortened(row.title, 48)}", "ev.card", (row.id,))] for row in rows]


def ways_out_rows(rows: Sequence[CatalogueRow], t: Translator) -> list[Row]:
    return [*row_buttons(rows), [Press(t("event-button-find-other"), "ev.other")]]


def unfit_screen(
    reason: str,
    rows: Sequence[CatalogueRow],
    event_id: int,
    t: Translator,
    now: datetime,
    *,
    again: Press | None = None,
) -> Screen:
    said: list[Words] = [part for number, row in enumerate(rows, 1) for part in ("", row_line(number, row, t, now))]
    offered: list[Words] = ["", Bold(t("recommend-fits")), *said] if rows else []
    card = Press(t("event-button-card"), "ev.card", (event_id,))
    last: Row = [card, again] if again else [card]
    return Screen(lines(reason, *offered), keyboard=[*ways_out_rows(rows, t), last])
