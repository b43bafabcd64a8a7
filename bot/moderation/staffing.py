"""/role: who may moderate, report and campaign, and who is a verified coach."""

from __future__ import annotations

from bot.kit.rendering import Said
from bot.kit.screen import Bold, Screen, lines
from bot.kit.turn import Reply, Turn
from bot.menus import staff_menu
from domain.accounts import roles
from domain.accounts.people import Person, find_by_username
from domain.accounts.roles import RoleHolder
from domain.moderation import appointing
from domain.notifications.ports import Call
from locales import Translator


async def role(turn: Turn) -> Reply:
    """/role, /role grant @name analyst, /role revoke @name analyst"""
    match turn.text.split():
        case []:
            return roles_screen(await roles.list_roles(turn.person), turn.t)
        case ["grant", name, wanted]:
            return await _grant(turn, await find_by_username(name), wanted.lower())
        case ["revoke", name, wanted]:
            return await _revoke(turn, await find_by_username(name), wanted.lower())
    return Screen(turn.t("moderation-role-how"))


async def _grant(turn: Turn, target: Person, wanted: str) -> Reply:
    granted = await appointing.grant(turn.person, target.id, wanted, now=turn.now)
    words = "moderation-role-granted" if granted else "moderation-role-had"
    return Screen(turn.t(words, name=target.name, role=turn.t(f"moderation-role-{wanted}")))


async def _revoke(turn: Turn, target: Person, wanted: str) -> Reply:
    revoked = await appointing.revoke(turn.person, target.id, wanted, now=turn.now)
    words = "moderation-role-revoked" if revoked else "moderation-role-had-not"
    return Screen(turn.t(words, name=target.name, role=turn.t(f"moderation-role-{wanted}")))


def roles_screen(holders: list[RoleHolder], t: Translator) -> Screen:
    said = [
        t("moderation-role-line", role=t(f"moderation-role-{one.role}"), name=one.name, username=one.username or "none")
        for one in holders
    ]
    return Screen(lines(Bold(t("moderation-roles")), *said, "", t("moderation-role-how")))


async def role_told(said: Said) -> Screen | None:
    return role_screen(said.params["role"], said.t)


def role_screen(role: str, t: Translator) -> Screen:
    """A coach has nothing more to do in Forma's chat, and is seen in another light."""
    if role == roles.COACH:
        return Screen(t("moderation-role-coach-yours"))
    return Screen(t("moderation-role-yours", role=t(f"moderation-role-{role}")))


async def menu_changed(said: Said) -> list[Call] | None:
    """The person's own command menu follows their roles."""
    if said.chat_id is None:
        return None
    return staff_menu(said.chat_id, await roles.roles_of(said.user_id))


SCREENS = {"account-role": role_told}
CALLS = {roles.MENU: menu_changed}
