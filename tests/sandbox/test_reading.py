"""Which part of a chat a page gets, and what a search finds."""

from __future__ import annotations

from typing import Any

from tests.sandbox.conftest import Place

MANY = 60


async def talk(place: Place) -> tuple[int, list[int]]:
    chat = await place.group()
    said = [await place.sim("say", as_="igor", chat=chat, text=f"Слово {number}") for number in range(MANY)]
    return chat, [one["message_id"] for one in said]


async def part(place: Place, chat: int, **where: Any) -> tuple[list[int], bool, bool, int | None]:
    page = await place.look("/client/messages", as_="olya", chat=chat, **where)
    return [one["message_id"] for one in page["messages"]], page["more"], page["newer"], page["found"]


async def test_a_page_goes_straight_to_any_part_of_a_chat(place: Place) -> None:
    chat, ids = await talk(place)
    assert await part(place, chat, limit=5) == (ids[-5:], True, False, None)
    assert await part(place, chat, limit=5, around=ids[30]) == (ids[28:33], True, True, ids[30])
    assert await part(place, chat, limit=5, around=ids[-1]) == (ids[-5:], True, False, ids[-1])
    assert await part(place, chat, limit=5, after=ids[30]) == (ids[31:36], True, True, None)
    assert await part(place, chat, limit=5, after=ids[-3]) == (ids[-2:], True, False, None)
    assert await part(place, chat, limit=5, before=ids[30]) == (ids[25:30], True, True, None)


async def test_unread_ones_begin_after_the_last_that_was_read(place: Place) -> None:
    chat, ids = await talk(place)
    await place.sim("read", as_="olya", chat=chat)
    assert (await part(place, chat, unread=1, limit=4))[3] is None
    own = (await place.sim("say", as_="olya", chat=chat, text="Я тут"))["message_id"]
    news = (await place.sim("say", as_="igor", chat=chat, text="Новое"))["message_id"]
    assert await part(place, chat, unread=1, limit=4) == ([*ids[-2:], own, news], True, False, news)


async def test_a_day_is_found_by_its_first_message(place: Place) -> None:
    chat, ids = await talk(place)
    await place.sim("clock", advance="24h")
    next_day = (await place.sim("say", as_="igor", chat=chat, text="Завтра"))["message_id"]
    page = await place.look("/client/messages", as_="olya", chat=chat)
    morning = page["messages"][-1]["date"] - 3600
    assert (await part(place, chat, date=morning))[3] == next_day
    assert (await part(place, chat, date=0, limit=3))[3] < ids[0], "the group's own first line"


async def test_what_is_gone_is_not_found(place: Place) -> None:
    chat, ids = await talk(place)
    await place.sim("delete", as_="igor", chat=chat, message_id=ids[30])
    shown, _, _, found = await part(place, chat, around=ids[30], limit=5)
    assert found is None and ids[30] not in shown


async def test_search_finds_words_in_any_case_where_the_person_is(place: Place) -> None:
    chat, ids = await talk(place)
    other = await place.group(members="pasha")
    await place.sim("say", as_="igor", chat=other, text="Слово 7, но не для Оли")
    found = await place.look("/client/search", as_="olya", q="СЛОВО 37")
    assert [one["message_id"] for one in found["found"]] == [ids[37]]
    assert (await place.look("/client/search", as_="olya", q="слово", chat=chat))["total"] == MANY
    assert await place.look("/client/search", as_="olya", q=" ") == {"total": 0, "found": []}
    async with place.http.get(
        place.url("/client/search"), params={"as": "olya", "chat": other, "q": "слово"}
    ) as answer:
        assert (await answer.json())["total"] == 0


async def test_the_last_word_in_the_list_is_somebodys_or_of_the_chat_itself(place: Place) -> None:
    """A service message names who did it already."""
    chat = await place.group()
    said = await place.sim("say", as_="igor", chat=chat, text="Правила")

    async def last() -> Any:
        view = await place.look("/client/view", as_="olya")
        return next(one["last"] for one in view["chats"] if one["id"] == chat)

    assert (await last())["from_name"] == "Игорь Орлов"
    await place.sim("pin", as_="igor", chat=chat, message_id=said["message_id"])
    assert ((await last())["from_name"], (await last())["text"]) == ("", "Игорь Орлов: сообщение закреплено")
