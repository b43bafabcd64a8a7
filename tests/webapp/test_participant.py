"""EV-19 in the mini-app: answers are offered again and changed until the close; the organizer sees their history."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.entry import questions
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, make_staff, published

SIZE = {"label": "Размер футболки", "kind": "choice", "options": "S, M, L", "required": "true"}
PHONE = {"label": "Телефон для экстренной связи", "kind": "phone", "required": "true"}


async def keys(event_id: int) -> list[str]:
    event = await lifecycle.load(event_id, lock=False)
    return [field.key for field in questions.questions_of(event)]


async def note_keys(event_id: int) -> list[str]:
    event = await lifecycle.load(event_id, lock=False)
    return [field.key for field in questions.organizer_fields_of(event)]


async def sheet_path(event_id: int, person: Person) -> str:
    found = await database.fetchval(
        "SELECT id FROM registrations WHERE event_id = $1 AND user_id = $2", event_id, person.id
    )
    return f"/org/events/{event_id}/people/{found}"


async def test_a_size_is_offered_changed_and_seen_with_its_history(
    igor: Opened, olya: Opened, cast: Cast, clock: FakeClock
) -> None:
    first, second = [await published(cast.igor, clock.now(), title=f"Забег {n}") for n in (1, 2)]
    await igor.post(f"/org/events/{first}/asking", **SIZE)
    await igor.post(f"/org/events/{second}/asking", **SIZE | {"label": "Майка, размер"})
    (before,), (key,) = await keys(first), await keys(second)
    await olya.post(f"/events/{first}/form", **{before: "l"})
    assert re.search(r'value="l" checked', await olya.see(f"/events/{second}/form"))
    await olya.post(f"/events/{second}/form", **{key: "l"})
    await olya.post(f"/events/{second}/form", **{key: "m"})
    people = await igor.see(f"/org/events/{second}/people")
    path = await sheet_path(second, cast.olya)
    assert f'href="{path}"' in people
    sheet = await igor.see(path)
    assert "Майка, размер: L → M" in sheet and "Оля Белова" in sheet
    assert sheet.index("L → M") < sheet.index("Статус: Участвует")


async def test_answers_are_closed_with_registration(igor: Opened, olya: Opened, cast: Cast, clock: FakeClock) -> None:
    closes_at = clock.now() + timedelta(hours=1)
    event_id = await published(cast.igor, clock.now(), registration_closes_at=closes_at)
    await igor.post(f"/org/events/{event_id}/asking", **SIZE)
    (key,) = await keys(event_id)
    await olya.post(f"/events/{event_id}/form", **{key: "l"})
    assert "Изменить ответы" in await olya.see(f"/events/{event_id}")
    clock.advance(hours=2)
    page = await olya.see(f"/events/{event_id}")
    assert "Изменить ответы" not in page and "ответы больше не изменить" in page
    assert (await olya.get(f"/events/{event_id}/form")).status == 409
    assert (await olya.post(f"/events/{event_id}/form", **{key: "m"})).status == 409
    assert "L → M" not in await igor.see(await sheet_path(event_id, cast.olya))


async def test_dates_and_several_options_are_a_page_too(igor: Opened, olya: Opened, cast: Cast, event_id: int) -> None:
    path = f"/org/events/{event_id}/asking"
    assert (await igor.post(path, label="Что взять?", kind="choices")).status == 422
    await igor.post(path, label="Что взять?", kind="choices", options="Палатка, Коврик", required="true")
    await igor.post(path, label="Дата справки", kind="date", required="true")
    kit, day = await keys(event_id)
    form = await olya.see(f"/events/{event_id}/form")
    assert form.count(f'type="checkbox" name="{kit}"') == 2 and 'type="date"' in form
    assert (await olya.post(f"/events/{event_id}/form", **{day: "2020-01-05"})).status == 422
    answers = [(kit, "палатка"), (kit, "коврик"), (day, "2020-01-05")]
    answer = await olya.client.post(f"/events/{event_id}/form", headers=olya.headers, data=answers)
    assert answer.headers["Forma-Go"] == f"/events/{event_id}"
    sheet = await igor.see(await sheet_path(event_id, cast.olya))
    assert "Палатка и Коврик" in sheet and "5 января 2020" in sheet


async def test_a_question_is_changed_and_the_old_answer_kept(
    igor: Opened, olya: Opened, cast: Cast, event_id: int
) -> None:
    path = f"/org/events/{event_id}/asking"
    await igor.post(path, **SIZE)
    (key,) = await keys(event_id)
    await olya.post(f"/events/{event_id}/form", **{key: "l"})
    page = await igor.see(f"{path}/changing?key={key}")
    assert "Размер футболки" in page and "S, M, L" in page
    changed = await igor.post(f"{path}/changing", key=key, **SIZE | {"options": "M, XL"})
    assert changed.headers["Forma-Go"] == path
    assert await keys(event_id) == [key]
    sheet = await sheet_path(event_id, cast.olya)
    assert ">L<" in await igor.see(sheet), "the option is gone, its words are not"
    assert "Организатор спросил ещё" in await olya.see(f"/events/{event_id}")
    assert (await olya.post(f"/events/{event_id}/form")).status == 422
    await olya.post(f"/events/{event_id}/form", **{key: "xl"})
    assert "Организатор спросил ещё" not in await olya.see(f"/events/{event_id}")
    assert "L → XL" in await igor.see(sheet)
    await igor.post(f"{path}/changing", key=key, label="Размер футболки", kind="text")
    assert await keys(event_id) != [key]
    assert "спрашивали раньше" in await igor.see(sheet)
    assert (await igor.get(f"{path}/changing?key=q_nothing")).status == 404
    told = await database.fetchval(
        "SELECT count(*) FROM outbox WHERE kind = 'event-asks-more' AND user_id = $1 AND state = 'waiting'",
        cast.olya.id,
    )
    assert told == 1


async def test_notes_are_filled_in_by_the_organizer_and_seen_by_nobody_else(
    igor: Opened, olya: Opened, cast: Cast, event_id: int
) -> None:
    path = f"/org/events/{event_id}/asking/notes"
    assert "Взнос" not in await igor.see(path)
    for said in ({"label": "Взнос получен", "kind": "boolean"}, {"label": "Замечание", "kind": "text"}):
        assert said["label"] in await (await igor.post(path, **said)).text()
    assert (await igor.post(path, label="")).status == 422
    paid, remark = await note_keys(event_id)
    await olya.post(f"/events/{event_id}/registration")
    sheet = await sheet_path(event_id, cast.olya)
    assert "Взнос получен" in await igor.see(sheet)
    saved = await (await igor.post(sheet, **{paid: "true", remark: "<b>опоздает</b>"})).text()
    assert "&lt;b&gt;опоздает" in saved and "<b>опоздает" not in saved
    again = await (await igor.post(sheet, **{paid: "true", remark: ""})).text()
    assert "Взнос получен: не указано → Да" in again and again.count("Взнос получен: ") == 1
    assert (await igor.post(sheet, **{remark: "я" * 300})).status == 422
    for page in ("", "/form", "/room"):
        seen = await olya.see(f"/events/{event_id}{page}")
        assert "Взнос получен" not in seen and "опоздает" not in seen
    assert await database.fetchval("SELECT count(*) FROM outbox WHERE params::text ~ 'Взнос|опоздает'") == 0
    remembered = await database.fetchval("SELECT remembered::text FROM profiles WHERE user_id = $1", cast.olya.id)
    assert remembered == "{}"


@pytest.mark.parametrize("who", ["olya", "paul", "staff"])
async def test_a_telephone_is_for_the_organizer_of_that_event_only(
    igor: Opened, olya: Opened, paul: Opened, cast: Cast, clock: FakeClock, event_id: int, who: str
) -> None:
    """Whoever walks through the numbers finds nothing: not in an event of their own, not with a role."""
    await igor.post(f"/org/events/{event_id}/asking", **PHONE)
    (key,) = await keys(event_id)
    await olya.post(f"/events/{event_id}/form", **{key: "+79161234567"})
    sheet = await sheet_path(event_id, cast.olya)
    assert "+79161234567" in await igor.see(sheet)
    walker, own = (olya, cast.olya) if who == "olya" else (paul, cast.paul)
    if who == "staff":
        await make_staff(cast.paul, clock.now())
        assert sheet not in await paul.see(f"/org/events/{event_id}/people")
    other = await published(own, clock.now())
    number = sheet.rsplit("/", 1)[1]
    for path in (sheet, f"/org/events/{other}/people/{number}"):
        got, posted = await walker.get(path), await walker.post(path, x="1")
        absent = await walker.get(f"{path}9999")
        assert (got.status, posted.status, absent.status) == (404, 404, 404)
        assert await got.text() == await absent.text()
    elsewhere = await published(cast.igor, clock.now())
    assert (await igor.get(f"/org/events/{elsewhere}/people/{number}")).status == 404
