"""/docs: a person's own documents, with who looked at them; and the files themselves, sent to who may see them."""

from __future__ import annotations

import asyncio

import structlog

from bot.files.screens import caption, delete_screen, document_screen, documents_screen, failed_screen
from bot.kit.calls import Target
from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Screen, Words
from bot.kit.turn import Reply, Turn
from domain import database
from domain.files import documents
from domain.files.documents import StoredDocument
from domain.files.papers import PDF
from domain.files.queries import get_sheet, list_documents
from domain.files.sealing import Unsealable
from domain.files.sending import send_own
from domain.forms.form import Field, Form, JsonValue, Kind
from domain.notifications.ports import Call, InputBytes

log = structlog.get_logger("forma.documents")

AGAIN_FORM = Form("document-again", (Field("file", Kind.DOCUMENT, words="document-ask-again"),))


async def mine(turn: Turn) -> Reply:
    """/docs"""
    before = turn.number() if turn.args and turn.incoming.kind == "press" else None
    return documents_screen(await list_documents(turn.person.id, before=before, limit=7), turn.t, turn.now)


async def one(turn: Turn) -> Reply:
    return await _sheet(turn, turn.number())


async def _sheet(turn: Turn, document_id: int) -> Screen:
    sheet = await get_sheet(turn.person.id, document_id, now=turn.now)
    return document_screen(sheet, turn.zone, turn.t, turn.now)


async def show(turn: Turn) -> Reply:
    """[Показать]"""
    await send_own(turn.person.id, turn.number(), now=turn.now)
    return Alert(turn.t("document-on-its-way"))


async def keep(turn: Turn) -> Reply:
    kept = turn.number(1) == 1
    await documents.keep_longer(turn.person.id, turn.number(), kept=kept)
    said = turn.t("document-kept-said" if kept else "document-dropped-said")
    return [Alert(said), await _sheet(turn, turn.number())]


async def delete(turn: Turn) -> Reply:
    sheet = await get_sheet(turn.person.id, turn.number(), now=turn.now)
    return delete_screen(sheet.document, turn.t)


async def really_delete(turn: Turn) -> Reply:
    path = await documents.delete(turn.person.id, turn.number(), now=turn.now)
    if path:
        vault = turn.app.vault
        database.on_commit(lambda: vault.remove(path))
    listed = documents_screen(await list_documents(turn.person.id, limit=7), turn.t, turn.now)
    return [Alert(turn.t("document-deleted")), listed]


async def again(turn: Turn) -> Reply:
    """[Прислать другой файл]"""
    await documents.own_document(turn.person.id, turn.number())
    return await turn.forms.begin(turn, AGAIN_FORM, str(turn.number()))


async def sent_again(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    answer = answers["file"]
    assert isinstance(answer, dict)
    await documents.replace_file(turn.person.id, int(subject), int(str(answer["id"])))
    return [Alert(turn.t("document-replaced")), await _sheet(turn, int(subject))]


async def failed(said: Said) -> Screen | None:
    sheet = await get_sheet(said.user_id, said.params["document_id"], now=said.now)
    return failed_screen(sheet.document, said.t) if sheet.document.state == "failed" else None


async def own_file(said: Said) -> list[Call] | None:
    """To whose it is; never by mail."""
    document = await documents.own_document(said.user_id, said.params["document_id"])
    return await file_calls(said, document, caption(document.title, said.t))


async def file_calls(said: Said, document: StoredDocument, words: Words, *, protected: bool = False) -> list[Call]:
    """The file as a message of its own. The caller knows that its reader may see it."""
    assert said.chat_id is not None
    target = Target(said.chat_id, said.chat_id)
    try:
        screen = await _file_screen(said, document, words, protected=protected)
    except Unsealable as error:
        log.error("a document does not open", document=document.id, reason=str(error))
        screen = Screen(said.t("document-unreadable"))
    return said.app.calls.send(screen, target)


async def _file_screen(said: Said, document: StoredDocument, words: Words, *, protected: bool) -> Screen:
    if document.path is None or document.key_name is None:
        return Screen(said.t("document-not-here"))
    data = await asyncio.to_thread(said.app.vault.read, document.path, document.key_name)
    if document.mime == PDF:
        file = InputBytes(f"document-{document.id}.pdf", data)
        return Screen(words, document=file, own_message=True, protected=protected)
    return Screen(words, photo=InputBytes(f"document-{document.id}.jpg", data), own_message=True, protected=protected)


COMMANDS = {"docs": Route(mine)}
PRESSES = {
    "dc.list": Route(mine),
    "dc.one": Route(one),
    "dc.show": Route(show),
    "dc.keep": Route(keep),
    "dc.delete": Route(delete),
    "dc.delete!": Route(really_delete),
    "dc.again": Route(again),
}
CONVERSATIONS = {AGAIN_FORM.key: Conversation(AGAIN_FORM, sent_again)}
SCREENS = {"document-failed": failed}
CALLS = {"document-own-file": own_file}
