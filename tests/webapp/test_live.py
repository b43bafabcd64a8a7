"""What changes while a page is open."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest
from aiohttp import ClientPayloadError, ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from domain import database
from domain.accounts import people, roles, sanctions
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.chat.photos import Shown
from domain.events.talking import talk
from domain.moderation import appeals
from scheduler.events import AGENDA
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import PAUL, Opened, WebClient, app_for, make_staff, open_app, published
from webapp.kit import live, streams
from webapp.kit.keys import HUB

PATIENCE_S = 60


async def read_event(stream: ClientResponse) -> tuple[str, str]:
    """The next event of a stream: its id and its data."""
    found = {"id": "", "data": ""}
    async with asyncio.timeout(PATIENCE_S):
        while True:
            line = (await stream.content.readline()).decode().rstrip("\n")
            if not line and found["data"]:
                return found["id"], found["data"]
            name, _, value = line.partition(": ")
            if name in found:
                found[name] += value


def stream_of(page: str) -> str:
    found = re.search(r'hx-sse:connect="([^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


async def test_places_change_on_open_pages_after_the_commit(event_id: int, olya: Opened, paul: Opened) -> None:
    address = stream_of(await paul.see(f"/events/{event_id}"))
    async with paul.client.get(address, headers=paul.headers) as stream:
        assert stream.content_type == "text/event-stream"
        assert stream.headers["X-Accel-Buffering"] == "no"
        assert (await olya.post(f"/events/{event_id}/registration")).status == 200
        version, html = await read_event(stream)
    assert "9 places left" in html and 'hx-target="#places"' in html
    nothing = await paul.get(f"/live?topic=event:{event_id}&after={version}&once=1")
    assert nothing.status == 204, "the version says that nothing is new"


async def test_a_stream_that_was_cut_goes_on_from_its_version(event_id: int, olya: Opened) -> None:
    await olya.post(f"/events/{event_id}/registration")
    address = stream_of(await olya.see(f"/events/{event_id}/room"))
    for words in ("раз", "два"):
        await olya.post(f"/events/{event_id}/room", text=words)
    async with olya.client.get(address, headers=olya.headers) as stream:
        version, html = await read_event(stream)
    assert html.count('class="message"') == 2
    await olya.post(f"/events/{event_id}/room", text="три")
    async with olya.client.get(address, headers=olya.headers | {"Last-Event-ID": version}) as stream:
        _, html = await read_event(stream)
    assert html.count('class="message"') == 1 and "три" in html


async def test_everybody_of_one_language_gets_bytes_made_once(
    app: web.Application, event_id: int, olya: Opened, igor: Opened, paul: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[live.Update] = []
    encode = live.encode

    def counted(update: live.Update, known: tuple[str, ...]) -> bytes:
        made.append(update)
        return encode(update, known)

    monkeypatch.setattr(live, "encode", counted)
    pages = [(who, stream_of(await who.see(f"/events/{event_id}"))) for who in (olya, igor, paul, paul)]
    streams = [await who.client.get(address, headers=who.headers) for who, address in pages]
    await olya.post(f"/events/{event_id}/registration")
    for stream in streams:
        await read_event(stream)  # whose stream had only just been opened was told alone
    made.clear()
    await paul.post(f"/events/{event_id}/registration")
    told = [await read_event(stream) for stream in streams]
    for stream in streams:
        stream.close()
    assert len({version for version, _ in told}) == 1
    assert len(made) == 2, "one for Russian, one for English"


async def test_who_does_not_read_is_let_go_and_comes_back_to_what_they_missed(
    event_id: int, olya: Opened, paul: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = stream_of(await paul.see(f"/events/{event_id}"))
    slow = await paul.client.get(address, headers=paul.headers)
    await slow.content.readline()
    with monkeypatch.context() as patch:
        patch.setattr(streams, "UNREAD_AT_MOST", -1)
        await olya.post(f"/events/{event_id}/registration")
        with pytest.raises(ClientPayloadError):
            await ended(slow)
    async with paul.client.get(address, headers=paul.headers) as stream:
        assert "9 places left" in (await read_event(stream))[1]


async def test_a_proxy_that_speaks_an_older_http_is_told_without_chunks(
    event_id: int, olya: Opened, paul: Opened
) -> None:
    address = stream_of(await paul.see(f"/events/{event_id}"))
    to = paul.client.server
    reader, writer = await asyncio.open_connection(to.host, to.port)
    headers = "".join(f"{name}: {value}\r\n" for name, value in paul.headers.items())
    writer.write(f"GET {address} HTTP/1.0\r\n{headers}\r\n".encode())
    async with asyncio.timeout(PATIENCE_S):
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"200 OK" in head and b"chunked" not in head
        assert await reader.readuntil(b"\n\n") == b"retry: 2000\n\n"
        await olya.post(f"/events/{event_id}/registration")
        assert (await reader.readuntil(b"\n\n")).startswith(b"id: ")
    writer.close()


async def test_a_server_that_stops_ends_its_streams(database: str, clock: FakeClock, cast: Cast, event_id: int) -> None:
    server = TestServer(app_for(clock))
    async with TestClient(server) as client:
        paul = await open_app(client, PAUL)
        stream = await client.get(f"/live?topic=event:{event_id}", headers=paul.headers)
        await stream.content.readline()
        async with asyncio.timeout(PATIENCE_S):
            await server.close()
        stream.close()


async def test_a_room_is_followed_by_who_takes_part(cast: Cast, event_id: int, paul: Opened, clock: FakeClock) -> None:
    assert (await paul.get(f"/live?topic=room:{event_id}")).status == 403
    assert (await paul.get(f"/live?topic=event:{event_id + 1000}")).status == 404
    assert (await paul.client.get(f"/live?topic=event:{event_id}")).status == 401


async def test_an_edit_and_a_photo_reach_the_open_room(
    cast: Cast, event_id: int, olya: Opened, paul: Opened, clock: FakeClock
) -> None:
    await olya.post(f"/events/{event_id}/registration")
    await paul.post(f"/events/{event_id}/registration")
    said = await database.in_transaction(lambda: talk.hear(cast.olya, event_id, "в семь", now=clock.now()))
    await database.in_transaction(lambda: talk.hear(cast.olya, event_id, "до встречи", now=clock.now()))
    for who, edited, waits in ((olya, "изменено", "Фото загружается"), (paul, "edited", "The photo is on its way")):
        page = await who.see(f"/events/{event_id}/room")
        async with who.client.get(stream_of(page), headers=who.headers) as stream:
            words = f"в восемь {edited}"
            await database.in_transaction(
                lambda words=words: talk.hear_change(cast.olya, said, 5, words, now=clock.now())  # type: ignore[misc]
            )
            _, html = await read_event(stream)
            assert f'hx-target="#m{said}" hx-swap="outerHTML"' in html and words in html
            assert f'<span class="edited">{edited}</span>' in html and 'hx-target="#messages"' not in html
            photo = Shown("a photo", 9, "озеро")
            await database.in_transaction(
                lambda photo=photo: talk.hear_photo(cast.olya, event_id, photo, now=clock.now())  # type: ignore[misc]
            )
            _, html = await read_event(stream)
        assert 'hx-target="#messages" hx-swap="beforeend"' in html and waits in html and "озеро" in html


async def ended(stream: ClientResponse) -> None:
    """Long before the next heartbeat, which is when streams are looked at anyway."""
    async with asyncio.timeout(live.HEARTBEAT_S - 5):
        await stream.content.read()


async def test_the_streams_of_who_is_blocked_end_at_once_and_only_theirs(
    cast: Cast, event_id: int, olya: Opened, paul: Opened, clock: FakeClock
) -> None:
    await make_staff(cast.igor, clock.now())
    igor = await people.get_person(cast.igor.id)
    address = f"/live?topic=event:{event_id}"
    theirs = await paul.client.get(address, headers=paul.headers)
    hers = await olya.client.get(address, headers=olya.headers)
    async with database.transaction():
        await sanctions.block(igor, cast.paul.id, "Спам", until=None, now=clock.now())
    await ended(theirs)
    assert (await olya.post(f"/events/{event_id}/registration")).status == 200
    assert 'hx-target="#places"' in (await read_event(hers))[1], "others go on"
    hers.close()
    assert (await paul.client.get(address, headers=paul.headers)).status == 401


async def test_a_stream_about_which_nothing_can_be_asked_goes_on(
    app: web.Application, event_id: int, olya: Opened, paul: Opened, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    async def is_away(_: Person, __: int) -> None:
        asked.set()
        raise database.Unavailable("away")

    async with paul.client.get(f"/live?topic=event:{event_id}", headers=paul.headers) as stream:
        await read_event(stream)
        hub = app[HUB]
        cut_off = dict(hub.topics) | {"event": replace(hub.topics["event"], may_follow=is_away)}
        monkeypatch.setattr(hub, "topics", cut_off)
        hub.hint(f"person:{cast.paul.id}")
        async with asyncio.timeout(PATIENCE_S):
            await asked.wait()
        monkeypatch.undo()
        await olya.post(f"/events/{event_id}/registration")
        assert "9 places left" in (await read_event(stream))[1]


async def test_who_comes_to_a_server_that_stops_is_let_go_at_once(
    app: web.Application, client: WebClient, event_id: int
) -> None:
    async def welcome() -> bool:
        return True

    app[HUB].dismiss()
    late = streams.Follower("ru", "", 1, welcome, None, in_chunks=True)
    with app[HUB].follow(f"event:{event_id}", late):
        assert late.over.is_set()


async def test_only_a_page_at_the_last_state_is_known_to_have_its_parts(app: web.Application) -> None:
    hub = live.Hub(app, {})
    hub._shown["board:1", "ru"] = {"2": ("one", "two")}
    assert hub._known("board:1", "ru", "2") == ("one", "two")
    assert hub._known("board:1", "ru", "1") == hub._known("board:1", "en", "2") == ()


async def test_the_page_of_who_is_blocked_gives_way_when_the_block_is_lifted(
    cast: Cast, event_id: int, client: WebClient, clock: FakeClock
) -> None:
    for who in (cast.igor, cast.olya):
        await make_staff(who, clock.now())
    igor = await people.get_person(cast.igor.id)
    async with database.transaction():
        await sanctions.block(igor, cast.paul.id, "Спам", until=None, now=clock.now())
    paul = await open_app(client, PAUL)
    page = await (await paul.get(f"/events/{event_id}")).text()
    assert "Спам" in page and stream_of(page) == "/live/block"
    stream = await client.get(stream_of(page), headers=paul.headers)
    async with database.transaction():
        await appeals.lift(igor, cast.paul.id, now=clock.now())
    await ended(stream)
    assert (await paul.get("/live/block?once=1")).status == 404, "so the page asks for itself again"
    assert "Спам" not in await paul.see(f"/events/{event_id}")


async def test_who_reads_the_appeal_is_said_as_it_is(cast: Cast, client: WebClient, clock: FakeClock) -> None:
    await make_staff(cast.igor, clock.now())
    async with database.transaction():
        await sanctions.block(await people.get_person(cast.igor.id), cast.paul.id, "Спам", until=None, now=clock.now())
    paul = await open_app(client, PAUL)
    await paul.post("/appeal", text="It was not me")
    assert "An administrator will read it" in await (await paul.get("/")).text(), "there is one alone"
    await make_staff(cast.olya, clock.now())
    assert "Another administrator will read it" in await (await paul.get("/")).text()


async def test_the_staffs_open_pages_end_with_the_role(
    cast: Cast, olya: Opened, igor: Opened, clock: FakeClock
) -> None:
    for person in (cast.igor, cast.olya):
        await make_staff(person, clock.now())
    stream = await olya.client.get(stream_of(await olya.see("/ops")), headers=olya.headers)
    async with database.transaction():
        await roles.revoke_role(await people.get_person(cast.igor.id), cast.olya.id, "administrator", now=clock.now())
    await ended(stream)
    assert (await olya.get("/live?topic=staff:0")).status == 404


async def test_signing_out_and_leaving_end_what_was_open(event_id: int, olya: Opened) -> None:
    await olya.post(f"/events/{event_id}/registration")
    room = await olya.client.get(f"/live?topic=room:{event_id}", headers=olya.headers)
    event = await olya.client.get(f"/live?topic=event:{event_id}", headers=olya.headers)
    await olya.post(f"/events/{event_id}/leaving")
    await ended(room)
    await olya.post("/me/signing-out")
    await ended(event)


async def test_the_room_ends_with_an_offer_that_nobody_took(
    cast: Cast, clock: FakeClock, olya: Opened, paul: Opened
) -> None:
    event_id = await published(cast.igor, clock.now(), capacity=1)
    for who in (paul, olya):
        await who.post(f"/events/{event_id}/registration")
    room = await olya.client.get(f"/live?topic=room:{event_id}", headers=olya.headers)
    await paul.post(f"/events/{event_id}/leaving")
    clock.advance(hours=3)
    await agenda.work_due(AGENDA, clock.now())
    await ended(room)
    assert (await olya.get(f"/live?topic=room:{event_id}")).status == 403
