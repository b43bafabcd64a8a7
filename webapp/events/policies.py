"""Who may come through the events' routes."""

from __future__ import annotations

from collections.abc import Mapping

from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events import checkers, participants, queries
from webapp.kit.routing import Policy


async def _sees(person: Person, ids: Mapping[str, str]) -> None:
    await queries.require_access(person, int(ids["event_id"]))


async def _organizes(person: Person, ids: Mapping[str, str]) -> None:
    if not await queries.require_access(person, int(ids["event_id"])):
        raise NotFound


async def _reads_answers(person: Person, ids: Mapping[str, str]) -> None:
    sheet = await participants.get_sheet(person, int(ids["registration_id"]))
    if sheet.event_id != int(ids["event_id"]):
        raise NotFound


async def _holds_ticket(person: Person, ids: Mapping[str, str]) -> None:
    await queries.get_ticket(int(ids["registration_id"]), person.id)


async def _checks_in(person: Person, ids: Mapping[str, str]) -> None:
    await checkers.require_door(person, int(ids["event_id"]))


SEES_EVENT = Policy("who sees the event", _sees)
ORGANIZER = Policy("organizer of the event", _organizes)
ANSWERS_READER = Policy("whose event the person registered for", _reads_answers)
TICKET_HOLDER = Policy("whose ticket it is", _holds_ticket)
CHECKER = Policy("who may check in at the event", _checks_in)
