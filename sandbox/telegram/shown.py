"""How a page of the browser client is told about chats and messages."""

from __future__ import annotations

from sandbox.telegram import drafts
from sandbox.telegram.audience import sees
from sandbox.telegram.commands import commands_for
from sandbox.telegram.records import ANONYMOUS_ID, Chat, Fields, Member, Post
from sandbox.telegram.safe_html import safe_html
from sandbox.telegram.service_text import service_text
from sandbox.telegram.shown_content import invoice_keyboard, kind_of, shown_content, text_of
from sandbox.telegram.shown_keys import shown_button, shown_keyboard
from sandbox.telegram.words import words
from sandbox.telegram.world import World

MOST_FACES = 3


def shown_message(world: World, post: Post, viewer: int) -> Fields:
    body = post.body
    kind = kind_of(body)
    text = text_of(body)
    entities = body.get("entities") or body.get("caption_entities") or []
    shown: Fields = {
        "chat": post.chat_id,
        "message_id": post.message_id or -(post.ephemeral_id or 0),
        "thread": post.thread,
        "date": post.date,
        "edit_date": post.edit_date,
        "from": sender_of(world, post),
        "signature": post.signature,
        "out": post.sender == viewer,
        "kind": kind,
        "text": text,
        "entities": entities,
        "html": safe_html(text, entities) if kind != "rich_message" else "",
        "keyboard": _keyboard(world, post, viewer),
        "force_reply": bool((post.markup or {}).get("force_reply")) or None,
        "reactions": _reactions(world, post, viewer),
        "ephemeral": post.receiver is not None,
        "ephemeral_message_id": post.ephemeral_id,
        "replaces": post.replaces,
        "pinned": post.message_id in world.records.chats[post.chat_id].pinned,
        "inline_message_id": post.inline_id,
        "unanswered": [query.id for query in world.queries.values() if query.post_seq == post.seq and not query.answer],
        "media_group_id": body.get("media_group_id"),
    }
    shown |= shown_content(world, post, viewer) | _context(world, post, viewer)
    return {name: value for name, value in shown.items() if value is not None}


def sender_of(world: World, post: Post) -> Fields:
    """Who it is from, as the page says: a channel and an anonymous administrator stand behind the chat's name."""
    chat = world.records.chats[post.chat_id]
    if chat.type == "channel":
        return {"id": chat.id, "key": None, "name": chat.title or "", "is_bot": False, "channel": True}
    if post.sender_chat is not None:
        return {"id": ANONYMOUS_ID, "key": None, "name": chat.title or "", "is_bot": True, "anonymous": True}
    sender = world.records.people[post.sender]
    member = chat.members.get(post.sender)
    tag = {"tag": member.tag} if member is not None and member.tag else {}
    return {"id": sender.id, "key": sender.key, "name": sender.name, "is_bot": sender.is_bot, **tag}


def _keyboard(world: World, post: Post, viewer: int) -> list[list[Fields]] | None:
    if "invoice" in post.body:
        return [[shown_button(button) for button in row] for row in invoice_keyboard(world, post, viewer)]
    return shown_keyboard(post.markup)


def _context(world: World, post: Post, viewer: int) -> Fields:
    context: Fields = {}
    replied = _replied(world, post)
    if replied is not None and not replied.deleted:
        name, said = sender_of(world, replied)["name"], summary(world, replied, viewer)
        context["reply_to"] = {"message_id": post.reply_to, "name": name, "text": said} | _quote(post)
    if post.via_bot:
        context["via_bot"] = world.bot.username
    origin = post.body.get("forward_origin")
    if origin:
        context |= _origin(world, origin)
    return context


def _replied(world: World, post: Post) -> Post | None:
    """Ephemeral messages are answered by their negative number."""
    if not post.reply_to:
        return None
    if post.reply_to > 0:
        return world.posts_by_id.get((post.chat_id, post.reply_to))
    return next((one for one in world.posts(post.chat_id) if one.ephemeral_id == -post.reply_to), None)


def _quote(post: Post) -> Fields:
    return {"quote": safe_html(post.quote["text"], post.quote.get("entities", []))} if post.quote else {}


def _origin(world: World, origin: Fields) -> Fields:
    user, place = origin.get("sender_user"), origin.get("sender_chat") or origin.get("chat")
    shown: Fields = {"type": origin["type"], "date": origin["date"], "name": origin.get("sender_user_name", "")}
    if user is not None:
        person = world.records.people.get(user["id"])
        key = {"key": person.key} if person and not person.is_bot else {}
        shown |= {"name": person.name if person else user["first_name"], "id": user["id"], **key}
    if place is not None:
        shown |= {"name": place.get("title", ""), "id": place["id"]}
    shown |= {"message_id": origin["message_id"]} if "message_id" in origin else {}
    shown |= {"signature": origin["author_signature"]} if "author_signature" in origin else {}
    return {"forward_origin": shown, "forward_from": shown["name"]}


def _reactions(world: World, post: Post, viewer: int) -> list[Fields]:
    emojis = dict.fromkeys(emoji for chosen in post.reactions.values() for emoji in chosen)
    return [_reaction(world, post, viewer, emoji) for emoji in emojis]


