"""The bot's screens of tournaments, for the gallery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from bot.events import bracket, bracket_judge_screens, bracket_judging, bracket_renderers, bracket_screens
from bot.kit.screen import Screen
from domain.events.tournaments import setup
from domain.events.tournaments.errors import LaterPlayed
from domain.forms.form import Form
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom import brackets
from webapp.showroom.samples import NOW


def tournaments(questions: Callable[[Form], dict[str, Made]]) -> dict[str, Made]:
    """`questions` shows a form as the chat asks it."""
    forms = (bracket.SCORE_FORM, _setup_form(), bracket_judging.OUT_FORM)
    asked = {name: made for form in forms for name, made in questions(form).items()}
    return {**_brackets(), **_matches(), **_judged(), **_told(), **asked}


def _setup_form() -> Form:
    return setup.setup_form(cast(Any, SimpleNamespace(questions=[], organizer_fields=[])))


def _brackets() -> dict[str, Made]:
    def shown(page: int = 0, **known: Any) -> Made:
        return lambda t: bracket_screens.bracket_screen(brackets.bracket(t, **known), page, t)

    return {
        "bracket": shown(own=4),
        "bracket-preview": shown(state="drawn", played={}, manages=True),
        "bracket-table": shown(name="round_robin", players=5, played={"G1R1.1": (2, 0)}),
        "bracket-finished": lambda t: bracket_screens.bracket_screen(brackets.finished(t, own=1), 9, t),
        "bracket-none": lambda t: bracket_screens.bracket_screen(_empty(t), 0, t),
    }


def _matches() -> dict[str, Made]:
    """As who plays sees their own."""

    def mine(**known: Any) -> Made:
        return lambda t: bracket_screens.mine_screen(brackets.bracket(t, **known), t, NOW)

    return {
        "match-mine": mine(own=2),
        "match-mine-any-score": mine(own=2, best_of=0),
        "match-said": mine(own=2, reported=("W2.2",)),
        "match-asked": mine(own=6, reported=("W2.2",)),
        "match-disputed": mine(own=6, disputed=("W2.2",)),
        "match-waits": mine(own=4),
        "match-again": _of_match(bracket_screens.again_screen, "W2.2", NOW, own=2, reported=("W2.2",)),
        "match-won": lambda t: bracket_screens.mine_screen(brackets.finished(t, own=1), t, NOW),
        "match-leave": lambda t: bracket_screens.leave_screen(brackets.bracket(t, own=2), t),
    }


def _judged() -> dict[str, Made]:
    def judged(**known: Any) -> Made:
        return lambda t: bracket_judge_screens.judge_screen(brackets.bracket(t, manages=True, **known), t)

    def later(t: Translator) -> Screen:
        card = brackets.bracket(t, manages=True)
        match = card.match("W1.2")
        assert match
        return bracket_judge_screens.later_screen(card, match, LaterPlayed(count=1), "br.set!", (0, 2), t)

    return {
        "judge-none": lambda t: bracket_judge_screens.judge_screen(replace(_empty(t), manages=True), t),
        "judge-preview": judged(state="drawn", played={}),
        "judge": judged(disputed=("W2.2",)),
        "judge-match": lambda t: bracket_judge_screens.match_screen(
            (card := brackets.bracket(t, manages=True, best_of=7, played={})), card.matches[1], t, NOW
        ),
        "judge-later": later,
        "judge-sure": lambda t: bracket_judge_screens.sure_screen(brackets.bracket(t), "redraw", t),
        "judge-out": lambda t: bracket_judge_screens.out_screen(brackets.bracket(t, players=9, played={}), 0, t),
    }


def _told() -> dict[str, Made]:
    told_by = bracket_renderers

    def after(t: Translator) -> Screen:
        card = brackets.bracket(t, own=3)
        match, before = card.match("W2.2"), card.match("W1.4")
        assert match
        return told_by.next_screen(replace(card, own_seed=6), match, before, t)

    return {
        "told-next": after,
        "told-rest": lambda t: told_by.rest_screen(brackets.bracket(t, own=2, played={}), t),
        "told-reported": _of_match(told_by.reported_screen, "W2.2", NOW, own=6, reported=("W2.2",)),
        "told-result": _of_match(told_by.result_screen, "W2.1", own=4),
        "told-disputed": _of_match(told_by.disputed_screen, "W2.2", manages=True, disputed=("W2.2",)),
        "told-frozen": _of_match(told_by.frozen_screen, "W2.2", own=2, disputed=("W2.2",)),
        "told-undone": _of_match(told_by.undone_screen, "W2.2", own=2),
        "told-withdrawn": lambda t: told_by.withdrawn_screen(brackets.bracket(t, own=5), t("showroom-reason"), t),
        "told-finished": lambda t: told_by.finished_screen(brackets.finished(t, own=1), t),
        "told-draw": lambda t: told_by.time_to_draw_screen(brackets.bracket(t), t),
        "told-begun": lambda t: told_by.begun_screen(brackets.bracket(t), t),
    }


def _of_match(make: Callable[..., Screen], key: str, *more: Any, **known: Any) -> Made:
    def made(t: Translator) -> Screen:
        card = brackets.bracket(t, **known)
        match = card.match(key)
        assert match
        return make(card, match, t, *more)

    return made


def _empty(t: Translator) -> Any:
    return replace(brackets.bracket(t), state="none", matches=(), tables=(), players=(), own_seed=None)
