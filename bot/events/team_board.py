"""The team board in the chat, beside the personal one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.events.results_words import state_line
from bot.events.teams import NAME
from bot.kit.paging import page_turns
from bot.kit.routes import Route, Where
from bot.kit.screen import Bold, Italic, OpenApp, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.events.results.queries import BoardCard, board_for
from domain.events.teams import queries
from domain.events.teams.queries import Standing
from domain.events.teams.rules import TeamRules, require_rules
from locales import Translator
from locales.marks import mark

PAGE = 10
_FARTHEST = 100_000


async def opened(turn: Turn) -> Reply:
    return await board(turn, turn.number(), min(turn.number(1), _FARTHEST) if len(turn.args) > 1 else 0)


async def from_card(turn: Turn) -> Reply:
    """/start teams_17: from the button of a group's card."""
    return await board(turn, turn.number())


async def board(turn: Turn, event_id: int, page: int = 0) -> Screen:
    card = await board_for(event_id, turn.person)
    rules = await require_rules(event_id)
    rows = await queries.standings(event_id, offset=page * PAGE, limit=PAGE + 1)
    own_id = await queries.own_team_id(event_id, turn.person.id)
    own = await queries.standing_of(own_id) if own_id else None
    return team_board_screen(card, rules, rows, own, page, turn.t, private=turn.private)


def team_board_screen(
    card: BoardCard,
    rules: TeamRules,
    rows: Sequence[Standing],
    own: Standing | None,
    page: int,
    t: Translator,
    *,
    private: bool = True,
) -> Screen:
    said: list[Words] = [_line(card, rules, one, t, own=own is not None and one.id == own.id) for one in rows[:PAGE]]
    is_shown = own is None or any(one.id == own.id for one in rows[:PAGE])
    mine: list[Words] = [] if is_shown or own is None else ["", _line(card, rules, own, t, own=True)]
    text = lines(
        Bold(card.event.title),
        Italic(state_line(card, t)),
        t("team-board-what", count=rules.counted),
        "",
        *(said or [t("team-board-empty")]),
        *mine,
    )
    pager = page_turns(t, "tm.top", (card.id,), page, more=len(rows) > PAGE)
    personal: Row = [Press(t("team-button-personal"), "rs.top", (card.id,))]
    if private:
        personal.append(Press(t("team-button-all"), "tm.list", (card.id, 0)))
    app: Row = [OpenApp(t("result-button-app"), f"/events/{card.id}/live/teams", f"bt_{card.id}")]
    return Screen(text, keyboard=[*pager, personal, app])


def _line(card: BoardCard, rules: TeamRules, one: Standing, t: Translator, *, own: bool) -> Words:
    total = mark(t, card.board.scoring.shown, one.total or 0)
    few = "" if one.place else f" · {t('team-board-few', count=one.counted, of=rules.counted)}"
    line = Text(f"{one.place}. " if one.place else "– ", one.name[:NAME], " · ", Bold(total), few)
    return Bold(line) if own else line


PRESSES = {"tm.top": Route(opened, Where.ANYWHERE)}
STARTS = {"teams": Route(from_card)}
