"""EV-09 on pages: the organizer's lines, what is wrong with them, the choice with the registration and after it."""

from __future__ import annotations

import re
from datetime import timedelta

from domain.events.programme.items import items_of
from domain.time import local
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published

LINES = "10:00 разминка\n10:30–11:00 старт <5 км> / 1\n10:30–11:30 старт 10 км / 9\n12:00 награждение"


async def ids(event_id: int) -> dict[str, str]:
    return {one.title: str(one.id) for one in await items_of(event_id)}


async def test_lines_are_added_changed_and_taken_out(igor: Opened, olya: Opened, event_id: int) -> None:
    path = f"/org/events/{event_id}/programme"
    assert "Пока пусто" in await igor.see(path)
    wrong = await igor.post(path, lines="награждение\n10:00 разминка")
    text = await wrong.text()
    assert wrong.status == 422 and "1. «награждение» — не вижу времени" in text and "10:00 разминка</textarea>" in text
    assert (await igor.post(path, lines=LINES)).headers["Forma-Go"] == path
    shown = await igor.see(path)
    assert "старт &lt;5 км&gt;" in shown and "<5 км>" not in shown
    assert "Записано 0 из 1" in shown and "для всех участников" in shown
    item = (await ids(event_id))["награждение"]
    assert 'value="12:00 награждение"' in await igor.see(f"{path}?item={item}")
    assert (await igor.post(path, item=item, line="12:15 награждение", remind="60")).headers["Forma-Go"] == path
    last = (await items_of(event_id))[-1]
    assert (f"{local(last.starts_at, 'Europe/Moscow'):%H:%M}", last.remind_minutes) == ("12:15", 60)
    assert (await igor.post(path, item=item, line="12:15 а; 12:20 б", remind="60")).status == 422
    page = await olya.see(f"/events/{event_id}")
    assert "до 11:00" in page and f"/events/{event_id}/programme" in page
    await igor.post(f"{path}/removing", item=item)
    assert "награждение" not in await ids(event_id)
    assert (await olya.post(path, lines="10:00 чужое")).status == 404


async def test_what_lies_outside_is_kept_with_a_tick(igor: Opened, event_id: int, clock: FakeClock) -> None:
    path = f"/org/events/{event_id}/programme"
    early = f"{clock.now() + timedelta(days=1):%d.%m} 9:00 номера"
    refused = await igor.post(path, lines=early)
    assert refused.status == 422 and 'name="keep"' in await refused.text()
    assert await ids(event_id) == {}
    assert (await igor.post(path, lines=early, keep="true")).status == 200
    assert [*await ids(event_id)] == ["номера"]


async def test_it_is_chosen_with_the_registration_and_changed_after(
    igor: Opened, olya: Opened, paul: Opened, event_id: int
) -> None:
    await igor.post(f"/org/events/{event_id}/programme", lines=LINES)
    known = await ids(event_id)
    five, ten = known["старт <5 км>"], known["старт 10 км"]
    form = f"/events/{event_id}/form"
    assert "10:30–11:00 старт &lt;5 км&gt; · 0/1" in await olya.see(form)
    both = await olya.post(form, programme=[five, ten])
    assert both.status == 422 and "идут одновременно" in await both.text()
    assert (await olya.post(form, programme=[five])).headers["Forma-Go"] == f"/events/{event_id}"
    assert "вы записаны" in await olya.see(f"/events/{event_id}")
    full = await paul.post(form, programme=[five])
    assert full.status == 422
    assert (await paul.post(form, programme=[])).status == 200
    own = f"/events/{event_id}/programme"
    assert f'value="{five}"' not in await paul.see(own), "what is full is not offered"
    assert (await olya.post(own, programme=[ten])).headers["Forma-Go"] == f"/events/{event_id}"
    assert f'value="{five}"' in await paul.see(own)
    people = await igor.see(f"/org/events/{event_id}/people?group=going&question=programme&option={ten}")
    assert people.count('name="of"') == 1
    assert (await olya.post(own, programme=["999999", "x"])).status == 422


async def test_an_item_of_another_event_is_out_of_reach(
    igor: Opened, olya: Opened, cast: Cast, clock: FakeClock, event_id: int
) -> None:
    other = await published(cast.olya, clock.now())
    await olya.post(f"/org/events/{other}/programme", lines=LINES)
    item = (await ids(other))["разминка"]
    path = f"/org/events/{event_id}/programme"
    assert (await igor.get(f"{path}?item={item}")).status in (403, 404)
    for way in ("", "/removing"):
        assert (await igor.post(f"{path}{way}", item=item, line="9:00 моё", remind="5")).status in (403, 404)
    assert "разминка" in await ids(other)


async def test_a_page_without_a_programme_says_so_and_many_days_are_named(igor: Opened, event_id: int) -> None:
    assert "Программы пока нет" in await igor.see(f"/events/{event_id}/programme")
    await igor.post(f"/org/events/{event_id}/programme", lines="День 1\n10:00 а\nДень 2\n9:00 б", keep="true")
    page = await igor.see(f"/events/{event_id}/programme")
    assert len(re.findall("<h2>", page)) == 2
