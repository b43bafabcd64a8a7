"""Talk in the outbox: questions, answers, announcements and the room's lines, worded when they are sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.kit.rendering import Said
from bot.kit.screen import Bold, Italic, Press, Row, Screen, Text, Words, lines
from bot.spaces.posting import group_words, post
from domain.accounts.people import get_person
from domain.chat import copies
from domain.chat.conversations import ConversationCard, get_conversation
from domain.chat.mirror import waiting_lines
from domain.chat.queries import MessageCard, get_message
from domain.errors import NotFound
from domain.events.queries import EventCard, get_event_card, get_shared_card
from domain.notifications.ports import Call, CallResult, OutboxItem
from locales import Translator

LONGEST_POST = 3500


async def question(said: Said) -> Screen:
    """To the organizer, in private."""
    message, conversation = await _message(said)
    card = await get_event_card(conversation.event_id, await get_person(said.user_id))
    return question_screen(card, message, said.t)


def question_screen(card: EventCard, message: MessageCard, t: Translator) -> Screen:
    text = _quoted(t("chat-question-from", name=message.author_name), card, message, t("chat-reply-hint"))
    event: Row = [Press(t("chat-button-event"), "ev.card", (card.id,))]
    return Screen(text, keyboard=[[Press(t("chat-button-reply"), "ch.reply", (message.id,), style="primary")], event])


async def question_in_group(said: Said) -> list[Call]:
    message, conversation = await _message(said)
    card = await get_shared_card(conversation.event_id)
    t = await group_words(said)
    name = message.author_name.split(" ")[0]
    text = _quoted(t("chat-question-from", name=name), card, message, t("chat-reply-hint-in-group"))
    button = Press(t("chat-button-reply"), "ch.reply", (message.id,), anyone=True)
    return await post(said, Screen(text, keyboard=[[button]]), "questions")


async def answer(said: Said) -> Screen:
    """To the asker alone."""
    message, conversation = await _message(said)
    card = await get_event_card(conversation.event_id, await get_person(said.user_id))
    return answer_screen(card, message, said.t)


def answer_screen(card: EventCard, message: MessageCard, t: Translator) -> Screen:
    text = _quoted(t("chat-answer-from", name=message.author_name), card, message, None)
    rows: list[Row] = [
        [Press(t("chat-button-reply"), "ch.reply", (message.id,)), Press(t("chat-button-event"), "ev.card", (card.id,))]
    ]
    return Screen(text, keyboard=rows)


async def announcement(said: Said) -> Screen:
    """To each participant."""
    message, conversation = await _message(said)
    card = await get_event_card(conversation.event_id, await get_person(said.user_id))
    return announcement_screen(card, message, said.t)


def announcement_screen(card: EventCard, message: MessageCard, t: Translator) -> Screen:
    event: Row = [Press(t("chat-button-event"), "ev.card", (card.id,))]
    return Screen(_quoted(t("chat-announcement"), card, message, None), keyboard=[event])


async def announcement_in_group(said: Said) -> list[Call]:
    message, conversation = await _message(said)
    card = await get_shared_card(conversation.event_id)
    t = await group_words(said)
    return await post(said, Screen(_quoted(t("chat-announcement"), card, message, None)), "announcements")


def _quoted(head: str, card: EventCard, message: MessageCard, hint: str | None) -> Text:
    under: list[Words] = ["", Italic(hint)] if hint else []
    return lines(Bold(head), Italic(card.title), "", message.text, *under)


async def _message(said: Said) -> tuple[MessageCard, ConversationCard]:
    message = await get_message(said.params["message_id"])
    conversation = await get_conversation(message.conversation_id) if message else None
    if message is None or conversation is None:
        raise NotFound
    return message, conversation


async def room_lines(said: Said) -> list[Call] | None:
    """What was written in the app in one slot: as many lines to a message as fit."""
    waiting = await _waiting(said.chat_id, said.params)
    if not waiting:
        return None
    assert said.chat_id is not None
    t = await group_words(said)
    calls: list[Call] = []
    for part in _parts(waiting):
        spoken: list[Words] = [Text(Bold(line.author_name), ": ", line.text) for line in part]
        screen = Screen(lines(Italic(t("chat-from-app")), *spoken))
        calls += await post(said, screen, "companions")
    return calls


def _parts(waiting: list[MessageCard]) -> Iterator[list[MessageCard]]:
    part: list[MessageCard] = []
    for line in waiting:
        if part and sum(len(one.text) + len(one.author_name) + 3 for one in [*part, line]) > LONGEST_POST:
            yield part
            part = []
        part.append(line)
    yield part


async def _waiting(chat_id: int | None, params: dict[str, object]) -> list[MessageCard]:
    assert chat_id is not None and isinstance(params["conversation_id"], int)
    return await waiting_lines(chat_id, params["conversation_id"], datetime.fromisoformat(str(params["ends_at"])))


async def stands(item: OutboxItem, result: CallResult) -> None:
    """A reply to it will find the message. Letters have no number in a chat."""
    if isinstance(result, dict):
        await copies.remember(item.params["message_id"], result["chat"]["id"], result["message_id"])


async def room_lines_stand(item: OutboxItem, result: CallResult) -> None:
    """The group has been told up to the last line of the slot."""
    if isinstance(result, dict):
        chat_id = result["chat"]["id"]
        told = await _waiting(chat_id, item.params)
        if told:
            await copies.remember(told[-1].id, chat_id, result["message_id"])


SCREENS = {"chat-question": question, "chat-answer": answer, "chat-said": announcement}
CALLS = {
    "chat-question-in-group": question_in_group,
    "chat-said-in-group": announcement_in_group,
    "chat-room-lines": room_lines,
}
AFTER_SENT = {
    "chat-question": stands,
    "chat-question-in-group": stands,
    "chat-answer": stands,
    "chat-room-lines": room_lines_stand,
}