def _reaction(world: World, post: Post, viewer: int, emoji: str) -> Fields:
    who = [world.records.people[person] for person, chosen in post.reactions.items() if emoji in chosen]
    faces = [{"id": person.id, "key": person.key, "name": person.name} for person in who[-MOST_FACES:]]
    return {"emoji": emoji, "count": len(who), "mine": emoji in post.reactions.get(viewer, []), "who": faces}


def summary(world: World, post: Post, viewer: int) -> str:
    kind = kind_of(post.body)
    text = text_of(post.body)
    if text:
        return text[:120].replace("\n", " ") if kind == "rich_message" else text[:120]
    if kind == "service":
        return str(service_text(world, post, viewer)["text"])
    if kind in ("poll", "invoice"):
        return str(post.body["invoice"]["title"] if kind == "invoice" else _question(world, post))[:120]
    return words(world.records.people[viewer].language_code, kind)


def _question(world: World, post: Post) -> str:
    return "📊 " + str(world.records.polls[post.body["poll"]["id"]].question["question"])


def shown_chat(world: World, chat: Chat, viewer: int) -> Fields:
    member = chat.members.get(viewer)
    title, color = _face(world, chat, viewer)
    return {
        "id": chat.id,
        "key": chat.key,
        "type": chat.type,
        "is_forum": chat.is_forum,
        "title": title,
        "avatar_color": color,
        "unread": _unread(world, chat, viewer, None),
        "last": _last(world, chat, viewer, None),
        "topics": [_topic(world, chat, viewer, topic) for topic in chat.topics],
        "pinned_id": chat.pinned[-1] if chat.pinned else None,
        "pinned_ids": chat.pinned,
        "pins": [_pin(world, chat, message_id, viewer) for message_id in chat.pinned],
        "my_rights": {
            "admin": bool(member and member.is_admin),
            "owner": bool(member and member.status == "creator"),
            "member": chat.type == "private" or bool(member and member.present),
            "anonymous": bool(member and member.is_anonymous),
            "can_pin": chat.type == "private" or bool(member and may_pin(chat, member)),
        },
        "draft": drafts.shown_draft(world, chat, viewer),
        "join_requests": _asking(world, chat, member),
        "description": chat.description,
        "member_count": sum(member.present for member in chat.members.values()) if chat.members else 2,
        "invite_link": next((link.url for link in chat.links if not link.is_revoked), None),
        "menu_button": _menu_button(world, chat),
        "commands": commands_for(world, chat, viewer),
        "reply_keyboard": chat.reply_keyboards.get(viewer),
        "is_bot_chat": chat.with_bot and chat.type == "private",
        "blocked": chat.blocked,
        "started": chat.started,
    }


def _pin(world: World, chat: Chat, message_id: int, viewer: int) -> Fields:
    post = world.posts_by_id[chat.id, message_id]
    thread = {"thread": post.thread or 1} if chat.is_forum else {}
    return {"message_id": message_id, "text": summary(world, post, viewer), **thread}


def _asking(world: World, chat: Chat, member: Member | None) -> Fields | None:
    """How many wait to be let in, and the newest of them: only for those who may do that."""
    if member is None or not chat.join_requests or not member.may("can_invite_users"):
        return None
    newest = [world.records.people[person_id] for person_id in list(chat.join_requests)[-MOST_FACES:]]
    faces = [{"name": person.name, "avatar_color": person.avatar_color} for person in reversed(newest)]
    return {"count": len(chat.join_requests), "faces": faces}


def may_pin(chat: Chat, member: Member) -> bool:
    everybody = chat.type != "channel" and chat.permissions.get("can_pin_messages", False)
    return member.may("can_pin_messages") or (not member.is_admin and everybody)


def _last(world: World, chat: Chat, viewer: int, thread: int | None) -> Fields | None:
    post = next((post for post in reversed(world.posts(chat.id, thread)) if sees(world, viewer, post)), None)
    if post is None:
        return None
    said = "" if kind_of(post.body) == "service" else sender_of(world, post)["name"]
    return {"text": summary(world, post, viewer), "date": post.date, "from_name": said}


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
    for post in reversed(world.posts(chat.id, thread)):
        if post.seq <= read or count >= 99:
            break
        if post.sender != viewer and sees(world, viewer, post):
            count += 1
    return count


def _topic(world: World, chat: Chat, viewer: int, topic_id: int) -> Fields:
    topic = chat.topics[topic_id]
    return {
        "id": topic.id,
        "name": topic.name,
        "icon_color": f"#{topic.icon_color:06x}",
        "closed": topic.closed,
        "hidden": topic.hidden,
        "unread": _unread(world, chat, viewer, topic_id),
        "last": _last(world, chat, viewer, topic_id),
    }


def _menu_button(world: World, chat: Chat) -> Fields:
    button = chat.menu_button or world.records.profile.menu_button
    if button["type"] == "web_app":
        return {"type": "web_app", "text": button["text"], "url": button["web_app"]["url"]}
    return {"type": button["type"], "text": ""}
