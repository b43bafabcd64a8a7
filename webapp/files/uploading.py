"""A picture chosen on a page: kept at once, so that the form only has to name it."""

from __future__ import annotations

from aiohttp import web

from domain.files.document_fetching import keep_upload as keep_paper
from domain.files.document_fetching import prepare_upload as prepare_paper
from domain.files.errors import DocumentRefused, PictureRefused
from domain.files.imaging import MAX_BYTES
from domain.files.papers import MAX_BYTES as LARGEST
from domain.files.pictures import PREVIEW
from domain.files.uploading import keep_upload, prepare_upload
from webapp.kit import pictures
from webapp.kit.visit import Visit


async def take_picture(visit: Visit) -> int:
    """The new file. Decoding and writing take a moment: not while a transaction is open. Raises PictureRefused."""
    sent = visit.form.get("picture") if visit.form else None
    if not isinstance(sent, web.FileField):
        raise PictureRefused
    prepared = await prepare_upload(sent.file.read(MAX_BYTES + 1))
    return await keep_upload(visit.viewer.id, prepared, visit.context.data_dir, purpose="cover", now=visit.now)


async def take_document(visit: Visit) -> int:
    """The new document. Cleaning, sealing and writing take a moment. Raises DocumentRefused."""
    sent = visit.form.get("document") if visit.form else None
    if not isinstance(sent, web.FileField):
        raise DocumentRefused(why="format")
    paper = await prepare_paper(sent.file.read(LARGEST + 1))
    return await keep_paper(visit.viewer.id, paper, visit.context.vault, now=visit.now)


async def keep_document(visit: Visit) -> web.Response:
    document_id = visit.facts
    assert isinstance(document_id, int)
    return web.json_response({"id": str(document_id)}, headers={"Cache-Control": "no-store"})


async def keep(visit: Visit) -> web.Response:
    file_id = visit.facts
    assert isinstance(file_id, int)
    src = pictures.ending_path(visit.context, file_id, PREVIEW, reader=visit.viewer.id)
    said = {"id": str(file_id), "src": src}
    return web.json_response(said, headers={"Cache-Control": "no-store"})
