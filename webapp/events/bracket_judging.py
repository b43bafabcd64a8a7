"""A tournament as who manages it sees it: rules, draw, results, players who are taken out."""

from __future__ import annotations

from aiohttp import web

from domain.errors import NotFound
from domain.events import lifecycle
from domain.events.tournaments import board, drawing, judging, scores, setup
from domain.events.tournaments.cards import BracketCard, MatchCard
from domain.events.tournaments.errors import LaterPlayed
from domain.events.tournaments.queries import event_of_player, get_bracket
from webapp.events.bracket import shown, words_of_round
from webapp.kit import forms
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit

IN_ORDER = ("disputed", "reported", "ready", "done", "walkover")


async def page(visit: Visit) -> web.Response:
    return await show(visit)


async def show(visit: Visit, *, toast: str = "") -> web.Response:
    card = await _card(visit)
    return visit.page(
        "events/judging.html", toast=toast, main=_main(visit, card), groups=_groups(card), **shown(card, visit.t)
    )


async def matches(visit: Visit) -> web.Response:
    """What there is to judge, when it has changed while the page is open."""
    card = await _card(visit)
    return visit.page("events/judging_matches.html", groups=_groups(card), **shown(card, visit.t))


def _groups(card: BracketCard) -> list[tuple[str, list[MatchCard]]]:
    """What is to be decided first, then what is to be played, then what was."""
    found = [(state, [one for one in card.matches if one.state == state]) for state in IN_ORDER[:3]]
    over = [one for one in reversed(card.matches) if one.state in IN_ORDER[3:]]
    return [(state, matches) for state, matches in (*found, ("over", over)) if matches]


def _main(visit: Visit, card: BracketCard) -> dict[str, str] | None:
    t, event = visit.t, f"/org/events/{card.event_id}/bracket"
    match card.state:
        case "none":
            return {"text": t("tournament-button-setup"), "action": f"go:{event}/rules"}
        case "open" if not card.registration_is_open:
            return {"text": t("tournament-button-draw"), "action": "click:#draw"}
        case "open":
            return {"text": t("tournament-button-close-and-draw"), "action": "click:#close"}
        case "drawn":
            return {"text": t("tournament-button-begin"), "action": "click:#begin"}
    return None


async def draw(visit: Visit) -> web.Response:
    await drawing.draw(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, toast=visit.t("tournament-said-drawn"))


async def close_and_draw(visit: Visit) -> web.Response:
    await drawing.close_and_draw(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, toast=visit.t("tournament-said-drawn"))


async def begin(visit: Visit) -> web.Response:
    await drawing.begin(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, toast=visit.t("tournament-said-begun"))


async def rules(visit: Visit) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    hand = await board.look(event.id)
    known = setup.answers_of(hand.tournament if hand else None) or {"format": "single", "best_of": "3"}
    return await _rules(visit, forms.Filled(setup.setup_form(event), {"seeding": "random"} | known, event.zone))


async def set_rules(visit: Visit) -> web.Response:
    event = await lifecycle.load(visit.id("event_id"), lock=False)
    filled, parsed = forms.read(visit, setup.setup_form(event), {}, event.zone, beside=set())
    if parsed.errors:
        return await _rules(visit, filled, status=422)
    await setup.set_up(visit.person, event.id, parsed.values, now=visit.now)
    return visit.go(f"/org/events/{event.id}/bracket", toast=visit.t("tournament-said-set-up"))


async def _rules(visit: Visit, filled: forms.Filled, *, status: int = 200) -> web.Response:
    card = await _card(visit)
    main = {"text": visit.t("webapp-save"), "action": "submit:#rules"}
    return visit.page("events/bracket_rules.html", status=status, card=card, lines=filled.lines(visit.t), main=main)


async def match(visit: Visit) -> web.Response:
    """One match, to be decided; without saying which, all of them."""
    card = await _card(visit)
    one = card.match(visit.query("key"))
    return _match(visit, card, one) if one else await show(visit)


def _match(visit: Visit, card: BracketCard, one: MatchCard, *, later: int = 0, chosen: str = "") -> web.Response:
    save = "tournament-button-undo" if later else "webapp-save"
    ends = scores.possible(card.best_of)
    return visit.page(
        "events/judging_match.html",
        status=409 if later else 200,
        card=card,
        match=one,
        later=later,
        chosen=chosen or _result(one),
        ends=[*ends, *((lost, won) for won, lost in ends)],
        round_words=words_of_round(card, visit.t),
        main={"text": visit.t(save), "action": "submit:#result"} if all(one.seeds) else None,
    )


def _result(one: MatchCard) -> str:
    return f"{one.first_score}:{one.second_score}" if one.first_score is not None else ""


async def decide(visit: Visit) -> web.Response:
    """Where others have played on with the present result, it is asked once more."""
    card = await _card(visit)
    one = card.match(visit.said("key"))
    if one is None:
        raise NotFound
    try:
        await _decide(visit, card, one)
    except LaterPlayed as later:
        return _match(visit, card, one, later=int(str(later.params["count"])), chosen=visit.said("result"))
    return visit.go(f"/org/events/{card.event_id}/bracket", toast=visit.t("tournament-said-decided"))


async def _decide(visit: Visit, card: BracketCard, one: MatchCard) -> None:
    """`result`: a score, `typed` for what stands in `score`, the side that wins without playing, none to take back."""
    version, undo = read_cursor(visit.said("version")), bool(visit.said("undo"))
    match visit.said("result"):
        case "none":
            await judging.take_back(visit.person, one.id, version=version, undo=undo, now=visit.now)
        case "first" | "second" as side:
            winner = one.seeds[side == "second"] or 0
            await judging.walk_over(visit.person, one.id, winner, version=version, undo=undo, now=visit.now)
        case result:
            said = scores.read_score(visit.said("score") if result == "typed" else result, card.best_of)
            await judging.enter(visit.person, one.id, *said, version=version, undo=undo, now=visit.now)


async def players(visit: Visit) -> web.Response:
    return await _players(visit)


async def _players(visit: Visit, *, toast: str = "") -> web.Response:
    card = await _card(visit)
    inside = [one for one in card.players if not one.withdrawn]
    main = {"text": visit.t("tournament-button-players"), "action": "submit:#out", "tone": "danger"}
    return visit.page(
        "events/judging_players.html",
        toast=toast,
        card=card,
        inside=inside,
        outside=[one for one in card.players if one.withdrawn],
        main=main if inside and card.state == "running" else None,
    )


async def take_out(visit: Visit) -> web.Response:
    player_id = read_cursor(visit.said("player"))
    if await event_of_player(player_id) != visit.id("event_id"):
        raise NotFound
    await judging.withdraw(visit.person, player_id, visit.said("reason"), now=visit.now)
    return await _players(visit, toast=visit.t("tournament-said-out"))


async def _card(visit: Visit) -> BracketCard:
    return await get_bracket(visit.id("event_id"), visit.person, now=visit.now)
