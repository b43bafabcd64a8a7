"""The catalogue is made once for many people, and never tells one of them what is another's or was so before."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from markupsafe import Markup

from domain import database
from domain.accounts.people import set_language
from domain.events import lifecycle, links
from domain.events.entry import registration
from domain.events.making import creation
from tests.kit.clock import FakeClock
from tests.kit.waiting import until
from tests.webapp import world
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, WebClient
from webapp.kit.fragments import FRESH_S, Fragments
from webapp.kit.keys import FRAGMENTS
from webapp.kit.pieces import Pieces

NOW = datetime(2026, 12, 1, tzinfo=UTC)


async def test_an_edit_and_a_registration_show_at_once(
    cast: Cast, olya: Opened, event_id: int, clock: FakeClock
) -> None:
    before = await olya.see("/events")
    assert "Забег в парке" in before and before == await olya.see("/events")
    async with database.transaction():
        await registration.register(cast.paul, event_id, {}, now=clock.now())
    taken = await olya.see("/events")
    assert taken != before and "Забег в парке" in taken
    async with database.transaction():
        plan = await creation.plan_of(await lifecycle.load(event_id))
        await creation.edit_event(
            cast.igor, event_id, replace(plan, title="Забег у реки"), version=None, now=clock.now()
        )
    edited = await olya.see("/events")
    assert "Забег у реки" in edited and "Забег в парке" not in edited


async def test_another_process_is_heard(olya: Opened, event_id: int) -> None:
    """Its commit comes to us as a hint."""
    await olya.see("/events")
    await database.execute("UPDATE events SET title = 'Забег у реки' WHERE id = $1", event_id)
    await database.execute("SELECT pg_notify($1, $2)", database.HINTS, f"event:{event_id}")

    async def is_shown() -> bool:
        return "Забег у реки" in await olya.see("/events")

    await until(is_shown)


async def test_a_private_event_is_in_nobodys_list(
    cast: Cast, igor: Opened, olya: Opened, paul: Opened, clock: FakeClock
) -> None:
    """Not even after its organizer, or a guest who was let in, has looked first."""
    secret = await world.published(cast.igor, clock.now(), title="Тайный забег", visibility="private")
    token = await database.fetchval("SELECT link_token FROM events WHERE id = $1", secret)
    async with database.transaction():
        await links.open_link(cast.olya.id, token)
    for one in (igor, olya, paul):
        assert "Тайный забег" not in await one.see("/events")


async def test_pages_carry_the_own_person_and_language(cast: Cast, olya: Opened, paul: Opened, event_id: int) -> None:
    ours, theirs = await olya.see("/events"), await paul.see("/events")
    assert f'data-me="{cast.olya.id}"' in ours and f'data-me="{cast.paul.id}"' in theirs
    assert 'data-lang="ru"' in ours and 'data-lang="en"' in theirs
    async with database.transaction():
        await set_language(cast.paul.id, "ru", now=NOW)
    assert (await paul.see("/events")).replace(f'data-me="{cast.paul.id}"', "") == ours.replace(
        f'data-me="{cast.olya.id}"', ""
    )


async def test_what_one_person_typed_is_not_kept(client: WebClient, olya: Opened, event_id: int) -> None:
    await olya.see("/events?q=забег")
    await olya.see("/events?near=55.75,37.61")
    assert len(client.app[FRAGMENTS]) == 0

    async def is_kept() -> bool:
        """Unless a hint of what happened before comes while it is made."""
        await olya.see("/events?when=week")
        return len(client.app[FRAGMENTS]) == 1

    await until(is_kept)


async def test_a_thousand_ask_and_one_works() -> None:
    fragments, made = Fragments(), 0

    async def make() -> str:
        nonlocal made
        made += 1
        await asyncio.sleep(0)
        return f"made {made}"

    assert set(await asyncio.gather(*(fragments.get("list", NOW, make) for _ in range(1000)))) == {"made 1"}
    fragments.changed("room:7")
    assert await fragments.get("list", NOW, make) == "made 1", "a talk is in no list"
    fragments.changed("event:17")
    assert await fragments.get("list", NOW, make) == "made 2"
    assert await fragments.get("list", NOW + timedelta(seconds=FRESH_S), make) == "made 3"


async def test_what_was_read_before_an_edit_is_not_kept_after_it() -> None:
    fragments, begun, go_on = Fragments(), asyncio.Event(), asyncio.Event()

    async def slow() -> str:
        begun.set()
        await go_on.wait()
        return "as it was"

    async def quick() -> str:
        return "as it is"

    first = asyncio.create_task(fragments.get("list", NOW, slow))
    await begun.wait()
    fragments.changed("event:17")
    assert await fragments.get("list", NOW, quick) == "as it is"
    go_on.set()
    assert await first == "as it was", "who asked before the edit may see what was before"
    assert await fragments.get("list", NOW, slow) == "as it is"


async def test_memory_is_bounded_and_failures_are_not_kept() -> None:
    fragments = Fragments(at_most=3)

    async def make() -> str:
        return "x"

    async def fail() -> str:
        raise database.Unavailable

    for number in range(10):
        await fragments.get(number, NOW, make)
    assert len(fragments) == 3
    with pytest.raises(database.Unavailable):
        await fragments.get("broken", NOW, fail)
    assert await fragments.get("broken", NOW, make) == "x"


async def test_one_who_goes_away_does_not_take_it_from_the_others() -> None:
    fragments, go_on = Fragments(), asyncio.Event()

    async def make() -> str:
        await go_on.wait()
        return "made"

    first, second = (asyncio.create_task(fragments.get("list", NOW, make)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    go_on.set()
    assert await second == "made"


def test_a_piece_is_made_once_and_the_oldest_gives_way() -> None:
    pieces, made = Pieces(at_most=2), []

    def ask(name: str) -> str:
        def make() -> Markup:
            made.append(name)
            return Markup(name)

        return pieces.get(name, make)

    assert [ask(name) for name in "abaca"] == list("abaca") and made == ["a", "b", "c"]
    assert ask("b") == "b" and made == ["a", "b", "c", "b"]
