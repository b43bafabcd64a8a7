"""What who judges a tournament sees."""

from __future__ import annotations

from datetime import datetime

from bot.events.bracket_words import match_line, podium_lines, round_words, short, view_now
from bot.events.screens import when
from bot.kit.paging import page_turns
from bot.kit.screen import Bold, Italic, Press, Row, Screen, Text, Words, lines
from domain.events.tournaments import scores
from domain.events.tournaments.cards import BracketCard, MatchCard
from domain.events.tournaments.errors import LaterPlayed
from domain.forms.texts import shortened
from locales import Translator
from locales.tournaments import tournament_facts

SHOWN = 5
"""Matches that a press leads to; the rest are behind a press of their own."""
PAGE = 7


def judge_screen(card: BracketCard, t: Translator, *, first: int = 0) -> Screen:
    """Disputes first, then what waits to be confirmed, then what is to be played."""
    begun = card.state in ("running", "finished")
    waiting = to_judge(card)
    shown = waiting[first : first + SHOWN] if begun else []
    text = lines(
        Bold(card.title),
        *([tournament_facts(card, t)] if card.is_shown else []),
        "",
        *_state(card, t),
        *([""] if shown else []),
        *(match_line(card, one, t) for one in shown),
    )
    rows = [_match_row(one, t) for one in shown]
    if begun and len(waiting) > SHOWN:
        following = first + SHOWN if first + SHOWN < len(waiting) else 0
        rows.append([Press(t("event-button-next"), "br.judge", (card.event_id, following))])
    return Screen(text, keyboard=[*rows, *_moves(card, t), *_ways(card, t)])


def to_judge(card: BracketCard) -> list[MatchCard]:
    """What can be decided, the most urgent first; then what was, the last first."""
    order = ("disputed", "reported", "ready")
    found = [one for state in order for one in card.matches if one.state == state]
    return [*found, *(one for one in reversed(card.matches) if one.state in ("done", "walkover"))]


def _match_row(match: MatchCard, t: Translator) -> Row:
    mark = "⚖️ " if match.state == "disputed" else ""
    number = t("tournament-number", number=match.number)
    label = f"{mark}{number} · {short(match.first.name)} — {short(match.second.name)}"
    return [Press(shortened(label, 60), "br.match", (match.id,))]


def _state(card: BracketCard, t: Translator) -> list[Words]:
    match card.state:
        case "none":
            return [t("tournament-none-organizer")]
        case "open":
            return [t("tournament-open" if card.registration_is_open else "tournament-open-closed")]
        case "drawn":
            return [Italic(t("tournament-drawn"))]
        case "finished":
            return podium_lines(card)
    played = card.count("done", "walkover")
    left = card.count("ready", "reported", "disputed", "waiting")
    waiting, disputes = card.count("reported"), card.count("disputed")
    return [
        t("tournament-judge-counts", done=played, all=played + left),
        *([t("tournament-judge-disputes", count=disputes)] if disputes else []),
        *([t("tournament-judge-waiting", count=waiting)] if waiting else []),
    ]


def _moves(card: BracketCard, t: Translator) -> list[Row]:
    event = (card.event_id,)
    match card.state:
        case "none":
            return [[Press(t("tournament-button-setup"), "br.setup", event, style="primary")]]
        case "open":
            draw = Press(t("tournament-button-draw"), "br.draw", event, style="primary")
            if card.registration_is_open:
                draw = Press(t("tournament-button-close-and-draw"), "br.close", event)
            return [[draw], [Press(t("tournament-button-change"), "br.setup", event)]]
        case "drawn":
            return [
                [Press(t("tournament-button-begin"), "br.begin", event, style="primary")],
                [Press(t("tournament-button-redraw"), "br.draw", event)],
                [Press(t("tournament-button-change"), "br.setup", event)],
            ]
        case "running":
            redraw = [] if card.has_results else [Press(t("tournament-button-redraw"), "br.redraw", event)]
            return [[Press(t("tournament-button-players"), "br.players", event), *redraw]]
    return []


