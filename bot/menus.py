"""The command menus that Telegram shows, by kind of chat and language, and the button that opens the mini-app."""

from __future__ import annotations

from collections.abc import Iterable

from domain.notifications.ports import Call
from locales import DEFAULT, LANGUAGES, Translator, translator

PRIVATE = (
    *("start", "events", "my", "tickets", "newevent", "myevents"),
    *("payments", "profile", "notify", "settings", "resume", "help"),
)
GROUP = ("events", "my", "top", "rules", "help")
GROUP_ADMINISTRATORS = (
    *("events", "my", "top", "help"),
    *("link", "panel", "ok", "checkin", "results", "say", "late", "unlink"),
)
"""No more than twelve are shown."""
ALONE = ("my", "help", "link", "panel", "ok", "checkin", "results")
"""In a group nobody else reads that they were said; a bot that is no administrator may answer them alone."""
_OF_GROUPS = ("all_group_chats", "all_chat_administrators")
STAFF = {"administrator": ("block", "unblock", "role", "verify", "audit", "admin")}
"""Roles that come with commands of their own."""
SHOWN = 12


def command_menus() -> list[Call]:
    """For every scope and language, and once without a language for all others. Made at start; safe to repeat."""
    scopes = {
        "all_private_chats": PRIVATE,
        "all_group_chats": GROUP,
        "all_chat_administrators": GROUP_ADMINISTRATORS,
    }
    return [call for scope, words in scopes.items() for call in _menus({"type": scope}, words)]


def menu_button(app_url: str, language: str = DEFAULT, chat_id: int | None = None) -> Call:
    """The button beside the input field: in every private chat, or in that of one person in their language."""
    text = translator(language)("menu-app")
    button = {"type": "web_app", "text": text, "web_app": {"url": app_url}}
    return Call("setChatMenuButton", {"menu_button": button, **({"chat_id": chat_id} if chat_id else {})})


def staff_menu(chat_id: int, roles: Iterable[str]) -> list[Call]:
    """What a member of the staff sees in their private chat; without a role, the menu of everybody again."""
    own = [word for role in sorted(roles) for word in STAFF.get(role, ())]
    scope = {"type": "chat", "chat_id": chat_id}
    if not own:
        return [Call("deleteMyCommands", {"scope": scope, **which}) for which in _which()]
    return _menus(scope, (*own, *PRIVATE)[:SHOWN])


def _menus(scope: dict[str, object], words: Iterable[str]) -> list[Call]:
    words = tuple(words)
    calls = []
    for which in _which():
        t = translator(which.get("language_code", "ru"))
        in_group = scope["type"] in _OF_GROUPS
        commands = [_command(word, t, alone=in_group and word in ALONE) for word in words]
        calls.append(Call("setMyCommands", {"commands": commands, "scope": scope, **which}))
    return calls


def _command(word: str, t: Translator, *, alone: bool) -> dict[str, object]:
    return {"command": word, "description": t(f"menu-{word}"), **({"is_ephemeral": True} if alone else {})}


def _which() -> list[dict[str, str]]:
    """Telegram falls back to the menu without a language: it is the Russian one."""
    which: list[dict[str, str]] = [{"language_code": language} for language in LANGUAGES]
    return [{}, *which]
