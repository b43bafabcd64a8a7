"""EV-13, EV-14, EV-16: finding events."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person, TelegramPerson, meet
from domain.database import in_transaction, transaction
from domain.events import lifecycle
from domain.events.entry import leaving, registration
from domain.events.finding import catalogue
from domain.events.finding.catalogue import EventFilter
from domain.organizations import founding
from domain.organizations.form import Said
from tests.kit.clock import START
from tests.kit.people import drafted, meet_many, published
from tests.kit.people import meet as meet_named

MOSCOW, KAZAN = (55.75, 37.62), (55.79, 49.11)


async def titles(now=START, **wanted: object) -> list[str]:  # type: ignore[no-untyped-def]
    found = await catalogue.find_events(EventFilter(**wanted), now=now, limit=50)  # type: ignore[arg-type]
    assert await catalogue.count_events(EventFilter(**wanted), now=now) == len(found)  # type: ignore[arg-type]
    return [row.title for row in found]


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet_named("Игорь")


@pytest.fixture
async def town(igor: Person) -> Person:
    """Five events that a town may have, in the order of their starts."""
    week = [START + timedelta(days=day) for day in range(2, 9)]
    await published(igor, "Забег в Сокольниках", starts_at=week[0], place="Парк", kind="race", categories=("running",))
    await published(igor, "Осенний марафон", starts_at=week[1], place="Лужники", kind="marathon")
    await published(igor, "Йога в парке", starts_at=week[2], place="Ёлкино", categories=("yoga", "beginners"))
    await published(igor, "Заплыв", starts_at=week[3], place="", format="online", description="Тренировка для пловцов")
    await published(igor, "100% йоги_для_всех", starts_at=week[4], place="Казань", categories=("yoga",))
    return igor


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("забеги сокольники", ["Забег в Сокольниках"]),
        ("ЗАБЕГ в сокольниках!", ["Забег в Сокольниках"]),
        ("марофон", ["Осенний марафон"]),
        ("мараф", ["Осенний марафон"]),
        ("лужниках марафоны", ["Осенний марафон"]),
        ("елкино", ["Йога в парке"]),
        ("ёлкино", ["Йога в парке"]),
        ("йогой", ["Йога в парке", "100% йоги_для_всех"]),
        ("тренировки", ["Заплыв"]),
        ("забег лужники", []),
        ("забор", ["Забег в Сокольниках"]),
        ("хоккей", []),
        ("yoga", ["Йога в парке", "100% йоги_для_всех"]),
        ("running", ["Забег в Сокольниках"]),
        ("бег", ["Забег в Сокольниках"]),
    ],
)
async def test_words_are_found_as_people_write_them(town: Person, text: str, found: list[str]) -> None:
    assert await titles(text=text) == found


async def test_a_right_word_does_not_bring_words_that_look_like_it(town: Person) -> None:
    await published(town, "Нога в ногу", place="")
    assert await titles(text="йога") == ["Йога в парке", "100% йоги_для_всех"]
    assert await titles(text="нога") == ["Нога в ногу"]


@pytest.mark.parametrize(
    ("text", "exact"),
    [("марафон", "Марафон"), ("марофон", "Марофон"), ("МАРАФОНЫ", "Марафон"), ("марафон в", "Марафон")],
)
async def test_a_misspelt_sister_is_found_too_after_the_exact_ones(igor: Person, text: str, exact: str) -> None:
    for day, title in enumerate(("Марофон весенний", "Марафон летний", "Марафон осенний"), 2):
        await published(igor, title, starts_at=START + timedelta(days=day), place="")
    await published(igor, "Магазин", place="")
    found = await titles(text=text)
    assert len(found) == 3
    exact_ones = [title for title in found if title.startswith(exact)]
    assert found[: len(exact_ones)] == exact_ones


async def test_exact_and_inexact_go_on_after_their_last_row(igor: Person) -> None:
    for day in range(2, 12):
        await published(igor, "Марофон" if day % 3 else "Марафон", starts_at=START + timedelta(days=day), place="")
    seen: list[str] = []
    after = None
    while rows := await catalogue.find_events(EventFilter(text="марафон"), now=START, after=after, limit=3):
        seen += [row.title for row in rows]
        after = (rows[-1].starts_at, rows[-1].id)
    assert seen == ["Марафон"] * 3 + ["Марофон"] * 7


async def test_a_word_that_is_changed_is_known(igor: Person) -> None:
    first = await published(igor, "Соревнование", place="")
    await published(igor, "Марафон", place="")
    await forma_database.execute("UPDATE events SET title = 'Марофон' WHERE id = $1", first.id)
    assert sorted(await titles(text="марафон")) == ["Марафон", "Марофон"]


async def test_an_organizer_is_found_by_name(town: Person) -> None:
    async with transaction():
        fedor = await meet(TelegramPerson(77, "Фёдор", "Королёв"), now=START, language="ru")
    await published(fedor, "Лыжня")
    for name in ("Фёдор", "федор королев", "королев"):
        assert await titles(text=name) == ["Лыжня"]


@pytest.mark.parametrize("text", ["бег", "забег", "running", "марафон"])
async def test_a_club_whose_name_has_the_word_hides_nobody_elses_events(town: Person, text: str) -> None:
    before = await titles(text=text)
    for name in ("Бег и марафон", "Забег", "Running"):
        await in_transaction(lambda name=name: founding.found(town, Said("club", name), now=START))  # type: ignore[misc]
    assert await titles(text=text) == before != []


@pytest.mark.parametrize("text", ["%", "_", "%%%", "\\", "'; DROP TABLE events; --", "$1", "!&|():*", "\x00"])
async def test_signs_that_mean_something_to_the_database_mean_nothing(town: Person, text: str) -> None:
    everything = 5
    found = await titles(text=text)
    assert len(found) in (0, everything)
    assert await titles(text=f"йога {text}") in (["Йога в парке", "100% йоги_для_всех"], [])
    assert len(await titles()) == everything


async def test_filters_combine(town: Person) -> None:
    assert await titles(category="yoga") == ["Йога в парке", "100% йоги_для_всех"]
    assert await titles(category="yoga", starts_before=START + timedelta(days=5)) == ["Йога в парке"]
    assert await titles(kind="race", is_online=False) == ["Забег в Сокольниках"]
    assert await titles(kind="race", is_online=True) == []
    assert await titles(any_category=("running", "beginners")) == ["Забег в Сокольниках", "Йога в парке"]
    assert await titles(text="йога", category="beginners") == ["Йога в парке"]


async def test_the_numbers_on_categories_are_right(town: Person) -> None:
    await drafted(town, "Черновик", categories=("yoga",))
    await published(town, "Тайная йога", visibility="private", categories=("yoga",))
    counts = {one.slug: one.count for one in await catalogue.list_categories(now=START)}
    assert (counts["yoga"], counts["running"], counts["beginners"], counts["team"]) == (2, 1, 1, 0)
    later = {one.slug: one.count for one in await catalogue.list_categories(now=START + timedelta(days=30))}
    assert later["yoga"] == 0


async def test_drafts_private_cancelled_and_past_events_are_not_listed(igor: Person) -> None:
    await drafted(igor, "Марафон черновик")
    await published(igor, "Марафон тайный", visibility="private")
    gone = await published(igor, "Марафон отменён")
    await published(igor, "Марафон")
    async with transaction():
        await lifecycle.cancel(igor, gone.id, "Гроза", now=START)
    assert await titles(text="марафон") == ["Марафон"] == await titles()
    assert await titles(now=START + timedelta(days=8)) == []


async def test_an_event_without_an_end_is_listed_while_it_runs(igor: Person) -> None:
    event = await published(igor, "Марафон")
    assert await titles(now=event.starts_at + timedelta(hours=2)) == ["Марафон"]
    assert await titles(now=event.starts_at + timedelta(hours=4)) == []


async def test_popular_are_those_that_people_chose_lately(igor: Person) -> None:
    soon = await published(igor, "Скоро", starts_at=START + timedelta(days=40))
    loved = await published(igor, "Любимый", starts_at=START + timedelta(days=50))
    left = await published(igor, "Покинутый", starts_at=START + timedelta(days=60))
    crowd = await meet_many(3)
    later = START + timedelta(days=20)
    for person, event, when in [
        *((person, soon, START) for person in crowd),
        *((person, loved, later) for person in crowd[:2]),
        *((person, left, later) for person in crowd),
    ]:
        async with transaction():
            await registration.register(person, event.id, {}, now=when)
    for person in crowd:
        async with transaction():
            await leaving.leave(person, left.id, now=later)
    assert await titles(now=later + timedelta(days=1), sort="popular") == ["Любимый", "Скоро", "Покинутый"]


async def test_near_means_thirty_kilometres_and_the_nearest_first(igor: Person) -> None:
    await published(igor, "Казань", latitude=KAZAN[0], longitude=KAZAN[1])
    await published(igor, "Окраина", latitude=MOSCOW[0] + 0.2, longitude=MOSCOW[1])
    await published(igor, "Центр", latitude=MOSCOW[0], longitude=MOSCOW[1], starts_at=START + timedelta(days=9))
    assert await titles(near=MOSCOW) == ["Окраина", "Центр"]
    assert await titles(near=MOSCOW, sort="near") == ["Центр", "Окраина"]


_SEED = """
WITH people AS (
    INSERT INTO users (status, language, telegram_reachable, created_at)
    SELECT 'active', 'ru', TRUE, $2::timestamptz FROM generate_series(1, 2000) RETURNING id
), named AS (
    INSERT INTO profiles (user_id, first_name, last_name, zone, about, interests, remembered, profile_visibility,
        results_visibility)
    SELECT id, 'Имя', md5(id::text), 'Europe/Moscow', '', '{}', '{}', 'public', 'public' FROM people
), made AS (
    INSERT INTO place_pools (capacity, taken, waiting) SELECT 50, 0, 0 FROM generate_series(1, $1) RETURNING id
), held AS (
    INSERT INTO events (organizer_id, status, title, description, kind, starts_at, zone, place, online_address,
        fee_minor, currency, rules, requirements, questions, visibility, version, created_at)
    SELECT (SELECT min(id) FROM people) + id % 2000, 'registration_open', 'Тренировка ' || md5(id::text), '',
        'training',
        $2::timestamptz + id * interval '10 minutes', 'Europe/Moscow', 'Парк ' || id % 500, '', 0, 'RUB', '', '{}',
        '[]', 'public', 1, $2 FROM made RETURNING id
)
INSERT INTO event_ways (event_id, way, pool_id)
    SELECT e.id, 'onsite', p.id FROM (SELECT id, row_number() OVER () AS n FROM held) e
    JOIN (SELECT id, row_number() OVER () AS n FROM made) p USING (n)
