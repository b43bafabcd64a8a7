"""Who may come through the organizations' routes."""

from __future__ import annotations

from collections.abc import Mapping

from domain.accounts.people import Person
from domain.organizations.policy import require_member, require_owner
from webapp.kit.routing import Policy


async def _works_there(person: Person, ids: Mapping[str, str]) -> None:
    require_member(person, int(ids["organization_id"]))


async def _owns_it(person: Person, ids: Mapping[str, str]) -> None:
    require_owner(person, int(ids["organization_id"]))


TEAM = Policy("the organization's team", _works_there)
OWNER = Policy("owner of the organization", _owns_it)
