"""[Журнал]: who did what with an event, page by page, for those who manage it."""

from __future__ import annotations

from bot.kit.routes import Route
from bot.kit.screen import Bold, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from bot.moderation.journal import clock_words, entry_line
from domain.accounts.deeds import Entry
from domain.events.journal import list_deeds
from domain.events.queries import get_event_card

PAGE = 8


async def journal(turn: Turn) -> Reply:
    event_id, before = turn.number(), turn.number(1) if len(turn.args) > 1 else None
    entries = await list_deeds(turn.person, event_id, before=before, limit=PAGE + 1)
    card = await get_event_card(event_id, turn.person)
    return journal_screen(event_id, card.title, entries, turn)


def journal_screen(event_id: int, title: str, entries: list[Entry], turn: Turn) -> Screen:
    shown, t = entries[:PAGE], turn.t
    said: list[Words] = [part for one in shown for part in ("", entry_line(one, f"event:{event_id}", t, turn.zone))]
    rows: list[Row] = []
    if len(entries) > PAGE:
        rows = [[Press(t("moderation-audit-older"), "jr.open", (event_id, shown[-1].id))]]
    back: Row = [Press(t("event-button-back"), "ev.setup", (event_id,))]
    text = lines(Bold(t("event-journal")), title, clock_words(turn), *(said or [t("moderation-audit-empty")]))
    return Screen(text, keyboard=[*rows, back])


PRESSES = {"jr.open": Route(journal)}
