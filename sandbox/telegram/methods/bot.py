"""The bot about itself: who it is, its commands, menu button and descriptions."""

from __future__ import annotations

import re
from typing import Any

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.commands import find_commands, scope_key
from sandbox.telegram.errors import bad_request
from sandbox.telegram.keyboards import check_webapp
from sandbox.telegram.membership import ADMIN_RIGHTS, CHANNEL_RIGHTS, GROUP_RIGHTS
from sandbox.telegram.messages import tell_chat
from sandbox.telegram.records import CommandList, Fields
from sandbox.telegram.shown import shown_chat
from sandbox.telegram.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(call: Call) -> Fields:
    world = call.world
    return world.user(world.bot.id) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.switches.privacy,
        "supports_guest_queries": True,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": True,
        "supports_join_request_queries": True,
    }


async def get_updates(call: Call) -> list[Fields]:
    world = call.world
    world.updates.allow(call.fields.get("allowed_updates"))
    return await world.updates.poll(call.get("offset", 0), call.get("limit", 100), call.get("timeout", 0))


def set_my_commands(call: Call) -> bool:
    commands = call.fields["commands"]
    for command in commands:
        if not COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(commands) > 100:
        raise bad_request("too many commands specified")
    _replace_commands(call, [command | {"command": command["command"].removeprefix("/")} for command in commands])
    return True


def _replace_commands(call: Call, commands: list[Fields]) -> None:
    world = call.world
    scope, language = call.get("scope", {"type": "default"}), call.get("language_code", "")
    kept = world.records.profile.commands
    kept[:] = [c for c in kept if (scope_key(c.scope), c.language_code) != (scope_key(scope), language)]
    if commands:
        kept.append(CommandList(scope=scope, language_code=language, commands=commands))
    world.touch()
    refresh_views(world)


def refresh_views(world: World) -> None:
    for person_id in world.hub.watchers():
        chat = world.private_chat(world.records.people[person_id])
        world.hub.tell(person_id, {"type": "chat", "chat": shown_chat(world, chat, person_id)})


def get_my_commands(call: Call) -> list[Fields]:
    scope, language = call.get("scope", {"type": "default"}), call.get("language_code", "")
    return find_commands(call.world, scope, language) or []


def delete_my_commands(call: Call) -> bool:
    _replace_commands(call, [])
    return True


def _words(field: str, table: str, longest: int) -> tuple[Any, Any]:
    def kept(world: World) -> dict[str, str]:
        found: dict[str, str] = getattr(world.records.profile, table)
        return found

    def change(call: Call) -> bool:
        text = call.get(field, "")
        if len(text) > longest:
            raise bad_request(f"{field} is too long")
        kept(call.world)[call.get("language_code", "")] = text
        if field == "name" and text and not call.get("language_code"):
            call.world.bot.first_name = text
        call.world.touch()
        return True

    def read(call: Call) -> Fields:
        words = kept(call.world)
        default = call.world.bot.first_name if field == "name" else ""
        return {field: words.get(call.get("language_code", "")) or words.get("") or default}

    return change, read


def set_menu_button(call: Call) -> bool:
    world, button = call.world, call.get("menu_button", {"type": "default"})
    if button["type"] == "web_app":
        check_webapp(button, "menu button")
    if "chat_id" in call.fields:
        chat = call.chat()
        chat.menu_button = None if button["type"] == "default" else button
        tell_chat(world, chat, chat.id)
    else:
        world.records.profile.menu_button = {"type": "commands"} if button["type"] == "default" else button
        refresh_views(world)
    world.touch()
    return True


def get_menu_button(call: Call) -> Fields:
    own = call.chat().menu_button if "chat_id" in call.fields else None
    return own or call.world.records.profile.menu_button


def _audience(call: Call) -> str:
    return "channels" if call.get("for_channels") else "groups"


def set_default_rights(call: Call) -> bool:
    call.world.records.profile.admin_rights[_audience(call)] = call.get("rights", {})
    call.world.touch()
    return True


def get_default_rights(call: Call) -> Fields:
    kept = call.world.records.profile.admin_rights.get(_audience(call), {})
    more = CHANNEL_RIGHTS if call.get("for_channels") else GROUP_RIGHTS
    return {name: kept.get(name, False) for name in ("is_anonymous", *ADMIN_RIGHTS, *more)}


def log_out(call: Call) -> bool:
    return True


set_name, get_name = _words("name", "names", 64)
set_description, get_description = _words("description", "descriptions", 512)
set_short, get_short = _words("short_description", "short_descriptions", 120)

HANDLERS: HandlerTable = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": set_name,
    "getMyName": get_name,
    "setMyDescription": set_description,
    "getMyDescription": get_description,
    "setMyShortDescription": set_short,
    "getMyShortDescription": get_short,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
    "setMyDefaultAdministratorRights": set_default_rights,
    "getMyDefaultAdministratorRights": get_default_rights,
    "logOut": log_out,
    "close": log_out,
}
