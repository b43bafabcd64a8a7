"""M-01 in a browser: those on the way move by themselves on an open page, and one's own dot is marked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from domain import database
from domain.accounts import privacy
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.entry import registration
from domain.events.live import sharing, telling
from domain.events.live.following import Fix
from domain.events.results import rules
from forma.simulation.walkers import place
from tests.kit.followed import RULES
from tests.kit.people import meet_many
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp
from tests.webapp.world import IGOR, OLYA, PAUL, published
from webapp.kit.sign_in import real_now

pytestmark = pytest.mark.browser


async def _race(cast: Cast, *people: Person) -> tuple[int, datetime]:
    """It has been on for twenty minutes."""
    now = real_now()
    event_id = await published(cast.igor, now, capacity=None, distance_m=5000)
    for person in (cast.olya, cast.paul, *people):
        async with database.transaction():
            await registration.register(person, event_id, {}, now=now)
            await privacy.set_visibility(person.id, "results", public=True)
    start = now - timedelta(minutes=20)
    async with database.transaction():
        await lifecycle.start(cast.igor, event_id, now=now)
        await rules.set_scoring(cast.igor, event_id, RULES, now=now)
        await database.execute("UPDATE events SET kind = 'race', starts_at = $1, ends_at = $2", start, now + HOUR)
    return event_id, start


HOUR = timedelta(hours=1)


async def _runs(person: Person, event_id: int, start: datetime, speed: float, since: int, until: int) -> None:
    for second in range(since, until + 1, 20):
        at = start + timedelta(seconds=second)
        pace = speed * (1 + (second // 200 % 5 - 2) * 0.02)
        async with database.transaction():
            if second == 0:
                await sharing.begin(person, event_id, 1, at + timedelta(hours=3), now=at)
            await sharing.receive(person.telegram_id, 1, Fix(at, *place(pace * second)), now=at)


async def _told(event_id: int) -> None:
    async with database.transaction():
        await telling.tell(event_id, now=real_now())


async def test_those_on_the_way_move_on_an_open_page(cast: Cast, phone: PickUp) -> None:
    people = await meet_many(9)
    event_id, start = await _race(cast, *people)
    for index, person in enumerate((cast.olya, cast.paul, *people)):
        await _runs(person, event_id, start, 2.4 + 0.12 * index, 0, 1200 if index != 4 else 900)
    await _told(event_id)
    spectator, runner = await phone(), await phone()
    everybody = await spectator.open(IGOR, f"/events/{event_id}/live")
    mine = await runner.open(OLYA, f"/events/{event_id}/live")
    await expect(mine.locator("#live-own .place")).to_have_text("10")
    await expect(mine.locator(".dot.own")).to_have_count(1)
    await expect(everybody.locator(".dot")).to_have_count(11)
    await expect(everybody.locator("#live-board .board li").first).to_contain_text("Бегун 8")
    await spectator.shot("live-ru")
    await runner.shot("live-own-ru")
    english = await phone()
    await english.open(PAUL, f"/events/{event_id}/live", dark=True)
    await english.shot("live-en-dark")
    async with database.transaction():
        await sharing.stop(people[-1].telegram_id, 1, now=real_now())
    await _told(event_id)
    await expect(mine.locator("#live-own .place")).to_have_text("9")
    await expect(everybody.locator(".dot")).to_have_count(10)
    await expect(everybody.locator("#live-board .board li").first).to_contain_text("Бегун 7")
    assert not spectator.troubles and not runner.troubles
