"""M-01, EV-34 on pages: who is on the way, for everybody who sees the event; one's own row apart."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from domain import database
from domain.accounts import privacy
from domain.accounts.people import Person
from domain.events.live import sharing, telling
from domain.events.live.following import Fix
from domain.events.live.sharing import begin
from domain.events.results import rules
from forma.simulation.walkers import place
from tests.kit.clock import FakeClock
from tests.kit.followed import RULES
from tests.kit.people import meet_many
from tests.webapp.conftest import Cast
from tests.webapp.test_board import came_in, race, shown
from tests.webapp.test_live import read_event, stream_of
from tests.webapp.world import Opened


async def live_race(cast: Cast, clock: FakeClock, *people: Person) -> int:
    event_id = await race(cast, clock, *people, distance_m=5000)
    now = clock.now()
    await database.execute(
        "UPDATE events SET starts_at = $1, ends_at = $2, kind = 'race'", now, now + timedelta(hours=3)
    )
    async with database.transaction():
        await rules.set_scoring(cast.igor, event_id, RULES, now=now)
    return event_id


async def runs(person: Person, event_id: int, start: datetime, speed: float, seconds: int = 300) -> None:
    async with database.transaction():
        await begin(person, event_id, 1, start + timedelta(hours=2), now=start)
    for second in range(0, seconds + 1, 20):
        at = start + timedelta(seconds=second)
        async with database.transaction():
            await sharing.receive(person.telegram_id, 1, Fix(at, *place(speed * second)), now=at)


async def told(event_id: int, clock: FakeClock) -> None:
    async with database.transaction():
        await telling.tell(event_id, now=clock.now())


async def test_a_spectator_sees_who_is_on_the_way_as_they_go(cast: Cast, clock: FakeClock, paul: Opened) -> None:
    event_id = await live_race(cast, clock, cast.olya, cast.igor)
    start = clock.now()
    page = await paul.see(f"/events/{event_id}/live")
    assert "On the way" not in page
    await runs(cast.olya, event_id, start, 3.2)
    await runs(cast.igor, event_id, start, 3.0)
    clock.advance(seconds=300)
    async with paul.client.get(stream_of(page), headers=paul.headers) as stream:
        await told(event_id, clock)
        version, html = await read_event(stream)
        assert [one[:2] for one in shown(html)] == [("1", "Оля"), ("2", "Игорь")]
        assert 'hx-target="#live-board"' in html and 'hx-target="#board-order"' not in html, "only what is new"
        assert html.count('class="dot') == 2 and "2 people on it" in html and "/km" in html and "+0:" in html
        await came_in(cast, clock, event_id, 1, "24:00")
        _, html = await read_event(stream)
    assert 'hx-target="#board-order"' in html and 'hx-target="#live-board"' not in html
    assert shown(await paul.see(f"/events/{event_id}/live"))[0][:2] == ("2", "Игорь"), "behind who has arrived"
    assert version.count(".") == 3


async def test_no_place_on_earth_is_on_the_page_and_no_hidden_name(
    cast: Cast, clock: FakeClock, olya: Opened, paul: Opened
) -> None:
    event_id = await live_race(cast, clock, cast.olya)
    async with database.transaction():
        await privacy.set_visibility(cast.olya.id, "results", public=False)
    await runs(cast.olya, event_id, clock.now(), 3.2)
    clock.advance(seconds=300)
    await told(event_id, clock)
    page = await paul.see(f"/events/{event_id}/live")
    assert shown(page)[0][:2] == ("1", "No. 1") and "Оля" not in page
    latitude, longitude = place(960)
    assert f"{latitude:.2f}" not in page and f"{longitude:.2f}" not in page
    mine = await olya.see(f"/events/{event_id}/live")
    assert shown(mine)[0][:2] == ("1", "Оля Белова"), "one's own row has one's name"
    assert f'hx-get="/events/{event_id}/live/place"' in mine
    assert "Оля Белова" in await olya.see(f"/events/{event_id}/live/place")
    async with database.transaction():
        await sharing.stop(cast.olya.telegram_id, 1, now=clock.now())
        await telling.tell(event_id, now=clock.now())
    assert shown(await paul.see(f"/events/{event_id}/live")) == []


async def test_who_takes_part_is_shown_how(cast: Cast, clock: FakeClock, olya: Opened, paul: Opened) -> None:
    event_id = await live_race(cast, clock, cast.olya)
    assert f"?start=e_{event_id}" in await olya.see(f"/events/{event_id}/live")
    assert f"?start=e_{event_id}" not in await paul.see(f"/events/{event_id}/live")


async def test_a_private_event_does_not_exist_for_strangers(cast: Cast, clock: FakeClock, paul: Opened) -> None:
    event_id = await live_race(cast, clock, cast.olya)
    await database.execute("UPDATE events SET visibility = 'private', link_token = 'x'")
    for path in (f"/events/{event_id}/live", f"/events/{event_id}/live/place", f"/live?topic=board:{event_id}&once=1"):
        assert (await paul.get(path)).status == 404


async def test_many_are_a_hill_with_the_first_in_front(cast: Cast, clock: FakeClock, paul: Opened) -> None:
    people = await meet_many(70)
    event_id = await live_race(cast, clock, *people)
    for index, person in enumerate(people):
        await runs(person, event_id, clock.now(), 2.5 + index / 50, seconds=60)
    clock.advance(seconds=60)
    await told(event_id, clock)
    page = await paul.see(f"/events/{event_id}/live")
    assert len(shown(page)) == 30 and "and 40 more" in page and 'class="hill"' in page
    dots = re.findall(r"translate\(([\d.]+) ([\d.]+)\)", page)
    assert len(dots) == 60 and all(0 < float(x) < 358 and 0 < float(y) < 112 for x, y in dots)


async def test_who_has_arrived_stands_among_the_organizers_results(cast: Cast, clock: FakeClock, igor: Opened) -> None:
    """EV-E5: with where it came from, and how it came to be."""
    event_id = await live_race(cast, clock, cast.olya)
    await runs(cast.olya, event_id, clock.now(), 3.2, seconds=1640)
    clock.advance(seconds=1640)
    path = f"/org/events/{event_id}/results"
    assert "по живой геопозиции" in await igor.see(path)
    registration_id = await database.fetchval("SELECT registration_id FROM results WHERE source = 'live'")
    one = await igor.see(f"{path}/{registration_id}")
    assert "по живой геопозиции" in one and "ничего → 26:0" in one
    assert (await igor.post(f"{path}/{registration_id}", accept="1")).status == 200
