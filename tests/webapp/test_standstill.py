"""An event whose organizer's account is closed: its pages say so, take nobody in and ask for no money."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from domain import database
from domain.accounts import sanctions
from tests.kit.clock import FakeClock
from tests.kit.people import administrator
from tests.webapp import world
from tests.webapp.conftest import Cast
from tests.webapp.test_paying import money_comes, sheet
from tests.webapp.world import OLYA, PAUL, WebClient

pytestmark = pytest.mark.usefixtures("telegram_takes_money")


@pytest.fixture
async def client(clock: FakeClock, aiohttp_client: Callable[..., Awaitable[WebClient]]) -> WebClient:
    return await aiohttp_client(world.app_for(clock, invoice_link=sheet))


async def block_igor(cast: Cast, clock: FakeClock) -> None:
    anna = await administrator(now=clock.now())
    async with database.transaction():
        await sanctions.block(anna, cast.igor.id, "Обман", until=None, now=clock.now())


async def test_nobody_comes_in_by_the_link_and_who_is_in_keeps_ticket_and_way_out(
    cast: Cast, clock: FakeClock, client: WebClient
) -> None:
    event_id = await world.published(cast.igor, clock.now())
    olya, paul = await world.open_app(client, OLYA), await world.open_app(client, PAUL)
    await olya.post(f"/events/{event_id}/registration")
    assert "Entries are on hold" not in await paul.see(f"/events/{event_id}")
    await block_igor(cast, clock)
    page = await paul.see(f"/events/{event_id}")
    assert "Entries are on hold" in page and "cannot run the event right now" in page
    assert "Join" not in page.partition('id="page"')[2].partition("hidden")[0]
    refused = await paul.post(f"/events/{event_id}/registration")
    assert refused.status == 409 and "Whoever is in stays in" in await refused.text()
    assert (await paul.get(f"/events/{event_id}/form")).status == 409
    own = await olya.see(f"/events/{event_id}")
    assert "Запись приостановлена" in own and "Вы участвуете" in own and f"/events/{event_id}/leaving" in own
    assert (await olya.get(f"/tickets/{await database.fetchval('SELECT id FROM registrations')}")).status == 200


async def test_nobody_is_asked_to_pay_and_what_was_sent_already_counts(
    cast: Cast, clock: FakeClock, client: WebClient
) -> None:
    event_id = await world.published(cast.igor, clock.now(), fee_minor=50_000, payment="online")
    olya = await world.open_app(client, OLYA)
    await olya.post(f"/events/{event_id}/registration")
    await block_igor(cast, clock)
    own = await olya.see(f"/events/{event_id}")
    assert "Место останется за вами" in own and "Место держим до" not in own and "Оплатить" not in own
    page = await olya.see(f"/events/{event_id}/pay")
    assert "Платить сейчас не нужно" in page and "Картой в Telegram" not in page and 'name="code"' not in page
    assert (await olya.post(f"/events/{event_id}/pay", method="telegram")).status == 409
    assert (await olya.post(f"/events/{event_id}/pay/promo", code="FREE")).status == 409
    await money_comes(event_id, clock)
    assert await database.fetchval("SELECT status FROM registrations") == "paid"


async def test_where_to_transfer_to_is_shown_no_more(cast: Cast, clock: FakeClock, client: WebClient) -> None:
    plan = {"fee_minor": 50_000, "payment": "transfer", "transfer_to": "+7 900 123-45-67"}
    event_id = await world.published(cast.igor, clock.now(), **plan)
    olya = await world.open_app(client, OLYA)
    await olya.post(f"/events/{event_id}/registration")
    assert "+7 900" in await olya.see(f"/events/{event_id}/pay")
    await block_igor(cast, clock)
    page = await olya.see(f"/events/{event_id}/pay")
    assert "+7 900" not in page and "Платить сейчас не нужно" in page
    sent = await (await olya.post(f"/events/{event_id}/pay/sent")).text()
    assert "пока он проверяет перевод" in sent, "it may have gone before"
