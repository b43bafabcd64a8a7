"""Documents as they lie on the disk: sealed with a key that is in no database."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_MARK = b"FORMA1\0"
_NONCE_BYTES = 12
_NAME = re.compile(r"[A-Za-z0-9-]{1,16}")


class Unsealable(Exception):
    """The key is gone, or the bytes are not those that were sealed. The text says which, for operators."""


class NoKeys(ValueError):
    """What was given are no keys. The text says why, for operators."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The newest seals, all of them open: a key is changed by putting another one before it."""

    newest: str
    by_name: Mapping[str, bytes] = field(repr=False)

    def seal(self, data: bytes, place: str) -> bytes:
        """`place` is where it will lie: sealed bytes that were moved elsewhere do not open."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _MARK + nonce + AESGCM(self.by_name[self.newest]).encrypt(nonce, data, place.encode())

    def open(self, sealed: bytes, place: str, key_name: str) -> bytes:
        """Raises Unsealable."""
        key = self.by_name.get(key_name)
        if key is None:
            raise Unsealable(f"there is no key {key_name} any more")
        body = sealed.removeprefix(_MARK)
        try:
            return AESGCM(key).decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise Unsealable("the bytes are not those that were sealed") from error


def new_key(name: str = "1") -> str:
    """As `read_keys` reads it."""
    return f"{name}:{base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def read_keys(text: str) -> Keys:
    """`name:base64,older:base64`. Raises NoKeys."""
    found: dict[str, bytes] = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        name, _, written = part.partition(":")
        if not _NAME.fullmatch(name) or name in found:
            raise NoKeys("each key has a name of its own, of up to 16 letters, digits and -")
        found[name] = _decoded(written)
    if not found:
        raise NoKeys("there is no key")
    return Keys(next(iter(found)), found)


def _decoded(written: str) -> bytes:
    try:
        key = base64.b64decode(written.replace("-", "+").replace("_", "/"), validate=True)
    except binascii.Error as error:
        raise NoKeys("a key is 32 random bytes in base64") from error
    if len(key) != KEY_BYTES:
        raise NoKeys(f"a key is {KEY_BYTES} random bytes in base64")
    return key
