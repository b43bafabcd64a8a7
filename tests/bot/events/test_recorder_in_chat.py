"""EV-32 in the chat: ways to the recorder around the start, and what the recorded track came to."""

from __future__ import annotations

from datetime import timedelta

from domain.activity.recording import Spot
from domain.database import in_transaction
from domain.events.recorder import finishing, recorder
from forma.simulation.walkers import place
from tests.bot.events.test_live_in_chat import at, live_race
from tests.bot.events.test_result_tracks_in_chat import work
from tests.kit.town import Town


async def test_the_recorder_is_offered_around_the_start_and_says_what_came_of_it(town: Town) -> None:
    event_id, start = await live_race(town, "olya")
    await at(town, start - timedelta(hours=2))
    await town.say("olya", "/track")
    assert "Сейчас записывать нечего" in await town.last("olya")
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    assert "Записать трек" not in await town.buttons("olya") and "Показать, где я" in await town.buttons("olya")
    await at(town, start - timedelta(minutes=30))
    await town.say("olya", "/track")
    assert await town.buttons("olya") == ["Записать трек"]
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    assert (await town.buttons("olya"))[0] == "Записать трек"
    await town.press("olya", "Показать, где я")
    assert "Записать трек" in await town.buttons("olya")
    await town.say("olya", "/help")
    assert "/track" in await town.last("olya")

    olya = await town.person("olya")
    for second in range(0, 1600, 100):
        spots = [Spot(start + timedelta(seconds=second + n), *place(3.2 * (second + n)), 5) for n in range(100)]
        await at(town, spots[-1].at)
        key = f"part-{second:05}"
        await in_transaction(lambda k=key, s=spots: recorder.hear(olya, event_id, "telephone", k, s, now=s[-1].at))  # type: ignore[misc]
    await in_transaction(lambda: finishing.finish(olya, event_id, "telephone", now=town.clock.now()))
    await work(town)
    told = "\n".join(one["text"] for one in await town.seen("olya"))
    assert "Больше не смотрю" not in told, "the end is said once, by what came of it"
    assert "26:0" in await town.last("olya") and "1 место" in await town.last("olya")
