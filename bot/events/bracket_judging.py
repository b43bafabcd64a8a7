"""A tournament as who manages it sees it: rules, the draw, disputes, results, players who are taken out."""

from __future__ import annotations

from bot.events.bracket_judge_screens import (
    judge_screen,
    later_screen,
    match_screen,
    out_screen,
    sure_screen,
)
from bot.events.bracket_screens import bracket_screen
from bot.events.bracket_words import short, view_now
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Screen, StartBot
from bot.kit.turn import Reply, Turn
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle
from domain.events.policy import require_manager
from domain.events.tournaments import board, drawing, judging, scores, setup
from domain.events.tournaments.cards import BracketCard, MatchCard
from domain.events.tournaments.errors import LaterPlayed
from domain.events.tournaments.queries import event_of_player, get_bracket, get_bracket_of_match
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.notifications import keys

SCORE, OUT = "tournament-judged-score", "tournament-out"
OUT_FORM = Form(
    OUT, (Field("reason", Kind.TEXT, words="tournament-out-ask", min=3, max=300),), words="tournament-out-form"
)


async def judge(turn: Turn) -> Reply:
    return await _judge(turn, turn.number(), turn.number(1) if len(turn.args) > 1 else 0)


async def _judge(turn: Turn, event_id: int, first: int = 0) -> Screen:
    return judge_screen(await _managed(turn, event_id), turn.t, first=first)


async def _managed(turn: Turn, event_id: int) -> BracketCard:
    card = await get_bracket(event_id, turn.person, now=turn.now)
    if not card.manages:
        raise NotAllowed
    return card


def _in_private(turn: Turn, event_id: int) -> Screen:
    button = StartBot(turn.t("tournament-button-judge"), f"j_{event_id}")
    return Screen(turn.t("tournament-judge-private"), keyboard=[[button]])


async def set_up(turn: Turn) -> Reply:
    """[Выбрать формат]"""
    card = await _managed(turn, turn.number())
    if not turn.private:
        return _in_private(turn, card.event_id)
    event = await lifecycle.load(card.event_id, lock=False)
    hand = await board.look(card.event_id)
    known = setup.answers_of(hand.tournament if hand else None)
    return await turn.forms.begin(turn, setup.setup_form(event), str(card.event_id), prefill=known)


