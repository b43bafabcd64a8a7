"""Callback data: an action with its ids, signed for the person and the chat that it was shown to."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

MAX_BYTES = 64
_TAG_BYTES = 8
_OWN, _ANYONE = ".", "*"


class ButtonForged(Exception):
    """Made for another person or chat, or by nobody of ours."""


@dataclass(frozen=True, slots=True)
class Pressed:
    action: str
    args: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ButtonSigner:
    """`key` is the installation's secret."""

    key: bytes

    def sign(self, action: str, args: tuple[int | str, ...], *, person: int | None, chat: int | None) -> str:
        """`person` None: anyone in that chat; `chat` None: anywhere. Raises ValueError above 64 bytes."""
        mark = _OWN if person is not None else _ANYONE
        body = ":".join([mark + action, *map(str, args)])
        data = f"{body}:{self._tag(body, person, chat)}"
        if len(data.encode()) > MAX_BYTES:
            raise ValueError(f"callback data of {action} is longer than {MAX_BYTES} bytes")
        return data

    def read(self, data: str, *, person: int, chat: int | None) -> Pressed:
        """Raises ButtonForged."""
        body, _, tag = data.rpartition(":")
        mark = body[:1]
        signed_for = person if mark == _OWN else None
        if mark not in (_OWN, _ANYONE) or not hmac.compare_digest(
            tag.encode(), self._tag(body, signed_for, chat).encode()
        ):
            raise ButtonForged
        action, *args = body[1:].split(":")
        return Pressed(action, tuple(args))

    @staticmethod
    def glance(data: str) -> Pressed:
        """What it says, before anybody has looked whose it is."""
        action, *args = data.rpartition(":")[0][1:].split(":")
        return Pressed(action, tuple(args))

    def _tag(self, body: str, person: int | None, chat: int | None) -> str:
        message = f"{body}\n{person}\n{chat}".encode()
        digest = hmac.new(self.key, message, hashlib.sha256).digest()[:_TAG_BYTES]
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")
