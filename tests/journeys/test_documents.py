"""EV-20 with real processes: a certificate asked for, sent, fetched over a kill, checked, used again in one tap."""

from __future__ import annotations

from pathlib import Path

import asyncpg
import pytest

from tests.kit.world import World, buttons, words


async def _asked_for_certificate(world: World) -> None:
    """Igor's event, by his own buttons."""
    await world.set_clock("2026-12-01T09:00:00+03:00")
    await world.start("igor")
    await world.say("igor", "/newevent Марафон; 7 дек 10:00; Сокольники; 50 мест")
    for button in ("Опубликовать", "Управлять", "Вопросы участникам", "Добавить вопрос"):
        await world.press("igor", button)
    await world.say("igor", "Медицинская справка")
    for button in ("Документ", "Да", "Да", "Да"):
        await world.press("igor", button)


async def _forget_the_dead_worker(url: str) -> None:
    """What it had in hand is taken up after half a minute without a sign of it; nobody here waits for that."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("UPDATE pgqueuer SET heartbeat = now() - interval '1 hour' WHERE status = 'picked'")
    finally:
        await connection.close()


@pytest.mark.long
async def test_a_certificate_survives_a_kill_is_checked_and_used_again(stopped_world: World) -> None:
    world = stopped_world
    await world.run_product()
    await _asked_for_certificate(world)
    await world.start("olya", "e_1")
    await world.press("olya", "Подать заявку")
    await world.press("olya", "Принимаю")
    assert "Медицинская справка" in words(await world.last("olya"))
    await world.stop_product()

    await world.run_product(FORMA_CRASH="documents.before-ready:1")
    await world.sim("send", as_="olya", kind="photo", timeout=1)
    assert await world.product_died() == -9
    await _forget_the_dead_worker(world.environment["FORMA_DATABASE_URL"])
    await world.run_product()
    await world.news("olya")
    await world.say("olya", "31.05.2027")
    assert "Заявка на проверке" in words(await world.last("olya"))
    lying = list((Path(world.environment["FORMA_DATA_DIR"]) / "documents").iterdir())
    assert 1 <= len(lying) <= 2, "what the killed run left is swept within a day"
    assert all(b"\xff\xd8\xff" not in one.read_bytes() for one in lying), "none of it can be read"
    card = next(one for one in reversed(await world.transcript("igor")) if "Заявка: Оля" in words(one))
    assert "до 31 мая 2027" in words(card)
    await world.press("igor", "Принять")
    assert any("Билет: Марафон" in words(one) for one in await world.news("olya"))

    await world.say("igor", "/event 1")
    for button in ("Управлять", "Копия"):
        await world.press("igor", button)
    await world.press("igor", "Опубликовать")
    await world.start("olya", "e_2")
    await world.press("olya", "Подать заявку")
    assert "Тот же документ: файл, действует до 31 мая 2027" in buttons(await world.last("olya"))
    await world.press("olya", "Тот же документ: файл, действует до 31 мая 2027")
    assert "Заявка на проверке" in words(await world.last("olya"))
