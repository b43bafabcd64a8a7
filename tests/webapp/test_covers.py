"""Covers: uploaded on the form's page, served by an address that cannot be guessed, shown wherever the event is."""

from __future__ import annotations

import io
import re

from aiohttp import web
from PIL import Image

from domain import database
from domain.events import lifecycle, queries
from domain.events.making import creation
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, WebClient, published
from webapp.kit import pictures
from webapp.kit.keys import CONTEXT


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), colour: str = "orange") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


async def upload(who: Opened, data: bytes) -> dict[str, str]:
    answer = await who.post("/pictures", picture=io.BytesIO(data))
    assert answer.status == 200, await answer.text()
    said: dict[str, str] = await answer.json()
    return said


async def fields_of(who: Opened, event_id: int) -> dict[str, str]:
    """The edit form as it would be posted unchanged."""
    page = await who.see(f"/org/events/{event_id}/edit")
    known = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    chosen = {"kind": "race", "format": "onsite", "place": "Сокольники", "visibility": "public"}
    typed = ("when", "version", "cover", "registration_opens", "registration_closes")
    return {"title": "Забег"} | chosen | {key: known[key] for key in typed}


async def test_a_cover_is_uploaded_replaced_and_removed(igor: Opened, olya: Opened, event_id: int) -> None:
    first = await upload(igor, picture())
    saved = await igor.post(f"/org/events/{event_id}/edit", **await fields_of(igor, event_id) | {"cover": first["id"]})
    assert saved.headers["Forma-Go"] == f"/org/events/{event_id}"
    await olya.post(f"/events/{event_id}/registration")
    for path in (f"/events/{event_id}", "/events", "/me/events", "/"):
        assert f"/pictures/{first['id']}/" in await olya.see(path), path
    unchanged = await fields_of(igor, event_id)
    assert unchanged["cover"] == first["id"]
    second = await upload(igor, picture("PNG", colour="navy"))
    await igor.post(f"/org/events/{event_id}/edit", **unchanged | {"cover": second["id"]})
    assert f"/pictures/{second['id']}/" in await olya.see(f"/events/{event_id}")
    await igor.post(f"/org/events/{event_id}/edit", **await fields_of(igor, event_id) | {"cover": ""})
    assert "/pictures/" not in await olya.see(f"/events/{event_id}")


async def test_a_new_event_may_come_with_its_cover(igor: Opened, cast: Cast) -> None:
    sent = await upload(igor, picture("WEBP"))
    said = {
        "title": "С обложкой",
        "when": "завтра 10:00",
        "kind": "race",
        "format": "onsite",
        "place": "Парк",
        "visibility": "public",
    }
    answer = await igor.post("/org/events/new", **said, cover=sent["id"])
    event_id = int(answer.headers["Forma-Go"].rsplit("/", 1)[1])
    assert (await queries.get_event_card(event_id, cast.igor)).cover_id == int(sent["id"])


async def test_the_address_is_signed_and_the_bytes_are_clean(
    client: WebClient, igor: Opened, olya: Opened, event_id: int
) -> None:
    sent = await upload(igor, picture(size=(2000, 1500)))
    shown = await client.get(sent["src"])
    assert (shown.status, shown.content_type) == (200, "image/webp")
    assert shown.headers["Cache-Control"].startswith("private"), "no event has it yet: it is theirs"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    with Image.open(io.BytesIO(await shown.read())) as seen:
        assert max(seen.size) == 640
    await igor.post(f"/org/events/{event_id}/edit", **await fields_of(igor, event_id) | {"cover": sent["id"]})
    for_good = shown_on(await olya.see("/events"))
    assert for_good.count("/") == 3
    assert (await client.get(for_good)).headers["Cache-Control"].endswith("immutable")
    other = int(sent["id"]) + 1
    for path in (f"/pictures/{sent['id']}/{'0' * 32}.webp", for_good.replace(f"/{sent['id']}/", f"/{other}/")):
        assert (await client.get(path)).status == 404


def shown_on(page: str) -> str:
    """The address of the first picture there."""
    found = re.search(r'src="(/pictures/[^"]+)"', page)
    assert found, page
    return found[1]


async def test_the_cover_of_a_private_event_is_read_by_who_may_see_the_event(
    client: WebClient, app: web.Application, cast: Cast, igor: Opened, olya: Opened, paul: Opened, clock: FakeClock
) -> None:
    event_id = await published(cast.igor, clock.now())
    sent = await upload(igor, picture())
    await igor.post(f"/org/events/{event_id}/edit", **await fields_of(igor, event_id) | {"cover": sent["id"]})
    for_good = shown_on(await paul.see(f"/events/{event_id}"))
    assert (await client.get(for_good)).status == 200
    private = await fields_of(igor, event_id) | {"cover": sent["id"], "visibility": "private"}
    await igor.post(f"/org/events/{event_id}/edit", **private)
    assert (await client.get(for_good)).status == 404, "it was for everybody once"
    assert (await client.get(pictures.preview_path(app[CONTEXT], int(sent["id"])))).status == 404

    token = await database.fetchval("SELECT link_token FROM events WHERE id = $1", event_id)
    for guest in (olya, paul):
        await guest.post(f"/links/{token}")
    await olya.post(f"/events/{event_id}/registration")
    theirs = {who: shown_on(await who.see(f"/events/{event_id}")) for who in (igor, olya, paul)}
    for address in theirs.values():
        shown = await client.get(address)
        assert (shown.status, shown.headers["Cache-Control"]) == (200, "private, max-age=3600")
    assert len(set(theirs.values())) == 3
    for page in ("/me/events", "/"):
        mine = shown_on(await olya.see(page))
        assert f"/{cast.olya.id}/" in mine and (await client.get(mine)).status == 200
    stolen = theirs[paul].replace(f"/{cast.paul.id}/", f"/{cast.olya.id}/")
    assert (await client.get(stolen)).status == 404

    await igor.post(f"/org/events/{event_id}/link")
    statuses = {who: (await client.get(address)).status for who, address in theirs.items()}
    assert statuses == {igor: 200, olya: 200, paul: 404}, "he came by the link, which leads nowhere any more"
    clock.advance(days=2)
    assert (await client.get(theirs[olya])).status == 404
    assert (await client.get(shown_on(await olya.see(f"/events/{event_id}")))).status == 200


