"""A list of results dropped into the chat: what it would do, then [Применить], then [Отменить]."""

from __future__ import annotations

from dataclasses import replace

from aiogram.types import Document

from bot.events.results import which_event
from bot.kit.rendering import Said
from bot.kit.routes import Route, Where
from bot.kit.screen import Alert, Bold, OpenApp, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.events import lifecycle
from domain.events.policy import may_time
from domain.events.results import entering, imports, lists
from domain.events.results.boards import Board, read_board
from domain.events.results.lists import Conflict, ListCard, ListLine
from domain.events.results.ranking import stands_for
from domain.events.results.writing import Entry
from domain.spaces.queries import get_space
from locales import Translator
from locales.results import mark_or_state

SUFFIXES = (".csv", ".xlsx", ".txt", ".tsv")
NAMED = 6
"""How many numbers and lines a message names; the mini-app shows all."""


def is_list(turn: Turn) -> bool:
    return turn.brings_file(SUFFIXES)


async def dropped(turn: Turn) -> Reply:
    """A file in the private chat, from somebody who holds an event that takes results."""
    events = await entering.events_for_results(turn.person)
    if not events:
        return Screen(turn.t("result-no-events"))
    message = turn.incoming.message
    if len(events) > 1 and message is not None:
        named = await _named_in_caption(turn, [event.id for event in events])
        if named is None:
            return replace(which_event(turn, events, "rs.hint", ()), under=message.message_id)
        return await take(turn, named, _file(turn))
    return await take(turn, events[0].id, _file(turn))


async def _named_in_caption(turn: Turn, known: list[int]) -> int | None:
    """«#17» under the file says which event it is for."""
    said = turn.text.strip().removeprefix("#")
    return int(said) if said.isdecimal() and len(said) < 16 and int(said) in known else None


async def dropped_in_group(turn: Turn) -> Reply:
    """Of anybody but who enters results a file in a group is none of our business."""
    space = await get_space(turn.chat_id)
    if space is None or space.event_id is None or not is_list(turn) or turn.person.status == "blocked":
        return None
    event = await lifecycle.load(space.event_id, lock=False)
    return await take(turn, event.id, _file(turn)) if may_time(turn.person, event) else None


def _file(turn: Turn) -> Document:
    message = turn.incoming.message
    assert message is not None and message.document is not None
    return message.document


async def take(turn: Turn, event_id: int, file: Document) -> Screen:
    name = file.file_name or "list.csv"
    await imports.receive(turn.person, event_id, name, file.file_id, now=turn.now)
    words = "result-list-reading" if turn.private else "result-list-reading-in-group"
    return Screen(turn.t(words, name=name[:60]))


async def told(said: Said) -> Screen | None:
    """What stands in the list, or why it cannot be read; nothing when it was laid aside meanwhile."""
    card = await lists.get_list(await get_person(said.user_id), said.params["import_id"])
    return await _screen(card, said.t) if card.state in ("ready", "refused") else None


async def _screen(card: ListCard, t: Translator) -> Screen:
    if card.state == "refused":
        return refused_screen(card, t)
    if card.state != "ready":
        return progress_screen(card, t)
    named = {kind: await lists.lines_of(card.id, kind, limit=NAMED) for kind in ("unknown", "unreadable", "doubled")}
    board = await read_board(card.event_id, "")
    return preview_screen(card, named, await lists.conflicts_of(card.id, limit=NAMED), board, t)


def refused_screen(card: ListCard, t: Translator) -> Screen:
    why = t(f"result-list-problem-{card.problem}")
    back: Row = [Press(t("result-button-results"), "rs.panel", (card.event_id,))]
    return Screen(lines(Bold(t("result-list-refused-name", name=card.name[:60])), why), keyboard=[back])


