"""What the demo story tells of results: a race that is over, with its final board, and one that is being run."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain import database
from domain.accounts import privacy
from domain.accounts.people import Person
from domain.accounts.profile import save_profile
from domain.events import lifecycle
from domain.events.entry import registration
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.events.results import entering, final
from domain.files.vault import Vault
from domain.notifications import outbox
from forma.story.finished import promise_prizes, show_photos

_KNOWN = (
    ("female", "1994-03-12"), ("male", "1988-07-02"), ("male", "1999-11-23"), ("female", "1991-01-30"),
    ("male", "1979-05-17"), ("female", "2001-09-09"), ("male", "1992-12-01"), ("female", "1983-06-14"),
)  # fmt: skip
"""Of each of the story's runners, in their order."""
_FINISHED = ("23:41", "19:58", "18:46", "24:05", "сошёл", "22:17", "20:31", "26:02", "24:52")
"""The last is Katya's, who looks on as one of the sandbox's people."""
_RUNNING = {1: "41:12", 3: "38:57", 5: "44:40", 7: "40:03"}


async def tell_results(
    igor: Person, katya: Person, runners: list[Person], vault: Vault, *, now: datetime, zone: str
) -> None:
    """`runners` take part in both, in their order, so that their numbers are 1, 2, 3; Katya in the first."""
    for runner, (gender, birth_date) in zip(runners, _KNOWN, strict=True):
        async with database.transaction():
            await save_profile(runner.id, {"gender": gender, "birth_date": birth_date}, now=now)
            await privacy.set_visibility(runner.id, "results", public=True)
    await _over(igor, [*runners, katya], vault, now=now, zone=zone)
    await _going_on(igor, runners, now=now, zone=zone)
    async with database.transaction():
        await outbox.drop(prefix="result-")  # the story's people are not in any chat with us


async def _over(igor: Person, runners: list[Person], vault: Vault, *, now: datetime, zone: str) -> None:
    start = (now - timedelta(days=6)).replace(hour=7, minute=0, second=0, microsecond=0)
    event_id = await _begun(
        igor,
        EventPlan(
            title="Осенние 5 км в Измайлове",
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            zone=zone,
            kind="race",
            description="Один круг по лесу вокруг пруда. Итоги по женщинам, мужчинам и возрастам.",
            place="Измайловский парк, вход с Большого Круга",
            latitude=55.7748,
            longitude=37.7537,
            distance_m=5000,
            categories=("running",),
        ),
        runners,
        now=start,
    )
    for number, said in enumerate(_FINISHED, 1):
        async with database.transaction():
            await entering.enter(igor, event_id, number, said, now=start + timedelta(minutes=40))
    await promise_prizes(igor, event_id, vault, now=start)
    async with database.transaction():
        await lifecycle.finish(igor, event_id, now=start + timedelta(hours=2))
        await final.announce(igor, event_id, now=start + timedelta(hours=3))
    await show_photos(event_id, {7: igor, 9: runners[-1]}, vault.directory, now=start + timedelta(hours=4))


async def _going_on(igor: Person, runners: list[Person], *, now: datetime, zone: str) -> None:
    start = now - timedelta(minutes=45)
    event_id = await _begun(
        igor,
        EventPlan(
            title="Десятка вдоль Яузы",
            starts_at=start,
            ends_at=start + timedelta(hours=3),
            zone=zone,
            kind="race",
            description="Десять километров по набережной, два разворота. Таблица обновляется с каждым финишем.",
            place="Яузская набережная, у моста",
            latitude=55.7741,
            longitude=37.6927,
            distance_m=10_000,
            categories=("running",),
        ),
        runners,
        now=start,
    )
    for number, said in _RUNNING.items():
        async with database.transaction():
            await entering.enter(igor, event_id, number, said, now=now)


async def _begun(igor: Person, plan: EventPlan, runners: list[Person], *, now: datetime) -> int:
    """Announced two days before, everybody registered, started in time."""
    before = now - timedelta(days=2)
    async with database.transaction():
        event = await creation.create_event(igor, plan, now=before)
        await lifecycle.publish(igor, event.id, now=before)
    for runner in runners:
        async with database.transaction():
            await registration.register(runner, event.id, {}, now=before)
            await outbox.drop(prefix="event-")
    async with database.transaction():
        await lifecycle.start(igor, event.id, now=now)
    return int(event.id)
