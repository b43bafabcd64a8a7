"""Service messages in words."""

from __future__ import annotations

from sandbox.telegram.prices import price_text
from sandbox.telegram.records import Fields, Post
from sandbox.telegram.words import WORDS, words
from sandbox.telegram.world import World


def service_text(world: World, post: Post, viewer: int) -> Fields:
    kind = next((kind for kind in post.body if kind in WORDS), next(iter(post.body), "unknown"))
    if kind not in WORDS:
        return {"type": kind, "text": kind.replace("_", " ")}
    language = world.records.people[viewer].language_code
    who = world.records.people[post.sender].name
    if post.sender_chat is not None:
        who = world.records.chats[post.sender_chat].title or who
    named = {"who": who, "name": _name(world, post.body[kind]), "names": _names(world, post, kind)}
    return {"type": kind, "text": words(language, kind, **named | _sum(world, post.body[kind], language))}


def _sum(world: World, value: object, language: str | None) -> dict[str, str]:
    if not isinstance(value, dict) or "total_amount" not in value:
        return {}
    charge_id = value["telegram_payment_charge_id"]
    title = next((payment.title for payment in world.records.payments if payment.charge_id == charge_id), "")
    return {"total": price_text(value["total_amount"], value.get("currency", "XTR"), language), "name": title}


def _name(world: World, value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "chat_id" in value:
        return world.records.chats[value["chat_id"]].title or ""
    return str(value.get("name") or value.get("button_text") or value.get("first_name") or "")


def _names(world: World, post: Post, kind: str) -> str:
    value = post.body[kind]
    if isinstance(value, dict):
        return ", ".join(world.records.people[user["user_id"]].name for user in value.get("users", []))
    return ", ".join(user["first_name"] for user in value) if isinstance(value, list) else ""
