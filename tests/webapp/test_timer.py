"""M-13: the stopwatch at the finish in the mini-app, with a network and without one."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import expect

from domain import database
from domain.database import in_transaction
from domain.events.results import finish
from tests.kit.clock import FakeClock
from tests.kit.races import race
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp
from tests.webapp.world import IGOR, Opened
from webapp.kit.sign_in import real_now


async def fired(cast: Cast, now: Any, runners: int = 9) -> int:
    event_id = await race(cast.igor, runners, now=now)
    await in_transaction(lambda: finish.fire(cast.igor, event_id, at=now - timedelta(minutes=20), now=now))
    return event_id


async def times() -> dict[int, int]:
    rows = await database.fetch(
        "SELECT g.number, r.total FROM results r JOIN registrations g ON g.id = r.registration_id ORDER BY g.number"
    )
    return {row["number"]: row["total"] for row in rows}


async def test_taps_are_read_with_care_and_their_age_is_what_counts(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    event_id = await fired(cast, clock.now())
    path = f"/org/events/{event_id}/timer"
    assert "Секундомер" in await igor.see(path)
    assert (await olya.get(path)).status == 404
    sent = [{"key": "0123456789ab", "age": 5_250, "number": 4}]
    for _ in range(2):
        answer = await igor.post(f"{path}/taps", taps=json.dumps(sent))
        assert [one["state"] for one in (await answer.json())["answers"]] == ["ok"]
    assert await times() == {4: 20 * 60_000 - 5_250}
    for bad in ("", "{}", "[1]", '[{"key": "short", "age": 1, "number": 4}]', '[{"key": "0123456789ab", "age": "x"}]',
                '[{"key": "0123456789ab", "age": 1, "number": -4}]', json.dumps(sent * 201)):  # fmt: skip
        assert (await igor.post(f"{path}/taps", taps=bad)).status == 422, bad
    assert (await olya.post(f"{path}/taps", taps=json.dumps(sent))).status == 404


@pytest.mark.browser
async def test_without_a_network_marks_wait_on_the_device_and_numbers_may_come_later(cast: Cast, phone: PickUp) -> None:
    event_id = await fired(cast, real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/timer")
    net, taps = frame.locator("#timer-net"), frame.locator("#timer-taps li")
    await expect(net).to_contain_text("Всё отправлено")
    await frame.fill("#timer-next", "4")
    await hand.page.click("#main")
    await expect(taps.first).to_contain_text("Записано")
    await hand.page.context.set_offline(True)
    await frame.fill("#timer-next", "7")
    await hand.page.click("#main")
    await expect(taps.first).to_contain_text("Ждёт отправки")
    await hand.page.click("#main")
    await expect(taps).to_have_count(3)
    await expect(taps.first).to_contain_text("Впишите номер")
    await expect(net).to_contain_text("Нет связи")
    await hand.shot("timer-offline")
    minute, second = map(float, (await taps.first.locator(".line").inner_text()).replace(",", ".").split(":")[-2:])
    await taps.first.locator("input").fill("9")
    await taps.first.locator("input").press("Enter")
    await expect(taps.first).to_contain_text("Ждёт отправки")
    assert list(await times()) == [4]
    await frame.evaluate("() => { const at = performance.now() + 60_000; performance.now = () => at; }")
    await hand.page.context.set_offline(False)
    await expect(net).to_contain_text("Всё отправлено")
    found = await times()
    assert list(found) == [4, 7, 9]
    early_s = 60 * minute + second - found[9] / 1000
    assert 30 < early_s < 61, "the moment is that of the tap, a minute before its sending"
    await hand.shot("timer-sent")


async def test_unknown_numbers_are_shown_to_who_leads_and_given_or_dropped(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    event_id = await fired(cast, clock.now())
    path = f"/org/events/{event_id}/timer"
    async with database.transaction():
        await finish.come(cast.olya, await finish.invite(cast.igor, event_id, now=clock.now()), now=clock.now())
    sent = [{"key": f"0123456789a{n}", "age": 1000, "number": n + 96} for n in (1, 2)]
    await olya.post(f"{path}/taps", taps=json.dumps(sent))
    page = await igor.see(path)
    assert "Непонятные номера" in page and "№ 97" in page and "№ 98" in page
    assert "Непонятные номера" not in await olya.see(path)
    assert (await olya.get(f"{path}/loose")).status == 403
    assert (await olya.post(f"{path}/loose/giving", number=97, whose="3")).status == 403
    unclear = await igor.post(f"{path}/loose/giving", number=97, whose="Никто")
    assert unclear.status == 422 and await times() == {}
    given = await (await igor.post(f"{path}/loose/giving", number=97, whose="3")).text()
    assert "№ 97" not in given and "№ 98" in given and await times() == {3: 20 * 60_000 - 1000}
    assert (await igor.post(f"{path}/loose/giving", number=97, whose="4")).status == 409
    assert (await igor.post(f"{path}/loose/dropping", number="x")).status == 422
    assert "№ 98" not in await (await igor.post(f"{path}/loose/dropping", number=98)).text()
    assert "Непонятные номера" not in await igor.see(f"{path}/loose")


@pytest.mark.browser
async def test_before_the_start_that_is_known_marks_are_told_apart_by_how_early_they_are(
    cast: Cast, phone: PickUp
) -> None:
    """Somebody started the race, and nobody has said so: the marks wait for the start to be put right."""
    now = real_now()
    event_id = await race(cast.igor, 9, now=now)
    await in_transaction(lambda: finish.fire(cast.igor, event_id, at=now + timedelta(minutes=5), now=now))
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/timer")
    await expect(frame.locator("#timer-clock")).to_have_text(re.compile(r"−0:0[34]:\d\d"))
    await frame.locator("#timer-next").fill("4")
    await hand.page.click("#main")
    mark = frame.locator("#timer-taps li").first
    await expect(mark).to_contain_text("Раньше старта")
    await expect(mark.locator(".line")).to_have_text(re.compile(r"−0:0[34]:\d\d\.\d\d"))


@pytest.mark.browser
async def test_an_unknown_number_comes_up_while_one_stands_there(cast: Cast, phone: PickUp) -> None:
    event_id = await fired(cast, real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/timer")
    await frame.locator("#timer-next").fill("97")
    await hand.page.click("#main")
    loose = frame.locator("#timer-loose")
    await expect(loose).to_contain_text("№ 97")
    await loose.scroll_into_view_if_needed()
    await hand.shot("timer-loose-ru")
    await loose.locator("input.whose").fill("4")
    await loose.get_by_role("button", name="Записать").click()
    await expect(loose).not_to_contain_text("№ 97")
    assert list(await times()) == [4]
    assert hand.troubles == []
