"""Who may do what with an event. Pure: what is known of the person and the event comes in, yes or no goes out."""

from __future__ import annotations

from domain.accounts.people import Person
from domain.errors import NotAllowed, NotFound
from domain.events.models import Event


def may_manage(person: Person, event: Event) -> bool:
    return event.organizer_id == person.id or person.is_administrator


def require_manager(person: Person, event: Event) -> None:
    """Raises NotAllowed, or NotFound for an event that is not everybody's to know of."""
    if may_manage(person, event):
        return
    raise NotAllowed if event.visibility == "public" and event.status != "draft" else NotFound


def may_read_answers(person: Person, event: Event) -> bool:
    """Telephones and the like were told to the organizer of this event, not to who keeps order in Forma."""
    return bool(event.organizer_id == person.id)


def require_reader(person: Person, event: Event) -> None:
    """Raises NotFound."""
    if not may_read_answers(person, event):
        raise NotFound


def require_visible(*, public: bool, manages: bool, takes_part: bool, has_link: bool) -> None:
    """A private event does not exist for who neither manages it, nor takes part, nor came by its present link."""
    if not (public or manages or takes_part or has_link):
        raise NotFound


def may_check_in(person: Person, event: Event, *, is_checker: bool) -> bool:
    """At the door: who manages the event, and whom the organizer has named for it. They see names and numbers alone."""
    return is_checker or may_manage(person, event)