def preview_screen(
    card: ListCard, named: dict[str, list[ListLine]], conflicts: list[Conflict], board: Board, t: Translator
) -> Screen:
    """Nothing has been changed yet."""
    counts = card.counts
    said: list[Words] = [t(f"result-list-{kind}", count=counts[kind]) for kind in ("new", "same") if counts.get(kind)]
    if counts.get("conflict"):
        said.append(t("result-list-conflict", count=counts["conflict"]))
        said += [_conflict(one, board, t) for one in conflicts]
    if counts.get("unknown"):
        numbers = [str(one.number) for one in named.get("unknown", ())]
        said.append(t("result-list-unknown", count=counts["unknown"], numbers=_few(numbers, counts["unknown"])))
    for kind in ("unreadable", "doubled"):
        if counts.get(kind):
            where = [str(one.line) for one in named.get(kind, ())]
            said.append(t(f"result-list-{kind}", count=counts[kind], lines=_few(where, counts[kind])))
    rows: list[Row] = []
    if card.to_apply:
        apply = t("result-list-apply", count=card.to_apply)
        rows.append([Press(apply, "rs.apply", (card.id, 1), style="primary")])
    if counts.get("conflict") and counts.get("new"):
        rows.append([Press(t("result-list-apply-new", count=counts["new"]), "rs.apply", (card.id, 0))])
    rows.append(
        [OpenApp(t("result-button-app"), f"/org/events/{card.event_id}/results/lists/{card.id}", f"o_{card.event_id}")]
    )
    rows.append([Press(t("result-list-drop"), "rs.drop", (card.id,))])
    return Screen(lines(Bold(card.name[:60]), *(said or [t("result-list-nothing")])), keyboard=rows)


def _conflict(one: Conflict, board: Board, t: Translator) -> str:
    before, after = _entry(one.before, board, t), _entry(one.after, board, t)
    return t("result-list-conflict-line", number=str(one.number), before=before, after=after)


def _entry(entry: Entry, board: Board, t: Translator) -> str:
    return mark_or_state(t, board.scoring.entered, entry.state, stands_for(board.scoring, entry.marks))


def _few(said: list[str], count: int) -> str:
    return ", ".join(said) + ("…" if count > len(said) else "")


async def apply(turn: Turn) -> Reply:
    """[Применить]: a job does it, and says when it is done."""
    overwrite = turn.number(1) == 1
    card = await imports.apply(turn.person, turn.number(), overwrite=overwrite, now=turn.now)
    return [Alert(turn.t("result-list-applying-now")), progress_screen(card, turn.t)]


async def progress(turn: Turn) -> Reply:
    """[Сколько уже?]"""
    return await _screen(await lists.get_list(turn.person, turn.number()), turn.t)


def progress_screen(card: ListCard, t: Translator) -> Screen:
    said = t(f"result-list-state-{card.state}", done=t.number(card.done), total=t.number(card.total), count=card.total)
    kept = t("result-list-kept", count=card.kept) if card.kept and card.state == "undone" else None
    rows: list[Row] = []
    if card.state in ("applying", "undoing"):
        rows.append([Press(t("result-list-how-far"), "rs.far", (card.id,))])
    if card.state == "applied" and card.total:
        rows.append([Press(t("result-undo"), "rs.unlist", (card.id,))])
    rows.append([Press(t("result-button-results"), "rs.panel", (card.event_id,))])
    return Screen(lines(Bold(card.name[:60]), said, kept), keyboard=rows)


async def undo(turn: Turn) -> Reply:
    card = await imports.undo(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("result-list-undoing-now")), progress_screen(card, turn.t)]


async def drop(turn: Turn) -> Reply:
    card = await imports.drop(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("result-list-dropped")), progress_screen(card, turn.t)]


async def ended(said: Said) -> Screen:
    card = await lists.get_list(await get_person(said.user_id), said.params["import_id"])
    return progress_screen(card, said.t)


PRESSES = {
    "rs.apply": Route(apply, Where.ANYWHERE),
    "rs.far": Route(progress, Where.ANYWHERE),
    "rs.unlist": Route(undo, Where.ANYWHERE),
    "rs.drop": Route(drop, Where.ANYWHERE),
}
SCREENS = {"result-list": told, "result-list-applied": ended, "result-list-undone": ended}
GROUP_KINDS = {"document": Route(dropped_in_group, Where.GROUP, for_blocked=True)}
