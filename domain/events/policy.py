"""Who may do what with an event. Pure: what is known of the person and the event comes in, yes or no goes out."""

from __future__ import annotations

from collections.abc import Collection

from domain.accounts.people import Person
from domain.errors import NotAllowed, NotFound
from domain.events.models import Event


def may_manage(person: Person, event: Event) -> bool:
    return event.organizer_id == person.id or person.is_administrator


def require_manager(person: Person, event: Event) -> None:
    """Raises NotAllowed, or NotFound for an event that is not everybody's to know of."""
    if not may_manage(person, event):
        _refuse(event)


def require_organizer(person: Person, event: Event) -> None:
    """Also who keeps order in Forma is refused. Raises as above."""
    if event.organizer_id != person.id:
        _refuse(event)


def _refuse(event: Event) -> None:
    raise NotAllowed if event.visibility == "public" and event.status != "draft" else NotFound


def may_read_answers(person: Person, event: Event) -> bool:
    """Telephones and the like were told to the organizer of this event, not to who keeps order in Forma."""
    return bool(event.organizer_id == person.id)


def reviews_entries(person: Person, event: Event, *, is_reviewer: bool) -> bool:
    """Who decides on applications and sees what was handed in with them; who keeps order in Forma does not."""
    return is_reviewer or event.organizer_id == person.id


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
