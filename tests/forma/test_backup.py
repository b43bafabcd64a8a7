"""`forma backup` and `forma restore` as an operator runs them: F64."""

from __future__ import annotations

import asyncio
import io
import stat
import tarfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.events.entry import registration
from domain.events.entry.own_events import get_ticket
from domain.events.entry.tickets import TicketClaim, read_ticket, sign_ticket, ticket_key
from domain.files import documents, pictures
from domain.files.imaging import Prepared
from domain.files.sealing import new_key, read_keys
from domain.files.vault import Vault
from domain.inbox.receiving import Received, accept
from domain.notifications import rows
from forma.backup import BackupError, back_up, restore
from forma.settings import Settings
from tests.kit import papers, people
from tests.kit.clock import START
from tests.kit.forkery import Forkery
from tests.kit.services import Services, empty_database
from tests.proofs import invariants

KEY = "a key that was made at the first start of all"
PICTURE = Prepared(b"picture", b"preview", 4, 3)


@pytest.fixture
def run(forkery: Forkery, tmp_path: Path) -> Callable[..., Awaitable[tuple[int, str]]]:
    """Exit code and words of a command."""

    async def run(command: str, file: Path, url: str, data_dir: Path, **extra: str) -> tuple[int, str]:
        log = tmp_path / f"{command}.log"
        environment = {"FORMA_DATABASE_URL": url, "FORMA_REDIS_URL": "redis://127.0.0.1:1", **extra}
        environment |= {"FORMA_DATA_DIR": str(data_dir), "PATH": "/usr/bin:/bin"}
        process = await forkery.start("forma", command, str(file), environment=environment, log=log)
        code = await process.wait()
        return code, log.read_text()

    return run


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[None]:
    await forma_database.connect(url)
    try:
        yield
    finally:
        await forma_database.close()


def home(path: Path, key: str = KEY) -> Path:
    path.mkdir()
    (path / "secret.key").write_text(key)
    return path


async def kept_picture(owner: Person, data_dir: Path) -> int:
    folder = data_dir / "files" / "ab"
    folder.mkdir(parents=True)
    for name, data in (("picture.webp", PICTURE.picture), ("preview.webp", PICTURE.preview)):
        (folder / name).write_bytes(data)
    file_id: int = await forma_database.fetchval(
        "INSERT INTO files (owner_id, purpose, state, path, mime, created_at) "
        "VALUES ($1, 'cover', 'ready', 'files/ab', 'image/webp', $2) RETURNING id",
        *(owner.id, START),
    )
    return file_id


def kept_vault(data_dir: Path) -> Vault:
    """With the key that lies there, made at the first use."""
    path = data_dir / "documents.key"
    if not path.exists():
        path.write_text(new_key())
    return Vault(data_dir, read_keys(path.read_text()))


