"""Files inside messages: what is stored for a kind of media and how the Bot API shows it."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from sandbox.telegram.call import Upload
from sandbox.telegram.errors import bad_request
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World

TYPE_NAMES = {"video_note": "VideoNote", "voice": "VoiceNote"}
# What is not such a file is sent as a document, as Telegram does.
ACCEPTED = {
    "voice": ("audio/ogg", "audio/opus", "audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/webm"),
    "audio": ("audio/",),
    "video": ("video/",),
    "animation": ("image/gif", "video/mp4", "video/webm"),
}
SHOWN: dict[str, Fields] = {
    "video": {"width": 640, "height": 360, "duration": 1},
    "animation": {"width": 320, "height": 240, "duration": 1},
    "audio": {"duration": 1},
    "voice": {"duration": 1},
    "video_note": {"length": 240, "duration": 1},
    "sticker": {"width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False},
    "document": {},
}
OPTIONAL = {
    "video": ("width", "height", "duration", "thumbnail"),
    "animation": ("width", "height", "duration", "thumbnail"),
    "audio": ("duration", "title", "performer", "thumbnail"),
    "voice": ("duration",),
    "video_note": ("length", "duration", "thumbnail"),
    "sticker": ("emoji", "width", "height", "is_video", "is_animated"),
    "document": ("thumbnail",),
}
NAMED = ("video", "animation", "audio", "document")
UNTYPED = ("video_note", "sticker")


def file_body(world: World, kind: str, value: str, uploads: dict[str, Upload], details: Fields | None = None) -> Fields:
    """`{kind: …}` for a file_id or an upload; raises 400 for anything else."""
    details = _with_thumbnail(world, details or {}, uploads)
    if value.startswith("attach://"):
        upload = _uploaded(uploads, value)
        kind = _true_kind(world, kind, upload.name)
        return media_body(kind, stored_media(world, kind, upload.content, upload.name, details))
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    entry = world.files.get(value)
    if entry is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    kind = _known_kind(entry, kind)
    return media_body(kind, entry["sizes"] if kind == "photo" else _described(kind, entry, details))


def media_body(kind: str, media: Any) -> Fields:
    """An animation is a document as well, for bots that know no animations."""
    if kind != "animation":
        return {kind: media}
    names = ("file_id", "file_unique_id", "file_size", "file_name", "mime_type", "thumbnail")
    return {"animation": media, "document": {name: media[name] for name in names if name in media}}


def _uploaded(uploads: dict[str, Upload], value: str) -> Upload:
    upload = uploads.get(value.removeprefix("attach://"))
    if upload is None:
        raise bad_request(f"wrong file identifier/HTTP URL specified: {value}")
    if not upload.content:
        raise bad_request("file must be non-empty")
    return upload


def _with_thumbnail(world: World, details: Fields, uploads: dict[str, Upload]) -> Fields:
    given = details.get("thumbnail")
    if not isinstance(given, str) or not given.startswith("attach://"):
        return {name: value for name, value in details.items() if name != "thumbnail"}
    upload = _uploaded(uploads, given)
    return details | {"thumbnail": world.files.photo(upload.content, upload.name)[-1]}


def _true_kind(world: World, kind: str, name: str | None) -> str:
    accepted = ACCEPTED.get(kind)
    fits = accepted is None or world.files.mime_of(kind, name).startswith(accepted)
    return kind if fits else "document"


def _known_kind(entry: Fields, wanted: str) -> str:
    """A file keeps the kind it was first sent as; only an animation passes for a document."""
    kept = str(entry["kind"])
    if kept == "photo" and "sizes" not in entry:
        kept = "document"
    if kept == wanted or (kept == "animation" and wanted == "document"):
        return kept
    raise bad_request(f"can't use file of type {type_name(kept)} as {type_name(wanted)}")


def type_name(kind: str) -> str:
    return TYPE_NAMES.get(kind, kind.capitalize())


def stored_media(world: World, kind: str, content: bytes, name: str | None, details: Fields | None = None) -> Any:
    if kind == "photo":
        return world.files.photo(content, name)
    entry = world.files.add(kind, content, name)
    return _described(kind, entry, (details or {}) | (_sticker_size(content, entry) if kind == "sticker" else {}))


def _described(kind: str, entry: Fields, details: Fields) -> Fields:
    known = {name: entry[name] for name in ("file_id", "file_unique_id", "file_size")}
    if kind not in UNTYPED:
        known["mime_type"] = entry["mime"]
    if kind in NAMED:
        known["file_name"] = entry["name"] or "file"
    kept: Fields = entry.setdefault("details", {})
    kept |= {name: details[name] for name in OPTIONAL[kind] if details.get(name) is not None}
    return SHOWN[kind] | kept | known


def _sticker_size(content: bytes, entry: Fields) -> Fields:
    if entry["mime"] in ("video/webm", "application/x-tgsticker"):
        return {"is_video": entry["mime"] == "video/webm", "is_animated": entry["mime"] != "video/webm"}
    try:
        width, height = Image.open(io.BytesIO(content)).size
    except OSError as problem:
        raise bad_request("STICKER_FILE_INVALID") from problem
    return {"width": width, "height": height}


def blank_picture(size: tuple[int, int] = (640, 480), form: str = "JPEG") -> bytes:
    """A picture for a person who sends one without choosing it."""
    out = io.BytesIO()
    Image.new("RGB", size, "#7bc862").save(out, form)
    return out.getvalue()
