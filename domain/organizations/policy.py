"""What each role of a team may do. Pure: the person brings their roles along."""

from __future__ import annotations

from typing import Final

from domain.accounts.people import Person
from domain.errors import NotFound

OWNER, MANAGER, CHECKER, TIMER = "owner", "manager", "checker", "timer"
ROLES: Final = (OWNER, MANAGER, CHECKER, TIMER)
MANAGING: Final = frozenset({OWNER, MANAGER})


def manages_events(person: Person, organization_id: int | None) -> bool:
    return person.works_as(organization_id) in MANAGING


def managed_by(person: Person) -> list[int]:
    """The organizations whose events they manage."""
    return sorted(team for team, role in person.teams if role in MANAGING)


def checked_by(person: Person) -> list[int]:
    """The organizations at whose doors they check people in."""
    return sorted(team for team, role in person.teams if role in (*MANAGING, CHECKER))


def timed_by(person: Person) -> list[int]:
    """The organizations for whose events they enter results."""
    return sorted(team for team, role in person.teams if role in (*MANAGING, TIMER))


def require_member(person: Person, organization_id: int) -> None:
    """Raises NotFound."""
    if person.works_as(organization_id) is None:
        raise NotFound


def require_owner(person: Person, organization_id: int) -> None:
    """Raises NotFound."""
    if person.works_as(organization_id) != OWNER:
        raise NotFound
