"""EV-01, EV-E2: federations and clubs, their teams, and what each role may do with their events."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain import database as forma_database
from domain.accounts.people import Person, get_person
from domain.audit import trail
from domain.database import in_transaction
from domain.errors import NotAllowed, NotFound, Refusal
from domain.events import access, group, holders, lifecycle, organized, queries
from domain.events.admission import applying, reviewers
from domain.events.entry import registration
from domain.events.finding.catalogue import EventFilter, find_events
from domain.events.making import copying, creation
from domain.events.models import Event
from domain.events.people import participants
from domain.events.policy import may_check_in, may_manage, may_time, reviews_entries
from domain.events.results import entering
from domain.events.talking import talk
from domain.organizations import founding, team
from domain.organizations.errors import (
    AlreadyInTeam,
    ContactUnfit,
    InvitationGone,
    InvitedLately,
    LastOwner,
    NameTooShort,
    NotInTeam,
    TooManyOrganizations,
)
from domain.organizations.form import Said, contact_of, name_of
from domain.organizations.models import Organization
from domain.organizations.queries import get_invitation, list_team, list_waiting
from domain.organizations.slugs import slug_of
from tests.kit.clock import START
from tests.kit.people import administrator, drafted, meet, plan, published


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def founded(founder: Person, name: str = "Клуб «Бегом»", kind: str = "club") -> Organization:
    return await in_transaction(lambda: founding.found(founder, Said(kind, name), now=START))


async def joined(owner: Person, club: Organization, role: str, name: str = "Паша") -> Person:
    """Somebody who was asked and said yes."""
    person = await meet(name)
    invited = await in_transaction(lambda: team.invite(owner, club.id, person, role, now=START))
    await in_transaction(lambda: team.accept(person, invited.token, now=START))
    return await get_person(person.id)


async def held(maker: Person, club: Organization, title: str = "Забег 5 км", **plan_: Any) -> Event:
    """An event of the club's, published."""
    maker = await get_person(maker.id)
    event = await published(maker, title, **plan_)
    await in_transaction(lambda: holders.hand_over(maker, event.id, club.id, now=START))
    return await lifecycle.load(event.id, lock=False)


def may_of(person: Person, event: Event) -> tuple[bool, bool, bool]:
    """Manage it, check people in, enter results."""
    return may_manage(person, event), may_check_in(person, event, is_checker=False), may_time(person, event)


async def test_anybody_makes_an_event_and_the_owner_of_a_club_gives_it_a_checker(igor: Person) -> None:
    """EV-01: "User without org creates «Пробежка 5 км»; club owner adds @petr as checker; Petr scans, cannot edit"."""
    olya = await meet("Оля")
    assert (await published(olya, "Пробежка 5 км")).organization_id is None
    club = await founded(igor)
    petr = await joined(igor, club, "checker")
    event = await held(igor, club)
    assert may_check_in(petr, event, is_checker=False) and not may_time(petr, event) and not may_manage(petr, event)
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: creation.edit_event(petr, event.id, plan("Чужое"), version=None, now=START))
    assert not may_check_in(olya, event, is_checker=False)


async def test_a_timer_enters_results_and_nothing_else(igor: Person) -> None:
    club = await founded(igor)
    timer, checker = await joined(igor, club, "timer", "Тим"), await joined(igor, club, "checker", "Лена")
    event, olya = await held(igor, club), await meet("Оля")
    await in_transaction(lambda: registration.register(olya, event.id, {}, now=START))
    owner = await get_person(igor.id)
    await in_transaction(lambda: lifecycle.start(owner, event.id, now=START))
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: entering.enter(checker, event.id, 1, "0:21:43", now=START))
    await in_transaction(lambda: entering.enter(timer, event.id, 1, "0:21:43", now=START))
    assert [one.id for one in await entering.events_for_results(timer)] == [event.id]
    assert await entering.events_for_results(checker) == []
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: creation.edit_event(timer, event.id, plan("Чужое"), version=None, now=START))


