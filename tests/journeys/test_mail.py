"""Mail from end to end: the code that a person copies from its letter, and letters when the bot is blocked (X-11)."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from tests.kit.world import World, words

LINE = "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 5 мест"
ADDRESS = "olya@example.org"


async def letters(world: World, count: int) -> list[dict[str, Any]]:
    """What the mail server was given, once there is so much of it."""
    async with asyncio.timeout(180):
        while len(found := await world.ask("/sim/outbox/mail")) < count:
            await asyncio.sleep(0.1)
    return list(found)


async def test_an_address_is_confirmed_and_takes_over_when_the_bot_is_blocked(world: World) -> None:
    await world.start("igor")
    await world.say("igor", LINE)
    await world.press("igor", "Опубликовать")
    await world.start("olya", "e_1")
    await world.press("olya", "Участвовать")
    await world.press("olya", "Принимаю")

    await world.say("olya", f"/email {ADDRESS}")
    (letter,) = await letters(world, 1)
    assert letter["to"] == [ADDRESS]
    code = re.search(r"\d{3}\s?\d{3}", letter["subject"] + letter["text"])
    assert code
    digits = code[0].replace(" ", "")
    told = await world.say("olya", "111111" if digits == "000000" else "000000")
    assert "Осталось 4 попытки" in words(told[-1])
    told = await world.say("olya", digits)
    assert f"{ADDRESS} подтверждён" in words(told[-1])

    await world.sim("block", as_="olya")
    await world.idle()
    await world.press("igor", "Управлять")
    await world.press("igor", "Отменить событие")
    await world.say("igor", "Штормовое предупреждение")
    _, cancelled = await letters(world, 2)
    assert cancelled["to"] == [ADDRESS] and "Отменено: Забег 5 км" in cancelled["subject"]
    assert "Штормовое предупреждение" in cancelled["text"] and "t.me/" in cancelled["text"]
    assert len(await letters(world, 2)) == 2, "said once"