async def test_the_cover_of_a_draft_is_its_makers_alone_until_it_is_published(
    client: WebClient, cast: Cast, igor: Opened, clock: FakeClock
) -> None:
    sent = await upload(igor, picture())
    said = {"title": "Забег", "when": "завтра 18:00", "kind": "race", "format": "onsite", "place": "Парк"}
    answer = await igor.post("/org/events/new", **said, visibility="public", cover=sent["id"])
    event_id = int(answer.headers["Forma-Go"].rsplit("/", 1)[1])
    own = shown_on(await igor.see(f"/events/{event_id}"))
    assert f"/{cast.igor.id}/" in own and (await client.get(own)).status == 200
    assert (await client.get(own.replace(f"/{cast.igor.id}/", f"/{cast.olya.id}/"))).status == 404
    async with database.transaction():
        await lifecycle.publish(cast.igor, event_id, now=clock.now())
    assert shown_on(await igor.see(f"/events/{event_id}")).count("/") == 3


async def test_what_is_no_picture_is_refused_in_words(igor: Opened, client: WebClient) -> None:
    for data in (b"", b"<svg onload=alert(1)>", b"\xff\xd8\xffbroken", picture("GIF"), picture("PNG")[:200]):
        answer = await igor.post("/pictures", picture=io.BytesIO(data))
        assert (answer.status, answer.headers["Forma-Stay"]) == (422, "1"), data[:20]
    assert (await igor.post("/pictures", picture="words")).status == 422
    assert (await igor.post("/pictures", picture=io.BytesIO(b"\xff\xd8\xff" + b"0" * (12 << 20)))).status == 413
    assert (await client.post("/pictures", data={"picture": io.BytesIO(picture())})).status == 401
    assert await database.fetchval("SELECT count(*) FROM files") == 0


async def test_nobody_else_s_picture_can_be_named(igor: Opened, olya: Opened, event_id: int) -> None:
    hers = await upload(olya, picture())
    answer = await igor.post(f"/org/events/{event_id}/edit", **await fields_of(igor, event_id) | {"cover": hers["id"]})
    assert answer.status == 404
    assert "/pictures/" not in await olya.see(f"/events/{event_id}")


async def test_uploads_in_a_row_come_to_an_end(igor: Opened, cast: Cast, clock: FakeClock) -> None:
    await database.execute(
        "INSERT INTO files (owner_id, purpose, state, mime, created_at) "
        "SELECT $1, 'cover', 'ready', '', $2 FROM generate_series(1, 40)",
        *(cast.igor.id, clock.now()),
    )
    assert (await igor.post("/pictures", picture=io.BytesIO(picture()))).status == 429


async def test_telegram_is_given_the_bytes_of_a_cover_once(igor: Opened, event_id: int) -> None:
    sent = await upload(igor, picture())
    for _ in range(2):
        await igor.post(f"/org/events/{event_id}/edit", **await fields_of(igor, event_id) | {"cover": sent["id"]})
    rows = await database.fetch("SELECT params FROM outbox WHERE kind = 'event-cover'")
    assert len(rows) == 1


async def test_the_registration_window_is_set_shown_and_checked(
    igor: Opened, paul: Opened, cast: Cast, clock: FakeClock
) -> None:
    event_id = await published(cast.igor, clock.now())
    known = await fields_of(igor, event_id)
    for refused in ({"registration_closes": "через месяц"}, {"registration_opens": "завтра 9:00"}):
        answer = await igor.post(f"/org/events/{event_id}/edit", **known | refused)
        assert answer.status in (409, 422), refused
    saved = await igor.post(f"/org/events/{event_id}/edit", **known | {"registration_closes": "завтра 20:00"})
    assert "Forma-Go" in saved.headers, await saved.text()
    assert re.search("until .*20:00|until .*8:00", await paul.see(f"/events/{event_id}"))
    assert (await fields_of(igor, event_id))["registration_closes"].endswith("20:00")


async def test_registration_opens_by_itself_at_the_new_time(igor: Opened, cast: Cast, clock: FakeClock) -> None:
    said = {
        "title": "Забег",
        "when": "завтра 18:00",
        "kind": "race",
        "format": "onsite",
        "place": "Парк",
        "visibility": "public",
    }
    answer = await igor.post("/org/events/new", **said, registration_opens="завтра 9:00")
    event_id = int(answer.headers["Forma-Go"].rsplit("/", 1)[1])
    async with database.transaction():
        await lifecycle.publish(cast.igor, event_id, now=clock.now())
    card = await queries.get_event_card(event_id, cast.igor)
    assert card.status == "published" and card.registration_opens_at
    due = await database.fetchval("SELECT due_at FROM agenda WHERE kind = 'event-open' AND subject = $1", str(event_id))
    assert due == card.registration_opens_at
    await igor.post(f"/org/events/{event_id}/edit", **await fields_of(igor, event_id) | {"registration_opens": ""})
    due = await database.fetchval("SELECT due_at FROM agenda WHERE kind = 'event-open' AND subject = $1", str(event_id))
    assert due <= clock.now()
    assert (await creation.plan_of(await lifecycle.load(event_id, lock=False))).registration_opens_at is None
