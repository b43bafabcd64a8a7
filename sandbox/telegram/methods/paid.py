"""sendPaidMedia: up to ten pictures and films for Stars."""

from __future__ import annotations

from sandbox.telegram.attachments import file_body
from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.sending import caption_body, deliver
from sandbox.telegram.records import Fields

PRICES = range(1, 25_001)
MOST = 10
LONGEST_PAYLOAD = 128
DETAILS = ("width", "height", "duration", "thumbnail")


def send_paid_media(call: Call) -> Fields:
    call.chat()
    media: list[Fields] = call.fields["media"]
    if not 1 <= len(media) <= MOST:
        raise bad_request("wrong number of paid media specified")
    if call.fields["star_count"] not in PRICES:
        raise bad_request("STARS_AMOUNT_INVALID")
    payload = str(call.get("payload", ""))
    if len(payload.encode()) > LONGEST_PAYLOAD:
        raise bad_request("paid media payload is too long")
    body = {"paid_media": {"star_count": call.fields["star_count"], "paid_media": [_item(call, one) for one in media]}}
    above = {"show_caption_above_media": True} if call.get("show_caption_above_media") else {}
    return deliver(call, body | caption_body(call.world, call.fields) | above, paid_payload=payload)


def _item(call: Call, item: Fields) -> Fields:
    kind = str(item["type"])
    if kind not in ("photo", "video"):
        raise bad_request(f"type {kind} is not supported here")
    details = {name: item[name] for name in DETAILS if name in item}
    return {"type": kind, kind: file_body(call.world, kind, item["media"], call.uploads, details)[kind]}


HANDLERS: HandlerTable = {"sendPaidMedia": send_paid_media}
