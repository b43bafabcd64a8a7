"""Certificates that people hand in: photographed ones with what a camera adds, and PDFs, sane and not."""

from __future__ import annotations

import io
import zlib
from contextlib import suppress

import aiohttp
from PIL import Image

from domain import database
from domain.files.document_fetching import keep_upload, prepare_upload
from domain.files.documents import FETCH
from domain.files.vault import Vault
from domain.jobs.jobs import Hopeless
from forma.work import job_handlers
from tests.kit.clock import START
from tests.kit.shop import nobody_pays
from tests.kit.town import Town

SECRET_WORDS = b"Orlova Olga, healthy, stamp 4711"


def pdf(extra: bytes = b"", *, words: bytes = SECRET_WORDS, packed: bytes = b"") -> bytes:
    """One page that says `words`; `extra` stands in its catalogue, `packed` in a stream of objects."""
    stream = b"BT /F1 12 Tf (" + words + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
    ]
    if packed:
        body = zlib.compress(packed)
        head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(body)
        objects.append(head + b"\nstream\n" + body + b"\nendstream")
    body = b"".join(b"%d 0 obj\n" % number + one + b"\nendobj\n" for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def photo(width: int = 900, height: int = 600) -> bytes:
    """With the camera's name and the place where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG", exif=exif, comment=b"made at home")
    return out.getvalue()


async def uploaded(owner_id: int, vault: Vault, data: bytes | None = None) -> int:
    paper = await prepare_upload(data or pdf())
    return await keep_upload(owner_id, paper, vault, now=START)


async def send_paper(town: Town, who: str, data: bytes, name: str = "spravka.pdf", kind: str = "document") -> None:
    """From that person's hands into the private chat with the bot."""
    form = aiohttp.FormData({"as": who, "kind": kind})
    form.add_field("file", data, filename=name)
    async with town.http.post(town.server.make_url("/sim/send"), data=form) as response:
        assert response.status == 200, await response.text()
    await town.settle()


async def bring(town: Town) -> None:
    """The worker fetches what was sent; what will never be a document is set aside."""
    vault = town.app.vault
    handlers = job_handlers(town.gateway, vault.directory, nobody_pays(), town.clock.now, vault)
    for row in await database.fetch("SELECT id FROM documents WHERE state = 'pending' ORDER BY id"):
        with suppress(Hopeless):
            await handlers[FETCH](str(row["id"]))
    await town.settle()
