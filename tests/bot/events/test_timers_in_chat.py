"""EV-01, EV-33, M-13: a club's timer and its other managers at the finish of the club's event."""

from __future__ import annotations

from domain.accounts.people import get_person
from domain.database import in_transaction
from domain.events import holders
from domain.organizations import team
from tests.bot.events.test_result_lists_in_chat import drop, work
from tests.bot.events.test_results_in_chat import card_in_group, race
from tests.bot.organizations.test_clubs import club_of, keys
from tests.bot.spaces.test_linked_group import GROUP
from tests.kit.town import Town

TABLE = "Номер;Время\n1;0:21:43\n"


async def join(town: Town, who: str, role: str) -> None:
    """Igor's race becomes his club's, and `who` works there."""
    event_id, _ = await race(town, "olya")
    club = await club_of(town, "igor")
    igor, person, now = await town.person("igor"), await town.person(who), town.clock.now()
    await in_transaction(lambda: holders.hand_over(igor, event_id, club.id, now=now))
    invited = await in_transaction(lambda: team.invite(igor, club.id, person, role, now=now))
    await in_transaction(lambda: team.accept(person, invited.token, now=now))
    assert (await get_person(person.id)).works_as(club.id) == role
    return event_id


async def test_a_timer_sends_a_list_and_applies_it(town: Town) -> None:
    await join(town, "pasha", "timer")
    await drop(town, "pasha", "results.csv", TABLE.encode())
    await work(town)
    await town.press("pasha", "Apply (1)")
    await work(town)
    assert "21:43" in await card_in_group(town)
    await town.press("pasha", (await keys(town, "pasha"))[0])
    await work(town)
    assert "21:43" not in await card_in_group(town)
    await drop(town, "pasha", "results.csv", TABLE.encode(), chat=GROUP)
    await work(town)
    assert "Apply (1)" in await keys(town, "pasha"), "dropped into the group, it is heard as well"


async def test_a_timer_gives_the_start_and_sees_the_results_but_decides_on_nothing(town: Town) -> None:
    await join(town, "pasha", "timer")
    await town.say("pasha", "/results")
    assert await keys(town, "pasha") == ["Enter", "Stand at the finish", "Leaderboard", "Open in the app"]
    await town.press("pasha", "Stand at the finish")
    await town.press("pasha", "Start now")
    await town.press("pasha", "Call volunteers")
    assert "start=fin_" in await town.last("pasha")


async def test_another_manager_of_the_club_leads_the_finish(town: Town) -> None:
    await join(town, "pasha", "manager")
    await town.say("pasha", "/finish")
    assert {"Start now", "Call volunteers"} <= set(await keys(town, "pasha"))


async def test_who_only_checks_people_in_enters_nothing(town: Town) -> None:
    await join(town, "pasha", "checker")
    await drop(town, "pasha", "results.csv", TABLE.encode(), chat=GROUP)
    await work(town)
    assert not await town.seen("pasha") or "Apply (1)" not in await keys(town, "pasha")
