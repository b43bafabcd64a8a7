"""EV-05 on the pages: two counters, a button for each way, the change, and the address for those who join online."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from aiohttp import web

from domain import database
from domain.events import queries
from domain.events.entry import handover, own_events, registration
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published
from webapp.events import open_page
from webapp.events.open_page import version_of

ADDRESS = "https://meet.example.org/zabeg"


@pytest.fixture
async def event_id(cast: Cast, clock: FakeClock) -> int:
    wanted = {"format": "hybrid", "capacity": 20, "online_capacity": 100, "online_address": ADDRESS}
    return await published(cast.igor, clock.now(), **wanted)


def buttons(html: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = re.findall(r'name="way" value="(\w+)"><button[^>]*>([^<]+)<', html)
    return found


async def test_each_takes_part_their_way_and_changes_it(
    app: web.Application, event_id: int, cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, paul: Opened
) -> None:
    page = await olya.see(f"/events/{event_id}")
    assert buttons(page) == [("onsite", "Очно 0/20"), ("online", "Онлайн 0/100")]
    assert "Сокольники и онлайн" in page and ADDRESS not in page and "data-main-button" not in page
    joined = await olya.post(f"/events/{event_id}/registration", way="online")
    assert ADDRESS in await joined.text() and "Вы участвуете онлайн" in await joined.text()
    english = await paul.see(f"/events/{event_id}")
    assert buttons(english) == [("onsite", "In person 0/20"), ("online", "Online 1/100")] and ADDRESS not in english
    assert (await paul.post(f"/events/{event_id}/registration")).status == 409
    assert (await paul.post(f"/events/{event_id}/registration", way="by-post")).status == 409
    assert (await paul.post(f"/events/{event_id}/way", way="online")).status == 409, "who is not in it changes nothing"
    await paul.post(f"/events/{event_id}/registration", way="onsite")
    for own, there in ((olya, True), (paul, False), (igor, True)):
        assert (ADDRESS in await own.see(f"/events/{event_id}")) is there
    assert ADDRESS in await olya.see(f"/tickets/{(await own_events.list_tickets(cast.olya.id))[0].registration_id}")

    before = version_of(await queries.get_shared_card(event_id))
    changed = await olya.post(f"/events/{event_id}/way", way="onsite")
    assert "вы участвуете очно" in unquote(changed.headers["Forma-Toast"])
    assert ADDRESS not in await changed.text()
    update = await open_page.news(app, event_id, "ru", before)
    assert update is not None and "Очно: 2 из 20" in update.html and "Онлайн 0/100" in update.html
    assert ADDRESS not in update.html
    panel = await igor.see(f"/org/events/{event_id}")
    assert "2 из 20" in panel and "0 из 100" in panel
    people = await igor.see(f"/org/events/{event_id}/people?way=onsite")
    assert people.count("· очно") == 2
    assert "Таких участников нет" in await igor.see(f"/org/events/{event_id}/people?way=online")
    assert "Очно: 2/20 · Онлайн: 0/100" in await igor.see("/org")
    for chip in ("1", "0"):
        assert "Очно: 2/20 · Онлайн: 0/100" in await olya.see(f"/events?online={chip}")


async def test_a_full_way_says_that_it_is_a_waiting_list(
    cast: Cast, clock: FakeClock, olya: Opened, paul: Opened
) -> None:
    wanted = {"format": "hybrid", "capacity": 1, "online_capacity": 1}
    event_id = await published(cast.igor, clock.now(), **wanted)
    await paul.post(f"/events/{event_id}/registration", way="onsite")
    page = await olya.see(f"/events/{event_id}")
    assert buttons(page) == [("onsite", "Очно: в лист ожидания, № 1"), ("online", "Онлайн 0/1")]
    waits = await (await olya.post(f"/events/{event_id}/registration", way="onsite")).text()
    assert "Очередь: очно" in waits and "Перейти в онлайн" in waits
    await olya.post(f"/events/{event_id}/way", way="online")
    full = await paul.post(f"/events/{event_id}/way", way="online")
    assert full.status == 409 and "You keep your place in person" in await full.text()
    assert "Switch to online" not in await paul.see(f"/events/{event_id}")


async def test_the_way_lives_through_the_organizers_questions(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    questions = [{"key": "pace", "kind": "text", "label": "Ваш темп?"}]
    event_id = await published(cast.igor, clock.now(), format="hybrid", capacity=1, questions=questions)
    page = await olya.see(f"/events/{event_id}")
    assert f'href="/events/{event_id}/form?way=online"' in page
    form = await olya.see(f"/events/{event_id}/form?way=online")
    assert 'name="way" value="online"' in form and "онлайн" in form
    wrong = await olya.post(f"/events/{event_id}/form", way="online", pace="")
    assert wrong.status == 422 and 'name="way" value="online"' in await wrong.text()
    assert "Forma-Go" in (await olya.post(f"/events/{event_id}/form", way="online", pace="6:00")).headers
    assert (await queries.get_event_card(event_id, cast.olya)).own_way == "online"
    assert "6:00" in await olya.see(f"/events/{event_id}/form?way=onsite")


async def test_the_calendar_file_of_who_joins_online_says_where(event_id: int, cast: Cast, olya: Opened) -> None:
    async with database.transaction():
        await registration.register(cast.paul, event_id, {}, way="online", now=FakeClock().now())
    path = r"/calendar/\d+/\w+/event\.ics(?:\?of=\d+)?"
    for who, there in ((olya, False), (olya, True)):
        if there:
            await who.post(f"/events/{event_id}/registration", way="online")
        found = re.search(path, await who.see(f"/events/{event_id}"))
        assert found
        file = await (await who.client.get(found[0])).text()
        assert (ADDRESS in file, "Сокольники" in file) == (there, not there)


async def test_a_calendar_address_shows_no_more_than_its_person_may_read_now(
    event_id: int, cast: Cast, olya: Opened, paul: Opened
) -> None:
    """A new address is not for who has left, is a stranger's number, or only waits."""
    path = r"/calendar/\d+/(\w+)/event\.ics(?:\?of=(\d+))?"
    for who in (olya, paul):
        await who.post(f"/events/{event_id}/registration", way="online")
    own = re.search(path, await olya.see(f"/events/{event_id}"))
    others = re.search(path, await paul.see(f"/events/{event_id}"))
    assert own and others and own[1] != others[1] and own[2] != others[2]
    client = olya.client
    for address in (
        f"/calendar/{event_id}/{own[1]}/event.ics?of={said}" for said in (others[2], "0", "", "²", "9" * 5000)
    ):
        assert (await client.get(address)).status in (404, 422), address
    file = await (await client.get(own[0])).text()
    assert ADDRESS in file
    await olya.post(f"/events/{event_id}/leaving")
    after = await client.get(own[0])
    assert ADDRESS not in await after.text()
    assert ADDRESS in await (await client.get(others[0])).text()
    await database.execute("UPDATE events SET visibility = 'private', link_token = $1", "a" * 22)
    assert (await client.get(own[0])).status == 404, "who left a private event knows nothing of it"


