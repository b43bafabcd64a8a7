"""EV-15: who follows an organizer, or has subscribed to a series, hears of what is new: once, and not at night."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain import database as forma_database
from domain.accounts.people import Person, get_person
from domain.database import in_transaction
from domain.errors import NotFound
from domain.events import holders, lifecycle, news, organizers
from domain.events.making import creation
from domain.events.recurring import series, series_queries
from domain.events.recurring.series import Wanted
from domain.notifications import preferences
from domain.organizations import follows, founding
from domain.organizations.errors import CannotFollowOneself
from domain.organizations.follows import Organizer
from domain.organizations.form import Said
from tests.kit.clock import START
from tests.kit.people import drafted, meet, meet_many, published

NIGHT = datetime(2026, 12, 1, 21, 30, tzinfo=UTC)
"""Half past midnight in Moscow."""
MORNING = datetime(2026, 12, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


@pytest.fixture
async def olya(igor: Person) -> AsyncIterator[Person]:
    """She follows Игорь."""
    olya = await meet("Оля")
    await in_transaction(lambda: follows.follow(olya, Organizer(user_id=igor.id), now=START))
    yield olya


async def told() -> list[tuple[int, int, datetime, datetime]]:
    """To whom, of which event, not before, not after."""
    rows = await forma_database.fetch(
        "SELECT user_id, params ->> 'event_id' AS event_id, not_before, expires_at FROM outbox "
        "WHERE kind = 'event-news' AND state = 'waiting' ORDER BY user_id, id"
    )
    return [(row["user_id"], int(row["event_id"]), row["not_before"], row["expires_at"]) for row in rows]


async def test_a_new_event_is_told_once_until_it_starts(igor: Person, olya: Person) -> None:
    event = await published(igor)
    assert await told() == [(olya.id, event.id, START, event.starts_at)]
    plan = replace(await creation.plan_of(event), title="Иначе")
    await in_transaction(lambda: creation.edit_event(igor, event.id, plan, version=None, now=START))
    assert len(await told()) == 1
    row = await forma_database.fetchrow("SELECT topic, subject, urgency FROM outbox WHERE kind = 'event-news'")
    assert row is not None and tuple(row) == ("events", f"event:{event.id}", 2), "it can be switched off"


async def test_drafts_private_events_and_other_peoples_are_told_to_nobody(igor: Person, olya: Person) -> None:
    await drafted(igor)
    secret = await published(igor, visibility="private")
    await published(await meet("Маша"))
    assert await told() == []
    plan = replace(await creation.plan_of(secret), visibility="public")
    await in_transaction(lambda: creation.edit_event(igor, secret.id, plan, version=None, now=START))
    assert [one[1] for one in await told()] == [secret.id], "it is for everybody now"


async def test_nobody_is_woken(igor: Person, olya: Person) -> None:
    """Who lives where it is day hears at once; whose own quiet hours say otherwise, when they end."""
    early, far = await meet("Лена"), await meet("Паша")
    await forma_database.execute("UPDATE profiles SET zone = 'America/New_York' WHERE user_id = $1", far.id)
    await in_transaction(lambda: preferences.set_quiet_hours(early.id, 22, 6))
    for person in (early, far):
        await in_transaction(lambda person=person: follows.follow(person, Organizer(user_id=igor.id), now=START))  # type: ignore[misc]
    event = await drafted(igor)
    await in_transaction(lambda: lifecycle.publish(igor, event.id, now=NIGHT))
    due = {person: at for person, _, at, _ in await told()}
    assert due == {olya.id: MORNING, early.id: MORNING - timedelta(hours=2), far.id: NIGHT}


async def test_a_club_has_followers_of_its_own(igor: Person, olya: Person) -> None:
    club = await in_transaction(lambda: founding.found(igor, Said("club", "Бегом"), now=START))
    masha = await meet("Маша")
    whom = Organizer(club.id)
    assert await in_transaction(lambda: follows.follow(masha, whom, now=START))
    assert not await in_transaction(lambda: follows.follow(masha, whom, now=START)), "once"
    igor, event = await get_person(igor.id), await drafted(igor)
    await in_transaction(lambda: holders.hand_over(igor, event.id, club.id, now=START))
    await in_transaction(lambda: lifecycle.publish(igor, event.id, now=START))
    assert [one[0] for one in await told()] == [masha.id], "not who follows the person that made it"
    card = await organizers.get_organizer(whom, masha)
    assert (card.followers, card.followed, card.kind, card.upcoming) == (1, True, "club", 1)
    assert [one.key for one in await follows.list_followed(masha)] == ["begom"]
    assert await in_transaction(lambda: follows.unfollow(masha, whom))
    assert not await news.is_wanted(masha.id, await lifecycle.load(event.id, lock=False)), "what waits is not said"


async def test_however_many_follow_all_are_told(igor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follows, "AT_ONCE", 7)
    crowd = await meet_many(20)
    for person in crowd:
        await in_transaction(lambda person=person: follows.follow(person, Organizer(user_id=igor.id), now=START))  # type: ignore[misc]
    await published(igor)
    assert {one[0] for one in await told()} == {person.id for person in crowd}


async def test_dates_that_come_out_together_are_one_message(igor: Person, olya: Person) -> None:
    """Also for who follows and has subscribed; each later date is told to who subscribed."""
    masha, first = await meet("Маша"), await drafted(igor)
    made = await in_transaction(lambda: series.make(igor, first.id, Wanted(4), now=START))
    assert [(one[0], one[1]) for one in await told()] == [(olya.id, first.id)]
    together = await news.told_together(await lifecycle.load(first.id, lock=False))
    assert together == news.Together(first.id, 3)
    for person in (olya, masha):
        await in_transaction(lambda person=person: series_queries.subscribe(person, made.series_id, now=START))  # type: ignore[misc]
    later = START + timedelta(hours=1)
    more = await in_transaction(lambda: series.extend(igor, first.id, Wanted(2), now=later))
    new = more.event_ids[0]
    assert {(one[0], one[1]) for one in await told()} == {(olya.id, first.id), (olya.id, new), (masha.id, new)}
    await in_transaction(lambda: lifecycle.cancel(igor, first.id, "Дождь", now=later))
    together = await news.told_together(await lifecycle.load(first.id, lock=False))
    assert together == news.Together(made.event_ids[0], 2), "the next of them is shown"


async def test_what_is_called_off_before_it_was_told_is_not_told_as_new(igor: Person, olya: Person) -> None:
    event = await drafted(igor)
    await in_transaction(lambda: lifecycle.publish(igor, event.id, now=NIGHT))
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "Дождь", now=NIGHT))
    assert await told() == []


async def test_who_can_be_followed(igor: Person, olya: Person) -> None:
    with pytest.raises(CannotFollowOneself):
        await in_transaction(lambda: follows.follow(igor, Organizer(user_id=igor.id), now=START))
    for nobody in (Organizer(999_999), Organizer(user_id=999_999)):
        with pytest.raises(NotFound):
            await in_transaction(lambda nobody=nobody: follows.follow(olya, nobody, now=START))  # type: ignore[misc]
    for code in ("", "o", "x5", "o-1", "u1e3", "o²", f"u{'9' * 16}"):
        with pytest.raises(NotFound):
            Organizer.read(code)


async def test_of_a_person_is_shown_what_they_show(igor: Person, olya: Person) -> None:
    """Who has shown no event to everybody has no page; of a private profile there is the name alone."""
    whom = Organizer(user_id=igor.id)
    await published(igor, visibility="private")
    with pytest.raises(NotFound):
        await organizers.get_organizer(whom, olya)
    event = await published(igor)
    await forma_database.execute("UPDATE profiles SET about = 'Секрет', city = 'moscow' WHERE user_id = $1", igor.id)
    card = await organizers.get_organizer(whom, olya)
    assert (card.name, card.about, card.city, card.upcoming) == ("Игорь", "", None, 1)
    assert [row.id for row in await organizers.list_events(whom)] == [event.id]
    await forma_database.execute("UPDATE profiles SET profile_visibility = 'public' WHERE user_id = $1", igor.id)
    assert (await organizers.get_organizer(whom, olya)).about == "Секрет"
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "Дождь", now=START))
    assert [row.id for row in await organizers.list_events(whom, past=True)] == [event.id]
