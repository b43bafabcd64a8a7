"""What Telegram says when it opens the mini-app, and whether it was Telegram that said it.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from domain.accounts.people import TelegramPerson
from domain.forms.texts import clean_line

OLDEST = timedelta(hours=1)
FROM_THE_FUTURE = timedelta(seconds=30)
LONGEST = 8192
_LARGEST_ID = 2**52


class LaunchRefused(Exception):
    """The launch data is forged, old or malformed. Why is for the log; the answer is always the same."""


@dataclass(frozen=True, slots=True)
class Launch:
    person: TelegramPerson
    start_param: str
    digest: str


def verify_launch(init_data: str, *, bot_token: str, now: datetime) -> Launch:
    """`now` is real time. Raises LaunchRefused, and nothing else, whatever comes in."""
    try:
        return _verify(init_data, bot_token, now)
    except LaunchRefused:
        raise
    except Exception as error:
        raise LaunchRefused(f"malformed: {type(error).__name__}") from error


def _verify(init_data: str, bot_token: str, now: datetime) -> Launch:
    values = _parse(init_data)
    digest = _check_hash(values, bot_token)
    _check_age(values["auth_date"], now)
    return Launch(_person(json.loads(values["user"])), values.get("start_param", ""), digest)


def _parse(init_data: str) -> dict[str, str]:
    if not 0 < len(init_data) <= LONGEST:
        raise LaunchRefused("length")
    pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=32)
    values = dict(pairs)
    if len(values) != len(pairs):
        raise LaunchRefused("a key twice")
    return values


def _check_hash(values: dict[str, str], bot_token: str) -> str:
    told = values.pop("hash")
    lines = "\n".join(f"{key}={value}" for key, value in sorted(values.items()))
    key = hmac.digest(b"WebAppData", bot_token.encode(), "sha256")
    digest = hmac.digest(key, lines.encode(), "sha256").hex()
    if not hmac.compare_digest(digest.encode(), told.encode()):
        raise LaunchRefused("hash")
    return digest


def _check_age(auth_date: str, now: datetime) -> None:
    if not (auth_date.isascii() and auth_date.isdecimal()):
        raise LaunchRefused("auth_date")
    age = now.timestamp() - int(auth_date)
    if age > OLDEST.total_seconds() or age < -FROM_THE_FUTURE.total_seconds():
        raise LaunchRefused("age")


def _person(user: dict[str, object]) -> TelegramPerson:
    telegram_id = user["id"]
    if type(telegram_id) is not int or not 0 < telegram_id < _LARGEST_ID or user.get("is_bot"):
        raise LaunchRefused("user")
    return TelegramPerson(
        id=telegram_id,
        first_name=_text(user, "first_name"),
        last_name=_text(user, "last_name"),
        username=_text(user, "username") or None,
        language_code=_text(user, "language_code") or None,
    )


def _text(user: dict[str, object], key: str) -> str:
    value = user.get(key, "")
    if not isinstance(value, str):
        raise LaunchRefused(key)
    return clean_line(value)
