"""The whole product is killed (SIGKILL) at a named point while somebody takes a place; then it is started again."""

from __future__ import annotations

import pytest

from tests.kit.world import World, words

POINTS = (
    "inbox.before-commit",
    "inbox.after-commit",
    "lane.before-commit",
    "lane.after-commit",
    "outbox.after-claim",
    "outbox.after-send",
)
SMALL = ("lane.before-commit", "outbox.after-send")


async def _prepare(world: World, people: list[str]) -> None:
    await world.run_product()
    await world.set_clock("2026-12-01T09:00:00+03:00")
    await world.start("igor")
    await world.say("igor", "/newevent Забег 5 км; 7 дек 10:00; Сокольники; 50 мест")
    await world.press("igor", "Опубликовать")
    for who in people:
        await world.start(who, "e_1")
        await world.press(who, "Участвовать")
        await world.news(who)
    await world.stop_product()


@pytest.mark.long
async def test_no_press_is_lost_and_none_is_doubled(stopped_world: World, big: bool) -> None:
    """After the restart there is one registration, and at most one repeat of the ticket (X-03, guarantees 3 and 4)."""
    world = stopped_world
    points = POINTS if big else SMALL
    people = [f"rival{number}" for number in range(1, len(points) + 1)]
    await _prepare(world, people)
    for who, point in zip(people, points, strict=True):
        await world.run_product(FORMA_CRASH=f"{point}:1")
        await world.sim("press", as_=who, button="Принимаю", timeout=1)
        assert await world.product_died() == -9, point
        await world.run_product()
        await world.idle()
        fresh = [words(one) for one in await world.news(who)]
        tickets = [text for text in fresh if "Билет: Забег 5 км" in text]
        assert 1 <= len(tickets) <= 2, (point, fresh)
        await world.stop_product()
    await world.run_product()
    await world.start("igor", "e_1")
    card = words(await world.last("igor"))
    assert f"Занято {len(people)} из 50" in card
    if big:
        print(f"\nkilled at {len(points)} points: {len(people)} presses, {len(people)} places, none lost, none doubled")


@pytest.mark.parametrize("times", [3])
async def test_an_update_delivered_again_and_out_of_order_is_one_update(stopped_world: World, times: int) -> None:
    world = stopped_world
    await world.run_product()
    await world.start("olya")
    update = {
        "update_id": 900_000_000,
        "message": {
            "message_id": 999_999,
            "date": 1_764_568_800,
            "chat": {"id": 7_100_000_001, "type": "private", "first_name": "Оля"},
            "from": {"id": 7_100_000_001, "is_bot": False, "first_name": "Оля", "language_code": "ru"},
            "text": "/my",
        },
    }
    await world.sim("update", update=update, times=times, shuffle=True)
    fresh = await world.news("olya")
    assert [words(one).startswith("Мои события") for one in fresh] == [True]
