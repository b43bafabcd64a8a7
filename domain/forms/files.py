"""Files that come as answers to a question for a document: their row is made at once."""

from __future__ import annotations

from datetime import datetime

from domain.files import documents
from domain.files.errors import DocumentRefused
from domain.files.papers import MAX_BYTES
from domain.forms.form import Field, Kind
from domain.forms.inputs import DocumentRef, PhotoRef, SentFile

_SAID = ("application/pdf", "image/jpeg", "image/png", "image/webp", "application/octet-stream", "")
"""What a document may be announced as; what it is, its bytes say when they come."""


async def taken_in(field: Field, said: object, person_id: int, *, now: datetime) -> object:
    """What was said, where it is no file for this question. Raises DocumentRefused, TooManyDocuments."""
    if field.kind is not Kind.DOCUMENT:
        return said
    if isinstance(said, PhotoRef) and said.source == "telegram":
        said = SentFile(said.id)
    if not isinstance(said, SentFile):
        return said
    if said.size > MAX_BYTES:
        raise DocumentRefused(why="size")
    if said.mime not in _SAID:
        raise DocumentRefused(why="format")
    return DocumentRef(await documents.keep_telegram_file(person_id, said.id, now=now))