@pytest.mark.parametrize(
    ("role", "manages", "checks", "times"),
    [("owner", True, True, True), ("manager", True, True, True), ("checker", False, True, False),
     ("timer", False, False, True)],
)  # fmt: skip
async def test_each_role_opens_its_doors(igor: Person, role: str, manages: bool, checks: bool, times: bool) -> None:
    club = await founded(igor)
    pasha = await joined(igor, club, role)
    event = await held(igor, club, visibility="private")
    assert may_of(pasha, event) == (manages, checks, times)
    assert await access.require_access(pasha, event.id) is manages, "a private event is seen by the whole team"
    assert (await queries.get_event_card(event.id, pasha)).manages is manages
    own = [event.id] if manages else []
    assert [row.event_id for row in await organized.list_organized(pasha)] == own
    assert [row.event_id for row in await group.linkable_events(pasha)] == own
    elsewhere = await held(igor, await founded(igor, "Другой клуб"))
    assert may_of(pasha, elsewhere) == (False, False, False)


async def test_what_belongs_to_the_club_is_not_its_makers_any_more(igor: Person) -> None:
    """A manager who has left manages nothing; what people ask goes to who is there."""
    club = await founded(igor)
    masha = await joined(igor, club, "manager", "Маша")
    event = await held(masha, club)
    olya = await meet("Оля")
    taken = await in_transaction(lambda: registration.register(olya, event.id, {}, now=START))
    await in_transaction(lambda: team.leave(masha, club.id, now=START))
    masha, igor = await get_person(masha.id), await get_person(igor.id)
    assert not may_manage(masha, event) and may_manage(igor, event)
    with pytest.raises(NotFound):
        await participants.get_sheet(masha, taken.registration_id)
    assert (await participants.get_sheet(igor, taken.registration_id)).event_id == event.id
    await in_transaction(lambda: talk.ask_organizer(olya, event.id, "Где старт?", now=START))
    asked = await forma_database.fetch("SELECT user_id FROM outbox WHERE kind = 'chat-question'")
    assert [row["user_id"] for row in asked] == [igor.id]
    assert await organized.list_organized(masha) == []
    assert (await applying.deciders(event), reviews_entries(masha, event, is_reviewer=False)) == ([igor.id], False)
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: reviewers.invitation(masha, event.id))
    assert reviews_entries(igor, event, is_reviewer=False) and await reviewers.list_reviewers(igor, event.id) == []


async def test_a_draft_of_the_club_is_for_who_manages_it(igor: Person) -> None:
    club = await founded(igor)
    checker, manager = await joined(igor, club, "checker", "Лена"), await joined(igor, club, "manager", "Маша")
    igor = await get_person(igor.id)
    draft = await drafted(igor)
    await in_transaction(lambda: holders.hand_over(igor, draft.id, club.id, now=START))
    with pytest.raises(NotFound):
        await queries.get_event_card(draft.id, checker)
    assert (await queries.get_event_card(draft.id, manager)).organizer_name == "Клуб «Бегом»"


async def test_an_event_is_handed_to_ones_own_clubs_only_and_back(igor: Person) -> None:
    club, olya = await founded(igor), await meet("Оля")
    event = await published(olya)
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: holders.hand_over(olya, event.id, club.id, now=START))
    checker = await joined(igor, club, "checker", "Лена")
    own = await published(checker)
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: holders.hand_over(checker, own.id, club.id, now=START))
    event = await held(igor, club)
    igor = await get_person(igor.id)
    await in_transaction(lambda: holders.hand_over(igor, event.id, None, now=START))
    assert (await queries.get_event_card(event.id, olya)).organizer_name == "Игорь"
    copy = await in_transaction(lambda: copying.clone_event(igor, (event.id), now=START))
    assert copy.organization_id is None


async def test_a_copy_belongs_to_the_club_too(igor: Person) -> None:
    club = await founded(igor)
    event, igor = await held(igor, club), await get_person(igor.id)
    assert (await in_transaction(lambda: copying.clone_event(igor, event.id, now=START))).organization_id == club.id


async def test_its_name_finds_its_events_and_not_its_makers(igor: Person) -> None:
    """EV-14: "organizer name finds its events"."""
    club = await founded(igor, "Клуб «Бегом по Ёлкам»")
    event = await held(igor, club, "Круг")
    for text in ("бегом по елкам", "Клуб бегом", "ЁЛКАМ"):
        assert [row.id for row in await find_events(EventFilter(text=text), now=START)] == [event.id], text
    assert await find_events(EventFilter(text="Игорь"), now=START) == []


