"""Sending files and places, walking with a live location."""

from __future__ import annotations

from sandbox.sim.ask import Ask, SimTable
from sandbox.sim.talk import posted, sent
from sandbox.sim.voting import poll as send_poll
from sandbox.telegram import speaking, walking
from sandbox.telegram.attachments import blank_picture, media_body, stored_media
from sandbox.telegram.call import Upload
from sandbox.telegram.errors import ApiError, SimError
from sandbox.telegram.files import FileStore
from sandbox.telegram.places import LIVE_FOREVER, live_end, location_of
from sandbox.telegram.pressing import share_contact
from sandbox.telegram.records import Fields, Post

SAMPLES = {
    "photo": "photo.jpg",
    "document": "note.txt",
    "voice": "voice.ogg",
    "video": "video.mp4",
    "video_note": "note.mp4",
    "animation": "animation.gif",
    "audio": "song.mp3",
    "sticker": "sticker.webp",
}
OTHERS = ("album", "location", "live_location", "venue", "contact", "poll")
DETAILS = ("duration", "width", "height", "length", "title", "performer", "emoji")
ALBUM = range(2, 11)
HOUR_S = 3600


async def send(ask: Ask) -> Fields:
    kind = ask.text("kind")
    if kind == "album":
        return _send_album(ask)
    if kind == "poll":
        return await send_poll(ask)
    if kind == "contact" and "phone" not in ask.fields:
        return sent(share_contact(ask.world, ask.person(), ask.chat()))
    if kind == "live_location":
        return _send_live(ask)
    return posted(ask, _body(ask, kind))


def _body(ask: Ask, kind: str) -> Fields:
    if kind in SAMPLES:
        upload = ask.uploads.get("file") or _sample(kind)
        caption = {} if kind in ("video_note", "sticker") else _caption(ask)
        return _file_body(ask, kind, upload) | caption
    if kind == "location":
        return {"location": _point(ask)}
    if kind == "venue":
        place = {"location": _point(ask), "title": ask.text("title", "Место"), "address": ask.text("address", "")}
        return {"venue": place, "location": place["location"]}
    if kind == "contact":
        return {"contact": {"phone_number": ask.text("phone"), "first_name": ask.text("first_name", "Контакт")}}
    raise SimError(f"unknown kind {kind!r}", ", ".join((*SAMPLES, *OTHERS)))


def _file_body(ask: Ask, kind: str, upload: Upload) -> Fields:
    details = {name: _detail(ask, name) for name in DETAILS}
    body = media_body(kind, stored_media(ask.world, kind, upload.content, upload.name, details))
    return body | ({"has_media_spoiler": True} if ask.flag("has_spoiler") else {})


def _detail(ask: Ask, name: str) -> int | str | None:
    if name in ("title", "performer", "emoji"):
        return str(ask.fields[name]) if ask.fields.get(name) else None
    return round(ask.real(name)) if ask.fields.get(name) not in (None, "") else None


def _sample(kind: str) -> Upload:
    """A person who sends nothing in particular still sends a true file."""
    forms = {"photo": "JPEG", "animation": "GIF", "sticker": "WEBP"}
    if kind in forms:
        size = (512, 512) if kind == "sticker" else (640, 480)
        return Upload(SAMPLES[kind], blank_picture(size, forms[kind]))
    return Upload(SAMPLES[kind], f"sample {kind}".encode())


def _caption(ask: Ask) -> Fields:
    caption = ask.text("caption", "")
    return speaking.caption_body(ask.world, caption) if caption else {}


def _point(ask: Ask) -> Fields:
    fields: Fields = {"latitude": ask.real("lat"), "longitude": ask.real("lon")}
    if ask.fields.get("heading") not in (None, ""):
        fields["heading"] = ask.number("heading")
    if ask.fields.get("accuracy") not in (None, ""):
        fields["horizontal_accuracy"] = ask.real("accuracy")
    try:
        return location_of(fields)
    except ApiError as problem:
        raise SimError(problem.description.removeprefix("Bad Request: ")) from problem


def _send_live(ask: Ask) -> Fields:
    period = round(ask.real("live_period", HOUR_S))
    if not (60 <= period <= 86_400 or period == LIVE_FOREVER):
        raise SimError("live_period is 60 to 86400 seconds", f"{LIVE_FOREVER} is without end")
    location = _point(ask) | {"live_period": period}
    return posted(ask, {"location": location}, live_until=live_end(ask.world, period))


def _send_album(ask: Ask) -> Fields:
    uploads = list(ask.uploads.values())
    if len(uploads) not in ALBUM:
        raise SimError("an album has 2 to 10 files", "send them as file parts of the form")
    kinds = [_album_kind(ask, upload) for upload in uploads]
    if not (set(kinds) <= {"photo", "video"} or len(set(kinds)) == 1):
        raise SimError("an album is of pictures and films, or of documents, or of music", ", ".join(kinds))
    album = {"media_group_id": ask.world.next_id("album")}
    bodies = [_file_body(ask, kind, upload) | album for kind, upload in zip(kinds, uploads, strict=True)]
    bodies[0] |= _caption(ask)
    done = [posted(ask, body) for body in bodies]
    return done[0] | {"message_ids": [one["message_id"] for one in done]}


def _album_kind(ask: Ask, upload: Upload) -> str:
    if ask.flag("as_documents"):
        return "document"
    family = FileStore.mime_of("document", upload.name).split("/")[0]
    return {"image": "photo", "video": "video", "audio": "audio"}.get(family, "document")


async def move(ask: Ask) -> Fields:
    """By hand (lat, lon), along a track (gpx, speed), or to the end (stop)."""
    post = speaking.own_post(ask.world, ask.person(), ask.chat(), ask.number("message_id"))
    if "gpx" in ask.fields or "gpx" in ask.uploads:
        return await _walk(ask, post)
    walking.stop_walk(ask.world, post)
    if "lat" in ask.fields:
        walking.move(ask.world, post, _point(ask))
    if ask.flag("stop"):
        walking.stop_moving(ask.world, post)
    elif "lat" not in ask.fields:
        raise SimError("where to?", "lat and lon, or gpx, or stop: true")
    return {"ok": True}


async def _walk(ask: Ask, post: Post) -> Fields:
    """Answers at once and walks on; with `wait`, at the end."""
    gpx = ask.uploads["gpx"].content.decode(errors="replace") if "gpx" in ask.uploads else ask.text("gpx")
    points, speed = walking.read_gpx(gpx), ask.real("speed", 1.0)
    walk = walking.start_walk(ask.world, post, points, speed, stop=ask.flag("stop"))
    if ask.flag("wait"):
        await walk
    return {"ok": True, "points": len(points), "seconds": points[-1].at / speed}


CALLS: SimTable = {("POST", "send"): send, ("POST", "move"): move}
