"""EV-E2: an organizer is an organization, a coach or a user; a coach's badge is there while the staff says so."""

from __future__ import annotations

import pytest

from domain import database as forma_database
from domain.accounts import roles
from domain.accounts.people import Person, get_person
from domain.database import in_transaction
from domain.errors import NotAllowed
from domain.events import holders, organizers, queries
from domain.moderation import appointing
from domain.organizations import follows, founding
from domain.organizations.follows import Organizer
from domain.organizations.form import Said
from domain.spaces.models import Space, SpaceLink
from tests.kit.clock import START
from tests.kit.people import administrator, meet, published


@pytest.fixture
async def katya(database: str) -> Person:
    return await meet("Катя")


async def shown(event_id: int, katya: Person, viewer: Person) -> list[tuple[str, bool]]:
    """On the card, in a group, on the organizer's page, among those whom one follows."""
    cards = [await queries.get_event_card(event_id, viewer), await queries.get_shared_card(event_id)]
    page = await organizers.get_organizer(Organizer(user_id=katya.id), viewer)
    (followed,) = await follows.list_followed(viewer)
    return [
        *((card.organizer_kind, card.organizer_verified) for card in cards),
        (page.kind, page.verified),
        (followed.kind, followed.verified),
    ]


async def test_the_badge_is_seen_everywhere_while_the_role_is_there(katya: Person) -> None:
    staff, olya, event = await administrator(), await meet("Оля"), await published(katya)
    await in_transaction(lambda: follows.follow(olya, Organizer(user_id=katya.id), now=START))
    assert await shown(event.id, katya, olya) == [("user", False)] * 4
    assert await in_transaction(lambda: appointing.grant(staff, katya.id, roles.COACH, now=START))
    assert not await in_transaction(lambda: appointing.grant(staff, katya.id, roles.COACH, now=START))
    assert await shown(event.id, katya, olya) == [("coach", True)] * 4
    assert await in_transaction(lambda: appointing.revoke(staff, katya.id, roles.COACH, now=START))
    assert await shown(event.id, katya, olya) == [("user", False)] * 4
    said = await forma_database.fetch(
        "SELECT action, actor_id FROM audit_entries WHERE subject = $1 ORDER BY id", f"user:{katya.id}"
    )
    assert [tuple(row) for row in said] == [("role-granted", staff.id), ("role-revoked", staff.id)]


async def test_no_other_role_and_nobodys_own_wish_makes_a_coach(katya: Person) -> None:
    staff, event = await administrator(), await published(katya)
    await in_transaction(lambda: appointing.grant(staff, katya.id, "analyst", now=START))
    assert (await queries.get_shared_card(event.id)).organizer_kind == "user"
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: appointing.grant(katya, katya.id, roles.COACH, now=START))
    await in_transaction(lambda: appointing.grant(staff, katya.id, roles.COACH, now=START))
    coach = await get_person(katya.id)
    assert not coach.is_administrator
    with pytest.raises(NotAllowed):
        await in_transaction(lambda: appointing.grant(coach, coach.id, "analyst", now=START))


async def test_a_clubs_event_is_the_clubs_also_when_a_coach_has_made_it(katya: Person) -> None:
    staff, event = await administrator(), await published(katya)
    await in_transaction(lambda: appointing.grant(staff, katya.id, roles.COACH, now=START))
    club = await in_transaction(lambda: founding.found(katya, Said("club", "Бегом"), now=START))
    owner = await get_person(katya.id)
    await in_transaction(lambda: holders.hand_over(owner, event.id, club.id, now=START))
    card = await queries.get_shared_card(event.id)
    assert (card.organizer_kind, card.organizer_verified) == ("club", False)
    await in_transaction(lambda: founding.verify(staff, club.slug, verified=True, now=START))
    card = await queries.get_shared_card(event.id)
    assert (card.organizer_kind, card.organizer_verified) == ("club", True)


async def test_the_cards_in_groups_are_made_anew_for_what_is_to_come(katya: Person) -> None:
    staff, event, over = await administrator(), await published(katya), await published(katya, "Было")
    await forma_database.execute("UPDATE events SET status = 'finished' WHERE id = $1", over.id)
    for chat_id, one in ((-1001, event), (-1002, over)):
        await Space.create(chat_id=chat_id, title="Бег", kind="supergroup", joined_at=START)
        await SpaceLink.create(chat_id=chat_id, subject=f"event:{one.id}", linked_by=katya.id, linked_at=START)
    await in_transaction(lambda: appointing.grant(staff, katya.id, roles.COACH, now=START))
    rows = await forma_database.fetch("SELECT chat_id FROM outbox WHERE kind = 'space-card'")
    assert [row["chat_id"] for row in rows] == [-1001]
