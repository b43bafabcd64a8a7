"""My documents: where each is needed, who looked, when it goes. The file itself is sent to the chat with the bot."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from domain import database
from domain.accounts.people import Person
from domain.files import documents
from domain.files.queries import get_sheet, list_documents
from domain.files.sending import send_own
from webapp.kit.paging import part_of, read_cursor
from webapp.kit.routing import Policy
from webapp.kit.visit import Visit

SIZE = 15


async def _owns(person: Person, ids: Mapping[str, str]) -> None:
    await documents.own_document(person.id, int(ids["document_id"]))


DOCUMENT_OWNER = Policy("whose document it is", _owns)


async def mine(visit: Visit) -> web.Response:
    before = read_cursor(visit.query("before"))
    rows = await list_documents(visit.viewer.id, before=before or None, limit=SIZE + 1)
    part = part_of(rows, SIZE)
    more = f"/me/documents?before={part.rows[-1].id}" if part.more else ""
    template = "files/documents_rows.html" if before else "files/documents.html"
    return visit.page(template, rows=part.rows, more=more, today=visit.now.date())


async def page(visit: Visit) -> web.Response:
    return await _show(visit)


async def _show(visit: Visit, *, toast: str = "") -> web.Response:
    sheet = await get_sheet(visit.viewer.id, visit.id("document_id"), now=visit.now)
    return visit.page("files/document.html", toast=toast, sheet=sheet, today=visit.now.date())


async def show(visit: Visit) -> web.Response:
    await send_own(visit.viewer.id, visit.id("document_id"), now=visit.now)
    return await _show(visit, toast=visit.t("document-page-sent-to-chat"))


async def keep(visit: Visit) -> web.Response:
    kept = visit.said("kept") == "true"
    await documents.keep_longer(visit.viewer.id, visit.id("document_id"), kept=kept)
    return await _show(visit, toast=visit.t("document-kept-said" if kept else "document-dropped-said"))


async def delete(visit: Visit) -> web.Response:
    path = await documents.delete(visit.viewer.id, visit.id("document_id"), now=visit.now)
    if path:
        vault = visit.context.vault
        database.on_commit(lambda: vault.remove(path))
    return visit.go("/me/documents", toast=visit.t("document-deleted"))
