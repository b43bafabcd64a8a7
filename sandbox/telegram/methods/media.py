"""Photos, documents, voice, video, stickers and albums."""

from __future__ import annotations

import secrets
from typing import Any

from sandbox.telegram.attachments import file_body
from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.sending import caption_body, deliver, deliver_all
from sandbox.telegram.records import Fields

ALBUM = range(2, 11)
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
DETAILS = ("duration", "width", "height", "length", "title", "performer", "emoji", "thumbnail")
# An album is of pictures and films, or of one other kind only.
TOGETHER = ({"photo", "video"}, {"document"}, {"audio"})


def sent_media(call: Call, kind: str, value: str, fields: Fields) -> Fields:
    """The body of a message with this file and its caption."""
    details = {name: fields.get(name) for name in DETAILS}
    body = file_body(call.world, kind, value, call.uploads, details)
    if kind not in ("video_note", "sticker"):
        body |= caption_body(call.world, fields)
    if fields.get("has_spoiler") and kind in ("photo", "video", "animation"):
        body["has_media_spoiler"] = True
    if fields.get("show_caption_above_media") and "caption" in body:
        body["show_caption_above_media"] = True
    return body


def _send_file(kind: str) -> Any:
    def send(call: Call) -> Fields:
        call.chat()
        return deliver(call, sent_media(call, kind, call.fields[kind], call.fields))

    return send


def send_live_photo(call: Call) -> Fields:
    """A film of a moment with its still picture; who knows no live photos sees the picture."""
    call.chat()
    still = sent_media(call, "photo", call.fields["photo"], call.fields)
    film = file_body(call.world, "video", call.fields["live_photo"], call.uploads).get("video")
    if film is None:
        raise bad_request("wrong type of the live photo file")
    names = ("file_id", "file_unique_id", "width", "height", "duration", "mime_type", "file_size")
    live = {name: film[name] for name in names if name in film} | {"photo": still["photo"]}
    return deliver(call, still | {"live_photo": live})


def send_media_group(call: Call) -> list[Fields]:
    media: list[Fields] = call.fields["media"]
    if len(media) not in ALBUM:
        raise bad_request("media group must include 2-10 items")
    kinds = {str(item["type"]) for item in media}
    if not any(kinds <= together for together in TOGETHER):
        raise bad_request("message can't be sent as an album: different kinds of media in it")
    call.chat()
    album = call.world.next_id("album")
    return deliver_all(call, [input_media(call, item) | {"media_group_id": album} for item in media])


def input_media(call: Call, item: Fields) -> Fields:
    """An InputMedia… as the body of a message."""
    kind = str(item["type"])
    if kind not in ("photo", "video", "document", "audio", "animation"):
        raise bad_request(f"type {kind} is not supported here")
    return sent_media(call, kind, item["media"], item)


def send_dice(call: Call) -> Fields:
    call.chat()
    emoji = call.get("emoji", "🎲")
    if emoji not in DICE:
        raise bad_request("DICE_EMOTICON_INVALID")
    return deliver(call, {"dice": {"emoji": emoji, "value": secrets.randbelow(DICE[emoji]) + 1}})


def get_file(call: Call) -> Fields:
    entry = call.world.files.get(call.fields["file_id"])
    if entry is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if entry["file_size"] > 20 * 1024 * 1024:
        raise bad_request("file is too big")
    return {name: entry[name] for name in ("file_id", "file_unique_id", "file_size", "file_path")}


HANDLERS: HandlerTable = {
    "sendPhoto": _send_file("photo"),
    "sendDocument": _send_file("document"),
    "sendVideo": _send_file("video"),
    "sendAnimation": _send_file("animation"),
    "sendAudio": _send_file("audio"),
    "sendVoice": _send_file("voice"),
    "sendVideoNote": _send_file("video_note"),
    "sendSticker": _send_file("sticker"),
    "sendLivePhoto": send_live_photo,
    "sendMediaGroup": send_media_group,
    "sendDice": send_dice,
    "getFile": get_file,
}
