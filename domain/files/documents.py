"""Documents that people hand in: a row at once, the bytes when the network allows; seen by few, every look noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import asyncpg

from domain import database
from domain.audit import trail
from domain.errors import NotFound
from domain.files.errors import DocumentGone, DocumentNotHere, TooManyDocuments
from domain.jobs import jobs

FETCH = "document-fetch"
"""The job that brings the bytes; its subject is the document's id."""
MOST_IN_AN_HOUR = 20
SEEN_AFTER = timedelta(days=3)
"""So long after a thing is over its document may still be looked at by who checked it."""
KEPT_AFTER = timedelta(days=30)
"""So long after the last thing it was handed in for a document stays; its owner may keep it longer."""
KEPT_UNUSED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """`path`: below the data directory, sealed with the key of that name."""

    id: int
    owner_id: int
    about: str
    title: str
    state: str
    failure: str | None
    telegram_file_id: str | None
    path: str | None
    key_name: str | None
    mime: str
    size: int | None
    valid_until: date | None
    kept: bool
    created_at: datetime


COLUMNS = ", ".join(f"d.{name}" for name in StoredDocument.__slots__)


async def get_document(document_id: int) -> StoredDocument:
    """Whoever asks has found out that they may. Raises NotFound."""
    row = await database.fetchrow(f"SELECT {COLUMNS} FROM documents d WHERE d.id = $1", document_id)
    if row is None:
        raise NotFound
    return document_of(row)


async def find_own(owner_id: int, document_id: int) -> StoredDocument | None:
    row = await database.fetchrow(
        f"SELECT {COLUMNS} FROM documents d WHERE d.id = $1 AND d.owner_id = $2", document_id, owner_id
    )
    return document_of(row) if row else None


async def own_document(owner_id: int, document_id: int) -> StoredDocument:
    """Raises NotFound for anybody else's."""
    found = await find_own(owner_id, document_id)
    if found is None:
        raise NotFound
    return found


def document_of(row: asyncpg.Record) -> StoredDocument:
    return StoredDocument(**dict(row))


async def keep_telegram_file(owner_id: int, telegram_file_id: str, *, now: datetime) -> int:
    """The new document's id. Raises TooManyDocuments."""
    await require_few(owner_id, now=now)
    document_id: int = await database.fetchval(
        "INSERT INTO documents (owner_id, about, title, state, telegram_file_id, mime, kept, created_at) "
        "VALUES ($1, '', '', 'pending', $2, '', FALSE, $3) RETURNING id",
        *(owner_id, telegram_file_id, now),
    )
    await jobs.enqueue(FETCH, str(document_id))
    return document_id


async def require_few(owner_id: int, *, now: datetime) -> None:
    """Raises TooManyDocuments."""
    lately = await database.fetchval(
        "SELECT count(*) FROM documents WHERE owner_id = $1 AND created_at > $2", owner_id, now - timedelta(hours=1)
    )
    if lately >= MOST_IN_AN_HOUR:
        raise TooManyDocuments


async def find_reusable(owner_id: int, about: str, *, day: date) -> StoredDocument | None:
    """The newest that was handed in under that name and is good on that day."""
    row = await database.fetchrow(
        f"SELECT {COLUMNS} FROM documents d WHERE d.owner_id = $1 AND d.about = $2 AND d.state <> 'failed' "
        "AND (d.valid_until IS NULL OR d.valid_until >= $3) ORDER BY d.id DESC LIMIT 1",
        *(owner_id, about, day),
    )
    return document_of(row) if row else None


async def hand_in(
    document_id: int,
    owner_id: int,
    purpose: str,
    subject_id: int,
    *,
    about: str,
    title: str,
    thing: str,
    valid_until: date | None,
    needed_until: datetime,
    now: datetime,
) -> None:
    """For a thing called `thing`; without `valid_until` what is known of that stays. Raises NotFound for another's."""
    tag = await database.execute(
        "UPDATE documents SET about = CASE about WHEN '' THEN $3 ELSE about END, "
        "title = CASE title WHEN '' THEN $4 ELSE title END, valid_until = coalesce($5, valid_until) "
        "WHERE id = $1 AND owner_id = $2",
        *(document_id, owner_id, about[:80], title[:120], valid_until),
    )
    if tag != "UPDATE 1":
        raise NotFound
    await database.execute(
        "INSERT INTO document_uses (document_id, owner_id, purpose, subject_id, title, handed_in_at, needed_until) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (document_id, purpose, subject_id) "
        "DO UPDATE SET needed_until = excluded.needed_until, ended_at = NULL",
        *(document_id, owner_id, purpose, subject_id, thing[:120], now, needed_until),
    )


async def take_back(purpose: str, subject_id: int, *, but: list[int] | None = None, now: datetime) -> None:
    """The thing needs these documents no more, but for those: who checked it reads them no more."""
    await database.execute(
        "UPDATE document_uses SET ended_at = $4, needed_until = least(needed_until, $4) "
        "WHERE purpose = $1 AND subject_id = $2 AND ended_at IS NULL AND NOT document_id = ANY($3)",
        *(purpose, subject_id, but or [], now),
    )