async def was_set_up(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    await setup.set_up(turn.person, int(subject), answers, now=turn.now)
    return [Alert(turn.t("tournament-said-set-up")), await _judge(turn, int(subject))]


async def _to_judge(turn: Turn, subject: str) -> Screen:
    return await _judge(turn, int(subject))


async def draw(turn: Turn) -> Reply:
    await drawing.draw(turn.person, turn.number(), now=turn.now)
    return await _drawn(turn)


async def close_and_draw(turn: Turn) -> Reply:
    await drawing.close_and_draw(turn.person, turn.number(), now=turn.now)
    return await _drawn(turn)


async def _drawn(turn: Turn) -> Reply:
    return [Alert(turn.t("tournament-said-drawn")), await _judge(turn, turn.number())]


async def ask_first(turn: Turn) -> Reply:
    """[Перетянуть жребий], [Начать турнир], [Начать событие и провести жеребьёвку]: asked once more."""
    card = await _managed(turn, turn.number())
    return sure_screen(card, turn.incoming.word.removeprefix("br."), turn.t)


async def begin(turn: Turn) -> Reply:
    await drawing.begin(turn.person, turn.number(), now=turn.now)
    card = await get_bracket(turn.number(), turn.person, now=turn.now)
    return [Alert(turn.t("tournament-said-begun")), bracket_screen(card, view_now(card), turn.t, private=turn.private)]


async def match(turn: Turn) -> Reply:
    card, one = await _judged(turn, turn.number())
    return match_screen(card, one, turn.t, turn.now)


async def _judged(turn: Turn, match_id: int) -> tuple[BracketCard, MatchCard]:
    card, one = await get_bracket_of_match(match_id, turn.person, now=turn.now)
    if not card.manages:
        raise NotAllowed
    return card, one


async def enter(turn: Turn) -> Reply:
    """[Аня 2:1]"""
    match_id, version, first, second = (turn.number(at) for at in range(4))
    return await _enter(turn, match_id, version, (first, second), undo=turn.incoming.word.endswith("!"))


async def _enter(turn: Turn, match_id: int, version: int | None, score: scores.Score, *, undo: bool = False) -> Reply:
    try:
        await judging.enter(turn.person, match_id, *score, version=version, undo=undo, now=turn.now)
    except LaterPlayed as later:
        card, one = await _judged(turn, match_id)
        return later_screen(card, one, later, "br.set!", score, turn.t)
    return await _decided(turn, match_id)


async def walk_over(turn: Turn) -> Reply:
    """[Аня: без игры]"""
    match_id, version, winner = (turn.number(at) for at in range(3))
    undo = turn.incoming.word.endswith("!")
    try:
        await judging.walk_over(turn.person, match_id, winner, version=version, undo=undo, now=turn.now)
    except LaterPlayed as later:
        card, one = await _judged(turn, match_id)
        return later_screen(card, one, later, "br.wo!", (winner,), turn.t)
    return await _decided(turn, match_id)


async def take_back(turn: Turn) -> Reply:
    """[Отменить результат]"""
    match_id, version, undo = turn.number(), turn.number(1), turn.incoming.word.endswith("!")
    try:
        await judging.take_back(turn.person, match_id, version=version, undo=undo, now=turn.now)
    except LaterPlayed as later:
        card, one = await _judged(turn, match_id)
        return later_screen(card, one, later, "br.back!", (), turn.t)
    return await _decided(turn, match_id)


async def _decided(turn: Turn, match_id: int) -> Reply:
    card, _ = await _judged(turn, match_id)
    return [Alert(turn.t("tournament-said-decided")), judge_screen(card, turn.t)]


async def type_score(turn: Turn) -> Reply:
    """[Внести счёт]: whose is first is said in the question."""
    card, one = await _judged(turn, turn.number())
    if not turn.private:
        return _in_private(turn, card.event_id)
    label = turn.t("tournament-score-judge", name=short(one.first.name))
    form = Form(SCORE, (Field("score", Kind.TEXT, label=label, example="3:2", min=1, max=40),))
    return await turn.forms.begin(turn, form, f"{one.id}:{one.version}")


async def typed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    match_id, version = map(int, subject.split(":"))
    card, _ = await _judged(turn, match_id)
    return await _enter(turn, match_id, version, scores.read_score(str(answers["score"]), card.best_of))


async def _left(turn: Turn, subject: str) -> Screen:
    card, one = await _judged(turn, int(subject.partition(":")[0]))
    return match_screen(card, one, turn.t, turn.now)


async def take_reply(turn: Turn) -> tuple[bool, Reply]:
    """A score in reply to the message about a dispute. (False, None): the reply is about something else."""
    message = turn.incoming.message
    quoted = message.reply_to_message if message else None
    params = await keys.said_to(turn.person.id, "tournament-disputed:", quoted.message_id) if quoted else None
    if params is None:
        return False, None
    try:
        card, one = await _judged(turn, int(params["match_id"]))
    except NotFound:
        return False, None
    score = scores.read_score(turn.text, card.best_of)
    return True, await _enter(turn, one.id, one.version if one.state == "disputed" else 0, score)


async def players(turn: Turn) -> Reply:
    """[Снять участника]"""
    page = turn.number(1) if len(turn.args) > 1 else 0
    return out_screen(await _managed(turn, turn.number()), page, turn.t)


async def take_out(turn: Turn) -> Reply:
    event_id = await event_of_player(turn.number())
    event = await lifecycle.load(event_id, lock=False)
    require_manager(turn.person, event)
    if not turn.private:
        return _in_private(turn, event_id)
    return await turn.forms.begin(turn, OUT_FORM, str(turn.number()))


async def taken_out(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id = await judging.withdraw(turn.person, int(subject), str(answers["reason"]), now=turn.now)
    return [Alert(turn.t("tournament-said-out")), await _judge(turn, event_id)]


async def _not_taken_out(turn: Turn, subject: str) -> Screen:
    return await _judge(turn, await event_of_player(int(subject)))


PRESSES = {
    "br.judge": Route(judge, Where.ANYWHERE),
    "br.setup": Route(set_up, Where.ANYWHERE),
    "br.draw": Route(draw, Where.ANYWHERE),
    "br.redraw": Route(ask_first, Where.ANYWHERE),
    "br.close": Route(ask_first, Where.ANYWHERE),
    "br.close!": Route(close_and_draw, Where.ANYWHERE),
    "br.begin": Route(ask_first, Where.ANYWHERE),
    "br.begin!": Route(begin, Where.ANYWHERE),
    "br.match": Route(match, Where.ANYWHERE),
    "br.set": Route(enter, Where.ANYWHERE),
    "br.set!": Route(enter, Where.ANYWHERE),
    "br.wo": Route(walk_over, Where.ANYWHERE),
    "br.wo!": Route(walk_over, Where.ANYWHERE),
    "br.back": Route(take_back, Where.ANYWHERE),
    "br.back!": Route(take_back, Where.ANYWHERE),
    "br.enter": Route(type_score, Where.ANYWHERE),
    "br.players": Route(players, Where.ANYWHERE),
    "br.out": Route(take_out, Where.ANYWHERE),
}
STARTS = {"j": Route(judge)}
CONVERSATIONS = {
    setup.KEY: Conversation(None, was_set_up, left=_to_judge),
    SCORE: Conversation(None, typed, left=_left),
    OUT: Conversation(OUT_FORM, taken_out, left=_not_taken_out),
}
