"""EV-36: a calendar program reads a person's events at a secret address, and sees what changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from aiohttp import ClientResponse
from icalendar import Calendar

from domain import database
from domain.database import in_transaction
from domain.events import lifecycle
from domain.events.calendars import feeds
from domain.events.entry import leaving, registration
from domain.events.making import creation
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, WebClient, published

LONG = "Очень длинное название забега по лесу, полю и болоту, которое не влезает в одну строку календаря, ура"


async def address(cast: Cast, clock: FakeClock) -> str:
    feed = await in_transaction(lambda: feeds.get_feed(cast.olya, now=clock.now()))
    return f"/calendar/{feed.token}.ics"


async def read(client: WebClient, path: str, **headers: str) -> dict[str, Any]:
    """Entries by UID, as a calendar program understands them."""
    answer = await client.get(path, headers=headers)
    assert answer.status == 200 and answer.content_type == "text/calendar", await answer.text()
    body = await answer.read()
    assert all(len(line) <= 75 for line in body.split(b"\r\n")) and b"\n" not in body.replace(b"\r\n", b"")
    return {str(one["uid"]): one for one in Calendar.from_ical(body).walk("VEVENT")}


async def test_ones_own_events_are_in_it_each_as_it_stands(
    client: WebClient, cast: Cast, clock: FakeClock, event_id: int
) -> None:
    now = clock.now()
    full = await published(cast.igor, now, title=LONG, capacity=1, starts_at=now + timedelta(days=200), ends_at=None)
    off = await published(cast.igor, now, title="Отменят")
    await published(cast.igor, now, title="Чужое")
    address_of = {"format": "online", "online_address": "https://meet.test/x"}
    online = await published(cast.igor, now, title="Онлайн", **address_of)
    crowded = await published(cast.igor, now, title="Онлайн, мест нет", online_capacity=1, **address_of)
    for one in (full, crowded):
        await in_transaction(lambda one=one: registration.register(cast.paul, one, {}, now=now))  # type: ignore[misc]
    for one in (event_id, full, off, online, crowded):
        await in_transaction(lambda one=one: registration.register(cast.olya, one, {}, now=now))  # type: ignore[misc]
    await in_transaction(lambda: lifecycle.cancel(cast.igor, off, "дождь", now=now))
    path = await address(cast, clock)
    found = await read(client, path)
    assert set(found) == {f"event-{one}@forma" for one in (event_id, full, off, online, crowded)}
    status = {uid: str(one["status"]) for uid, one in found.items()}
    assert status[f"event-{event_id}@forma"] == "CONFIRMED" and status[f"event-{off}@forma"] == "CANCELLED"
    waiting = found[f"event-{full}@forma"]
    assert str(waiting["status"]) == "TENTATIVE" and str(waiting["summary"]) == f"{LONG} (жду место)"
    assert str(found[f"event-{online}@forma"]["location"]) == "https://meet.test/x"
    assert "meet.test" not in found[f"event-{crowded}@forma"].to_ical().decode(), "not before there is a place"
    one = found[f"event-{event_id}@forma"]
    assert one["dtstart"].dt == now + timedelta(days=3) and one["dtstart"].params["TZID"] == "Europe/Moscow"
    assert str(one["url"]) == f"https://t.me/forma_bot?startapp=e_{event_id}" and one["sequence"] == 1
    text = await (await client.get(path)).text()
    for needed in ("BEGIN:VTIMEZONE", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "METHOD:PUBLISH"):
        assert needed in text
    assert "VALARM" not in text and "Оля" not in text and "Белова" not in text


async def test_a_change_is_seen_and_what_has_not_changed_is_not_sent_again(
    client: WebClient, cast: Cast, clock: FakeClock, event_id: int
) -> None:
    await in_transaction(lambda: registration.register(cast.olya, event_id, {}, now=clock.now()))
    path = await address(cast, clock)
    first = await client.get(path)
    etag, since = first.headers["ETag"], first.headers["Last-Modified"]
    before = (await read(client, path))[f"event-{event_id}@forma"]
    for known in ({"If-None-Match": etag}, {"If-Modified-Since": since}):
        same = await client.get(path, headers=known)
        assert same.status == 304 and await same.read() == b"" and same.headers["ETag"] == etag
    clock.advance(hours=1)
    event = await lifecycle.load(event_id, lock=False)
    plan = await creation.plan_of(event)
    later = replace(plan, starts_at=plan.starts_at + timedelta(hours=2), ends_at=None)
    await in_transaction(lambda: creation.edit_event(cast.igor, event_id, later, version=None, now=clock.now()))
    for known in ({"If-None-Match": etag}, {"If-Modified-Since": since}):
        assert (await client.get(path, headers=known)).status == 200
    after = (await read(client, path))[f"event-{event_id}@forma"]
    assert after["sequence"] == before["sequence"] + 1 and after["dtstamp"].dt > before["dtstamp"].dt
    assert after["dtstart"].dt == before["dtstart"].dt + timedelta(hours=2)
    await in_transaction(lambda: leaving.leave(cast.olya, event_id, now=clock.now()))
    assert await read(client, path) == {}


async def test_the_address_can_be_changed_and_nobody_guesses_one(
    client: WebClient, cast: Cast, clock: FakeClock, olya: Opened, paul: Opened
) -> None:
    assert "/calendar/" not in (await olya.see("/me/calendar")).replace("/me/calendar", "")
    await olya.post("/me/calendar/making")
    old = await address(cast, clock)
    assert f"https://app.forma.test{old}" in await olya.see("/me/calendar")
    assert old not in await paul.see("/me/calendar")
    assert (await olya.post("/me/calendar/address")).status == 200
    absent = await client.get("/calendar/" + "a" * 22 + ".ics")
    gone = await client.get(old)
    assert (gone.status, await gone.text()) == (absent.status, await absent.text()) and gone.status == 404
    new = await address(cast, clock)
    assert new != old and await read(client, new) == {}
    await database.execute("UPDATE users SET status = 'deleted' WHERE id = $1", cast.olya.id)
    assert (await client.get(new)).status == 404


async def test_reminders_and_ones_own_making_are_chosen(
    client: WebClient, cast: Cast, clock: FakeClock, olya: Opened, event_id: int
) -> None:
    await in_transaction(lambda: registration.register(cast.olya, event_id, {}, now=clock.now()))
    made = await published(cast.olya, clock.now(), title="Веду сама")
    await published(cast.olya, clock.now(), title="Тайное", visibility="private")
    path = await address(cast, clock)
    assert len(await read(client, path)) == 1
    assert (await olya.post("/me/calendar", organized="true", alarm="60")).status == 200
    found = await read(client, path)
    assert str(found[f"event-{made}@forma"]["summary"]) == "Веду сама (организую)" and len(found) == 3
    (alarm,) = found[f"event-{event_id}@forma"].walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=-1)
    assert (await olya.post("/me/calendar", alarm="7")).status == 422


async def test_an_organizer_and_a_series_have_calendars_for_everybody(
    client: WebClient, cast: Cast, clock: FakeClock, olya: Opened, event_id: int
) -> None:
    now = clock.now()
    hidden = await published(cast.igor, now, title="По ссылке", visibility="private")
    made = await in_transaction(lambda: series.make(cast.igor, event_id, Wanted(dates=3), now=now))
    path = f"/calendar/organizers/u{cast.igor.id}.ics"
    found = await read(client, path)
    assert f"event-{hidden}@forma" not in found and len(found) == len(made.event_ids) + 1
    dates = await read(client, f"/calendar/series/{made.series_id}.ics")
    assert set(dates) == set(found)
    known = (await client.get(path)).headers["ETag"]
    assert (await client.get(path, headers={"If-None-Match": known})).status == 304
    for nobody in (
        f"/calendar/organizers/u{cast.olya.id}.ics",
        "/calendar/organizers/nobody.ics",
        "/calendar/series/99.ics",
    ):
        assert (await client.get(nobody)).status == 404
    assert (await client.get("/calendar/series/9999999999999999.ics")).status == 404
    assert path in await olya.see(f"/organizers/u{cast.igor.id}/calendar")
    assert f"/calendar/series/{made.series_id}.ics" in await olya.see(f"/series/{made.series_id}/calendar")


async def test_phones_are_led_to_their_calendar_and_others_are_told_the_address(
    client: WebClient, cast: Cast, clock: FakeClock, olya: Opened
) -> None:
    path = await address(cast, clock)
    led: ClientResponse = await client.get(path.replace(".ics", "/open"), allow_redirects=False)
    assert led.status == 302 and led.headers["Location"] == f"webcal://app.forma.test{path}"
    page = unquote(await olya.see("/me/calendar"))
    assert f"calendar.google.com/calendar/r?cid=webcal://app.forma.test{path}" in page
    assert f"outlook.live.com/calendar/0/addfromweb?url=https://app.forma.test{path}" in page


async def test_who_asks_without_end_waits(client: WebClient, cast: Cast, clock: FakeClock) -> None:
    path = await address(cast, clock)
    seen = [(await client.get(path)).status for _ in range(31)]
    assert seen == [200] * 30 + [429]
    assert (await client.get("/calendar/" + "b" * 22 + ".ics")).status == 404, "others are asked as before"


async def test_a_longer_calendar_keeps_what_was_lately_and_is_bounded(
    client: WebClient, cast: Cast, clock: FakeClock, event_id: int
) -> None:
    await in_transaction(lambda: registration.register(cast.olya, event_id, {}, now=clock.now()))
    path = await address(cast, clock)
    clock.set(datetime(2027, 6, 1, tzinfo=UTC))
    assert len(await read(client, path)) == 1
    clock.set(datetime(2028, 6, 1, tzinfo=UTC))
    assert await read(client, path) == {}
