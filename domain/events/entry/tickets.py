"""Electronic tickets: what their QR code says anybody can check offline and nobody can forge (Ed25519)."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.events.entry.errors import TicketForged

_VERSION = "F1"
_SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class TicketClaim:
    registration_id: int
    event_id: int
    number: int


def ticket_key(secret: str) -> Ed25519PrivateKey:
    """The signing key that follows from the installation's secret."""
    seed = HKDF(hashes.SHA256(), 32, salt=None, info=b"forma-tickets").derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(seed)


def sign_ticket(claim: TicketClaim, key: Ed25519PrivateKey) -> str:
    """`F1.registration.event.number.signature`, the last in base64url."""
    body = f"{_VERSION}.{claim.registration_id}.{claim.event_id}.{claim.number}"
    return f"{body}.{_text(key.sign(body.encode()))}"


def _text(signature: bytes) -> str:
    """The one spelling of it: base64 reads others as the same bytes."""
    return base64.urlsafe_b64encode(signature).decode().rstrip("=")


def read_ticket(code: str, key: Ed25519PublicKey) -> TicketClaim:
    """Raises TicketForged for anything that this key did not sign."""
    body, _, signature = code.rpartition(".")
    try:
        raw = base64.urlsafe_b64decode(signature + "==")
        if len(raw) != _SIGNATURE_BYTES or _text(raw) != signature:
            raise TicketForged
        key.verify(raw, body.encode())
        _, registration_id, event_id, number = body.split(".")
        return TicketClaim(int(registration_id), int(event_id), int(number))
    except (InvalidSignature, ValueError):
        raise TicketForged from None


def ticket_link(code: str, bot_username: str) -> str:
    """What the QR code holds. Any camera opens the bot; the signature rides behind `#`: start payloads are short."""
    registration_id = code.split(".")[1]
    return f"https://t.me/{bot_username}?start=t_{registration_id}#{code}"