async def test_who_was_asked_says_yes_once(igor: Person) -> None:
    club, petr, olya = await founded(igor), await meet("Пётр"), await meet("Оля")
    invited = await in_transaction(lambda: team.invite(igor, club.id, petr, "timer", now=START))
    assert (await get_invitation(petr, invited.token, now=START)).organization == "Клуб «Бегом»"
    with pytest.raises(InvitationGone):
        await in_transaction(lambda: team.accept(olya, invited.token, now=START))
    await in_transaction(lambda: team.accept(petr, invited.token, now=START))
    with pytest.raises(InvitationGone):
        await in_transaction(lambda: team.accept(petr, invited.token, now=START))
    assert [(one.user_id, one.role) for one in await list_team(club.id)] == [(igor.id, "owner"), (petr.id, "timer")]
    with pytest.raises(AlreadyInTeam):
        await in_transaction(lambda: team.invite(igor, club.id, petr, "owner", now=START))


async def test_an_old_link_lets_nobody_in(igor: Person) -> None:
    club = await founded(igor)
    one, two, olya, petr = (*[await meet(name) for name in ("Один", "Два", "Оля", "Пётр")],)
    link = await in_transaction(lambda: team.invite_by_link(igor, club.id, "manager", now=START))
    await in_transaction(lambda: team.accept(one, link.token, now=START))
    with pytest.raises(InvitationGone):
        await in_transaction(lambda: team.accept(two, link.token, now=START))
    late = await in_transaction(lambda: team.invite_by_link(igor, club.id, "manager", now=START))
    with pytest.raises(InvitationGone):
        await in_transaction(lambda: team.accept(two, late.token, now=START + team.WAITS))
    back = await in_transaction(lambda: team.invite_by_link(igor, club.id, "manager", now=START))
    await in_transaction(lambda: team.take_back(igor, club.id, back.id, now=START))
    first = await in_transaction(lambda: team.invite(igor, club.id, petr, "checker", now=START))
    second = await in_transaction(lambda: team.invite(igor, club.id, petr, "timer", now=START))
    for who, token in ((two, back.token), (petr, first.token), (olya, second.token), (olya, "nothing")):
        with pytest.raises(InvitationGone):
            await in_transaction(lambda who=who, token=token: team.accept(who, token, now=START))  # type: ignore[misc]
    assert [(one.name, one.role) for one in await list_waiting(club.id, now=START)] == [
        ("", "manager"),
        ("Пётр", "timer"),
    ]


async def test_who_is_no_owner_any_more_has_let_nobody_in(igor: Person) -> None:
    club = await founded(igor)
    masha, two = await joined(igor, club, "owner", "Маша"), await meet("Два")
    link = await in_transaction(lambda: team.invite_by_link(masha, club.id, "owner", now=START))
    await in_transaction(lambda: team.change_role(igor, club.id, masha.id, "checker", now=START))
    with pytest.raises(InvitationGone):
        await in_transaction(lambda: team.accept(two, link.token, now=START))


async def test_who_said_no_is_left_in_peace_for_a_while(igor: Person) -> None:
    club, petr = await founded(igor), await meet("Пётр")
    invited = await in_transaction(lambda: team.invite(igor, club.id, petr, "timer", now=START))
    await in_transaction(lambda: team.decline(petr, invited.token, now=START))
    with pytest.raises(InvitedLately):
        await in_transaction(lambda: team.invite(igor, club.id, petr, "timer", now=START + timedelta(hours=1)))
    later = START + team.ASKED_AGAIN
    assert await in_transaction(lambda: team.invite(igor, club.id, petr, "timer", now=later))


async def test_two_owners_who_remove_each_other_at_once_leave_one(igor: Person) -> None:
    club = await founded(igor)
    masha = await joined(igor, club, "owner", "Маша")

    async def remove(actor: Person, whom: Person) -> str:
        try:
            await in_transaction(lambda: team.remove(actor, club.id, whom.id, now=START))
        except Refusal as refused:
            return type(refused).__name__
        return "removed"

    said = await asyncio.gather(remove(igor, masha), remove(masha, igor))
    assert sorted(said) == ["NotFound", "removed"]
    assert [one.role for one in await list_team(club.id)] == ["owner"]


async def test_two_owners_who_leave_at_once_leave_one(igor: Person) -> None:
    club = await founded(igor)
    masha = await joined(igor, club, "owner", "Маша")

    async def leave(person: Person) -> str:
        try:
            await in_transaction(lambda: team.leave(person, club.id, now=START))
        except LastOwner:
            return "stays"
        return "left"

    assert sorted(await asyncio.gather(leave(igor), leave(masha))) == ["left", "stays"]


