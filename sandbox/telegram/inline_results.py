"""What an inline result becomes when a person sends it."""

from __future__ import annotations

from sandbox.telegram.attachments import file_body
from sandbox.telegram.entities import formatted
from sandbox.telegram.errors import bad_request
from sandbox.telegram.invoices import api_invoice, checked_terms, new_invoice
from sandbox.telegram.keyboards import checked_markup
from sandbox.telegram.messages import add_post, tell_bot
from sandbox.telegram.records import Chat, Fields, Invoice, Person, Post
from sandbox.telegram.rich.message import rich_body
from sandbox.telegram.world import World

CACHED = {
    "photo_file_id": "photo",
    "document_file_id": "document",
    "video_file_id": "video",
    "voice_file_id": "voice",
    "audio_file_id": "audio",
    "sticker_file_id": "sticker",
    "gif_file_id": "animation",
    "mpeg4_file_id": "animation",
}


def result_post_fields(world: World, result: Fields) -> tuple[Fields, Fields | None]:
    """Body and keyboard; raises 400 as answerInlineQuery does for a bad one."""
    content = result.get("input_message_content")
    bill = content is not None and "prices" in content
    markup = checked_markup(result.get("reply_markup"), private=False, inline_only=True, invoice=bill)
    if content is not None:
        return _content_body(world, content), markup
    cached = next(((field, kind) for field, kind in CACHED.items() if field in result), None)
    if cached is not None:
        return _cached_body(world, result, *cached), markup
    match result["type"]:
        case "location":
            return {"location": {name: result[name] for name in ("latitude", "longitude")}}, markup
        case "contact":
            return {"contact": {name: result[name] for name in ("phone_number", "first_name")}}, markup
        case "venue":
            return _venue(result), markup
        case "article":
            raise bad_request("MESSAGE_TEXT_EMPTY")
        case kind:
            address = result.get(f"{kind}_url", "")
            caption, found = _text(world, result, "caption", "caption_entities")
            return _text_body(f"{caption}\n{address}".strip(), found), markup


def _text(world: World, fields: Fields, name: str, entities: str) -> tuple[str, list[Fields]]:
    return formatted(fields.get(name) or "", fields.get("parse_mode"), fields.get(entities), world.find_user)


def _text_body(text: str, entities: list[Fields]) -> Fields:
    return {"text": text} | ({"entities": entities} if entities else {})


def _content_body(world: World, content: Fields) -> Fields:
    if "message_text" in content:
        text, entities = _text(world, content, "message_text", "entities")
        if not text:
            raise bad_request("MESSAGE_TEXT_EMPTY")
        if len(text) > 4096:
            raise bad_request("MESSAGE_TOO_LONG")
        return _text_body(text, entities)
    if "rich_message" in content:
        return rich_body(world, content["rich_message"], stored=True)
    if "prices" in content:
        return {"invoice": api_invoice(Invoice(slug="", terms=checked_terms(content)))}
    if "title" in content and "address" in content:
        return _venue(content)
    if "latitude" in content:
        return {"location": {name: content[name] for name in ("latitude", "longitude")}}
    return {"contact": {name: content[name] for name in ("phone_number", "first_name") if name in content}}


def _venue(fields: Fields) -> Fields:
    location = {name: fields[name] for name in ("latitude", "longitude")}
    return {
        "venue": {"location": location, "title": fields["title"], "address": fields["address"]},
        "location": location,
    }


def _cached_body(world: World, result: Fields, field: str, kind: str) -> Fields:
    caption, entities = _text(world, result, "caption", "caption_entities")
    body = file_body(world, kind, result[field], {})
    return body | ({"caption": caption} if caption else {}) | ({"caption_entities": entities} if entities else {})


def send_result(
    world: World, person: Person, chat: Chat, result: Fields, *, query: str | None = None, thread: int | None = None
) -> Post:
    """Posts the result as the person, via the bot; a keyboard makes it editable, so it gets an inline_message_id."""
    body, markup = result_post_fields(world, result)
    inline_id = world.next_id("inline") if markup is not None else None
    if thread == 1:
        thread = None
    more: Fields = {"markup": markup, "via_bot": True, "inline_id": inline_id, "thread": thread}
    if "invoice" in body:
        more["invoice"] = new_invoice(world, checked_terms(result["input_message_content"]), chat_id=chat.id).slug
    post = add_post(world, chat, person.id, body, **more)
    tell_bot(world, post)
    if query is not None:
        chosen = {"result_id": result["id"], "from": world.user(person.id), "query": query}
        inline = {"inline_message_id": inline_id} if inline_id else {}
        world.updates.push("chosen_inline_result", chosen | inline, f"chat:{person.id}")
    return post
