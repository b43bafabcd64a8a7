"""Who may do what with an event. Pure: what is known of the person and the event comes in, yes or no goes out."""

from __future__ import annotations

from collections.abc import Collection

from domain.accounts.people import Person
from domain.errors import NotAllowed, NotFound
from domain.events.models import Event
from domain.organizations import policy as teams


def may_manage(person: Person, event: Event) -> bool:
    return holds(person, event.organizer_id, event.organization_id) or person.is_administrator


def holds(person: Person, organizer_id: int, organization_id: int | None) -> bool:
    """Whose event it is: who made it, or who manages the events of the organization that holds it."""
    if organization_id is None:
        return person.id == organizer_id
    return teams.manages_events(person, organization_id)


def may_check_in(person: Person, event: Event, *, is_checker: bool) -> bool:
    """At the door: who manages it, its organization's checkers, and who is named for it. They see names and numbers."""
    return is_checker or may_manage(person, event) or _works_as(person, event, teams.CHECKER)


def may_time(person: Person, event: Event) -> bool:
    """Who may enter results."""
    return times(person, event.organizer_id, event.organization_id)


def times(person: Person, organizer_id: int, organization_id: int | None) -> bool:
    """Results are entered by who manages the event and by its organization's timers."""
    is_timer = organization_id is not None and person.works_as(organization_id) == teams.TIMER
    return is_timer or holds(person, organizer_id, organization_id) or person.is_administrator


def require_timer(person: Person, event: Event) -> None:
    """Raises as for who manages it."""
    if not may_time(person, event):
        _refuse(event)


def _works_as(person: Person, event: Event, role: str) -> bool:
    return event.organization_id is not None and person.works_as(event.organization_id) == role


def require_manager(person: Person, event: Event) -> None:
    """Raises NotAllowed, or NotFound for an event that is not everybody's to know of."""
    if not may_manage(person, event):
        _refuse(event)


def require_organizer(person: Person, event: Event) -> None:
    """Also who keeps order in Forma is refused. Raises as above."""
    if not holds(person, event.organizer_id, event.organization_id):
        _refuse(event)


def _refuse(event: Event) -> None:
    raise NotAllowed if event.visibility == "public" and event.status != "draft" else NotFound


def may_read_answers(person: Person, event: Event) -> bool:
    """Telephones and the like were told to the organizer of this event, not to who keeps order in Forma."""
    return holds(person, event.organizer_id, event.organization_id)


def reviews_entries(person: Person, event: Event, *, is_reviewer: bool) -> bool:
    """Who decides on applications and sees what was handed in with them; who keeps order in Forma does not."""
    return is_reviewer or holds(person, event.organizer_id, event.organization_id)


def require_reader(person: Person, event: Event) -> None:
    """Raises NotFound."""
    if not may_read_answers(person, event):
        raise NotFound


def require_visible(*, public: bool, manages: bool, takes_part: bool, has_link: bool) -> None:
    """A private event does not exist for who neither manages it, nor takes part, nor came by its present link."""
    if not (public or manages or takes_part or has_link):
        raise NotFound


def require_player(person: Person, players: Collection[int], *, shown: bool) -> None:
    """A match is reported by the two who play it, once the bracket is shown. Raises NotFound."""
    if not shown or person.id not in players:
        raise NotFound
