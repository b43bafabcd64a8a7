"""EV-19 in the chat: the organizer asks one thing more, one less, and says who may take part."""

from __future__ import annotations

from domain.events import lifecycle
from domain.events.entry import questions
from tests.kit.town import Town


async def test_a_question_is_added_answered_and_removed(town: Town) -> None:
    igor = await town.person("igor")
    await town.person("olya")
    event_id = await town.event(igor)
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Вопросы участникам", "Добавить вопрос"):
        await town.press("igor", button)
    await town.say("igor", "Размер футболки")
    await town.press("igor", "Выбор из списка")
    await town.say("igor", "S, M, L")
    await town.press("igor", "Да")
    assert "1. Размер футболки" in await town.last("igor")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "Участвовать")
    assert "Размер футболки" in await town.last("olya")
    await town.press("olya", "M")
    assert "Вы участвуете" in " ".join(line["text"] for line in await town.seen("olya"))
    await town.press("igor", "1. Размер футболки")
    await town.press("igor", "Удалить")
    assert questions.questions_of(await lifecycle.load(event_id, lock=False)) == ()


async def test_the_audience_is_said_in_the_chat(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Вопросы участникам", "Кто может участвовать"):
        await town.press("igor", button)
    await town.say("igor", "18")
    await town.press("igor", "Пропустить")
    await town.press("igor", "Для женщин")
    for level in ("Любители", "Профессионалы"):
        await town.press("igor", level)
    await town.press("igor", "Готово")
    await town.say("igor", "лёгкая и тяжёлая")
    assert "Назовите категории от лёгкой к тяжёлой" in await town.last("igor")
    await town.say("igor", "до 60, до 70,5")
    asked = {"min_age": 18, "gender": "female", "levels": ["amateur", "professional"], "weights": [60, 70.5]}
    assert (await lifecycle.load(event_id, lock=False)).requirements == asked
    said = await town.last("igor")
    assert "☝️ Для кого: от 18 лет, женщины, любители и профессионалы" in said
    assert "до 60 кг, до 70,5 кг" in said and "одного нажатия" not in said, "what the conditions ask is asked"
    await town.press("igor", "Кто может участвовать")
    await town.press("igor", "Оставить: 18")
    await town.press("igor", "Пропустить")
    await town.press("igor", "Для всех")
    await town.press("igor", "Готово")
    await town.press("igor", "Оставить: до 60 кг, до 70,5 кг")
    del asked["gender"]
    assert (await lifecycle.load(event_id, lock=False)).requirements == asked, "what stood there was offered"
