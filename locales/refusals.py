"""The sentence of a refusal: its code is the key, its parameters are made readable first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from locales import Translator


def refusal_sentence(t: Translator, code: str, params: Mapping[str, object], zone: str) -> str:
    return t(code, **readable_params(t, code, params, zone))


def readable_params(t: Translator, code: str, params: Mapping[str, object], zone: str) -> dict[str, str | int | float]:
    """Instants are said in `zone`; a list of (code, value) pairs becomes the sentences `<code>-<pair code>`, listed."""
    return {key: _readable(t, code, value, zone) for key, value in params.items()}


def _readable(t: Translator, code: str, value: object, zone: str) -> str | int | float:
    if isinstance(value, datetime):
        return t.when(value, zone)
    if isinstance(value, list):
        return t.listing([_item(t, code, item) for item in value])
    if value is None:
        return "none"
    return value if isinstance(value, str | int | float) else str(value)


def _item(t: Translator, code: str, item: object) -> str:
    if isinstance(item, tuple):
        return t(f"{code}-{item[0]}", value=item[1])
    return str(item)
