"""Photos, documents, voice, video, albums, places and contacts."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from sandbox.telegram.call import Call, HandlerTable, Upload
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.sending import caption_body, deliver
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

ALBUM = range(2, 11)
LIVE_FOREVER = 0x7FFFFFFF


def file_body(world: World, kind: str, value: str, uploads: dict[str, Upload], details: Fields | None = None) -> Fields:
    """`{kind: …}` for a file_id or an upload; raises 400 for anything else."""
    if value.startswith("attach://"):
        upload = uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"wrong file identifier/HTTP URL specified: {value}")
        if not upload.content:
            raise bad_request("file must be non-empty")
        return {kind: stored_media(world, kind, upload.content, upload.name, details)}
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    entry = world.files.get(value)
    if entry is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return {kind: _known_media(kind, entry, details)}


def stored_media(world: World, kind: str, content: bytes, name: str | None, details: Fields | None = None) -> Any:
    if kind == "photo":
        return world.files.photo(content, name)
    return _described(kind, world.files.add(kind, content, name), details)


def _known_media(kind: str, entry: Fields, details: Fields | None) -> Any:
    if kind != "photo":
        return _described(kind, entry, details)
    if "sizes" not in entry:
        raise bad_request("can't use file of type Document as Photo")
    return entry["sizes"]


def _described(kind: str, entry: Fields, details: Fields | None) -> Fields:
    known = {name: entry[name] for name in ("file_id", "file_unique_id", "file_size")} | {"mime_type": entry["mime"]}
    details = {name: value for name, value in (details or {}).items() if value is not None}
    if kind == "video":
        return {"width": 640, "height": 360, "duration": 1, "file_name": entry["name"]} | details | known
    if kind == "voice":
        return {"duration": 1} | details | known
    if kind == "video_note":
        known.pop("mime_type")
        return {"length": 240, "duration": 1} | details | known
    return {"file_name": entry["name"] or "file"} | known


def _send_file(kind: str) -> Any:
    def send(call: Call) -> Fields:
        details = {name: call.get(name) for name in ("duration", "width", "height")} if kind != "voice" else {}
        details["duration"] = call.get("duration")
        body = file_body(call.world, kind, call.fields[kind], call.uploads, details)
        return deliver(call, body | caption_body(call.world, call.fields))

    return send


def send_media_group(call: Call) -> list[Fields]:
    media: list[Fields] = call.fields["media"]
    if len(media) not in ALBUM:
        raise bad_request("media group must include 2-10 items")
    album = call.world.next_id("album")
    bodies = [media_body(call, item) | {"media_group_id": album} for item in media]
    return [deliver(call, body) for body in bodies]


def media_body(call: Call, item: Fields) -> Fields:
    kind = str(item["type"])
    if kind not in ("photo", "video", "document"):
        raise bad_request(f"type {kind} is not supported here")
    return file_body(call.world, kind, item["media"], call.uploads, item) | caption_body(call.world, item)


def location_of(fields: Fields) -> Fields:
    latitude, longitude = fields["latitude"], fields["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("bad location")
    optional = ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    kept = {name: fields[name] for name in optional if fields.get(name) is not None}
    return {"latitude": latitude, "longitude": longitude, **kept}


def send_location(call: Call) -> Fields:
    period = call.get("live_period")
    if period is not None and not (60 <= period <= 86400 or period == LIVE_FOREVER):
        raise bad_request("wrong live location period specified")
    return deliver(call, {"location": location_of(call.fields)})


def send_venue(call: Call) -> Fields:
    place = {"location": location_of(call.fields), "title": call.fields["title"], "address": call.fields["address"]}
    return deliver(call, {"venue": place, "location": place["location"]})


def send_contact(call: Call) -> Fields:
    names = ("phone_number", "first_name", "last_name", "vcard")
    return deliver(call, {"contact": {name: call.fields[name] for name in names if name in call.fields}})


def get_file(call: Call) -> Fields:
    entry = call.world.files.get(call.fields["file_id"])
    if entry is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if entry["file_size"] > 20 * 1024 * 1024:
        raise bad_request("file is too big")
    return {name: entry[name] for name in ("file_id", "file_unique_id", "file_size", "file_path")}


def blank_picture() -> bytes:
    """A picture for a person who sends a photo without choosing one."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "#7bc862").save(out, "JPEG")
    return out.getvalue()


HANDLERS: HandlerTable = {
    "sendPhoto": _send_file("photo"),
    "sendDocument": _send_file("document"),
    "sendVideo": _send_file("video"),
    "sendVoice": _send_file("voice"),
    "sendVideoNote": _send_file("video_note"),
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "getFile": get_file,
}
