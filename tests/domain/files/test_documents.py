"""EV-20, F34 to F37: what is taken for a document, how it lies on the disk, when it goes."""

from __future__ import annotations

import asyncio
import io
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.files import document_keeping, documents, papers
from domain.files.document_fetching import fetch_document
from domain.files.errors import DocumentGone, DocumentNotHere, NoRoom, TooManyDocuments
from domain.files.queries import get_sheet
from domain.files.sealing import NoKeys, Unsealable, new_key, read_keys
from domain.files.vault import FOLDER, Vault, new_path
from domain.jobs.jobs import Hopeless
from domain.notifications.ports import Unreachable
from tests.kit.clock import START
from tests.kit.disks import small_disk
from tests.kit.papers import SECRET_WORDS, pdf, photo, uploaded
from tests.kit.people import meet


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path)


@pytest.fixture
async def olya(database: str) -> Person:
    return await meet("Оля")


class FromMemory:
    def __init__(self, data: bytes, *, meanwhile: str = "") -> None:
        self.data, self.meanwhile = data, meanwhile

    async def download(self, file_id: str) -> bytes:
        if self.meanwhile:
            await forma_database.execute(self.meanwhile)
        return self.data


class Away:
    async def download(self, file_id: str) -> bytes:
        raise Unreachable("no connection")


async def sent(owner: Person) -> int:
    return await in_transaction(lambda: documents.keep_telegram_file(owner.id, "BQAD-paper", now=START))


async def fetch(document_id: int, vault: Vault, downloads: FromMemory | Away) -> None:
    await fetch_document(document_id, downloads=downloads, vault=vault, clock=lambda: START)


def lying(vault: Vault) -> list[Path]:
    folder = vault.directory / FOLDER
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_photograph_keeps_its_pixels_and_nothing_else() -> None:
    paper = papers.clean(photo(3000, 2000))
    with Image.open(io.BytesIO(paper.data)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (2400, 1600))
        assert not kept.getexif() and not {"exif", "comment", "icc_profile"} & set(kept.info)
    assert b"Secret camera" not in paper.data


def test_a_scan_with_a_see_through_ground_lies_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(papers.clean(out.getvalue()).data)) as kept:
        assert kept.getpixel((20, 20)) == (255, 255, 255)


def test_a_sane_pdf_is_kept_as_it_is() -> None:
    assert papers.clean(pdf()) == papers.Paper("application/pdf", pdf())
    spoken_of = pdf(words=b"/JavaScript and /Launch are words here")
    assert papers.clean(spoken_of).data == spoken_of, "what its page says is no command"


def _many_pixels() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: b"MZ\x90\x00 a program called spravka.pdf", "format"),
        (lambda: b"<html><script>alert(1)</script>", "format"),
        (lambda: b"PK\x03\x04 a document of an office", "format"),
        (lambda: b"", "format"),
        (lambda: photo()[:300], "format"),
        (_many_pixels, "format"),
        (lambda: pdf()[:-7], "format"),
        (lambda: b"junk " + pdf(), "format"),
        (lambda: b"\xff\xd8\xff" + b"0" * (papers.MAX_BYTES + 1), "size"),
        (lambda: pdf(b"/Encrypt 9 0 R"), "locked"),
        (lambda: pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "active"),
        (lambda: pdf(b"/OpenAction << /S /J#61vaScript >>"), "active"),
        (lambda: pdf(b"/AA << /O << /S /Launch /F (cmd.exe) >> >>"), "active"),
        (lambda: pdf(b"/Names << /EmbeddedFiles 7 0 R >>"), "active"),
        (lambda: pdf(packed=b"5 0 << /S /JavaScript >>"), "active"),
        (lambda: pdf(packed=b" " * (17 << 20)), "long"),
        (lambda: pdf(b" ".join(b"/X%d << /Type /Page >>" % number for number in range(80))), "long"),
    ],
)
def test_what_is_no_document_is_refused_with_a_reason(make: Callable[[], bytes], why: str) -> None:
    with pytest.raises(papers.NotADocument) as refused:
        papers.clean(make())
    assert refused.value.why == why


