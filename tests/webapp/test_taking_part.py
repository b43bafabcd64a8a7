"""Finding an event, taking part in it, asking its organizer: by pages."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import unquote

from domain import database
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published


async def test_the_catalogue_filters_combine_and_go_on_without_end(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    for index in range(14):
        await published(cast.igor, clock.now(), title=f"Пробежка {index}", categories=("running",))
    await published(cast.igor, clock.now(), title="Йога дома", kind="training", format="online", categories=("yoga",))
    first = await olya.see("/events")
    assert "Нашлось 15 событий" in first
    more = re.search(r'hx-get="(/events/found\?[^"]+)"', first.split('class="more"')[1])
    assert more
    rest = await olya.see(more[1].replace("&amp;", "&"))
    assert rest.count('class="event"') == 3 and 'class="more"' not in rest
    assert "Нашлось 1 событие" in await olya.see("/events?category=yoga&online=1")
    assert "Ничего не нашлось" in await olya.see("/events?category=yoga&online=1&kind=race")
    found = await olya.get("/events/found?q=пробежки&category=running")
    assert "Нашлось 14 событий" in await found.text()
    assert found.headers["Forma-Here"].startswith("/events?q=")


async def test_a_day_among_the_words_counts_where_none_is_chosen(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    now, where = clock.now(), {"latitude": 55.75, "longitude": 37.62}
    for title, days in (("Бег в субботу", 7), ("Бег у реки", 4), ("Бег в парке", 5)):
        await published(cast.igor, now, title=title, starts_at=now + timedelta(days=days), ends_at=None, **where)
    assert f"{now:%a}" == "Tue"
    found = await olya.see("/events/found?q=бег суббота")
    assert "Нашлось 1 событие" in found and "Бег у реки" in found
    assert "Бег в субботу" in await olya.see("/events/found?q=бег суббота&when=month"), "what is chosen comes first"
    box = "/events/map/list?box=40.00000,20.00000,70.00000,60.00000&zoom=5"
    assert "Бег в парке" in await olya.see(f"{box}&q=бег воскресенье")


async def test_registering_in_one_tap_and_leaving(olya: Opened, event_id: int) -> None:
    page = await olya.see(f"/events/{event_id}")
    assert '"action": "click:#join"' in page.replace("&#34;", '"')
    answer = await olya.post(f"/events/{event_id}/registration")
    assert unquote(answer.headers["Forma-Toast"]) == "Вы участвуете!"
    assert "Осталось 9 мест" in await answer.text()
    again = await olya.post(f"/events/{event_id}/registration")
    assert (again.status, again.headers["Forma-Stay"]) == (409, "1")
    assert "Забег в парке" in await olya.see("/me/events")
    left = await olya.post(f"/events/{event_id}/leaving")
    assert "Осталось 10 мест" in await left.text()


async def test_once_it_has_begun_nobody_is_told_how_many_places_are_left(olya: Opened, event_id: int) -> None:
    await olya.post(f"/events/{event_id}/registration")
    await database.execute("UPDATE events SET status = 'running' WHERE id = $1", event_id)
    for page in (await olya.see(f"/events/{event_id}"), await olya.see("/events")):
        assert "Идёт 1 человек" in page and "Осталось" not in page


async def test_what_is_over_says_so_to_who_was_in_it_and_leads_to_its_results(olya: Opened, event_id: int) -> None:
    path = f"/events/{event_id}"
    await olya.post(f"{path}/registration")
    await database.execute("UPDATE events SET status = 'running' WHERE id = $1", event_id)
    during = await olya.see(path)
    assert "Вы участвуете" in during and "Событие идёт" in during and "go:/tickets/" in during
    await database.execute("UPDATE events SET status = 'finished' WHERE id = $1", event_id)
    after = await olya.see(path)
    assert "Событие прошло" in after and "Вы были записаны" in after and "Вы участвуете" not in after
    assert f"go:{path}/live" in after
    own = await olya.see("/me/events?tab=finished")
    assert "Вы были записаны" in own and "Вы участвуете" not in own
    await database.execute("UPDATE events SET status = 'cancelled', cancel_reason = 'Ливень' WHERE id = $1", event_id)
    own = await olya.see("/me/events?tab=finished")
    assert "Отменено" in own and "Вы участвуете" not in own
    off = await olya.see(path)
    assert "Ливень" in off and "go:/tickets/" not in off


async def test_a_full_event_offers_the_waiting_list(cast: Cast, clock: FakeClock, olya: Opened, paul: Opened) -> None:
    event_id = await published(cast.igor, clock.now(), capacity=1)
    await olya.post(f"/events/{event_id}/registration")
    assert "Join the waiting list, No. 1" in await paul.see(f"/events/{event_id}")
    answer = await paul.post(f"/events/{event_id}/registration")
    waits = await answer.text()
    assert "You are No. 1 on the waiting list" in waits and "Your number will not be kept" in waits
    await olya.post(f"/events/{event_id}/leaving")
    offered = await paul.see(f"/events/{event_id}")
    assert "There is a place for you" in offered and "on to the next person" in offered
    assert "Cancel my place" not in offered, "nothing is theirs yet"
    assert "You are going" in await (await paul.post(f"/events/{event_id}/offer")).text()


async def test_the_organizers_questions_are_asked_and_errors_stand_beside_them(
    cast: Cast, clock: FakeClock, olya: Opened
) -> None:
    questions = [
        {
            "key": "size",
            "kind": "choice",
            "label": "Размер",
            "prefill": "size",
            "choices": [{"key": "M", "label": "M"}],
        },
        {"key": "phone", "kind": "phone", "label": "Телефон для связи"},
    ]
    event_id = await published(cast.igor, clock.now(), questions=questions)
    assert f'"action": "go:/events/{event_id}/form"' in await olya.see(f"/events/{event_id}")
    form = await olya.see(f"/events/{event_id}/form")
    assert "Размер" in form and 'type="tel"' in form
    wrong = await olya.post(f"/events/{event_id}/form", size="M", phone="не скажу")
    text = await wrong.text()
    assert wrong.status == 422
    assert 'id="error-phone"' in text and 'value="не скажу"' in text and 'id="error-size"' not in text
    right = await olya.post(f"/events/{event_id}/form", size="M", phone="+7 912 345-67-89")
    assert right.headers["Forma-Go"] == f"/events/{event_id}"
    assert 'value="+79123456789"' in await olya.see(f"/events/{event_id}/form")


async def test_questions_reach_the_organizer(cast: Cast, event_id: int, olya: Opened, igor: Opened) -> None:
    answer = await olya.post(f"/events/{event_id}/question", text="Можно с собакой?")
    assert "Можно с собакой?" in await answer.text()
    assert await database.fetchval(
        "SELECT count(*) FROM outbox WHERE kind = 'chat-question' AND user_id = $1", cast.igor.id
    )
    assert (await igor.get(f"/events/{event_id}/question")).status == 404
    assert (await olya.post(f"/events/{event_id}/question", text="  ")).status == 422
    assert (await olya.get(f"/events/{event_id}/room")).status == 403, "the room is for who takes part"
