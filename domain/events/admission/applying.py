"""An application: somebody has a place, and takes part once an organizer says yes."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.agenda import agenda
from domain.events import announcements
from domain.events.addressee import told_for
from domain.events.admission.documents import PURPOSE
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.people.notices import applications_place
from domain.notifications import outbox

REMINDER = "event-applications"
DAY = timedelta(days=1)


async def ask_for(event: Event, user_id: int, registration_id: int, *, now: datetime) -> int:
    """The application's id. Who decides is told: in the group's topic where there is one, else each in private."""
    application_id: int = await database.fetchval(
        "INSERT INTO applications (registration_id, event_id, user_id, state, asked_at, reason) "
        "VALUES ($1, $2, $3, 'waiting', $4, '') RETURNING id",
        *(registration_id, event.id, user_id, now),
    )
    await show_cards(event, application_id, now=now)
    await agenda.plan_once(REMINDER, str(event.id), now + DAY)
    database.publish(f"event:{event.id}")
    return application_id


async def remind(event_id: int, *, now: datetime) -> datetime | None:
    """What the agenda asks for: those who decide hear once a day of what still waits. When to ask again."""
    event = await load(event_id)
    waiting = await database.fetchval(
        "SELECT count(*) FROM applications WHERE event_id = $1 AND state = 'waiting'", event_id
    )
    if not waiting or event.status not in ("published", "registration_open", "running"):
        return None
    for user_id in await deciders(event):
        await announcements.tell(user_id, "application-reminder", event.id, now=now)
    return now + DAY


async def withdraw(event: Event, registration_id: int, *, now: datetime) -> None:
    """Nobody has to decide any more; nothing happens where somebody has."""
    application_id = await database.fetchval(
        "UPDATE applications SET state = 'withdrawn' WHERE registration_id = $1 AND state = 'waiting' RETURNING id",
        registration_id,
    )
    if application_id is not None:
        await show_cards(event, application_id, now=now)


async def show_cards(event: Event, application_id: int, *, now: datetime) -> None:
    """New ones where there are none yet; those that there are change."""
    params = {"application_id": application_id}
    shown = await database.fetch("SELECT chat_id FROM application_cards WHERE application_id = $1", application_id)
    space = await applications_place(event, now=now)
    chats = {row["chat_id"] for row in shown if row["chat_id"] < 0} | ({space.chat_id} if space else set())
    for chat_id in chats:
        await outbox.tell_chat(chat_id, "application-card-in-group", params=params, now=now)
    people = await deciders(event) if space is None else await _shown_to(application_id)
    await outbox.notify_all(people, "application-card", params=params, now=now)


async def document_came(document_id: int, *, now: datetime) -> None:
    """Or will never come: who decides reads of it on the cards that they have."""
    rows = await database.fetch(
        "SELECT a.id, a.event_id FROM document_uses u JOIN applications a ON a.registration_id = u.subject_id "
        "WHERE u.document_id = $1 AND u.purpose = $2 AND u.ended_at IS NULL AND a.state = 'waiting' "
        "ORDER BY a.event_id, a.id",
        *(document_id, PURPOSE),
    )
    for row in rows:
        await show_cards(await load(row["event_id"]), row["id"], now=now)


async def deciders(event: Event) -> list[int]:
    """The organizer, and those who help."""
    rows = await database.fetch("SELECT user_id FROM event_reviewers WHERE event_id = $1 ORDER BY id", event.id)
    organizer_id = await told_for(event.organizer_id, event.organization_id)
    return list(dict.fromkeys([organizer_id, *(row["user_id"] for row in rows)]))


async def _shown_to(application_id: int) -> list[int]:
    rows = await database.fetch(
        "SELECT u.id FROM application_cards c JOIN users u ON u.telegram_id = c.chat_id WHERE c.application_id = $1",
        application_id,
    )
    return [row["id"] for row in rows]


async def note_card(application_id: int, chat_id: int, message_id: int) -> None:
    """Where it stands now."""
    await database.execute(
        "INSERT INTO application_cards (application_id, chat_id, message_id) VALUES ($1, $2, $3) "
        "ON CONFLICT (application_id, chat_id) DO UPDATE SET message_id = excluded.message_id",
        *(application_id, chat_id, message_id),
    )


async def card_in(application_id: int, chat_id: int) -> int | None:
    message_id: int | None = await database.fetchval(
        "SELECT message_id FROM application_cards WHERE application_id = $1 AND chat_id = $2", application_id, chat_id
    )
    return message_id
