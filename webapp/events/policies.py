"""Who may come through the events' routes."""

from __future__ import annotations

from collections.abc import Mapping

from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events import access, lifecycle
from domain.events.admission import applications
from domain.events.entrance import checkers
from domain.events.entry import own_events
from domain.events.people import participants
from domain.events.policy import may_time
from domain.events.recurring import series_queries
from domain.events.results import finish
from webapp.kit.routing import Policy


async def _sees(person: Person, ids: Mapping[str, str]) -> None:
    await access.require_access(person, int(ids["event_id"]))


async def _organizes(person: Person, ids: Mapping[str, str]) -> None:
    if not await access.require_access(person, int(ids["event_id"])):
        raise NotFound


async def _reads_answers(person: Person, ids: Mapping[str, str]) -> None:
    sheet = await participants.get_sheet(person, int(ids["registration_id"]))
    if sheet.event_id != int(ids["event_id"]):
        raise NotFound


async def _holds_ticket(person: Person, ids: Mapping[str, str]) -> None:
    await own_events.get_ticket(int(ids["registration_id"]), person.id)


async def _decides(person: Person, ids: Mapping[str, str]) -> None:
    await applications.require_decider(person, await lifecycle.load(int(ids["event_id"]), lock=False))


async def _decides_on(person: Person, ids: Mapping[str, str]) -> None:
    card = await applications.get_application(person, int(ids["application_id"]))
    if card.event_id != int(ids["event_id"]):
        raise NotFound


async def _sees_series(person: Person, ids: Mapping[str, str]) -> None:
    await series_queries.get_series(int(ids["series_id"]), person)


async def _checks_in(person: Person, ids: Mapping[str, str]) -> None:
    await checkers.require_door(person, int(ids["event_id"]))


async def _times(person: Person, ids: Mapping[str, str]) -> None:
    await finish.require_line(person, int(ids["event_id"]))


async def _enters(person: Person, ids: Mapping[str, str]) -> None:
    if not may_time(person, await lifecycle.load(int(ids["event_id"]), lock=False)):
        raise NotFound


SEES_SERIES = Policy("who sees a date of the series", _sees_series)
SEES_EVENT = Policy("who sees the event", _sees)
ORGANIZER = Policy("organizer of the event", _organizes)
ANSWERS_READER = Policy("whose event the person registered for", _reads_answers)
DECIDER = Policy("who decides on the event's applications", _decides)
APPLICATION = Policy("who decides on that application", _decides_on)
TICKET_HOLDER = Policy("whose ticket it is", _holds_ticket)
CHECKER = Policy("who may check in at the event", _checks_in)
TIMER = Policy("who stands at the finish", _times)
RESULTS = Policy("who enters the event's results", _enters)
