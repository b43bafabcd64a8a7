"""Talk about an event: its room, questions to its organizer, and what the organizer announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import database
from domain.accounts.people import Person
from domain.chat import mirror, photos
from domain.chat.conversations import ConversationCard, get_conversation, questions_of, room_of
from domain.chat.errors import RoomIsForParticipants
from domain.chat.messages import LIMIT, hold, revised, say
from domain.chat.queries import MessageCard, Page, get_message, message_page
from domain.errors import NotAllowed, NotFound
from domain.events.addressee import told_for
from domain.events.entry.statuses import OWN_LIVE
from domain.events.group import managed_event
from domain.events.models import Event
from domain.events.policy import may_manage
from domain.events.queries import EventCard, get_event_card
from domain.forms.texts import clean_lines
from domain.notifications import outbox, pace
from domain.notifications.rules import Topic
from domain.spaces.queries import SpaceCard, linked_spaces
from domain.spaces.topics import thread_of


async def room_page(event_id: int, viewer: Person, *, before: int | None = None, limit: int = 50) -> Page:
    """Raises NotFound, RoomIsForParticipants."""
    await require_room(viewer, event_id)
    found = await database.fetchval(
        "SELECT id FROM conversations WHERE kind = 'room' AND subject = $1", f"event:{event_id}"
    )
    return await message_page(found, before=before, limit=limit) if found else Page([], None)


async def require_room(person: Person, event_id: int) -> EventCard:
    """Raises NotFound, RoomIsForParticipants."""
    card = await get_event_card(event_id, person)
    if card.own_status is None and not card.manages:
        raise RoomIsForParticipants
    return card


async def post_to_room(person: Person, event_id: int, text: str, *, now: datetime) -> MessageCard:
    """Written in the mini-app; the linked groups read it within seconds. Raises as `room_page` and `say`."""
    await require_room(person, event_id)
    room = await room_of(f"event:{event_id}", now=now)
    message_id = await say(person, room, text, "app", now=now)
    chats = [space.chat_id for space in await linked_spaces(room.subject)]
    await mirror.plan(chats, room.id, message_id, now=now)
    return await _message(message_id)


async def hear(person: Person, event_id: int, text: str, *, now: datetime) -> int:
    """Written in the linked group, where the group decides who may write: it appears in the room."""
    room = await room_of(f"event:{event_id}", now=now)
    return await say(person, room, text, "group", now=now)


async def hear_photo(person: Person, event_id: int, photo: photos.Shown, *, now: datetime) -> int:
    """A photo in the linked group: it appears in the room, with the others of its album."""
    room = await room_of(f"event:{event_id}", now=now)
    return await photos.show(person, room, photo, now=now)


async def hear_change(person: Person, message_id: int, telegram_message_id: int, text: str, *, now: datetime) -> None:
    """Its author has changed in the group what the room shows too. Anything else is none of the room's business."""
    message = await get_message(message_id)
    room = await get_conversation(message.conversation_id) if message else None
    if message is None or room is None or room.kind != "room":
        return
    if message.origin != "group" or message.author_id != person.id:
        return
    words = clean_lines(text)[:LIMIT]
    await hold(room)
    if message.photos:
        await photos.change_caption(message.id, telegram_message_id, words)
    elif words and words != message.text:
        await database.execute("UPDATE messages SET text = $2 WHERE id = $1", message.id, words)
    else:
        return
    await revised(message.id, room, edited_at=now)


async def ask_organizer(person: Person, event_id: int, text: str, *, now: datetime) -> int:
    """The question goes to the questions topic of the linked group, else to the organizer's private chat."""
    card = await get_event_card(event_id, person)
    conversation = await questions_of(f"event:{event_id}", person.id, now=now)
    message_id = await say(person, conversation, text, "private", now=now)
    told = await told_for(card.organizer_id, card.organization_id)
    await _tell_organizer(told, conversation, message_id, now=now)
    return message_id


async def ask_participant(person: Person, event_id: int, user_id: int, text: str, *, now: datetime) -> int:
    """The organizers' question to somebody who applied, in the talk that their own question would be in."""
    conversation = await questions_of(f"event:{event_id}", user_id, now=now)
    message_id = await say(person, conversation, text, "private", now=now)
    params, key = {"message_id": message_id}, f"chat-answer:{message_id}"
    await outbox.notify(user_id, "chat-answer", params=params, dedupe_key=key, now=now)
    return message_id


