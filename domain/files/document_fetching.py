"""Bringing a document's bytes: from Telegram by a durable job, from a page at once; cleaned, sealed, kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from domain import database
from domain.crash import crash_point
from domain.errors import NotFound
from domain.files import documents
from domain.files.documents import StoredDocument
from domain.files.errors import DocumentRefused
from domain.files.fetching import Downloads
from domain.files.papers import NotADocument, Paper, clean
from domain.files.vault import Vault, new_path
from domain.jobs.jobs import Hopeless
from domain.notifications import outbox
from domain.notifications.ports import Rejected


async def fetch_document(
    document_id: int, *, downloads: Downloads, vault: Vault, clock: Callable[[], datetime]
) -> None:
    """Once, however often it is called.

    Raises Hopeless for what will never be a document: it is marked failed, and its owner is asked for another.
    """
    try:
        stored = await documents.get_document(document_id)
    except NotFound:
        return
    if stored.state != "pending" or stored.telegram_file_id is None:
        return
    try:
        paper = await asyncio.to_thread(clean, await downloads.download(stored.telegram_file_id))
    except (NotADocument, Rejected) as error:
        why = error.why if isinstance(error, NotADocument) else "size"
        await database.in_transaction(lambda: _failed(stored, why, clock()))
        raise Hopeless(str(error)) from error
    await _keep(stored.id, paper, new_path(), vault)


async def _failed(stored: StoredDocument, why: str, now: datetime) -> None:
    if await documents.mark_failed(stored.id, why):
        key = f"document-failed:{stored.id}:{stored.telegram_file_id}"[:120]
        await outbox.notify(
            stored.owner_id, "document-failed", params={"document_id": stored.id}, dedupe_key=key, now=now
        )


async def prepare_upload(data: bytes) -> Paper:
    """Outside any transaction: it may take a second. Raises DocumentRefused."""
    try:
        return await asyncio.to_thread(clean, data)
    except NotADocument as error:
        raise DocumentRefused(why=error.why) from error


async def keep_upload(owner_id: int, paper: Paper, vault: Vault, *, now: datetime) -> int:
    """The new document's id. Raises TooManyDocuments, NoRoom.

    Outside any transaction: the row that names the file is there before the file. Killed in between, it leaves a row
    that nothing uses, and a sweep takes both.
    """
    path = new_path()
    async with database.transaction():
        await documents.require_few(owner_id, now=now)
        document_id: int = await database.fetchval(
            "INSERT INTO documents (owner_id, about, title, state, path, mime, kept, created_at) "
            "VALUES ($1, '', '', 'pending', $2, $3, FALSE, $4) RETURNING id",
            *(owner_id, path, paper.mime, now),
        )
    crash_point("documents.reserved")
    await _keep(document_id, paper, path, vault)
    return document_id


async def _keep(document_id: int, paper: Paper, path: str, vault: Vault) -> None:
    """The bytes are on the disk before the row says so; a row that does not want them (any more) takes them back."""
    key_name = await asyncio.to_thread(vault.write, paper.data, path)
    crash_point("documents.before-ready")
    wanted = False
    try:
        async with database.transaction():
            wanted = await documents.mark_ready(document_id, path, key_name, paper.mime, len(paper.data))
    finally:
        if not wanted:
            await asyncio.to_thread(vault.remove, path)
