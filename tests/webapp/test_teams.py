"""EV-x3, EV-24 in the mini-app: making a team, the way in by its link, the board, the list narrowed to one."""

from __future__ import annotations

import re
from urllib.parse import unquote

from domain import database
from domain.events import lifecycle
from domain.events.results import entering
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published

RULES = {"least": "2", "most": "2", "counted": "2", "needs_woman": "false"}


async def of_teams(cast: Cast, clock: FakeClock, igor: Opened, **plan: object) -> int:
    event_id = await published(cast.igor, clock.now(), **plan)
    said = await igor.post(f"/org/events/{event_id}/teams", **RULES)
    assert said.headers["Forma-Go"] == f"/org/events/{event_id}/teams"
    return event_id


async def test_a_team_is_made_shared_and_joined_with_the_registration(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, paul: Opened
) -> None:
    event_id = await of_teams(cast, clock, igor)
    wrong = await igor.post(f"/org/events/{event_id}/teams", **RULES | {"counted": "3"})
    assert wrong.status == 422 and 'id="error-counted"' in await wrong.text()
    assert f"/events/{event_id}/teams" in await olya.see(f"/events/{event_id}")
    await olya.post(f"/events/{event_id}/registration")
    made = await olya.post(f"/events/{event_id}/teams", name="Ёжики <b>")
    path = made.headers["Forma-Go"]
    page = await olya.see(path)
    assert "неполная: ещё 1" in page and "Ёжики &lt;b&gt;" in page
    taken = await olya.post(f"/events/{event_id}/teams", name="Другие")
    assert taken.status == 409
    found = re.search(r"startapp%3Dt_([\w-]{22})", page)
    assert found
    link = f"/teams/{found[1]}"
    assert "Take part and join" in await paul.see(link)
    stranger = await paul.see(path)
    assert "Оля" not in stranger and "startapp" not in stranger
    joined = await paul.post(link)
    assert joined.headers["Forma-Go"] == path and "You are in" in unquote(joined.headers["Forma-Toast"])
    assert "complete · 2 of 2" in await paul.see(path)
    assert (await paul.post(f"{path}/renaming", name="Мои")).status == 409
    assert (await paul.post(f"{path}/removing", user=cast.olya.id)).status == 409
    assert "Ежата" in await (await olya.post(f"{path}/renaming", name="Ежата")).text()
    assert (await olya.post(f"{path}/removing", user=cast.paul.id)).status == 200
    assert (await paul.get(link)).status == 404
    elsewhere = await published(cast.igor, clock.now())
    assert (await olya.get(path.replace(f"/{event_id}/", f"/{elsewhere}/"))).status == 404
    assert (await olya.post(f"/events/{event_id}/teams/leaving")).headers["Forma-Go"] == f"/events/{event_id}/teams"
    assert await database.fetchval("SELECT count(*) FROM event_teams") == 0


async def test_with_questions_the_form_comes_first_and_the_team_with_it(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, paul: Opened
) -> None:
    asked = [{"key": "size", "kind": "text", "label": "Размер"}]
    event_id = await of_teams(cast, clock, igor, questions=asked)
    await olya.post(f"/events/{event_id}/form", size="M")
    await olya.post(f"/events/{event_id}/teams", name="Ёжики")
    token = await database.fetchval("SELECT token FROM event_teams")
    assert (await paul.post(f"/teams/{token}")).headers["Forma-Go"] == f"/events/{event_id}/form"
    assert await database.fetchval("SELECT members FROM event_teams") == 1
    await paul.post(f"/events/{event_id}/form", size="L")
    assert await database.fetchval("SELECT members FROM event_teams") == 2


async def test_the_board_of_teams_and_the_list_narrowed_to_one(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, paul: Opened
) -> None:
    event_id = await of_teams(cast, clock, igor)
    await olya.post(f"/events/{event_id}/registration")
    await olya.post(f"/events/{event_id}/teams", name="X")
    await paul.post(f"/events/{event_id}/registration")
    registration_id = await database.fetchval("SELECT id FROM registrations WHERE user_id = $1", cast.paul.id)
    person = f"/org/events/{event_id}/people/{registration_id}"
    assert unquote((await igor.post(f"{person}/team", team="нет такой")).headers["Forma-Toast"]) == "Такой команды нет."
    await igor.post(f"{person}/team", team="x")
    assert 'value="X"' in await igor.see(person)
    await database.execute("UPDATE registrations SET status = 'checked_in' WHERE id = $1", registration_id)
    async with database.transaction():
        await lifecycle.start(cast.igor, event_id, now=clock.now())
        for number, said in ((1, "0:20:00"), (2, "0:22:30")):
            await entering.enter(cast.igor, event_id, number, said, now=clock.now())
    team_id = await database.fetchval("SELECT id FROM event_teams")
    page = await igor.see(f"/org/events/{event_id}/people?group=absent&team={team_id}")
    assert page.count('name="of"') == 1 and "команда «X»" in page and "Оля" in page
    board = await olya.see(f"/events/{event_id}/live/teams")
    assert "42:30" in board and "X" in board and f"/events/{event_id}/live/teams" in board
    assert "42:30" in await olya.see(f"/events/{event_id}/live/teams/list")
    assert f'href="/events/{event_id}/live/teams"' in await olya.see(f"/events/{event_id}/live")
