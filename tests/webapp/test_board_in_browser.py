"""EV-34 in a browser: an open board moves by itself, also the one with a category chosen, and one's own row with it."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Frame, Route, expect

from domain import database
from domain.accounts import privacy
from domain.accounts.people import Person, get_person
from domain.events import lifecycle
from domain.events.entry import registration
from domain.events.results import boards, entering, imports
from forma.work import result_lists
from tests.domain.events.results.test_lists import NoDownloads
from tests.kit.people import meet_many
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp
from tests.webapp.world import IGOR, OLYA, PAUL, published
from webapp.events import board
from webapp.kit.sign_in import real_now

pytestmark = pytest.mark.browser


async def _race(cast: Cast, *others: Person) -> int:
    now = real_now()
    event_id = await published(cast.igor, now)
    await database.execute("UPDATE profiles SET gender = 'female', birth_date = '1992-05-01'")
    for person in (cast.olya, cast.paul, *others):
        async with database.transaction():
            await registration.register(person, event_id, {}, now=now)
            await privacy.set_visibility(person.id, "results", public=True)
    async with database.transaction():
        await lifecycle.start(cast.igor, event_id, now=now)
    return event_id


async def _came_in(cast: Cast, event_id: int, number: int, said: str) -> None:
    async with database.transaction():
        await entering.enter(cast.igor, event_id, number, said, now=real_now())


async def _rows(frame: Frame, within: str) -> list[str]:
    return [" ".join(text.split()) for text in await frame.locator(f"{within} [data-runner]").all_inner_texts()]


async def test_an_open_board_moves_with_every_result(cast: Cast, phone: PickUp) -> None:
    event_id = await _race(cast)
    await _came_in(cast, event_id, 1, "25:00")
    spectator, runner = await phone(), await phone()
    everybody = await spectator.open(IGOR, f"/events/{event_id}/live")
    mine = await runner.open(OLYA, f"/events/{event_id}/live")
    women = await (await phone()).open(PAUL, f"/events/{event_id}/live?in=fa30")
    await expect(mine.locator("#board-own .place")).to_have_text("1")
    await _came_in(cast, event_id, 2, "20:00")
    await expect(everybody.locator("#board-list [data-runner]")).to_have_count(2)
    assert [row.split()[0] for row in await _rows(everybody, "#board-list")] == ["1", "2"]
    await expect(everybody.locator("#board-list [data-runner]").first).to_contain_text("20:00")
    await expect(everybody.locator("#board-state")).to_contain_text("2 на финише")
    await expect(mine.locator("#board-own .place")).to_have_text("2")
    await expect(mine.locator("#board-list .own")).to_contain_text("25:00")
    await expect(women.locator("#board-among [data-runner]")).to_have_count(2)
    await spectator.shot("board-live")
    assert not spectator.troubles and not runner.troubles


async def test_what_comes_apart_is_put_together(cast: Cast, phone: PickUp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are new, the order of those that are there, and what was loaded further down."""
    monkeypatch.setattr(board, "SIZE", 3)
    event_id = await _race(cast, *await meet_many(3))
    await database.execute("UPDATE profiles SET results_visibility = 'private' WHERE first_name LIKE 'Бегун%'")
    hand = await phone()
    frame = await hand.open(IGOR, f"/events/{event_id}/live")
    rows = frame.locator("#board-list [data-runner]")

    async def says(*wanted: str) -> None:
        said = [re.compile(rf"^{place}\D.*{mark}$", re.DOTALL) for place, mark in map(str.split, wanted)]
        await expect(rows).to_have_text(said)

    await _came_in(cast, event_id, 1, "25:00")
    await says("1 25:00")
    for number in (2, 3, 4, 5):
        await _came_in(cast, event_id, number, f"2{number + 3}:00")
    await says("1 25:00", "1 25:00", "3 26:00", "4 27:00", "5 28:00")
    await frame.evaluate("document.querySelectorAll('#board-list li')[4].dataset.kept = ''")
    await _came_in(cast, event_id, 2, "24:00")
    await says("1 24:00", "2 25:00", "3 26:00", "4 27:00", "5 28:00")
    await expect(frame.locator("#board-list [data-kept]")).to_have_count(1)
    await expect(rows.first.locator(".place.top")).to_have_count(1)
    await _came_in(cast, event_id, 5, "23:00")
    await says("1 23:00", "2 24:00", "3 25:00", "4 26:00", "5 27:00")
    await expect(rows.first).to_contain_text("№ 5")
    async with database.transaction():
        await boards.show_name(await get_person(await _who(event_id, 5)), event_id, now=real_now())
    await expect(rows.first).to_contain_text("Бегун")
    await says("1 23:00", "2 24:00", "3 25:00", "4 26:00", "5 27:00")
    await _came_in(cast, event_id, 5, "сошёл")
    await says("1 24:00", "2 25:00", "3 26:00", "4 27:00", "– сход")
    assert not hand.troubles


async def _who(event_id: int, number: int) -> int:
    user_id: int = await database.fetchval(
        "SELECT user_id FROM registrations WHERE event_id = $1 AND number = $2", event_id, number
    )
    return user_id


async def test_the_organizer_sends_a_list_from_a_phone(cast: Cast, phone: PickUp, tmp_path: Path) -> None:
    event_id = await _race(cast)
    table = tmp_path / "итоги.csv"
    table.write_bytes("Номер;Время\n1;21:43\n2;20:00\n77;19:00\n".encode("cp1251"))
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/results")
    await frame.evaluate("""() => document.addEventListener('htmx:config:request', ({ detail }) => {
        window.patience = detail.ctx.request.timeout;
    })""")
    going = asyncio.Event()

    async def away(route: Route) -> None:
        await going.wait()
        await route.abort()

    await hand.page.route("**/results/lists", away)
    choosing = frame.locator("form[hx-encoding]")
    await frame.set_input_files("input[type=file]", table)
    await expect(choosing.get_by_role("button", name=re.compile("Отправляю и читаю файл…"))).to_be_visible()
    assert await frame.evaluate("() => window.patience") >= 60_000, "some megabytes by a slow network"
    going.set()
    await expect(frame.locator("#toast")).to_contain_text("Ответа о файле не было")
    await expect(choosing.get_by_role("button", name=re.compile("Сначала покажем, что изменится"))).to_be_visible()
    await hand.page.unroute("**/results/lists")
    hand.troubles.clear()
    await frame.set_input_files("input[type=file]", table)
    await expect(frame.get_by_text("2 новых результата")).to_be_visible()
    await expect(frame.get_by_text("77 · 19:00")).to_be_visible()
    await frame.locator("#apply").evaluate("button => button.click()")
    await expect(frame.locator("#list-state")).to_contain_text("Вношу")
    import_id = await database.fetchval("SELECT id FROM result_imports")
    await result_lists(NoDownloads(), real_now)[imports.APPLY](str(import_id))
    await expect(frame.locator("#list-state")).to_contain_text("Внёс 2 результата.")
    await expect(frame.get_by_text("Отменить этот файл")).to_be_visible()
    await hand.shot("result-list-applied")
    assert not hand.troubles
