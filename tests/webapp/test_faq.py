"""EV-28: frequent questions on the event's page, and the organizer's pages for them and for the notices."""

from __future__ import annotations

import re

from domain import database
from domain.events.talking.faq import MOST, entries_of
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published


async def questions(event_id: int) -> list[str]:
    return [one.question for one in await entries_of(event_id)]


async def test_entries_are_written_ordered_changed_and_removed(igor: Opened, olya: Opened, event_id: int) -> None:
    path = f"/org/events/{event_id}/faq"
    for question in ("Вода <есть>?", "Собака?"):
        assert (await igor.post(path, question=question, answer="Да")).headers["Forma-Go"] == path
    assert (await igor.post(path, question="?", answer="")).status == 422
    page = await olya.see(f"/events/{event_id}")
    assert "Частые вопросы" in page and "Вода &lt;есть&gt;?" in page
    water, dog = await entries_of(event_id)
    await igor.post(f"{path}/raising", entry=str(dog.id))
    assert await questions(event_id) == ["Собака?", "Вода <есть>?"]
    assert 'value="Да"' in await igor.see(f"{path}?entry={dog.id}") or ">Да</textarea>" in await igor.see(
        f"{path}?entry={dog.id}"
    )
    await igor.post(path, entry=str(dog.id), question="Можно с собакой?", answer="На поводке")
    assert await questions(event_id) == ["Можно с собакой?", "Вода <есть>?"]
    await igor.post(f"{path}/removing", entry=str(water.id))
    assert await questions(event_id) == ["Можно с собакой?"]
    assert "Возможно, ответ уже есть" in await olya.see(f"/events/{event_id}/question")


async def test_an_answered_question_is_taken_in_the_app(igor: Opened, olya: Opened, cast: Cast, event_id: int) -> None:
    await olya.post(f"/events/{event_id}/question", text="Где раздевалка?")
    path = f"/org/events/{event_id}/answers"
    thread = await igor.see(f"{path}?of={cast.olya.id}")
    assert "/faq/taking" not in thread, "there is no answer yet"
    message = re.findall(r'name="message" value="(\d+)"', thread)[0]
    await igor.post(path, message=message, text="Слева")
    assert "С ответами" in await igor.see(path)
    thread = await igor.see(f"{path}?of={cast.olya.id}")
    answer = re.findall(r'name="message" value="(\d+)"', thread)[0]
    taken = await igor.post(f"/org/events/{event_id}/faq/taking", message=answer)
    assert "/faq?entry=" in taken.headers["Forma-Go"]
    assert await questions(event_id) == ["Где раздевалка?"]


async def test_an_entry_of_another_event_is_out_of_reach(
    igor: Opened, cast: Cast, clock: FakeClock, event_id: int
) -> None:
    other = await published(cast.olya, clock.now())
    entry = await database.fetchval(
        "INSERT INTO event_faq (event_id, question, answer, position) VALUES ($1, 'Чужой', 'x', 1) RETURNING id", other
    )
    path = f"/org/events/{event_id}/faq"
    for way in ("", "/raising", "/removing"):
        refused = await igor.post(f"{path}{way}", entry=str(entry), question="Мой?", answer="Мой")
        assert refused.status in (403, 404), way
    assert await questions(other) == ["Чужой"]


async def test_there_are_not_too_many(igor: Opened, event_id: int) -> None:
    for number in range(MOST):
        assert (await igor.post(f"/org/events/{event_id}/faq", question=f"Вопрос {number}", answer="Да")).status == 200
    assert (await igor.post(f"/org/events/{event_id}/faq", question="Ещё один", answer="Да")).status == 409
    assert len(await questions(event_id)) == MOST


async def test_the_notices_are_chosen_on_a_page(igor: Opened, event_id: int) -> None:
    path = f"/org/events/{event_id}/notices"
    assert "пишу вам лично" in await igor.see(path)
    assert (await igor.post(path, notices="instant")).headers["Forma-Go"] == f"/org/events/{event_id}"
    assert (await igor.post(path, notices="never")).status == 422
    assert await database.fetchval("SELECT notices FROM events WHERE id = $1", event_id) == "instant"


async def test_the_journal_says_who_did_what_and_goes_on(igor: Opened, event_id: int) -> None:
    path = f"/org/events/{event_id}/journal"
    assert "Игорь" in await igor.see(path) and "публикация события" in await igor.see(path)
    for turn in range(21):
        await igor.post(f"/org/events/{event_id}/notices", notices=("instant", "digest")[turn % 2])
    page = await igor.see(path)
    assert page.count("изменение уведомлений о записи") == 20 and "публикация события" not in page
    rest = re.search(rf"{path}\?before=\d+", page)
    assert rest and "публикация события" in await igor.see(rest[0])