"""


async def test_twenty_thousand_events_are_found_without_reading_them_all(igor: Person) -> None:
    await forma_database.execute(_SEED, 20_000, START)
    await published(igor, "Забег в Сокольниках")
    await published(igor, "Марафон")
    await published(igor, "Марофон")
    await forma_database.execute("VACUUM ANALYZE events, event_ways, place_pools, profiles, registrations, event_words")
    wanted = [EventFilter(), *(EventFilter(text=text) for text in ("забеги сокольники", "сокольнеки", "марафон"))]
    for one in wanted:
        async with transaction() as tx:
            found = await catalogue.find_events(one, now=START)
            scans = await tx.sql.fetchval("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'events'")
        assert found
        assert scans == 0, one


async def test_the_plan_of_a_search_reads_indexes(igor: Person) -> None:
    """The body of the function, as the planner sees it on a table that is worth an index."""
    await forma_database.execute(_SEED, 20_000, START)
    await published(igor, "Марафон")
    await forma_database.execute(
        "INSERT INTO event_words SELECT 'слово' || translate(md5(n::text), '0123456789', 'абвгдежзик') "
        "FROM generate_series(1, 5000) n"
    )
    await forma_database.execute("VACUUM ANALYZE events, event_words")
    async with transaction() as tx:
        for said, index in (
            ("SELECT id FROM events WHERE search @@ plainto_tsquery('russian', 'марафон')", "events_search"),
            ("SELECT id FROM events WHERE search @@ (SELECT words_beside('марафон'))", "events_search"),
            ("SELECT word FROM event_words WHERE word % 'марафон'", "event_words_like"),
        ):
            plan = "\n".join(row[0] for row in await tx.sql.fetch(f"EXPLAIN {said}"))
            assert index in plan and "Seq Scan" not in plan, plan
