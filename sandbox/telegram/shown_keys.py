"""Keyboards and single buttons, as the page draws them."""

from __future__ import annotations

from sandbox.telegram.records import Fields

BUTTON_TYPES = (
    ("callback_data", "callback", "data"),
    ("url", "url", "url"),
    ("web_app", "web_app", "url"),
    ("login_url", "login_url", "url"),
    ("switch_inline_query", "switch_inline", "query"),
    ("switch_inline_query_chosen_chat", "switch_inline", "query"),
    ("switch_inline_query_current_chat", "switch_inline_current", "query"),
    ("copy_text", "copy_text", "text_to_copy"),
    ("request_contact", "request_contact", ""),
    ("request_location", "request_location", ""),
    ("request_poll", "request_poll", ""),
    ("request_users", "request_users", ""),
    ("request_chat", "request_chat", ""),
    ("pay", "pay", ""),
    ("receipt", "receipt", ""),
)


def shown_keyboard(markup: Fields | None) -> list[list[Fields]] | None:
    rows = (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard")
    return [[shown_button(button) for button in row] for row in rows] if rows else None


def shown_button(button: Fields) -> Fields:
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
