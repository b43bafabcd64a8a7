"""Teams for the organizer: what a team is, who is put into which, the list of people narrowed to one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.events.roster import NOBODY_CHOSEN, args_of, chosen
from bot.events.teams import NAME, PAGE
from bot.kit.paging import page_turns
from bot.kit.routes import Conversation, Route, Where
from bot.kit.screen import Alert, Bold, Press, Row, Screen, in_rows, lines
from bot.kit.turn import Reply, Turn
from domain.errors import NotAllowed, Refusal
from domain.events.people import participants, roster
from domain.events.people.roster import Roster
from domain.events.queries import EventCard, get_event_card
from domain.events.teams import joining, queries
from domain.events.teams import rules as team_rules
from domain.events.teams.queries import TeamLine
from domain.events.teams.rules import RULES_FORM, TeamRules, read_rules
from domain.forms.form import JsonValue
from locales import Translator
from locales.refusals import refusal_sentence
from locales.teams import team_rules_words, team_state


async def rules(turn: Turn) -> Reply:
    return await _rules(turn, turn.number())


async def _rules(turn: Turn, event_id: int) -> Screen:
    card = await _managed(turn, event_id)
    return rules_screen(card, await team_rules.rules_of(card.id), turn.t)


async def _managed(turn: Turn, event_id: int) -> EventCard:
    card = await get_event_card(event_id, turn.person)
    if not card.manages:
        raise NotAllowed
    return card


def rules_screen(card: EventCard, known: TeamRules | None, t: Translator) -> Screen:
    said = team_rules_words(known, t) if known else t("team-off-organizer")
    change = Press(t("team-button-change-rules" if known else "team-button-set-rules"), "tm.set", (card.id,))
    off: list[Row] = [[Press(t("team-button-off"), "tm.off", (card.id,))]] if known else []
    listed: list[Row] = [[Press(t("team-button-all"), "tm.list", (card.id, 0))]] if known else []
    back: Row = [Press(t("event-button-back"), "ev.setup", (card.id,))]
    return Screen(lines(Bold(card.title), said, "", t("team-rules-ties")), keyboard=[[change], *listed, *off, back])


async def begin_setting(turn: Turn) -> Reply:
    card = await _managed(turn, turn.number())
    known = await team_rules.rules_of(card.id)
    prefill = known.to_answers() if known else team_rules.USUAL
    return await turn.forms.begin(turn, RULES_FORM, str(card.id), prefill=dict(prefill))


async def are_set(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    try:
        await team_rules.set_rules(turn.person, int(subject), read_rules(answers), now=turn.now)
    except Refusal as refusal:
        again: Row = [Press(turn.t("team-button-again"), "tm.set", (int(subject),))]
        return Screen(refusal_sentence(turn.t, refusal.code, refusal.params, turn.zone), keyboard=[again])
    return [Alert(turn.t("team-rules-saved")), await _rules(turn, int(subject))]


async def left(turn: Turn, subject: str) -> Screen:
    return await _rules(turn, int(subject))


async def switch_off(turn: Turn) -> Reply:
    await team_rules.drop_rules(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("team-rules-dropped")), await _rules(turn, turn.number())]


async def ask_where(turn: Turn) -> Reply:
    """[Команда] of a participant: the registration, the page."""
    registration_id, offset = turn.number(), min(turn.number(1), 100_000)
    sheet = await participants.get_sheet(turn.person, registration_id)
    await _managed(turn, sheet.event_id)
    own_id = await queries.own_team_id(sheet.event_id, sheet.user_id)
    rows = await queries.list_teams(sheet.event_id, offset=offset, limit=PAGE + 1)
    return putting_screen(sheet.name, registration_id, own_id, rows, offset, turn.t)


def putting_screen(
    name: str, registration_id: int, own_id: int | None, rows: Sequence[TeamLine], offset: int, t: Translator
) -> Screen:
    opens = [
        Press(f"{'✓ ' if one.id == own_id else ''}{one.name[:NAME]}", "tm.put!", (registration_id, one.id))
        for one in rows[:PAGE]
    ]
    out: list[Row] = [[Press(t("team-button-none"), "tm.put!", (registration_id, 0))]] if own_id else []
    pager = page_turns(t, "tm.put", (registration_id,), offset, PAGE, more=len(rows) > PAGE)
    back: Row = [Press(t("team-button-person"), "pp.one", (registration_id,))]
    said = t("team-put-where" if opens else "team-list-empty", name=name[:64])
    return Screen(said, keyboard=[*in_rows(opens, 2), *out, *pager, back])


async def put(turn: Turn) -> Reply:
    registration_id, team_id = turn.number(), turn.number(1) or None
    await joining.put(turn.person, registration_id, team_id, now=turn.now)
    sheet = await participants.get_sheet(turn.person, registration_id)
    own_id = await queries.own_team_id(sheet.event_id, sheet.user_id)
    rows = await queries.list_teams(sheet.event_id, limit=PAGE + 1)
    said = turn.t("team-put-done" if team_id else "team-put-out")
    return [Alert(said), putting_screen(sheet.name, registration_id, own_id, rows, 0, turn.t)]


async def sift(turn: Turn) -> Reply:
    """[По команде]: the list of people with its other filters, narrowed to one team."""
    event_id, end = turn.number(), 1 + len(NOBODY_CHOSEN)
    wanted = await chosen(turn, event_id, turn.args[1:end])
    shown = await roster.get_roster(turn.person, event_id, wanted, limit=1)
    offset = min(turn.number(end), 100_000) if len(turn.args) > end else 0
    rows = await queries.list_teams(event_id, offset=offset, limit=PAGE + 1)
    known = await team_rules.rules_of(event_id)
    return sifting_screen(shown, known, rows, offset, turn.t)


def sifting_screen(
    shown: Roster, known: TeamRules | None, rows: Sequence[TeamLine], offset: int, t: Translator
) -> Screen:
    event_id, args = shown.event.id, args_of(shown.wanted, shown.questions)
    opens = [
        Press(
            f"{'✓ ' if one.id == shown.wanted.team else ''}{one.name[:NAME]} · {one.members}",
            "ev.people",
            (event_id, 0, *args[:-1], 0 if one.id == shown.wanted.team else one.id),
        )
        for one in rows[:PAGE]
    ]
    pager = page_turns(t, "tm.sift", (event_id, *args), offset, PAGE, more=len(rows) > PAGE)
    back: Row = [Press(t("panel-button-filters"), "pl.sift", (event_id, *args))]
    incomplete = [one for one in rows[:PAGE] if known and not one.is_complete(known)]
    said = [f"{one.name}: {team_state(one, known, t)}" for one in incomplete if known]
    text = lines(Bold(t("team-sift")), *(said if opens else [t("team-list-empty")]))
    return Screen(text, keyboard=[*in_rows(opens, 2), *pager, back])


PRESSES = {
    "tm.rules": Route(rules),
    "tm.set": Route(begin_setting),
    "tm.off": Route(switch_off),
    "tm.put": Route(ask_where),
    "tm.put!": Route(put),
    "tm.sift": Route(sift, Where.ANYWHERE),
}
CONVERSATIONS = {RULES_FORM.key: Conversation(RULES_FORM, are_set, left=left)}
