"""How FORMA_* variables are read; a wrong one is one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit


class SettingsError(Exception):
    """One sentence that names the variable and the remedy."""


def text(environ: Mapping[str, str], name: str, default: str = "") -> str:
    return environ.get(f"FORMA_{name}", "").strip() or default


def choice(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = text(environ, name, choices[0]).lower()
    if value not in choices:
        raise SettingsError(f"FORMA_{name} is “{value}”: set it to {' or '.join(choices)}.")
    return value


def url(environ: Mapping[str, str], name: str, schemes: tuple[str, ...], default: str = "") -> str:
    value = text(environ, name, default)
    parts = urlsplit(value)
    if value and (parts.scheme not in schemes or not (parts.netloc or parts.path or parts.query)):
        raise SettingsError(
            f"FORMA_{name} is not an address: it has to begin with {' or '.join(f'{s}://' for s in schemes)}."
        )
    return value.rstrip("/")
