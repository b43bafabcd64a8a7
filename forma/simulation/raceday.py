"""`forma simulate raceday`: a whole race against the real product, its boards counted a second time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import uvloop

from domain import database
from domain.accounts.onboarding import give_consent
from domain.accounts.people import Person, TelegramPerson, get_person, meet
from domain.events import lifecycle
from domain.events.live import sharing
from domain.events.live.following import Fix
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.events.results import finish, rules
from domain.forms.form import JsonValue
from forma.simulation.crowd import give_telephones, register_runners
from forma.simulation.grounds import Grounds, Servers, Told, children, temporary_servers
from forma.simulation.looks import audience, let_in
from forma.simulation.outcome import Outcome, checkpoint_line, clock, table
from forma.simulation.race import Entrant, Race, line_up
from forma.supervisor import ChildFailed

ORGANIZER, KEY = TelegramPerson(7_100_000_003, "Игорь", "Орлов", "igor_org", "ru"), "igor"
"""As the sandbox knows him."""
GROUP, TITLE, ZONE = "raceday", "Забег на весь город", "Europe/Moscow"
RULES: dict[str, JsonValue] = {"measure": "time", "stages": 1, "by_sex": True, "ages": "30, 40", "tracks": True}
POOL, AT_ONCE = 12, 8
CHECKPOINTS = 8
MESSAGE_ID = 1
"""Every runner's live location."""
_PATIENCE_S = 120.0
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """`speed`: seconds of the race in one of the wall's, where the machine keeps up; `every_s`: between two points."""

    runners: int = 2000
    spectators: int = 500
    distance_m: int = 5000
    every_s: int = 20
    speed: float = 10.0
    through_telegram: bool = False


def simulate(plan: Plan, say: Say) -> int:
    """The exit code: 1 where a promise is broken."""
    say("Starting PostgreSQL, Valkey, the sandbox and Forma; all of it is removed afterwards.")
    try:
        with (
            temporary_servers() as servers,
            children(servers) as (ports, product),
            asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
        ):
            day = runner.run(_hold_there(plan, servers, ports, product, say))
    except ChildFailed as error:
        say(str(error))
        return 1
    for line in table(day):
        say(line)
    for words in (broken := day.broken()):
        say(f"Broken: {words}.")
    if not broken:
        say("Every promise was kept.")
    return 1 if broken else 0


async def _hold_there(plan: Plan, servers: Servers, ports: Any, product: Any, say: Say) -> Outcome:
    await database.connect(servers.postgres, pool_size=POOL)
    try:
        async with aiohttp.ClientSession() as http:
            return await hold(plan, Grounds(servers, ports, product, http), say)
    finally:
        await database.close()


async def hold(plan: Plan, grounds: Grounds, say: Say) -> Outcome:
    """The domain is connected to the database of the grounds."""
    day, told = Outcome(plan.runners), Told()
    organizer, event_id, gun_at = await _prepare(plan)
    chat_id = await _pin_card(grounds, event_id)
    say(f"{plan.runners} runners are registered for {plan.distance_m / 1000:g} km; the card is pinned.")
    race = await line_up(event_id, gun_at, plan.distance_m, plan.every_s)
    await _show_where_they_are(race, grounds, say)
    tokens = await let_in(plan.spectators, now=race.gun_at)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(_in_background(grounds.listen(chat_id, told)))
        with audience(
            grounds.servers.directory, grounds.product_url, grounds.servers.postgres, event_id, tokens
        ) as viewers:
            await _until(lambda: viewers.is_open, "the viewers' pages open")
            say(f"{plan.spectators} viewers hold the live page open, each with a stream of their own.")
            before_mb = grounds.resident_mb
            await _Course(plan, grounds, race, organizer, day, say).run()
            day.memory_mb = (before_mb, grounds.resident_mb)
            day.card_is_right = await _card_names(grounds, _winner(race))
            await _quiet(event_id)
        day.looks = viewers.read()
        day.edits, day.refused = tuple(told.edits), told.refused
    return day