async def test_the_last_owner_stays_one(igor: Person) -> None:
    club = await founded(igor)
    for change in (
        lambda: team.leave(igor, club.id, now=START),
        lambda: team.remove(igor, club.id, igor.id, now=START),
        lambda: team.change_role(igor, club.id, igor.id, "manager", now=START),
    ):
        with pytest.raises(LastOwner):
            await in_transaction(change)


async def test_a_manager_changes_events_and_not_the_team(igor: Person) -> None:
    club, olya = await founded(igor), await meet("Оля")
    masha = await joined(igor, club, "manager", "Маша")
    for change in (
        lambda: team.invite(masha, club.id, olya, "owner", now=START),
        lambda: team.invite_by_link(masha, club.id, "owner", now=START),
        lambda: team.change_role(masha, club.id, masha.id, "owner", now=START),
        lambda: team.remove(masha, club.id, igor.id, now=START),
        lambda: founding.edit(masha, club.id, Said("club", "Моё"), now=START),
    ):
        with pytest.raises(NotFound):
            await in_transaction(change)
    with pytest.raises(NotInTeam):
        await in_transaction(lambda: team.change_role(igor, club.id, olya.id, "owner", now=START))
    with pytest.raises(NotInTeam):
        await in_transaction(lambda: team.leave(olya, club.id, now=START))


async def test_the_badge_is_given_by_administrators_and_written_down(igor: Person) -> None:
    club, anna = await founded(igor, "Федерация бега", "federation"), await administrator()
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: founding.verify(igor, club.slug, verified=True, now=START))
    assert await in_transaction(lambda: founding.verify(anna, club.slug, verified=True, now=START))
    assert not await in_transaction(lambda: founding.verify(anna, club.slug, verified=True, now=START)), "once"
    event = await held(igor, club)
    assert (await queries.get_event_card(event.id, anna)).organizer_verified
    assert await in_transaction(lambda: founding.verify(anna, club.slug, verified=False, now=START))
    assert not (await queries.get_event_card(event.id, anna)).organizer_verified
    with pytest.raises(NotFound):
        await in_transaction(lambda: founding.verify(anna, "nobody", verified=True, now=START))
    actions = [row["action"] for row in await forma_database.fetch("SELECT action FROM audit_entries ORDER BY id")]
    assert [one for one in actions if "verified" in one] == ["organization-verified", "organization-unverified"]
    assert await trail.first_broken_entry() is None


async def test_a_club_beside_another_one_of_the_same_name(igor: Person) -> None:
    slugs = [(await founded(igor, name)).slug for name in ("Бегом", "Бегом!", "БЕГОМ", "Бегом 2")]
    assert slugs == ["begom", "begom-2", "begom-3", "begom-2-2"]
    for _ in range(founding.MOST_FOUNDED - len(slugs)):
        await founded(igor)
    with pytest.raises(TooManyOrganizations):
        await founded(igor)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Федерация лёгкой атлетики", "federatsiya-legkoy-atletiki"),
        ("2024", "club-2024"),
        ("u17", "club-u17"),
        ("走る会", "club"),
        ("الجري", "club"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("../../etc/passwd", "etc-passwd"),
        ("А" * 80, "a" * 32),
    ],
)
def test_whatever_it_is_called_its_address_is_plain(name: str, slug: str) -> None:
    assert slug_of(name, "club") == slug


@pytest.mark.parametrize("name", ["", "\u202e\u200b", "!!!", "A", "🏃‍♂️🏃‍♂️"])
def test_a_name_that_says_nothing_is_none(name: str) -> None:
    with pytest.raises(NameTooShort):
        name_of(name)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("@begom_club", "https://t.me/begom_club"),
        ("t.me/begom_club", "https://t.me/begom_club"),
        ("begom.ru", "https://begom.ru"),
        ("http://бегом.рф/клуб?a=1", "https://бегом.рф/клуб?a=1"),
        ("", ""),
    ],
)
def test_a_contact_is_an_address(said: str, kept: str) -> None:
    assert contact_of(said) == kept


@pytest.mark.parametrize(
    "said", ["javascript:alert(1)", "https://a@evil.ru", "ftp://x.ru", "позвоните мне", "https://a b.ru", '"><b>.ru']
)
def test_what_is_no_address_is_refused(said: str) -> None:
    with pytest.raises(ContactUnfit):
        contact_of(said)
