"""Clocks that jump, updates that come late, twice or in another order, groups that change their id.

F21, F23-F25, F38.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.events.entry import leaving, registration
from domain.notifications import budgets, outbox
from domain.notifications.budgets import Budgets
from domain.notifications.delivery import Sender
from domain.notifications.ports import Call, OutboxItem, Recipient, Rendered
from domain.notifications.telegram import TelegramDelivery
from forma.reset import forget_everything
from integrations.telegram.gateway import TelegramGateway
from scheduler.events import AGENDA
from tests.bot.spaces.test_linked_group import GROUP, cards, linked_group
from tests.integrations.telegram_server import TOKEN, TelegramServer, telegram_server
from tests.kit import people
from tests.kit.clock import START, FakeClock
from tests.kit.town import NO_LIMITS, Town, open_town
from tests.proofs import invariants
from tests.security.updates import dead_rows, press, said, signed

BERLIN = ZoneInfo("Europe/Berlin")


class TwoSchedulers:
    """Two processes' worth of senders and agendas, always at the same moment."""

    def __init__(self, server: TelegramServer, gateway: TelegramGateway, clock: FakeClock) -> None:
        self._clock = clock
        self.server = server
        channel = TelegramDelivery(_words, gateway, Budgets(None, NO_LIMITS))
        self._senders = [Sender({"telegram": channel}, clock=clock.now) for _ in range(2)]

    async def look(self) -> None:
        """Until neither finds anything."""
        while sum(await asyncio.gather(*map(self._one, self._senders))):
            pass

    async def _one(self, sender: Sender) -> int:
        done = await agenda.work_due(AGENDA, self._clock.now()) + await sender.sweep()
        await sender.settle()
        return done

    def said(self) -> Counter[str]:
        return Counter(self.server.said())

    async def stop(self) -> None:
        for sender in self._senders:
            await sender.stop()


async def _words(item: OutboxItem, to: Recipient) -> Rendered:
    words = f"{item.kind} {item.user_id} {item.params.get('hours', '')}"
    return Rendered([Call("sendMessage", {"chat_id": to.chat_id, "text": words})])


@asynccontextmanager
async def two_schedulers(clock: FakeClock) -> AsyncIterator[TwoSchedulers]:
    async with telegram_server() as server:
        gateway = TelegramGateway(TOKEN, api=server.url)
        both = TwoSchedulers(server, gateway, clock)
        try:
            yield both
        finally:
            await both.stop()
            await gateway.close()


async def _join(person: Person, event_id: int, now: datetime) -> None:
    async with forma_database.transaction():
        await registration.register(person, event_id, {}, now=now)


JUMPS = (
    ("an hour back", timedelta(hours=-1)),
    ("a day ahead", timedelta(days=1)),
    ("an hour back again", timedelta(hours=-1)),
    ("ten minutes", timedelta(minutes=10)),
    ("two days ahead", timedelta(days=2)),
    ("a day back", timedelta(days=-1)),
    ("three days ahead", timedelta(days=3)),
)


async def test_each_reminder_comes_once_however_the_clock_jumps(database: str, big: bool) -> None:
    """Between the jumps time goes on, so that every hour of the week is passed at least once."""
    clock = FakeClock()
    olya, *others = await people.meet_many(40 if big else 6)
    event = await people.published(await people.meet("Игорь"), starts_at=START + timedelta(days=7))
    for one in (olya, *others):
        await _join(one, event.id, START)
    async with two_schedulers(clock) as both:
        jumps = iter(JUMPS)
        while clock.now() < event.starts_at - timedelta(minutes=30):
            for _ in range(12):
                await both.look()
                clock.advance(minutes=30)
            _, how_far = next(jumps, ("", timedelta()))
            near = event.starts_at - timedelta(hours=30)
            clock.set(min(clock.now() + how_far, max(near, clock.now())))
        await both.look()
        reminders = {text: times for text, times in both.said().items() if text.startswith("event-reminder")}
    expected = {f"event-reminder {one.id} {hours}" for one in (olya, *others) for hours in (24, 1)}
    assert reminders == dict.fromkeys(expected, 1)
    if big:
        print(f"\n{len(JUMPS)} jumps of the clock, two schedulers: {len(reminders)} reminders, each once")


