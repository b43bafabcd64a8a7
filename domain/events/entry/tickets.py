"""Electronic tickets: a QR code that anybody can check offline and nobody can forge (Ed25519)."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from dataclasses import dataclass

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.events.entry.errors import TicketForged

_VERSION = "F1"
_SIGNATURE_BYTES = 64
_MASK, _BORDER, _CELL_PX = 3, 4, 8
_INK = bytes.maketrans(b"\0\1", b"\xff\0")
"""Cells of a code, 1 for dark, as eight pixels each."""
_LIGHT, _NO_FILTER = b"\xff", b"\0"


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


def qr_png(text: str) -> bytes:
    """One bit a pixel and eight pixels a cell make a byte of every cell: nothing has to be drawn."""
    cells = _qr(text).matrix
    edge = _LIGHT * _BORDER
    wide = len(cells) + 2 * _BORDER
    blank = _NO_FILTER + _LIGHT * wide
    rows = [_NO_FILTER + edge + row.translate(_INK) + edge for row in cells]
    lines = [line * _CELL_PX for line in (*[blank] * _BORDER, *rows, *[blank] * _BORDER)]
    header = struct.pack(">IIBBBBB", wide * _CELL_PX, wide * _CELL_PX, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(lines), 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def qr_svg(text: str) -> str:
    """An `<svg>` element without sizes, black on nothing."""
    picture = io.BytesIO()
    _qr(text).save(picture, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=_BORDER)
    return picture.getvalue().decode()


def _qr(text: str) -> segno.QRCode:
    """Which mask a code wears is written in it. A signature looks like noise under each of them, so none is chosen:
    drawing all eight to compare them takes four fifths of the time.
    """
    return segno.make_qr(text, error="m", mask=_MASK)