async def _prepare(plan: Plan) -> tuple[Person, int, datetime]:
    """A race in two hours, for which everybody is registered; followed by tracks."""
    now = datetime.now(UTC).replace(microsecond=0)
    gun_at = now + timedelta(hours=2)
    async with database.transaction():
        person = await meet(ORGANIZER, now=now, language="ru")
        await give_consent(person.id, now=now)
        organizer = await get_person(person.id)
        wanted = EventPlan(
            TITLE, gun_at, ZONE, ends_at=gun_at + timedelta(hours=4), kind="race", place="Сокольники",
            distance_m=plan.distance_m,
        )  # fmt: skip
        event = await creation.create_event(organizer, wanted, now=now)
        await lifecycle.publish(organizer, event.id, now=now)
    event_id = int(event.id)
    async with database.transaction():
        await register_runners(event_id, plan.runners, now=now)
        await give_telephones(event_id)
        await rules.set_scoring(organizer, event_id, RULES, now=now)
    await database.execute("ANALYZE")
    return organizer, event_id, gun_at


async def _pin_card(grounds: Grounds, event_id: int) -> int:
    """A group that the bot is let into and linked to the event; its chat id."""
    await grounds.sim("start", as_=KEY)
    await grounds.sim("chat", as_=KEY, add_bot=True, bot_admin=True, title="Забег", key=GROUP, kind="forum", members=[])
    await grounds.sim("idle", timeout=_PATIENCE_S)
    await grounds.sim("say", as_=KEY, text=f"/link {event_id}", chat=GROUP)
    subject = f"event:{event_id}"
    async with asyncio.timeout(_PATIENCE_S):
        while True:
            row = await database.fetchrow(
                "SELECT chat_id, card_message_id FROM space_links WHERE subject = $1", subject
            )
            if row is not None and row["card_message_id"] is not None:
                return int(row["chat_id"])
            await asyncio.sleep(0.1)


async def _show_where_they_are(race: Race, grounds: Grounds, say: Say) -> None:
    """Everybody stands at the start and begins to share; then the clock comes to it and Forma opens the race."""
    early = race.gun_at - timedelta(seconds=30)
    await grounds.set_clock(early)

    async def begin(entrant: Entrant) -> None:
        person, fix = await get_person(entrant.user_id), entrant.runner.fix(early)
        race.heard(entrant, fix)
        until = race.gun_at + timedelta(hours=6)
        await database.in_transaction(lambda: sharing.begin(person, race.event_id, MESSAGE_ID, until, fix, now=early))

    await _together(race.entrants, begin)
    await grounds.set_clock(race.gun_at)
    async with asyncio.timeout(_PATIENCE_S):
        while await database.fetchval("SELECT status FROM events WHERE id = $1", race.event_id) != "running":
            await asyncio.sleep(0.1)
    say("Everybody shares where they are; the race has begun.")


async def _together(people: Sequence[Any], work: Callable[[Any], Any]) -> None:
    """A few at a time."""
    waiting = iter(people)

    async def one_after_another() -> None:
        for one in waiting:
            await work(one)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(one_after_another())


