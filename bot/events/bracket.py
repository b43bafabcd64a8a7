"""Tournaments in the chat: the bracket, one's own match, the score as the two who played say it."""

from __future__ import annotations

from bot.events.bracket_screens import again_screen, bracket_screen, leave_screen, mine_screen
from bot.events.bracket_words import view_now
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Press, Row, Screen, StartBot
from bot.kit.turn import Reply, Turn
from domain.events import group
from domain.events.tournaments import playing, scores
from domain.events.tournaments.queries import get_bracket, get_bracket_of_match, own_tournaments
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.forms.texts import shortened

SCORE_FORM = Form(
    "tournament-score",
    (Field("score", Kind.TEXT, words="tournament-score-ask", min=1, max=40),),
    words="tournament-score-form",
)


async def bracket(turn: Turn) -> Reply:
    """/bracket: of the group's event, or of one's own tournament."""
    if not turn.private:
        return await _open(turn, await group.linked_event_id(turn.chat_id))
    found = await own_tournaments(turn.person.id)
    if len(found) == 1:
        return await _open(turn, found[0][0])
    rows: list[Row] = [[Press(shortened(title, 48), "br.open", (event_id,))] for event_id, title in found]
    find: Row = [Press(turn.t("event-button-find"), "ev.find", (0, 0, 0, 0))]
    return Screen(turn.t("tournament-which" if found else "tournament-which-none"), keyboard=[*rows, find])


async def opened(turn: Turn) -> Reply:
    return await _open(turn, turn.number(), turn.number(1) if len(turn.args) > 1 else None)


async def opened_link(turn: Turn) -> Reply:
    """t.me/bot?start=cup_17"""
    return await _open(turn, turn.number())


async def _open(turn: Turn, event_id: int, at: int | None = None) -> Screen:
    card = await get_bracket(event_id, turn.person, now=turn.now)
    return bracket_screen(card, view_now(card) if at is None else at, turn.t, private=turn.private)


async def mine(turn: Turn) -> Reply:
    return await _mine(turn, turn.number())


async def mine_from_link(turn: Turn) -> Reply:
    """t.me/bot?start=m_17"""
    return await _mine(turn, turn.number())


async def _mine(turn: Turn, event_id: int) -> Screen:
    card = await get_bracket(event_id, turn.person, now=turn.now)
    if not turn.private:
        button = StartBot(turn.t("tournament-button-mine"), f"m_{event_id}")
        return Screen(turn.t("tournament-judge-private"), keyboard=[[button]])
    return mine_screen(card, turn.t, turn.now)


async def report(turn: Turn) -> Reply:
    """[Моя победа 2:1]"""
    match_id, version, own, theirs = (turn.number(at) for at in range(4))
    return await _report(turn, match_id, version, own, theirs)


async def _report(turn: Turn, match_id: int, version: int, own: int, theirs: int) -> Reply:
    state = await playing.report(turn.person, match_id, own, theirs, version=version, now=turn.now)
    return await _said(turn, match_id, f"tournament-said-{state}")


async def _said(turn: Turn, match_id: int, word: str) -> Reply:
    card, _ = await get_bracket_of_match(match_id, turn.person, now=turn.now)
    return [Alert(turn.t(word)), mine_screen(card, turn.t, turn.now)]


async def again(turn: Turn) -> Reply:
    """[Исправить счёт]"""
    card, match = await get_bracket_of_match(turn.number(), turn.person, now=turn.now)
    if card.own_seed not in match.seeds or match.state != "reported":
        return mine_screen(card, turn.t, turn.now)
    return again_screen(card, match, turn.t, turn.now)


async def type_score(turn: Turn) -> Reply:
    """[Внести счёт]"""
    await get_bracket_of_match(turn.number(), turn.person, now=turn.now)
    return await turn.forms.begin(turn, SCORE_FORM, f"{turn.number()}:{turn.number(1)}")


async def typed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    match_id, version = map(int, subject.split(":"))
    card, _ = await get_bracket_of_match(match_id, turn.person, now=turn.now)
    own, theirs = scores.read_score(str(answers["score"]), card.best_of)
    return await _report(turn, match_id, version, own, theirs)


async def _left(turn: Turn, subject: str) -> Screen:
    card, _ = await get_bracket_of_match(int(subject.partition(":")[0]), turn.person, now=turn.now)
    return mine_screen(card, turn.t, turn.now)


async def confirm(turn: Turn) -> Reply:
    await playing.confirm(turn.person, turn.number(), version=turn.number(1), now=turn.now)
    return await _said(turn, turn.number(), "tournament-said-confirmed")


async def dispute(turn: Turn) -> Reply:
    await playing.dispute(turn.person, turn.number(), version=turn.number(1), now=turn.now)
    return await _said(turn, turn.number(), "tournament-said-disputed")


async def leave(turn: Turn) -> Reply:
    return leave_screen(await get_bracket(turn.number(), turn.person, now=turn.now), turn.t)


async def really_leave(turn: Turn) -> Reply:
    card = await get_bracket(turn.number(), turn.person, now=turn.now)
    await playing.leave(turn.person, card.event_id, now=turn.now)
    return [Alert(turn.t("tournament-said-left")), await _mine(turn, card.event_id)]


COMMANDS = {"bracket": Route(bracket, Where.ANYWHERE)}
PRESSES = {
    "br.open": Route(opened, Where.ANYWHERE),
    "br.mine": Route(mine, Where.ANYWHERE),
    "br.report": Route(report),
    "br.again": Route(again),
    "br.type": Route(type_score),
    "br.yes": Route(confirm),
    "br.no": Route(dispute),
    "br.leave": Route(leave),
    "br.leave!": Route(really_leave),
}
STARTS = {"cup": Route(opened_link), "m": Route(mine_from_link)}
CONVERSATIONS = {SCORE_FORM.key: Conversation(SCORE_FORM, typed, left=_left)}
