"""Which addresses Telegram accepts behind a text or a button."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}|localhost|\d{1,3}(?:\.\d{1,3}){3}", re.UNICODE)
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def mentioned_user(url: str) -> int | None:
    """`tg://user?id=5` → 5."""
    parts = urlsplit(url)
    if parts.scheme != "tg" or (parts.netloc or parts.path) != "user":
        return None
    number = parse_qs(parts.query).get("id", [""])[0]
    return int(number) if number.isdigit() else None


def checked_url(url: str) -> str | None:
    """The address as Telegram keeps it, None when it is not one."""
    url = url.strip()
    if not url or any(letter.isspace() for letter in url):
        return None
    if url.lower().startswith(("tg://", "ton://", "tonsite://", "mailto:", "tel:")):
        return url
    full = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(full)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "ftp") or not HOST.fullmatch(host):
        return None
    return full if parts.path or parts.query or parts.fragment else f"{full}/"


def webapp_address_ok(url: str) -> bool:
    """https anywhere, plain http on this machine only: the one licence the sandbox takes."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