async def question_place(event_id: int) -> SpaceCard | None:
    """The group in which questions about the event are read; None: the organizer's private chat."""
    if await database.fetchval("SELECT notices = 'private' FROM events WHERE id = $1", event_id):
        return None
    for space in await linked_spaces(f"event:{event_id}"):
        if await thread_of(space.chat_id, "questions") is not None:
            return space
    return None


async def _tell_organizer(organizer_id: int, conversation: ConversationCard, message_id: int, *, now: datetime) -> None:
    space = await question_place(conversation.event_id)
    params, key = {"message_id": message_id}, f"chat-question:{message_id}"
    if space is None:
        await outbox.notify(organizer_id, "chat-question", params=params, dedupe_key=key, now=now)
    else:
        await outbox.tell_chat(space.chat_id, "chat-question-in-group", params=params, dedupe_key=key, now=now)


async def question_of(person: Person, message_id: int) -> tuple[ConversationCard, Event]:
    """The question that a message belongs to, for its asker and for who manages the event; NotFound for others."""
    message = await get_message(message_id)
    conversation = await get_conversation(message.conversation_id) if message else None
    if conversation is None or conversation.kind != "question":
        raise NotFound
    event = await Event.get_or_none(id=conversation.event_id)
    if event is None or not (conversation.asker_id == person.id or may_manage(person, event)):
        raise NotFound
    return conversation, event


@dataclass(frozen=True, slots=True)
class Replied:
    """`reader` is `asker` or `organizer`."""

    reader: str
    message_id: int


async def reply(person: Person, message_id: int, text: str, origin: str, *, now: datetime) -> Replied:
    """Answer a message of a question: the organizer's words go to the asker alone, the asker's to the organizer.

    Raises NotFound for anybody else.
    """
    conversation, event = await question_of(person, message_id)
    said = await say(person, conversation, text, origin, now=now)
    if person.id == conversation.asker_id:
        told = await told_for(event.organizer_id, event.organization_id)
        await _tell_organizer(told, conversation, said, now=now)
        return Replied("organizer", said)
    assert conversation.asker_id is not None
    params, key = {"message_id": said}, f"chat-answer:{said}"
    await outbox.notify(conversation.asker_id, "chat-answer", params=params, dedupe_key=key, now=now)
    return Replied("asker", said)


async def announce(person: Person, event_id: int, text: str, *, now: datetime) -> int:
    """The organizer's word to everybody: in the room, and in the announcements topic of the linked groups."""
    event = await managed_event(person, event_id)
    room = await room_of(f"event:{event.id}", now=now)
    message_id = await say(person, room, text, "private", now=now)
    for space in await linked_spaces(room.subject):
        params, key = {"message_id": message_id}, f"chat-said:{message_id}:{space.chat_id}"
        await outbox.tell_chat(space.chat_id, "chat-said-in-group", params=params, dedupe_key=key, now=now)
    return message_id


async def event_of_message(message_id: int) -> int:
    """Raises NotFound."""
    room = await get_conversation((await _message(message_id)).conversation_id)
    if room is None:
        raise NotFound
    return room.event_id


async def send_to_participants(person: Person, message_id: int, *, way: str | None = None, now: datetime) -> int:
    """Send an announcement to each participant too, once; how many there are.

    Raises NotFound, NotAllowed, SaidTooMuch. With `way`, only to those who take part on site, or online.
    """
    message = await _message(message_id)
    room = await get_conversation(message.conversation_id)
    if room is None or room.kind != "room":
        raise NotFound
    event = await managed_event(person, room.event_id)
    if message.author_id is None or message.origin != "private":
        raise NotAllowed
    rows = await database.fetch(
        "SELECT r.user_id FROM registrations r JOIN places h ON h.id = r.place_id "
        "JOIN event_ways w ON w.pool_id = h.pool_id "
        f"WHERE r.event_id = $1 AND {OWN_LIVE} AND r.user_id <> $2 AND ($3::text IS NULL OR w.way = $3)",
        *(event.id, person.id, way),
    )
    people = [row["user_id"] for row in rows]
    await pace.require(person.id, f"letters:{event.id}", pace.LETTERS, now=now)
    await outbox.notify_all(
        people,
        "chat-said",
        params={"message_id": message_id},
        topic=Topic.EVENTS,
        subject=f"event:{event.id}",
        dedupe_key=f"chat-said:{message_id}",
        now=now,
    )
    return len(people)


async def _message(message_id: int) -> MessageCard:
    message = await get_message(message_id)
    if message is None:
        raise NotFound
    return message