async def test_restored_into_a_new_directory_everything_is_as_it_was(
    database_url: str, services: Services, tmp_path: Path, run: Callable[..., Awaitable[tuple[int, str]]], big: bool
) -> None:
    """People act while the backup is made: whoever was told of a place before it began has it afterwards."""
    first, second, file = home(tmp_path / "first"), tmp_path / "second", tmp_path / "forma.tar"
    async with connected(database_url):
        igor = await people.meet("Игорь")
        runners = await people.meet_many(200 if big else 24)
        event = await people.published(igor, capacity=len(runners) // 3)
        file_id = await kept_picture(igor, first)
        paper_id = await papers.uploaded(igor.id, kept_vault(first))
        early, late = runners[: len(runners) // 2], runners[len(runners) // 2 :]
        await _act(early, event.id)
        said = await _say_everything()
        await accept("telegram", [Received(str(n), 7, "{}") for n in range(1, 11)], now=START)
        acting = asyncio.create_task(_act(late, event.id))
        code, words = await run("backup", file, database_url, first)
        await acting
    assert code == 0, words
    assert f"Backed up to {file}" in words and "pictures: 1" in words and "Documents: 1, sealed" in words
    assert papers.SECRET_WORDS not in file.read_bytes(), "sealed in the backup as well"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    async with empty_database(services) as fresh:
        code, words = await run("restore", file, fresh, second)
        assert code == 0, words
        assert f"Restored from {file}" in words
        async with connected(fresh):
            counted = await invariants.places(START)
            for one in early:
                assert await _status(one, event.id) in ("confirmed", "waitlisted")
            assert await _check_tickets(second) >= len(runners) // 3
            again = await _say_everything()
            assert not {row for row in again if row is not None} & {row for row in said if row is not None}
            news = await accept("telegram", [Received(str(n), 7, "{}") for n in range(1, 13)], now=START)
            assert [item.external_id for item in news] == ["11", "12"], "what was told before is known"
            stored = await pictures.get_picture(file_id)
            assert (second / str(stored.picture_path)).read_bytes() == PICTURE.picture
            paper = await documents.get_document(paper_id)
            assert kept_vault(second).read(str(paper.path), str(paper.key_name)) == papers.pdf()
            counted |= await invariants.audit()
        if big:
            kept = {"registrations in it": await _count(fresh), "said twice": 0, "file, MB": file.stat().st_size / 1e6}
            invariants.show(f"backup while {len(late)} people register, restored into a new directory", counted, kept)
        code, words = await run("restore", file, fresh, tmp_path / "third")
        assert code == 1
        assert "The database holds data, which is not overwritten" in words


async def _act(who: list[Person], event_id: int) -> None:
    for one in who:
        async with forma_database.transaction():
            await registration.register(one, event_id, {}, now=START)


async def _say_everything() -> list[str | None]:
    """As a sender would; what was said, by its key."""
    due = await rows.claim("telegram", START + timedelta(minutes=11), 10_000)
    if due:
        await rows.mark_sent([(item.id, 1) for item in due], START)
    return [item.dedupe_key for item in due]


async def _status(person: Person, event_id: int) -> str | None:
    status: str | None = await forma_database.fetchval(
        "SELECT status FROM registrations WHERE event_id = $1 AND user_id = $2", event_id, person.id
    )
    return status


async def _check_tickets(data_dir: Path) -> int:
    """Signed before the backup, verified by the key that came back; how many."""
    before, after = ticket_key(KEY), ticket_key((data_dir / "secret.key").read_text().strip())
    confirmed = await forma_database.fetch("SELECT id, user_id FROM registrations WHERE status = 'confirmed'")
    for row in confirmed:
        card = await get_ticket(row["id"], row["user_id"])
        claim = TicketClaim(card.registration_id, card.event_id, card.number)
        assert read_ticket(sign_ticket(claim, before), after.public_key()) == claim
    return len(confirmed)


async def _count(url: str) -> int:
    async with connected(url):
        found: int = await forma_database.fetchval("SELECT count(*) FROM registrations")
    return found


async def test_what_is_refused_changes_nothing(
    database_url: str, services: Services, tmp_path: Path, run: Callable[..., Awaitable[tuple[int, str]]]
) -> None:
    file, first = tmp_path / "forma.tar", home(tmp_path / "first")
    assert (await run("backup", file, database_url, first))[0] == 0
    code, words = await run("backup", file, database_url, first)
    assert code == 1 and f"{file} exists" in words
    spoilt = {"noise": b"x" * 2000, "cut": file.read_bytes()[:3000], "": b""}
    async with empty_database(services) as fresh:
        for name, content in spoilt.items():
            path = tmp_path / f"{name}.bad"
            path.write_bytes(content)
            code, words = await run("restore", path, fresh, tmp_path / "second")
            assert code == 1 and "Nothing was changed" in words and "Traceback" not in words, (name, words)
        evil = tmp_path / "evil.tar"
        _smuggle(file, evil)
        code, words = await run("restore", evil, fresh, tmp_path / "second")
        assert code == 1 and "files/../../outside" in words
        assert not (tmp_path / "outside").exists()
        code, words = await run("restore", tmp_path / "none.tar", fresh, tmp_path / "second")
        assert code == 1 and "There is no" in words
        code, words = await run("backup", tmp_path / "other.tar", fresh, first)
        assert code == 1 and "nothing to back up" in words
        code, words = await run("restore", file, fresh, tmp_path / "second")
        assert code == 0, words


def _smuggle(whole: Path, evil: Path) -> None:
    with tarfile.open(whole) as given, tarfile.open(evil, "w") as made:
        for member in given:
            made.addfile(member, given.extractfile(member))
        made.add(whole, "files/../../outside")


def _bend(one: tarfile.TarInfo, name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> None:
    one.name, one.type, one.linkname = name, kind, link
    one.size = one.size if kind == tarfile.REGTYPE else 0


STRANGE: dict[str, Callable[[tarfile.TarInfo], None]] = {
    "no name": lambda one: _bend(one, ""),
    "a dot": lambda one: _bend(one, "."),
    "absolute": lambda one: _bend(one, "/tmp/outside"),
    "upwards": lambda one: _bend(one, "files/ab/../../../outside"),
    "pictures that are a file": lambda one: _bend(one, "files"),
    "a link": lambda one: _bend(one, "files/ab", tarfile.SYMTYPE, "/etc"),
    "a second name": lambda one: _bend(one, "files/x", tarfile.LNKTYPE, "/etc/passwd"),
    "a pipe": lambda one: _bend(one, "files/pipe", tarfile.FIFOTYPE),
    "a dump twice": lambda one: _bend(one, "database.dump"),
    "a key that is a folder": lambda one: _bend(one, "secret.key", tarfile.DIRTYPE),
}
REST = b'"made_at": "", "demo": false, "pictures": 0, "with_key": false}'
ABOUTS = (
    b"[]", b"null", b"7", b"{}", b"[" * 5000, b"\xff", b'{"format": "1", "migrations": [], ' + REST,
    b'{"format": null, "migrations": [], ' + REST, b'{"format": 1, "migrations": [["a"]], ' + REST,
    b'{"format": 1, "migrations": 7, ' + REST,
)  # fmt: skip


def _with(whole: Path, made: Path, name: str, content: bytes, bend: Callable[[tarfile.TarInfo], None]) -> Path:
    """The same backup with one member more, first where it is the one that is read by its name."""
    with tarfile.open(whole) as given, tarfile.open(made, "w") as out:
        more = tarfile.TarInfo(name)
        more.size = len(content)
        bend(more)
        for member in given:
            if member.name != name:
                out.addfile(member, given.extractfile(member))
        out.addfile(more, io.BytesIO(content))
    return made


async def test_a_bent_backup_is_refused_in_a_sentence_and_changes_nothing(
    database_url: str, services: Services, tmp_path: Path
) -> None:
    """Whoever made the archive, nothing of it is written outside, and nobody reads a traceback."""
    whole, target = tmp_path / "forma.tar", tmp_path / "target"
    await asyncio.to_thread(back_up, Settings(home(tmp_path / "first"), KEY, database_url=database_url), whole)
    archives = {name: _with(whole, tmp_path / f"{name}.tar", "more", b"x", bend) for name, bend in STRANGE.items()}
    for number, about in enumerate(ABOUTS):
        archives[f"about {number}"] = _with(whole, tmp_path / f"about{number}.tar", "about.json", about, lambda _: None)
    async with empty_database(services) as fresh:
        into = Settings(target, KEY, database_url=fresh)
        for name, file in archives.items():
            with pytest.raises(BackupError):
                await asyncio.to_thread(restore, into, file)
            assert [*target.iterdir()] == [], name
        unfinished = target / "files" / "ab.part"
        unfinished.mkdir(parents=True)
        with pytest.raises(BackupError, match="not overwritten"):
            await asyncio.to_thread(restore, into, whole)
        unfinished.rmdir()
        await asyncio.to_thread(restore, into, whole)
    assert not (tmp_path / "outside").exists()
    assert stat.S_IMODE((target / "secret.key").stat().st_mode) == 0o600
