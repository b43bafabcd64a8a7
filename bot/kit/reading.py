"""Reading an update: who said what where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aiogram.types import (
    CallbackQuery,
    Chat,
    ChatJoinRequest,
    ChatMemberUpdated,
    ChosenInlineResult,
    Message,
    Update,
    User,
)

from bot.kit.signing import ButtonSigner
from bot.kit.turn import Incoming
from domain.accounts.people import TelegramPerson

_UNREAD = ("reply_markup", "entities", "caption_entities")
"""Of a message whose button was pressed: most of it, and we said it ourselves."""


def parse_update(content: Mapping[str, Any]) -> Update:
    """Raises pydantic's ValidationError."""
    query = content.get("callback_query")
    if isinstance(query, dict) and isinstance(message := query.get("message"), dict):
        read = {name: value for name, value in message.items() if name not in _UNREAD}
        content = {**content, "callback_query": {**query, "message": read}}
    return Update.model_validate(content)


def read_update(update: Update, signer: ButtonSigner, bot_username: str) -> Incoming | None:
    """None for what no person of ours says. Raises ButtonForged for a button that was made for somebody else."""
    if update.callback_query:
        return _press(update.callback_query, signer)
    if update.message and update.message.from_user and _writes_as_group(update.message):
        return _anonymous(update.message, bot_username)
    if update.message and update.message.from_user and not update.message.from_user.is_bot:
        return _message(update.message, bot_username)
    if update.edited_message:
        return _edited(update.edited_message)
    if update.my_chat_member:
        return _member(update.my_chat_member, "my_chat_member")
    if update.chat_member:
        return _member(update.chat_member, "chat_member")
    if update.chat_join_request and not update.chat_join_request.from_user.is_bot:
        return _joining(update.chat_join_request)
    if update.chosen_inline_result and update.chosen_inline_result.inline_message_id:
        return _chosen(update.chosen_inline_result)
    return None


def person_of(user: User) -> TelegramPerson:
    return TelegramPerson(user.id, user.first_name, user.last_name or "", user.username, user.language_code)


def _press(query: CallbackQuery, signer: ButtonSigner) -> Incoming:
    chat = query.message.chat if query.message else None
    message = query.message if isinstance(query.message, Message) else None
    pressed = signer.read(query.data or "", person=query.from_user.id, chat=chat.id if chat else None)
    return Incoming(
        kind="press",
        person=person_of(query.from_user),
        chat_id=chat.id if chat else query.from_user.id,
        private=chat is not None and chat.type == "private",
        thread_id=_thread(message),
        word=pressed.action,
        args=pressed.args,
        message=message,
        query=query,
    )


def _joining(request: ChatJoinRequest) -> Incoming:
    """Who asks, by which link, where they can be written to, and by which query Telegram waits for an answer."""
    link = request.invite_link.invite_link if request.invite_link else ""
    return Incoming(
        kind="joining",
        person=person_of(request.from_user),
        chat_id=request.chat.id,
        private=False,
        args=(link, str(request.user_chat_id), request.query_id or ""),
    )


def _chosen(chosen: ChosenInlineResult) -> Incoming:
    """What was sent of an inline list: which card it became."""
    return Incoming(
        kind="chosen",
        person=person_of(chosen.from_user),
        chat_id=chosen.from_user.id,
        private=True,
        args=(chosen.result_id, chosen.inline_message_id or ""),
    )


def _message(message: Message, bot_username: str) -> Incoming | None:
    assert message.from_user is not None
    text = message.text or message.caption or ""
    kind, word, args = _kind(message), "", ""
    if kind == "text" and text.startswith("/"):
        word, args, mine = _command(text, bot_username)
        if not mine:
            return None
        kind = "command"
    if kind == "command" and word == "start":
        kind, word = "start", args.partition("_")[0] if "_" in args else args
        args = args.partition("_")[2] if "_" in args else ""
    if message.ephemeral_message_id and kind not in ("command", "start"):
        kind = "whisper"
    return Incoming(
        kind=kind,
        person=person_of(message.from_user),
        chat_id=message.chat.id,
        private=_is_private(message.chat),
        thread_id=_thread(message),
        word=word,
        args=(args,) if args else (),
        text=args if kind == "command" else text,
        message=message,
    )


def _edited(message: Message) -> Incoming | None:
    """Words that were changed in a group; in private a live location that moves. What was said there is answered."""
    author, text = message.from_user, message.text or message.caption
    if message.location and author is not None and not author.is_bot and _is_private(message.chat):
        return Incoming("moved", person_of(author), message.chat.id, private=True, message=message)
    if _is_private(message.chat) or author is None or author.is_bot or _writes_as_group(message):
        return None
    if text is None and not message.photo:
        return None
    return Incoming(
        kind="edited",
        person=person_of(author),
        chat_id=message.chat.id,
        private=False,
        thread_id=_thread(message),
        text=text or "",
        message=message,
    )


def _writes_as_group(message: Message) -> bool:
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


def _anonymous(message: Message, bot_username: str) -> Incoming | None:
    """A command of an administrator who hides behind the group: it is answered, though we cannot see who asks."""
    incoming = _message(message, bot_username)
    return replace(incoming, kind="anonymous") if incoming and incoming.kind == "command" else None


def _command(text: str, bot_username: str) -> tuple[str, str, bool]:
    head, _, args = text.partition(" ")
    word, _, addressee = head[1:].partition("@")
    return word.lower(), args.strip(), addressee.lower() in ("", bot_username.lower())


_SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "new_chat_title",
    "web_app_data",
    "successful_payment",
    "refunded_payment",
    "users_shared",
)
_CONTENT = ("photo", "location", "contact", "venue", "document", "voice", "video", "sticker", "web_app_data")


def _kind(message: Message) -> str:
    for name in _SERVICE:
        if getattr(message, name) is not None:
            return name
    if message.text:
        return "text"
    for name in _CONTENT:
        if getattr(message, name):
            return "location" if name == "venue" else name
    return "other"


def _member(change: ChatMemberUpdated, kind: str) -> Incoming:
    private = _is_private(change.chat)
    return Incoming(
        kind="my_chat_member_private" if private and kind == "my_chat_member" else kind,
        person=person_of(change.from_user),
        chat_id=change.chat.id,
        private=private,
        member=change,
    )


def _is_private(chat: Chat) -> bool:
    return chat.type == "private"


def _thread(message: Message | None) -> int | None:
    return message.message_thread_id if message and message.is_topic_message else None
