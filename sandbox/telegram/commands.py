"""The command menu: the narrowest scope that has a list wins, then the language."""

from __future__ import annotations

from sandbox.telegram.records import Chat, Fields
from sandbox.telegram.world import World


def scope_key(scope: Fields) -> tuple[str, str, str]:
    return scope.get("type", "default"), str(scope.get("chat_id", "")), str(scope.get("user_id", ""))


def find_commands(world: World, scope: Fields, language: str) -> list[Fields] | None:
    for kept in world.records.profile.commands:
        if scope_key(kept.scope) == scope_key(scope) and kept.language_code == language:
            return kept.commands
    return None


def commands_for(world: World, chat: Chat, viewer: int) -> list[Fields]:
    language = world.records.people[viewer].language_code or ""
    for scope in _scopes(chat, viewer):
        for code in (language, ""):
            commands = find_commands(world, scope, code)
            if commands:
                return commands
    return []


def _scopes(chat: Chat, viewer: int) -> list[Fields]:
    if chat.type == "private":
        return [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}, {"type": "default"}]
    member = chat.members.get(viewer)
    admin = member is not None and member.is_admin
    scopes: list[Fields] = [{"type": "chat_member", "chat_id": chat.id, "user_id": viewer}]
    scopes += [{"type": "chat_administrators", "chat_id": chat.id}] if admin else []
    scopes += [{"type": "chat", "chat_id": chat.id}]
    scopes += [{"type": "all_chat_administrators"}] if admin else []
    return [*scopes, {"type": "all_group_chats"}, {"type": "default"}]
