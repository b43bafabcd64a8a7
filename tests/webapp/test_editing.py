"""An event is changed as a form: what was not touched stays exactly as it stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from domain import database
from domain.events import lifecycle
from domain.events.making.form import EVENT_FORM
from domain.time import parse_when
from locales import translator
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published
from webapp.kit.forms import as_typed

WHEN = EVENT_FORM.field("when")
HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AHEAD = st.integers(1, 60 * 24 * 365 * 3).map(lambda minutes: timedelta(minutes=minutes))
MINUTES = st.integers(1, 60 * 24 * 30).map(lambda minutes: timedelta(minutes=minutes))


async def change(who: Opened, event_id: int, **said: str) -> str:
    """The form as the page shows it, posted with that change alone: where it leads, or what it says instead."""
    page = await who.see(f"/org/events/{event_id}/edit")
    form = re.search(r'<form id="event".*?</form>', page, re.S)
    assert form
    shown = {
        name: unescape(value) for name, value in re.findall(r'name="(\w+)" type="text"[^>]*value="([^"]*)"', form[0])
    }
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]))
    chosen = {"kind": "race", "format": "onsite", "visibility": "public"}
    answer = await who.post(f"/org/events/{event_id}/edit", **shown | hidden | chosen | said)
    return answer.headers.get("Forma-Go") or await answer.text()


async def times(event_id: int) -> tuple[datetime | None, ...]:
    event = await lifecycle.load(event_id, lock=False)
    return event.starts_at, event.ends_at, event.registration_opens_at


async def test_one_that_goes_on_after_midnight_is_changed_and_moves_nowhere(
    cast: Cast, igor: Opened, clock: FakeClock
) -> None:
    starts_at = clock.now().replace(hour=20, minute=30, second=7) + timedelta(days=2)
    event_id = await published(cast.igor, clock.now(), starts_at=starts_at, ends_at=starts_at + 2 * HOUR)
    before = await times(event_id)
    assert await change(igor, event_id, description="С фонариками") == f"/org/events/{event_id}"
    assert await times(event_id) == before


async def test_a_fee_is_shown_as_it_was_typed(cast: Cast, igor: Opened, clock: FakeClock) -> None:
    for minor, shown in ((50_000, "500"), (49_950, "499.5")):
        event_id = await published(cast.igor, clock.now(), fee_minor=minor, payment="spot")
        assert re.search(rf'name="fee"[^>]*value="{shown}"', await igor.see(f"/org/events/{event_id}/edit"))


async def test_one_whose_registration_has_opened_and_one_that_is_on_are_changed_too(
    cast: Cast, igor: Opened, clock: FakeClock
) -> None:
    event_id = await published(cast.igor, clock.now(), registration_opens_at=clock.now() + HOUR)
    before = await times(event_id)
    clock.advance(days=1)
    assert await change(igor, event_id, description="Скоро") == f"/org/events/{event_id}"
    async with database.transaction():
        await lifecycle.open_registration(cast.igor, event_id, now=clock.now())
    clock.advance(days=2, minutes=5)
    async with database.transaction():
        await lifecycle.start(cast.igor, event_id, now=clock.now())
    assert await change(igor, event_id, description="Бежим") == f"/org/events/{event_id}"
    assert await times(event_id) == before
    assert (await lifecycle.load(event_id, lock=False)).description == "Бежим"


async def test_an_hour_by_another_clock_outlives_the_page_as_it_was_meant(igor: Opened) -> None:
    said = {"title": "Забег", "kind": "race", "format": "onsite", "place": "Парк", "visibility": "public"}
    assert (await igor.post("/org/events/new/draft", **said, when="12.12.2026 18:00 Владивосток")).status == 204
    shown = re.search(r'name="when" type="text"[^>]*value="([^"]*)"', await igor.see("/org/events/new"))
    assert shown and shown[1] == "12.12.2026 18:00"
    assert (await igor.post("/org/events/new/draft", **said, when=shown[1])).status == 204
    made = await igor.post("/org/events/new", **said, when=shown[1])
    event = await lifecycle.load(int(made.headers["Forma-Go"].rsplit("/", 1)[1]), lock=False)
    assert event.starts_at == datetime(2026, 12, 12, 8, tzinfo=UTC), "six in the evening there"


@given(AHEAD, MINUTES)
def test_what_is_shown_to_be_changed_is_read_as_it_was_meant(ahead: timedelta, lasts: timedelta) -> None:
    moment = NOW + ahead
    said = {"start": moment.isoformat(), "end": (moment + lasts).isoformat(), "zone": "Europe/Moscow"}
    typed = as_typed(WHEN, said, translator("ru"))
    assert isinstance(typed, str)
    for lang in ("ru", "en"):
        read = parse_when(typed, now=NOW, zone="Europe/Moscow", lang=lang)
        assert (read.start, read.end) == (moment, moment + lasts)
