"""EV-15: what is offered to whom, and the reasons that are told for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events import lifecycle, links
from domain.events.entry import registration
from domain.events.finding import declining, likeness, recommendations
from domain.events.finding.home import get_home
from domain.events.models import Event
from domain.organizations import follows
from domain.organizations.follows import Organizer
from scheduler.events import AGENDA
from tests.kit.clock import START
from tests.kit.people import drafted, meet, meet_many, published

MOSCOW, KAZAN = (55.7558, 37.6173), (55.7961, 49.1064)


async def runner(name: str = "Оля", *, interests: Sequence[str] = ("running",), at: object = KAZAN) -> Person:
    person = await meet(name)
    lat, lon = at if isinstance(at, tuple) else (None, None)
    await forma_database.execute(
        "UPDATE profiles SET interests = $2, latitude = $3, longitude = $4 WHERE user_id = $1",
        *(person.id, list(interests), lat, lon),
    )
    return person


async def at(organizer: Person, title: str, point: tuple[float, float], days: float = 7, **plan: object) -> Event:
    where = {"latitude": point[0], "longitude": point[1], "starts_at": START + timedelta(days=days)}
    return await published(organizer, title, **where | plan)


async def offered(person: Person, limit: int = 3) -> list[str]:
    return [one.row.title for one in await recommendations.recommend(person.id, now=START, limit=limit)]


async def reasons(person: Person, event: Event) -> list[tuple[str, int]]:
    said = await recommendations.why(person.id, [event.id], now=START)
    return [(one.code, one.number) for one in said[0].reasons]


async def took_part(person: Person, event: Event, status: str = "checked_in") -> None:
    await in_transaction(lambda: registration.register(person, event.id, {}, now=START - timedelta(days=40)))
    await forma_database.execute(
        "UPDATE registrations SET status = $3 WHERE event_id = $1 AND user_id = $2", event.id, person.id, status
    )
    await forma_database.execute("UPDATE events SET status = 'finished' WHERE id = $1", event.id)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def test_a_runner_from_kazan_gets_the_kazan_run_before_moscow_yoga(igor: Person) -> None:
    await at(igor, "Йога в Москве", MOSCOW, 2, categories=("yoga",))
    await at(igor, "Забег в Москве", MOSCOW, 3, categories=("running",))
    run = await at(igor, "10 км в Казани", (55.83, 49.12), 9, categories=("running",))
    await at(igor, "Йога в Казани", (55.80, 49.11), 9, categories=("yoga",))
    olya = await runner()
    assert (await offered(olya))[0] == "10 км в Казани"
    assert (await offered(olya, 4))[-1] == "Йога в Москве"
    assert await reasons(olya, run) == [("interest", 0), ("near", 4), ("fresh", 0)]
    card = await get_home(olya, now=START)
    assert card.recommended[0].title == "10 км в Казани" and card.reasons[0][0].names == ("Бег", "Running")


async def test_past_runs_are_counted_only_where_somebody_saw_them(igor: Person) -> None:
    olya = await runner(interests=(), at=None)
    next_run = await at(igor, "Забег", KAZAN, categories=("running",))
    for days, status in ((-1, "checked_in"), (-3, "finished"), (-5, "checked_in"), (-2, "confirmed")):
        earlier = START + timedelta(days=days)
        past = await published(
            igor, f"Пробежка {days}", now=START - timedelta(days=60), starts_at=earlier, categories=("running",)
        )
        await took_part(olya, past, status)
    said = (await recommendations.why(olya.id, [next_run.id], now=START))[0].reasons[0]
    assert (said.code, said.number, said.span, said.names[1]) == ("habit", 3, "week", "Running")


async def test_nobody_is_offered_what_they_cannot_enter(igor: Person) -> None:
    olya = await runner()
    await forma_database.execute(
        "UPDATE profiles SET birth_date = $2, gender = 'female' WHERE user_id = $1", olya.id, date(2009, 12, 20)
    )
    where = {"categories": ("running",)}
    await at(igor, "Взрослый", KAZAN, requirements={"min_age": 18}, **where)
    await at(igor, "Мужской", KAZAN, requirements={"gender": "male"}, **where)
    full = await at(igor, "Полный", KAZAN, capacity=1, **where)
    await at(igor, "Юношеский", KAZAN, requirements={"max_age": 17}, **where)
    await in_transaction(lambda: registration.register(igor, full.id, {}, now=START))
    assert await offered(olya) == ["Юношеский"]


async def test_what_is_private_over_closed_or_own_is_not_offered(igor: Person) -> None:
    olya = await runner()
    own = await at(igor, "Моё", KAZAN)
    await in_transaction(lambda: registration.register(olya, own.id, {}, now=START))
    await at(olya, "Сама веду", KAZAN)
    await at(igor, "По ссылке", KAZAN, visibility="private")
    await at(igor, "Закрыто", KAZAN, registration_closes_at=START + timedelta(hours=1))
    await forma_database.execute("UPDATE events SET registration_closes_at = $1 WHERE title = 'Закрыто'", START)
    await drafted(igor, "Черновик")
    running = await at(igor, "Идёт", KAZAN)
    await in_transaction(lambda: lifecycle.start(igor, running.id, now=START))
    assert await offered(olya) == []
    assert await recommendations.why(olya.id, [own.id, running.id], now=START) != []  # asked for by its number
    private = await forma_database.fetchval("SELECT id FROM events WHERE title = 'По ссылке'")
    assert await recommendations.why(olya.id, [private], now=START) == [], "nothing is said of it"


async def test_what_is_declined_is_gone_and_comes_back_when_taken_back(igor: Person) -> None:
    olya = await runner()
    event = await at(igor, "Забег", KAZAN, categories=("running",))
    other = await meet("Маша")
    await at(igor, "Ещё забег", KAZAN, 8, categories=("running",))
    await at(other, "Забег Маши", KAZAN, 9, categories=("running",))
    for _ in range(2):
        await in_transaction(lambda: declining.decline(olya, event.id, now=START))
    assert await offered(olya) == ["Забег Маши", "Ещё забег"], "and less of the same"
    await in_transaction(lambda: declining.take_back(olya, event.id))
    assert await offered(olya) == ["Забег", "Ещё забег", "Забег Маши"]
    private = await at(igor, "По ссылке", KAZAN, visibility="private")
    with pytest.raises(NotFound):
        await in_transaction(lambda: declining.decline(olya, private.id, now=START))


async def test_followed_organizers_and_one_date_of_a_series(igor: Person) -> None:
    masha, olya = await meet("Маша"), await runner(interests=(), at=None)
    await at(igor, "Раньше", KAZAN, 2)
    theirs = await at(masha, "Маша зовёт", KAZAN, 5)
    await in_transaction(lambda: follows.follow(olya, Organizer(user_id=masha.id), now=START))
    assert (await offered(olya))[0] == "Маша зовёт"
    assert ("followed", 0) in await reasons(olya, theirs)
    again = await at(masha, "Маша зовёт", KAZAN, 6)
    await forma_database.execute(
        "INSERT INTO event_series (id, organizer_id, created_at) VALUES (7, $1, $2)", masha.id, START
    )
    await forma_database.execute("UPDATE events SET series_id = 7 WHERE id = ANY($1::bigint[])", [theirs.id, again.id])
    assert await offered(olya) == ["Маша зовёт", "Раньше"]


async def test_people_of_the_same_events_lead_to_others(igor: Person) -> None:
    """Two of them at least: nobody's own way is told to others, and nothing by link is."""
    olya = await runner(interests=(), at=None)
    await at(igor, "Просто скоро", KAZAN, 1)
    before = await published(igor, "Был", now=START - timedelta(days=60), starts_at=START - timedelta(days=9))
    secret = await published(
        igor, "Тайно был", now=START - timedelta(days=60), starts_at=START - timedelta(days=8), visibility="private"
    )
    there, alone = await at(igor, "Туда идут", KAZAN, 20), await at(igor, "Один пошёл", KAZAN, 20)
    friends = await meet_many(3)
    for friend in friends:
        await took_part(friend, before)
        await forma_database.execute("UPDATE events SET status = 'registration_open' WHERE id = $1", before.id)
        await in_transaction(lambda friend=friend: registration.register(friend, there.id, {}, now=START))  # type: ignore[misc]
        await in_transaction(lambda friend=friend: links.open_link(friend.id, secret.link_token or ""))  # type: ignore[misc]
        await took_part(friend, secret)
        await forma_database.execute("UPDATE events SET status = 'registration_open' WHERE id = $1", secret.id)
    await in_transaction(lambda: registration.register(friends[0], alone.id, {}, now=START))
    await took_part(olya, before)
    await in_transaction(lambda: likeness.plan_night(now=START))
    for _ in range(3):
        await agenda.work_due(AGENDA, START + timedelta(days=1))
    rows = await forma_database.fetch("SELECT event_id, alike_id, likeness FROM event_likeness")
    assert [(row["event_id"], row["alike_id"]) for row in rows] == [(there.id, before.id)]
    assert rows[0]["likeness"] == pytest.approx(3 / (3 * 4) ** 0.5)
    assert (await offered(olya))[0] == "Туда идут" and ("alike", 0) in await reasons(olya, there)
    assert await forma_database.fetchval("SELECT count(*) FROM agenda WHERE kind = 'event-likeness'") == 1


async def test_who_says_nothing_of_themselves_gets_what_is_soon(igor: Person) -> None:
    person = await runner("Паша", interests=(), at=None)
    for days in (9, 2, 5, 3):
        await at(igor, f"Через {days}", KAZAN, days)
    assert await offered(person) == ["Через 2", "Через 3", "Через 5"]


async def test_who_says_only_where_they_are_gets_what_is_near(igor: Person) -> None:
    person = await runner("Паша", interests=(), at=KAZAN)
    await at(igor, "Далеко", MOSCOW, 2)
    await at(igor, "Близко", KAZAN, 9)
    assert await offered(person) == ["Близко", "Далеко"]
