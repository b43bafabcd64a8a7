"""What an event's card offers: the fee on every button that takes part, and nothing that leads nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.events.screens import event_screen, manage_screen, row_line, shared_card
from bot.kit.screen import Screen
from domain import database
from domain.agenda import agenda
from locales import translator
from scheduler.events import AGENDA
from tests.kit.town import Town
from webapp.showroom.samples import NOW, event, hybrid, places, row

RU = translator("ru")


def buttons(screen: Screen) -> list[str]:
    return [button.text for line in screen.keyboard for button in line]


def test_the_fee_stands_where_one_takes_part_and_in_the_list() -> None:
    paid = event(RU, fee_minor=50_000)
    assert buttons(event_screen(paid, RU, NOW))[0] == "Участвовать · 500 ₽"
    assert buttons(shared_card(paid, RU, NOW))[0] == "Участвовать · 500 ₽"
    assert buttons(event_screen(event(RU, fee_minor=0), RU, NOW))[0] == "Участвовать"
    both = event(RU, ways=hybrid(), fee_stars=50)
    for screen in (event_screen(both, RU, NOW), shared_card(both, RU, NOW)):
        assert buttons(screen)[:2] == ["Очно: в лист ожидания, № 4", "Онлайн 41/100 · ⭐ 50"]
    assert "500 ₽ / ⭐ 50" in row_line(1, row(RU, ways=hybrid(), fee_minor=50_000, fee_stars=50), RU, NOW).render()[0]
    assert "500 ₽" in row_line(1, row(RU, fee_minor=50_000), RU, NOW).render()[0]
    full = event(RU, fee_minor=50_000, ways=places(50, 50))
    assert "₽" not in buttons(event_screen(full, RU, NOW))[0], "who waits pays nothing yet"


def test_what_has_begun_says_how_many_are_there_and_not_how_many_places_are_left() -> None:
    some, nobody = row(RU, status="running", ways=places(8, 50)), row(RU, status="running", ways=places(0, 50))
    assert "Идут 8 человек" in row_line(1, some, RU, NOW).render()[0]
    assert "Осталось" in row_line(1, row(RU, ways=places(8, 50)), RU, NOW).render()[0]
    said = row_line(1, nobody, RU, NOW).render()[0]
    assert "Никто не записался" in said and "Осталось" not in said and "первым" not in said


def test_a_card_of_what_is_over_does_not_say_that_one_takes_part() -> None:
    over = event_screen(event(RU, status="finished", own_status="confirmed"), RU, NOW).text.render()[0]  # type: ignore[union-attr]
    assert "Завершено" in over and "Вы были записаны" in over and "Вы участвуете" not in over
    assert "Участвовал" in over and "Занято" not in over


def test_what_is_called_off_has_no_ticket_and_nobody_takes_part_in_it() -> None:
    off = event_screen(event(RU, status="cancelled", cancel_reason="Ливень", own_status="confirmed"), RU, NOW)
    said = off.text.render()[0]  # type: ignore[union-attr]
    assert "Вы участвуете" not in said and "Мой билет" not in buttons(off)
    assert "Мой билет" in buttons(event_screen(event(RU, own_status="confirmed"), RU, NOW))


def test_nobody_asks_themselves_or_shares_what_is_called_off() -> None:
    own, cancelled = event(RU, manages=True), event(RU, status="cancelled", cancel_reason="Гололёд")
    assert "Спросить" in buttons(event_screen(event(RU), RU, NOW))
    assert "Спросить" not in buttons(event_screen(own, RU, NOW))
    assert not {"В календарь", "Как добраться", "Поделиться"} & set(buttons(event_screen(cancelled, RU, NOW)))
    assert "В архив" in buttons(manage_screen(cancelled, RU, NOW))
    archived = manage_screen(event(RU, status="cancelled", cancel_reason="", archived=True), RU, NOW)
    assert "В архив" not in buttons(archived) and "В архиве" in archived.text.render()[0]  # type: ignore[union-attr]


async def test_registration_opens_at_nine_and_a_minute_before_the_button_says_so(town: Town) -> None:
    """EV-04: «Registration opens at 09:00 by itself; at 08:59 [Участвовать] is disabled with the opening time»."""
    nine = datetime.fromisoformat("2026-12-02T09:00:00+03:00")
    event_id = await town.event(await town.person("igor"), registration_opens_at=nine)
    await town.person("olya")
    town.clock.set(nine - timedelta(minutes=1))
    await agenda.work_due(AGENDA, town.clock.now())
    await town.say("olya", f"/event {event_id}")
    card = (await town.seen("olya"))[-1]
    first = card["keyboard"][0][0]
    assert (first["text"], first["disabled"]) == (
        "Откроется: ср, 2 декабря, 09:00 (Москва)",
        True,
    ) and "Участвовать" not in str(card)
    town.clock.set(nine)
    await agenda.work_due(AGENDA, town.clock.now())
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "Участвовать")
    assert await database.fetchval("SELECT status FROM registrations") == "confirmed"


@pytest.mark.parametrize("sure", [True, False])
async def test_a_link_is_changed_only_when_that_is_sure(town: Town, sure: bool) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor, visibility="private")
    await town.say("igor", f"/event {event_id}")
    await town.press("igor", "Управлять")
    before = await town.last("igor")
    await town.press("igor", "Сменить ссылку")
    assert "Старая сразу перестанет работать" in await town.last("igor")
    await town.press("igor", "Сменить ссылку" if sure else "Назад")
    after = await town.last("igor")
    assert "start=e_" in before and (after != before) is sure
