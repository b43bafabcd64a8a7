"""Blocking the bot and letting it back says nothing that asks for an answer."""

from __future__ import annotations

from tests.kit.town import Town


async def test_who_lets_the_bot_back_is_not_told_that_it_cannot_read(town: Town) -> None:
    await town.person("olya")
    await town.say("olya", "/my")
    before = await town.seen("olya")
    await town.do("block", as_="olya")
    await town.do("block", as_="olya", blocked=False)
    assert await town.seen("olya") == before
