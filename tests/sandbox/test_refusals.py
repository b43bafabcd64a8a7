"""More of Telegram's error texts, each provoked by a raw call: what no client would send is among them."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
import pytest
from PIL import Image

from tests.sandbox.conftest import TOKEN, Place
from tests.sandbox.refused_calls import CARRYING, FILES, FORMS, INVOICE, MONEY, POLL, POLLS, Row

BAD = "Bad Request: "
TABLES = {"forms": FORMS, "carrying": CARRYING, "files": FILES, "polls": POLLS, "money": MONEY}


async def refusal(place: Place, method: str, fields: dict[str, Any]) -> str:
    async with place.http.post(place.url(f"/bot{TOKEN}/{method}"), json=fields) as response:
        answer = await response.json()
        assert response.status == answer.get("error_code", 200)
        return str(answer.get("description", answer))


async def scenery(place: Place) -> dict[str, Any]:
    """Things that the rows name in braces."""
    chat, bot = await place.started(), place.bot
    photo = place.world.files.photo(picture(), "p.png")
    closed = await bot.send_poll(chat, "?", ["а"])
    await bot.stop_poll(chat, closed.message_id)
    await place.sim("write_access", as_="olya")
    return {
        "olya": chat,
        "sent": (await bot.send_message(chat, "т")).message_id,
        "said": (await place.sim("say", as_="olya", text="моё"))["message_id"],
        "asked": (await place.sim("poll", as_="olya", question="?", options=["а"]))["message_id"],
        "poll": (await bot.send_poll(chat, "?", ["а"])).message_id,
        "closed": closed.message_id,
        "invoice": (await bot.send_invoice(chat, **INVOICE)).message_id,
        "service": next(post.message_id for post in place.world.posts_of[chat] if "write_access_allowed" in post.body),
        "photo": photo[-1]["file_id"],
    }


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (100, 100), "red").save(out, "PNG")
    return out.getvalue()


def filled(value: Any, known: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {name: filled(one, known) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(one, known) for one in value]
    return known.get(value[1:-1], value) if isinstance(value, str) and value[:1] == "{" else value


@pytest.mark.parametrize(
    "rows", [FORMS, CARRYING, FILES, POLLS, MONEY], ids=["forms", "carrying", "files", "polls", "money"]
)
async def test_refused_word_for_word(place: Place, rows: list[Row]) -> None:
    known = await scenery(place)
    said = [
        await refusal(place, method, {"chat_id": known["olya"]} | filled(fields, known)) for method, fields, _ in rows
    ]
    assert said == [BAD + text for _, _, text in rows]


async def test_groups_and_channels_refuse(place: Place) -> None:
    group, channel = await place.group("group", bot_admin=False), await place.group("channel", bot_admin=False)
    gone = await place.group()
    await place.bot.leave_chat(gone)
    olya = await place.started()
    rows: list[Row] = [
        ("sendMessage", {"chat_id": gone, "text": "т"}, "Forbidden: bot is not a member of the supergroup chat"),
        ("sendMessage", {"chat_id": channel, "text": "т"}, BAD + "need administrator rights in the channel chat"),
        (
            "sendPoll",
            POLL | {"chat_id": channel, "is_anonymous": False},
            BAD + "non-anonymous polls can't be sent to channel chats",
        ),
        ("leaveChat", {"chat_id": olya}, "Forbidden: bot can't leave private chats"),
        ("unbanChatMember", {"chat_id": group, "user_id": olya}, BAD + "method is available only for supergroups"),
        ("setChatTitle", {"chat_id": group, "title": "т"}, BAD + "not enough rights to change chat title"),
        (
            "setChatPhoto",
            {"chat_id": group, "photo": "нет"},
            BAD + "can't parse photo: Input should be an instance of InputFile",
        ),
        ("createChatInviteLink", {"chat_id": group}, BAD + "not enough rights to manage chat invite link"),
    ]
    said = [await refusal(place, method, fields) for method, fields, _ in rows]
    assert said == [text for _, _, text in rows]


async def test_too_large(place: Place) -> None:
    form = aiohttp.FormData({"chat_id": str(await place.started())})
    form.add_field("photo", io.BytesIO(b"0" * (10 * 1024 * 1024 + 1)), filename="p.jpg")
    async with place.http.post(place.url(f"/bot{TOKEN}/sendPhoto"), data=form) as response:
        assert response.status == 413 and (await response.json())["description"] == "Request Entity Too Large"
    form = aiohttp.FormData({"chat_id": str(place.id_of("olya"))})
    form.add_field("document", io.BytesIO(b"0" * (51 * 1024 * 1024)), filename="d.bin")
    async with place.http.post(place.url(f"/bot{TOKEN}/sendDocument"), data=form) as response:
        assert response.status == 413 and not (await response.json())["ok"]
