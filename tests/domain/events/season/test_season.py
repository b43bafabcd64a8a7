"""EV-x2: season points sum; the best dates count, approved ones alone, and everything follows a change."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest

from domain import database
from domain.accounts import privacy
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound
from domain.events import lifecycle
from domain.events.entry import own, registration
from domain.events.errors import ResultsApproved
from domain.events.links import change_link, new_token, open_link
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from domain.events.results import entering, final
from domain.events.results import rules as scoring_rules
from domain.events.season import queries, rules
from domain.events.season.errors import SeasonTableWrong
from domain.events.season.queries import Standing
from domain.events.season.rules import SeasonRules, read_rules
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, published

PLACES = SeasonRules("places", (25, 18, 15), None)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def dates_of(igor: Person, dates: int, said: SeasonRules | None = PLACES) -> tuple[int, list[int]]:
    """A weekly race with its season: the series and its dates in their order."""
    first = await published(igor, capacity=None)
    made = await in_transaction(lambda: series.make(igor, first.id, Wanted(dates), now=START))
    if said is not None:
        await in_transaction(lambda: rules.set_rules(igor, made.series_id, said, now=START))
    rows = await database.fetch("SELECT id FROM events WHERE series_id = $1 ORDER BY starts_at", made.series_id)
    return made.series_id, [row["id"] for row in rows]


async def raced(igor: Person, event_id: int, came_in: Sequence[Person | None], *, out: Sequence[Person] = ()) -> None:
    """In this order; `out` did not finish. Approved. None: nobody there, so that places are left out."""
    now = START + timedelta(days=1)
    numbers: dict[int, int] = {}
    for one in [*filter(None, came_in), *out]:
        if not await own.is_in(event_id, one.id):
            done = await in_transaction(lambda one=one: registration.register(one, event_id, {}, now=START))  # type: ignore[misc]
            numbers[one.id] = await database.fetchval(
                "SELECT number FROM registrations WHERE id = $1", done.registration_id
            )

    async def enter() -> None:
        await lifecycle.start(igor, event_id, now=now)
        for at, one in enumerate(came_in):
            if one is not None:
                await entering.enter(igor, event_id, numbers[one.id], f"0:{20 + at}:00", now=now)
        for one in out:
            await entering.enter(igor, event_id, numbers[one.id], "сошёл", now=now)
        await final.announce(igor, event_id, now=now)

    await in_transaction(enter)


async def stand(igor: Person, series_id: int) -> list[tuple[str, int, int]]:
    rows = await queries.standings(await queries.season_for(series_id, igor))
    return [(row.name, row.place, row.points // 1000) for row in rows]


async def test_season_points_sum_and_only_approved_dates_count(igor: Person) -> None:
    series_id, (first, second, third) = await dates_of(igor, 3)
    olya, masha, lena, anna = await meet("Оля"), await meet("Маша"), await meet("Лена"), await meet("Анна")
    await raced(igor, first, [olya, masha, lena, anna])
    assert await stand(igor, series_id) == [("Оля", 1, 25), ("Маша", 2, 18), ("Лена", 3, 15), ("Анна", 4, 0)]
    await raced(igor, second, [masha, lena], out=[olya])
    assert await stand(igor, series_id) == [("Маша", 1, 43), ("Лена", 2, 33), ("Оля", 3, 25), ("Анна", 4, 0)]
    await in_transaction(lambda: final.reopen(igor, first, now=START))
    assert await stand(igor, series_id) == [("Маша", 1, 25), ("Лена", 2, 18), ("Оля", 3, 0)]
    await in_transaction(lambda: entering.disqualify(igor, first, 1, "Срезала круг", now=START))
    await in_transaction(lambda: final.announce(igor, first, now=START))
    assert await stand(igor, series_id) == [("Маша", 1, 50), ("Лена", 2, 36), ("Анна", 3, 15), ("Оля", 4, 0)]
    card = await queries.season_for(series_id, lena)
    assert card.own is not None and (card.own.place, card.done, card.series.has_season) == (2, 2, True)
    assert [(one.place, one.points) for one in await queries.dates_of(card, lena.id)] == [(2, 18_000), (2, 18_000)]
    with pytest.raises(NotFound):
        await queries.season_for(999, olya)
    with pytest.raises(ResultsApproved):
        await in_transaction(lambda: lifecycle.cancel(igor, second, "дождь", now=START))
    assert third not in [one.event_id for one in await queries.dates_of(card, lena.id)]


async def test_the_best_dates_count_and_a_missed_one_is_nothing(igor: Person) -> None:
    series_id, events = await dates_of(igor, 3, SeasonRules("places", (10, 6, 4, 3), 2))
    olya, masha, lena = await meet("Оля"), await meet("Маша"), await meet("Лена")
    await raced(igor, events[0], [olya, masha, lena])
    await raced(igor, events[1], [masha, olya, lena])
    await raced(igor, events[2], [lena, None, olya])
    assert await stand(igor, series_id) == [("Оля", 1, 16), ("Маша", 2, 16), ("Лена", 3, 14)]
    card = await queries.season_for(series_id, olya)
    found = await queries.dates_of(card, olya.id)
    assert [(one.place, one.counts) for one in found] == [(2, False), (2, True), (1, True)]
    everything = SeasonRules("places", (10, 6, 4, 3), None)
    await in_transaction(lambda: rules.set_rules(igor, series_id, everything, now=START))
    assert await stand(igor, series_id) == [("Оля", 1, 22), ("Лена", 2, 18), ("Маша", 3, 16)]


async def test_ties_are_decided_by_wins_then_by_the_last_date_and_else_shared(igor: Person) -> None:
    series_id, (first, second) = await dates_of(igor, 2, SeasonRules("places", (10, 6, 4, 4), None))
    olya, masha, lena, anna = await meet("Оля"), await meet("Маша"), await meet("Лена"), await meet("Анна")
    await raced(igor, first, [lena, olya, masha, anna])
    await raced(igor, second, [olya, lena, anna, masha])
    assert await stand(igor, series_id) == [("Оля", 1, 16), ("Лена", 2, 16), ("Анна", 3, 8), ("Маша", 4, 8)]
    other_series, others = await dates_of(igor, 2, SeasonRules("places", (1, 1, 1), None))
    await raced(igor, others[0], [olya, masha])
    await in_transaction(lambda: final.reopen(igor, others[0], now=START))
    await in_transaction(lambda: entering.enter(igor, others[0], 2, "0:20:00", now=START))
    await in_transaction(lambda: final.announce(igor, others[0], now=START))
    assert [(place, points) for _, place, points in await stand(igor, other_series)] == [(1, 1), (1, 1)]


async def test_alike_in_points_and_wins_who_came_second_oftener_is_in_front(igor: Person) -> None:
    series_id, (first, second) = await dates_of(igor, 2, SeasonRules("places", (10, 6, 5, 4), None))
    olya, masha, lena, anna = await meet("Оля"), await meet("Маша"), await meet("Лена"), await meet("Анна")
    await raced(igor, first, [lena, olya, masha, anna])
    await raced(igor, second, [lena, anna, masha, olya])
    assert await stand(igor, series_id) == [("Лена", 1, 20), ("Анна", 2, 10), ("Оля", 3, 10), ("Маша", 4, 10)]


async def test_a_date_may_give_its_own_points(igor: Person) -> None:
    series_id, (event_id, _) = await dates_of(igor, 2, SeasonRules("points", (), None))
    olya, masha = await meet("Оля"), await meet("Маша")
    for one in (olya, masha):
        await in_transaction(lambda one=one: registration.register(one, event_id, {}, now=START))  # type: ignore[misc]

    async def play() -> None:
        await lifecycle.start(igor, event_id, now=START)
        answers = {"measure": "points", "stages": 1, "table": "", "ties": [], "by_sex": False, "ages": ""}
        await scoring_rules.set_scoring(igor, event_id, answers, now=START)
        await entering.enter(igor, event_id, 1, "12,5", now=START)
        await entering.enter(igor, event_id, 2, "40", now=START)
        await final.announce(igor, event_id, now=START)

    await in_transaction(play)
    rows = await queries.standings(await queries.season_for(series_id, igor))
    assert [(row.name, row.points) for row in rows] == [("Маша", 40_000), ("Оля", 12_500)]


async def test_rules_are_the_managers_and_hidden_names_stay_hidden(igor: Person) -> None:
    series_id, (event_id, *_) = await dates_of(igor, 2, None)
    olya, masha = await meet("Оля"), await meet("Маша")
    await raced(igor, event_id, [olya, masha])
    assert (await queries.season_for(series_id, olya)).rules is None
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: rules.set_rules(olya, series_id, PLACES, now=START))
    await in_transaction(lambda: rules.set_rules(igor, series_id, PLACES, now=START))
    await in_transaction(lambda: privacy.set_visibility(masha.id, "results", public=True))
    seen = await queries.standings(await queries.season_for(series_id, masha))
    assert [row.name for row in seen] == ["", "Маша"]
    for wrong in ("", "много", "1;" * 101, "99999999"):
        with pytest.raises(SeasonTableWrong):
            read_rules({"by": "places", "table": wrong, "counted": None})
    await in_transaction(lambda: rules.drop_rules(igor, series_id, now=START))
    assert await database.fetchval("SELECT count(*) FROM season_points") == 0
    assert await stand(igor, series_id) == []
    actions = [row["action"] for row in await database.fetch("SELECT action FROM audit_entries ORDER BY id")]
    assert actions.count("season-rules-set") == 1 and actions[-1] == "season-rules-dropped"


async def test_a_private_date_counts_for_who_may_see_it(igor: Person) -> None:
    series_id, events = await dates_of(igor, 3)
    olya, masha, lena, paul = await meet("Оля"), await meet("Маша"), await meet("Лена"), await meet("Паша")
    for one in (olya, masha, lena):
        await in_transaction(lambda one=one: privacy.set_visibility(one.id, "results", public=True))  # type: ignore[misc]
    await raced(igor, events[0], [olya, masha])
    await raced(igor, events[1], [masha, lena, olya])
    token = new_token()
    await database.execute("UPDATE events SET visibility = 'private', link_token = $2 WHERE id = $1", events[1], token)
    in_public, in_all = [("Оля", 1, 25), ("Маша", 2, 18)], [("Маша", 1, 43), ("Оля", 2, 40), ("Лена", 3, 18)]
    assert await stand(igor, series_id) == await stand(olya, series_id) == in_all
    card = await queries.season_for(series_id, paul)
    assert (await stand(paul, series_id), card.done, card.own) == (in_public, 1, None)
    first = await queries.standings(card, limit=1)
    assert [row.name for row in await queries.standings(card, after=_last(first))] == ["Маша"]
    assert [row.place for row in await queries.standings(card, offset=1)] == [2]
    assert await queries.dates_of(card, lena.id) == [], "nothing of it can be asked for by number either"
    await in_transaction(lambda: open_link(paul.id, token))
    assert await stand(paul, series_id) == in_all and (await queries.season_for(series_id, paul)).done == 2
    await in_transaction(lambda: change_link(igor, events[1], now=START))
    assert await stand(paul, series_id) == in_public
    theirs = await database.fetchval(
        "SELECT id FROM registrations WHERE event_id = $1 AND user_id = $2", events[1], masha.id
    )
    await database.execute("UPDATE registrations SET status = 'withdrawn' WHERE id = $1", theirs)
    out = await queries.season_for(series_id, masha)
    assert out.own is not None and (out.own.place, out.own.points) == (2, 18_000)


async def test_two_dates_approved_at_once_are_both_in_the_sum_and_it_is_what_one_counts_by_hand(igor: Person) -> None:
    said = SeasonRules("places", (9, 7, 5, 4, 3, 2, 1), 2)
    series_id, events = await dates_of(igor, 4, said)
    people, by_chance = await meet_many(12), Random(3)
    for event_id in events:
        await raced(igor, event_id, by_chance.sample(people, 8))
    for event_id in events[:3]:
        await in_transaction(lambda event_id=event_id: final.reopen(igor, event_id, now=START))  # type: ignore[misc]
    await asyncio.gather(
        *(
            in_transaction(lambda event_id=event_id: final.announce(igor, event_id, now=START))  # type: ignore[misc]
            for event_id in events[:3]
        )
    )
    worth: dict[int, list[int]] = defaultdict(list)
    for event_id in events:
        rows = await database.fetch("SELECT user_id FROM results WHERE event_id = $1 ORDER BY sort_key", event_id)
        for at, row in enumerate(rows):
            worth[row["user_id"]].append(said.table[at] if at < len(said.table) else 0)
    by_hand = {user_id: sum(sorted(found, reverse=True)[:2]) * 1000 for user_id, found in worth.items()}
    card = await queries.season_for(series_id, igor)
    found: list[Standing] = []
    while page := await queries.standings(card, after=_last(found), limit=5):
        found += page
    assert {row.user_id: row.points for row in found} == by_hand
    keys = [row.sort_key for row in found]
    assert keys == sorted(keys) and [row.place for row in found] == [1 + sum(one < key for one in keys) for key in keys]
    for row in found:
        own = await queries.season_for(series_id, next(one for one in people if one.id == row.user_id))
        assert own.own is not None and own.own.place == row.place
    by_offset = [row.user_id for at in (0, 5, 10) for row in await queries.standings(card, offset=at, limit=5)]
    assert by_offset == [row.user_id for row in found]


def _last(found: Sequence[Standing]) -> tuple[tuple[int, ...], int] | None:
    return (found[-1].sort_key, found[-1].user_id) if found else None
