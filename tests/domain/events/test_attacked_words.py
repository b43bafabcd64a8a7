"""What one person can make us say to others: each of these went on without end once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import cycle

import pytest

from domain import database as forma_database
from domain.accounts.onboarding import give_consent
from domain.accounts.people import Person, get_person
from domain.database import in_transaction
from domain.events.entrance import checkers
from domain.events.entry import leaving, registration
from domain.events.entry.errors import EnteredTooOften
from domain.events.entry.own import MOST_A_DAY
from domain.events.entry.together import Wish, register_together
from domain.events.outings import outings
from domain.events.outings.words import Wanted
from domain.events.people import adding, letters, numbers, removal
from domain.events.people.roster import PeopleFilter
from domain.events.talking import talk
from domain.events.teams import captains, joining
from domain.events.teams import rules as team_rules
from domain.events.teams.rules import TeamRules
from domain.events.tournaments import judging, playing
from domain.notifications import pace
from domain.notifications.pace import SaidTooMuch
from domain.organizations import founding, team
from domain.organizations.follows import Organizer, follow
from domain.organizations.form import Said
from tests.kit.clock import START
from tests.kit.people import meet, meet_many, published
from tests.kit.tournaments import begun

LATER = START + timedelta(hours=1)
TOMORROW = START + timedelta(days=1)
MOST_TRIED = 60


async def done(work: Callable[[], Awaitable[object]]) -> object:
    return await in_transaction(work)


async def told(person: Person, kind: str) -> int:
    count: int = await forma_database.fetchval(
        "SELECT count(*) FROM outbox WHERE user_id = $1 AND kind = $2 AND state <> 'obsolete'", person.id, kind
    )
    return count


async def until_refused(*steps: Callable[[], Awaitable[object]]) -> None:
    """Again and again, until one of them says no."""
    with pytest.raises(SaidTooMuch):
        for _ in range(MOST_TRIED):
            for step in steps:
                await done(step)


async def test_a_stranger_is_not_invited_into_a_team_without_end(database: str) -> None:
    """Asked, taken back, asked again; and somebody else in between changes nothing."""
    igor, masha = await meet("Игорь"), await meet("Маша")
    club = (await in_transaction(lambda: founding.found(igor, Said("club", "Бегуны"), now=START))).id
    igor = await get_person(igor.id)

    async def invite() -> None:
        invited = await team.invite(igor, club, masha, "manager", now=START)
        await team.take_back(igor, club, invited.id, now=START)

    await until_refused(invite)
    assert await told(masha, "organization-invitation") == pace.TO_ONE.most
    await done(lambda: team.invite(igor, club, masha, "manager", now=TOMORROW))


async def test_nobody_is_named_for_a_door_again_and_again(database: str) -> None:
    igor, masha = await meet("Игорь"), await meet("Маша")
    event, seconds = await published(igor), iter(range(MOST_TRIED))
    await until_refused(
        lambda: checkers.add_checker(igor, event.id, masha.id, now=START + timedelta(seconds=next(seconds))),
        lambda: checkers.remove_checker(igor, event.id, masha.id, now=START),
    )
    assert await told(masha, "event-checker") == pace.TO_ONE.most


async def test_who_is_brought_and_taken_out_hears_of_it_some_times_a_day(database: str) -> None:
    """The reason is the organizer's own words, and reaches whoever has an account."""
    igor, masha = await meet("Игорь"), await meet("Маша")
    await done(lambda: give_consent(masha.id, now=START))
    event = await published(igor)

    async def bring_and_take_out() -> None:
        added = await adding.add(igor, event.id, masha, now=START)
        await removal.remove(igor, added.registration_id, "Купите наши кроссовки", now=START)  # type: ignore[arg-type]

    await until_refused(bring_and_take_out)
    assert await told(masha, "event-removed") == pace.TO_ONE.most
    taken_out = await forma_database.fetchval("SELECT max(id) FROM registrations WHERE user_id = $1", masha.id)
    with pytest.raises(SaidTooMuch):
        await done(lambda: removal.restore(igor, taken_out, now=START))


