"""EV-24, EV-26, EV-27, EV-29 in the mini-app: the list with its filters, people ticked in it, letters, files."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

import pytest

from domain import database
from domain.events.entry import registration
from domain.events.people.exporting import read_export
from domain.events.people.roster import GROUPS
from tests.domain.events.test_roster import TEAM
from tests.kit.clock import FakeClock
from tests.kit.people import meet_many
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, make_staff, published

CHIP = re.compile(r'<a class="chip" href="([^"]+)"[^>]*>([^<]+)<span class="count">([^<]+)</span>')
ROW = re.compile(r'name="of" value="(\d+)"')


async def crowd(cast: Cast, clock: FakeClock, count: int = 7) -> tuple[int, list[int]]:
    """An event with a question; every second one is in the other team, the last two have left."""
    event_id = await published(cast.igor, clock.now(), questions=[TEAM], capacity=None)
    came = []
    people = [cast.olya, cast.paul, *await meet_many(count - 2, now=clock.now())]
    for at, person in enumerate(people):
        async with database.transaction():
            answers = {"team": ("spartak", "dinamo")[at % 2]}
            done = await registration.register(person, event_id, answers, now=clock.now())
        came.append(done.registration_id)
    await database.execute("UPDATE registrations SET status = 'withdrawn' WHERE id = ANY($1)", came[-2:])
    return event_id, came


async def rows_of(viewer: Opened, path: str) -> list[int]:
    """All of the list, followed to its end."""
    found: list[int] = []
    while path:
        page = await viewer.see(path)
        found += [int(one) for one in ROW.findall(page)]
        more = re.search(r'class="more" hx-get="([^"]+)"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert found == sorted(set(found))
    return found


async def test_every_chip_and_counter_leads_to_as_many_as_it_says(igor: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id, _ = await crowd(cast, clock, 24)
    path = f"/org/events/{event_id}/people"
    page = await igor.see(path)
    chips = CHIP.findall(page)
    assert [words.strip() for _, words, _ in chips] == [*("Подтверждены", "Не участвуют", "Спартак", "Динамо")], (
        "nobody is late before anybody has come"
    )
    for href, words, count in chips:
        assert len(await rows_of(igor, href.replace("&amp;", "&"))) == int(count), words
    narrowed = await igor.see(f"{path}?group=going&question=team&option=spartak")
    assert narrowed.count('aria-current="true"') == 2 and "11 человек" in narrowed
    panel = await igor.see(f"/org/events/{event_id}")
    counters = re.findall(r'class="counter" href="([^"]+)"><b>(\d+)</b>', panel)
    assert len(counters) == 3
    for href, count in counters:
        assert len(await rows_of(igor, href)) == int(count), href


async def test_people_are_searched_and_the_address_follows(igor: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id, came = await crowd(cast, clock)
    path = f"/org/events/{event_id}/people"
    answer = await igor.get(f"{path}?q=%40olya&group=going")
    assert [int(one) for one in ROW.findall(await answer.text())] == [came[0]]
    assert answer.headers["Forma-Here"] == f"{path}?group=going&q=%40olya"
    assert "Таких участников нет" in await igor.see(f"{path}?q=%25")
    evil = await igor.see(f"{path}?q=%22%3E%3Cscript%3E&group=nothing&after=")
    assert "<script" not in evil and "&lt;script&gt;" in evil


async def test_those_ticked_are_taken_out_with_one_reason(igor: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id, came = await crowd(cast, clock)
    path = f"/org/events/{event_id}/people"
    nobody = await igor.post(f"{path}/picked", do="remove")
    assert nobody.status == 200 and "Forma-Toast" in nobody.headers
    asked = await igor.client.post(
        f"{path}/picked", headers=igor.headers, data=[("do", "remove"), *(("of", str(one)) for one in came[:2])]
    )
    page = await asked.text()
    assert "Оля Белова и Paul Smith" in page and ROW.findall(page) == [str(one) for one in came[:2]]
    ids = [("of", str(one)) for one in came[:2]]
    empty = await igor.client.post(f"{path}/removing", headers=igor.headers, data=[*ids, ("reason", "  ")])
    assert empty.status == 422 and 'aria-invalid="true"' in await empty.text()
    done = await igor.client.post(f"{path}/removing", headers=igor.headers, data=[*ids, ("why", "rules")])
    assert done.headers["Forma-Go"] == path
    told = await database.fetch("SELECT user_id, params ->> 'reason' AS why FROM outbox WHERE kind = 'event-removed'")
    assert {(row["user_id"], row["why"]) for row in told} == {(cast.olya.id, "rules"), (cast.paul.id, "rules")}
    again = await igor.client.post(f"{path}/removing", headers=igor.headers, data=[*ids, ("why", "rules")])
    assert again.status == 409


async def test_from_the_participants_page_out_and_back(igor: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id, came = await crowd(cast, clock)
    sheet = f"/org/events/{event_id}/people/{came[0]}"
    assert f"/people/removing?of={came[0]}" in await igor.see(sheet)
    await igor.post(f"/org/events/{event_id}/people/removing", of=str(came[0]), reason="Нет справки")
    page = await igor.see(sheet)
    assert "Вернуть в событие" in page and "Снять с события" not in page
    assert (await igor.post(f"{sheet}/admitting")).status == 409
    back = await igor.post(f"{sheet}/restoring")
    assert back.headers["Forma-Go"] == sheet
    assert await database.fetchval("SELECT status FROM registrations WHERE id = $1", came[0]) == "confirmed"


async def test_a_letter_is_looked_at_before_it_goes_and_shows_how_far_it_is(
    igor: Opened, olya: Opened, cast: Cast, clock: FakeClock
) -> None:
    event_id, came = await crowd(cast, clock)
    query = "group=going&question=team&option=spartak"
    page = await igor.see(f"/org/events/{event_id}/writing?{query}")
    assert "3 человека" in page
    said = {key: value[0] for key, value in parse_qs(query).items()}
    assert (await igor.post(f"/org/events/{event_id}/writing", **said, text=" ")).status == 422
    written = await igor.post(f"/org/events/{event_id}/writing", **said, text="Берите <b>шапки</b>")
    letter = written.headers["Forma-Go"]
    look = await igor.see(letter)
    assert "Отправить 3 людям" in look and "&lt;b&gt;шапки" in look and "<b>шапки" not in look
    assert await database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'event-letter'") == 0
    sent = await (await igor.post(letter)).text()
    assert "Отправлено 0 из 3" in sent and f'hx-get="{letter}/progress"' in sent
    assert (await igor.post(letter)).status == 409
    assert await database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'event-letter'") == 3
    await database.execute("UPDATE outbox SET state = 'sent' WHERE kind = 'event-letter'")
    over = await igor.see(f"{letter}/progress")
    assert "Отправлено 3 из 3" in over and "hx-get" not in over
    ticked = [("do", "write"), *(("of", str(one)) for one in came[:2])]
    page = await (
        await igor.client.post(f"/org/events/{event_id}/people/picked", headers=igor.headers, data=ticked)
    ).text()
    assert "2 человека" in page
    own = await published(cast.olya, clock.now())
    number = letter.rsplit("/", 1)[1]
    for path in (f"/org/events/{own}/letters/{number}", f"/org/events/{own}/letters/{number}/progress"):
        assert (await olya.get(path)).status == 404


async def test_a_file_is_asked_for_with_its_columns(igor: Opened, paul: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id, _ = await crowd(cast, clock)
    path = f"/org/events/{event_id}/export"
    page = await igor.see(f"{path}?group=going")
    assert 'value="team" checked' in page and 'value="paid"' not in page and "5 человек" in page
    assert (await igor.post(path, format="csv")).status == 422
    data = [("format", "xlsx"), ("column", "name"), ("column", "team"), ("group", "going")]
    asked = await igor.client.post(path, headers=igor.headers, data=data)
    assert asked.headers["Forma-Go"] == f"/org/events/{event_id}/people"
    subject = await database.fetchval("SELECT convert_from(payload, 'UTF8') FROM pgqueuer")
    export = read_export(subject)
    assert (export.kind, export.columns, export.wanted.group) == ("xlsx", ("name", "team"), "going")
    await make_staff(cast.paul, clock.now())
    assert (await paul.get(path)).status == 403
    assert (await paul.post(path, format="csv", column="name")).status == 403
    assert "export" not in await paul.see(f"/org/events/{event_id}/people")


@pytest.mark.parametrize("group", GROUPS)
async def test_a_list_of_nobody_says_so(igor: Opened, cast: Cast, clock: FakeClock, group: str) -> None:
    event_id = await published(cast.igor, clock.now())
    assert "Таких участников нет" in await igor.see(f"/org/events/{event_id}/people?group={group}")
    assert "Пока никого" in await igor.see(f"/org/events/{event_id}/people")
