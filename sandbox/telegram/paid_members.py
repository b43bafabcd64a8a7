"""Channels that cost Stars every month: who has paid until when, and what happens when the month is over."""

from __future__ import annotations

from sandbox.telegram.errors import SimError
from sandbox.telegram.membership import api_link, join, leave, set_member
from sandbox.telegram.records import Chat, InviteLink, PaidMember, Person, StarCharge
from sandbox.telegram.stars import give
from sandbox.telegram.world import World


def paid_member(world: World, person: Person, chat: Chat) -> PaidMember | None:
    """Whose month is not over: may leave and come again without paying."""
    now = world.clock.unix()
    for one in world.records.paid_members:
        if (one.person, one.chat_id) == (person.id, chat.id) and not one.over and one.until > now:
            return one
    return None


def enter(world: World, person: Person, chat: Chat, link: InviteLink) -> None:
    """Takes the Stars for the first month, unless it is paid already. Raises SimError."""
    found = paid_member(world, person, chat) or _begin(world, person, chat, link)
    link.used += 1
    join(world, chat, person.id, person.id, until=found.until, invite_link=api_link(world, link))


def _begin(world: World, person: Person, chat: Chat, link: InviteLink) -> PaidMember:
    price, period = link.subscription_price or 0, link.subscription_period or 0
    if person.stars < price:
        raise SimError(f"{person.key} has not {price} Stars", "POST /sim/stars")
    until = world.clock.unix()
    found = PaidMember(person=person.id, chat_id=chat.id, price=price, period=period, until=until)
    world.records.paid_members.append(found)
    _charge(world, person, found, until)
    return found


def _charge(world: World, person: Person, paid: PaidMember, date: int) -> None:
    give(world, person, -paid.price)
    paid.charges.append(StarCharge(charge_id=f"stx{person.id}_{world.next_id('')}", date=date))
    paid.until += paid.period


def renew_due(world: World) -> None:
    """Those whose month is over pay for the next one without a question, or are members no longer."""
    for paid in world.records.paid_members:
        while not paid.over and paid.until <= world.clock.unix():
            _renew(world, paid)


def _renew(world: World, paid: PaidMember) -> None:
    person, chat = world.records.people[paid.person], world.latest(world.records.chats[paid.chat_id])
    member = chat.members.get(person.id)
    present = member is not None and member.present
    if paid.cancelled or not present or person.stars < paid.price:
        paid.over = True
        if member is not None and present and not member.is_admin:
            leave(world, chat, person.id, person.id)
            world.toast_to(person.id, "paid-month-over", "warning", name=chat.title or "")
    else:
        _charge(world, person, paid, paid.until)
        if member is not None and not member.is_admin:
            set_member(world, chat, person.id, member.model_copy(update={"until": paid.until}), person.id)
    world.touch()


def of_charge(world: World, person: Person, charge_id: str) -> PaidMember | None:
    for paid in world.records.paid_members:
        if paid.person == person.id and any(charge.charge_id == charge_id for charge in paid.charges):
            return paid
    return None


def set_cancelled(world: World, paid: PaidMember, *, cancelled: bool) -> None:
    """Nobody is told: the bot hears of it when the person is gone."""
    if paid.over:
        raise SimError("the subscription is over")
    paid.cancelled = cancelled
    world.touch()