async def test_what_lies_on_the_disk_says_nothing_and_opens_in_its_place_alone(olya: Person, vault: Vault) -> None:
    document_id, other_id = await uploaded(olya.id, vault), await uploaded(olya.id, vault, photo())
    stored, other = await documents.get_document(document_id), await documents.get_document(other_id)
    assert stored.path and stored.key_name and other.path
    assert vault.read(stored.path, stored.key_name) == pdf()
    raw = [path.read_bytes() for path in lying(vault)]
    assert len(raw) == 2 and not any(part in one for one in raw for part in (SECRET_WORDS, b"%PDF", b"\xff\xd8\xff"))
    assert all(path.stat().st_mode & 0o077 == 0 for path in lying(vault)), "nobody else on the machine reads them"
    (vault.directory / other.path).write_bytes((vault.directory / stored.path).read_bytes())
    with pytest.raises(Unsealable):
        vault.read(other.path, stored.key_name)
    with pytest.raises(Unsealable):
        Vault(vault.directory).read(stored.path, stored.key_name)


async def test_no_key_is_in_the_database(olya: Person, tmp_path: Path) -> None:
    written = new_key("k1")
    await uploaded(olya.id, Vault(tmp_path, read_keys(written)))
    rows = await forma_database.fetch("SELECT to_jsonb(d)::text AS row FROM documents d")
    assert [("k1" in row["row"], written.split(":")[1] in row["row"]) for row in rows] == [(True, False)]


def test_a_new_key_seals_and_the_old_one_still_opens(tmp_path: Path) -> None:
    old, new = new_key("old"), new_key("new")
    path, later = new_path(), new_path()
    assert Vault(tmp_path, read_keys(old)).write(b"before", path) == "old"
    both = Vault(tmp_path, read_keys(f"{new},{old}"))
    assert both.write(b"after", later) == "new"
    assert (both.read(path, "old"), both.read(later, "new")) == (b"before", b"after")
    with pytest.raises(Unsealable, match="no key old"):
        Vault(tmp_path, read_keys(new)).read(path, "old")


SAME_NAME = ",".join(f"a:{letter * 43}=" for letter in "AB")


@pytest.mark.parametrize("text", ["", "a:short", "no name", SAME_NAME, "a:" + "!" * 44])
def test_what_are_no_keys_is_said(text: str) -> None:
    with pytest.raises(NoKeys):
        read_keys(text)


async def test_a_file_from_telegram_is_pending_then_here(olya: Person, vault: Vault) -> None:
    document_id = await sent(olya)
    with pytest.raises(DocumentNotHere):
        await documents.read_own(olya.id, document_id)
    with pytest.raises(Unreachable):
        await fetch(document_id, vault, Away())
    assert (await documents.get_document(document_id)).state == "pending", "Telegram is away: nothing is lost"
    both = [fetch(document_id, vault, FromMemory(pdf())) for _ in range(2)]
    await asyncio.gather(*both)
    stored = await documents.read_own(olya.id, document_id)
    assert (stored.state, stored.mime) == ("ready", papers.PDF)
    assert [path.name for path in lying(vault)] == [str(stored.path).split("/")[1]], "two runs keep one"
    with pytest.raises(NotFound):
        await documents.read_own((await meet("Паша")).id, document_id)


async def test_what_will_never_be_one_is_failed_and_its_owner_is_asked_once(olya: Person, vault: Vault) -> None:
    document_id = await sent(olya)
    with pytest.raises(Hopeless):
        await fetch(document_id, vault, FromMemory(b"not at all"))
    await fetch(document_id, vault, FromMemory(b"not at all"))
    stored = await documents.get_document(document_id)
    assert (stored.state, stored.failure) == ("failed", "format")
    with pytest.raises(DocumentGone):
        await documents.read_own(olya.id, document_id)
    assert await forma_database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'document-failed'") == 1
    assert lying(vault) == []


