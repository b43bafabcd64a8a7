"""M-06, EV-26, EV-27: a race day led from the group and the private chat, the mini-app never opened."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.kit.world import World, buttons, words

GROUP = "бег"
LINE = "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 2 места"


async def _document(world: World, who: str) -> dict[str, Any]:
    """Jobs are nobody's turn: it comes when it is made."""
    async with asyncio.timeout(120):
        while True:
            lines = [one for one in await world.transcript(who) if one["kind"] == "document"]
            if lines:
                return lines[-1]
            await asyncio.sleep(0.1)


async def test_added_moved_removed_and_taken_home_as_a_file(world: World) -> None:
    for who in ("igor", "olya", "pasha"):
        await world.start(who)
    await world.say("igor", LINE)
    await world.press("igor", "Опубликовать")
    fields = {"title": "Бег", "key": GROUP, "kind": "forum", "members": ["olya", "pasha"]}
    await world.sim("chat", as_="igor", add_bot=True, bot_admin=True, **fields)
    await world.say("igor", "/link 1", chat=GROUP)
    await world.start("olya", "e_1")
    await world.press("olya", "Участвовать")
    await world.press("olya", "Принимаю")

    said = await world.sim("say", as_="pasha", text="Can I still come?", chat=GROUP)
    await world.say("igor", "/add", chat=GROUP, reply_to=said["message_id"])
    invited = (await world.news("pasha"))[-1]
    assert "invites you" in words(invited) and "I can’t come" in buttons(invited)
    await world.press("pasha", "Take part")
    await world.press("pasha", "I agree")
    assert "Ticket" in words((await world.news("pasha"))[-1])

    await world.news("olya")
    await world.say("igor", "/late 15", chat=GROUP)
    (moved,) = await world.news("olya")
    assert "10:00" in words(moved) and "10:15" in words(moved)

    await world.say("igor", "/remove 2 wrong distance", chat=GROUP)
    assert "Reason: wrong distance" in words((await world.news("pasha"))[-1])
    await world.say("igor", "/panel", chat=GROUP)
    panel = await world.last("igor", GROUP)
    assert "Подтверждены: 1" in words(panel) and "Не участвуют: 1" in words(panel)

    await world.say("igor", "/export csv", chat=GROUP)
    document = await _document(world, "igor")
    assert document["media"]["file_name"] == "event-1-2026-12-01.csv"
    for who in ("igor", "olya", "pasha"):
        assert not any(one["kind"] == "document" for one in await world.transcript(who, GROUP))
