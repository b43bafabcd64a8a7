"""The bracket of a tournament, live, and a player's own match in it."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from domain.errors import NotFound
from domain.events import access
from domain.events.tournaments import playing, scores
from domain.events.tournaments.cards import BracketCard, MatchCard, podium, prospect, round_name
from domain.events.tournaments.queries import get_bracket, get_bracket_of_match, get_shared_bracket
from locales import Translator, translator
from webapp.events.bracket_drawing import drawings
from webapp.kit import pages
from webapp.kit.keys import CONTEXT
from webapp.kit.live import Topic, Update
from webapp.kit.paging import read_cursor
from webapp.kit.visit import Visit


async def page(visit: Visit) -> web.Response:
    return await show(visit)


async def show(visit: Visit, *, toast: str = "") -> web.Response:
    card = await get_bracket(visit.id("event_id"), visit.person, now=visit.now)
    return visit.page("events/bracket.html", toast=toast, **shown(card, visit.t), **own_match(card))


async def own(visit: Visit) -> web.Response:
    """The viewer's own match, when it has changed while the page is open."""
    card = await get_bracket(visit.id("event_id"), visit.person, now=visit.now)
    return visit.page(
        "events/bracket_own.html", card=card, round_words=words_of_round(card, visit.t), **own_match(card)
    )


def shown(card: BracketCard, t: Translator) -> dict[str, Any]:
    """What is the same for everybody."""
    return {
        "card": card,
        "drawings": drawings(card, t),
        "podium": podium(card),
        "round_words": words_of_round(card, t),
    }


def words_of_round(card: BracketCard, t: Translator) -> Any:
    def words(part: str, number: int) -> str:
        kind, count = round_name(card, part, number)
        return t("tournament-round", kind=kind, number=count)

    return words


def own_match(card: BracketCard) -> dict[str, Any]:
    if card.own_seed is None:
        return {"own": None, "ends": []}
    both = [end for won, lost in scores.possible(card.best_of) for end in ((won, lost), (lost, won))]
    return {"own": prospect(card, card.own_seed), "ends": both}


async def report(visit: Visit) -> web.Response:
    """One's own score first, as it is said."""
    card, match = await _match(visit)
    mine, theirs = scores.read_score(visit.said("score"), card.best_of)
    state = await playing.report(visit.person, match.id, mine, theirs, version=_version(visit), now=visit.now)
    return await show(visit, toast=visit.t(f"tournament-said-{state}"))


async def confirm(visit: Visit) -> web.Response:
    _, match = await _match(visit)
    await playing.confirm(visit.person, match.id, version=_version(visit), now=visit.now)
    return await show(visit, toast=visit.t("tournament-said-confirmed"))


async def dispute(visit: Visit) -> web.Response:
    _, match = await _match(visit)
    await playing.dispute(visit.person, match.id, version=_version(visit), now=visit.now)
    return await show(visit, toast=visit.t("tournament-said-disputed"))


async def leave(visit: Visit) -> web.Response:
    await playing.leave(visit.person, visit.id("event_id"), now=visit.now)
    return await show(visit, toast=visit.t("tournament-said-left"))


async def _match(visit: Visit) -> tuple[BracketCard, MatchCard]:
    """Of the event that the address names."""
    card, match = await get_bracket_of_match(read_cursor(visit.said("match")), visit.person, now=visit.now)
    if card.event_id != visit.id("event_id"):
        raise NotFound
    return card, match


def _version(visit: Visit) -> int:
    return read_cursor(visit.said("version"))


async def news(app: web.Application, event_id: int, lang: str, seen: str) -> Update | None:
    """Nothing before it has begun: who manages the event looks at a preview that others must not see."""
    now, t = app[CONTEXT].clock.now(), translator(lang)
    try:
        card = await get_shared_bracket(event_id, now=now)
    except NotFound:
        return None
    version = version_of(card)
    if version == seen or not card.is_shown:
        return None
    return Update(version, pages.render_words(app, "events/bracket_live.html", t, now, shown(card, t)))


def version_of(card: BracketCard) -> str:
    return f"{card.state}.{card.version}"


BRACKET = Topic(may_follow=access.require_access, news=news)
