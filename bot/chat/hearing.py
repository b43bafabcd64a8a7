"""What is written in a linked group: the organizer's replies to questions, and talk that the room shows too."""

from __future__ import annotations

from bot.events import album
from bot.events.faq import offer_faq
from bot.kit.screen import Screen
from bot.kit.turn import Reply, Turn
from domain.chat import copies
from domain.chat.messages import LIMIT
from domain.chat.photos import Shown
from domain.errors import NotFound
from domain.events.talking import talk
from domain.spaces.queries import SpaceCard, get_space
from domain.spaces.topics import thread_of


async def heard(turn: Turn) -> Reply:
    """Any text in a group that we can see. People who are blocked here are not carried further."""
    space = await get_space(turn.chat_id)
    if space is None or space.event_id is None or turn.person.status == "blocked" or not turn.text.strip():
        return None
    answered = await _organizers_reply(turn)
    if answered is not None:
        return answered
    if await _in_room(turn, space) and not _is_shared(turn):
        await _mirror(turn, space.event_id)
    return None


async def seen(turn: Turn) -> Reply:
    """A photo in a group that we can see, with or without words under it."""
    space, message = await get_space(turn.chat_id), turn.incoming.message
    assert message is not None
    if space is None or space.event_id is None or turn.person.status == "blocked" or not message.photo:
        return None
    if _is_shared(turn):
        return None
    if await album.is_in_topic(turn, space):
        await album.seen(turn, space.event_id)
    elif await _in_room(turn, space):
        photo = Shown(message.photo[-1].file_id, message.message_id, turn.text, message.media_group_id)
        message_id = await talk.hear_photo(turn.person, space.event_id, photo, now=turn.now)
        await copies.remember(message_id, turn.chat_id, message.message_id)
    return None


async def changed(turn: Turn) -> Reply:
    """Words or a caption that their author has changed: the room follows."""
    message = turn.incoming.message
    assert message is not None
    original = await copies.find_original(turn.chat_id, message.message_id)
    if original is not None and turn.person.status != "blocked":
        await talk.hear_change(turn.person, original, message.message_id, turn.text, now=turn.now)
    if message.photo and turn.person.status != "blocked":
        await album.changed(turn)
    return None


async def _organizers_reply(turn: Turn) -> Screen | None:
    """Only the organizer's reply to a question goes to its asker; what others reply stays in the group."""
    message = turn.incoming.message
    quoted = message.reply_to_message if message else None
    original = await copies.find_original(turn.chat_id, quoted.message_id) if quoted else None
    if original is None:
        return None
    try:
        conversation, _ = await talk.question_of(turn.person, original)
    except NotFound:
        return None
    if conversation.asker_id == turn.person.id:
        return None
    said = await talk.reply(turn.person, original, turn.text[:LIMIT], "group", now=turn.now)
    return Screen(turn.t("chat-reply-sent-to-asker"), keyboard=offer_faq(said.message_id, turn.t))


async def _in_room(turn: Turn, space: SpaceCard) -> bool:
    """The companions' topic; without one, the group as a whole."""
    return turn.incoming.thread_id == await thread_of(space.chat_id, "companions")


def _is_shared(turn: Turn) -> bool:
    """A card from some bot's inline mode: without its buttons it is noise in the room."""
    return turn.incoming.message is not None and turn.incoming.message.via_bot is not None


async def _mirror(turn: Turn, event_id: int) -> None:
    assert turn.incoming.message is not None
    message_id = await talk.hear(turn.person, event_id, turn.text[:LIMIT], now=turn.now)
    await copies.remember(message_id, turn.chat_id, turn.incoming.message.message_id)
