"""The team: asked to join by name, by a shared person or by a link; roles changed, people removed, left."""

from __future__ import annotations

import re

from bot.kit.screen import Alert, Screen
from bot.kit.turn import Reply, Turn
from bot.organizations.founding import owned, screen_of
from bot.organizations.screens import (
    TEAM_PAGE,
    invitation_screen,
    leaving_screen,
    link_screen,
    member_screen,
    own_screen,
    removing_screen,
    roles_screen,
    team_screen,
    ways_screen,
)
from domain.accounts.people import Person, find_by_telegram_id, find_by_username, get_person
from domain.errors import NotFound
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.organizations import team
from domain.organizations.policy import OWNER, ROLES
from domain.organizations.queries import get_invitation, get_member, get_organization, list_own, list_team, list_waiting

INVITE_FORM = Form("organization-invite", (Field("whom", Kind.PERSON, words="organization-ask-whom", max=64),))
_TELEGRAM_ID = re.compile(r"id(\d{1,15})")


async def members(turn: Turn) -> Reply:
    return await _team(turn, turn.number(), turn.number(1) if len(turn.args) > 1 else 0)


async def _team(turn: Turn, organization_id: int, offset: int = 0) -> Screen:
    card = await get_organization(organization_id, turn.person)
    if card.own_role is None:
        raise NotFound
    people = await list_team(card.id, offset=offset, limit=TEAM_PAGE + 1)
    waiting = await list_waiting(card.id, now=turn.now) if card.own_role == OWNER else []
    return team_screen(card, people, waiting, turn.t, offset=offset)


async def one(turn: Turn) -> Reply:
    card = await owned(turn, turn.number())
    return member_screen(card, await get_member(card.id, turn.number(1)), turn.t)


async def change_role(turn: Turn) -> Reply:
    organization_id, user_id, role = turn.number(), turn.number(1), turn.one_of(ROLES, 2)
    await team.change_role(turn.person, organization_id, user_id, role, now=turn.now)
    turn.person = await get_person(turn.person.id)
    return [Alert(turn.t("organization-saved")), await _team(turn, organization_id)]


async def ask_removing(turn: Turn) -> Reply:
    card = await owned(turn, turn.number())
    return removing_screen(card, await get_member(card.id, turn.number(1)), turn.t)


async def remove(turn: Turn) -> Reply:
    organization_id = turn.number()
    await team.remove(turn.person, organization_id, turn.number(1), now=turn.now)
    return [Alert(turn.t("organization-saved")), await _after_parting(turn, organization_id)]


async def ask_leaving(turn: Turn) -> Reply:
    return leaving_screen(await get_organization(turn.number(), turn.person), turn.t)


async def leave(turn: Turn) -> Reply:
    await team.leave(turn.person, turn.number(), now=turn.now)
    return [Alert(turn.t("organization-left")), own_screen(await list_own(turn.person), turn.t)]


async def _after_parting(turn: Turn, organization_id: int) -> Screen:
    card = await get_organization(organization_id, turn.person)
    return await _team(turn, card.id) if card.own_role else own_screen(await list_own(turn.person), turn.t)


async def invite(turn: Turn) -> Reply:
    return roles_screen(await owned(turn, turn.number()), turn.t)


async def invite_as(turn: Turn) -> Reply:
    return ways_screen(await owned(turn, turn.number()), turn.one_of(ROLES, 1), turn.t)


async def ask_whom(turn: Turn) -> Reply:
    card, role = await owned(turn, turn.number()), turn.one_of(ROLES, 1)
    return await turn.forms.begin(turn, INVITE_FORM, f"{card.id}:{role}")


async def named(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    organization_id, _, role = subject.partition(":")
    whom = await _find(str(answers["whom"]))
    await team.invite(turn.person, int(organization_id), whom, role, now=turn.now)
    words = turn.t("organization-invited-sent", name=whom.name)
    return [Screen(words, drop_reply_keyboard=True, own_message=True), await _team(turn, int(organization_id))]


async def judge(turn: Turn, subject: str, key: str, answer: JsonValue) -> None:
    """Whom we do not know is asked for again; a link would do for them."""
    await _find(str(answer))


async def _find(said: str) -> Person:
    """Raises PersonNotKnown."""
    found = _TELEGRAM_ID.fullmatch(said)
    return await (find_by_telegram_id(int(found[1])) if found else find_by_username(said.rpartition("t.me/")[2]))


async def left(turn: Turn, subject: str) -> Screen:
    return await screen_of(turn, int(subject.partition(":")[0]))


async def make_link(turn: Turn) -> Reply:
    card, role = await owned(turn, turn.number()), turn.one_of(ROLES, 1)
    made = await team.invite_by_link(turn.person, card.id, role, now=turn.now)
    return link_screen(card, role, f"https://t.me/{turn.app.username}?start=team_{made.token}", turn.t)


async def take_back(turn: Turn) -> Reply:
    await team.take_back(turn.person, turn.number(), turn.number(1), now=turn.now)
    return [Alert(turn.t("organization-taken-back")), await _team(turn, turn.number())]


async def opened_invitation(turn: Turn) -> Reply:
    """/start team_<token>"""
    return invitation_screen(await get_invitation(turn.person, turn.word(), now=turn.now), turn.t)


async def accept(turn: Turn) -> Reply:
    organization_id = await team.accept(turn.person, turn.word(), now=turn.now)
    turn.person = await get_person(turn.person.id)
    return [Alert(turn.t("organization-welcome")), await screen_of(turn, organization_id)]


async def decline(turn: Turn) -> Reply:
    await team.decline(turn.person, turn.word(), now=turn.now)
    return Screen(turn.t("organization-declined"))
