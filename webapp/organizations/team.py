"""A club's own page: its team, who is asked to join it, and what a member can do."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from domain.accounts.errors import PersonNotKnown
from domain.accounts.people import find_by_username
from domain.errors import NotFound, Refusal
from domain.forms.form import Choice, Field, Form, Kind
from domain.organizations import team
from domain.organizations.errors import AlreadyInTeam, InvitedLately
from domain.organizations.policy import OWNER, ROLES
from domain.organizations.queries import get_invitation, get_organization, list_team, list_waiting
from webapp.kit import forms
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.visit import Visit

SIZE = 20
INVITE_FORM = Form(
    "organization-invite",
    (
        Field(
            "role",
            Kind.CHOICE,
            words="organization-page-role",
            choices=tuple(Choice(role, f"organization-role-{role}") for role in ROLES),
        ),
        Field("whom", Kind.PERSON, words="organization-page-whom", required=False, max=64),
    ),
)


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def _show(
    visit: Visit, *, filled: forms.Filled | None = None, link: str = "", toast: str = "", status: int = 200
) -> web.Response:
    card = await get_organization(visit.id("organization_id"), visit.person)
    offset = read_cursor(visit.query("offset"))
    part = part_of(await list_team(card.id, offset=offset, limit=SIZE + 1), SIZE)
    more = f"/org/clubs/{card.id}?offset={offset + SIZE}" if part.more else ""
    owns = card.own_role == OWNER
    shown = filled or forms.Filled(INVITE_FORM, {"role": "checker"}, visit.person.zone)
    return visit.page(
        "organizations/team_rows.html" if offset else "organizations/team.html",
        status=status,
        toast=toast,
        card=card,
        rows=part.rows,
        more=more,
        owns=owns,
        roles=ROLES,
        waiting=await list_waiting(card.id, now=visit.now) if owns else [],
        lines=shown.lines(visit.t) if owns else [],
        link=link,
        share_link=f"https://t.me/share/url?url={quote(link, safe='')}" if link else "",
    )


async def invite(visit: Visit) -> web.Response:
    """Somebody by their @name; without one, a link for one person."""
    filled, parsed = forms.read(visit, INVITE_FORM, {}, visit.person.zone, beside=set())
    if parsed.errors:
        return await _show(visit, filled=filled, status=422)
    organization_id, role, whom = visit.id("organization_id"), str(parsed.values["role"]), parsed.values.get("whom")
    if not whom:
        made = await team.invite_by_link(visit.person, organization_id, role, now=visit.now)
        return await _show(visit, link=visit.context.startapp_link(f"team_{made.token}"))
    try:
        person = await find_by_username(str(whom).rpartition("t.me/")[2])
        await team.invite(visit.person, organization_id, person, role, now=visit.now)
    except (PersonNotKnown, AlreadyInTeam, InvitedLately) as refused:
        errors: dict[str, Refusal] = {"whom": refused}
        again = forms.Filled(INVITE_FORM, {}, filled.zone, filled.sent, errors)
        return await _show(visit, filled=again, status=422)
    return await _show(visit, toast=visit.t("organization-invited-sent", name=person.name))


async def take_back(visit: Visit) -> web.Response:
    invitation_id = read_cursor(visit.said("invitation"))
    await team.take_back(visit.person, visit.id("organization_id"), invitation_id, now=visit.now)
    return await _show(visit, toast=visit.t("organization-taken-back"))


async def change_role(visit: Visit) -> web.Response:
    user_id, role = read_cursor(visit.said("person")), visit.said("role")
    organization_id = visit.id("organization_id")
    await team.change_role(visit.person, organization_id, user_id, role, now=visit.now)
    return visit.go(f"/org/clubs/{organization_id}", toast=visit.t("webapp-saved"))


async def remove(visit: Visit) -> web.Response:
    user_id, organization_id = read_cursor(visit.said("person")), visit.id("organization_id")
    await team.remove(visit.person, organization_id, user_id, now=visit.now)
    path = "/org/clubs" if user_id == visit.viewer.id else f"/org/clubs/{organization_id}"
    return visit.go(path, toast=visit.t("webapp-saved"))


async def leave(visit: Visit) -> web.Response:
    await team.leave(visit.person, visit.id("organization_id"), now=visit.now)
    return visit.go("/org/clubs", toast=visit.t("organization-left"))


async def invitation(visit: Visit) -> web.Response:
    card = await get_invitation(visit.person, visit.request.match_info["token"], now=visit.now)
    main = {"text": visit.t("organization-accept"), "action": "click:#accept"}
    return visit.page("organizations/invitation.html", card=card, main=main)


async def answer(visit: Visit) -> web.Response:
    token, said = visit.request.match_info["token"], visit.said("answer")
    if said == "no":
        await team.decline(visit.person, token, now=visit.now)
        return visit.go("/", toast=visit.t("organization-declined"))
    if said != "yes":
        raise NotFound
    organization_id = await team.accept(visit.person, token, now=visit.now)
    return visit.go(f"/org/clubs/{organization_id}", toast=visit.t("organization-welcome"))
