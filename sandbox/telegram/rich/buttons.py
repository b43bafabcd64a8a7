"""Buttons inside of a rich message: pressed like those under a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.keyboards import ACTIONS, STYLES, check_action
from sandbox.telegram.records import Fields
from sandbox.telegram.rich.given import Unreadable, maybe
from sandbox.telegram.rich.reading import Reading
from sandbox.telegram.rich.walk import changed, nodes, plain

MOST_IN_ROW = 8
TRAVEL = ("url", "copy_text", "login_url")
ReadText = Callable[..., Any]


def read_button(reading: Reading, value: Any, read_text: ReadText) -> Fields:
    """A RichMessageButton as it is kept."""
    if not isinstance(value, dict):
        raise Unreadable("InlineButton must be an Object")
    text = read_text(reading, value.get("text", ""), detects=False)
    if not plain(text).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not _may_be_text(text):
        raise bad_request("RICH_MESSAGE_BUTTON_TEXT_INVALID")
    actions = [name for name in ACTIONS if value.get(name) is not None]
    if not actions:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1 or actions[0] in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_shape(value, actions[0])
    check_action(value, private=reading.private)
    return {"text": text, actions[0]: value[actions[0]], **_style(value, actions[0])}


def _check_shape(value: Fields, action: str) -> None:
    kind = str if action in ("url", "callback_data") or action.endswith(("query", "current_chat")) else dict
    maybe(value, action, kind)
    holder = {"web_app": "url", "login_url": "url", "copy_text": "text"}.get(action)
    if holder is not None and not isinstance(value[action].get(holder), str):
        raise Unreadable(f'Can\'t find field "{holder}"')


def _style(value: Fields, action: str) -> Fields:
    style = maybe(value, "style", str, "").lower()
    if style in ("", "default"):
        return {}
    if style not in (*STYLES, "link"):
        raise Unreadable("Invalid button style specified")
    if style == "link" and action != "callback_data":
        raise bad_request("BUTTON_STYLE_INVALID")
    return {"style": style}


def _may_be_text(text: Any) -> bool:
    if isinstance(text, list):
        return all(map(_may_be_text, text))
    return isinstance(text, str) or text["type"] in ("custom_emoji", "date_time")


def buttons_of(body: Fields) -> list[Fields]:
    """In the order of the message, their texts plain: ready to be found and pressed."""
    found: list[Fields] = []
    for node in nodes(body.get("rich_message", {}).get("blocks", [])):
        if node["type"] in ("buttons", "button"):
            found += node["buttons"] if node["type"] == "buttons" else [node["button"]]
    return [button | {"text": plain(button["text"])} for button in found]


def carried(rich: Fields, *, copy: bool = False) -> Any:
    """As a forward has it: what only the bot could answer is shown and does nothing."""

    def still(button: Fields) -> Fields:
        if copy and "login_url" in button:
            return {"text": button["text"], "url": button["login_url"]["url"]}
        if any(name in button for name in TRAVEL):
            return button
        style = {"style": button["style"]} if button.get("style", "link") != "link" else {}
        return {"text": button["text"], "disabled": {}, **style}

    def change(node: Fields) -> Fields:
        if node.get("type") == "buttons":
            return node | {"buttons": [still(button) for button in node["buttons"]]}
        return node | {"button": still(node["button"])} if node.get("type") == "button" else node

    return changed(rich, change)