async def test_an_offer_ends_neither_early_nor_twice_when_the_clock_jumps(database: str) -> None:
    clock = FakeClock()
    olya, paul, katya = await people.meet_many(3)
    event = await people.published(await people.meet("Игорь"), capacity=1)
    for one in (olya, paul, katya):
        await _join(one, event.id, START)
    async with forma_database.transaction():
        await leaving.leave(olya, event.id, now=START)
    async with two_schedulers(clock) as both:
        for how_far in (timedelta(hours=-1), timedelta(hours=2), timedelta(hours=-2)):
            clock.set(clock.now() + how_far)
            await both.look()
            assert await _status(paul) == "offered"
        clock.advance(days=1)
        await both.look()
        assert (await _status(paul), await _status(katya)) == ("withdrawn", "offered")
        clock.advance(hours=-1)
        await both.look()
        assert await _status(katya) == "offered"
        said_of_offers = {
            text: n for text, n in both.said().items() if text.startswith(("event-offer ", "event-offer-ended"))
        }
    ended = {f"event-offer {paul.id} ": 1, f"event-offer-ended {paul.id} ": 1, f"event-offer {katya.id} ": 1}
    assert said_of_offers.items() <= ended.items()
    await invariants.places(clock.now())


async def _status(person: Person) -> str:
    status: str = await forma_database.fetchval("SELECT status FROM registrations WHERE user_id = $1", person.id)
    return status


NIGHTS = {
    "clocks go back": datetime(2026, 10, 25, 10, tzinfo=BERLIN),
    "clocks go forward": datetime(2027, 3, 28, 10, tzinfo=BERLIN),
}


@pytest.mark.parametrize("night", NIGHTS)
async def test_two_schedulers_remind_once_on_the_nights_when_clocks_change(database: str, night: str) -> None:
    starts_at = NIGHTS[night].astimezone(UTC)
    clock = FakeClock(starts_at - timedelta(hours=30))
    igor, olya = await people.meet("Игорь", now=clock.now()), await people.meet("Оля", now=clock.now())
    event = await people.published(igor, now=clock.now(), starts_at=starts_at, zone="Europe/Berlin")
    await _join(olya, event.id, clock.now())
    heard: list[datetime] = []
    async with two_schedulers(clock) as both:
        for _ in range(60):
            before = sum(text.startswith("event-reminder") for text in both.server.said())
            await both.look()
            after = sum(text.startswith("event-reminder") for text in both.server.said())
            heard += [clock.now()] * (after - before)
            clock.advance(minutes=30)
    assert [starts_at - moment for moment in heard] == [timedelta(hours=24), timedelta(hours=1)]