class _Course:
    """From the gun to the last who comes in."""

    def __init__(self, plan: Plan, grounds: Grounds, race: Race, organizer: Person, day: Outcome, say: Say) -> None:
        self._plan, self._grounds, self._race, self._organizer = plan, grounds, race, organizer
        self._day, self._say = day, say
        self._updates = 900_000_000

    async def run(self) -> None:
        race, begun = self._race, time.monotonic()
        async with database.transaction():
            await finish.open_line(self._organizer, race.event_id, now=race.gun_at)
        step = max(race.every_s, race.longest_s // CHECKPOINTS)
        second = 0
        while not race.is_over and second < race.longest_s:
            second += 1
            await self._pause(begun + second / self._plan.speed)
            await self._second(second)
            if second % step == 0:
                await self._check(second)
        await self._check(second)
        self._day.simulated_s, self._day.race_s = second, time.monotonic() - begun

    async def _pause(self, until: float) -> None:
        await asyncio.sleep(max(0.0, until - time.monotonic()))

    async def _second(self, second: int) -> None:
        now = self._race.at(second)
        await self._grounds.set_clock(now)
        begun, points = time.monotonic(), list(self._race.points(second))

        async def take(point: tuple[Entrant, Fix]) -> None:
            entrant, fix = point
            self._race.heard(entrant, fix)
            at = time.monotonic()
            await self._tell(entrant, fix, now)
            self._day.took_s.append(time.monotonic() - at)

        await _together(points, take)
        if self._plan.through_telegram:
            await _all_worked()
        self._day.points += len(points)
        self._day.points_s += time.monotonic() - begun
        came = self._race.cross(second)
        for first in range(0, len(came), finish.MOST_AT_ONCE):
            text = " ".join(str(one.number) for one in came[first : first + finish.MOST_AT_ONCE])
            message_id = second * 100 + first // finish.MOST_AT_ONCE
            async with database.transaction():
                await finish.typed(self._organizer, text, at=now, message_id=message_id, now=now)

    async def _tell(self, entrant: Entrant, fix: Fix, now: datetime) -> None:
        """One point, by its door: until it is committed, or as an update until it is stored."""
        if self._plan.through_telegram:
            self._updates += 1
            await self._grounds.tell_bot(update(self._updates, entrant, fix))
            return
        await database.in_transaction(lambda: sharing.receive(entrant.telegram_id, MESSAGE_ID, fix, now=now))

    async def _check(self, second: int) -> None:
        self._grounds.check()
        found = await self._race.check(self._organizer, second)
        self._day.checkpoints.append(found)
        self._say(checkpoint_line(found))


def update(number: int, entrant: Entrant, fix: Fix) -> dict[str, Any]:
    """A point as Telegram tells it."""
    person = {"id": entrant.telegram_id, "first_name": "Бегун"}
    at = int(fix.at.timestamp())
    location = {"latitude": fix.latitude, "longitude": fix.longitude, "live_period": 21_600}
    message: dict[str, Any] = {"message_id": MESSAGE_ID, "date": at, "edit_date": at, "location": location}
    message |= {"chat": person | {"type": "private"}, "from": person | {"is_bot": False}}
    return {"update_id": number, "edited_message": message}


async def _all_worked() -> None:
    async with asyncio.timeout(_PATIENCE_S):
        while await database.fetchval("SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'new')"):
            await asyncio.sleep(0.01)


def _winner(race: Race) -> Entrant:
    return min(race.entrants, key=lambda one: (one.result_ms or 1 << 40, one.number))


async def _card_names(grounds: Grounds, winner: Entrant) -> bool:
    """The pinned card comes to show who won: it may be a few seconds late."""
    wanted = f"№ {winner.number} · {on_card((winner.result_ms or 0) // 1000)}"
    try:
        async with asyncio.timeout(_PATIENCE_S):
            while True:
                lines = await grounds.look("/sim/transcript", **{"as": KEY, "chat": GROUP})
                if any(wanted in str(one.get("text", "")) for one in lines if TITLE in str(one.get("text", ""))):
                    return True
                await asyncio.sleep(0.25)
    except TimeoutError:
        return False


def on_card(seconds: int) -> str:
    """26:05, 1:02:03."""
    return clock(seconds) if seconds >= 3600 else f"{seconds // 60}:{seconds % 60:02}"


async def _quiet(event_id: int) -> None:
    """Until nothing more is told: what was changed last has been told of, and had time to arrive."""
    async with asyncio.timeout(_PATIENCE_S):
        while await database.fetchval("SELECT changed FROM live_boards WHERE event_id = $1", event_id):
            await asyncio.sleep(0.1)
    await asyncio.sleep(3.0)


async def _until(done: Callable[[], bool], what: str) -> None:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            while not done():
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise ChildFailed(f"In {_PATIENCE_S:.0f} seconds it did not come to this: {what}.") from None


@asynccontextmanager
async def _in_background(work: Any) -> AsyncIterator[None]:
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