async def test_a_calendar_address_does_not_follow_the_ticket_to_another_person(
    event_id: int, cast: Cast, olya: Opened, paul: Opened, clock: FakeClock
) -> None:
    path = r"/calendar/\d+/\w+/event\.ics\?of=\d+"
    await olya.post(f"/events/{event_id}/registration", way="online")
    before = re.search(path, await olya.see(f"/events/{event_id}"))
    ticket = (await queries.get_event_card(event_id, cast.olya)).own_registration_id or 0
    async with database.transaction():
        await handover.set_rule(cast.igor, event_id, allowed=True, now=clock.now())
        token = await handover.offer(cast.olya, ticket, now=clock.now())
        await handover.take(cast.paul, token, {}, now=clock.now())
    after = re.search(path, await paul.see(f"/events/{event_id}"))
    assert before and after
    assert ADDRESS in await (await paul.client.get(after[0])).text()
    assert (await olya.client.get(before[0])).status == 404


async def test_a_hybrid_is_made_on_the_page_and_keeps_both_sizes(igor: Opened, cast: Cast) -> None:
    new = await igor.see("/org/events/new")
    assert re.search(r'name="format" value="onsite" checked', new)
    said = {"title": "Кросс", "when": "завтра 10:00", "kind": "race", "place": "Парк", "visibility": "public"}
    said |= {"format": "hybrid", "capacity": "20", "online_capacity": "100", "online_address": ADDRESS}
    made = await igor.post("/org/events/new", **said)
    event_id = int(made.headers["Forma-Go"].rsplit("/", 1)[1])
    page = await igor.see(f"/org/events/{event_id}/edit")
    assert 'name="format" value="hybrid" checked' in page and f'value="{ADDRESS}"' in page
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    less = said | {"online_capacity": "60", "version": version[1]}
    await igor.post(f"/org/events/{event_id}/edit", **less)
    card = await queries.get_event_card(event_id, cast.igor)
    assert [(way.name, way.capacity) for way in card.ways] == [("onsite", 20), ("online", 60)]
