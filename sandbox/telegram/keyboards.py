"""Keyboards, checked as strictly as Telegram checks them."""

from __future__ import annotations

from typing import Any

from aiogram.types import ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove
from pydantic import BaseModel, ValidationError

from sandbox.telegram.errors import bad_request
from sandbox.telegram.links import checked_url, webapp_address_ok
from sandbox.telegram.records import Fields

FORMS: dict[str, type[BaseModel]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "keyboard": ReplyKeyboardMarkup,
    "remove_keyboard": ReplyKeyboardRemove,
    "force_reply": ForceReply,
}
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
PRIVATE_ONLY = ("request_users", "request_chat", "request_contact", "request_location", "request_poll", "web_app")
STYLES = ("danger", "success", "primary")
MOST_BUTTONS = 100
MOST_IN_ROW = 8


def checked_markup(markup: Any, *, private: bool, inline_only: bool = False, invoice: bool = False) -> Fields | None:
    """The keyboard as it will be kept; None for none or an empty one. Raises ApiError 400."""
    if markup is None or markup == "" or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    name = next((name for name in FORMS if name in markup), None)
    if name is None or (inline_only and name != "inline_keyboard"):
        raise bad_request("inline keyboard expected" if inline_only else "object expected as reply markup")
    fields = _validated(FORMS[name], markup)
    if name == "inline_keyboard":
        return _checked_inline(fields, private=private, invoice=invoice)
    if name == "keyboard":
        _check_reply(fields, private=private)
    return fields


def _validated(form: type[BaseModel], markup: Fields) -> Fields:
    try:
        kept: Fields = form.model_validate(markup).model_dump(
            mode="json", by_alias=True, exclude_none=True, exclude_unset=True
        )
    except ValidationError as problem:
        place = ".".join(str(step) for step in problem.errors()[0]["loc"])
        raise bad_request(f"can't parse reply keyboard markup JSON object: {place}") from problem
    return kept


def _checked_inline(markup: Fields, *, private: bool, invoice: bool) -> Fields | None:
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button, private=private)
    _check_pay([button for row in rows for button in row], invoice=invoice)
    force = {"force_reply": True} if markup.get("force_reply") else {}
    return {"inline_keyboard": rows, **force} if rows or force else None


def _check_button(button: Fields, *, private: bool) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if len([name for name in actions if name != "disabled"]) > 1:
        raise bad_request("inline keyboard button must have exactly one action")
    if button.get("style") not in (None, *STYLES):
        raise bad_request("BUTTON_STYLE_INVALID")
    check_action(button, private=private)


def _check_pay(buttons: list[Fields], *, invoice: bool) -> None:
    """Pay stands first under an invoice and nowhere else."""
    paying = [number for number, button in enumerate(buttons) if button.get("pay")]
    if invoice and buttons and 0 not in paying:
        raise bad_request("REPLY_MARKUP_BUY_EMPTY")
    if not invoice and paying:
        raise bad_request("BUTTON_TYPE_INVALID")
    if paying not in ([], [0]):
        raise bad_request("BUTTON_POS_INVALID")


def check_action(button: Fields, *, private: bool) -> None:
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and checked_url(button["url"]) is None:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "callback_game" in button:
        raise bad_request("BUTTON_TYPE_INVALID")
    if "web_app" in button:
        if not private:
            raise bad_request("BUTTON_TYPE_INVALID")
        check_webapp(button, "inline keyboard button")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def check_webapp(button: Fields, where: str) -> None:
    url = button["web_app"]["url"]
    if not webapp_address_ok(url):
        raise bad_request(f"{where} Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_reply(markup: Fields, *, private: bool) -> None:
    rows = markup["keyboard"]
    if not any(rows):
        raise bad_request("reply keyboard must be non-empty")
    if len(markup.get("input_field_placeholder", "")) > 64:
        raise bad_request("input field placeholder is too long")
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise bad_request("keyboard button text must be non-empty")
        if not private and any(button.get(name) for name in PRIVATE_ONLY):
            raise bad_request("BUTTON_TYPE_INVALID")
        if "web_app" in button:
            check_webapp(button, "keyboard button")


def inline_buttons(markup: Fields | None) -> list[Fields]:
    return [button for row in (markup or {}).get("inline_keyboard", []) for button in row]


def is_inline(markup: Fields | None) -> bool:
    return bool(markup) and "inline_keyboard" in (markup or {})
