"""EV-34, EV-38 on pages: the board for everybody who sees the event, by categories, without end, as it changes."""

from __future__ import annotations

import re

import pytest

from domain import database
from domain.accounts import privacy
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.entry import registration
from domain.events.results import entering
from tests.kit.clock import FakeClock
from tests.kit.people import meet_many
from tests.webapp.conftest import Cast
from tests.webapp.test_live import read_event, stream_of
from tests.webapp.world import Opened, published
from webapp.events import board


async def race(cast: Cast, clock: FakeClock, *people: Person, **plan: object) -> int:
    """Everybody takes part and shows their results, and the race has begun; numbers from 1."""
    event_id = await published(cast.igor, clock.now(), **{"capacity": None} | plan)
    for person in people:
        async with database.transaction():
            await registration.register(person, event_id, {}, now=clock.now())
            await privacy.set_visibility(person.id, "results", public=True)
    async with database.transaction():
        await lifecycle.start(cast.igor, event_id, now=clock.now())
    return event_id


async def came_in(cast: Cast, clock: FakeClock, event_id: int, number: int, said: str) -> None:
    async with database.transaction():
        await entering.enter(cast.igor, event_id, number, said, now=clock.now())


def shown(html: str) -> list[tuple[str, str, str]]:
    """Place, who, mark."""
    found = re.findall(
        r'<span class="place[^"]*">([^<]*)</span>\s*<span class="words"><span class="line">([^<]*)</span>.*?'
        r'<span class="value mark[^"]*">([^<]*)</span>',
        html,
        re.DOTALL,
    )
    return [(place, who, said) for place, who, said in found]


def told(html: str, page: dict[str, tuple[str, str]] | None = None) -> list[tuple[str, str, str]]:
    """Place, who, mark, as a page shows it that is told this and has those rows already."""
    rows = {} if page is None else page
    for runner, one in re.findall(r'data-runner="(\d+)">(.*?)</li>', html, re.DOTALL):
        [(_, who, said)] = shown(one)
        rows[runner] = who, said
    order = re.search(r'data-places="([^"]*)"', html)
    return [(place, *rows[runner]) for runner, place in re.findall(r"(\d+):(\d*)", order[1])] if order else []


async def test_a_new_result_reaches_every_open_board(cast: Cast, clock: FakeClock, olya: Opened, paul: Opened) -> None:
    event_id = await race(cast, clock, cast.olya)
    page = await paul.see(f"/events/{event_id}/live")
    assert "No results yet" in page, "a spectator without registration sees it"
    async with paul.client.get(stream_of(page), headers=paul.headers) as stream:
        await came_in(cast, clock, event_id, 1, "0:21:43")
        _, html = await read_event(stream)
    assert told(html) == [("1", "Оля", "21:43")] and 'hx-target="#board-list"' in html
    mine = await olya.see(f"/events/{event_id}/live")
    assert "Ваш результат" in mine and shown(mine)[0] == ("1", "Оля Белова", "21:43")


