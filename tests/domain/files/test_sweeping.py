"""Pictures that nobody uses are swept; rows and folders that lost each other are found."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from domain import database as db
from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events.album import keeping, photos
from domain.events.making import covers
from domain.files import sweeping
from domain.files.imaging import Prepared
from domain.files.uploading import keep_upload
from domain.jobs import queries as jobs_seen
from tests.kit.clock import START
from tests.kit.people import drafted, meet, published

PREPARED = Prepared(b"picture", b"preview", 4, 3)


async def upload(directory: Path, owner_id: int) -> tuple[int, Path]:
    file_id = await keep_upload(owner_id, PREPARED, directory, purpose="cover", now=START)
    path = await db.fetchval("SELECT path FROM files WHERE id = $1 AND state = 'ready'", file_id)
    assert (directory / path / "picture.webp").read_bytes() == b"picture"
    return file_id, directory / path


async def ids() -> set[int]:
    return {row["id"] for row in await db.fetch("SELECT id FROM files")}


def grow_old(path: Path) -> None:
    before = time.time() - sweeping.OLD_S - 60
    os.utime(path, (before, before))


async def test_only_what_no_event_and_no_draft_uses_is_swept(database: str, tmp_path: Path) -> None:
    igor = await meet("Игорь")
    used, used_path = await upload(tmp_path, igor.id)
    chosen, chosen_path = await upload(tmp_path, igor.id)
    left, left_path = await upload(tmp_path, igor.id)
    await drafted(igor, cover_file_id=used)
    await db.execute(
        "INSERT INTO form_drafts (user_id, chat_id, form, subject, answers, suggested, paused, updated_at) "
        "VALUES ($1, 0, 'event', '', jsonb_build_object('cover', jsonb_build_object('id', $2::text)), '{}', FALSE, $3)",
        *(igor.id, str(chosen), START),
    )
    assert await covers.drop_unused(tmp_path, now=START + timedelta(hours=23)) == 0
    assert await covers.drop_unused(tmp_path, now=START + timedelta(hours=25)) == 1
    assert await ids() == {used, chosen}
    assert used_path.is_dir() and chosen_path.is_dir() and not left_path.exists() and left


async def test_a_photo_out_of_its_album_goes_when_nobody_has_put_it_back_for_a_week(
    database: str, tmp_path: Path
) -> None:
    igor, week = await meet("Игорь"), timedelta(days=7)
    event = await published(igor)
    stays, gone, back = [await in_album(tmp_path, igor, event.id) for _ in range(3)]
    for photo_id, _ in (gone, back):
        await db.in_transaction(lambda one=photo_id: photos.remove(igor, event.id, one, now=START))  # type: ignore[misc]
    await db.in_transaction(lambda: photos.restore(igor, event.id, back[0], now=START + week - timedelta(hours=1)))
    assert await keeping.purge(tmp_path, now=START + week - timedelta(hours=1)) == 0
    assert gone[1].is_dir()
    assert await keeping.purge(tmp_path, now=START + week + timedelta(hours=1)) == 1
    assert await keeping.purge(tmp_path, now=START + week + timedelta(hours=1)) == 0
    assert not gone[1].exists() and stays[1].is_dir() and back[1].is_dir()
    assert len(await ids()) == 2
    with pytest.raises(NotFound):
        await db.in_transaction(lambda: photos.restore(igor, event.id, gone[0], now=START + 2 * week))


async def in_album(directory: Path, author: Person, event_id: int) -> tuple[int, Path]:
    file_id = await keep_upload(author.id, PREPARED, directory, purpose=photos.PURPOSE, now=START)
    path = await db.fetchval("SELECT path FROM files WHERE id = $1", file_id)
    photo_id = await db.in_transaction(lambda: photos.add_picture(author, event_id, file_id, "", now=START))
    return photo_id, directory / path


async def test_a_killed_upload_leaves_nothing(database: str, tmp_path: Path) -> None:
    """Its row is there before its folder and is never shown; a day later both are gone."""
    igor = await meet("Игорь")
    _, path = await upload(tmp_path, igor.id)
    await db.execute("UPDATE files SET state = 'pending'")
    assert await covers.drop_unused(tmp_path, now=START + timedelta(days=2)) == 1
    assert not path.exists() and await ids() == set()


async def test_folders_without_a_row_go_when_they_are_old(database: str, tmp_path: Path) -> None:
    igor = await meet("Игорь")
    kept, path = await upload(tmp_path, igor.id)
    fresh, old, unfinished = (tmp_path / "files" / name for name in ("fresh", "old", "old.part"))
    for folder in (fresh, old, unfinished):
        folder.mkdir()
    for folder in (path, old, unfinished):
        grow_old(folder)
    await sweeping.sweep_disk(tmp_path)
    assert path.is_dir() and fresh.is_dir() and not old.exists() and not unfinished.exists()
    assert await ids() == {kept}


async def test_rows_without_a_folder_are_fetched_again_or_fail(database: str, tmp_path: Path) -> None:
    igor = await meet("Игорь")
    (ours, one), (known, other) = await upload(tmp_path, igor.id), await upload(tmp_path, igor.id)
    await db.execute("UPDATE files SET telegram_file_id = 'AgAC' WHERE id = $1", known)
    for folder in (one, other):
        for part in folder.iterdir():
            part.unlink()
        folder.rmdir()
    await sweeping.sweep_disk(tmp_path)
    states = {row["id"]: (row["state"], row["path"]) for row in await db.fetch("SELECT id, state, path FROM files")}
    assert states == {ours: ("failed", None), known: ("pending", None)}
    assert (await jobs_seen.jobs_state()).open == 1


async def test_a_disk_that_is_away_makes_nobody_forget(database: str, tmp_path: Path) -> None:
    igor = await meet("Игорь")
    await upload(tmp_path, igor.id)
    await sweeping.sweep_disk(tmp_path / "not mounted")
    assert await db.fetch("SELECT 1 FROM files WHERE state = 'ready'")


async def test_a_folder_that_goes_while_we_look_stops_nothing(database: str, tmp_path: Path) -> None:
    """Seen in the list, gone when it is asked about: as an unfinished one that is given its name just then."""
    igor = await meet("Игорь")
    _, kept = await upload(tmp_path, igor.id)
    (tmp_path / "files" / "ab.part").symlink_to(tmp_path / "gone")
    nobodys = tmp_path / "files" / "nobodys"
    nobodys.mkdir()
    grow_old(nobodys)
    await sweeping.sweep_disk(tmp_path)
    assert kept.is_dir() and not nobodys.exists()
