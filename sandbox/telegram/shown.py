"""How a page of the browser client is told about chats and messages."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.audience import sees
from sandbox.telegram.commands import commands_for
from sandbox.telegram.records import Chat, Fields, Post
from sandbox.telegram.safe_html import safe_html
from sandbox.telegram.service_text import service_text
from sandbox.telegram.words import words
from sandbox.telegram.world import World

MEDIA = ("photo", "document", "video", "voice", "video_note")
PLAIN = ("location", "venue", "contact")
BUTTON_TYPES = (
    ("callback_data", "callback", "data"),
    ("url", "url", "url"),
    ("web_app", "web_app", "url"),
    ("switch_inline_query", "switch_inline", "query"),
    ("switch_inline_query_chosen_chat", "switch_inline", "query"),
    ("switch_inline_query_current_chat", "switch_inline_current", "query"),
    ("copy_text", "copy_text", "text_to_copy"),
    ("request_contact", "request_contact", ""),
    ("request_location", "request_location", ""),
)


def shown_message(world: World, post: Post, viewer: int) -> Fields:
    body = post.body
    kind = kind_of(body)
    text = str(body.get("text") or body.get("caption") or "")
    entities = body.get("entities") or body.get("caption_entities") or []
    sender = world.records.people[post.sender]
    shown: Fields = {
        "chat": post.chat_id,
        "message_id": post.message_id or -(post.ephemeral_id or 0),
        "thread": post.thread,
        "date": post.date,
        "edit_date": post.edit_date,
        "from": {"id": sender.id, "key": sender.key, "name": sender.name, "is_bot": sender.is_bot},
        "out": post.sender == viewer,
        "kind": kind,
        "text": text,
        "entities": entities,
        "html": safe_html(text, entities),
        "keyboard": shown_keyboard(post.markup),
        "reactions": _reactions(post, viewer),
        "ephemeral": post.receiver is not None,
        "ephemeral_message_id": post.ephemeral_id,
        "replaces": post.replaces,
        "pinned": post.message_id in world.records.chats[post.chat_id].pinned,
        "inline_message_id": post.inline_id,
        "unanswered": [query.id for query in world.queries.values() if query.post_seq == post.seq and not query.answer],
        "media_group_id": body.get("media_group_id"),
    }
    shown |= _content(world, post, kind, viewer) | _context(world, post, viewer)
    return {name: value for name, value in shown.items() if value is not None}


def kind_of(body: Fields) -> str:
    return next((kind for kind in ("text", *MEDIA, "venue", "location", "contact") if kind in body), "service")


def _content(world: World, post: Post, kind: str, viewer: int) -> Fields:
    body = post.body
    if kind in MEDIA:
        return {"media": _media(world, body[kind])}
    if kind == "venue":
        place = body["venue"]
        return {"venue": place, "location": _location(place["location"])}
    if kind == "location":
        return {"location": _location(body["location"])}
    if kind == "contact":
        return {"contact": body["contact"]}
    return {"service": service_text(world, post, viewer)} if kind == "service" else {}


def _location(location: Fields) -> Fields:
    return {"lat": location["latitude"], "lon": location["longitude"], "live": "live_period" in location}


def _media(world: World, media: Any) -> Fields:
    item = media[-1] if isinstance(media, list) else media
    entry = world.files.get(item["file_id"]) or {}
    return {
        "url": f"/client/file/{item['file_id']}",
        "width": item.get("width"),
        "height": item.get("height"),
        "duration": item.get("duration"),
        "file_name": item.get("file_name"),
        "size": item.get("file_size"),
        "mime": item.get("mime_type") or entry.get("mime"),
    }


def _context(world: World, post: Post, viewer: int) -> Fields:
    context: Fields = {}
    replied = world.posts_by_id.get((post.chat_id, post.reply_to)) if post.reply_to else None
    if replied is not None and not replied.deleted:
        name = world.records.people[replied.sender].name
        context["reply_to"] = {"message_id": replied.message_id, "name": name, "text": summary(world, replied, viewer)}
    if post.via_bot:
        context["via_bot"] = world.bot.username
    origin = post.body.get("forward_origin")
    if origin:
        context["forward_from"] = origin.get("sender_user", {}).get("first_name", "")
    return context


def shown_keyboard(markup: Fields | None) -> list[list[Fields]] | None:
    rows = (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard")
    return [[_button(button) for button in row] for row in rows] if rows else None


def _button(button: Fields) -> Fields:
    shown: Fields = {"text": button["text"], "type": "text"}
    for field, kind, value in BUTTON_TYPES:
        if field in button:
            shown["type"] = kind
            content = button[field]
            if value:
                shown[value] = content if isinstance(content, str) else next(iter(content.values()), "")
            break
    if button.get("style"):
        shown["style"] = button["style"]
    if "disabled" in button:
        shown["disabled"] = True
    return shown


def _reactions(post: Post, viewer: int) -> list[Fields]:
    emojis = list(dict.fromkeys(emoji for chosen in post.reactions.values() for emoji in chosen))
    return [
        {
            "emoji": emoji,
            "count": sum(emoji in chosen for chosen in post.reactions.values()),
            "mine": emoji in post.reactions.get(viewer, []),
        }
        for emoji in emojis
    ]


def summary(world: World, post: Post, viewer: int) -> str:
    kind = kind_of(post.body)
    text = str(post.body.get("text") or post.body.get("caption") or "")
    if text:
        return text[:120]
    if kind == "service":
        return str(service_text(world, post, viewer)["text"])
    return words(world.records.people[viewer].language_code, kind)


def shown_chat(world: World, chat: Chat, viewer: int) -> Fields:
    member = chat.members.get(viewer)
    last = next((post for post in reversed(world.posts_of.get(chat.id, [])) if sees(world, viewer, post)), None)
    title, color = _face(world, chat, viewer)
    return {
        "id": chat.id,
        "key": chat.key,
        "type": chat.type,
        "is_forum": chat.is_forum,
        "title": title,
        "avatar_color": color,
        "unread": _unread(world, chat, viewer, None),
        "last": last and {"text": summary(world, last, viewer), "date": last.date, "from_name": _name(world, last)},
        "topics": [_topic(world, chat, viewer, topic) for topic in chat.topics],
        "pinned_id": chat.pinned[-1] if chat.pinned else None,
        "my_rights": {
            "admin": bool(member and member.is_admin),
            "owner": bool(member and member.status == "creator"),
            "member": chat.type == "private" or bool(member and member.present),
        },
        "member_count": sum(member.present for member in chat.members.values()) if chat.members else 2,
        "invite_link": next((link.url for link in chat.links if not link.is_revoked), None),
        "menu_button": _menu_button(world, chat),
        "commands": commands_for(world, chat, viewer),
        "reply_keyboard": chat.reply_keyboards.get(viewer),
        "is_bot_chat": chat.with_bot and chat.type == "private",
        "blocked": chat.blocked,
        "started": chat.started,
    }


def _name(world: World, post: Post) -> str:
    return world.records.people[post.sender].name


def _face(world: World, chat: Chat, viewer: int) -> tuple[str, str]:
    if chat.type != "private":
        return chat.title or "", _color(chat.id)
    other = world.bot if chat.with_bot else world.records.people[next(p for p in chat.members if p != viewer)]
    return other.name, other.avatar_color


def _color(chat_id: int) -> str:
    colors = ("#65aadd", "#7bc862", "#faa774", "#a695e7")
    return colors[abs(chat_id) % len(colors)]


def _unread(world: World, chat: Chat, viewer: int, thread: int | None) -> int:
    read = chat.read.get(f"{viewer}:{thread or 0}", chat.read.get(f"{viewer}:0", 0))
    count = 0
    for post in reversed(world.posts_of.get(chat.id, [])):
        if post.seq <= read or count >= 99:
            break
        if post.sender != viewer and sees(world, viewer, post) and thread in (None, post.thread or 1):
            count += 1
    return count


def _topic(world: World, chat: Chat, viewer: int, topic_id: int) -> Fields:
    topic = chat.topics[topic_id]
    color = f"#{topic.icon_color:06x}"
    unread = _unread(world, chat, viewer, topic_id)
    return {"id": topic.id, "name": topic.name, "icon_color": color, "closed": topic.closed, "unread": unread}


def _menu_button(world: World, chat: Chat) -> Fields:
    button = chat.menu_button or world.records.profile.menu_button
    if button["type"] == "web_app":
        return {"type": "web_app", "text": button["text"], "url": button["web_app"]["url"]}
    return {"type": button["type"], "text": ""}