async def test_what_an_open_page_shows_already_is_not_said_again(
    cast: Cast, clock: FakeClock, paul: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a big board most changes are below the first rows: then it is told how it stands, and its version."""
    monkeypatch.setattr(board, "SIZE", 2)
    event_id = await race(cast, clock, *await meet_many(3))
    for number in (1, 2):
        await came_in(cast, clock, event_id, number, f"0:2{number}:00")
    page = await paul.see(f"/events/{event_id}/live")
    async with paul.client.get(stream_of(page), headers=paul.headers) as stream:
        await came_in(cast, clock, event_id, 3, "0:40:00")
        _, html = await read_event(stream)
        rows: dict[str, tuple[str, str]] = {}
        assert [one[::2] for one in told(html, rows)] == [("1", "21:00"), ("2", "22:00")] and "3 finished" in html
        await came_in(cast, clock, event_id, 3, "0:41:00")
        below, html = await read_event(stream)
        assert not shown(html) and not told(html, rows) and 'hx-target="#board-state"' in html
        await came_in(cast, clock, event_id, 3, "0:19:00")
        first, html = await read_event(stream)
        assert [one[::2] for one in told(html, rows)] == [("1", "19:00"), ("2", "21:00")] and first != below
        assert len(shown(html)) == 1 and 'hx-target="#board-list"' not in html, "one row is new, the others move"
        await came_in(cast, clock, event_id, 1, "0:18:00")
        _, html = await read_event(stream)
        assert [one[::2] for one in told(html, rows)] == [("1", "18:00"), ("2", "19:00")] and len(shown(html)) == 1
    late = await paul.client.get(f"/live?topic=board:{event_id}&after={below}", headers=paul.headers)
    assert len(shown((await read_event(late))[1])) == 2, "who comes later is told all of it"
    late.close()


async def test_a_category_is_ranked_by_itself(cast: Cast, clock: FakeClock, paul: Opened) -> None:
    event_id = await race(cast, clock, cast.olya, cast.paul)
    await database.execute("UPDATE profiles SET gender = 'female', birth_date = '1992-05-01'")
    await database.execute("UPDATE profiles SET gender = 'male' WHERE user_id = $1", cast.paul.id)
    await came_in(cast, clock, event_id, 1, "25:00")
    await came_in(cast, clock, event_id, 2, "20:00")
    page = await paul.see(f"/events/{event_id}/live?in=fa30")
    assert shown(page) == [("1", "Оля", "25:00")]
    assert f'href="/events/{event_id}/live?in=a30" data-replace aria-current="true"' in page
    assert len(shown(await paul.see(f"/events/{event_id}/live?in=xx"))) == 3, "what is no category is everybody"


async def test_a_list_without_end_goes_on_where_it_ended(cast: Cast, clock: FakeClock, paul: Opened) -> None:
    people = await meet_many(75)
    event_id = await race(cast, clock, *people)
    for number in range(1, 76):
        await came_in(cast, clock, event_id, number, f"20:{(number * 7) % 50:02d}")
    found, path = [], f"/events/{event_id}/live"
    for _ in range(3):
        page = await paul.see(path)
        found += shown(page)
        more = re.search(r'hx-get="([^"]+after[^"]+)"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert not path and len(found) == 75 and len({who for _, who, _ in found}) == 75
    marks = [said for _, _, said in found]
    assert marks == sorted(marks)
    assert [int(place) for place, _, _ in found] == [1 + sum(other < said for other in marks) for said in marks]
    for wrong in ("x", "1~2~3~4~5~6~7~8~9", "1~", "9" * 40 + "~1", "--1~1"):
        assert (await paul.get(f"/events/{event_id}/live?after={wrong}")).status == 422


async def test_who_hides_their_results_is_a_number_to_others_and_can_show_the_name(
    cast: Cast, clock: FakeClock, olya: Opened, paul: Opened
) -> None:
    event_id = await race(cast, clock, cast.olya)
    async with database.transaction():
        await privacy.set_visibility(cast.olya.id, "results", public=False)
    await came_in(cast, clock, event_id, 1, "21:43")
    await database.execute("UPDATE results SET verified = FALSE")
    page = await paul.see(f"/events/{event_id}/live")
    assert shown(page) == [("1", "No. 1", "21:43")]
    assert '<span class="sub">not checked</span>' in page, "nothing stands before it"
    assert "Показать моё имя" in await olya.see(f"/events/{event_id}/live")
    assert (await olya.post(f"/events/{event_id}/live/name")).status == 200
    assert shown(await paul.see(f"/events/{event_id}/live")) == [("1", "Оля", "21:43")]


async def test_a_link_shows_whose_row_it_was(cast: Cast, clock: FakeClock, paul: Opened) -> None:
    event_id = await race(cast, clock, cast.olya)
    await came_in(cast, clock, event_id, 1, "21:43")
    registration_id = await database.fetchval("SELECT id FROM registrations WHERE event_id = $1", event_id)
    page = await paul.see(f"/events/{event_id}/live?of={registration_id}")
    assert f'data-own="{registration_id}"' in page and len(shown(page)) == 2
    assert 'data-own=""' in await paul.see(f"/events/{event_id}/live?of=999999")
