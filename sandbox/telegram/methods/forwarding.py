from __future__ import annotations

from dataclasses import replace

from sandbox.telegram.audience import is_ordinary
from sandbox.telegram.call import Call, Handler, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.sending import caption_body, deliver
from sandbox.telegram.records import Fields, Post


def _source(call: Call, verb: str) -> Post:
    chat = call.world.api_chat(call.fields["from_chat_id"])
    post = call.world.posts_by_id.get((chat.id, call.fields["message_id"]))
    if post is None or post.deleted:
        raise bad_request(f"message to {verb} not found")
    if not is_ordinary(post.body):
        raise bad_request("message can't be " + ("forwarded" if verb == "forward" else "copied"))
    return post


def _content(post: Post) -> Fields:
    return {name: value for name, value in post.body.items() if name not in ("forward_origin", "media_group_id")}


def forward_message(call: Call) -> Fields:
    post = _source(call, "forward")
    origin = {"type": "user", "date": post.date, "sender_user": call.world.user(post.sender)}
    return deliver(call, _content(post) | {"forward_origin": origin})


def copy_message(call: Call) -> Fields:
    post = _source(call, "copy")
    body = _content(post)
    if "caption" in call.fields and "text" not in body:
        body = {name: value for name, value in body.items() if name not in ("caption", "caption_entities")}
        body |= caption_body(call.world, call.fields)
    return {"message_id": deliver(call, body)["message_id"]}


def _many(one: Handler) -> Handler:
    def each(call: Call) -> list[Fields]:
        ids = call.fields["message_ids"]
        if not 1 <= len(ids) <= 100:
            raise bad_request("too many messages specified")
        calls = [replace(call, fields=call.fields | {"message_id": message_id}) for message_id in ids]
        return [{"message_id": one(single)["message_id"]} for single in calls]

    return each


HANDLERS: HandlerTable = {
    "forwardMessage": forward_message,
    "forwardMessages": _many(forward_message),
    "copyMessage": copy_message,
    "copyMessages": _many(copy_message),
}
