"""The screens of results, with invented people in them."""

from __future__ import annotations

from bot.events import (
    board,
    finish_loose,
    finishing,
    numbers,
    results,
    results_deciding,
    results_files,
    results_told,
    results_tracks,
)
from bot.kit.screen import Screen
from domain.events.models import Event
from domain.events.results.boards import Board
from domain.events.results.finish import Finish, Line
from domain.events.results.lists import Conflict, ListCard, ListLine
from domain.events.results.loose import Loose
from domain.events.results.marks import LAP
from domain.events.results.protests import Protest
from domain.events.results.queries import BoardCard, BoardRow, Category
from domain.events.results.scoring import Scoring
from domain.events.results.tracks import TrackCard
from domain.events.results.writing import Entry
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, board_card, board_row, event

TRACKS = (("taken", None), ("review", "fast"), ("refused", "short"))
LAPS, BEST = Scoring("laps"), Scoring("best", 3, ties=("best",), tried="distance")
STATES = ("applying", "applied", "undoing", "undone", "dropped")


def _rows(t: Translator, count: int = 10) -> list[BoardRow]:
    return [board_row(t, place) for place in range(1, count + 1)]


def _board(t: Translator, category: Category, *, final: bool = False) -> Screen:
    card = board_card(t, final=final)
    return board.board_screen(card, category, _rows(t), board_row(t, 12), 0, 87, t)


def _weighed(t: Translator, category: Category) -> Screen:
    weights = event(t, status="running", manages=True, requirements={"weights": [60, 70.5, None]})
    card = board_card(t, event=weights, weights=(0, 1, 2))
    return board.board_screen(card, category, _rows(t), board_row(t, 12), 0, 87, t)


def _scored(t: Translator, scoring: Scoring) -> BoardCard:
    return board_card(t, board=Board(17, scoring, 5, "open", 0))


def _takes_no_finish(t: Translator) -> list[Event]:
    return [Event(id=17, title=t("showroom-event"), kind="tournament"), Event(id=18, title=t("showroom-long"))]


def _laps(t: Translator) -> Screen:
    rows = [board_row(t, place, total=(14 - place) * LAP - 3_501_000 - place) for place in range(1, 6)]
    return board.board_screen(_scored(t, LAPS), Category(), rows, None, 0, 5, t)


def _try(t: Translator) -> Screen:
    row = board_row(t, 3, marks=(810, None, 895), total=895)
    return results.entered_screen(_scored(t, BEST), row, None, 5, t)


def _list(t: Translator, state: str = "ready", **known: object) -> ListCard:
    counts = {"new": 24, "same": 3, "conflict": 2, "unknown": 2, "unreadable": 1, "doubled": 1}
    usual: dict[str, object] = {"problem": None, "total": 26_000, "done": 12_500, "kept": 2, "counts": counts}
    return ListCard(1, 17, 3, state, t("showroom-list"), **usual | known)  # type: ignore[arg-type]


def _preview(t: Translator) -> Screen:
    lines = {
        "unknown": [ListLine(4, 77, ""), ListLine(9, 99, "")],
        "unreadable": [ListLine(12, None, "")],
        "doubled": [ListLine(14, 5, "")],
    }
    changed = [Conflict(7, Entry("ok", (1_303_000,)), Entry("ok", (1_299_500,)))] * 2
    return results_files.preview_screen(_list(t), lines, changed, board_card(t).board, t)


def _podium(t: Translator) -> Screen:
    winners: dict[str | None, list[BoardRow]] = {None: _rows(t, 3), "female": _rows(t, 3), "male": _rows(t, 3)}
    return results_told.podium_screen(board_card(t, final=True), winners, t)


def _protests(t: Translator) -> Screen:
    one = Protest(1, 7, 5, t("showroom-said"), NOW)
    return results_deciding.protests_screen(board_card(t), [(one, board_row(t, 2))] * 2, t)


def _empty(t: Translator) -> BoardCard:
    return board_card(t, entered=0, classified=0, reviews=0, protests=0, sexes=(), ages=())


