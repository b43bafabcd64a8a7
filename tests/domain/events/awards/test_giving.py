"""EV-10, EV-37: what approved results give, and that it goes when they do not hold; codes are handed out once."""

from __future__ import annotations

import asyncio

import pytest

from domain import database as forma_database
from domain.accounts.people import Person, get_person
from domain.achievements.queries import collection, counts, given_for
from domain.errors import NotAllowed, NotFound
from domain.events.awards import prizes
from domain.events.awards.errors import PrizeGiven, PrizeTextEmpty, TooManyPrizeCodes
from domain.events.results import entering, final
from domain.events.results.errors import ResultsFinal
from domain.events.tournaments import judging
from domain.files.sealing import new_key, read_keys
from domain.forms.form import JsonValue
from tests.kit.clock import START
from tests.kit.people import meet, meet_many
from tests.kit.races import race
from tests.kit.tournaments import begun

KEYS = read_keys(new_key())
TIMES = {1: "20:00", 2: "19:00", 3: "21:00", 4: "22:00", 5: "сошёл"}


async def _run(igor: Person, times: dict[int, str], runners: int = 6) -> int:
    event_id = await race(igor, runners, kind="race")
    await _put(igor, event_id, times)
    return event_id


async def _put(igor: Person, event_id: int, times: dict[int, str]) -> None:
    for number, said in times.items():
        async with forma_database.transaction():
            await entering.enter(igor, event_id, number, said, now=START)


async def _announce(igor: Person, event_id: int) -> None:
    async with forma_database.transaction():
        await final.announce(igor, event_id, now=START)


async def _reopen(igor: Person, event_id: int) -> None:
    async with forma_database.transaction():
        await final.reopen(igor, event_id, now=START)


async def _prize(igor: Person, event_id: int, **said: JsonValue) -> int:
    usual: dict[str, JsonValue] = {"place": 1, "among": "all", "text": "Кубок", "badge": True}
    async with forma_database.transaction():
        return await prizes.set_prize(igor, event_id, usual | said, KEYS, now=START)


async def _who(event_id: int, number: int) -> int:
    user_id: int = await forma_database.fetchval(
        "SELECT user_id FROM registrations WHERE event_id = $1 AND number = $2", event_id, number
    )
    return user_id


async def _kinds(event_id: int, number: int) -> list[tuple[str, int | None, str]]:
    badges = await given_for(await _who(event_id, number), f"event:{event_id}")
    return [(one.kind, one.place, one.among) for one in badges]


async def test_whoever_finishes_is_a_finisher_and_the_first_is_the_winner(database: str) -> None:
    """Numbers 2 and 4 have ids of one sex, 1 and 3 of the other."""
    igor = await meet("Игорь")
    event_id = await _run(igor, TIMES)
    assert await counts(await _who(event_id, 2)) == {}, "nothing before they are approved"
    await _announce(igor, event_id)
    assert await _kinds(event_id, 2) == [("winner", 1, ""), ("finisher", None, "")]
    first, second = await _kinds(event_id, 1), await _kinds(event_id, 4)
    assert [one[:2] for one in first] == [("winner", 1), ("prize", 2), ("finisher", None)]
    assert first[0][2] in ("female", "male") and first[1][2] == "", "first of the other sex, second among everybody"
    assert [one[:2] for one in second] == [("prize", 2), ("finisher", None)]
    assert await _kinds(event_id, 5) == [] == await _kinds(event_id, 6)


