"""Writing, sending, editing, deleting, reacting."""

from __future__ import annotations

import asyncio
from typing import Any
from xml.etree import ElementTree

from sandbox.sim.ask import Ask, SimTable
from sandbox.telegram import speaking
from sandbox.telegram.audience import sees
from sandbox.telegram.call import Upload
from sandbox.telegram.errors import SimError
from sandbox.telegram.messages import tell_bot
from sandbox.telegram.methods.media import blank_picture, stored_media
from sandbox.telegram.methods.pinning import pin_post
from sandbox.telegram.pressing import share_contact
from sandbox.telegram.records import Fields, Post
from sandbox.telegram.shown import shown_message
from sandbox.telegram.world import World

FILES = ("photo", "document", "voice", "video", "video_note")
SAMPLES = {
    "photo": "photo.jpg",
    "document": "note.txt",
    "voice": "voice.ogg",
    "video": "video.mp4",
    "video_note": "note.mp4",
}
WALK_STEP_S = 1.0


def _sent(post: Post) -> Fields:
    return {"chat": post.chat_id, "message_id": post.message_id or -(post.ephemeral_id or 0)}


async def say(ask: Ask) -> Fields:
    thread, reply_to = ask.optional_number("thread"), ask.optional_number("reply_to")
    return _sent(speaking.say(ask.world, ask.person(), ask.chat(), ask.text("text"), thread=thread, reply_to=reply_to))


async def start(ask: Ask) -> Fields:
    return _sent(speaking.start(ask.world, ask.person(), ask.text("payload", "")))


async def send(ask: Ask) -> Fields:
    kind = ask.text("kind")
    if kind == "album":
        return _send_album(ask)
    if kind == "contact" and "phone" not in ask.fields:
        return _sent(share_contact(ask.world, ask.person(), ask.chat()))
    return _post(ask, _body(ask, kind))


def _post(ask: Ask, body: Fields) -> Fields:
    thread, reply_to = ask.optional_number("thread"), ask.optional_number("reply_to")
    return _sent(speaking.post_as(ask.world, ask.person(), ask.chat(), body, thread=thread, reply_to=reply_to))


def _body(ask: Ask, kind: str) -> Fields:
    if kind in FILES:
        upload = ask.uploads.get("file") or _sample(kind)
        return {kind: stored_media(ask.world, kind, upload.content, upload.name)} | _caption(ask)
    if kind in ("location", "live_location"):
        period = {"live_period": int(ask.real("live_period", 3600))} if kind == "live_location" else {}
        return {"location": _point(ask) | period}
    if kind == "venue":
        place = {"location": _point(ask), "title": ask.text("title", "Место"), "address": ask.text("address", "")}
        return {"venue": place, "location": place["location"]}
    if kind == "contact":
        return {"contact": {"phone_number": ask.text("phone"), "first_name": ask.text("first_name", "Контакт")}}
    raise SimError(
        f"unknown kind {kind!r}", ", ".join((*FILES, "album", "location", "live_location", "venue", "contact"))
    )


def _sample(kind: str) -> Upload:
    """A person who sends nothing in particular still sends a true file."""
    content = blank_picture() if kind == "photo" else f"sample {kind}".encode()
    return Upload(SAMPLES[kind], content)


def _caption(ask: Ask) -> Fields:
    caption = ask.text("caption", "")
    return {"caption": caption} if caption else {}


def _point(ask: Ask) -> Fields:
    return {"latitude": ask.real("lat"), "longitude": ask.real("lon")}


def _send_album(ask: Ask) -> Fields:
    if not 2 <= len(ask.uploads) <= 10:
        raise SimError("an album has 2 to 10 files", "send them as file parts of the form")
    album = ask.world.next_id("album")
    bodies = [
        {"photo": stored_media(ask.world, "photo", upload.content, upload.name), "media_group_id": album}
        for upload in ask.uploads.values()
    ]
    sent = [_post(ask, body | (_caption(ask) if number == 0 else {})) for number, body in enumerate(bodies)]
    return sent[0] | {"message_ids": [one["message_id"] for one in sent]}


