"""The code on a diploma: whose it is, what stood on it when it was made, and a signature that nobody can forge."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.events.awards.errors import DiplomaForged

CODE = r"[0-9]{1,15}-[a-z2-7]{8}-[a-z2-7]{16}"
_CODE = re.compile(CODE)
_STAMP, _SIGNATURE = 5, 10
"""Bytes; eighty bits of signature are more than anybody can try out over the network."""


@dataclass(frozen=True, slots=True)
class DiplomaClaim:
    """`stamp` stands for what was printed: the name, the places, the result."""

    registration_id: int
    stamp: str


def diploma_key(tickets: Ed25519PrivateKey) -> bytes:
    """Follows from the key that signs tickets, and so from the installation's secret."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"forma-diplomas").derive(tickets.private_bytes_raw())


def stamp_of(*printed: object) -> str:
    return _text(hashlib.sha256("\0".join(map(str, printed)).encode()).digest()[:_STAMP])


def code_of(claim: DiplomaClaim, key: bytes) -> str:
    """`51-abcdefgh-abcdefghijklmnop`: short enough to be typed from paper."""
    return f"{claim.registration_id}-{claim.stamp}-{_signature(claim.registration_id, claim.stamp, key)}"


def read_code(code: str, key: bytes) -> DiplomaClaim:
    """Capitals, spaces and a long dash do not matter. Raises DiplomaForged for anything that this key did not sign."""
    said = "".join(code.split()).lower().replace("–", "-")
    if not _CODE.fullmatch(said):
        raise DiplomaForged
    number, stamp, signature = said.split("-")
    if number.startswith("0") or not hmac.compare_digest(_signature(int(number), stamp, key), signature):
        raise DiplomaForged
    return DiplomaClaim(int(number), stamp)


def _signature(registration_id: int, stamp: str, key: bytes) -> str:
    return _text(hmac.digest(key, f"{registration_id}-{stamp}".encode(), "sha256")[:_SIGNATURE])


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()
