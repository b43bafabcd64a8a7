"""sendMessage and what all send methods share: may the bot write here, where does it go, who sees it."""

from __future__ import annotations

import time
from typing import Any

from sandbox.telegram import drafts
from sandbox.telegram.audience import viewers
from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.entities import formatted
from sandbox.telegram.errors import bad_request, forbidden
from sandbox.telegram.html_text import utf16_len
from sandbox.telegram.keyboards import checked_markup, is_inline
from sandbox.telegram.messages import add_post, api_message
from sandbox.telegram.records import Chat, Fields, Post
from sandbox.telegram.rich.message import kinds_in
from sandbox.telegram.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
JOIN_REQUEST_WINDOW_S = 300
EPHEMERAL_WITHIN_S = 15.0
# Kind of content → the permission it needs and Telegram's words when there is none.
SENDING = {
    "photo": ("can_send_photos", "photos"),
    "video": ("can_send_videos", "videos"),
    "animation": ("can_send_other_messages", "GIFs"),
    "audio": ("can_send_audios", "music"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "video_note": ("can_send_video_notes", "video notes"),
    "sticker": ("can_send_other_messages", "stickers"),
    "document": ("can_send_documents", "documents"),
    "poll": ("can_send_polls", "polls"),
    "rich_message": ("can_send_messages", "rich messages"),
}
QUOTED = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")


def writable_chat(call: Call, kinds: list[str] | None = None, *, counted: bool = True) -> Chat:
    """The chat, if the bot may write there (this kind of content); otherwise Telegram's own refusal."""
    world, chat = call.world, call.chat()
    if chat.type == "private":
        _check_private(world, chat)
    else:
        _check_group(world, chat, kinds or [])
    if counted:
        alone = (call.get("ephemeral_message_parameters") or call.fields).get("receiver_user_id")
        world.flood.check(alone or chat.id)
    return chat


def _check_private(world: World, chat: Chat) -> None:
    person = world.records.people[chat.id]
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not (chat.started or person.write_access or _asked_to_join(world, chat.id)):
        raise forbidden("bot can't initiate conversation with a user")


def _asked_to_join(world: World, person_id: int) -> bool:
    fresh = time.time() - JOIN_REQUEST_WINDOW_S
    requests = (chat.join_requests.get(person_id) for chat in world.records.chats.values())
    return any(request is not None and request.born >= fresh for request in requests)


def _check_group(world: World, chat: Chat, kinds: list[str]) -> None:
    member = chat.members[world.bot.id]
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not member.present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if member.is_admin:
        return
    if chat.type == "channel":
        raise bad_request("need administrator rights in the channel chat")
    allowed = member.permissions if member.status == "restricted" else chat.permissions
    if not allowed.get("can_send_messages", True):
        what = "rich" if "rich_message" in kinds else "text"
        raise bad_request(f"not enough rights to send {what} messages to the chat")
    for kind in kinds:
        permission, what = SENDING[kind]
        if not allowed.get(permission, True):
            raise bad_request(f"not enough rights to send {what} to the chat")


def checked_thread(call: Call, chat: Chat, replied: Post | None) -> int | None:
    thread: int | None = call.get("message_thread_id")
    if thread is None:
        thread = replied.thread if replied is not None else None
    elif thread not in chat.topics:
        raise bad_request("message thread not found")
    topic = chat.topics.get(thread) if thread is not None else None
    if topic is not None and topic.closed and not chat.members[call.world.bot.id].may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread


def checked_reply(call: Call, chat: Chat) -> Post | None:
    parameters: Fields = call.get("reply_parameters", {})
    target = parameters.get("message_id") or call.get("reply_to_message_id")
    if target is None:
        return _replied_to_person(call, chat, parameters)
    post = call.world.posts_by_id.get((chat.id, target))
    if post is not None and not post.deleted:
        return post
    if parameters.get("allow_sending_without_reply") or call.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _replied_to_person(call: Call, chat: Chat, parameters: Fields) -> Post | None:
    """What somebody has said to the bot alone; only an ephemeral message answers it, and only for a while."""
    number = parameters.get("ephemeral_message_id")
    if number is None:
        return None
    post = next((one for one in call.world.posts(chat.id) if one.ephemeral_id == number and not one.deleted), None)
    receiver = (call.get("ephemeral_message_parameters") or call.fields).get("receiver_user_id")
    if post is None or post.receiver != call.world.bot.id or post.sender != receiver:
        raise bad_request("message to be replied not found")
    return post


def ephemeral_place(call: Call, chat: Chat, replied: Post | None = None) -> Fields:
    """The receiver (and the message it takes the place of) when the message is for one person only."""
    parameters: Fields = call.get("ephemeral_message_parameters") or call.fields
    receiver = parameters.get("receiver_user_id")
    if receiver is None:
        return {}
    if chat.type not in ("group", "supergroup"):
        raise bad_request("ephemeral messages can be sent only in groups and supergroups")
    member = chat.members.get(receiver)
    if member is None or not member.present:
        raise bad_request("USER_NOT_PARTICIPANT")
    _check_asked_for(call.world, chat, parameters, replied)
    return {"receiver": receiver} | _replaced(call.world, parameters, receiver)


def _check_asked_for(world: World, chat: Chat, parameters: Fields, replied: Post | None) -> None:
    """An administrator writes to any member at any time; another bot within 15 seconds of what the person did."""
    query = world.queries.get(parameters.get("callback_query_id") or "")
    pressed = query is not None and time.monotonic() - query.born <= EPHEMERAL_WITHIN_S
    said = replied is not None and world.clock.unix() - replied.date <= EPHEMERAL_WITHIN_S
    if not (pressed or said or chat.members[world.bot.id].is_admin):
        raise bad_request("QUERY_ID_INVALID")


def _replaced(world: World, parameters: Fields, receiver: int) -> Fields:
    query_id = parameters.get("callback_query_id")
    if query_id is None:
        return {}
    query = world.queries.get(query_id)
    if query is None or query.person_id != receiver:
        raise bad_request("QUERY_ID_INVALID")
    post = world.posts_by_seq.get(query.post_seq or 0)
    if not parameters.get("replace_callback_query_message") or post is None:
        return {}
    if post.receiver is not None:
        raise bad_request("callback query message is ephemeral and must be edited instead")
    return {"replaces": post.message_id}


def deliver(call: Call, body: Fields, **more: Any) -> Fields:
    """Posts the body as the bot and returns the Message."""
    return deliver_all(call, [body], **more)[0]


def deliver_all(call: Call, bodies: list[Fields], **more: Any) -> list[Fields]:
    """Posts all or, when something is wrong, nothing: an album is never half sent."""
    world, chat = call.world, writable_chat(call, kinds_of(bodies))
    replied = checked_reply(call, chat)
    markup = checked_markup(call.markup, private=chat.type == "private", invoice="invoice" in bodies[0])
    place: Fields = {
        "thread": checked_thread(call, chat, replied),
        "reply_to": (replied.message_id or -(replied.ephemeral_id or 0)) if replied else None,
        "quote": checked_quote(call, replied),
        "markup": markup if is_inline(markup) else None,
        **ephemeral_place(call, chat, replied),
        **more,
    }
    drafts.drop(world, chat)
    posts = [add_post(world, chat, world.bot.id, protected(call, body), **place) for body in bodies]
    if markup is not None and not is_inline(markup):
        set_reply_keyboard(world, chat, markup, replied)
    return [api_message(world, post) for post in posts]


def kinds_of(bodies: list[Fields]) -> list[str]:
    """What each is first of all: an animation is a document as well. A rich message holds files of many kinds."""
    first = [kind for body in bodies if (kind := next((one for one in SENDING if one in body), None)) is not None]
    return first + [kind for body in bodies for kind in kinds_in(body)]


def protected(call: Call, body: Fields) -> Fields:
    return body | {"has_protected_content": True} if call.get("protect_content") is True else body


def checked_quote(call: Call, replied: Post | None) -> Fields | None:
    """The part of the answered message that is quoted; raises 400 when it is not there."""
    parameters: Fields = call.get("reply_parameters", {})
    if replied is None or not parameters.get("quote"):
        return None
    whole = str(replied.body.get("text") or replied.body.get("caption") or "")
    quoted, entities = formatted(
        parameters["quote"], parameters.get("quote_parse_mode"), parameters.get("quote_entities"), call.world.find_user
    )
    place = whole.find(quoted)
    if not quoted or place < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    kept = [entity for entity in entities if entity["type"] in QUOTED]
    quote: Fields = {"text": quoted, "position": utf16_len(whole[:place]), "is_manual": True}
    return quote | ({"entities": kept} if kept else {})


def set_reply_keyboard(world: World, chat: Chat, markup: Fields, replied: Post | None) -> None:
    """A selective keyboard is for the person replied to; any other for everybody in the chat."""
    people = [chat.id] if chat.type == "private" else [p for p in chat.members if p != world.bot.id]
    if markup.get("selective") and replied is not None:
        people = [replied.sender]
    for person_id in people:
        if "keyboard" in markup:
            chat.reply_keyboards[person_id] = markup
        elif markup.get("remove_keyboard"):
            chat.reply_keyboards.pop(person_id, None)
        keyboard = chat.reply_keyboards.get(person_id)
        world.hub.tell(person_id, {"type": "reply_keyboard", "chat": chat.id, "keyboard": keyboard})
    world.touch()


def text_body(world: World, text: str, mode: str | None, entities: list[Fields] | None) -> Fields:
    shown, found = formatted(text, mode, entities, world.find_user)
    if not shown:
        raise bad_request("message text is empty")
    if utf16_len(shown) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": shown} | ({"entities": found} if found else {})


def caption_body(world: World, fields: Fields) -> Fields:
    shown, found = formatted(
        fields.get("caption") or "", fields.get("parse_mode"), fields.get("caption_entities"), world.find_user
    )
    if utf16_len(shown) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return ({"caption": shown} if shown else {}) | ({"caption_entities": found} if found else {})


def send_message(call: Call) -> Fields:
    call.chat()
    return deliver(call, text_body(call.world, call.get("text", ""), call.get("parse_mode"), call.get("entities")))


def send_chat_action(call: Call) -> bool:
    chat = writable_chat(call, counted=False)
    action: Any = call.fields["action"]
    event = {"type": "typing", "chat": chat.id, "thread": call.get("message_thread_id"), "action": action}
    for person_id in viewers(chat):
        call.world.hub.tell(person_id, event | {"who": call.world.bot.name})
    return True


HANDLERS: HandlerTable = {"sendMessage": send_message, "sendChatAction": send_chat_action}
