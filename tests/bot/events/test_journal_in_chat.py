"""EV-24: who manages an event together reads who did what with it."""

from __future__ import annotations

import pytest

from domain import database
from domain.errors import NotAllowed
from domain.events import journal
from domain.events.people import notices
from tests.kit.town import Town


async def test_the_journal_of_an_event_is_read_page_by_page_by_who_manages_it(town: Town) -> None:
    igor, olya = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor)
    async with database.transaction():
        for _ in range(4):
            for said in ("instant", "digest"):
                await notices.set_notices(igor, event_id, said, now=town.clock.now())
    await town.do("start", as_="igor", payload=f"e_{event_id}")
    for button in ("Управлять", "⚙️ Настройки события", "📜 Журнал"):
        await town.press("igor", button)
    shown = await town.last("igor")
    assert shown.count("Игорь") == 8 and "изменение уведомлений о записи" in shown and "UTC+3" in shown
    await town.press("igor", "Раньше")
    assert "публикация события" in await town.last("igor")
    await town.press("igor", "Назад")
    await town.press("igor", "📜 Журнал")
    assert "изменение уведомлений о записи" in await town.last("igor")
    with pytest.raises(NotAllowed):
        await journal.list_deeds(olya, event_id)
