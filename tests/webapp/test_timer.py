"""M-13: the stopwatch at the finish in the mini-app, with a network and without one."""

from __future__ import annotations

import json
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
    moment = await taps.first.locator(".line").inner_text()
    await taps.first.locator("input").fill("9")
    await taps.first.locator("input").press("Enter")
    await expect(taps.first).to_contain_text("Ждёт отправки")
    assert list(await times()) == [4]
    await hand.page.context.set_offline(False)
    await expect(net).to_contain_text("Всё отправлено")
    found = await times()
    assert list(found) == [4, 7, 9]
    shown = f"0:{found[9] // 60_000:02}:{found[9] // 1000 % 60:02}"
    assert moment.startswith(shown[:-1]), "the moment is that of the tap, not of its sending"
    await hand.shot("timer-sent")
