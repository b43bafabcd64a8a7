"""Which of one's own events is meant: a button for each, with its day, and the way to those that come after."""

from __future__ import annotations

from bot.kit.routes import Route, Where
from bot.kit.screen import Press, Row, Screen
from bot.kit.turn import OldButton, Reply, Turn
from domain.events import group
from domain.events.organized import OrganizedEvent
from domain.forms.texts import shortened
from locales import Translator

PAGE = 8
NAMED = {
    "pn.open": "space-panel-which",
    "sp.link": "space-link-which",
    "xp.ask": "panel-export-which",
    "iv.ask": "panel-add-where",
    "nm.put": "result-which-event",
    "nm.how": "result-which-event",
}
"""What is done with the event that is chosen, and how it is asked for."""


async def events_of(turn: Turn, *, offset: int = 0) -> list[OrganizedEvent]:
    """A page of them, and one more where there are more."""
    return await group.linkable_events(turn.person, offset=offset, limit=PAGE + 1)


def which_screen(
    events: list[OrganizedEvent], action: str, t: Translator, *, args: tuple[int, ...] = (), offset: int = 0
) -> Screen:
    rows: list[Row] = [[Press(_label(one, t), action, (one.event_id, *args))] for one in events[:PAGE]]
    if len(events) > PAGE:
        rows.append([Press(t("event-button-next"), "wh.more", (action, offset + PAGE, *args))])
    return Screen(t(NAMED[action] if events else "space-link-nothing"), keyboard=rows)


def _label(event: OrganizedEvent, t: Translator) -> str:
    return f"{shortened(event.title, 36)} · {t.day(event.starts_at, event.zone)}"


async def more(turn: Turn) -> Reply:
    action, offset = turn.one_of(NAMED), turn.number(1)
    return which_screen(await events_of(turn, offset=offset), action, turn.t, args=_rest(turn), offset=offset)


def _rest(turn: Turn) -> tuple[int, ...]:
    """A group's id is below zero."""
    try:
        return tuple(int(one) for one in turn.args[2:])
    except ValueError:
        raise OldButton from None


PRESSES = {"wh.more": Route(more, Where.ANYWHERE)}
