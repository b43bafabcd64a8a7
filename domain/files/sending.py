"""A document on its way to who may see it: a row that names it; its bytes are read when it is sent."""

from __future__ import annotations

from datetime import datetime

from domain.files import documents
from domain.notifications import outbox
from domain.notifications.ports import Urgency


async def send_own(owner_id: int, document_id: int, *, now: datetime) -> None:
    """To the chat of whose it is. Raises NotFound, DocumentNotHere, DocumentGone."""
    document = await documents.read_own(owner_id, document_id)
    params = {"document_id": document.id}
    await outbox.notify(owner_id, "document-own-file", params=params, urgency=Urgency.INTERACTIVE, now=now)