def _ways(card: BracketCard, t: Translator) -> list[Row]:
    see: Row = [Press(t("tournament-button-see"), "br.open", (card.event_id, view_now(card)))] if card.is_shown else []
    back = Press(t("event-button-manage"), "ev.manage", (card.event_id,))
    return [[*see, back]]


def match_screen(card: BracketCard, match: MatchCard, t: Translator, now: datetime) -> Screen:
    title = t("tournament-judge-match", round=round_words(card, match.part, match.round, t), number=match.number)
    until: list[Words] = []
    if match.state == "reported" and match.stands_at:
        until = [Text(t("tournament-mine-stands"), " ", when(match.stands_at, card.zone, t, now))]
    text = lines(Bold(card.title), title, "", match_line(card, match, t), *until, "", t("tournament-judge-how"))
    return Screen(text, keyboard=[*decide_rows(card, match, t), [_back(card, t)]])


def decide_rows(card: BracketCard, match: MatchCard, t: Translator) -> list[Row]:
    if not all(match.seeds):
        return []
    names = short(match.first.name), short(match.second.name)
    args = (match.id, match.version)
    rows: list[Row] = []
    for won, lost in scores.possible(card.best_of):
        first = t("tournament-button-side", name=names[0], score=f"{won}:{lost}")
        second = t("tournament-button-side", name=names[1], score=f"{won}:{lost}")
        rows.append([Press(first, "br.set", (*args, won, lost)), Press(second, "br.set", (*args, lost, won))])
    if not rows:
        rows.append([Press(t("tournament-button-score"), "br.enter", (match.id,), style="primary")])
    walkovers: Row = [
        Press(t("tournament-button-walkover", name=name), "br.wo", (*args, side.seed or 0))
        for name, side in zip(names, (match.first, match.second), strict=True)
    ]
    said = match.state in ("reported", "disputed", "done", "walkover")
    back: list[Row] = [[Press(t("tournament-button-take-back"), "br.back", args)]] if said else []
    return [*rows, walkovers, *back]


def later_screen(
    card: BracketCard, match: MatchCard, later: LaterPlayed, action: str, what: tuple[int, ...], t: Translator
) -> Screen:
    """Another winner, and others have played on with this one."""
    undo = Press(t("tournament-button-undo"), action, (match.id, match.version, *what), style="danger")
    back = Press(t("event-button-back"), "br.match", (match.id,))
    text = lines(match_line(card, match, t), "", t(later.code, **later.params))
    return Screen(text, keyboard=[[undo], [back]])


def sure_screen(card: BracketCard, move: str, t: Translator) -> Screen:
    words = {
        "redraw": ("tournament-redraw-sure", "tournament-button-redraw", "br.draw"),
        "begin": ("tournament-begin-sure", "tournament-button-begin", "br.begin!"),
        "close": ("tournament-close-sure", "tournament-button-close-and-draw", "br.close!"),
    }
    sure, label, action = words[move]
    yes = Press(t(label), action, (card.event_id,), style="danger" if move == "redraw" else "primary")
    return Screen(lines(Bold(card.title), "", t(sure)), keyboard=[[yes], [_back(card, t)]])


def out_screen(card: BracketCard, page: int, t: Translator) -> Screen:
    playing = [one for one in card.players if not one.withdrawn]
    shown = playing[page * PAGE : (page + 1) * PAGE]
    rows: list[Row] = [[Press(f"{one.seed}. {short(one.name)}", "br.out", (one.id,))] for one in shown]
    turns = page_turns(t, "br.players", (card.event_id,), page, more=len(playing) > (page + 1) * PAGE)
    text = lines(Bold(card.title), t("tournament-judge-who"))
    return Screen(text, keyboard=[*rows, *turns, [_back(card, t)]])


def _back(card: BracketCard, t: Translator) -> Press:
    return Press(t("tournament-button-judge"), "br.judge", (card.event_id,))
