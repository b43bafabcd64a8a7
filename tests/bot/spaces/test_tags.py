"""M-09: the bib beside the name in the group of an event."""

from __future__ import annotations

from typing import Any

import pytest

from domain import database
from domain.accounts.people import Person
from domain.agenda import agenda
from domain.events import group, lifecycle
from domain.events.entry import answering, leaving, registration
from domain.events.people import name_tags, numbers
from domain.events.people.name_tags import pace_in, tag_text
from domain.spaces import tags
from domain.spaces.membership import Group
from domain.spaces.rights import GroupRights
from scheduler.events import AGENDA
from tests.kit.town import Town

GROUP = "бег"
PACE = {"key": "pace", "kind": "text", "label": "Целевой темп"}
PACES = {**PACE, "kind": "choice", "choices": [{"key": "a", "label": "5:00"}, {"key": "b", "label": "6:00"}]}


async def looked(town: Town) -> None:
    """What is due is done, and told to Telegram."""
    await agenda.work_due({tags.DUE: AGENDA[tags.DUE]}, town.clock.now())
    await town.settle()


async def grouped(town: Town, *, kind: str = "forum", bot_admin: bool = True, **plan: Any) -> tuple[int, int, Person]:
    igor = await town.person("igor")
    event_id = await town.event(igor, **plan)
    fields = {"title": "Бег", "key": GROUP, "kind": kind, "members": ["olya", "pasha"]}
    made = await town.do("chat", as_="igor", add_bot=True, bot_admin=bot_admin, **fields)
    rights = GroupRights(Group(int(made["id"]), "Бег", "supergroup", True), True, True, True, True, True)
    async with database.transaction():
        await group.link(igor, event_id, rights, now=town.clock.now())
    await looked(town)
    return int(made["id"]), event_id, igor


async def join(town: Town, who: str, event_id: int, **answers: str) -> Person:
    person = await town.person(who)
    async with database.transaction():
        await registration.register(person, event_id, answers, now=town.clock.now())
    await looked(town)
    return person


def tag_of(town: Town, chat_id: int, who: str) -> str | None:
    return town.world.records.chats[chat_id].members[town.world.person(who).id].tag


def set_by_hand(town: Town, chat_id: int, who: str, tag: str | None) -> None:
    town.world.records.chats[chat_id].members[town.world.person(who).id].tag = tag


async def state_of(person: Person) -> str | None:
    state: str | None = await database.fetchval("SELECT state FROM member_tags WHERE user_id = $1", person.id)
    return state


async def set_calls(town: Town) -> list[Any]:
    calls: list[Any] = await town.look("/sim/calls", method="setChatMemberTag")
    return calls


async def test_who_takes_part_wears_their_number_and_pace(town: Town) -> None:
    chat_id, event_id, _ = await grouped(town, questions=[PACE])
    await join(town, "olya", event_id, pace="5.30 мин/км")
    await join(town, "pasha", event_id, pace="как пойдёт")
    assert tag_of(town, chat_id, "olya") == "№1 · 5:30"
    assert tag_of(town, chat_id, "pasha") == "№2"


async def test_a_chosen_pace_is_said_by_its_words(town: Town) -> None:
    chat_id, event_id, _ = await grouped(town, questions=[PACES])
    olya = await join(town, "olya", event_id, pace="b")
    assert tag_of(town, chat_id, "olya") == "№1 · 6:00"
    async with database.transaction():
        await answering.change_answers(olya, event_id, {"pace": "a"}, now=town.clock.now())
    await looked(town)
    assert tag_of(town, chat_id, "olya") == "№1 · 5:00"


async def test_another_number_is_another_tag_and_who_leaves_has_none(town: Town) -> None:
    chat_id, event_id, igor = await grouped(town)
    olya = await join(town, "olya", event_id)
    async with database.transaction():
        await numbers.change_number(igor, event_id, 1, 114, now=town.clock.now())
    await looked(town)
    assert tag_of(town, chat_id, "olya") == "№114"
    async with database.transaction():
        await leaving.leave(olya, event_id, now=town.clock.now())
    await looked(town)
    assert tag_of(town, chat_id, "olya") is None and await state_of(olya) is None


async def test_it_stays_a_day_after_the_finish(town: Town) -> None:
    chat_id, event_id, igor = await grouped(town)
    await join(town, "olya", event_id)
    for move in (lifecycle.start, lifecycle.finish):
        async with database.transaction():
            await move(igor, event_id, now=town.clock.now())
    await looked(town)
    await town.wait(hours=23)
    await looked(town)
    assert tag_of(town, chat_id, "olya") == "№1"
    await town.wait(hours=1)
    await looked(town)
    assert tag_of(town, chat_id, "olya") is None
    await town.wait(days=2)
    async with database.transaction():
        await name_tags.due(event_id, now=town.clock.now())
    await looked(town)
    assert tag_of(town, chat_id, "olya") is None, "what is changed later does not bring it back"


@pytest.mark.parametrize("own", ["капитан", "№7"])
async def test_what_somebody_has_chosen_themselves_is_left_alone(town: Town, own: str) -> None:
    chat_id, event_id, igor = await grouped(town)
    set_by_hand(town, chat_id, "olya", own)
    olya = await join(town, "olya", event_id)
    assert tag_of(town, chat_id, "olya") == own and await state_of(olya) == "foreign"
    async with database.transaction():
        await numbers.change_number(igor, event_id, 1, 114, now=town.clock.now())
    await looked(town)
    assert tag_of(town, chat_id, "olya") == own and await set_calls(town) == []


