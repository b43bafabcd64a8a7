"""The command menus: every scope in both languages, at most twelve lines, every line leads to a handler."""

from __future__ import annotations

from bot.menus import command_menus, menu_button, staff_menu
from bot.table import build_routes
from tests.kit.town import Town


def test_each_scope_is_said_in_both_languages_and_once_for_all_others() -> None:
    calls = command_menus()
    said = {(call.params["scope"]["type"], call.params.get("language_code")) for call in calls}
    scopes = ("all_private_chats", "all_group_chats", "all_chat_administrators")
    assert said == {(scope, language) for scope in scopes for language in (None, "ru", "en")}


def test_every_command_of_a_menu_has_a_handler() -> None:
    routes = build_routes()
    for call in [*command_menus(), *staff_menu(5, {"administrator"})]:
        words = [command["command"] for command in call.params["commands"]]
        assert len(words) <= 12
        assert all(word == "start" or word in routes.commands for word in words), words


def test_without_a_role_the_menu_of_everybody_comes_back() -> None:
    assert {call.method for call in staff_menu(5, set())} == {"deleteMyCommands"}
    assert "block" in str(staff_menu(5, {"administrator"})[0].params)


def test_the_button_opens_the_app() -> None:
    assert menu_button("https://forma.example").params["menu_button"]["web_app"] == {"url": "https://forma.example"}


async def test_the_button_speaks_the_language_that_the_person_speaks(town: Town) -> None:
    await town.do("start", as_="pasha")
    assert await _button(town, "pasha") == "Open"
    await town.press("pasha", "Русский")
    assert await _button(town, "pasha") == "Открыть"


async def _button(town: Town, who: str) -> str:
    view = await town.look("/client/view", as_=who)
    return str(view["chats"][0]["menu_button"]["text"])
