"""EV-33 on pages: entering, a list from the file to undo, what is to be decided, announcing, the rules (EV-08)."""

from __future__ import annotations

import io
import re
from urllib.parse import unquote

import aiohttp
import pytest

from domain import database
from domain.accounts.people import get_person
from domain.events import holders
from domain.events.results import entering, imports
from domain.organizations import founding, team
from domain.organizations.form import Said
from forma.work import result_lists
from locales import translator
from tests.domain.events.results.test_lists import LIST, NoDownloads, workbook
from tests.kit.clock import FakeClock
from tests.kit.races import race
from tests.webapp.conftest import Cast
from tests.webapp.test_board import shown
from tests.webapp.test_live import read_event, stream_of
from tests.webapp.world import Opened
from webapp.app import BODY_AT_MOST


async def send(opened: Opened, event_id: int, name: str, data: bytes) -> aiohttp.ClientResponse:
    form = aiohttp.FormData()
    form.add_field("list", io.BytesIO(data), filename=name)
    path = f"/org/events/{event_id}/results/lists"
    return await opened.client.post(path, headers=opened.headers, data=form)


async def test_wherever_a_result_came_from_the_organizer_reads_it(cast: Cast, clock: FakeClock, igor: Opened) -> None:
    """Each of the ways that the table knows has its words."""
    event_id = await race(cast.igor, 1, now=clock.now())
    async with database.transaction():
        await entering.enter(cast.igor, event_id, 1, "21:43", now=clock.now())
    known = await database.fetchval(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'results_source'"
    )
    registration_id = await database.fetchval("SELECT registration_id FROM results")
    for source in re.findall(r"'(\w+)'", known):
        await database.execute("UPDATE results SET source = $1", source)
        for page in (f"/org/events/{event_id}/results", f"/org/events/{event_id}/results/{registration_id}"):
            assert "21:43" in await igor.see(page), source


async def test_the_organizer_enters_a_result_and_reads_why_another_cannot_be(
    cast: Cast, clock: FakeClock, igor: Opened
) -> None:
    event_id = await race(cast.igor, 3, now=clock.now())
    path = f"/org/events/{event_id}/results"
    assert "Результатов пока нет" in await igor.see(path)
    answer = await igor.post(path, number="2", mark="21'43\"")
    assert answer.status == 200 and "21:43" in await answer.text()
    for number, said, why in (("2", "вчера", "Не понимаю «вчера»"), ("77", "20:00", "нет номера 77"), ("x", "", "x")):
        answer = await igor.post(path, number=number, mark=said)
        assert answer.status == 422 and why in await answer.text()
    registration_id = await database.fetchval("SELECT registration_id FROM results")
    one = await igor.see(f"{path}/{registration_id}")
    assert "внёс организатор" in one and "ничего → 21:43" in one
    assert (await igor.post(f"{path}/{registration_id}", out="1", reason="")).status == 422
    assert (await igor.post(f"{path}/{registration_id}", out="1", reason="срезал")).status == 200
    assert "дисквалификация" in await igor.see(f"{path}/{registration_id}")


async def test_whatever_a_result_came_from_is_said(cast: Cast, clock: FakeClock, igor: Opened) -> None:
    """EV-E5: the source is visible, each that the database takes."""
    event_id = await race(cast.igor, 1, now=clock.now())
    path = f"/org/events/{event_id}/results"
    await igor.post(path, number="1", mark="21:43")
    registration_id = await database.fetchval("SELECT registration_id FROM results")
    rule = await database.fetchval(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'results_source'"
    )
    sources = re.findall(r"'(\w+)'", rule)
    said = set()
    for source in sources:
        await database.execute("UPDATE results SET source = $1", source)
        page, listed = await igor.see(f"{path}/{registration_id}"), await igor.see(path)
        words = translator("ru")(f"result-source-{source}")
        assert words in page and words in listed, source
        said.add(words)
    assert "live" in sources and len(said) == len(sources)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_list_from_the_file_to_undo(cast: Cast, clock: FakeClock, igor: Opened, kind: str) -> None:
    event_id = await race(cast.igor, 6, now=clock.now())
    async with database.transaction():
        await entering.enter(cast.igor, event_id, 2, "20:59", now=clock.now())
    before = shown(await igor.see(f"/events/{event_id}/live"))
    data = LIST.encode("cp1251")
    if kind == "xlsx":
        data = workbook(*[tuple(line.split(";")) for line in LIST.splitlines()])
    answer = await send(igor, event_id, f"итоги.{kind}", data)
    path = answer.headers["Forma-Go"]
    page = await igor.see(path)
    assert "2 номеров нет среди участников" in page and "строка 8" in page and "20:59 → 21:00" in page
    assert shown(await igor.see(f"/events/{event_id}/live")) == before
    stream = stream_of(page)
    assert (await igor.post(f"{path}/applying")).status == 200
    async with igor.client.get(stream, headers=igor.headers) as following:
        await read_event(following)
        await result_lists(NoDownloads(), clock.now)[imports.APPLY](path.rsplit("/", 1)[1])
        _, html = await read_event(following)
    assert "Внёс 3 результата." in html
    assert [said for _, _, said in shown(await igor.see(f"/events/{event_id}/live"))] == [
        "21:00",
        "21:43",
        "сход",
    ]
    assert (await igor.post(f"{path}/undoing")).status == 200
    await result_lists(NoDownloads(), clock.now)[imports.UNDO](path.rsplit("/", 1)[1])
    assert shown(await igor.see(f"/events/{event_id}/live")) == before


