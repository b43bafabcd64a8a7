"""EV-29 in the mini-app: a letter is put off, stands in the list, is changed and taken back; times that cannot be."""

from __future__ import annotations

from datetime import timedelta

from domain import database
from domain.agenda import agenda
from scheduler.events import AGENDA
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.test_people import crowd
from tests.webapp.world import Opened, published


async def test_a_letter_is_put_off_changed_and_taken_back(
    igor: Opened, olya: Opened, cast: Cast, clock: FakeClock
) -> None:
    event_id, _ = await crowd(cast, clock)
    letters = f"/org/events/{event_id}/letters"
    assert "Написать письмо" in await igor.see(letters)
    written = await igor.post(f"/org/events/{event_id}/writing", text="Берите <b>шапки</b>")
    letter = written.headers["Forma-Go"]
    assert f'href="{letter}/time"' in await igor.see(letter)
    for wrong, said in (({"by": "at", "at": "вчера 18:00"}, "f-at"), ({"by": "before", "hours": "700"}, "error-hours")):
        refused = await igor.post(f"{letter}/time", **wrong)
        assert refused.status == 422 and said in await refused.text()
    assert (await igor.post(f"{letter}/time", by="at", at="завтра 18:00")).headers["Forma-Go"] == letter
    due_at = await database.fetchval("SELECT due_at FROM event_letters")
    assert "18:00" in await igor.see(letter) and "Ждут отправки" in await igor.see(letters)
    assert '.2026 18:00"' in await igor.see(f"{letter}/time")
    assert (await igor.post(f"{letter}/words", text="Берите перчатки")).headers["Forma-Go"] == letter
    assert "перчатки" in await igor.see(f"{letter}/words")
    clock.set(due_at + timedelta(seconds=1))
    await agenda.work_due(AGENDA, clock.now())
    assert await database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'event-letter'") > 0
    assert "Отправлено 0 из" in await igor.see(letter) and "Ждут отправки" not in await igor.see(letters)
    assert (await igor.post(f"{letter}/dropping")).status == 409
    own = await published(cast.olya, clock.now())
    number = letter.rsplit("/", 1)[1]
    for path in ("time", "words"):
        assert (await olya.get(f"/org/events/{own}/letters/{number}/{path}")).status in (403, 404)
    assert (await olya.get(letters)).status in (403, 404)