async def test_one_that_is_deleted_while_it_comes_leaves_nothing(olya: Person, vault: Vault) -> None:
    await fetch(await sent(olya), vault, FromMemory(pdf(), meanwhile="DELETE FROM documents"))
    assert lying(vault) == []


async def test_nobody_sends_without_end(olya: Person) -> None:
    for _ in range(documents.MOST_IN_AN_HOUR):
        await sent(olya)
    with pytest.raises(TooManyDocuments):
        await sent(olya)


async def test_a_full_disk_is_said_and_leaves_nothing_half(olya: Person, tmp_path: Path) -> None:
    with small_disk(tmp_path / FOLDER, megabytes=1) as disk:
        vault = Vault(tmp_path)
        noise = pdf(words=os.urandom(1 << 21).hex().encode())
        with pytest.raises(NoRoom):
            await uploaded(olya.id, vault, noise)
        assert list(disk.path.iterdir()) == []
    assert await forma_database.fetchval("SELECT count(*) FROM documents WHERE state = 'ready'") == 0


async def handed_in(owner: Person, document_id: int, *, ends_in_days: float) -> None:
    await in_transaction(
        lambda: documents.hand_in(
            document_id,
            owner.id,
            "event-entry",
            1,
            about="medical_certificate",
            title="Справка",
            thing="Забег",
            valid_until=(START + timedelta(days=90)).date(),
            needed_until=START + timedelta(days=ends_in_days),
            now=START,
        )
    )


async def left(vault: Vault, days: float) -> int:
    await document_keeping.purge(vault, now=START + timedelta(days=days))
    count: int = await forma_database.fetchval("SELECT count(*) FROM documents")
    assert count == len(lying(vault)), "rows and bytes go together"
    return count


async def test_a_document_goes_thirty_days_after_the_last_event_it_was_for(olya: Person, vault: Vault) -> None:
    document_id = await uploaded(olya.id, vault)
    await handed_in(olya, document_id, ends_in_days=10)
    sheet = await get_sheet(olya.id, document_id, now=START)
    assert sheet.document.goes_at == START + timedelta(days=40), "and its owner is told when"
    assert [await left(vault, days) for days in (0, 39.9, 40.1)] == [1, 1, 0]
    assert await forma_database.fetchval("SELECT count(*) FROM document_uses") == 0


async def test_one_that_its_owner_keeps_stays_until_it_expires(olya: Person, vault: Vault) -> None:
    document_id = await uploaded(olya.id, vault)
    await handed_in(olya, document_id, ends_in_days=10)
    await in_transaction(lambda: documents.keep_longer(olya.id, document_id, kept=True))
    assert [await left(vault, days) for days in (41, 90, 91)] == [1, 1, 0]


async def test_one_that_was_never_handed_in_goes_within_days(olya: Person, vault: Vault) -> None:
    await uploaded(olya.id, vault)
    assert [await left(vault, days) for days in (6, 8)] == [1, 0]


async def test_the_disk_and_the_rows_agree_after_a_kill(olya: Person, vault: Vault) -> None:
    kept, lost_id, again_id = await uploaded(olya.id, vault), await uploaded(olya.id, vault), await sent(olya)
    await fetch(again_id, vault, FromMemory(pdf()))
    for document_id in (lost_id, again_id):
        path = (await documents.get_document(document_id)).path
        assert path
        vault.remove(path)
    orphan, fresh = new_path(), new_path()
    vault.write(b"killed before its row said so", orphan)
    vault.write(b"somebody is about to say so", fresh)
    (vault.directory / f"{new_path()}.part").write_bytes(b"killed half-way")
    for path in lying(vault):
        if path.name != fresh.split("/")[1]:
            os.utime(path, (time.time() - 2 * 86_400,) * 2)
    await document_keeping.sweep(vault)
    states = [(await documents.get_document(one)).state for one in (kept, lost_id, again_id)]
    assert states == ["ready", "failed", "pending"], "what Telegram still has is fetched again"
    names = {str((await documents.get_document(kept)).path).split("/")[1], fresh.split("/")[1]}
    assert {path.name for path in lying(vault)} == names