async def move(ask: Ask) -> Fields:
    post = speaking.own_post(ask.world, ask.person(), ask.chat(), ask.number("message_id"))
    if "gpx" in ask.fields or "gpx" in ask.uploads:
        gpx = ask.uploads["gpx"].content.decode() if "gpx" in ask.uploads else ask.text("gpx")
        await _walk(ask.world, post, _points(gpx), ask.real("speed", 1.0))
    elif "lat" in ask.fields:
        speaking.move(ask.world, post, ask.real("lat"), ask.real("lon"))
    if ask.flag("stop"):
        speaking.stop_moving(ask.world, post)
    return {"ok": True}


def _points(gpx: str) -> list[tuple[float, float]]:
    try:
        root = ElementTree.fromstring(gpx)
    except ElementTree.ParseError as problem:
        raise SimError("gpx cannot be read") from problem
    points = [item for item in root.iter() if item.tag.rpartition("}")[2] in ("trkpt", "rtept", "wpt")]
    return [(float(point.attrib["lat"]), float(point.attrib["lon"])) for point in points]


async def _walk(world: World, post: Post, points: list[tuple[float, float]], speed: float) -> None:
    for latitude, longitude in points:
        speaking.move(world, post, latitude, longitude)
        await asyncio.sleep(WALK_STEP_S / max(speed, 0.01))


async def edit(ask: Ask) -> Fields:
    post = speaking.own_post(ask.world, ask.person(), ask.chat(), ask.number("message_id"))
    speaking.edit(ask.world, post, ask.text("text"))
    return {"ok": True}


async def delete(ask: Ask) -> Fields:
    person, chat = ask.person(), ask.chat()
    speaking.delete(ask.world, person, chat, speaking.find_post(ask.world, chat, person, ask.number("message_id")))
    return {"ok": True}


async def react(ask: Ask) -> Fields:
    person, chat = ask.person(), ask.chat()
    post = speaking.find_post(ask.world, chat, person, ask.number("message_id"))
    speaking.react(ask.world, person, chat, post, ask.text("emoji", "") or None)
    return {"ok": True}


async def pin(ask: Ask) -> Fields:
    person, chat = ask.person(), ask.chat()
    post = speaking.find_post(ask.world, chat, person, ask.number("message_id"))
    tell_bot(ask.world, pin_post(ask.world, chat, post.message_id, person.id))
    return {"ok": True}


async def forward(ask: Ask) -> Fields:
    """`from_chat` and `message_id` name the original, `chat` the place it goes to."""
    person = ask.person()
    source = ask.world.chat(ask.fields.get("from_chat"), person)
    post = speaking.find_post(ask.world, source, person, ask.number("message_id"))
    origin = {"type": "user", "date": post.date, "sender_user": ask.world.user(post.sender)}
    return _post(ask, post.body | {"forward_origin": origin})


async def transcript(ask: Ask) -> list[Fields]:
    """The chat as that person sees it, oldest first; `after` is a message_id."""
    world, person, chat = ask.world, ask.person(), ask.chat()
    thread, after = ask.optional_number("thread"), ask.optional_number("after")
    border = _seq_of(world, chat.id, after) if after is not None else 0
    return [
        _line(world, post, person.id)
        for post in world.posts_of.get(chat.id, [])
        if post.seq > border and sees(world, person.id, post) and thread in (None, post.thread or 1)
    ]


def _seq_of(world: World, chat_id: int, message_id: int) -> int:
    post = world.posts_by_id.get((chat_id, message_id))
    return post.seq if post is not None else 0


def _line(world: World, post: Post, viewer: int) -> Fields:
    shown = shown_message(world, post, viewer)
    buttons: list[Any] = [button for row in shown.get("keyboard", []) for button in row]
    return shown | {"buttons": buttons, "edited": post.edit_date is not None}


CALLS: SimTable = {
    ("POST", "say"): say,
    ("POST", "start"): start,
    ("POST", "send"): send,
    ("POST", "move"): move,
    ("POST", "edit"): edit,
    ("POST", "delete"): delete,
    ("POST", "react"): react,
    ("POST", "pin"): pin,
    ("POST", "forward"): forward,
    ("GET", "transcript"): transcript,
}
