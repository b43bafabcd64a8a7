"""EV-39 in the chat: the bracket as a picture, in private and once for each state of the tournament in a group."""

from __future__ import annotations

import io

from PIL import Image

from bot.events.bracket_picture import drawn
from domain.events.tournaments.queries import get_bracket
from locales import translator
from tests.bot.events.test_bracket import playing
from tests.bot.events.test_covers import photos
from tests.kit.clock import START
from tests.kit.people import meet, meet_many
from tests.kit.tournaments import begun
from tests.kit.town import Town


async def test_the_bracket_comes_as_a_picture(town: Town) -> None:
    made = await playing(town, "olya", "pasha", "katya", "fed")
    await town.say("olya", "/bracket")
    before = len(photos(town, town.world.person("olya").id))
    answer = await town.press("olya", "🖼 Картинка")
    assert "Рисуем сетку" in answer["text"]
    (sent,) = photos(town, town.world.person("olya").id)[before:]
    assert sent["caption"] == "Кубок района"
    await made.won("W1.1", 1)
    await town.settle()
    await town.say("olya", "/bracket")
    await town.press("olya", "🖼 Картинка")
    assert len(photos(town, town.world.person("olya").id)) == before + 2


async def test_tables_are_words_and_have_no_picture(town: Town) -> None:
    await playing(town, "olya", "pasha", "katya", format="round_robin")
    await town.say("olya", "/bracket")
    line = (await town.look("/sim/transcript", as_="olya"))[-1]
    assert "Картинка" not in str(line["buttons"])


async def test_sixty_four_players_are_drawn_large_enough_to_be_read(database: str) -> None:
    igor = await meet("Игорь")
    made = await begun(igor, await meet_many(64))
    card = await get_bracket(made.event_id, igor, now=START)
    with Image.open(io.BytesIO(drawn(card, translator("ru")))) as picture:
        assert picture.format == "PNG"
        assert picture.width >= 6 * 2 * 168 and picture.height >= 32 * 2 * 56, "each box has its whole size"
