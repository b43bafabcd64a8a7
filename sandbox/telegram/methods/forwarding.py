from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from sandbox.telegram import forwarding
from sandbox.telegram.audience import is_ordinary
from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.methods.sending import caption_body, deliver
from sandbox.telegram.records import Fields, Post

Prepared = tuple[Fields, Fields]
Prepare = Callable[[Call, Post], Prepared]


def _source(call: Call, message_id: int, verb: str) -> Post:
    chat = call.world.api_chat(call.fields["from_chat_id"])
    post = call.world.posts_by_id.get((chat.id, message_id))
    if post is None or post.deleted:
        raise bad_request(f"message to {verb} not found")
    allowed = is_ordinary(post.body) and not post.body.get("has_protected_content")
    if verb == "copy":
        allowed = allowed and forwarding.may_be_copied(call.world, post, call.world.bot.id)
    if not allowed:
        raise bad_request("message can't be " + ("forwarded" if verb == "forward" else "copied"))
    return post


def _forwarded(call: Call, post: Post) -> Prepared:
    return forwarding.forwarded(call.world, post)


def _copied(call: Call, post: Post) -> Prepared:
    body = forwarding.copied(call.world, post, call.world.bot.id)
    captions = ("caption", "caption_entities")
    if call.get("remove_caption"):
        body = {name: value for name, value in body.items() if name not in captions}
    elif "caption" in call.fields and not {"text", "rich_message", "poll", "location", "contact"} & set(body):
        body = {name: value for name, value in body.items() if name not in captions}
        body |= caption_body(call.world, call.fields)
    return body, {}


def forward_message(call: Call) -> Fields:
    body, more = _forwarded(call, _source(call, call.fields["message_id"], "forward"))
    return deliver(call, body, **more)


def copy_message(call: Call) -> Fields:
    body, more = _copied(call, _source(call, call.fields["message_id"], "copy"))
    return {"message_id": deliver(call, body, **more)["message_id"]}


def _many(verb: str, prepare: Prepare) -> Any:
    """Those that cannot be found or may not travel are passed over; albums stay albums."""

    def each(call: Call) -> list[Fields]:
        posts = _sources(call, verb)
        albums = forwarding.new_albums(call.world, posts)
        sent = []
        for post in posts:
            body, more = prepare(call, post)
            sent.append(deliver(call, body | forwarding.in_album(post, albums), **more))
        return [{"message_id": message["message_id"]} for message in sent]

    return each


def _sources(call: Call, verb: str) -> list[Post]:
    ids: list[int] = call.fields["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad_request("too many messages specified" if ids else "message identifiers are not specified")
    if any(earlier >= later for earlier, later in pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found: list[Post] = []
    for message_id in ids:
        try:
            found.append(_source(call, message_id, verb))
        except ApiError:
            continue
    if not found:
        raise bad_request(f"there are no messages to {verb}")
    return found


HANDLERS: HandlerTable = {
    "forwardMessage": forward_message,
    "forwardMessages": _many("forward", _forwarded),
    "copyMessage": copy_message,
    "copyMessages": _many("copy", _copied),
}