async def test_what_is_no_list_is_refused_in_words_and_leaves_nothing(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    event_id = await race(cast.igor, 1, now=clock.now())
    answer = await send(igor, event_id, "a.pdf", b"%PDF")
    assert answer.status == 422 and "не похоже на CSV" in await answer.text()
    answer = await send(igor, event_id, "a.csv", b"x" * BODY_AT_MOST)
    assert answer.status == 413 and "слишком большой" in await answer.text()
    assert (await send(olya, event_id, "a.csv", b"1;20:00")).status == 404
    assert await database.fetchval("SELECT count(*) FROM result_imports") == 0
    first = (await send(igor, event_id, "a.csv", b"1;20:00")).headers["Forma-Go"]
    other = await race(cast.igor, 1, now=clock.now())
    assert (await igor.get(first.replace(f"/{event_id}/", f"/{other}/"))).status == 404


async def test_points_over_three_stages_parted_by_the_last(cast: Cast, clock: FakeClock, igor: Opened) -> None:
    """EV-08: points 25/18/15 over 3 stages give standings, the tie broken by the last stage."""
    event_id = await race(cast.igor, 3, now=clock.now())
    path = f"/org/events/{event_id}/results"
    answer = await igor.post(f"{path}/rules", measure="places", stages="3", table="25, x", ties="last", ages="18, 40")
    assert answer.status == 422 and "числа через запятую" in await answer.text()
    chosen = {"measure": "places", "stages": "3", "table": "25/18/15", "ties": "last", "ages": "18, 40"}
    assert (await igor.post(f"{path}/rules", **chosen)).status == 200
    for number, times in {
        1: ("1:00", "2:00", "3:00"),
        2: ("2:00", "1:00", "2:00"),
        3: ("3:00", "3:00", "1:00"),
    }.items():
        for said in times:
            assert (await igor.post(path, number=str(number), mark=said)).status == 200
    board = shown(await igor.see(f"/events/{event_id}/live"))
    assert [(place, said) for place, _, said in board] == [("1", "61 очко"), ("2", "58 очков"), ("3", "55 очков")]
    assert (await igor.post(path, number="1", mark="0:30 3")).status == 200
    board = shown(await igor.see(f"/events/{event_id}/live"))
    assert [said for _, _, said in board] == ["68 очков", "58 очков", "48 очков"]
    wrong = await igor.post(f"{path}/rules", **chosen | {"measure": "distance"})
    assert wrong.status == 409 and "теперь не поменять" in await wrong.text()


async def test_tries_are_entered_by_their_number_and_classes_are_ranked_apart(
    cast: Cast, clock: FakeClock, igor: Opened
) -> None:
    """EV-08, EV-06: the best of three tries; a chip for each weight class that somebody is in."""
    event_id = await race(cast.igor, 3, now=clock.now(), requirements={"weights": [60, None]})
    await database.execute(
        "UPDATE registrations SET answers = jsonb_build_object('weight', 40 + number * 15) WHERE event_id = $1",
        event_id,
    )
    path = f"/org/events/{event_id}/results"
    chosen = {"measure": "best", "tried": "distance", "stages": "3", "ties": "best", "ages": ""}
    assert (await igor.post(f"{path}/rules", **chosen)).status == 200
    assert "Метры и попытка" in await igor.see(path)
    for number, said in (("1", "8,10 1"), ("1", "8,95 3"), ("2", "9,20"), ("3", "9,20 2")):
        assert (await igor.post(path, number=number, mark=said)).status == 200
    for said, why in (("9 4", "Здесь всего 3 попытки"), ("далеко", "номер попытки: 8,95 2")):
        answer = await igor.post(path, number="1", mark=said)
        assert answer.status == 422 and why in await answer.text()
    page = await igor.see(f"/events/{event_id}/live")
    assert [(place, said) for place, _, said in shown(page)] == [("1", "9,2 м"), ("1", "9,2 м"), ("3", "8,95 м")]
    assert "до 60 кг" in page and "свыше 60 кг" in page
    heavy = await igor.see(f"/events/{event_id}/live?in=w1")
    assert [place for place, _, _ in shown(heavy)] == ["1", "1"]
    registration_id = await database.fetchval("SELECT registration_id FROM results WHERE total = 895")
    one = await igor.see(f"{path}/{registration_id}")
    assert "Попытка 1" in one and "Попытка 3" in one and "Попытка 2" not in one


async def test_a_protest_is_written_on_the_page_and_decided_by_the_organizer(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    event_id = await race(cast.igor, 1, now=clock.now())
    await database.execute("UPDATE registrations SET user_id = $1", cast.olya.id)
    path = f"/org/events/{event_id}/results"
    assert (await olya.get(f"/events/{event_id}/live/protest")).status == 409
    await igor.post(path, number="1", mark="21:43")
    assert "21:43" in await olya.see(f"/events/{event_id}/live/protest")
    assert (await olya.post(f"/events/{event_id}/live/protest", text=" ")).status == 422
    assert (await olya.post(f"/events/{event_id}/live/protest", text="Было быстрее")).status == 200
    assert (await olya.post(f"/events/{event_id}/live/protest", text="Ещё раз")).status == 409
    withdrawing = f"/events/{event_id}/live/protest/withdrawing"
    assert withdrawing in await olya.see(f"/events/{event_id}/live")
    for said in ("Протест отозван.", "По этому протесту уже решили."):
        assert unquote((await olya.post(withdrawing)).headers["Forma-Toast"]) == said
    assert "Было быстрее" not in await igor.see(f"{path}/reviews")
    sent = await olya.post(f"/events/{event_id}/live/protest", text="Было быстрее")
    assert "Ответ придёт в чат с ботом" in unquote(sent.headers["Forma-Toast"])
    reviews = await igor.see(f"{path}/reviews")
    assert "Было быстрее" in reviews and "⚖️" not in reviews, "whose it is stands above it already"
    assert (await igor.post(f"{path}/announcing")).status == 409
    protest = re.search(r'name="protest" value="(\d+)"', reviews)
    assert protest
    assert (await olya.post(f"{path}/reviews", protest=protest[1], state="upheld")).status == 404
    assert (await igor.post(f"{path}/reviews", protest=protest[1], state="declined")).status == 200
    await olya.post(f"/events/{event_id}/live/protest", text="И всё же")
    protest = re.search(r'name="protest" value="(\d+)"', await igor.see(f"{path}/reviews"))
    assert protest
    upheld = await igor.post(f"{path}/reviews", protest=protest[1], state="upheld")
    own = await database.fetchval("SELECT registration_id FROM results")
    assert upheld.headers["Forma-Go"] == f"{path}/{own}", "there the result can be put right"
    assert (await igor.post(f"{path}/announcing")).status == 200
    assert "Итоги утверждены" in await olya.see(f"/events/{event_id}/live")
    assert "1 место из 1, 21:43" in await olya.see("/me/events?tab=running")


async def test_a_timer_of_the_club_enters_results_on_the_page_and_decides_on_nothing(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    event_id = await race(cast.igor, 2, now=clock.now())
    path = f"/org/events/{event_id}/results"
    assert (await olya.get(path)).status == 404
    async with database.transaction():
        club = await founding.found(cast.igor, Said("club", "Сокол"), now=clock.now())
        asked = await team.invite(await get_person(cast.igor.id), club.id, cast.olya, "timer", now=clock.now())
        await team.accept(cast.olya, asked.token, now=clock.now())
        await holders.hand_over(await get_person(cast.igor.id), event_id, club.id, now=clock.now())
    page = await olya.see(path)
    assert f"{path}/lists" in page and f"/org/events/{event_id}/timer" in page and f'"/events/{event_id}"' in page
    assert (await olya.post(path, number="1", mark="21:43")).status == 200
    page = await olya.see(path)
    assert "21:43" in page and "Объявить итоги" not in page and "Правила подсчёта" not in page
    own = f"{path}/{await database.fetchval('SELECT registration_id FROM results')}"
    assert (await olya.post(own, mark="20:00")).status == 200 and "20:00" in await igor.see(own)
    for deciding in ("reviews", "announcing", "reopening"):
        assert (await olya.post(f"{path}/{deciding}")).status == 404
    assert (await olya.get(f"{path}/rules")).status == 404
