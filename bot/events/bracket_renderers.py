"""Tournaments in the outbox: what players, who judges and groups are told, worded when it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.achievements import pictures as badge_pictures
from bot.achievements.badges import sign_of
from bot.events import diplomas
from bot.events.award_words import code_rows, won_lines
from bot.events.bracket_judge_screens import decide_rows
from bot.events.bracket_screens import confirm_rows, score_rows
from bot.events.bracket_words import match_line, podium_lines, round_words, score, short, side_name
from bot.events.screens import when
from bot.kit.rendering import Said
from bot.kit.screen import Bold, OpenApp, Press, Row, Screen, Text, Words, lines
from bot.spaces.posting import group_words, post
from domain.accounts.people import get_person
from domain.achievements.queries import BadgeCard, given_for
from domain.events.awards import prizes
from domain.events.awards.diplomas import are_given
from domain.events.awards.prizes import OwnPrize
from domain.events.tournaments.cards import BracketCard, MatchCard, prospect
from domain.events.tournaments.queries import get_bracket, get_bracket_of_match, get_shared_bracket
from domain.notifications.ports import Call
from locales import Translator
from locales.awards import badge_name
from locales.tournaments import best_of_words, tournament_facts


async def _match(said: Said) -> tuple[BracketCard, MatchCard]:
    """Raises NotFound for what is not there any more: then there is nothing to say."""
    return await get_bracket_of_match(said.params["match_id"], await get_person(said.user_id), now=said.now)


async def following(said: Said) -> Screen | None:
    """Who comes next; with the match that led there, if it has just ended. Nothing if it has been played meanwhile."""
    card, match = await _match(said)
    if match.state != "ready" or card.own_seed not in match.seeds:
        return None
    before = next((one for one in card.matches if one.id == said.params.get("ended")), None)
    return next_screen(card, match, before, said.t)


def next_screen(card: BracketCard, match: MatchCard, before: MatchCard | None, t: Translator) -> Screen:
    seed = card.own_seed or 0
    name = short(match.other(seed).name)
    has_played = any(seed in one.seeds and one.state in ("done", "walkover") for one in card.matches)
    head = t("tournament-told-next" if has_played else "tournament-told-first", name=name)
    text = lines(
        *([outcome_line(before, seed, t)] if before else []),
        Bold(head),
        card.title,
        Text(round_words(card, match.part, match.round, t), " · ", best_of_words(card, t)),
        "",
        t("tournament-mine-how"),
    )
    return Screen(text, keyboard=[*score_rows(card, match, t), _see(card, t)])


def outcome_line(match: MatchCard, seed: int, t: Translator) -> str:
    if match.state == "walkover":
        won = "tournament-told-won-walkover" if match.winner == seed else "tournament-told-lost-walkover"
        return t(won, name=short(match.other(seed).name))
    how = "drawn" if match.winner is None else "won" if match.winner == seed else "lost"
    return t(f"tournament-told-{how}", score=score(match, seed))


async def rest(said: Said) -> Screen | None:
    card = await get_bracket(said.params["event_id"], await get_person(said.user_id), now=said.now)
    if card.own_seed is None or prospect(card, card.own_seed).kind != "wait":
        return None
    return rest_screen(card, said.t)


def rest_screen(card: BracketCard, t: Translator) -> Screen:
    text = lines(Bold(t("tournament-told-rest-title", title=card.title)), t("tournament-told-rest"))
    return Screen(text, keyboard=[_see(card, t)])


async def reported(said: Said) -> Screen | None:
    card, match = await _match(said)
    if match.state != "reported" or match.version != said.params["version"]:
        return None
    return reported_screen(card, match, said.t, said.now)


def reported_screen(card: BracketCard, match: MatchCard, t: Translator, now: datetime) -> Screen:
    seed = card.own_seed or 0
    other = match.other(seed)
    head = t("tournament-told-reported", name=short(other.name), score=score(match, other.seed))
    until = when(match.stands_at, card.zone, t, now) if match.stands_at else ""
    text = lines(
        Bold(head),
        card.title,
        "",
        t("tournament-told-reported-own", score=score(match, seed)),
        Text(t("tournament-told-until"), " ", until),
    )
    return Screen(text, keyboard=confirm_rows(match, t))


async def result(said: Said) -> Screen | None:
    card, match = await _match(said)
    if card.own_seed not in match.seeds or match.state not in ("done", "walkover"):
        return None
    return result_screen(card, match, said.t)


def result_screen(card: BracketCard, match: MatchCard, t: Translator) -> Screen:
    """How it ended, and what that means."""
    seed = card.own_seed or 0
    found = prospect(card, seed)
    after: list[Words] = []
    if found.kind == "wait" and found.match:
        after = [t("tournament-mine-wait", side=side_name(found.match.other(seed), t))]
    elif found.kind in ("wait", "out"):
        after = [t("tournament-mine-wait-round" if found.kind == "wait" else "tournament-mine-out")]
    text = lines(Bold(outcome_line(match, seed, t)), card.title, "", match_line(card, match, t), *after)
    return Screen(text, keyboard=[_see(card, t)])


async def disputed(said: Said) -> Screen | None:
    card, match = await _match(said)
    if match.state != "disputed" or not card.manages:
        return None
    return disputed_screen(card, match, said.t)


def disputed_screen(card: BracketCard, match: MatchCard, t: Translator) -> Screen:
    """Decided by a button, or by a reply."""
    other = next(one for one in match.seeds if one != match.reported_by)
    text = lines(
        Bold(t("tournament-told-disputed")),
        card.title,
        "",
        match_line(card, match, t),
        t(
            "tournament-told-disputed-who",
            reporter=short(card.name(match.reported_by)),
            other=short(card.name(other)),
        ),
        "",
        t("tournament-told-disputed-hint", name=short(match.first.name)),
    )
    return Screen(text, keyboard=decide_rows(card, match, t))


async def frozen(said: Said) -> Screen | None:
    card, match = await _match(said)
    return frozen_screen(card, match, said.t) if match.state == "disputed" and card.own_seed in match.seeds else None


def frozen_screen(card: BracketCard, match: MatchCard, t: Translator) -> Screen:
    seed = card.own_seed or 0
    head = t("tournament-told-frozen", name=short(match.other(seed).name), score=score(match, seed))
    return Screen(lines(Bold(head), card.title, "", t("tournament-told-frozen-hint")), keyboard=[_see(card, t)])


async def undone(said: Said) -> Screen | None:
    card, match = await _match(said)
    return undone_screen(card, match, said.t) if card.own_seed in match.seeds else None


def undone_screen(card: BracketCard, match: MatchCard, t: Translator) -> Screen:
    seed = card.own_seed or 0
    is_open = match.state == "ready"
    name = short(match.other(seed).name)
    then = t("tournament-told-undone-play", name=name) if is_open else t("tournament-told-undone-wait")
    rows = score_rows(card, match, t) if is_open else []
    return Screen(lines(Bold(t("tournament-told-undone")), card.title, "", then), keyboard=[*rows, _see(card, t)])


async def withdrawn(said: Said) -> Screen:
    card = await get_bracket(said.params["event_id"], await get_person(said.user_id), now=said.now)
    return withdrawn_screen(card, said.params["reason"], said.t)


def withdrawn_screen(card: BracketCard, reason: str, t: Translator) -> Screen:
    head, why = t("tournament-told-withdrawn", title=card.title), t("tournament-told-withdrawn-reason", reason=reason)
    ask: Row = [] if card.manages else [Press(t("tournament-button-ask"), "ch.ask", (card.event_id,))]
    return Screen(lines(Bold(head), why), keyboard=[row for row in (ask, _see(card, t)) if row])


async def finished(said: Said) -> Screen | None:
    card = await get_bracket(said.params["event_id"], await get_person(said.user_id), now=said.now)
    if card.state != "finished":
        return None
    own = await prizes.own_prizes(said.user_id, card.event_id, said.app.vault.keys)
    given = await given_for(said.user_id, f"event:{card.event_id}")
    diploma = bool(given) and await are_given(card.event_id)
    screen = finished_screen(card, said.t, own, given, diploma=diploma)
    return replace(screen, photo=await badge_pictures.of(given[0], said)) if given else screen


def finished_screen(
    card: BracketCard,
    t: Translator,
    own: Sequence[OwnPrize] = (),
    given: Sequence[BadgeCard] = (),
    *,
    diploma: bool = False,
) -> Screen:
    """`given`: the person's badges for it; the best of them comes as a picture with these words."""
    won = [t("tournament-mine-won")] if card.own_seed and card.own_seed == card.champion else []
    badges = [f"{sign_of(one)} {badge_name(one, t)}" for one in given]
    head = Bold(t("tournament-told-finished", title=card.title))
    text = lines(head, *won, *badges, *won_lines(own, t), "", *podium_lines(card))
    mine: list[Row] = [[Press(t("achievement-button"), "bg.mine")]] if given else []
    if diploma:
        mine[0].insert(0, diplomas.offer(card.event_id, t))
    return Screen(text, keyboard=[*code_rows(own, t), *mine, _see(card, t)])


