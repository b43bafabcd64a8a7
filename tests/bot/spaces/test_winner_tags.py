"""EV-37: who came on the podium has their place beside the name in the group, while the results are approved."""

from __future__ import annotations

import pytest

from domain import database
from domain.accounts import privacy
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.people import name_tags, winner_tags
from domain.events.results import entering, final
from locales.tags import place_words
from tests.bot.spaces.test_tags import grouped, join, looked, set_by_hand, set_calls, tag_of
from tests.kit.town import Town


async def approved(town: Town, igor: Person, event_id: int, *marks: str) -> None:
    """The first of the group's people has the first mark, and so on."""
    async with database.transaction():
        for number, said in enumerate(marks, 1):
            await entering.enter(igor, event_id, number, said, now=town.clock.now())
    async with database.transaction():
        await final.announce(igor, event_id, now=town.clock.now())
    await looked(town)


async def shows_results(*people: Person, public: bool = True) -> None:
    async with database.transaction():
        for one in people:
            await privacy.set_visibility(one.id, "results", public=public)


async def raced(town: Town, **plan: object) -> tuple[int, int, Person, Person, Person]:
    chat_id, event_id, igor = await grouped(town, distance_m=5000, **plan)
    olya, pasha = await join(town, "olya", event_id), await join(town, "pasha", event_id)
    async with database.transaction():
        await lifecycle.start(igor, event_id, now=town.clock.now())
    return chat_id, event_id, igor, olya, pasha


async def test_the_podium_stands_beside_the_names_for_a_day_and_only_of_who_shows_results(town: Town) -> None:
    chat_id, event_id, igor, olya, _ = await raced(town)
    await shows_results(olya)
    await approved(town, igor, event_id, "0:21:43", "0:20:11")
    assert tag_of(town, chat_id, "olya") == "2 место · 5 км", "in the place of the number"
    assert tag_of(town, chat_id, "pasha") == "№2", "whoever hides their results keeps the number"
    async with database.transaction():
        await lifecycle.finish(igor, event_id, now=town.clock.now())
    await looked(town)
    assert tag_of(town, chat_id, "olya") == "2 место · 5 км"
    await town.wait(hours=23)
    await looked(town)
    assert tag_of(town, chat_id, "olya") == "2 место · 5 км"
    await town.wait(hours=1)
    await looked(town)
    assert (tag_of(town, chat_id, "olya"), tag_of(town, chat_id, "pasha")) == (None, None)


async def test_it_comes_although_the_numbers_have_gone_and_goes_with_who_hides_their_results(town: Town) -> None:
    chat_id, event_id, igor, olya, pasha = await raced(town)
    await shows_results(olya, pasha)
    async with database.transaction():
        await lifecycle.finish(igor, event_id, now=town.clock.now())
    await looked(town)
    await town.wait(days=2)
    await looked(town)
    assert tag_of(town, chat_id, "pasha") is None
    await approved(town, igor, event_id, "0:21:43", "0:20:11")
    assert (tag_of(town, chat_id, "olya"), tag_of(town, chat_id, "pasha")) == ("2 место · 5 км", "1 место · 5 км")
    await shows_results(pasha, public=False)
    await town.wait(minutes=10)
    await looked(town)
    assert (tag_of(town, chat_id, "olya"), tag_of(town, chat_id, "pasha")) == ("2 место · 5 км", None)


async def test_while_results_are_corrected_there_is_none_and_the_right_one_comes_afterwards(town: Town) -> None:
    chat_id, event_id, igor, olya, pasha = await raced(town)
    await shows_results(olya, pasha)
    await approved(town, igor, event_id, "0:21:43", "0:20:11")
    async with database.transaction():
        await final.reopen(igor, event_id, now=town.clock.now())
    await looked(town)
    assert (tag_of(town, chat_id, "olya"), tag_of(town, chat_id, "pasha")) == ("№1", "№2")
    await approved(town, igor, event_id, "0:19:00", "0:20:11")
    assert (tag_of(town, chat_id, "olya"), tag_of(town, chat_id, "pasha")) == ("1 место · 5 км", "2 место · 5 км")


async def test_a_tag_of_ones_own_is_left_alone_and_a_group_without_tags_has_none(town: Town) -> None:
    chat_id, event_id, igor, olya, pasha = await raced(town)
    await shows_results(olya, pasha)
    set_by_hand(town, chat_id, "olya", "капитан")
    async with database.transaction():
        await name_tags.switch(igor, event_id, on=False, now=town.clock.now())
    await looked(town)
    before = len(await set_calls(town))
    await approved(town, igor, event_id, "0:21:43", "0:20:11")
    assert (tag_of(town, chat_id, "olya"), tag_of(town, chat_id, "pasha")) == ("капитан", None)
    assert len(await set_calls(town)) == before


@pytest.mark.parametrize(
    ("language", "metres", "tag"),
    [
        pytest.param("ru", 10_000, "1 место · 10 км", id="fits"),
        pytest.param("ru", 42_195, "1 место", id="too long with the distance"),
        pytest.param("en", 42_195, "1st · 42.2 km", id="english"),
        pytest.param("ru", None, "1 место", id="no distance"),
    ],
)
def test_what_does_not_fit_is_left_out(language: str, metres: int | None, tag: str) -> None:
    assert winner_tags.tag_of(place_words(language, 1, metres)) == tag
