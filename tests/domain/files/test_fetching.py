"""Covers: sent as photos, brought by a durable job, cleaned, kept."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from PIL import Image

from domain import database
from domain.database import transaction
from domain.errors import NotFound
from domain.files import fetching, imaging, pictures
from domain.jobs import jobs
from domain.jobs import queries as jobs_seen
from forma import work
from integrations.telegram.gateway import TelegramGateway
from tests.kit.clock import START, FakeClock
from tests.kit.people import meet
from tests.kit.shop import nobody_pays
from tests.kit.waiting import until

TOKEN = "700000001:test"


@dataclass
class FileServer:
    """Telegram's getFile and its file server."""

    data: bytes = b""
    status: int = 200
    away: bool = False
    asked: int = 0
    url: str = ""
    runner: web.AppRunner | None = field(default=None, repr=False)

    async def get_file(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.away:
            return web.Response(status=502)
        return web.json_response({"ok": True, "result": {"file_id": "x", "file_path": "photos/1.jpg"}})

    async def give(self, request: web.Request) -> web.Response:
        return web.Response(body=self.data, status=self.status)


@pytest.fixture
async def telegram() -> AsyncIterator[FileServer]:
    server = FileServer()
    app = web.Application()
    app.router.add_post("/bot{token}/getFile", server.get_file)
    app.router.add_get("/file/bot{token}/{path:.*}", server.give)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


@pytest.fixture
async def gateway(telegram: FileServer) -> AsyncIterator[TelegramGateway]:
    gateway = TelegramGateway(TOKEN, api=telegram.url)
    yield gateway
    await gateway.close()


def jpeg(width: int = 2000, height: int = 1000, *, orientation: int = 1, place: bool = False) -> bytes:
    picture = Image.new("RGB", (width, height), "orange")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret camera"
    if place:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (55.0, 45.0, 21.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"made at home")
    return out.getvalue()


async def sent_photo() -> int:
    olya = await meet("Оля")
    async with transaction():
        return await pictures.keep_telegram_photo(olya.id, "AgAD-photo", purpose="cover", now=START)


@asynccontextmanager
async def worker(handlers: dict[str, jobs.Handler], url: str) -> AsyncIterator[None]:
    task = asyncio.ensure_future(work.work(handlers, url, outage_pause_s=0.2))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def kept_below(directory: Path) -> list[str]:
    return [path.relative_to(directory).as_posix() for path in directory.glob("files/*")]


async def is_in_state(file_id: int, state: str) -> bool:
    return (await pictures.get_picture(file_id)).state == state


async def test_a_photo_becomes_two_clean_upright_pictures(
    database: str, telegram: FileServer, gateway: TelegramGateway, tmp_path: Path
) -> None:
    telegram.data = jpeg(2000, 1000, orientation=6, place=True)
    file_id = await sent_photo()
    async with worker(work.job_handlers(gateway, tmp_path, nobody_pays(), FakeClock().now), database):
        await until(lambda: is_in_state(file_id, "ready"))
    stored = await pictures.get_picture(file_id)
    assert stored.picture_path is not None and stored.preview_path is not None
    with Image.open(tmp_path / stored.picture_path) as picture, Image.open(tmp_path / stored.preview_path) as preview:
        assert (picture.format, picture.size) == ("WEBP", (640, 1280))
        assert preview.size == (320, 640)
        assert not picture.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(picture.info)
    assert b"Secret camera" not in (tmp_path / stored.picture_path).read_bytes()
    assert kept_below(tmp_path) == [stored.path]


async def test_no_job_remains_of_a_message_that_was_rolled_back(database: str) -> None:
    olya = await meet("Оля")
    with pytest.raises(RuntimeError, match="changed her mind"):
        async with transaction():
            await pictures.keep_telegram_photo(olya.id, "AgAD-photo", purpose="cover", now=START)
            raise RuntimeError("changed her mind")
    assert await jobs_seen.jobs_state() == jobs_seen.JobsState(0, 0, 0.0)


async def test_the_same_work_is_asked_for_once(database: str) -> None:
    assert await jobs.enqueue("count", "17") is True
    assert await jobs.enqueue("count", "17") is False
    assert await jobs.enqueue("count", "18") is True


async def test_while_telegram_is_away_the_job_waits_and_no_try_is_lost(
    database: str, telegram: FileServer, gateway: TelegramGateway, tmp_path: Path
) -> None:
    telegram.away, telegram.data = True, jpeg()
    file_id = await sent_photo()

    async def asked_more_often_than_there_are_tries() -> bool:
        return telegram.asked > work.TRIES

    async with worker(work.job_handlers(gateway, tmp_path, nobody_pays(), FakeClock().now), database):
        await until(asked_more_often_than_there_are_tries)
        assert await is_in_state(file_id, "pending")
        telegram.away = False
        await until(lambda: is_in_state(file_id, "ready"))


@pytest.mark.parametrize(
    ("status", "data", "reason"),
    [
        (404, b"", "404"),
        (200, b"<html>not at all</html>", "neither JPEG, PNG nor WebP"),
        (200, jpeg(50, 50)[:200], "cannot be decoded"),
        (200, b"\xff\xd8\xff" + b"0" * (imaging.MAX_BYTES + 1), "bytes, at most"),
    ],
)
async def test_what_will_never_be_a_picture_is_set_aside_at_once_with_its_reason(
    database: str, telegram: FileServer, gateway: TelegramGateway, tmp_path: Path, status: int, data: bytes, reason: str
) -> None:
    telegram.status, telegram.data = status, data
    file_id = await sent_photo()

    async def is_dead() -> bool:
        return (await jobs_seen.jobs_state()).dead == 1

    async with worker(work.job_handlers(gateway, tmp_path, nobody_pays(), FakeClock().now), database):
        await until(is_dead)
    [dead] = await jobs_seen.dead_jobs()
    assert (dead.kind, dead.subject) == (pictures.FETCH, str(file_id))
    assert reason in dead.reason
    assert telegram.asked == 1
    assert await is_in_state(file_id, "failed")
    assert kept_below(tmp_path) == []


async def test_a_job_that_fails_is_tried_again_then_set_aside_and_can_be_tried_by_hand(database: str) -> None:
    tries: list[str] = []
    broken = True

    async def stumble(subject: str) -> None:
        tries.append(subject)
        if broken:
            raise ValueError("a bug of ours")

    async def is_dead() -> bool:
        return (await jobs_seen.jobs_state()).dead == 1

    async def is_gone() -> bool:
        return await jobs_seen.jobs_state() == jobs_seen.JobsState(0, 0, 0.0)

    async def hurry() -> bool:
        """The pauses between tries are minutes at most; nobody here waits for them."""
        await _database_execute("UPDATE pgqueuer SET execute_after = now() WHERE status = 'queued'")
        return await is_dead()

    await jobs.enqueue("stumble", "7")
    async with worker({"stumble": stumble}, database):
        await until(hurry)
        assert len(tries) == work.TRIES
        [dead] = await jobs_seen.dead_jobs()
        assert dead.reason == "ValueError: a bug of ours"
        broken = False
        assert await jobs_seen.retry_dead(dead.id)
        await until(is_gone)
    assert len(tries) == work.TRIES + 1


async def _database_execute(sql: str) -> None:
    await database.execute(sql)


async def test_a_job_that_kills_its_worker_is_not_taken_up_for_ever(database: str) -> None:
    await jobs.enqueue("deadly", "1")
    await _database_execute(f"UPDATE pgqueuer SET attempts = {work.TRIES}")

    async def never(subject: str) -> None:
        raise AssertionError("begun once more")

    async def is_dead() -> bool:
        return (await jobs_seen.jobs_state()).dead == 1

    async with worker({"deadly": never}, database):
        await until(is_dead)
    [dead] = await jobs_seen.dead_jobs()
    assert "given up after 5 tries" in dead.reason


async def test_a_worker_that_is_stopped_finishes_what_it_has_in_hand(database: str) -> None:
    begun, done = asyncio.Event(), asyncio.Event()

    async def slow(subject: str) -> None:
        begun.set()
        await asyncio.sleep(0.3)
        done.set()

    await jobs.enqueue("slow", "1")
    async with worker({"slow": slow}, database):
        await begun.wait()
    assert done.is_set()
    assert (await jobs_seen.jobs_state()).open == 0


async def test_a_lost_database_is_found_again(database: str) -> None:
    done: list[str] = []

    async def note(subject: str) -> None:
        done.append(subject)

    async def one_is_done() -> bool:
        return done == ["1"]

    async def both_are_done() -> bool:
        return done == ["1", "2"]

    async with worker({"note": note}, database):
        await jobs.enqueue("note", "1")
        await until(one_is_done)
        await _database_execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pgqueuer%'"
        )
        await jobs.enqueue("note", "2")
        await until(both_are_done)


