"""EV-x2 in the mini-app: the page of a season, its rules for who manages the series."""

from __future__ import annotations

from domain import database
from domain.events import lifecycle
from domain.events.entry import registration
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from domain.events.results import entering, final
from tests.kit.clock import FakeClock
from tests.kit.people import meet_many
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published

RULES = {"by": "places", "table": "10, 6, 4", "counted": ""}


async def test_a_season_has_a_page_its_rows_go_on_and_only_its_manager_sets_it_up(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    event_id = await published(cast.igor, clock.now(), capacity=None)
    people = [cast.olya, *await meet_many(34, now=clock.now())]
    async with database.transaction():
        made = await series.make(cast.igor, event_id, Wanted(2), now=clock.now())
    async with database.transaction():
        for one in people:
            await registration.register(one, event_id, {}, now=clock.now())
        await lifecycle.start(cast.igor, event_id, now=clock.now())
        for number in range(1, 36):
            await entering.enter(cast.igor, event_id, number, f"0:{20 + number}:00", now=clock.now())
        await final.announce(cast.igor, event_id, now=clock.now())
    path = f"/series/{made.series_id}/season"
    assert "пока не считается" in await olya.see(path)
    assert "/season" not in await olya.see(f"/series/{made.series_id}")
    assert (await olya.get(f"{path}/rules")).status == 403
    assert (await olya.post(f"{path}/rules", **RULES)).status == 403
    wrong = await igor.post(f"{path}/rules", **RULES | {"table": "много"})
    assert wrong.status == 422 and 'id="error-table"' in await wrong.text()
    assert (await igor.post(f"{path}/rules", **RULES)).headers["Forma-Go"] == path
    page = await olya.see(path)
    assert "Оля Белова" in page and "10 очков" in page and "1 место" in page
    assert page.count('class="place') == 31, "thirty rows, and one's own above them"
    more = page.split('class="more" hx-get="')[1].split('"')[0].replace("&amp;", "&")
    rest = await olya.see(more)
    assert rest.count('class="place') == 5 and ">35<" not in page
    assert f'href="{path}"' in await olya.see(f"/series/{made.series_id}")
    await igor.post(f"{path}/off")
    assert "пока не считается" in await olya.see(path)