async def handed_in(purpose: str, subject_id: int) -> list[StoredDocument]:
    """What was handed in for that thing and is still needed for it, in the order of handing in."""
    rows = await database.fetch(
        f"SELECT {COLUMNS} FROM document_uses u JOIN documents d ON d.id = u.document_id "
        "WHERE u.purpose = $1 AND u.subject_id = $2 AND u.ended_at IS NULL ORDER BY u.id",
        *(purpose, subject_id),
    )
    return [document_of(row) for row in rows]


async def read(reader_id: int, document_id: int, purpose: str, subject_id: int, *, now: datetime) -> StoredDocument:
    """For who checks that thing: the caller knows that they do. The look is noted, for the owner to see.

    Raises NotFound when it was not handed in for that, or is needed no more; DocumentNotHere, DocumentGone.
    """
    row = await database.fetchrow(
        f"SELECT {COLUMNS}, u.title AS thing FROM document_uses u JOIN documents d ON d.id = u.document_id "
        "WHERE u.document_id = $1 AND u.purpose = $2 AND u.subject_id = $3 AND u.ended_at IS NULL "
        "AND u.needed_until > $4 FOR KEY SHARE OF d",
        *(document_id, purpose, subject_id, now - SEEN_AFTER),
    )
    if row is None:
        raise NotFound
    values = dict(row)
    thing = values.pop("thing")
    document = StoredDocument(**values)
    _require_here(document)
    await _note(document, reader_id, thing, now=now)
    return document


async def read_own(owner_id: int, document_id: int) -> StoredDocument:
    """Raises NotFound, DocumentNotHere, DocumentGone."""
    document = await own_document(owner_id, document_id)
    _require_here(document)
    return document


def _require_here(document: StoredDocument) -> None:
    if document.state == "failed":
        raise DocumentGone
    if document.path is None or document.state != "ready":
        raise DocumentNotHere


async def _note(document: StoredDocument, reader_id: int, thing: str, *, now: datetime) -> None:
    await database.execute(
        "INSERT INTO document_readings (document_id, owner_id, reader_id, title, at) VALUES ($1, $2, $3, $4, $5)",
        *(document.id, document.owner_id, reader_id, thing, now),
    )
    await trail.record(reader_id, "document-read", f"document:{document.id}", now=now)


async def replace_file(owner_id: int, document_id: int, newer_id: int) -> None:
    """The newer one's bytes for the older one, which could not be read, wherever that was handed in.

    Raises NotFound, also for one that is whole: who has looked at it would not know.
    """
    await database.execute(_HOLD, [document_id, newer_id], owner_id)
    if (await own_document(owner_id, document_id)).state != "failed":
        raise NotFound
    newer = await own_document(owner_id, newer_id)
    await database.execute("DELETE FROM documents WHERE id = $1", newer.id)
    await database.execute(
        "UPDATE documents SET state = $2, failure = NULL, telegram_file_id = $3, path = $4, key_name = $5, mime = $6, "
        "size = $7 WHERE id = $1",
        *(document_id, newer.state, newer.telegram_file_id, newer.path, newer.key_name, newer.mime, newer.size),
    )
    if newer.state == "pending":
        await jobs.enqueue(FETCH, str(document_id))


_HOLD = "SELECT 1 FROM documents WHERE id = ANY($1::bigint[]) AND owner_id = $2 ORDER BY id FOR UPDATE"


async def keep_longer(owner_id: int, document_id: int, *, kept: bool) -> None:
    """Until it expires, or until its owner deletes it. Raises NotFound."""
    tag = await database.execute(
        "UPDATE documents SET kept = $3 WHERE id = $1 AND owner_id = $2", document_id, owner_id, kept
    )
    if tag != "UPDATE 1":
        raise NotFound


async def delete(owner_id: int, document_id: int, *, now: datetime) -> str | None:
    """For good, wherever it was handed in: its bytes' path, to be removed after the commit. Raises NotFound."""
    gone = await database.fetchrow(
        "DELETE FROM documents WHERE id = $1 AND owner_id = $2 RETURNING path", document_id, owner_id
    )
    if gone is None:
        raise NotFound
    await trail.record(owner_id, "document-deleted", f"document:{document_id}", now=now)
    path: str | None = gone["path"]
    return path


async def mark_ready(document_id: int, path: str, key_name: str, mime: str, size: int) -> bool:
    """False: another run was faster, or it was deleted; the bytes at `path` are not wanted."""
    tag = await database.execute(
        "UPDATE documents SET state = 'ready', path = $2, key_name = $3, mime = $4, size = $5 "
        "WHERE id = $1 AND state = 'pending' AND (path IS NULL OR path = $2)",
        *(document_id, path, key_name, mime, size),
    )
    return tag == "UPDATE 1"


async def mark_failed(document_id: int, why: str) -> bool:
    tag = await database.execute(
        "UPDATE documents SET state = 'failed', failure = $2 WHERE id = $1 AND state = 'pending'", document_id, why
    )
    return tag == "UPDATE 1"
