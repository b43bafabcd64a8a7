"""RichText as a bot gave it → as Telegram keeps it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from sandbox.telegram.errors import bad_request
from sandbox.telegram.links import checked_url, mentioned_user
from sandbox.telegram.records import Fields
from sandbox.telegram.rich import buttons
from sandbox.telegram.rich.detected import marked
from sandbox.telegram.rich.given import Unreadable, maybe, needed
from sandbox.telegram.rich.reading import Reading

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler", "subscript", "superscript", "marked", "code")
# Of these only the text is kept: they are found in it again.
FOUND_AGAIN = ("mention", "hashtag", "cashtag", "bot_command", "bank_card_number")
MOMENT = re.compile(r"[rR]?|[wWdDtT]*")
EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]+\.)+\w{2,}")
PHONE = re.compile(r"\+?[\d ()-]{3,30}")


def read_text(reading: Reading, value: Any, *, detects: bool = True) -> Any:
    """A string, a list or an object; raises Unreadable."""
    if isinstance(value, str):
        text = value.replace("\r", "").replace("\0", "")
        return joined(marked(text)) if detects and reading.detects else text
    if isinstance(value, list):
        return joined([read_text(reading, one, detects=detects) for one in value])
    if not isinstance(value, dict):
        raise Unreadable("Invalid rich text specified")
    return _object(reading, value, needed(value, "type", str), detects)


def maybe_text(reading: Reading, fields: Fields, name: str) -> Fields:
    """`{name: text}`, or nothing when it is empty."""
    text = read_text(reading, fields[name]) if fields.get(name) is not None else ""
    return {name: text} if text else {}


def joined(parts: list[Any]) -> Any:
    """Plain pieces that touch become one; one piece alone is no list."""
    found: list[Any] = []
    for part in (one for whole in parts for one in (whole if isinstance(whole, list) else [whole])):
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return found if len(found) > 1 else found[0] if found else ""


def _object(reading: Reading, fields: Fields, kind: str, detects: bool) -> Any:
    if kind in STYLES:
        inside = read_text(reading, needed_text(fields), detects=detects and kind != "code")
        return {"type": kind, "text": inside} if inside else ""
    if kind in FOUND_AGAIN:
        return read_text(reading, needed_text(fields), detects=detects)
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable("Unsupported rich text type")
    return reader(reading, fields)


def needed_text(fields: Fields) -> Any:
    if "text" not in fields:
        raise Unreadable('Can\'t find field "text"')
    return fields["text"]


def _inside(reading: Reading, fields: Fields) -> Any:
    return read_text(reading, needed_text(fields), detects=False)


def _moment(reading: Reading, fields: Fields) -> Any:
    unix, form = needed(fields, "unix_time", int), maybe(fields, "date_time_format", str, "")
    if not MOMENT.fullmatch(form):
        raise Unreadable("Invalid date-time format specified")
    if not 0 < unix < 2**31:
        raise Unreadable("Invalid date specified")
    return {"type": "date_time", "text": _inside(reading, fields), "unix_time": unix, "date_time_format": form}


def _text_mention(reading: Reading, fields: Fields) -> Any:
    return mention(reading, _inside(reading, fields), needed(needed(fields, "user", dict), "id", int))


def mention(reading: Reading, text: Any, user_id: int) -> Any:
    user = reading.world.find_user(user_id)
    if user is None:
        raise bad_request("user not found")
    return {"type": "text_mention", "text": text, "user": user}


def _url(reading: Reading, fields: Fields) -> Any:
    return linked(reading, _inside(reading, fields), needed(fields, "url", str))


def linked(reading: Reading, text: Any, address: str) -> Any:
    """What a link leads to says what it is: a place in the message, a person, a letter, a call."""
    user = mentioned_user(address)
    if user is not None:
        return mention(reading, text, user)
    if address.startswith("#"):
        return {"type": "anchor_link", "text": text, "anchor_name": unquote(address[1:])}
    if address.lower().startswith("mailto:"):
        return email(text, unquote(address[7:].split("?")[0]))
    if address.lower().startswith("tel:"):
        return phone(text, unquote(address[4:]))
    known = checked_url(address)
    if known is None:
        raise bad_request("RICH_MESSAGE_URL_INVALID")
    return {"type": "url", "text": text, "url": known}


def email(text: Any, address: str) -> Fields:
    if not EMAIL.fullmatch(address):
        raise bad_request("RICH_MESSAGE_EMAIL_INVALID")
    return {"type": "email_address", "text": text, "email_address": address}


def phone(text: Any, number: str) -> Fields:
    if not PHONE.fullmatch(number):
        raise bad_request("RICH_MESSAGE_PHONE_INVALID")
    return {"type": "phone_number", "text": text, "phone_number": number}


def _emoji(reading: Reading, fields: Fields) -> Any:
    number, instead = needed(fields, "custom_emoji_id", str), maybe(fields, "alternative_text", str, "")
    if not number.isdigit() or not int(number):
        raise Unreadable("Invalid custom emoji identifier specified")
    if any(letter.isalpha() for letter in instead) or len(instead) > 16:
        raise bad_request("RICH_MESSAGE_EMOJI_INVALID")
    return {"type": "custom_emoji", "custom_emoji_id": number, "alternative_text": instead}


def _reference(reading: Reading, fields: Fields) -> Any:
    """Without a text it is an anchor."""
    text, name = read_text(reading, needed_text(fields)), needed(fields, "name", str)
    return {"type": "reference", "text": text, "name": name} if text else {"type": "anchor", "name": name}


def _place_link(name: str) -> Any:
    def read(reading: Reading, fields: Fields) -> Any:
        return {"type": "anchor_link", "text": _inside(reading, fields), "anchor_name": needed(fields, name, str)}

    return read


def _button(reading: Reading, fields: Fields) -> Any:
    return {"type": "button", "button": buttons.read_button(reading, fields.get("button"), read_text)}


READERS = {
    "date_time": _moment,
    "text_mention": _text_mention,
    "url": _url,
    "email_address": lambda reading, fields: email(_inside(reading, fields), needed(fields, "email_address", str)),
    "phone_number": lambda reading, fields: phone(_inside(reading, fields), needed(fields, "phone_number", str)),
    "custom_emoji": _emoji,
    "mathematical_expression": lambda reading, fields: {
        "type": "mathematical_expression",
        "expression": needed(fields, "expression", str),
    },
    "anchor": lambda reading, fields: {"type": "anchor", "name": needed(fields, "name", str)},
    "reference": _reference,
    "reference_link": _place_link("reference_name"),
    "anchor_link": _place_link("anchor_name"),
    "button": _button,
}
