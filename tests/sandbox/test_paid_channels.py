"""Channels that cost Stars every month, by the world's clock."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.types import ChatMemberUpdated

from tests.sandbox.conftest import Place
from tests.sandbox.test_payments import ended

MONTH_S = 2_592_000


@pytest.fixture
async def club(place: Place) -> tuple[int, str]:
    """A channel and the link into it, fifty Stars a month; the bot hears of members."""
    await place.bot.get_updates(allowed_updates=["message", "chat_member"])
    channel = await place.group("channel")
    link = await place.bot.create_chat_subscription_invite_link(channel, MONTH_S, 50, name="Клуб")
    return channel, link.invite_link


async def changes(place: Place, **how: Any) -> list[ChatMemberUpdated]:
    return [update.chat_member for update in await place.updates(**how) if update.chat_member is not None]


async def entered(place: Place, club: tuple[int, str]) -> int:
    """Katya has paid and come in; until when."""
    await place.sim("join", as_="katya", link=club[1], pay=True)
    (change,) = await changes(place)
    assert change.invite_link is not None and change.invite_link.subscription_price == 50
    member: Any = change.new_chat_member
    assert member.status == "member" and member.until_date is not None
    return int(member.until_date.timestamp())


def status(change: ChatMemberUpdated) -> tuple[str, str]:
    return change.old_chat_member.status, change.new_chat_member.status


async def test_a_month_is_paid_after_the_other(place: Place, club: tuple[int, str]) -> None:
    until = await entered(place, club)
    assert abs(until - place.world.clock.unix() - MONTH_S) < 60
    await place.sim("clock", advance="61d")
    found = await changes(place, timeout=30)
    assert [status(change) for change in found] == [("member", "member")] * 2
    ends = [int(change.new_chat_member.until_date.timestamp()) for change in found]  # type: ignore[union-attr]
    assert ends == [until + MONTH_S, until + 2 * MONTH_S]
    assert place.world.person("katya").stars == 5_000 - 3 * 50
    paid = await place.look("/sim/payments", as_="katya")
    assert [one["date"] for one in paid] == [until + MONTH_S, until, until - MONTH_S]
    assert (paid[0]["title"], paid[0]["total"], paid[0]["subscription"]["until"]) == ("Бег", 50, ends[-1])
    member: Any = await place.bot.get_chat_member(club[0], place.id_of("katya"))
    assert int(member.until_date.timestamp()) == ends[-1]
    assert (await place.bot.get_my_star_balance()).amount == 0, "the Stars are the channel's"


async def test_who_has_no_stars_is_out(place: Place, club: tuple[int, str]) -> None:
    await entered(place, club)
    await place.sim("stars", as_="katya", add=-4_901)
    await place.sim("clock", advance="31d")
    (change,) = await changes(place, timeout=30)
    assert status(change) == ("member", "left") and change.from_user.id == place.id_of("katya")
    assert place.world.person("katya").stars == 49
    assert (await place.look("/sim/payments", as_="katya"))[0]["subscription"]["over"]
    await place.sim("stars", as_="katya", add=1)
    assert (await place.sim("join", as_="katya", link=club[1]))["status"] == "price", "it begins anew"
    await place.sim("join", as_="katya", link=club[1], pay=True)
    assert place.world.person("katya").stars == 0


async def test_who_cancels_stays_to_the_end_of_the_month(place: Place, club: tuple[int, str]) -> None:
    await entered(place, club)
    charge = (await place.look("/sim/payments", as_="katya"))[0]["charge_id"]
    for action in ("cancel", "resume", "cancel"):
        await place.sim("subscription", as_="katya", charge_id=charge, action=action)
    await place.sim("subscription", as_="lev", charge_id=charge, action="cancel", status=404)
    await place.sim("clock", advance="29d")
    assert (await place.bot.get_chat_member(club[0], place.id_of("katya"))).status == "member"
    await place.sim("clock", advance="2d")
    (change,) = await changes(place, timeout=30)
    assert status(change) == ("member", "left") and place.world.person("katya").stars == 4_950
    await place.sim("subscription", as_="katya", charge_id=charge, action="resume", status=400)


async def test_who_leaves_may_come_back_within_the_month_and_pays_no_more(place: Place, club: tuple[int, str]) -> None:
    until = await entered(place, club)
    await place.sim("leave", as_="katya", chat=club[0])
    assert (await place.sim("join", as_="katya", link=club[1]))["status"] == "member"
    assert place.world.person("katya").stars == 4_950
    left, back = await changes(place)
    assert status(left) == ("member", "left") and status(back) == ("left", "member")
    assert int(back.new_chat_member.until_date.timestamp()) == until  # type: ignore[union-attr]
    await place.sim("leave", as_="katya", chat=club[0])
    await changes(place)
    await place.sim("clock", advance="31d")
    await ended(place, "katya")
    assert await changes(place) == [] and place.world.person("katya").stars == 4_950