@pytest.fixture
async def town(database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """Card edits wait for nothing here."""
    monkeypatch.setattr(budgets, "CARD_EVERY_S", 0.0)
    async with open_town(FakeClock()) as town:
        yield town


@pytest.mark.parametrize("first", ["the service message", "the refusal"])
async def test_a_group_that_changes_its_id_is_followed_whatever_says_so_first(town: Town, first: str) -> None:
    old, event_id, _ = await linked_group(town, "group")
    later = town.clock.now() + timedelta(hours=5)
    async with forma_database.transaction():
        await outbox.tell_chat(old, "space-card", params={"subject": f"event:{event_id}"}, not_before=later, now=START)
    new = int((await town.sim("upgrade", as_="igor", chat=GROUP))["id"])
    if first == "the refusal":
        await _join(await town.person("katya"), event_id, town.clock.now())  # the card is to show it
        while await town.sender.sweep():
            await town.sender.settle()
        refused = [call for call in await town.look("/sim/calls") if call["error_code"] == 400]
        assert any("upgraded" in str(call["description"]) for call in refused)
    await town.settle()
    assert await _rows_naming(old) == {"spaces": 1}, "the old id is an alias of the new one, and nothing else"
    assert await forma_database.fetchval("SELECT migrated_to FROM spaces WHERE chat_id = $1", old) == new
    assert await forma_database.fetchval("SELECT subject FROM space_links WHERE chat_id = $1", new)
    assert len(cards(await town.seen("olya", chat=GROUP))) >= 1
    await town.wait(hours=5)
    assert await dead_rows() == []
    assert "messages dead" not in await invariants.outbox(town.clock.now())


async def _rows_naming(chat_id: int) -> dict[str, int]:
    """In every column that may hold a chat; what was said there is history, and stays where it was said."""
    columns = await forma_database.fetch(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type = 'bigint' AND table_name NOT IN ('inbox', 'audit_entries')"
    )
    found: dict[str, int] = {}
    for table, column in columns:
        waiting = " AND state = 'waiting'" if table == "outbox" else ""
        count = await forma_database.fetchval(f'SELECT count(*) FROM "{table}" WHERE "{column}" = $1{waiting}', chat_id)
        if count:
            found[table] = found.get(table, 0) + count
    return found


async def test_every_order_that_telegram_allows_ends_in_the_same_state(town: Town, big: bool) -> None:
    """Telegram orders messages of a chat and presses of a person, each for themselves; repeats come whenever."""
    chance = random.Random(24)
    shuffles = 200 if big else 4
    found: Counter[str] = Counter()
    delivered = 0
    for _ in range(shuffles):
        await forget_everything()
        igor = await town.person("igor")
        events = [await town.event(igor, f"Забег {number}", capacity=30) for number in range(3)]
        queues = [list(queue) for key in range(1, 7) for queue in _queues(town, f"rival{key}", events)]
        updates = _with_repeats(_merged(queues, chance), chance)
        delivered += len(updates)
        while updates:
            size = chance.randint(1, 12)
            batch, updates = updates[:size], updates[size:]
            await town.take_in(*batch)
        assert await dead_rows() == []
        found[await _end_state()] += 1
    assert len(found) == 1, found
    if big:
        print(f"\n{shuffles} shuffles, {delivered} deliveries with repeats: {len(found)} end state")


def _queues(town: Town, key: str, events: list[int]) -> Iterator[list[dict[str, Any]]]:
    """What one person writes, and what they press: two queues of Telegram's."""
    who = town.world.person(key).id
    first, second, third = events
    yield [said(who, words) for words in ("/start", f"/event {first}", "/my", "привет")]
    deeds = [("ev.agree", first), ("ev.join", second), ("ev.leave!", first), ("ev.join", third), ("ev.join", second)]
    yield [press(who, signed(action, (event,), who, who)) for action, event in deeds]


def _merged(queues: list[list[dict[str, Any]]], chance: random.Random) -> list[dict[str, Any]]:
    """One of the orders in which each queue keeps its own."""
    left = [queue[:] for queue in queues]
    order = []
    while any(left):
        queue = chance.choice([one for one in left if one])
        order.append(queue.pop(0))
    return order


def _with_repeats(updates: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """The first delivery stays where it is, each repeat comes some time later."""
    order: list[dict[str, Any]] = []
    late: list[dict[str, Any]] = []
    for update in updates:
        order.append(update)
        late += [update] * chance.choice((0, 0, 1, 4))
        while late and chance.random() < 0.5:
            order.append(late.pop(chance.randrange(len(late))))
    return order + late


async def _end_state() -> str:
    rows = await forma_database.fetch(
        "SELECT u.telegram_id, u.status, e.title, r.status, p.state, pool.taken, pool.waiting "
        "FROM users u LEFT JOIN registrations r ON r.user_id = u.id LEFT JOIN events e ON e.id = r.event_id "
        "LEFT JOIN places p ON p.id = r.place_id LEFT JOIN place_pools pool ON pool.id = p.pool_id ORDER BY 1, 3, 4"
    )
    consents = await forma_database.fetch(
        "SELECT u.telegram_id, count(*) FROM consents c JOIN users u ON u.id = c.user_id GROUP BY 1 ORDER BY 1"
    )
    kept = [tuple(row) for row in (*rows, *consents)]
    return hashlib.sha256(repr(kept).encode()).hexdigest()


async def test_a_press_that_comes_a_day_late_takes_no_place_and_says_so(town: Town) -> None:
    """F25: the offer has gone to the next, the event is over: the old button answers with words."""
    igor, olya, paul = [await town.person(key) for key in ("igor", "olya", "katya")]
    event_id = await town.event(igor, capacity=1)
    for one in (olya, paul):
        await _join(one, event_id, town.clock.now())
    async with forma_database.transaction():
        await leaving.leave(olya, event_id, now=town.clock.now())
    await town.do("start", as_="katya", payload=f"e_{event_id}")
    old = (await town.seen("katya"))[-1]
    (take,) = [button["text"] for button in old["buttons"] if button["text"].startswith("Беру место")]
    town.clock.advance(hours=23)
    await agenda.work_due(AGENDA, town.clock.now())
    answer = await town.press("katya", take, message_id=old["message_id"])
    assert answer["text"] and answer["alert"]
    assert await _status(paul) == "withdrawn"
    town.clock.advance(days=8)
    await agenda.work_due(AGENDA, town.clock.now())
    await agenda.work_due(AGENDA, town.clock.now())
    late = press(olya.telegram_id, signed("ev.join", (event_id,), olya.telegram_id, olya.telegram_id))
    late["callback_query"]["message"]["date"] -= 23 * 3600
    await town.take_in(late)
    assert await dead_rows() == []
    assert await forma_database.fetchval("SELECT count(*) FROM registrations WHERE status <> 'withdrawn'") == 0
