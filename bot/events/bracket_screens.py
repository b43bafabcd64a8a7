"""The bracket in the chat, and one's own match in it."""

from __future__ import annotations

from datetime import datetime

from bot.events.bracket_picture import has_picture
from bot.events.bracket_words import (
    podium_lines,
    round_words,
    score,
    short,
    side_name,
    view_lines,
    view_title,
    views,
)
from bot.events.screens import when
from bot.kit.screen import Bold, Button, Italic, OpenApp, Press, Row, Screen, StartBot, Text, Words, in_rows, lines
from domain.events.tournaments import scores
from domain.events.tournaments.cards import BracketCard, MatchCard, prospect
from locales import Translator
from locales.tournaments import best_of_words, tournament_facts


def bracket_screen(card: BracketCard, at: int, t: Translator, *, private: bool = True) -> Screen:
    """Page by page: tables, then rounds."""
    pages = views(card)
    if not pages:
        return Screen(lines(Bold(card.title), "", _not_yet(card, t)), keyboard=_ways(card, t, private=private))
    at = min(at, len(pages) - 1)
    page = pages[at]
    drawn: list[Words] = [Italic(t("tournament-drawn")), ""] if card.state == "drawn" else []
    won = podium_lines(card)
    text = lines(
        Bold(card.title),
        tournament_facts(card, t),
        "",
        *drawn,
        *([*won, ""] if won else []),
        Bold(view_title(card, page, t)),
        *view_lines(card, page, t),
    )
    return Screen(text, keyboard=[*_pager(card, at, t), *_ways(card, t, private=private)])


def _not_yet(card: BracketCard, t: Translator) -> str:
    return t("tournament-none-organizer" if card.manages and card.state == "none" else "tournament-none")


def _pager(card: BracketCard, at: int, t: Translator) -> list[Row]:
    pages = views(card)
    turns: Row = []
    if at:
        turns.append(Press(f"‹ {view_title(card, pages[at - 1], t)}", "br.open", (card.event_id, at - 1)))
    if at + 1 < len(pages):
        turns.append(Press(f"{view_title(card, pages[at + 1], t)} ›", "br.open", (card.event_id, at + 1)))
    return [turns] if turns else []


def _ways(card: BracketCard, t: Translator, *, private: bool) -> list[Row]:
    first: Row = []
    if card.own_seed:
        first.append(Press(t("tournament-button-mine"), "br.mine", (card.event_id,), style="primary"))
    if has_picture(card):
        first.append(Press(t("tournament-button-picture"), "br.pic", (card.event_id,)))
    if card.tables and card.is_shown:
        first.append(Press(t("tournament-button-table"), "br.open", (card.event_id, 0)))
    judge: Row = [Press(t("tournament-button-judge"), "br.judge", (card.event_id,))] if card.manages else []
    app: Row = [OpenApp(t("tournament-button-app"), f"/events/{card.event_id}/bracket", f"cup_{card.event_id}")]
    back: Button = Press(t("event-button-card"), "ev.card", (card.event_id,))
    if not private:
        back = StartBot(t("event-button-card"), f"e_{card.event_id}")
    return [row for row in (first, judge, app, [back]) if row]


def mine_screen(card: BracketCard, t: Translator, now: datetime) -> Screen:
    """One's own next match, with what can be done about it."""
    back: Row = [Press(t("tournament-button"), "br.open", (card.event_id,))]
    if card.own_seed is None:
        return Screen(lines(Bold(card.title), "", t("tournament-mine-none")), keyboard=[back])
    found = prospect(card, card.own_seed)
    body, rows = _prospect(card, found.kind, found.match, card.own_seed, t, now)
    leave: list[Row] = []
    if card.state == "running" and found.kind in ("play", "wait"):
        leave = [[Press(t("tournament-button-leave"), "br.leave", (card.event_id,))]]
    return Screen(lines(Bold(card.title), "", *body), keyboard=[*rows, back, *leave])


def _prospect(
    card: BracketCard, kind: str, match: MatchCard | None, seed: int, t: Translator, now: datetime
) -> tuple[list[Words], list[Row]]:
    if kind == "play" and match:
        return play_lines(card, match, seed, t, now), play_rows(card, match, seed, t)
    last = _last_line(card, seed, t)
    if kind == "wait" and match:
        side = side_name(match.other(seed), t)
        waiting = [
            Text(round_words(card, match.part, match.round, t)),
            t("tournament-mine-wait", side=side),
            *_who_plays_for_it(card, match.other(seed).of, t),
        ]
        return [*waiting, *last], []
    word = {"wait": "wait-round", "out": "out", "won": "won", "withdrawn": "withdrawn"}[kind]
    won = ["", *podium_lines(card)] if card.state == "finished" else []
    return [t(f"tournament-mine-{word}"), *last, *won], []