async def time_to_draw(said: Said) -> Screen | None:
    card = await get_bracket(said.params["event_id"], await get_person(said.user_id), now=said.now)
    return time_to_draw_screen(card, said.t) if card.manages and card.state == "open" else None


def time_to_draw_screen(card: BracketCard, t: Translator) -> Screen:
    text = lines(Bold(t("tournament-told-draw", title=card.title)), t("tournament-told-draw-hint"))
    return Screen(text, keyboard=[[Press(t("tournament-button-judge"), "br.judge", (card.event_id,))]])


async def begun_in_group(said: Said) -> list[Call] | None:
    card, t = await get_shared_bracket(said.params["event_id"], now=said.now), await group_words(said)
    return await post(said, begun_screen(card, t), "announcements") if card.state == "running" else None


def begun_screen(card: BracketCard, t: Translator) -> Screen:
    """For everybody in a group."""
    text = lines(Bold(t("tournament-told-begun", title=card.title)), tournament_facts(card, t))
    return Screen(text, keyboard=_for_all(card, t))


async def finished_in_group(said: Said) -> list[Call] | None:
    card, t = await get_shared_bracket(said.params["event_id"], now=said.now), await group_words(said)
    if card.state != "finished":
        return None
    text = lines(Bold(t("tournament-told-finished", title=card.title)), "", *podium_lines(card))
    return await post(said, Screen(text, keyboard=_for_all(card, t)), "results")