def screens() -> dict[str, Made]:
    return {
        "board": lambda t: _board(t, Category()),
        "board-category": lambda t: _board(t, Category("female", 30)),
        "board-weights": lambda t: _weighed(t, Category("male", weight=1)),
        "board-laps": _laps,
        "result-try": _try,
        "results-rules-best": lambda t: results_deciding.rules_screen(_scored(t, BEST), t),
        "results-rules-laps": lambda t: results_deciding.rules_screen(_scored(t, LAPS), t),
        "board-final": lambda t: _board(t, Category(), final=True),
        "board-empty": lambda t: board.board_screen(_empty(t), Category(), [], None, 0, 0, t),
        "board-share": lambda t: board.share_screen(board_card(t), board_row(t, 12), "forma_bot", t),
        "results": lambda t: results.results_screen(board_card(t), t),
        "results-none": lambda t: results.results_screen(_empty(t), t),
        "results-final": lambda t: results.results_screen(board_card(t, final=True, reviews=0, protests=0), t),
        "result-entered": lambda t: results.entered_screen(board_card(t), board_row(t, 3), board_row(t, 1), 5, t),
        "result-out": lambda t: results.entered_screen(
            board_card(t), board_row(t, None, state="dq", reason=t("showroom-reason")), None, 5, t
        ),
        "results-rules": lambda t: results_deciding.rules_screen(board_card(t), t),
        "results-protests": _protests,
        "result-list": _preview,
        "result-list-refused": lambda t: results_files.refused_screen(_list(t, "refused", problem="columns"), t),
        **{f"result-list-{state}": _progress(state) for state in STATES},
        "told-disqualified": lambda t: results_told.disqualified_screen(board_card(t), t("showroom-reason"), t),
        "told-dq-lifted": lambda t: results_told.lifted_screen(board_card(t), t),
        "told-final": lambda t: results_told.final_screen(
            board_card(t, final=True), board_row(t, 12), board_row(t, 3), t
        ),
        "told-podium": _podium,
        **{f"told-track-{state}": _track(state, problem) for state, problem in TRACKS},
        "told-doubt": lambda t: results_tracks.doubt_screen(
            board_card(t), board_row(t, None, state="review", reason="fast"), t
        ),
        "numbers": lambda t: numbers.order_screen(17, 100, t),
        "told-number": lambda t: numbers.number_screen(t("showroom-event"), 114, 7, t),
        "finish": lambda t: finishing.line_screen(_line(t), t, NOW),
        "finish-planned": lambda t: finishing.line_screen(_line(t, is_gun_planned=True), t, NOW),
        "finish-fire-again": lambda t: finishing.fire_again_screen(_line(t), t, NOW),
        "finish-closed": lambda t: finishing.line_screen(_line(t, is_open=False), t, NOW),
        "finish-none": lambda t: finishing.no_finish_screen([], t),
        "finish-not-here": lambda t: finishing.no_finish_screen(_takes_no_finish(t), t),
        "finish-link": lambda t: finishing.invite_screen(
            17, "https://t.me/forma_bot?start=fin_AAAAAAAAAAAAAAAAAAAAAA", t
        ),
        "finish-typed": lambda t: finishing.typed_screen(
            [Finish(114, "ok", 1_303_000), Finish(37, "doubt", 1_304_000), Finish(208, "unknown", 1_304_000)], t
        ),
        "finish-unknown": lambda t: finishing.line_screen(_line(t), t, NOW, unknown=2),
        "finish-loose": lambda t: finish_loose.loose_screen(
            17, [Loose(99, NOW, 2, 1_303_000), Loose(141, NOW, 1, None)], 25, t
        ),
        "finish-loose-none": lambda t: finish_loose.loose_screen(17, [], 0, t),
        "told-protest": lambda t: results_told.decided_screen(board_card(t), board_row(t, 3), "upheld", t),
    }


def _track(state: str, problem: str | None) -> Made:
    track = TrackCard(1, 17, state, problem)
    return lambda t: results_tracks.judged_screen(board_card(t), track, board_row(t, 12), t)


def _line(t: Translator, **known: object) -> Line:
    usual: dict[str, object] = {"is_gun_planned": False, "is_open": True, "leads": True}
    return Line(17, t("showroom-event"), ZONE, NOW, **usual | known)  # type: ignore[arg-type]


def _progress(state: str) -> Made:
    return lambda t: results_files.progress_screen(_list(t, state), t)
