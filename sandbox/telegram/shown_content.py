"""What a message holds, as the page draws it: media, places, polls, invoices, payments."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.invoices import invoice_on, leads_to_bot, payment_by
from sandbox.telegram.places import is_live
from sandbox.telegram.polls_shown import shown_poll
from sandbox.telegram.prices import STARS, price_text
from sandbox.telegram.records import Fields, Invoice, Payment, Post
from sandbox.telegram.rich.shown import shown_rich
from sandbox.telegram.rich.walk import words as rich_words
from sandbox.telegram.service_text import service_text
from sandbox.telegram.shown_keys import shown_button
from sandbox.telegram.words import words
from sandbox.telegram.world import World

MEDIA = ("photo", "animation", "document", "video", "voice", "video_note", "audio", "sticker")
KINDS = ("text", "rich_message", "paid_media", *MEDIA, "venue", "location", "contact", "poll", "invoice", "dice")
MEDIA_FIELDS = ("width", "height", "duration", "file_name", "emoji", "title", "performer")


def kind_of(body: Fields) -> str:
    return next((kind for kind in KINDS if kind in body), "service")


def text_of(body: Fields) -> str:
    """What can be read in a message; of a rich one, its blocks line by line."""
    rich = body.get("rich_message")
    return rich_words(rich) if rich else str(body.get("text") or body.get("caption") or "")


def rich_view(world: World, rich: Fields) -> Fields:
    return shown_rich(rich, lambda media: _media(world, media), shown_button)


def shown_content(world: World, post: Post, viewer: int) -> Fields:
    body, kind = post.body, kind_of(post.body)
    if kind in MEDIA:
        return _shown_media(world, body, kind)
    match kind:
        case "rich_message":
            return {"rich": rich_view(world, body["rich_message"])}
        case "venue":
            return {"venue": body["venue"], "location": _point(body["venue"]["location"])}
        case "location":
            return {"location": _location(world, post)}
        case "contact" | "dice":
            return {kind: body[kind]}
        case "poll":
            return {"poll": shown_poll(world, world.records.polls[body["poll"]["id"]], viewer)}
        case "paid_media":
            return {"paid": _paid(world, post, viewer)} | _above(body)
        case "invoice":
            return {"invoice": _invoice(world, post, viewer)}
        case "service":
            return {"service": _service(world, post, viewer)}
    return {}


def _shown_media(world: World, body: Fields, kind: str) -> Fields:
    spoiler = {"spoiler": True} if body.get("has_media_spoiler") else {}
    return {"media": _media(world, body[kind]) | spoiler, **_above(body)}


def _above(body: Fields) -> Fields:
    return {"caption_above": True} if body.get("show_caption_above_media") else {}


def _paid(world: World, post: Post, viewer: int) -> Fields:
    """Who has not paid learns how large the things are, and nothing else."""
    paid = post.body["paid_media"]
    is_open = any(one.seq == post.seq and one.person == viewer for one in world.records.unlocks)
    items = [{"kind": item["type"], "media": _media(world, item[item["type"]])} for item in paid["paid_media"]]
    if not is_open:
        sizes = ("width", "height", "duration")
        items = [one | {"media": {name: one["media"].get(name) for name in sizes}} for one in items]
    return {"stars": paid["star_count"], "open": is_open, "items": items}


def _media(world: World, media: Any) -> Fields:
    item = media[-1] if isinstance(media, list) else media
    entry = world.files.get(item["file_id"]) or {}
    shown = {name: item[name] for name in MEDIA_FIELDS if item.get(name) is not None}
    if "length" in item:
        shown |= {"width": item["length"], "height": item["length"]}
    if "thumbnail" in item:
        shown["thumb"] = f"/client/file/{item['thumbnail']['file_id']}"
    where: Fields = {"url": f"/client/file/{item['file_id']}", "size": item.get("file_size")}
    return where | shown | {"mime": item.get("mime_type") or entry.get("mime")}


def _point(location: Fields) -> Fields:
    optional = {"heading": "heading", "horizontal_accuracy": "accuracy", "live_period": "live_period"}
    more = {shown: location[name] for name, shown in optional.items() if name in location}
    return {"lat": location["latitude"], "lon": location["longitude"], "live": False, **more}


def _location(world: World, post: Post) -> Fields:
    shown = _point(post.body["location"]) | {"live": is_live(world, post)}
    if shown["live"]:
        return shown | ({"until": post.live_until} if post.live_until else {})
    return shown | ({"was_live": True} if post.live_until is not None else {})


def _invoice(world: World, post: Post, viewer: int) -> Fields:
    invoice = invoice_on(world, post)
    payment, language = payment_by(world, invoice, viewer), world.records.people[viewer].language_code
    shown: Fields = {
        "title": invoice.terms["title"],
        "description": invoice.terms["description"],
        "currency": invoice.currency,
        "total": invoice.total,
        "total_text": price_text(invoice.total, invoice.currency, language),
        "stars": invoice.in_stars,
        "start_parameter": invoice.terms.get("start_parameter", ""),
        "paid": payment is not None,
    }
    return shown | invoice_photo(invoice) | ({"receipt_id": payment.receipt_id} if payment else {})


def invoice_photo(invoice: Invoice) -> Fields:
    terms = invoice.terms
    if "photo_url" not in terms:
        return {}
    return {
        "photo": {"url": terms["photo_url"], "width": terms.get("photo_width"), "height": terms.get("photo_height")}
    }


def invoice_keyboard(world: World, post: Post, viewer: int) -> list[list[Fields]]:
    """Pay, or Receipt for who has paid; a link to the bot where the invoice was only forwarded."""
    invoice, language = invoice_on(world, post), world.records.people[viewer].language_code
    total = price_text(invoice.total, invoice.currency, language)
    rows = [list(row) for row in (post.markup or {}).get("inline_keyboard", [])] or [[{"text": "", "pay": True}]]
    first = rows[0][0]
    link = leads_to_bot(world, post)
    if link is not None:
        rows[0][0] = {"text": words(language, "pay", total=total), "url": link}
    elif payment_by(world, invoice, viewer) is not None:
        rows[0][0] = {"text": words(language, "receipt"), "receipt": True}
    else:
        rows[0][0] = first | {"text": first["text"] or words(language, "pay", total=total)}
    return rows


def _service(world: World, post: Post, viewer: int) -> Fields:
    body = post.body
    shown = service_text(world, post, viewer)
    if "pinned_message" in body:
        shown["message_id"] = body["pinned_message"]["message_id"]
    for name in ("migrate_to_chat_id", "migrate_from_chat_id"):
        if name in body:
            shown["chat"] = body[name]
    paid = body.get("successful_payment") or body.get("refunded_payment")
    return shown | _payment_of(world, paid, viewer) if paid else shown


def _payment_of(world: World, paid: Fields, viewer: int) -> Fields:
    charge_id = paid["telegram_payment_charge_id"]
    payment = next((one for one in world.records.payments if one.charge_id == charge_id), None)
    if payment is None:
        return {}
    invoice = {"invoice_id": payment.invoice_id} if payment.invoice_id else {}
    return {"payment": shown_payment(world, payment, viewer) | _recurring(paid), **invoice}


def _recurring(paid: Fields) -> Fields:
    names = {"is_recurring": "recurring", "is_first_recurring": "first", "subscription_expiration_date": "until"}
    return {shown: paid[name] for name, shown in names.items() if name in paid}


def shown_payment(world: World, payment: Payment, viewer: int) -> Fields:
    language = world.records.people[viewer].language_code
    shown: Fields = {
        "charge_id": payment.charge_id,
        "title": payment.title,
        "currency": payment.currency,
        "total": payment.amount,
        "total_text": price_text(payment.amount, payment.currency, language),
        "stars": payment.currency == STARS,
        "date": payment.date,
    }
    shown |= {"order_info": payment.order_info} if payment.order_info else {}
    return shown | ({"refunded": True} if payment.refunded_at is not None else {})