def _for_all(card: BracketCard, t: Translator) -> list[Row]:
    open_it = Press(t("tournament-button"), "br.open", (card.event_id,), anyone=True)
    own = Press(t("tournament-button-mine"), "br.mine", (card.event_id,), anyone=True)
    app = OpenApp(t("tournament-button-app"), f"/events/{card.event_id}/bracket", f"cup_{card.event_id}")
    return [[open_it, *([own] if card.state == "running" else [])], [app]]


def _see(card: BracketCard, t: Translator) -> Row:
    own = [Press(t("tournament-button-mine"), "br.mine", (card.event_id,))] if card.own_seed else []
    return [Press(t("tournament-button"), "br.open", (card.event_id,)), *own]


SCREENS = {
    "tournament-next": following,
    "tournament-rest": rest,
    "tournament-reported": reported,
    "tournament-result": result,
    "tournament-disputed": disputed,
    "tournament-frozen": frozen,
    "tournament-undone": undone,
    "tournament-withdrawn": withdrawn,
    "tournament-finished": finished,
    "tournament-time-to-draw": time_to_draw,
}
CALLS = {
    "tournament-begun-in-group": begun_in_group,
    "tournament-finished-in-group": finished_in_group,
}
AFTER_SENT = {"tournament-finished": badge_pictures.sent}
