"""J-06: a tournament of six in double elimination, with a dispute and somebody who is taken out (EV-39)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.kit.private_chat import private_chat
from tests.kit.world import World, buttons, words

LINE = "/newevent Кубок двора; 7 дек 10:00; Сокольники; 6 мест"
SIX = ("olya", "pasha", "katya", "rival1", "rival2", "rival3")
YARD = "двор"
PATIENCE_MS = 60_000


async def enter(world: World, who: str) -> None:
    """From the card that was shared in a chat: what we keep is agreed to first, in private."""
    await world.press(who, "Участвовать", chat=YARD)
    await world.start(who, "r_1")
    await world.press(who, "I agree" if who == "pasha" else "Принимаю")
    await world.news(who)


async def promise(world: World, prize: str, code: str) -> None:
    """To the winner, before anybody plays."""
    await world.start("igor", "e_1")
    for button in ("Управлять", "⚙️ Настройки события", "🎁 Призы и дипломы", "Добавить приз"):
        await world.press("igor", button)
    await world.say("igor", "1")
    await world.press("igor", "среди всех")
    await world.say("igor", prize)
    await world.press("igor", "Да")
    await world.say("igor", code)
    assert f"1 место: {prize}" in words(await world.last("igor"))


async def begin(world: World) -> None:
    """Igor's hands: double elimination, to two wins, seeded by numbers."""
    await world.start("igor", "e_1")
    for button in ("Управлять", "Судейство", "Выбрать формат", "Двойная", "До 2 побед", "По номерам участников"):
        await world.press("igor", button)
    for button in ("Начать событие и провести жеребьёвку", "Начать турнир"):
        await world.press("igor", button)
        await world.press("igor", button)


async def meeting(world: World, who: str) -> dict[str, Any]:
    """The newest message that names the person's opponent."""
    said = [one for one in await world.transcript(who) if re.search("соперник: |opponent: ", words(one))]
    return said[-1]


async def everything(world: World, who: str) -> str:
    return "\n".join(words(one) for one in await world.transcript(who))


async def win(world: World, who: str, other: str, score: str = "2:0") -> None:
    english = who == "pasha"
    await world.press(who, f"I won {score}" if english else f"Моя победа {score}")
    await world.press(other, "Confirm" if other == "pasha" else "Подтвердить")


async def in_the_chat(world: World, who: str) -> list[tuple[str, str, str]]:
    """Every played match: first player, score, second player."""
    found: list[tuple[str, str, str]] = []
    await world.say(who, "/bracket")
    while any(one.startswith("‹") for one in buttons(await world.last(who))):
        await world.press(who, next(one for one in buttons(await world.last(who)) if one.startswith("‹")))
    while True:
        shown = await world.last(who)
        found += re.findall(r"№ \d+ · (.+?) (\d:\d) (.+?)(?= ·|\n|$)", words(shown))
        onward = [one for one in buttons(shown) if one.endswith("›")]
        if not onward:
            return found
        await world.press(who, onward[0])


async def looks(world: World, browser: Browser, who: str) -> None:
    """The drawn bracket, opened by the button under what `/bracket` says."""
    await world.say(who, "/bracket")
    page, troubles = await private_chat(browser, world, who)
    await page.get_by_role("button", name="Сетка в приложении").last.click(timeout=PATIENCE_MS)
    app = page.frame_locator("iframe")
    await expect(app.locator("g.match").first).to_be_visible(timeout=PATIENCE_MS)
    await expect(app.get_by_text("Кубок двора").first).to_be_visible()
    await expect(app.locator("g.match.own").nth(2)).to_be_visible(timeout=PATIENCE_MS)
    assert troubles == []
    await page.close()


@pytest.mark.browser
async def test_six_players_a_dispute_a_withdrawal_and_a_winner(world: World, browser: Browser) -> None:
    await world.start("igor")
    await world.say("igor", LINE)
    await world.press("igor", "Опубликовать")
    await world.sim("chat", as_="igor", title="Двор", key=YARD, kind="supergroup", members=list(SIX))
    await world.sim("inline", as_="igor", chat=YARD, query="#1", pick=0)
    for who in SIX:
        await enter(world, who)
    await promise(world, "Кубок и кроссовки", "CUP-1")
    await begin(world)
    olya, pasha, katya, first, second, third = SIX

    # Byes: the first two rest; the third meets the sixth, the fourth the fifth.
    assert "Первый матч пропускаете" in words(await world.last(olya))
    assert "You skip the first match" in words(await world.last(pasha))
    for who in (katya, first, second, third):
        assert "Первый соперник" in words(await meeting(world, who)), who

    await win(world, first, second, "2:1")
    assert "соперник: " in words(await meeting(world, olya)) and "соперник: " in words(await meeting(world, first))

    # Both are sure: the match stands still until Igor replies.
    await world.press(katya, "Моя победа 2:0")
    await world.press(third, "Счёт другой")
    assert "Матч остановлен" in words(await world.last(katya))
    dispute = await world.last("igor")
    assert "Спор в турнире" in words(dispute)
    assert "opponent: " not in words(await world.last(pasha)), "nobody moves on meanwhile"
    await world.say("igor", "2:1", reply_to=dispute["message_id"])
    assert "First opponent: " in words(await meeting(world, pasha))

    await win(world, olya, first)
    await win(world, katya, pasha, "2:1")
    assert "соперник: " in words(await meeting(world, katya))

    # Somebody is taken out: their place in the lower bracket is a walkover, and they read why.
    await world.start("igor", "j_1")
    await world.press("igor", "Снять участника")
    await world.press("igor", next(one for one in buttons(await world.last("igor")) if one.startswith("5. ")))
    await world.say("igor", "Травма колена")
    assert any("Травма колена" in words(one) for one in await world.transcript(second))

    # The upper final, the lower bracket and the final, each by the buttons under what the bot said.
    for winner, loser in ((olya, katya), (first, third), (pasha, first), (katya, pasha), (olya, katya)):
        await win(world, winner, loser)
    for who in ("igor", *SIX):
        assert re.search("«Кубок двора» окончен|“Кубок двора” is over", await everything(world, who)), who
    results = next(words(one) for one in await world.transcript("igor") if "» окончен" in words(one))
    assert re.findall("[🥇🥈🥉] .+", results) == ["🥇 Оля С.", "🥈 Катя Л.", "🥉 Pasha I."]

    for who in SIX:
        assert ("CUP-1" in await everything(world, who)) is (who == olya), "the code is the winner's alone"
    assert "Кубок и кроссовки" in await everything(world, olya)

    await looks(world, browser, olya)
    chat, page = await in_the_chat(world, olya), await world.page(olya, "/events/1/bracket")
    rows = re.findall(r"<li data-users.*?</li>", page, re.DOTALL)
    shown = [re.search(r'"line">(.+?) — (.+?)</span>.*"value">(.+?)<', one, re.DOTALL) for one in rows]
    assert [(one[1], one[3], one[2]) for one in shown if one] == chat and len(chat) == 9, "one bracket in two places"
