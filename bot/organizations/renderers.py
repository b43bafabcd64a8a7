"""What a team is told of."""

from __future__ import annotations

from bot.kit.rendering import Said
from bot.kit.screen import Screen
from bot.organizations.screens import invitation_screen, news_screen
from domain.accounts.people import get_person
from domain.organizations.errors import InvitationGone
from domain.organizations.queries import get_invitation, get_organization


async def invitation(said: Said) -> Screen | None:
    try:
        card = await get_invitation(await get_person(said.user_id), said.params["token"], now=said.now)
    except InvitationGone:
        return None
    return invitation_screen(card, said.t)


async def joined(said: Said) -> Screen | None:
    card = await get_organization(said.params["organization_id"], await get_person(said.user_id))
    who = await get_person(said.params["user_id"])
    if card.own_role is None:
        return None
    return news_screen(said.t("organization-joined", name=who.name, organization=card.name), card.id, said.t)


async def role_changed(said: Said) -> Screen | None:
    card = await get_organization(said.params["organization_id"], await get_person(said.user_id))
    if card.own_role is None:
        return None
    role = said.t(f"organization-role-{card.own_role}")
    words = said.t("organization-role-now", role=role, organization=card.name)
    return news_screen(words, card.id, said.t)


async def removed(said: Said) -> Screen | None:
    card = await get_organization(said.params["organization_id"], await get_person(said.user_id))
    if card.own_role is not None:
        return None
    return news_screen(said.t("organization-removed", organization=card.name), None, said.t)


SCREENS = {
    "organization-invitation": invitation,
    "organization-joined": joined,
    "organization-role": role_changed,
    "organization-removed": removed,
}
