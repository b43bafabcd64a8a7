"""The season of a series in the chat: where everybody stands, what one's own dates gave, the rules."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kit.paging import page_turns
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Italic, OpenApp, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.errors import NotAllowed, Refusal
from domain.events.season import queries
from domain.events.season import rules as season_rules
from domain.events.season.queries import DatePoints, SeasonCard, Standing
from domain.events.season.rules import SEASON_FORM, read_rules
from domain.forms.form import JsonValue
from locales import Translator
from locales.marks import mark
from locales.refusals import refusal_sentence
from locales.seasons import season_rules_words

PAGE, OWN_DATES = 10, 6
NAME = 32
_FARTHEST = 100_000


async def opened(turn: Turn) -> Reply:
    """[Сезон], or /start season_3."""
    return await _season(turn, turn.number(), min(turn.number(1), _FARTHEST) if len(turn.args) > 1 else 0)


async def _season(turn: Turn, series_id: int, page: int = 0) -> Screen:
    card = await queries.season_for(series_id, turn.person)
    rows = await queries.standings(card, offset=page * PAGE, limit=PAGE + 1)
    own = await queries.dates_of(card, turn.person.id) if card.own else []
    return season_screen(card, rows, own, page, turn.t)


def season_screen(
    card: SeasonCard, rows: Sequence[Standing], own: Sequence[DatePoints], page: int, t: Translator
) -> Screen:
    back: Row = [Press(t("season-button-series"), "sr.open", (card.id,))]
    manage: list[Row] = [[Press(t("season-button-rules"), "sn.rules", (card.id,))]] if card.series.manages else []
    if card.rules is None:
        return Screen(lines(Bold(card.series.title), t("season-off")), keyboard=[*manage, back])
    said: list[Words] = [
        _line(one, t, own=card.own is not None and one.user_id == card.own.user_id) for one in rows[:PAGE]
    ]
    mine = _mine(card, rows, t)
    dated: list[Words] = [_date(one, t) for one in own[:OWN_DATES]] if not page else []
    text = lines(
        Bold(t("season-heading", title=card.series.title)),
        Italic(t("season-done", count=card.done)),
        season_rules_words(card.rules, t),
        "",
        *(said or [t("season-empty")]),
        *mine,
        *(["", Bold(t("season-own-dates")), *dated] if dated else []),
    )
    pager = page_turns(t, "sn.open", (card.id,), page, more=len(rows) > PAGE)
    app: Row = [OpenApp(t("organizer-in-app"), f"/series/{card.id}/season", f"season_{card.id}")]
    return Screen(text, keyboard=[*pager, *manage, back, app])


def _mine(card: SeasonCard, rows: Sequence[Standing], t: Translator) -> list[Words]:
    own = card.own
    if own is None or any(one.user_id == own.user_id for one in rows[:PAGE]):
        return []
    return ["", _line(own, t, own=True)]


def _line(one: Standing, t: Translator, *, own: bool) -> Words:
    name = one.name[:NAME] or t("season-nameless")
    line = Text(
        f"{one.place}. ", name, " · ", Bold(mark(t, "points", one.points)), f" · {t('season-dates', count=one.dates)}"
    )
    return Bold(line) if own else line


def _date(one: DatePoints, t: Translator) -> Text:
    place = t("season-place", place=one.place) if one.place else t("season-no-place")
    points = mark(t, "points", one.points)
    dropped = "" if one.counts else f" {t('season-not-counted')}"
    return Text(f"{t.date(one.day)}: {place} · {points}{dropped}")


async def rules(turn: Turn) -> Reply:
    return await _rules(turn, turn.number())


async def _rules(turn: Turn, series_id: int) -> Screen:
    card = await _managed(turn, series_id)
    return season_rules_screen(card, turn.t)


async def _managed(turn: Turn, series_id: int) -> SeasonCard:
    card = await queries.season_for(series_id, turn.person)
    if not card.series.manages:
        raise NotAllowed
    return card


def season_rules_screen(card: SeasonCard, t: Translator) -> Screen:
    said = season_rules_words(card.rules, t) if card.rules else t("season-off-manager")
    change = Press(t("season-button-change" if card.rules else "season-button-set"), "sn.set", (card.id,))
    off: list[Row] = [[Press(t("season-button-off"), "sn.off", (card.id,))]] if card.rules else []
    back: Row = [Press(t("event-button-back"), "sn.open", (card.id, 0))]
    text = lines(Bold(card.series.title), said, "", t("season-ties"))
    return Screen(text, keyboard=[[change], *off, back])


async def begin_setting(turn: Turn) -> Reply:
    card = await _managed(turn, turn.number())
    prefill = card.rules.to_answers() if card.rules else season_rules.USUAL
    return await turn.forms.begin(turn, SEASON_FORM, str(card.id), prefill=dict(prefill))


async def are_set(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    try:
        await season_rules.set_rules(turn.person, int(subject), read_rules(answers), now=turn.now)
    except Refusal as refusal:
        again: Row = [Press(turn.t("team-button-again"), "sn.set", (int(subject),))]
        return Screen(refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone), keyboard=[again])
    return [Alert(turn.t("season-saved")), await _season(turn, int(subject))]


async def left(turn: Turn, subject: str) -> Screen:
    return await _rules(turn, int(subject))


async def switch_off(turn: Turn) -> Reply:
    await season_rules.drop_rules(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("season-dropped")), await _season(turn, turn.number())]


PRESSES = {
    "sn.open": Route(opened),
    "sn.rules": Route(rules),
    "sn.set": Route(begin_setting),
    "sn.off": Route(switch_off),
}
STARTS = {"season": Route(opened)}
CONVERSATIONS = {SEASON_FORM.key: Conversation(SEASON_FORM, are_set, left=left)}
