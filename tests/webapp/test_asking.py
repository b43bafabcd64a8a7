"""EV-19: an organizer builds questions; people answer them; what they said is offered again. Answers to people, too."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from domain import database
from domain.events import lifecycle, queries
from domain.events.entry import questions, registration, registration_form
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, make_staff, published

SIZE = {"label": "Размер футболки", "kind": "choice", "options": "S, M\nL", "required": "true"}


async def keys(event_id: int) -> list[str]:
    event = await lifecycle.load(event_id, lock=False)
    return [field.key for field in questions.questions_of(event)]


async def test_questions_are_added_ordered_and_removed(igor: Opened, event_id: int) -> None:
    path = f"/org/events/{event_id}/asking"
    for said in (SIZE, {"label": "Ник в игре", "kind": "text"}, {"label": "Телефон близких", "kind": "phone"}):
        assert (await igor.post(path, **said)).status == 200
    size, nick, phone = await keys(event_id)
    page = await (await igor.post(f"{path}/raising", key=phone)).text()
    assert page.index("Телефон близких") < page.index("Ник в игре")
    assert await keys(event_id) == [size, phone, nick]
    assert "можно пропустить" in page
    await igor.post(f"{path}/changing", key=nick, label="Ник в игре", kind="text", required="true")
    assert (await igor.see(path)).count("можно пропустить") == page.count("можно пропустить") - 1
    await igor.post(f"{path}/removing", key=phone)
    assert await keys(event_id) == [size, nick]
    assert (await igor.post(f"{path}/removing", key="q_nothing")).status == 404


async def test_what_cannot_be_asked_is_explained(igor: Opened, event_id: int) -> None:
    path = f"/org/events/{event_id}/asking"
    assert (await igor.post(path, **SIZE | {"options": "одна"})).status == 422
    wrong = await igor.post(path, **SIZE | {"label": ""})
    assert wrong.status == 422 and "S, M\nL" in await wrong.text()
    assert (await igor.post(f"{path}/audience", min_age="40", max_age="18", gender="any")).status == 422
    for number in range(questions.MOST_QUESTIONS):
        assert (await igor.post(path, label=f"Вопрос {number}", kind="text")).status == 200
    assert (await igor.post(path, label="Лишний", kind="text")).status == 409


async def test_an_answer_is_offered_at_the_next_event(igor: Opened, olya: Opened, cast: Cast, clock: FakeClock) -> None:
    first, second = [await published(cast.igor, clock.now(), title=f"Забег {n}") for n in (1, 2)]
    await igor.post(f"/org/events/{first}/asking", **SIZE)
    await igor.post(f"/org/events/{second}/asking", **SIZE | {"options": "M, L, XL"})
    (key,) = await keys(first)
    assert (await olya.post(f"/events/{first}/form")).status == 422
    answer = await olya.post(f"/events/{first}/form", **{key: "l"})
    assert answer.headers["Forma-Go"] == f"/events/{first}"
    assert re.search(r'value="l" checked', await olya.see(f"/events/{second}/form"))


async def test_the_audience_is_set_and_kept(igor: Opened, olya: Opened, cast: Cast, event_id: int) -> None:
    saved = await igor.post(f"/org/events/{event_id}/asking/audience", min_age="18", max_age="", gender="female")
    assert saved.status == 200 and 'value="18"' in await saved.text()
    card = await queries.get_event_card(event_id, cast.olya)
    assert card.requirements == {"min_age": 18, "gender": "female"}
    refused = await olya.post(f"/events/{event_id}/form", birth_date="2015-01-01", gender="female")
    assert refused.status == 422
    await igor.post(f"/org/events/{event_id}/asking/audience", gender="any")
    assert (await queries.get_event_card(event_id, cast.olya)).requirements == {}


async def test_the_organizer_answers_in_the_app(igor: Opened, olya: Opened, cast: Cast, event_id: int) -> None:
    await olya.post(f"/events/{event_id}/question", text="Где <раздевалка>?")
    path = f"/org/events/{event_id}/answers"
    assert "Где &lt;раздевалка&gt;?" in await igor.see(path)
    thread = await igor.see(f"{path}?of={cast.olya.id}")
    message = re.findall(r'name="message" value="(\d+)"', thread)[0]
    answered = await igor.post(path, message=message, text="Слева от входа")
    assert answered.headers["Forma-Go"] == path
    assert "Слева от входа" in await olya.see(f"/events/{event_id}/question")
    assert "Где" not in (await igor.see(path)).split("С ответами")[0]
    told = await database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'chat-answer'")
    assert told == 1
    assert (await igor.get(f"{path}?of=999")).status == 404


async def test_failed_jobs_are_seen_and_tried_again(igor: Opened, cast: Cast, clock: FakeClock) -> None:
    await make_staff(cast.igor, clock.now())
    job = await database.fetchval(
        "INSERT INTO pgqueuer (priority, entrypoint, payload, status) "
        "VALUES (0, 'file-fetch', '17', 'failed') RETURNING id"
    )
    assert "file-fetch" in await igor.see("/ops/jobs")
    assert "<h2>Задачи</h2>" in await igor.see("/ops")
    assert (await igor.post(f"/ops/jobs/{job}/retrying")).headers["Forma-Go"] == "/ops/jobs"
    assert await database.fetchval("SELECT status FROM pgqueuer WHERE id = $1", job) == "queued"
    assert (await igor.post(f"/ops/jobs/{job}/dropping")).status == 404


async def test_lists_go_on_after_their_last_row(olya: Opened, cast: Cast, clock: FakeClock) -> None:
    """Also when several start at the same moment, and when one is taken away meanwhile."""
    starts_at = clock.now() + timedelta(days=3)
    ids = [
        await published(cast.igor, clock.now(), title=f"Старт {n}", starts_at=starts_at, ends_at=None)
        for n in range(30)
    ]
    async with database.transaction():
        for event_id in ids:
            await registration.register(cast.olya, event_id, {}, now=clock.now())
    for first in ("/events", "/me/events?tab=upcoming"):
        seen: list[str] = []
        path = first
        while path:
            page = await olya.see(path)
            seen += re.findall(r'class="event" href="/events/(\d+)"', page)
            more = re.search(r'class="more" hx-get="([^"]+)"', page)
            path = more[1].replace("&amp;", "&") if more else ""
        assert [int(one) for one in seen] == ids, first
    for bad in ("x", "1-", "-1", "1", "99999999999999999999-1"):
        assert (await olya.get(f"/events/found?after={bad}")).status == 422, bad


@pytest.mark.parametrize(("place", "lines"), [({"latitude": 55.79, "longitude": 37.68}, True), ({}, False)])
async def test_where_it_is(olya: Opened, cast: Cast, clock: FakeClock, place: dict[str, float], lines: bool) -> None:
    event_id = await published(cast.igor, clock.now(), **place)
    page = await olya.see(f"/events/{event_id}")
    assert ('<svg class="map"' in page) == lines
    assert page.index("yandex.ru/maps") < page.index("google.com/maps")
    assert "Открыть в Яндекс Картах" in page


async def test_two_who_change_one_question_are_told_of_each_other(
    igor: Opened, olya: Opened, cast: Cast, event_id: int, clock: FakeClock
) -> None:
    await make_staff(cast.olya, clock.now())
    path = f"/org/events/{event_id}/asking"
    await igor.post(path, **SIZE)
    (key,) = await keys(event_id)
    pages = [await who.see(f"{path}/changing?key={key}") for who in (igor, olya)]
    first, second = [re.findall(r'name="seen" value="(\w+)"', page)[0] for page in pages]
    changed = SIZE | {"key": key, "label": "Размер майки"}
    assert (await igor.post(f"{path}/changing", seen=first, **changed)).status == 200
    mine = SIZE | {"key": key, "label": "Ваш размер"}
    answer = await olya.post(f"{path}/changing", seen=second, **mine)
    page = await answer.text()
    assert answer.status == 409 and "Сейчас: Размер майки" in page and "S, M, L" in page
    assert 'value="Ваш размер"' in page, "nothing typed is lost"
    assert [field.label for field in questions.questions_of(await lifecycle.load(event_id, lock=False))] == [
        "Размер майки"
    ]
    (again,) = re.findall(r'name="seen" value="(\w+)"', page)
    assert (await olya.post(f"{path}/changing", seen=again, **mine)).status == 200
    (field,) = questions.questions_of(await lifecycle.load(event_id, lock=False))
    assert field.label == "Ваш размер", "who knows of the other may still decide"


async def test_the_age_is_judged_at_its_field_and_while_it_is_typed(
    igor: Opened, olya: Opened, paul: Opened, event_id: int
) -> None:
    await igor.post(f"/org/events/{event_id}/asking", **SIZE)
    await igor.post(f"/org/events/{event_id}/asking/audience", min_age="18", gender="any")
    (key,) = await keys(event_id)
    path, young = f"/events/{event_id}/form", {"birth_date": "2015-05-01"}
    typed = await olya.post(f"{path}/judging", **young)
    assert typed.status == 200 and "а участвуют с 18" in await typed.text()
    assert "it is for those from 18" in await (await paul.post(f"{path}/judging", **young)).text()
    assert "участвуют" not in await (await olya.post(f"{path}/judging", birth_date="1990-05-01")).text()
    refused = await olya.post(path, **{key: "l"}, **young)
    page = await refused.text()
    assert refused.status == 422 and 'id="error-birth_date"' in page and "Если в дате ошибка" in page
    assert re.search(r'value="l" checked', page) and 'value="2015-05-01"' in page, "nothing is lost"
    assert (await olya.post(path, **{key: "l"}, birth_date="1990-05-01")).headers["Forma-Go"] == f"/events/{event_id}"


async def test_level_and_weight_are_set_on_the_page_and_asked_on_the_form(
    igor: Opened, olya: Opened, cast: Cast, event_id: int
) -> None:
    """EV-06: the page says for whom it is; what cannot be read stays in its field; who does not fit hears why."""
    path = f"/org/events/{event_id}/asking/audience"
    wrong = await igor.post(path, gender="any", levels="beginner", weights="70, 60")
    text = await wrong.text()
    assert wrong.status == 422 and "от лёгкой к тяжёлой" in text and 'value="70, 60"' in text
    saved = await igor.post(path, gender="any", levels="beginner", weights="до 60, до 70,5")
    assert saved.status == 200 and 'value="до 60 кг, до 70,5 кг"' in await saved.text()
    card = await queries.get_event_card(event_id, cast.olya)
    assert card.requirements == {"levels": ["beginner"], "weights": [60, 70.5]}
    page = await olya.see(f"/events/{event_id}")
    assert "Уровень: начинающие" in page and "до 60 кг, до 70,5 кг" in page
    refused = await (await olya.post(f"/events/{event_id}/form", level="amateur", weight="82,5")).text()
    assert "Это событие для начинающих, а ваш уровень: любитель" in refused
    assert "до 70,5 кг, а ваш вес 82,5 кг" in refused
    answer = await olya.post(f"/events/{event_id}/form", level="beginner", weight="63,5")
    assert answer.headers["Forma-Go"] == f"/events/{event_id}"
    known = await registration_form.prefill(cast.olya.id, registration_form.made_of(card.requirements, []))
    assert known == {"level": "beginner", "weight": 63.5}
