"""The goal of a profile that is an event: chosen among one's own, counted down on the first screen."""

from __future__ import annotations

from bot.accounts.profile import FIELD_FORMS, GOAL, edited, profile_screen_of
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Press, Row, Screen
from bot.kit.turn import Reply, Turn
from domain.accounts.profile import set_goal_event
from domain.events.entry.own_events import list_my_events
from domain.forms.form import JsonValue
from domain.forms.texts import shortened

CHOICES = 6
NONE = 0


async def goal_chosen(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    saved = await edited(turn, subject, answers)
    return await _ask_which(turn) if answers.get(GOAL) == "event" else saved


async def _ask_which(turn: Turn) -> Reply:
    upcoming = await list_my_events(turn.person.id, "upcoming", limit=CHOICES)
    rows: list[Row] = [[Press(shortened(one.title, 40), "ev.goal", (one.event_id,))] for one in upcoming]
    find: Row = [Press(turn.t("event-button-find"), "ev.find", (0, 0, 0, 0))]
    rows.append([Press(turn.t("account-goal-none"), "ev.goal", (NONE,))])
    return Screen(turn.t("account-goal-which"), keyboard=[*rows, *([] if upcoming else [find])])


async def event_chosen(turn: Turn) -> Reply:
    """Only one of the person's own: the list is asked again."""
    mine = {one.event_id for one in await list_my_events(turn.person.id, "upcoming", limit=100)}
    event_id = turn.number()
    await set_goal_event(turn.person.id, event_id if event_id in mine else None)
    return await profile_screen_of(turn)


PRESSES = {"ev.goal": Route(event_chosen)}
CONVERSATIONS = {FIELD_FORMS[GOAL].key: Conversation(FIELD_FORMS[GOAL], goal_chosen)}