class FromMemory:
    def __init__(self, data: bytes) -> None:
        self.data = data

    async def download(self, file_id: str) -> bytes:
        return self.data


async def test_two_runs_of_one_job_keep_one_picture(database: str, tmp_path: Path) -> None:
    file_id = await sent_photo()
    both = [fetching.fetch_picture(file_id, downloads=FromMemory(jpeg(50, 50)), directory=tmp_path) for _ in range(2)]
    await asyncio.gather(*both)
    stored = await pictures.get_picture(file_id)
    assert stored.path is not None
    assert kept_below(tmp_path) == [stored.path]


async def test_a_picture_erased_meanwhile_leaves_nothing_behind(database: str, tmp_path: Path) -> None:
    file_id = await sent_photo()

    class ErasedMeanwhile(FromMemory):
        async def download(self, file_id: str) -> bytes:
            await _database_execute("DELETE FROM files")
            return self.data

    await fetching.fetch_picture(file_id, downloads=ErasedMeanwhile(jpeg(50, 50)), directory=tmp_path)
    with pytest.raises(NotFound):
        await pictures.get_picture(file_id)
    assert kept_below(tmp_path) == []


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(imaging.NotAPicture):
        imaging.prepare(out.getvalue())
    barely = io.BytesIO()
    Image.new("1", (5000, 5001)).save(barely, "PNG")
    with pytest.raises(imaging.NotAPicture, match="5000x5001"):
        imaging.prepare(barely.getvalue())


def test_a_transparent_picture_stays_transparent() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(imaging.prepare(out.getvalue()).picture)) as picture:
        assert picture.mode == "RGBA"
