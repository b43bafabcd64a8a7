"""Methods that this bot may not use: Telegram's own refusals; links that cost Stars; what mini-apps ask for."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.types import KeyboardButton, KeyboardButtonRequestChat

from sandbox.telegram.methods.refused import REFUSED
from tests.sandbox.conftest import TOKEN, Place

BUSINESS = {"business_connection_id": "нет"}
ROWS: list[tuple[str, dict[str, Any], str]] = [
    ("readBusinessMessage", BUSINESS | {"chat_id": "{olya}", "message_id": 1}, "business connection not found"),
    (
        "sendChecklist",
        BUSINESS | {"chat_id": 1, "checklist": {"title": "т", "tasks": []}},
        "business connection not found",
    ),
    ("deleteStory", BUSINESS | {"story_id": 1}, "business connection not found"),
    ("getStickerSet", {"name": "нет"}, "STICKERSET_INVALID"),
    ("sendGame", {"chat_id": "{olya}", "game_short_name": "run"}, "wrong game short name specified"),
    ("setGameScore", {"user_id": "{olya}", "score": 1}, "message to set game score not found"),
    ("sendGift", {"user_id": "{olya}", "gift_id": "1"}, "STARGIFT_INVALID"),
    ("verifyUser", {"user_id": "{olya}"}, "BOT_VERIFIER_FORBIDDEN"),
    ("verifyUser", {"user_id": 1}, "user not found"),
    ("setUserEmojiStatus", {"user_id": "{olya}"}, "USER_PERMISSION_DENIED"),
    ("sendGame", {"chat_id": "{olya}"}, 'parameter "game_short_name" is required'),
]


async def raw(place: Place, method: str, fields: dict[str, Any]) -> dict[str, Any]:
    async with place.http.post(place.url(f"/bot{TOKEN}/{method}"), json=fields) as response:
        answer: dict[str, Any] = await response.json()
        return answer


async def test_refused_word_for_word_and_never_as_misspelt(place: Place) -> None:
    olya = await place.started()
    for method, fields, words in ROWS:
        given = {name: olya if value == "{olya}" else value for name, value in fields.items()}
        assert (await raw(place, method, given))["description"] == f"Bad Request: {words}", method
    assert {(await raw(place, method, {}))["error_code"] for method in REFUSED} == {400}


async def test_a_link_that_costs_stars(place: Place) -> None:
    channel = await place.group("channel")
    link = (await place.bot.create_chat_subscription_invite_link(channel, 2_592_000, 50)).invite_link
    assert (await place.sim("join", as_="katya", link=link))["stars"] == 50
    assert (await place.bot.get_chat_member(channel, place.id_of("katya"))).status == "left"
    await place.sim("join", as_="katya", link=link, pay=True)
    assert (await place.bot.get_chat_member(channel, place.id_of("katya"))).status == "member"
    assert place.world.person("katya").stars == 4_950
    place.world.person("lev").stars = 49
    await place.sim("join", as_="lev", link=link, pay=True, status=400)


async def test_a_mini_app_asks_for_a_chat_by_a_prepared_button(place: Place) -> None:
    await place.started()
    group = await place.group()
    button = KeyboardButton(text="?", request_chat=KeyboardButtonRequestChat(request_id=4, chat_is_channel=False))
    prepared = (await place.bot.save_prepared_keyboard_button(place.id_of("olya"), button)).id
    fit = await place.look("/sim/shareable", as_="olya", prepared=prepared)
    assert [one["id"] for one in fit] == [group]
    await place.sim("prepared_button", as_="igor", prepared=prepared, shared_chat=group, status=404)
    await place.sim("prepared_button", as_="olya", prepared=prepared, shared_chat=group)
    (update,) = await place.updates()
    assert update.message is not None and update.message.chat_shared is not None
    assert (update.message.chat_shared.request_id, update.message.chat_shared.chat_id) == (4, group)


@pytest.mark.parametrize("method", ["deleteMessageReaction", "deleteAllMessageReactions"])
async def test_reactions_of_others_are_cleared_by_who_may_delete(place: Place, method: str) -> None:
    group, olya = await place.group(), place.id_of("olya")
    said = (await place.sim("say", as_="igor", chat=group, text="Финиш"))["message_id"]
    await place.sim("react", as_="olya", chat=group, message_id=said, emoji="🔥")
    assert (await raw(place, method, {"chat_id": group, "message_id": said, "user_id": olya}))["ok"]
    assert (await place.look("/sim/transcript", as_="olya", chat=group))[-1]["reactions"] == []
    plain = await place.group(bot_admin=False)
    said = (await place.sim("say", as_="igor", chat=plain, text="Финиш"))["message_id"]
    refused = await raw(place, method, {"chat_id": plain, "message_id": said, "user_id": olya})
    assert refused["description"] == "Bad Request: not enough rights to delete message reactions"