def _who_plays_for_it(card: BracketCard, key: str, t: Translator) -> list[Words]:
    match = card.match(key)
    if match is None or not all(match.seeds):
        return []
    return [f"{side_name(match.first, t)} — {side_name(match.second, t)}"]


def _last_line(card: BracketCard, seed: int, t: Translator) -> list[Words]:
    played = [one for one in card.matches if seed in one.seeds and one.state == "done"]
    if not played:
        return []
    last = played[-1]
    return [t("tournament-mine-last", score=score(last, seed), name=short(last.other(seed).name))]


def play_lines(card: BracketCard, match: MatchCard, seed: int, t: Translator, now: datetime) -> list[Words]:
    name = short(match.other(seed).name)
    head: list[Words] = [
        t(
            "tournament-mine-facts",
            round=round_words(card, match.part, match.round, t),
            number=match.number,
            best=best_of_words(card, t),
        ),
        Bold(t("tournament-mine-opponent", name=name)),
        "",
    ]
    if match.state == "disputed":
        return [*head, t("tournament-mine-disputed", score=score(match, seed))]
    if match.state != "reported":
        return [*head, t("tournament-mine-how")]
    until = when(match.stands_at, card.zone, t, now) if match.stands_at else ""
    if match.reported_by == seed:
        said = t("tournament-mine-reported", score=score(match, seed), name=name)
        return [*head, said, Text(t("tournament-mine-stands"), " ", until)]
    theirs = score(match, match.other(seed).seed)
    asked = t("tournament-mine-asked", name=name, score=theirs, own=score(match, seed))
    return [*head, Bold(asked), Text(t("tournament-told-until"), " ", until)]


def play_rows(card: BracketCard, match: MatchCard, seed: int, t: Translator) -> list[Row]:
    if match.state == "disputed":
        return [] if card.manages else [[Press(t("tournament-button-ask"), "ch.ask", (card.event_id,))]]
    if match.state == "reported" and match.reported_by != seed:
        return confirm_rows(match, t)
    if match.state == "reported":
        return [[Press(t("tournament-button-other-score"), "br.again", (match.id,))]]
    return score_rows(card, match, t)


def confirm_rows(match: MatchCard, t: Translator, version: int | None = None) -> list[Row]:
    args = (match.id, version or match.version)
    return [
        [Press(t("tournament-button-confirm"), "br.yes", args, style="success")],
        [Press(t("tournament-button-dispute"), "br.no", args, style="danger")],
    ]


def score_rows(card: BracketCard, match: MatchCard, t: Translator) -> list[Row]:
    """All that a match can end with; where anything can be, it is written."""
    ends = scores.possible(card.best_of)
    if not ends:
        return [[Press(t("tournament-button-score"), "br.type", (match.id, match.version), style="primary")]]
    alone = "-one" if len(ends) == 1 else ""
    won: Row = [_report(match, t(f"tournament-button-won{alone}", score=f"{a}:{b}"), a, b) for a, b in ends]
    lost: Row = [_report(match, t(f"tournament-button-lost{alone}", score=f"{b}:{a}"), b, a) for a, b in ends]
    return [*in_rows(won, 2), *in_rows(lost, 2)]


def _report(match: MatchCard, words: str, mine: int, theirs: int) -> Press:
    return Press(words, "br.report", (match.id, match.version, mine, theirs))


def again_screen(card: BracketCard, match: MatchCard, t: Translator, now: datetime) -> Screen:
    """Another score than the one that was reported."""
    seed = card.own_seed or 0
    back: Row = [Press(t("tournament-button-mine"), "br.mine", (card.event_id,))]
    text = lines(Bold(card.title), "", *play_lines(card, match, seed, t, now), "", t("tournament-mine-how"))
    return Screen(text, keyboard=[*score_rows(card, match, t), back])


def leave_screen(card: BracketCard, t: Translator) -> Screen:
    yes = Press(t("tournament-button-leave-yes"), "br.leave!", (card.event_id,), style="danger")
    back = Press(t("event-button-back"), "br.mine", (card.event_id,))
    return Screen(t("tournament-leave-sure", title=card.title), keyboard=[[yes], [back]])