async def test_one_person_calls_so_many_strangers_a_day(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is to: of all events, teams and clubs together."""
    monkeypatch.setattr(pace, "CALLS", pace.Bound(3, pace.DAY))
    igor = await meet("Игорь")
    event, strangers = await published(igor), [await meet(f"Человек {number}") for number in range(4)]
    await done(lambda: team_rules.set_rules(igor, event.id, TeamRules(1, 9, 1), now=START))
    await done(lambda: registration.register(igor, event.id, {}, now=START))
    squad = await in_transaction(lambda: captains.make(igor, event.id, "Вихрь", now=START))
    await done(lambda: captains.invite(igor, squad, strangers[0], now=START))
    await done(lambda: adding.add(igor, event.id, strangers[1], now=START))
    await done(lambda: checkers.add_checker(igor, event.id, strangers[2].id, now=START))
    for call in (
        lambda: captains.invite(igor, squad, strangers[3], now=START),
        lambda: adding.add(igor, event.id, strangers[3], now=START),
        lambda: checkers.add_checker(igor, event.id, strangers[3].id, now=START),
    ):
        with pytest.raises(SaidTooMuch):
            await done(call)
    await done(lambda: captains.invite(igor, squad, strangers[3], now=TOMORROW))


async def test_a_member_is_not_moved_between_teams_all_day(database: str) -> None:
    igor, masha = await meet("Игорь"), await meet("Маша")
    event = await published(igor)
    await done(lambda: team_rules.set_rules(igor, event.id, TeamRules(1, 9, 1), now=START))
    for person in (igor, masha):
        await done(lambda p=person: registration.register(p, event.id, {}, now=START))  # type: ignore[misc]
    squad = await in_transaction(lambda: captains.make(igor, event.id, "Вихрь", now=START))
    hers = await forma_database.fetchval("SELECT id FROM registrations WHERE user_id = $1", masha.id)
    await until_refused(
        lambda: joining.put(igor, hers, squad, now=START),
        lambda: joining.put(igor, hers, None, now=START),
    )
    assert await told(masha, "team-news") == pace.TO_ONE.most


async def test_questions_do_not_rain(database: str) -> None:
    """Neither on the organizer nor into the room; ten minutes later they go on, and so do other people's."""
    igor, olya, masha = await meet("Игорь"), await meet("Оля"), await meet("Маша")
    event = await published(igor)
    await until_refused(lambda: talk.ask_organizer(olya, event.id, "Ну что?", now=START))
    assert await told(igor, "chat-question") == pace.WORDS.most
    await done(lambda: talk.ask_organizer(masha, event.id, "Где старт?", now=START))
    await done(lambda: talk.ask_organizer(olya, event.id, "Где старт?", now=START + pace.WORDS.within))
    await done(lambda: registration.register(olya, event.id, {}, now=START))
    await until_refused(lambda: talk.post_to_room(olya, event.id, "Ну что?", now=START))
    await done(lambda: talk.hear(olya, event.id, "Здесь решает группа", now=START))


async def test_letters_do_not_rain_on_participants(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor)
    await done(lambda: registration.register(olya, event.id, {}, now=START))

    async def write() -> None:
        letter = await letters.write(igor, event.id, "Новости", PeopleFilter(), now=START)
        await letters.send(igor, letter, now=START)

    async def announce() -> None:
        said = await talk.announce(igor, event.id, "Новости", now=START)
        await talk.send_to_participants(igor, said, now=START)

    await until_refused(write, announce)
    assert await told(olya, letters.KIND) + await told(olya, "chat-said") == pace.LETTERS.most


async def test_an_outing_is_not_moved_every_minute(database: str) -> None:
    olya, pasha = await meet("Оля"), await meet("Паша")
    wanted = Wanted("10 км", "", START + timedelta(days=2), True, "Europe/Moscow")
    called = await in_transaction(lambda: outings.call_out(olya, wanted, source="inline:1", language="ru", now=START))
    own = await in_transaction(lambda: outings.seen(called.outing_id, "AAAA", now=START))
    await done(lambda: outings.answer(pasha, own, "yes", now=START))
    hours = iter(range(1, MOST_TRIED))
    await until_refused(
        lambda: outings.move(olya, own, START + timedelta(days=2, hours=next(hours)), "Europe/Moscow", now=START)
    )
    assert await told(pasha, "outing-moved") == pace.CHANGES.most
    await done(lambda: outings.move(olya, own, START + timedelta(days=5), "Europe/Moscow", now=LATER))


@pytest.mark.parametrize("together", [False, True], ids=["alone", "in a crowd"])
async def test_nobody_goes_in_and_out_all_day(database: str, together: bool) -> None:
    """Each time the organizers may hear of it; both ways in know the bound."""
    igor, olya, pasha = await meet("Игорь"), await meet("Оля"), await meet("Паша")
    event = await published(igor)
    for number in range(MOST_A_DAY):
        now = START + timedelta(minutes=number)
        await done(lambda now=now: registration.register(olya, event.id, {}, now=now))  # type: ignore[misc]
        await done(lambda now=now: leaving.leave(olya, event.id, now=now))  # type: ignore[misc]
    if together:
        wishes = [Wish(olya), Wish(pasha)]
        hers, his = await in_transaction(lambda: register_together(wishes, event.id, now=LATER))
        assert hers is None and his is not None and his.status == "confirmed"
    with pytest.raises(EnteredTooOften):
        await registration.prepare(olya, event.id, now=LATER)
    with pytest.raises(EnteredTooOften):
        await done(lambda: registration.register(olya, event.id, {}, now=LATER))
    await done(lambda: registration.register(olya, event.id, {}, now=TOMORROW + timedelta(minutes=1)))


async def test_what_was_said_long_ago_is_forgotten(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor)
    for now in (START, LATER):
        await done(lambda now=now: talk.ask_organizer(olya, event.id, "Где старт?", now=now))  # type: ignore[misc]
    await pace.purge(now=TOMORROW)
    assert await forma_database.fetchval("SELECT count(*) FROM said_lately") == 1
    await pace.purge(now=LATER + pace.DAY)
    assert await forma_database.fetchval("SELECT count(*) FROM said_lately") == 0


async def test_followers_do_not_hear_of_events_without_end(database: str) -> None:
    """Made they are, found they are; a season of dates that come out together is one piece of news."""
    igor, olya = await meet("Игорь"), await meet("Оля")
    await follow(olya, Organizer(user_id=igor.id), now=START)
    events = [await published(igor, title=f"Забег {number}") for number in range(pace.NEWS.most + 3)]
    assert await told(olya, "event-news") == pace.NEWS.most
    assert {event.status for event in events} == {"registration_open"}
    await published(igor, title="Завтра", now=TOMORROW)
    assert await told(olya, "event-news") == pace.NEWS.most + 1


async def test_numbers_are_not_changed_all_day(database: str) -> None:
    igor, olya = await meet("Игорь"), await meet("Оля")
    event = await published(igor)
    await done(lambda: registration.register(olya, event.id, {}, now=START))
    moments = (START + timedelta(seconds=second) for second in range(MOST_TRIED))
    await until_refused(lambda: numbers.renumber(igor, event.id, 1, "registered", now=next(moments)))
    assert await told(olya, "event-number") == pace.LETTERS.most
    tries = iter(range(1, MOST_TRIED))

    async def another() -> None:
        number = next(tries)
        await numbers.change_number(igor, event.id, number, number + 1, now=next(moments))

    await until_refused(another)
    assert await told(olya, "event-number") == pace.LETTERS.most + pace.TO_ONE.most


async def test_a_final_is_not_decided_every_minute(database: str) -> None:
    """Each time all players hear who has won, and then that it was nothing."""
    igor = await meet("Игорь")
    made = await begun(igor, await meet_many(2))
    (final,) = (await made.hand()).matches

    async def decide() -> None:
        await judging.enter(igor, final.id, 2, 0, version=None, now=START)

    async def take_back() -> None:
        await judging.take_back(igor, final.id, version=None, now=START)

    await until_refused(decide, take_back)
    ended = await forma_database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'tournament-finished'")
    assert ended == 3 * pace.CHANGES.most // 2, "two players and the organizer, each other time"


async def test_a_player_does_not_report_every_minute(database: str) -> None:
    igor = await meet("Игорь")
    made = await begun(igor, await meet_many(2))
    (final,) = (await made.hand()).matches
    scores = cycle([(2, 0), (2, 1)])

    async def report() -> None:
        match = await made.match(final.key)
        await playing.report(made.players[0], final.id, *next(scores), version=match.version, now=START)

    await until_refused(report)
    assert await told(made.players[1], "tournament-reported") == pace.CHANGES.most
