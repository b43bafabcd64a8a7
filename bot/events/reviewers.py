"""Who helps to decide on applications: the organizer's list with its link, and the way in by that link."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kit.routes import Route
from bot.kit.screen import Alert, Bold, CopyText, Press, Row, Screen, Words, lines
from bot.kit.turn import Reply, Turn
from domain.events.admission import reviewers
from domain.events.admission.reviewers import Reviewer
from domain.events.queries import get_organizer_name
from domain.forms.texts import shortened
from locales import Translator

SHOWN = 6


async def listed(turn: Turn) -> Reply:
    """[Помощники]"""
    return await _list(turn, turn.number())


async def _list(turn: Turn, event_id: int, *, anew: bool = False) -> Screen:
    known = await reviewers.list_reviewers(turn.person, event_id)
    token = await reviewers.invitation(turn.person, event_id, anew=anew)
    link = f"https://t.me/{turn.app.username}?start=rev_{token}"
    return reviewers_screen(event_id, known, link, turn.t)


def reviewers_screen(event_id: int, known: Sequence[Reviewer], link: str, t: Translator) -> Screen:
    names: list[Words] = [f"• {one.name[:48]}" for one in known] or [t("application-reviewers-none")]
    text = lines(
        Bold(t("application-reviewers-title")),
        *names,
        "",
        t("application-reviewers-hint"),
        "",
        t("application-reviewers-link", link=link),
    )
    remove: list[Row] = [
        [Press(t("application-reviewers-remove", name=shortened(one.name, 32)), "rv.drop", (event_id, one.user_id))]
        for one in known[:SHOWN]
    ]
    again = Press(t("application-reviewers-new-link"), "rv.link", (event_id,))
    back = Press(t("application-button-all"), "ap.list", (event_id,))
    return Screen(text, keyboard=[[CopyText(t("event-button-copy-link"), link)], [again], *remove, [back]])


async def new_link(turn: Turn) -> Reply:
    return await _list(turn, turn.number(), anew=True)


async def remove(turn: Turn) -> Reply:
    await reviewers.remove(turn.person, turn.number(), turn.number(1), now=turn.now)
    return [Alert(turn.t("application-reviewers-removed")), await _list(turn, turn.number())]


async def asked(turn: Turn) -> Reply:
    """t.me/bot?start=rev_…: said first what it means."""
    token = turn.word()
    event = await reviewers.invited_to(token)
    return invited_screen(event.title, await get_organizer_name(event.id), token, turn.t)


def invited_screen(title: str, organizer: str, token: str, t: Translator) -> Screen:
    yes = Press(t("application-reviewer-yes"), "rv.join", (token,), style="primary")
    return Screen(t("application-reviewer-asked", organizer=organizer, title=title), keyboard=[[yes]])


async def join(turn: Turn) -> Reply:
    event = await reviewers.join(turn.person, turn.word(), now=turn.now)
    queue = Press(turn.t("application-button-all"), "ap.list", (event.id,))
    return Screen(turn.t("application-reviewer-welcome"), keyboard=[[queue]])


PRESSES = {
    "rv.list": Route(listed),
    "rv.link": Route(new_link),
    "rv.drop": Route(remove),
    "rv.join": Route(join),
}
STARTS = {"rev": Route(asked)}
