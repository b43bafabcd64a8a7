"""Clubs and federations: one's own, a new one, changing one."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from domain.errors import Refusal
from domain.forms.form import JsonValue
from domain.forms.photos import require_own_pictures
from domain.organizations import founding
from domain.organizations.errors import ContactUnfit, NameTooShort
from domain.organizations.form import ORGANIZATION_FORM, said_in
from domain.organizations.queries import OrganizationCard, get_organization, list_own
from webapp.kit import forms
from webapp.kit.visit import Visit

_ABOUT: dict[type[Refusal], str] = {ContactUnfit: "contact", NameTooShort: "name"}
_FIRST_ANSWERS: dict[str, JsonValue] = {"kind": "club"}


async def mine(visit: Visit) -> web.Response:
    rows = await list_own(visit.person)
    main = {"text": visit.t("organization-new"), "action": "go:/org/clubs/new"}
    return visit.page("organizations/clubs.html", rows=rows, main=main)


async def new(visit: Visit) -> web.Response:
    return _show(visit, forms.Filled(ORGANIZATION_FORM, _FIRST_ANSWERS, visit.person.zone))


async def create(visit: Visit) -> web.Response:
    return await _keep(visit, None)


async def edit(visit: Visit) -> web.Response:
    card = await get_organization(visit.id("organization_id"), visit.person)
    return _show(visit, forms.Filled(ORGANIZATION_FORM, card.to_answers(), visit.person.zone), organization_id=card.id)


async def save(visit: Visit) -> web.Response:
    return await _keep(visit, await get_organization(visit.id("organization_id"), visit.person))


async def _keep(visit: Visit, card: OrganizationCard | None) -> web.Response:
    before = card.to_answers() if card else {}
    organization_id = card.id if card else 0
    filled, parsed = forms.read(visit, ORGANIZATION_FORM, before, visit.person.zone, beside=set())
    if parsed.errors:
        return _show(visit, filled, status=422, organization_id=organization_id)
    await require_own_pictures(visit.viewer.id, ORGANIZATION_FORM, parsed.values, before)
    try:
        said = said_in(parsed.values, cover_file_id=_cover(parsed.values))
    except (ContactUnfit, NameTooShort) as refused:
        errors: dict[str, Refusal] = {_ABOUT[type(refused)]: refused}
        again = forms.Filled(ORGANIZATION_FORM, before, filled.zone, filled.sent, errors)
        return _show(visit, again, status=422, organization_id=organization_id)
    if card:
        await founding.edit(visit.person, card.id, said, now=visit.now)
        return visit.go(f"/org/clubs/{card.id}", toast=visit.t("webapp-saved"))
    made = await founding.found(visit.person, said, now=visit.now)
    return visit.go(f"/org/clubs/{made.id}", toast=visit.t("organization-page-founded"))


def _cover(answers: Mapping[str, JsonValue]) -> int | None:
    cover = answers.get("cover")
    return int(str(cover["id"])) if isinstance(cover, Mapping) else None


def _show(visit: Visit, filled: forms.Filled, *, status: int = 200, organization_id: int = 0) -> web.Response:
    return visit.page(
        "organizations/editing.html",
        status=status,
        lines=filled.lines(visit.t),
        organization_id=organization_id,
        main={"text": visit.t("webapp-save"), "action": "submit:#organization"},
    )
