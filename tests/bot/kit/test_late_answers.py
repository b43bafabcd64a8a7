"""A press whose answer Telegram does not take any more: the words come as a message."""

from __future__ import annotations

from tests.kit.town import Town
from tests.security.updates import dead_rows, press, signed


async def test_who_pressed_learns_what_came_of_it_however_late(town: Town) -> None:
    """Its handling waited, for a database that was away, until the query was forgotten."""
    olya = await town.person("olya")
    event_id = await town.event(await town.person("igor"))
    await town.do("start", as_="olya")
    forgotten = press(olya.telegram_id, signed("ev.take", (event_id,), olya.telegram_id, olya.telegram_id))
    await town.take_in(forgotten)
    assert await dead_rows() == []
    assert await town.last("olya") == "Вы не записаны на это событие."