async def test_who_has_taken_it_off_is_not_given_it_again(town: Town) -> None:
    chat_id, event_id, igor = await grouped(town)
    olya = await join(town, "olya", event_id)
    set_by_hand(town, chat_id, "olya", None)
    async with database.transaction():
        await numbers.change_number(igor, event_id, 1, 114, now=town.clock.now())
    await looked(town)
    assert tag_of(town, chat_id, "olya") is None and await state_of(olya) == "foreign"


async def test_who_comes_into_the_group_later_is_known_by_it_then(town: Town) -> None:
    chat_id, event_id, _ = await grouped(town)
    katya = await join(town, "katya", event_id)
    assert await state_of(katya) == "absent" and await set_calls(town) == []
    await town.do("join", as_="katya", chat=GROUP)
    await looked(town)
    assert tag_of(town, chat_id, "katya") == "№1"
    await town.do("leave", as_="katya", chat=GROUP)
    await town.do("join", as_="katya", chat=GROUP)
    await looked(town)
    assert tag_of(town, chat_id, "katya") == "№1"


async def test_administrators_have_a_title_of_their_own(town: Town) -> None:
    _, event_id, igor = await grouped(town)
    await join(town, "igor", event_id)
    assert await state_of(igor) == "admin" and await set_calls(town) == []


async def test_without_the_right_nobody_is_asked_about_twice_until_it_is_given(town: Town) -> None:
    chat_id, event_id, _ = await grouped(town, bot_admin=False)
    olya = await join(town, "olya", event_id)
    pasha = await join(town, "pasha", event_id)
    assert await state_of(olya) == "no-right" and await state_of(pasha) is None
    assert await set_calls(town) == []
    await town.do("promote", as_="igor", chat=GROUP, user="bot")
    await looked(town)
    assert (tag_of(town, chat_id, "olya"), tag_of(town, chat_id, "pasha")) == ("№1", "№2")


async def test_the_organizer_switches_them_off_and_on(town: Town) -> None:
    chat_id, event_id, _ = await grouped(town)
    await town.do("start", as_="igor")
    await join(town, "olya", event_id)
    await town.say("igor", f"/panel {event_id}")
    await town.press("igor", "Номера у имён: включены")
    await looked(town)
    assert tag_of(town, chat_id, "olya") is None
    await town.press("igor", "Номера у имён: выключены")
    await looked(town)
    assert tag_of(town, chat_id, "olya") == "№1"


async def test_nobody_else_switches_them(town: Town) -> None:
    _, event_id, _ = await grouped(town)
    olya = await town.person("olya")
    with pytest.raises(Exception, match="not-allowed"):
        async with database.transaction():
            await name_tags.switch(olya, event_id, on=False, now=town.clock.now())


async def test_a_group_that_is_let_go_keeps_none(town: Town) -> None:
    chat_id, event_id, _ = await grouped(town)
    await join(town, "olya", event_id)
    await town.say("igor", "/unlink", chat=GROUP)
    assert tag_of(town, chat_id, "olya") is None


async def test_a_group_that_is_upgraded_keeps_them(town: Town) -> None:
    old, event_id, igor = await grouped(town, kind="group")
    await join(town, "olya", event_id)
    assert tag_of(town, old, "olya") == "№1"
    new = int((await town.do("upgrade", as_="igor", chat=GROUP))["id"])
    async with database.transaction():
        await numbers.change_number(igor, event_id, 1, 114, now=town.clock.now())
    await looked(town)
    assert tag_of(town, new, "olya") == "№114"


async def test_what_telegram_refuses_is_tried_three_times_and_stops_nothing(town: Town) -> None:
    chat_id, event_id, _ = await grouped(town)
    await town.sim("fault", kind="400", method="setChatMemberTag", description="TAGS_OFF", times=9)
    olya = await join(town, "olya", event_id)
    for _ in range(4):
        await town.wait(minutes=10)
        await looked(town)
    assert await state_of(olya) == "failed" and len(await set_calls(town)) == 3
    dead = await database.fetchval("SELECT count(*) FROM outbox WHERE kind = 'space-tag' AND state = 'dead'")
    assert dead == 3, "operators see them"
    assert chat_id


async def test_a_large_group_is_tagged_twenty_a_minute(town: Town) -> None:
    chat_id, _, _ = await grouped(town)
    ids = await database.fetch(
        "INSERT INTO users (telegram_id, language, status, created_at, telegram_reachable) "
        "SELECT 8800000000 + n, 'ru', 'active', now(), TRUE FROM generate_series(1, 45) n RETURNING id"
    )
    async with database.transaction():
        await tags.settle(chat_id, {row["id"]: f"№{row['id']}" for row in ids}, now=town.clock.now())
    rows = await database.fetch(
        "SELECT count(*) AS many FROM outbox WHERE kind = 'space-tag' GROUP BY not_before ORDER BY not_before"
    )
    assert [row["many"] for row in rows] == [20, 20, 5]


def test_what_does_not_fit_is_left_out() -> None:
    assert tag_text(114, "5:30") == "№114 · 5:30"
    assert tag_text(9_999_999, "12:30") == "№9999999 · 12:30"
    assert tag_text(114, None) == "№114"


@pytest.mark.parametrize(
    ("said", "pace"),
    [
        ("5:30", "5:30"),
        ("5.30 мин/км", "5:30"),
        ("около 12:05", "12:05"),
        ("0:30", None),
        ("25:00", None),
        ("5:75", None),
        ("🐢", None),
    ],
)
def test_a_pace_is_read_out_of_words(said: str, pace: str | None) -> None:
    assert pace_in(said) == pace
