"""What fails five times is set aside, and the person is told instead of being left without an answer."""

from __future__ import annotations

import pytest

from bot.app import received
from bot.kit.dispatch import BotWorker
from bot.kit.routes import Route, Routes
from bot.kit.turn import Reply, Turn
from domain.inbox import rows
from domain.inbox.lanes import Lanes
from domain.inbox.receiving import accept
from tests.kit.town import Town


async def test_who_pressed_in_vain_is_told(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_BACK_OFF_S", (0.01, 0.01, 0.01, 0.01))
    await town.sim("start", as_="pasha")
    update = (await town.gateway.ask("getUpdates", {"timeout": 0}))[0]

    async def break_down(turn: Turn) -> Reply:
        raise ValueError(turn.chat_id)

    broken = Route(break_down)
    routes = Routes({}, {}, {"": broken}, {}, {}, {}, {}, broken, broken, broken, broken, broken)
    lanes = Lanes({"telegram": BotWorker(town.app, routes, town.clock.now)})
    lanes.submit(await accept("telegram", [received(update)], now=town.clock.now()))
    await lanes.settle()
    await lanes.stop()
    assert (await town.last("pasha")).startswith("I could not do that, sorry.")
