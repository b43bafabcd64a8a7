"""The demo story: a club with a team, whose event comes every week."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import database
from domain.accounts.people import Person, get_person
from domain.events import holders
from domain.events.entry import registration
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from domain.notifications import outbox
from domain.organizations import follows, founding, team
from domain.organizations.follows import Organizer
from domain.organizations.form import Said

_TUESDAY = 1
_DATES = 6


async def tell_of_the_club(
    owner: Person, manager: Person, checker: Person, administrator: Person, runners: list[Person], *, now: datetime
) -> None:
    async with database.transaction():
        about = "Бегаем вместе по вторникам, в любую погоду и в любом темпе. Новичков ждём больше всех."
        said = Said("club", "Беговой клуб «Сокол»", about, "moscow", "https://t.me/igor_org")
        club = await founding.found(owner, said, now=now)
        for person, role in ((manager, "manager"), (checker, "checker")):
            invited = await team.invite(owner, club.id, person, role, now=now)
            await team.accept(person, invited.token, now=now)
        await founding.verify(await get_person(administrator.id), club.slug, verified=True, now=now)
        for runner in runners:
            await follows.follow(runner, Organizer(club.id), now=now)
    async with database.transaction():
        owner = await get_person(owner.id)
        event = await creation.create_event(owner, _tuesday(now), now=now)
        await holders.hand_over(owner, event.id, club.id, now=now)
        await series.make(owner, event.id, Wanted(_DATES), now=now)
        for runner in runners[:5]:
            await registration.register(runner, event.id, {}, now=now)
        for kind in ("event-", "organization-"):
            await outbox.drop(prefix=kind)  # the story's people are not in any chat with us


def _tuesday(now: datetime) -> EventPlan:
    local = now.astimezone(ZoneInfo("Europe/Moscow"))
    days = (_TUESDAY - local.weekday()) % 7 or 7
    start = (local + timedelta(days=days)).replace(hour=19, minute=30, second=0, microsecond=0)
    plan = EventPlan(title="Беговой вторник", starts_at=start, zone="Europe/Moscow", kind="training")
    return replace(
        plan,
        ends_at=start + timedelta(hours=1, minutes=30),
        description="Разминка, восемь километров тремя группами, чай.",
        place="Парк Сокольники, фонтан",
        latitude=55.7958,
        longitude=37.6781,
        capacity=30,
        categories=("running", "beginners"),
    )
