"""What travels when a message is forwarded or copied: where it is from, albums together, polls and invoices."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.messages import api_chat
from sandbox.telegram.places import still_location
from sandbox.telegram.polls import new_poll
from sandbox.telegram.polls_shown import poll_of
from sandbox.telegram.records import Fields, Post
from sandbox.telegram.rich.buttons import carried
from sandbox.telegram.world import World

NOT_CARRIED = ("forward_origin", "media_group_id", "has_protected_content")


def origin_of(world: World, post: Post) -> Fields:
    """MessageOrigin; a forward of a forward names the first author."""
    if "forward_origin" in post.body:
        return dict(post.body["forward_origin"])
    chat, signed = world.records.chats[post.chat_id], {"author_signature": post.signature} if post.signature else {}
    if chat.type == "channel":
        place = {"chat": api_chat(world, chat), "message_id": post.message_id}
        return {"type": "channel", "date": post.date, **place, **signed}
    if post.sender_chat is not None:
        return {"type": "chat", "date": post.date, "sender_chat": api_chat(world, chat), **signed}
    return {"type": "user", "date": post.date, "sender_user": world.user(post.sender)}


def content_of(post: Post, *, copy: bool = False) -> Fields:
    """Without what belongs to the place it stands in; a live location arrives standing still."""
    body = {name: value for name, value in post.body.items() if name not in NOT_CARRIED}
    if "rich_message" in body:
        body["rich_message"] = carried(body["rich_message"], copy=copy)
    return body | {"location": still_location(post)} if "live_period" in body.get("location", {}) else body


def forwarded(world: World, post: Post) -> tuple[Fields, Fields]:
    """The body and what else the new message gets: an invoice stays payable, a poll is the same poll."""
    body = content_of(post) | {"forward_origin": origin_of(world, post)}
    more: dict[str, Any] = {"invoice": post.invoice} if post.invoice else {}
    if post.invoice and post.markup is not None:
        more["markup"] = {"inline_keyboard": [post.markup["inline_keyboard"][0][:1]]}
    return body, more


def copied(world: World, post: Post, owner: int) -> Fields:
    """The content as if it were said anew: a poll begins again."""
    poll = poll_of(world, post)
    if poll is None:
        return content_of(post, copy=True)
    options = [{name: value for name, value in option.items() if name != "persistent_id"} for option in poll.options]
    terms = {name: value for name, value in poll.terms.items() if name not in ("is_closed", "close_date")}
    return {"poll": {"id": new_poll(world, owner, poll.question, options, terms).id}}


def may_be_copied(world: World, post: Post, reader: int) -> bool:
    """Invoices never are; a quiz only by who knows its right answer."""
    poll = poll_of(world, post)
    known = poll is None or poll.terms.get("type") != "quiz" or poll.is_closed or poll.owner == reader
    return post.invoice is None and known


def new_albums(world: World, posts: list[Post]) -> dict[str, str]:
    """Old album → new one, for albums of which at least two messages travel."""
    olds = [post.body["media_group_id"] for post in posts if "media_group_id" in post.body]
    return {old: world.next_id("album") for old in dict.fromkeys(olds) if olds.count(old) > 1}


def in_album(post: Post, albums: dict[str, str]) -> Fields:
    new = albums.get(post.body.get("media_group_id", ""))
    return {"media_group_id": new} if new else {}
