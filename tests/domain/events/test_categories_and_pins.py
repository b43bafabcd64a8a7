"""EV-16, EV-17, EV-E4: administrators keep the categories and what is pinned on the first screen."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle
from domain.events.categories import managing
from domain.events.categories.choosing import event_form
from domain.events.categories.errors import (
    CategoryInUse,
    CategoryTaken,
    CategoryUnnamed,
    LastCategory,
    TooManyCategories,
)
from domain.events.finding import catalogue
from domain.events.finding.catalogue import EventFilter
from domain.events.finding.home import get_home
from domain.events.pinned import pins
from domain.events.pinned.errors import PinDayPast, PinNotPublic, TooManyPins
from tests.domain.events.test_recommendations import KAZAN, at, offered, runner
from tests.kit.clock import START
from tests.kit.people import administrator, drafted, meet, published


@pytest.fixture
async def anna(database: str) -> Person:
    return await administrator()


async def titles(category: str) -> list[str]:
    return [row.title for row in await catalogue.find_events(EventFilter(category=category), now=START)]


async def count_of(slug: str) -> int:
    return next(one.count for one in await catalogue.list_categories(now=START) if one.slug == slug)


async def test_a_new_category_is_chosen_found_and_counted(anna: Person) -> None:
    slug = await in_transaction(lambda: managing.add(anna, "Бег по лесу", "Trail running", now=START))
    assert slug == "trail-running"
    labels = {
        lang: [one.label for one in (await event_form(lang)).field("categories").choices] for lang in ("ru", "en")
    }
    assert labels["ru"][-1] == "Бег по лесу" and labels["en"][-1] == "Trail running" and labels["ru"][0] == "Бег"
    await published(anna, "В лес", categories=(slug, "running"))
    await published(anna, "По шоссе", categories=("running",))
    await drafted(anna, "Черновик", categories=(slug,))
    assert await titles(slug) == ["В лес"]
    assert (await count_of(slug), await count_of("running")) == (1, 2)
    await in_transaction(lambda: managing.rename(anna, slug, "Трейл", "Trail", now=START))
    await in_transaction(lambda: managing.move_up(anna, slug, now=START))
    order = [(one.slug, one.name_ru) for one in await catalogue.list_categories(now=START)]
    assert order[-2:] == [(slug, "Трейл"), ("challenge", "Челлендж")]


async def test_a_used_category_goes_only_when_another_stands_for_it(anna: Person) -> None:
    """Then its events, its links, and the interests that named it lead there."""
    olya = await runner(at=None)
    both = await at(anna, "Оба", KAZAN, categories=("running", "challenge"))
    await at(anna, "Бег", KAZAN, 8, categories=("running",))
    with pytest.raises(CategoryInUse) as refused:
        await in_transaction(lambda: managing.remove(anna, "running", now=START))
    assert refused.value.params["count"] == 2 and await count_of("running") == 2
    assert await in_transaction(lambda: managing.remove(anna, "running", "challenge", now=START)) == 2
    assert await titles("running") == await titles("challenge") == ["Оба", "Бег"]
    assert await count_of("challenge") == 2, "who was in both is counted once"
    assert await forma_database.fetchval("SELECT count(*) FROM events_in_categories WHERE event_id = $1", both.id) == 1
    assert [row.title for row in await catalogue.find_events(EventFilter(text="running"), now=START)] == ["Оба", "Бег"]
    assert await offered(olya) == ["Оба", "Бег"]
    again = await at(anna, "Ещё забег", KAZAN, 9, categories=("running",))
    assert await titles("challenge") == ["Оба", "Бег", "Ещё забег"], again.title
    await in_transaction(lambda: managing.remove(anna, "challenge", "team", now=START))
    assert await titles("running") == ["Оба", "Бег", "Ещё забег"], "through both"
    assert await in_transaction(lambda: managing.add(anna, "Бег", "Running", now=START)) == "running-2"


async def test_what_cannot_be_is_refused(anna: Person) -> None:
    olya = await meet("Оля")
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: managing.add(olya, "А", "A", now=START))
    with pytest.raises(NotAllowed):
        await managing.list_all(olya)
    with pytest.raises(CategoryUnnamed):
        await in_transaction(lambda: managing.add(anna, "Бокс", " \u200b ", now=START))
    with pytest.raises(CategoryTaken):
        await in_transaction(lambda: managing.add(anna, "БЕГ", "Else", now=START))
    for slug, other in (("nothing", None), ("yoga", "nothing"), ("yoga", "yoga")):
        with pytest.raises(NotFound):
            await in_transaction(lambda slug=slug, other=other: managing.remove(anna, slug, other, now=START))  # type: ignore[misc]
    assert await in_transaction(lambda: managing.add(anna, "Бокс", "123 !", now=START)) == "c-123"
    for number in range(managing.MOST - 10):
        await in_transaction(lambda number=number: managing.add(anna, f"Н{number}", f"N{number}", now=START))  # type: ignore[misc]
    with pytest.raises(TooManyCategories):
        await in_transaction(lambda: managing.add(anna, "Лишняя", "One more", now=START))
    for one in (await managing.list_all(anna))[1:]:
        await in_transaction(lambda one=one: managing.remove(anna, one.slug, now=START))  # type: ignore[misc]
    with pytest.raises(LastCategory):
        await in_transaction(lambda: managing.remove(anna, "running", now=START))


async def test_two_who_add_the_same_at_once_add_it_once(anna: Person) -> None:
    adding = [in_transaction(lambda: managing.add(anna, "Бокс", "Boxing", now=START)) for _ in range(2)]
    done = await asyncio.gather(*adding, return_exceptions=True)
    assert {type(one) for one in done} == {str, CategoryTaken}


async def test_a_pin_is_seen_by_everybody_until_its_day_is_over(anna: Person) -> None:
    olya = await runner("Оля", at=None)
    event = await published(anna, "Фестиваль", zone="Asia/Vladivostok", starts_at=START + timedelta(days=30))
    await in_transaction(lambda: pins.pin(anna, event.id, date(2026, 12, 2), now=START))
    card = await get_home(olya, now=START)
    assert [row.title for row in card.pinned] == ["Фестиваль"] and card.recommended == []
    last = datetime(2026, 12, 2, 13, 59, tzinfo=UTC)
    assert (await get_home(olya, now=last)).pinned != (), "until midnight where the event is"
    later = await get_home(olya, now=last + timedelta(minutes=1))
    assert later.pinned == () and [row.title for row in later.recommended] == ["Фестиваль"]
    assert await pins.list_pins(anna, now=last + timedelta(minutes=1)) == []


async def test_what_is_cancelled_or_over_is_pinned_no_more(anna: Person) -> None:
    olya = await runner("Оля", at=None)
    off, over = await published(anna, "Отменят"), await published(anna, "Пройдёт")
    for event in (off, over):
        await in_transaction(lambda event=event: pins.pin(anna, event.id, date(2027, 1, 1), now=START))  # type: ignore[misc]
    await in_transaction(lambda: lifecycle.cancel(anna, off.id, "дождь", now=START))
    assert [row.title for row in (await get_home(olya, now=START)).pinned] == ["Пройдёт"]
    assert (await get_home(olya, now=over.starts_at + timedelta(hours=4))).pinned == ()


async def test_only_administrators_pin_and_only_what_everybody_may_see(anna: Person) -> None:
    olya, event = await meet("Оля"), await published(anna)
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: pins.pin(olya, event.id, date(2026, 12, 9), now=START))
    with pytest.raises(PinDayPast):
        await in_transaction(lambda: pins.pin(anna, event.id, date(2026, 11, 30), now=START))
    for hidden in (await published(anna, visibility="private"), await drafted(anna)):
        with pytest.raises(PinNotPublic):
            await in_transaction(lambda hidden=hidden: pins.pin(anna, hidden.id, date(2026, 12, 9), now=START))  # type: ignore[misc]
    await in_transaction(lambda: pins.pin(anna, event.id, date(2026, 12, 9), now=START))
    await in_transaction(lambda: pins.pin(anna, event.id, date(2026, 12, 10), now=START))
    assert [(one.event_id, one.last_day) for one in await pins.list_pins(anna, now=START)] == [
        (event.id, date(2026, 12, 10))
    ]
    assert await in_transaction(lambda: pins.unpin(anna, event.id, now=START))
    assert not await in_transaction(lambda: pins.unpin(anna, event.id, now=START))


async def test_there_is_room_for_ten(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "MOST", 1)
    first, second = await published(anna, "Раз"), await published(anna, "Два")
    day = date(2026, 12, 9)
    pinning = [in_transaction(lambda one=one: pins.pin(anna, one.id, day, now=START)) for one in (first, second)]  # type: ignore[misc]
    done = await asyncio.gather(*pinning, return_exceptions=True)
    assert {type(one) for one in done} == {type(None), TooManyPins}
