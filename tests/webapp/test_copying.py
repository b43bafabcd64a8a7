"""What is copied with one tap, and what an older client does, which has no clipboard for us."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from domain import database
from domain.events.entry import registration
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp
from tests.webapp.world import OLYA, published
from webapp.kit.sign_in import real_now

pytestmark = pytest.mark.browser
TAKEN = "() => { navigator.clipboard.writeText = async (words) => { window.taken = words; }; }"
REFUSED = "() => { navigator.clipboard.writeText = async () => { throw new Error('not here'); }; }"


async def test_each_part_of_a_transfer_is_copied_by_itself(cast: Cast, phone: PickUp) -> None:
    to = "+7 900 123-45-67, Т-Банк"
    event_id = await published(cast.igor, real_now(), fee_minor=50_000, payment="transfer", transfer_to=to)
    async with database.transaction():
        await registration.register(cast.olya, event_id, {}, now=real_now())
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}/pay")
    buttons = frame.get_by_role("button", name="Скопировать")
    assert await buttons.count() == 3
    await frame.evaluate(TAKEN)
    for name, words, said in (
        ("Номер телефона", "+79001234567", "Номер скопирован"),
        ("Сумма", "500", "Сумма скопирована"),
        ("Комментарий к переводу", "Забег в парке, Оля Белова", "Комментарий скопирован"),
    ):
        await frame.get_by_role("button", name=f"Скопировать: {name}").click()
        await expect(frame.get_by_text(said)).to_be_visible()
        assert await frame.evaluate("window.taken") == words
    await frame.evaluate(REFUSED)
    await frame.get_by_role("button", name="Скопировать: Сумма").click()
    await frame.wait_for_function("() => getSelection().toString().trim() === '500'")
    await hand.shot("transfer")
    assert hand.troubles == []
