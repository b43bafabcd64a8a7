"""editMessage…: in a chat or by inline_message_id."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.keyboards import checked_markup
from sandbox.telegram.messages import api_message, replace_body
from sandbox.telegram.methods.media import TOGETHER, input_media
from sandbox.telegram.methods.sending import caption_body, text_body, writable_chat
from sandbox.telegram.records import Fields, Post
from sandbox.telegram.rich.message import rich_body

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
MEDIA = ("photo", "document", "video", "voice", "animation", "audio")
EDITABLE = frozenset({"text", "rich_message", "location", "poll", "invoice", *MEDIA})


def edited_post(call: Call) -> Post:
    """The bot's own message the call names; raises 400 when there is none or it is not the bot's."""
    inline_id = call.get("inline_message_id")
    if inline_id is not None:
        return _inline_post(call, inline_id)
    chat = call.chat()
    post = call.world.posts_by_id.get((chat.id, call.get("message_id", 0)))
    if post is None or post.deleted:
        raise bad_request("message to edit not found")
    if post.sender != call.world.bot.id or not set(post.body) & EDITABLE:
        raise bad_request("message can't be edited")
    writable_chat(call)
    return post


def _inline_post(call: Call, inline_id: str) -> Post:
    for post in call.world.records.posts:
        if post.inline_id == inline_id and not post.deleted:
            return post
    raise bad_request("MESSAGE_ID_INVALID")


def new_markup(call: Call, post: Post) -> Fields | None:
    private = call.world.records.chats[post.chat_id].type == "private" and post.inline_id is None
    markup = checked_markup(call.markup, private=private, inline_only=True, invoice="invoice" in post.body)
    return _with_reply_as_it_was(markup, post)


def _with_reply_as_it_was(markup: Fields | None, post: Post) -> Fields | None:
    """Whether a reply was asked for is said when a message is sent, and not changed afterwards."""
    if markup is None:
        return None
    kept = {name: value for name, value in markup.items() if name != "force_reply"}
    return kept | ({"force_reply": True} if (post.markup or {}).get("force_reply") else {})


def apply_edit(call: Call, post: Post, body: Fields, markup: Fields | None) -> Any:
    """Puts the new content in; True for an inline message, else the Message."""
    if body == post.body and markup == post.markup:
        raise bad_request(NOT_MODIFIED)
    replace_body(call.world, post, body, markup)
    return True if call.get("inline_message_id") else api_message(call.world, post)


def new_text(call: Call, post: Post) -> Fields:
    """The words, or a rich message in their place; each takes the place of the other."""
    if not {"text", "rich_message"} & set(post.body):
        raise bad_request("there is no text in the message to edit")
    if call.rich is not None:
        private = call.world.records.chats[post.chat_id].type == "private"
        stored = post.inline_id is not None
        place: Fields = {"private": private and not stored, "stored": stored, "uploads": call.uploads}
        return _kept(post) | rich_body(call.world, call.rich, **place)
    return _kept(post) | text_body(call.world, call.get("text", ""), call.get("parse_mode"), call.get("entities"))


def new_caption(call: Call, post: Post) -> Fields:
    if not set(post.body) & set(MEDIA):
        raise bad_request("there is no caption in the message to edit")
    without = {name: value for name, value in post.body.items() if name not in ("caption", "caption_entities")}
    return without | caption_body(call.world, call.fields)


def new_media(call: Call, post: Post) -> Fields:
    item = call.fields["media"]
    if not set(post.body) & {"text", "rich_message", *MEDIA}:
        raise bad_request("message media can't be edited")
    if "media_group_id" in post.body and not _same_album_kind(post, str(item["type"])):
        raise bad_request("can't change media type in the album")
    return _kept(post) | input_media(call, item)


def _same_album_kind(post: Post, kind: str) -> bool:
    return any(kind in together and together & set(post.body) for together in TOGETHER)


def _kept(post: Post) -> Fields:
    return {name: post.body[name] for name in ("forward_origin", "media_group_id") if name in post.body}


def edit_text(call: Call) -> Any:
    post = edited_post(call)
    return apply_edit(call, post, new_text(call, post), new_markup(call, post))


def edit_caption(call: Call) -> Any:
    post = edited_post(call)
    return apply_edit(call, post, new_caption(call, post), new_markup(call, post))


def edit_media(call: Call) -> Any:
    post = edited_post(call)
    return apply_edit(call, post, new_media(call, post), new_markup(call, post))


def edit_reply_markup(call: Call) -> Any:
    post = edited_post(call)
    return apply_edit(call, post, post.body, new_markup(call, post))


HANDLERS: HandlerTable = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_reply_markup,
}