async def test_a_revoked_result_takes_its_badge_along_at_once_and_others_keep_theirs(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _run(igor, TIMES)
    await _announce(igor, event_id)
    with pytest.raises(ResultsFinal):
        await _announce(igor, event_id)
    await _reopen(igor, event_id)
    assert [one[0] for one in await _kinds(event_id, 2)] == ["winner", "finisher"], "nothing has changed yet"
    async with forma_database.transaction():
        await entering.disqualify(igor, event_id, 2, "срезал круг", now=START)
    assert await _kinds(event_id, 2) == []
    assert [one[0] for one in await _kinds(event_id, 3)] == ["prize", "finisher"], "given anew with the approval alone"
    await _announce(igor, event_id)
    assert (await _kinds(event_id, 1))[0] == ("winner", 1, "")
    assert await _kinds(event_id, 2) == []
    await _reopen(igor, event_id)
    await _put(igor, event_id, {2: "19:00"})
    await _announce(igor, event_id)
    assert (await _kinds(event_id, 2))[0] == ("winner", 1, "")


async def test_approved_by_two_at_once_it_is_given_once(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _run(igor, TIMES)
    await _prize(igor, event_id, codes="AAA\nBBB")
    found = await asyncio.gather(_announce(igor, event_id), _announce(igor, event_id), return_exceptions=True)
    assert [type(one) for one in found if one] == [ResultsFinal]
    assert await forma_database.fetchval("SELECT count(*) FROM badges WHERE kind = 'finisher'") == 4
    assert await forma_database.fetchval("SELECT count(*) FROM prize_codes WHERE user_id IS NOT NULL") == 1


async def test_approving_and_correcting_at_once_end_in_what_the_board_says(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _run(igor, TIMES)
    await _announce(igor, event_id)
    await _reopen(igor, event_id)

    async def correct() -> None:
        async with forma_database.transaction():
            await entering.disqualify(igor, event_id, 2, "срезал круг", now=START)

    await asyncio.gather(_announce(igor, event_id), correct(), return_exceptions=True)
    state = await forma_database.fetchval(
        "SELECT state FROM results r JOIN registrations g ON g.id = r.registration_id WHERE g.number = 2"
    )
    assert ("winner" in [one[0] for one in await _kinds(event_id, 2)]) == (state == "ok")
    assert ("winner", 1, "") in await _kinds(event_id, 2 if state == "ok" else 1) or state != "ok"


async def test_the_winner_has_the_prize_and_its_code_and_nobody_else(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _run(igor, TIMES)
    await _prize(igor, event_id, text="Кроссовки", codes=" SPORT-1 \nSPORT-2\nSPORT-1")
    await _prize(igor, event_id, place=4, text="Шапка", badge=True)
    await _announce(igor, event_id)
    (won,) = await prizes.own_prizes(await _who(event_id, 2), event_id, KEYS)
    assert (won.place, won.text, won.code) == (1, "Кроссовки", "SPORT-1")
    (hat,) = await prizes.own_prizes(await _who(event_id, 4), event_id, KEYS)
    assert (hat.text, hat.code, hat.awaits_code) == ("Шапка", None, False)
    assert ("prize", 4, "") not in await _kinds(event_id, 4), "the better place of the kind counts"
    assert await prizes.own_prizes(await _who(event_id, 3), event_id, KEYS) == []
    stored = await forma_database.fetch("SELECT sealed FROM prize_codes")
    assert all(b"SPORT" not in row["sealed"] for row in stored)
    assert (await prizes.own_prizes(await _who(event_id, 2), event_id, read_keys(new_key())))[0].code is None


async def test_a_code_that_was_read_stays_and_the_new_winner_gets_another(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _run(igor, TIMES)
    await _prize(igor, event_id, codes="AAA\nBBB")
    await _announce(igor, event_id)
    await _reopen(igor, event_id)
    async with forma_database.transaction():
        await entering.disqualify(igor, event_id, 2, "срезал круг", now=START)
    assert await prizes.own_prizes(await _who(event_id, 2), event_id, KEYS) == []
    await _announce(igor, event_id)
    (won,) = await prizes.own_prizes(await _who(event_id, 1), event_id, KEYS)
    assert won.code == "BBB"
    (table,) = await prizes.prizes_of(event_id)
    assert (table.codes, table.handed, table.winners, table.short_of_codes) == (2, 2, 1, 0)


async def test_who_shares_a_place_shares_the_prize_and_codes_that_run_out_are_said(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _run(igor, {1: "19:00", 2: "19:00", 3: "21:00"})
    await _prize(igor, event_id, codes="AAA")
    await _announce(igor, event_id)
    both = [await prizes.own_prizes(await _who(event_id, one), event_id, KEYS) for one in (1, 2)]
    assert sorted(str(one[0].code) for one in both) == ["AAA", "None"]
    assert [one[0].awaits_code for one in both if one[0].code is None] == [True]
    await _prize(igor, event_id, codes="BBB")
    both = [await prizes.own_prizes(await _who(event_id, one), event_id, KEYS) for one in (1, 2)]
    assert sorted(str(one[0].code) for one in both) == ["AAA", "BBB"], "added later, it goes to who waits for it"


async def test_a_prize_that_comes_after_the_end_is_told_to_its_winner(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await _run(igor, TIMES)
    await _announce(igor, event_id)
    await _prize(igor, event_id, place=3, text="Лампа")
    told = await forma_database.fetch("SELECT user_id FROM outbox WHERE kind = 'award-prize'")
    assert [row["user_id"] for row in told] == [await _who(event_id, 3)]


async def test_prizes_are_for_who_manages_the_event(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event_id = await _run(igor, TIMES)
    prize_id = await _prize(igor, event_id)
    with pytest.raises(NotAllowed):
        await _prize(olya, event_id)
    with pytest.raises(NotAllowed):
        async with forma_database.transaction():
            await prizes.remove(olya, prize_id, now=START)
    with pytest.raises(NotFound):
        async with forma_database.transaction():
            await prizes.remove(igor, 999_999, now=START)
    with pytest.raises(PrizeTextEmpty):
        await _prize(igor, event_id, text="\u200b \n")
    with pytest.raises(TooManyPrizeCodes):
        await _prize(igor, event_id, codes="\n".join(f"C{one}" for one in range(501)))
    await _announce(igor, event_id)
    with pytest.raises(PrizeGiven):
        async with forma_database.transaction():
            await prizes.remove(igor, prize_id, now=START)


async def test_a_thousand_finishers_have_their_badge_in_a_few_statements(database: str) -> None:
    igor = await meet("Игорь")
    event_id = await race(igor, 1200)
    await _put(igor, event_id, {1: "1:00:00"})
    await forma_database.execute(
        "INSERT INTO results (event_id, registration_id, user_id, state, marks, total, reason, source, verified, "
        "sort_key, entered_at) SELECT event_id, id, user_id, 'ok', '[1]', 1, '', 'import', TRUE, "
        "ARRAY[0, 1000000 + number], $2 FROM registrations WHERE event_id = $1 AND number > 1",
        *(event_id, START),
    )
    await _announce(igor, event_id)
    assert await forma_database.fetchval("SELECT count(*) FROM badges WHERE kind = 'finisher'") == 1200
    await _reopen(igor, event_id)
    async with forma_database.transaction():
        await entering.disqualify(igor, event_id, 1000, "не тот круг", now=START)
    assert await forma_database.fetchval("SELECT count(*) FROM badges WHERE revoked_at IS NOT NULL") == 1


async def test_a_tournament_gives_badges_and_prizes_and_a_correction_moves_them(database: str) -> None:
    igor = await meet("Игорь")
    cup = await begun(igor, await meet_many(4))
    await _prize(igor, cup.event_id, text="Ракетка", codes="ACE-1\nACE-2")
    await cup.won("W1.1", 1)
    await cup.won("W1.2", 2)
    assert await counts(cup.players[0].id) == {}
    await cup.won("W2.1", 1)
    assert await counts(cup.players[0].id) == {"winner": 1, "player": 1}
    assert await counts(cup.players[1].id) == {"prize": 1, "player": 1}
    assert await counts(cup.players[3].id) == {"prize": 1, "player": 1}, "the third place is shared"
    assert (await prizes.own_prizes(cup.players[0].id, cup.event_id, KEYS))[0].code == "ACE-1"
    match = await cup.match("W2.1")
    async with forma_database.transaction():
        manager = await get_person(igor.id)
        score = (1, 2) if match.first_seed == 1 else (2, 1)
        await judging.enter(manager, match.id, *score, version=match.version, now=START)
    assert await counts(cup.players[1].id) == {"winner": 1, "player": 1}
    assert await counts(cup.players[0].id) == {"prize": 1, "player": 1}
    assert (await prizes.own_prizes(cup.players[1].id, cup.event_id, KEYS))[0].code == "ACE-2"
    told = await forma_database.fetch("SELECT user_id FROM outbox WHERE kind = 'award-prize'")
    assert [row["user_id"] for row in told] == [cup.players[1].id]
    async with forma_database.transaction():
        match = await cup.match("W2.1")
        await judging.take_back(manager, match.id, version=match.version, now=START)
    assert await counts(cup.players[1].id) == {} == await counts(cup.players[0].id)


async def test_the_collection_goes_on_without_end(database: str) -> None:
    olya = await meet("Оля")
    await forma_database.execute(
        "INSERT INTO badges (user_id, kind, subject, title, given_at) SELECT $1, 'finisher', 'event:' || n, "
        "'Забег ' || n, $2::timestamptz + n % 3 * interval '1 day' FROM generate_series(1, 1000) n",
        *(olya.id, START),
    )
    seen, after = [], None
    while part := await collection(olya.id, after=after, limit=64):
        seen += [one.id for one in part]
        after = (part[-1].given_at, part[-1].id)
    assert len(seen) == len(set(seen)) == 1000
    assert seen[30:40] == [one.id for one in await collection(olya.id, offset=30, limit=10)]
