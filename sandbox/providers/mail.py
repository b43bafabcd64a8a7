"""An SMTP server that keeps what it is given: nothing leaves this machine."""

from __future__ import annotations

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.telegram.world import World


class Outbox:
    def __init__(self, world: World) -> None:
        self._world = world

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        letter = _letter(envelope, content) | {"at": self._world.clock.now().isoformat()}
        self._world.mail.append(letter)
        self._world.hub.tell_drawers({"type": "outbox", "kind": "mail", "message": letter})
        return "250 OK"


def _letter(envelope: Envelope, content: bytes) -> dict[str, Any]:
    letter = message_from_bytes(content, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return {
        "from": envelope.mail_from,
        "to": list(envelope.rcpt_tos),
        "subject": str(letter["Subject"] or ""),
        "headers": {name: str(value) for name, value in letter.items()},
        "text": _body(letter, "plain"),
        "html": _body(letter, "html"),
        "attachments": [part.get_filename() for part in letter.iter_attachments()],
    }


def _body(letter: EmailMessage, kind: str) -> str | None:
    part = letter.get_body(preferencelist=(kind,))
    return None if part is None else str(part.get_content())


async def open_mailbox(world: World, host: str, port: int) -> asyncio.Server:
    outbox = Outbox(world)
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: SMTP(outbox, enable_SMTPUTF8=True, hostname="sandbox"), host, port)
