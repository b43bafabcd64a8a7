"""Pictures for Stars: hidden until paid, told to the bot, counted."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InputPaidMediaPhoto

from tests.sandbox.conftest import Place
from tests.sandbox.scene import picture


async def shown(place: Place, key: str, chat: int) -> Any:
    return (await place.look("/sim/transcript", as_=key, chat=chat))[-1]["paid"]


async def test_who_pays_sees_and_the_bot_hears(place: Place) -> None:
    group = await place.group(members="olya,pasha")
    sent = await place.bot.send_paid_media(group, 40, [InputPaidMediaPhoto(media=picture())], payload="урок 1")
    assert sent.paid_media is not None and sent.paid_media.star_count == 40
    locked = await shown(place, "olya", group)
    assert not locked["open"] and "url" not in locked["items"][0]["media"]
    paid = await place.sim("unlock", as_="olya", chat=group, message_id=sent.message_id)
    assert paid["balance"] == 4_960
    assert (await shown(place, "olya", group))["items"][0]["media"]["url"].startswith("/client/file/")
    assert not (await shown(place, "pasha", group))["open"]
    (update,) = await place.updates()
    bought = update.purchased_paid_media
    assert bought is not None and (bought.from_user.id, bought.paid_media_payload) == (place.id_of("olya"), "урок 1")
    assert (await place.bot.get_my_star_balance()).amount == 40
    (entry,) = (await place.bot.get_star_transactions()).transactions
    assert entry.source is not None and entry.amount == 40
    await place.sim("unlock", as_="olya", chat=group, message_id=sent.message_id, status=400)


async def test_nobody_pays_with_stars_they_have_not(place: Place) -> None:
    chat = await place.started()
    place.world.person("olya").stars = 39
    sent = await place.bot.send_paid_media(chat, 40, [InputPaidMediaPhoto(media=picture())])
    await place.sim("unlock", as_="olya", message_id=sent.message_id, status=400)
    assert place.world.person("olya").stars == 39 and not (await shown(place, "olya", chat))["open"]


async def test_paid_media_that_telegram_refuses(place: Place) -> None:
    chat = await place.started()
    with pytest.raises(TelegramBadRequest, match="STARS_AMOUNT_INVALID"):
        await place.bot.send_paid_media(chat, 25_001, [InputPaidMediaPhoto(media=picture())])
    with pytest.raises(TelegramBadRequest, match="wrong number of paid media"):
        await place.bot.send_paid_media(chat, 1, [])
