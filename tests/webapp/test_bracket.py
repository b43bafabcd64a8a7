"""EV-39 in the mini-app: the bracket as everybody sees it, one's own match, judging; live."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import expect

from domain import database
from domain.accounts.people import Person
from domain.events.tournaments import judging
from tests.kit.clock import FakeClock
from tests.kit.people import meet_many
from tests.kit.tournaments import Tournament, begun, entered
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp
from tests.webapp.world import IGOR, OLYA, Opened
from webapp.kit.sign_in import real_now


async def cup(cast: Cast, others: int = 2, **chosen: Any) -> Tournament:
    """Olya is seeded first, Paul second, then strangers."""
    people = [cast.olya, cast.paul, *await meet_many(others)]
    return await begun(cast.igor, people, **chosen)


def hidden(page: str, form: str) -> dict[str, str]:
    """The match and its version, as that form carries them."""
    found = re.search(rf'hx-post="[^"]*/{form}".*?</form>', page, re.DOTALL)
    assert found, form
    return dict(re.findall(r'name="(match|version)" value="(\d+)"', found[0]))


async def test_a_score_is_reported_and_confirmed_on_the_page(cast: Cast, olya: Opened, paul: Opened) -> None:
    made = await cup(cast, 0)
    path = f"/events/{made.event_id}/bracket"
    page = await olya.see(path)
    assert "Соперник: Paul S." in page and "Финал" in page
    answer = await olya.post(f"{path}/report", score="2:1", **hidden(page, "report"))
    assert answer.status == 200
    asked = await paul.see(path)
    assert "Оля Б. says 2:1 (yours: 1:2)" in asked
    answer = await paul.post(f"{path}/confirming", **hidden(asked, "confirming"))
    assert "The tournament is over for you" in await answer.text()
    assert "Вы победили в турнире" in await olya.see(path)


async def test_a_dispute_stands_still_until_the_organizer_decides(
    cast: Cast, igor: Opened, olya: Opened, paul: Opened
) -> None:
    made = await cup(cast, 0)
    path = f"/events/{made.event_id}/bracket"
    await olya.post(f"{path}/report", score="2:0", **hidden(await olya.see(path), "report"))
    await paul.post(f"{path}/disputing", **hidden(await paul.see(path), "disputing"))
    assert "Матч остановлен" in await olya.see(path)
    org = f"/org/events/{made.event_id}/bracket"
    assert "Споры" in await igor.see(org)
    page = await igor.see(f"{org}/match?key=W1.1")
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    answer = await igor.post(f"{org}/match", key="W1.1", version=version[1], result="0:2")
    assert answer.status == 200
    match = await made.match("W1.1")
    assert (match.state, match.winner) == ("done", 2)
    old = await igor.post(f"{org}/match", key="W1.1", version=version[1], result="2:0")
    assert old.status == 409 and "другой счёт" in await old.text()


async def test_a_result_on_which_others_have_played_is_changed_only_knowingly(cast: Cast, igor: Opened) -> None:
    made = await cup(cast, 2, best_of="1")
    for key in ("W1.1", "W1.2"):
        match = await made.match(key)
        await made.won(key, match.first_seed or 0, (1, 0))
    final = await made.match("W2.1")
    await made.won("W2.1", final.first_seed or 0, (1, 0))
    org = f"/org/events/{made.event_id}/bracket"
    version = (await made.match("W1.1")).version
    asked = await igor.post(f"{org}/match", key="W1.1", version=version, result="0:1")
    assert asked.status == 409 and "уже сыгран 1 матч" in await asked.text()
    assert (await made.match("W2.1")).state == "done", "nothing yet"
    await igor.post(f"{org}/match", key="W1.1", version=version, result="0:1", undo="1")
    assert (await made.match("W2.1")).state == "ready"


async def test_the_organizer_sets_up_draws_and_begins(cast: Cast, igor: Opened, olya: Opened) -> None:
    event_id = await entered(cast.igor, [cast.olya, cast.paul, *await meet_many(2)])
    org, path = f"/org/events/{event_id}/bracket", f"/events/{event_id}/bracket"
    assert "Сетки ещё нет" in await olya.see(path)
    assert "Выберите, как играем" in await igor.see(org)
    wrong = await igor.post(f"{org}/rules", format="single", best_of="3")
    assert wrong.status == 422
    rules = {"format": "single", "best_of": "3", "bronze": "true", "seeding": "manual", "seed_order": "4 3"}
    assert (await igor.post(f"{org}/rules", **rules)).status == 200
    drawn_page = await (await igor.post(f"{org}/drawing")).text()
    assert "предпросмотр" in drawn_page and "Матч за 3-е место" in drawn_page
    seen = await olya.see(path)
    assert "Сетки ещё нет" in seen and "предпросмотр" not in seen, "a preview is the organizer's"
    assert "предпросмотр" in await igor.see(path)
    assert (await igor.get(f"/live?topic=bracket:{event_id}&once=1")).status == 204, "and is not taken from them"
    await igor.post(f"{org}/beginning")
    assert "Ваш матч" in await olya.see(path)
    assert (await igor.post(f"{org}/rules", **rules)).status == 409
    page = await igor.see(f"{org}/players")
    player = re.search(r'<option value="(\d+)">Оля', page)
    assert player
    assert (await igor.post(f"{org}/players", player=player[1], reason="")).status == 422
    assert "Оля Б." in await (await igor.post(f"{org}/players", player=player[1], reason="Травма")).text()
    assert "Вы сняты" in await olya.see(path)


async def test_tables_have_places_and_points(cast: Cast, olya: Opened) -> None:
    made = await cup(cast, 1, format="round_robin", best_of="0")
    match = next(one for one in (await made.hand()).matches if one.first_seed == 1 or one.second_seed == 1)
    async with database.transaction():
        await judging.enter(cast.igor, match.id, 1, 1, version=None, now=FakeClock().now())
    page = await olya.see(f"/events/{made.event_id}/bracket")
    assert "<b>0,5</b>" in page and "Тур 1" in page


async def test_strangers_and_old_pages_change_nothing(cast: Cast, olya: Opened, paul: Opened, igor: Opened) -> None:
    made = await cup(cast, 2)
    path = f"/events/{made.event_id}/bracket"
    held = hidden(await olya.see(path), "report")
    assert (await paul.post(f"{path}/report", score="2:0", **held)).status == 404, "not his match"
    assert (await igor.post(f"{path}/report", score="2:0", **held)).status == 404
    assert (await olya.post(f"/events/{made.event_id + 1}/bracket/report", score="2:0", **held)).status == 404
    assert (await olya.post(f"{path}/report", score="3:0", **held)).status == 422
    assert (await olya.post(f"{path}/report", score="?", **held)).status == 422
    assert (await olya.post(f"{path}/report", score="2:0", **held | {"version": "99"})).status == 409
    assert (await made.match("W1.1")).state == "ready"


async def test_the_stream_brings_what_has_changed(cast: Cast, olya: Opened) -> None:
    made = await cup(cast, 2)
    topic = f"/live?topic=bracket:{made.event_id}&once=1"
    first = await olya.get(topic)
    version = first.headers["Forma-Version"]
    assert first.status == 200 and (await olya.get(f"{topic}&after={version}")).status == 204
    await made.won("W1.2", 2)
    fresh = await olya.get(f"{topic}&after={version}")
    assert "#bracket" in await fresh.text() and fresh.headers["Forma-Version"] != version


@pytest.mark.browser
async def test_it_can_be_read_on_a_phone_and_follows_what_happens(cast: Cast, phone: PickUp) -> None:
    now = real_now()
    people: list[Person] = [cast.olya, cast.paul, *await meet_many(6)]
    made = await begun(cast.igor, people, now=now, format="double")
    await made.won("W1.2", 4, now=now)
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{made.event_id}/bracket")
    upper = frame.locator(".pan").first
    assert await upper.evaluate("one => one.scrollWidth > one.clientWidth")
    await hand.shot("bracket-ru-light")
    await upper.evaluate("one => one.scrollTo(240, 0)")
    await frame.wait_for_function("() => document.querySelector('.rounds').scrollLeft === 240")
    await expect(frame.locator("g.match.own")).to_have_count(1)
    await frame.get_by_label("Моя победа 2:1").check()
    await frame.get_by_role("button", name="Отправить счёт").click()
    await expect(frame.locator("#own")).to_contain_text("Вы сообщили счёт 2:1")
    await made.confirm("W1.1", 8, now=now)
    await expect(frame.locator("#own")).to_contain_text("Соперник: ")
    await expect(frame.locator("g.match.own")).to_have_count(2)
    await expect(frame.locator("path.course.own")).to_have_count(1)
    assert hand.troubles == []
    await hand.paint(dark=True)
    await hand.shot("bracket-ru-dark")
    judge = await phone()
    org = await judge.open(IGOR, f"/org/events/{made.event_id}/bracket")
    await judge.shot("judging-ru")
    await made.report("W1.3", 2, 2, 0, now=now)
    await expect(org.locator("#judged")).to_contain_text("Ждут подтверждения")
    assert judge.troubles == []
    await org.locator("a.cell", has_text="№ 3").first.click()
    await expect(org.locator("#result")).to_be_visible()
    await judge.shot("judging-match-ru")
