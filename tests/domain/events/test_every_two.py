"""Every two things that can be done about one event, at the same moment, in either order: both end well or with a
sentence, nothing is lost, doubled or forgotten, and all is as if one of them had come after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from domain import database as forma_database
from domain import reactions
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction
from domain.errors import Refusal
from domain.events import lifecycle
from domain.events.entrance import door
from domain.events.entrance.door import Scan
from domain.events.entry import admitting, changing_way, entries, handover, leaving, registration, waiting
from domain.events.models import Event
from domain.events.money import promo_codes
from domain.events.party import rules
from domain.events.people import removal
from domain.payments import ledger, orders
from domain.payments.orders import Order
from domain.payments.settlement import Incoming
from scheduler import accounts, events
from tests.domain.events.test_door import KEY
from tests.kit.clock import START
from tests.kit.meeting import Act, ended, meets
from tests.kit.people import meet, published
from tests.kit.rewinding import kept_moment

NOW, OVER = START + timedelta(minutes=1), START + timedelta(minutes=16)
DUE = {**accounts.AGENDA, **events.AGENDA}
WRONG = {
    "an entry and its place differ": """
        SELECT r.id, r.status, p.state FROM registrations r JOIN places p ON p.id = r.place_id
        WHERE p.user_id <> r.user_id OR p.state <> CASE WHEN r.status IN ('paid', 'confirmed', 'checked_in')
            THEN 'confirmed' WHEN r.status = 'unpaid' THEN 'held' WHEN r.status = 'waitlisted' THEN 'waiting'
            WHEN r.status = 'offered' THEN 'offered' ELSE 'released' END""",
    "places are miscounted": """
        SELECT id, taken, waiting FROM place_pools o WHERE taken > capacity OR (taken, waiting) <> (
            SELECT coalesce(sum(size) FILTER (WHERE state IN ('held', 'offered', 'confirmed')), 0),
                   count(*) FILTER (WHERE state = 'waiting') FROM places p WHERE p.pool_id = o.id)""",
    "a hold has no end": """
        SELECT p.id FROM places p JOIN registrations r ON r.place_id = p.id JOIN events e ON e.id = r.event_id
        LEFT JOIN agenda a ON a.kind = 'event-offer-end' AND a.subject = p.id::text
        WHERE p.state IN ('held', 'offered') AND e.status <> 'cancelled'
            AND (a.due_at IS NULL OR a.due_at > p.offer_ends_at)""",
    "somebody is in it twice": """
        SELECT user_id FROM registrations WHERE status NOT IN ('withdrawn', 'rejected', 'refunded')
        GROUP BY user_id HAVING count(*) > 1""",
    "an order does not fit its entry": """
        SELECT r.id, r.status, o.state FROM registrations r JOIN orders o ON o.subject_id = r.id
        JOIN places p ON p.id = r.place_id JOIN events e ON e.id = r.event_id WHERE o.state = 'open'
            AND (r.status <> 'unpaid' OR o.parts <> p.size OR e.status = 'cancelled')
            OR o.state = 'paid' AND r.status = 'withdrawn' AND o.settled < o.parts""",
    "a place waits for no money": """
        SELECT r.id FROM registrations r JOIN events e ON e.id = r.event_id WHERE e.status <> 'cancelled'
            AND r.status IN ('unpaid', 'paid') AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.subject_id = r.id
                AND o.state = CASE r.status WHEN 'paid' THEN 'paid' ELSE 'open' END)""",
    "money is nobody's": """
        SELECT c.id FROM charges c WHERE NOT kept AND returned_minor < amount_minor OR returned_minor <> (
            SELECT coalesce(sum(amount_minor), 0) FROM refunds f WHERE f.charge_id = c.id)""",
    "a promo code is miscounted": """
        SELECT id FROM promo_codes c WHERE used <> (SELECT count(*) FROM promo_uses u JOIN registrations r
            ON r.id = u.registration_id WHERE u.promo_id = c.id AND u.released_at IS NULL)""",
    "a place is idle": """
        SELECT o.id FROM place_pools o JOIN event_ways w ON w.pool_id = o.id JOIN events e ON e.id = w.event_id
        JOIN places p ON p.pool_id = o.id AND p.state = 'waiting'
        WHERE e.status = 'registration_open' AND o.capacity - o.taken >= p.size""",
    "somebody is told twice": """
        SELECT user_id, kind FROM outbox WHERE state <> 'obsolete' AND kind <> 'event-ticket' AND user_id IS NOT NULL
        GROUP BY user_id, kind, params HAVING count(*) > 1""",
    "who comes has no ticket, or is not reminded": """
        SELECT r.id FROM registrations r JOIN events e ON e.id = r.event_id WHERE r.status IN ('paid', 'confirmed')
            AND e.status <> 'cancelled' AND (r.number IS NULL OR 2 > (SELECT count(DISTINCT kind) FROM outbox o
                WHERE o.user_id = r.user_id AND state = 'waiting' AND kind IN ('event-ticket', 'event-reminder')))""",
    "what was due failed": "SELECT kind, error FROM agenda WHERE dead OR attempts > 0",
}

AS_IT_IS = (
    "SELECT user_id, status, number FROM registrations ORDER BY user_id, id",
    "SELECT pool_id, user_id, state, size FROM places ORDER BY pool_id, user_id, state",
    "SELECT buyer_id, state, amount_minor, settled FROM orders ORDER BY buyer_id, state, amount_minor",
    "SELECT c.charge_id, f.amount_minor, reason FROM refunds f JOIN charges c ON c.id = f.charge_id ORDER BY 1, 2, 3",
    "SELECT used FROM promo_codes",
    "SELECT state FROM handovers",
    "SELECT registration_id, state FROM check_ins",
    "SELECT user_id, kind, count(*) FROM outbox WHERE state <> 'obsolete' GROUP BY 1, 2 ORDER BY 1, 2",
)


@dataclass
class World:
    """Five places on site, which are paid, and one online, which is not. Olya and Lena with a guest have paid, Pasha is
    paying, Masha is offered a place, Dasha waits; Olya's ticket is given away, Vova and Zina come.
    """

    igor: Person
    event: Event
    people: dict[str, Person]
    entries: dict[str, int]
    orders: dict[str, Order]
    token: str = ""

    async def come(self, name: str, way: str = "onsite", with_guests: int = 0) -> None:
        person, event = self.people[name], self.event
        came = await registration.register(person, event.id, {}, way=way, guests=with_guests, now=START)
        self.entries[name] = came.registration_id
        if order := await orders.order_for("event-entry", came.registration_id):
            self.orders[name] = order

    async def pay(self, name: str) -> None:
        """On the page that they opened at first, whatever it costs by now."""
        order = self.orders[name]
        money = Incoming("telegram", f"of {name}", order.token, order.price, order.buyer_id)
        await reactions.charge_received(money, now=NOW)

    async def end_hold(self, name: str) -> None:
        place = "SELECT place_id FROM registrations WHERE id = $1"
        await waiting.end_offer(await forma_database.fetchval(place, self.entries[name]), now=OVER)

    def acts(self) -> dict[str, Act]:
        event_id, igor, who = self.event.id, self.igor, self.people
        scan = Scan("a scan", NOW, registration_id=self.entries["olya"])
        several = [self.entries[name] for name in ("olya", "pasha", "masha")]
        return {
            "vova comes": lambda: registration.register(who["vova"], event_id, {}, way="onsite", now=NOW),
            "olya leaves": lambda: leaving.leave(who["olya"], event_id, now=NOW),
            "masha takes her offer": lambda: admitting.take_offer(who["masha"], event_id, now=NOW),
            "masha goes online": lambda: changing_way.change_way(who["masha"], event_id, "online", now=NOW),
            "pasha pays": lambda: self.pay("pasha"),
            "pasha says a code": lambda: entries.apply_promo(who["pasha"], event_id, "SALE50", now=NOW),
            "pasha is late": lambda: self.end_hold("pasha"),
            "zina takes the ticket": lambda: handover.take(who["zina"], self.token, {}, now=NOW),
            "olya is let in": lambda: door.check_in(igor, event_id, [scan], key=KEY.public_key(), now=NOW),
            "three are taken out": lambda: removal.remove_several(igor, event_id, several, "Просили", now=NOW),
            "it is called off": lambda: lifecycle.cancel(igor, event_id, "Гроза", now=NOW),
        }


async def _world() -> World:
    igor = await meet("Игорь")
    plan: dict[str, Any] = {"payment": "online", "fee_minor": 50_001, "starts_at": START + timedelta(hours=10)}
    event = await published(igor, "Забег", capacity=5, format="hybrid", online_capacity=1, **plan)
    people = {name: await meet(name) for name in ("olya", "pasha", "lena", "nina", "masha", "dasha", "vova", "zina")}
    world = World(igor, event, people, {}, {})
    await in_transaction(lambda: rules.set_rule(igor, event.id, 1, now=START))
    await in_transaction(lambda: handover.set_rule(igor, event.id, allowed=True, now=START))
    await in_transaction(lambda: promo_codes.add(igor, event.id, "SALE50", 50, uses=1, now=START))
    for name in ("olya", "pasha", "lena", "nina", "masha", "dasha"):
        await in_transaction(lambda name=name: world.come(name, with_guests=int(name == "lena")))  # type: ignore[misc]
    for name in ("olya", "lena"):
        await in_transaction(lambda name=name: world.pay(name))  # type: ignore[misc]
    await in_transaction(lambda: leaving.leave(people["nina"], event.id, now=START))
    world.token = await in_transaction(lambda: handover.offer(people["olya"], world.entries["olya"], now=START))
    return world


async def _wrong(event_id: int) -> list[str]:
    while await agenda.work_due(DUE, NOW):
        pass
    if await forma_database.fetchval("SELECT status = 'cancelled' FROM events WHERE id = $1", event_id):
        while await in_transaction(lambda: entries.call_off(event_id, now=NOW)):
            pass
    found = [f"{what}: {rows}" for what, sql in WRONG.items() if (rows := await forma_database.fetch(sql))]
    return found + [f"money is lost: {sums}" for sums in [await ledger.balances()] if sum(sums.values())]


async def _came_to(*said: object) -> tuple[tuple[str, ...], str]:
    """What each was answered, and what all of it comes to."""
    answers = tuple(type(one).__name__ if isinstance(one, Refusal) else "" for one in said)
    return answers, repr([list(map(tuple, await forma_database.fetch(sql))) for sql in AS_IT_IS])


@pytest.mark.usefixtures("telegram_takes_money")
@pytest.mark.long
async def test_every_two_acts_of_one_event_meet_as_if_one_came_after_the_other(database: str) -> None:
    world = await _world()
    acts, found, after = world.acts(), dict[str, list[str]](), dict[tuple[str, str], tuple[tuple[str, ...], str]]()
    assert not await _wrong(world.event.id)
    async with kept_moment(database) as moment:
        for first, second in product(acts, repeat=2):
            await moment.back()
            said = await ended(acts[first]), await ended(acts[second])
            assert not await _wrong(world.event.id), (first, second)
            after[first, second] = await _came_to(*said)
        for first, second in product(acts, repeat=2):
            await moment.back()
            said = await meets(acts[first], acts[second])
            wrong = await _wrong(world.event.id)
            answers, state = after[second, first]
            if await _came_to(*said) not in (after[first, second], (answers[::-1], state)):
                wrong.append(f"neither came after the other: {said}")
            if wrong:
                found[f"{first}, {second}"] = wrong
    assert not found
