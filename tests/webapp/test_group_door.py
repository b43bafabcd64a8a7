"""M-08: the page that opens at a group's door: rules, consent, age, questions, payment; and its organizer's page."""

from __future__ import annotations

from typing import Any

import pytest

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.admission import applications
from domain.events.group_door import asking, doors
from domain.spaces import links, membership
from domain.spaces.doors import doors as space_doors
from domain.spaces.membership import Group
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published

CHAT, LINK = -1001, "https://t.me/+abc"


async def at_door(cast: Cast, clock: FakeClock, **plan: Any) -> int:
    """An event whose group has a door; nobody stands at it yet."""
    now = clock.now()
    event_id = await published(cast.igor, now, **plan)
    async with database.transaction():
        await membership.enter(Group(CHAT, "Бег", "supergroup", is_forum=False), language="ru", now=now)
        await links.bind(CHAT, f"event:{event_id}", cast.igor.id, now=now)
        await doors.open_door(cast.igor, event_id, now=now)
        await space_doors.link_made(CHAT, LINK)
    return event_id


async def asks(person: Person, clock: FakeClock) -> None:
    async with database.transaction():
        await asking.came(person, LINK, person.telegram_id, "query", now=clock.now())


async def let_in() -> int:
    return int(await database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'door-let-in'"))


async def test_rules_and_consent_first_then_straight_in(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    await database.execute("DELETE FROM consents WHERE user_id = $1", cast.olya.id)
    event_id = await at_door(cast, clock, rules="Без наушников на трассе")
    await asks(cast.olya, clock)
    page = await olya.see(f"/events/{event_id}/entrance")
    assert "Без наушников" in page and "группу «Бег»" in page
    refused = await olya.post(f"/events/{event_id}/entrance")
    text = await refused.text()
    assert refused.status == 422 and 'id="error-accept_rules"' in text and 'id="error-agree"' in text
    assert not await let_in() and not await database.fetchval("SELECT count(*) FROM registrations")

    entered = await (await olya.post(f"/events/{event_id}/entrance", accept_rules="true", agree="true")).text()
    assert "впускаю в группу" in entered and await let_in() == 1
    assert await database.fetchval("SELECT count(*) FROM consents WHERE user_id = $1", cast.olya.id) == 1
    again = await (await olya.post(f"/events/{event_id}/entrance", accept_rules="true")).text()
    assert "впускаю в группу" in again and await let_in() == 1


async def test_who_is_too_young_or_has_not_signed_stays_outside(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    requirements = {"min_age": 18, "confirm": ["Отвечаю за своё здоровье"]}
    event_id = await at_door(cast, clock, requirements=requirements)
    await asks(cast.olya, clock)
    assert "Отвечаю за своё здоровье" in await olya.see(f"/events/{event_id}/entrance")
    young = await olya.post(f"/events/{event_id}/entrance", birth_date="2015-01-01", confirm_0="true", agree="true")
    assert young.status == 422 and not await let_in()
    unsigned = await olya.post(f"/events/{event_id}/entrance", birth_date="1990-01-01", agree="true")
    assert unsigned.status == 422 and not await let_in()
    good = await olya.post(f"/events/{event_id}/entrance", birth_date="1990-01-01", confirm_0="true", agree="true")
    assert good.status == 200 and await let_in() == 1


async def test_a_fee_is_paid_first_and_paying_leads_back(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    event_id = await at_door(cast, clock, fee_minor=50_000, payment="transfer")
    await asks(cast.olya, clock)
    assert "500" in await olya.see(f"/events/{event_id}/entrance")
    answer = await olya.post(f"/events/{event_id}/entrance", agree="true")
    assert answer.headers["Forma-Go"] == f"/events/{event_id}/pay" and not await let_in()
    page = await olya.see(f"/events/{event_id}/entrance")
    assert "Место держим за вами" in page and f"go:/events/{event_id}/pay" in page
    assert await asking.awaits(event_id, cast.olya.id)
    assert "hx-get" in await olya.see(f"/events/{event_id}/entrance/state")


async def test_an_application_is_waited_for_and_the_page_says_when_it_is_over(
    cast: Cast, clock: FakeClock, paul: Opened
) -> None:
    event_id = await at_door(cast, clock, by_hand=True)
    await asks(cast.paul, clock)
    await paul.post(f"/events/{event_id}/entrance", agree="true")
    assert "application is with the organizer" in await paul.see(f"/events/{event_id}/entrance") and not await let_in()
    application_id = await database.fetchval("SELECT id FROM applications")
    await database.in_transaction(lambda: applications.accept(cast.igor, application_id, now=clock.now()))
    assert f'hx-get="/events/{event_id}/entrance"' in await paul.see(f"/events/{event_id}/entrance/state?was=pending")
    page = await paul.see(f"/events/{event_id}/entrance")
    assert "letting you into the group" in page and "/entrance/state" not in page and await let_in() == 1


async def test_two_ways_are_chosen_between(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    event_id = await at_door(cast, clock, format="hybrid", capacity=5, online_capacity=5)
    await asks(cast.olya, clock)
    assert "Как участвуете?" in await olya.see(f"/events/{event_id}/entrance")
    assert (await olya.post(f"/events/{event_id}/entrance", agree="true")).status == 422
    assert (await olya.post(f"/events/{event_id}/entrance", way="online", agree="true")).status == 200
    assert await let_in() == 1


async def test_who_takes_part_and_has_not_asked_is_told_how(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    event_id = await at_door(cast, clock)
    await olya.post(f"/events/{event_id}/registration")
    assert "Попроситесь в группу по её ссылке" in await olya.see(f"/events/{event_id}/entrance")


async def test_what_is_over_says_so(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    event_id = await at_door(cast, clock)
    await database.in_transaction(lambda: lifecycle.cancel(cast.igor, event_id, "Гололёд", now=clock.now()))
    assert "не состоится" in await olya.see(f"/events/{event_id}/entrance")
    assert "не состоится" in await (await olya.post(f"/events/{event_id}/entrance")).text()


async def test_the_organizer_opens_and_closes_it(cast: Cast, clock: FakeClock, igor: Opened, olya: Opened) -> None:
    now = clock.now()
    event_id = await published(cast.igor, now)
    path = f"/org/events/{event_id}/group-door"
    assert path in await igor.see(f"/org/events/{event_id}")
    assert "Группы пока нет" in await igor.see(path)
    assert (await igor.post(f"{path}/opening")).status == 409
    async with database.transaction():
        await membership.enter(Group(CHAT, "Бег", "supergroup", is_forum=False), language="ru", now=now)
        await links.bind(CHAT, f"event:{event_id}", cast.igor.id, now=now)
    assert "Открыть вход" in await igor.see(path)
    for action in ("", "/opening", "/closing"):
        refused = await (olya.post(path + action) if action else olya.get(path))
        assert refused.status == 404
    assert "Делаю ссылку" in await (await igor.post(f"{path}/opening")).text()
    assert "Делаю ссылку" in await igor.see(f"{path}/making")
    async with database.transaction():
        await space_doors.link_made(CHAT, LINK)
    assert f'hx-get="{path}"' in await igor.see(f"{path}/making")
    page = await igor.see(path)
    assert LINK in page and "<svg" in page and "останется в группе" in page
    async with database.transaction():
        await space_doors.stuck(CHAT)
    assert "Добавление участников" in await igor.see(path)
    assert "Открыть вход" in await (await igor.post(f"{path}/closing")).text()
    kinds = await database.fetch("SELECT action FROM audit_entries WHERE action LIKE 'group-door%' ORDER BY id")
    assert [row["action"] for row in kinds] == ["group-door-opened", "group-door-closed"]


@pytest.mark.parametrize("way", ["", "teleport", "<script>"])
async def test_an_unknown_way_is_an_error_beside_the_question(
    cast: Cast, clock: FakeClock, olya: Opened, way: str
) -> None:
    event_id = await at_door(cast, clock, format="hybrid")
    answer = await olya.post(f"/events/{event_id}/entrance", way=way, agree="true")
    assert answer.status == 422 and 'id="error-way"' in await answer.text()
