"""What people do with messages: write, send, edit, delete."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.anonymity import voice_of
from sandbox.telegram.audience import viewers
from sandbox.telegram.commands import commands_for
from sandbox.telegram.entities import formatted
from sandbox.telegram.errors import SimError
from sandbox.telegram.guest import summon
from sandbox.telegram.html_text import utf16_len
from sandbox.telegram.membership import set_private_status
from sandbox.telegram.messages import add_post, remove, replace_body, tell_bot
from sandbox.telegram.records import Chat, Fields, Person, Post
from sandbox.telegram.world import World

GENERAL = 1
# The permission each kind of content needs in a group.
SENDING = {
    "photo": "can_send_photos",
    "video": "can_send_videos",
    "animation": "can_send_other_messages",
    "sticker": "can_send_other_messages",
    "audio": "can_send_audios",
    "voice": "can_send_voice_notes",
    "video_note": "can_send_video_notes",
    "document": "can_send_documents",
    "poll": "can_send_polls",
}
CAPTIONED = ("photo", "video", "animation", "document", "audio", "voice")
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def say(
    world: World, person: Person, chat: Chat, text: str, *, thread: int | None = None, reply_to: int | None = None
) -> Post:
    shown, entities = formatted(text, None, None, world.find_user)
    if not shown:
        raise SimError("an empty message cannot be sent")
    if utf16_len(shown) > LONGEST_TEXT:
        raise SimError("the message is longer than 4096", "Telegram's clients would split it")
    body: Fields = {"text": shown} | ({"entities": entities} if entities else {})
    secret = is_ephemeral_command(world, chat, person, shown)
    return post_as(world, person, chat, body, thread=thread, reply_to=reply_to, ephemeral=secret)


def caption_body(world: World, caption: str) -> Fields:
    shown, entities = formatted(caption, None, None, world.find_user)
    if utf16_len(shown) > LONGEST_CAPTION:
        raise SimError(f"the caption is longer than {LONGEST_CAPTION}")
    return {"caption": shown} | ({"caption_entities": entities} if entities else {})


def is_ephemeral_command(world: World, chat: Chat, person: Person, text: str) -> bool:
    if chat.type == "private" or not text.startswith("/"):
        return False
    word = text[1:].split(maxsplit=1)[0].split("@")[0]
    return any(c["command"] == word and c.get("is_ephemeral") for c in commands_for(world, chat, person.id))


def start(world: World, person: Person, payload: str = "") -> Post:
    """The START button, or a `?start=` link."""
    return say(world, person, world.private_chat(person), f"/start {payload}".strip())


def post_as(
    world: World,
    person: Person,
    chat: Chat,
    body: Fields,
    *,
    thread: int | None = None,
    reply_to: int | None = None,
    ephemeral: bool = False,
    **more: Any,
) -> Post:
    """Posts the body as the person and tells the bot; raises SimError when the person may not write there.

    A reply to an ephemeral message (a negative number) is one itself: the bot alone reads it.
    """
    _check_may_write(world, person, chat, thread, body)
    if thread == GENERAL:
        thread = None
    answered = find_post(world, chat, person, reply_to) if reply_to is not None and reply_to < 0 else None
    secret = ephemeral or answered is not None
    place: dict[str, Any] = {"receiver": world.bot.id} if secret else {}
    _hide_one_time_keyboard(world, chat, person)
    place |= voice_of(chat, person) | more
    post = add_post(world, chat, person.id, body, thread=thread, reply_to=reply_to, **place)
    chat.read[f"{person.id}:{thread or 0}"] = post.seq
    if tell_bot(world, post) is None and not ephemeral:
        summon(world, post)
    return post


def _check_may_write(world: World, person: Person, chat: Chat, thread: int | None, body: Fields) -> None:
    if chat.type == "private":
        _open_private(world, chat, str(body.get("text", "")))
        return
    member = chat.members.get(person.id)
    if member is None or not member.present:
        raise SimError(f"{person.key} is not in this chat", "POST /sim/join")
    allowed = member.permissions if member.status == "restricted" else chat.permissions
    if not member.is_admin and not allowed.get("can_send_messages", True):
        raise SimError(f"{person.key} may not write in this chat")
    kind = next((kind for kind in SENDING if kind in body), None)
    if not member.is_admin and kind is not None and not allowed.get(SENDING[kind], True):
        raise SimError(f"{person.key} may not send this kind of message here", SENDING[kind])
    if chat.type == "channel" and not member.is_admin:
        raise SimError("only administrators write in a channel")
    if thread is not None and thread not in chat.topics:
        raise SimError(f"there is no topic {thread}")
    if thread is not None and chat.topics[thread].closed and not member.is_admin:
        raise SimError("the topic is closed")


def _open_private(world: World, chat: Chat, text: str) -> None:
    if not chat.with_bot:
        return
    if chat.blocked and not text.startswith("/start"):
        raise SimError("the bot is blocked by this person", "POST /sim/block with blocked: false, or /start")
    if chat.blocked:
        set_private_status(world, chat, blocked=False)
    chat.started = True


def _hide_one_time_keyboard(world: World, chat: Chat, person: Person) -> None:
    keyboard = chat.reply_keyboards.get(person.id)
    if keyboard is not None and keyboard.get("one_time_keyboard"):
        del chat.reply_keyboards[person.id]
        world.hub.tell(person.id, {"type": "reply_keyboard", "chat": chat.id, "keyboard": None})


def own_post(world: World, person: Person, chat: Chat, message_id: int) -> Post:
    post = find_post(world, chat, person, message_id)
    if post.sender != person.id:
        raise SimError("this is somebody else's message")
    return post


def find_post(world: World, chat: Chat, person: Person, message_id: int) -> Post:
    """Negative numbers name ephemeral messages; raises SimError, also for a chat that the person is not in."""
    if person.id not in viewers(chat):
        raise SimError(f"{person.key} is not in this chat", "POST /sim/join")
    for post in reversed(world.posts_of.get(chat.id, [])):
        same = post.message_id == message_id if message_id > 0 else post.ephemeral_id == -message_id
        if same and not post.deleted and (post.receiver in (None, person.id) or post.sender == person.id):
            return post
    raise SimError(f"there is no message {message_id} in this chat", "GET /sim/transcript shows them")


def named_post(world: World, chat: Chat, person: Person, message_id: int) -> Post:
    """One that everybody in the chat sees: others cannot be pinned, forwarded or reacted to."""
    post = find_post(world, chat, person, message_id)
    if post.receiver is not None:
        raise SimError("only one person sees this message", "it can be answered, edited and deleted")
    return post


def edit(world: World, post: Post, text: str) -> None:
    if not set(post.body) & {"text", *CAPTIONED}:
        raise SimError("this message has no words to edit")
    shown, entities = formatted(text, None, None, world.find_user)
    field, marks = ("text", "entities") if "text" in post.body else ("caption", "caption_entities")
    body = {name: value for name, value in post.body.items() if name not in (field, marks)}
    body |= {field: shown} | ({marks: entities} if entities else {})
    replace_body(world, post, body, post.markup)
    tell_bot(world, post, edited=True)


def delete(world: World, person: Person, chat: Chat, post: Post) -> None:
    """What one person alone sees they put away by themselves."""
    member = chat.members.get(person.id)
    own = post.sender == person.id or post.receiver == person.id
    if chat.type != "private" and not own and not (member and member.may("can_delete_messages")):
        raise SimError("only the author or an administrator deletes this message")
    remove(world, chat, [post])
