"""Phones and e-mail addresses, in the one shape in which they are stored."""

from __future__ import annotations

import re
import unicodedata

_PHONE_DECORATION = re.compile(r"[\s().\u00a0-]+")
_E164 = re.compile(r"\+[1-9]\d{7,14}")
_RUSSIAN = re.compile(r"\+7[3-9]\d{9}")
_MAILBOX = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{2,59}})")


def phone_number(text: str, *, international: bool = False) -> str | None:
    """E.164 («+79123456789») or None. 8 or 7 and ten figures are Russia; `international`: the plus may be absent."""
    bare = _PHONE_DECORATION.sub("", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"\+?[0-9]{8,17}", bare):
        return None
    number = _with_plus(bare, international)
    if number is None or not _E164.fullmatch(number):
        return None
    return number if not number.startswith("+7") or _RUSSIAN.fullmatch(number) else None


def _with_plus(bare: str, international: bool) -> str | None:
    if bare.startswith("+"):
        return bare
    if bare.startswith("00"):
        return f"+{bare[2:]}"
    if len(bare) == 11 and bare[0] in "78":
        return f"+7{bare[1:]}"
    if len(bare) == 10 and bare[0] == "9":
        return f"+7{bare}"
    return f"+{bare}" if international else None


def email_address(text: str) -> str | None:
    """The domain is lowered and written in ASCII (RFC 5321 lengths), or None."""
    mailbox, at, domain = text.strip().rpartition("@")
    if not at or len(text) > 320 or len(mailbox) > 64 or not _MAILBOX.fullmatch(mailbox):
        return None
    try:
        written = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    whole = f"{mailbox}@{written}"
    return whole if _DOMAIN.fullmatch(written) and len(whole) <= 254 else None
