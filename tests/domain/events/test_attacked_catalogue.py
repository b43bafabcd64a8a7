"""Whose account is closed shows nobody anything new, by whatever way events are found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.accounts import sanctions
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events import news, organizers
from domain.events.calendars import public
from domain.events.entry import registration
from domain.events.finding import catalogue
from domain.events.finding.catalogue import EventFilter
from domain.events.finding.home import get_home
from domain.events.finding.on_map import find_marks
from domain.events.lifecycle import load
from domain.events.models import Event
from domain.events.pinned import pins
from domain.events.queries import get_event_card
from domain.maps.mercator import Box
from domain.organizations.follows import Organizer
from tests.kit.clock import START
from tests.kit.people import administrator, meet, published

MOSCOW = Box(55.0, 37.0, 56.0, 38.0)


async def found_by(person: Person, event: Event) -> set[str]:
    """The ways by which the event is found."""
    by_word, by_number = EventFilter(text="забег"), EventFilter(event_id=event.id)
    categories = await catalogue.list_categories(now=START)
    home = await get_home(person, now=START)
    ways = {
        "list": await catalogue.find_events(EventFilter(), now=START),
        "popular": await catalogue.find_events(EventFilter(sort="popular"), now=START),
        "words": await catalogue.find_events(by_word, now=START),
        "number": await catalogue.find_events(by_number, now=START),
        "count": await catalogue.count_events(EventFilter(), now=START),
        "count of words": await catalogue.count_events(by_word, now=START),
        "categories": sum(one.count for one in categories),
        "map": await find_marks(EventFilter(), MOSCOW, 9, now=START),
        "map of words": await find_marks(by_word, MOSCOW, 9, now=START),
        "near": await catalogue.find_events(EventFilter(near=(55.75, 37.61), sort="near"), now=START),
        "for you": home.recommended,
        "pinned": home.pinned,
        "news": await news.told_together(await load(event.id, lock=False)),
    }
    return {way for way, found in ways.items() if found}


async def page_of(organizer: Person, viewer: Person) -> int:
    card = await organizers.get_organizer(Organizer(user_id=organizer.id), viewer)
    return card.upcoming


async def test_nothing_leads_to_the_events_of_who_is_blocked(database: str) -> None:
    anna, igor, olya, masha = await administrator(), await meet("Игорь"), await meet("Оля"), await meet("Маша")
    where = {"latitude": 55.75, "longitude": 37.61, "categories": ("running",)}
    event = await published(igor, **where)
    other = await published(igor, title="Другой забег", **where)
    await in_transaction(lambda: pins.pin(anna, other.id, (START + timedelta(days=3)).date(), now=START))
    await in_transaction(lambda: registration.register(olya, event.id, {}, now=START))
    every_way = await found_by(masha, event)
    assert len(every_way) == 13, every_way
    assert await page_of(igor, masha) == 2
    assert len((await public.of_organizer(f"u{igor.id}", now=START)).events) == 2

    await in_transaction(lambda: sanctions.block(anna, igor.id, "Собирает деньги и пропадает", until=None, now=START))
    assert await found_by(masha, event) == set()
    with pytest.raises(NotFound):
        await page_of(igor, masha)
    with pytest.raises(NotFound):
        await public.of_organizer(f"u{igor.id}", now=START)
    assert (await get_event_card(event.id, olya)).own_status == "confirmed", (
        "who takes part is left with what they know"
    )

    await in_transaction(lambda: sanctions.lift_block(anna, igor.id, now=START))
    assert await found_by(masha, event) == every_way
