"""EV-19 in the chat: what was said is offered again, can be changed until the close, and the organizer sees it all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain import database
from domain.accounts.people import Person
from domain.events import lifecycle
from domain.events.entry import questions
from domain.forms.form import JsonValue
from tests.bot.spaces.test_linked_group import GROUP, linked_group
from tests.kit.town import Town


async def ask(town: Town, organizer: Person, event_id: int, label: str, kind: str, **more: JsonValue) -> None:
    said: dict[str, JsonValue] = {"label": label, "kind": kind, "required": True, **more}
    async with database.transaction():
        await questions.add_question(organizer, event_id, said, now=town.clock.now())


async def note(town: Town, organizer: Person, event_id: int, label: str, kind: str = "boolean") -> None:
    async with database.transaction():
        await questions.add_note(organizer, event_id, {"label": label, "kind": kind}, now=town.clock.now())


async def join(town: Town, who: str, event_id: int, *presses: str) -> None:
    await town.say(who, f"/event {event_id}")
    for button in ("Участвовать", *presses):
        await town.press(who, button)


async def open_person(town: Town, who: str, event_id: int, name: str) -> str:
    """The organizer's way to one participant: panel, list, name."""
    await town.say(who, f"/panel {event_id}")
    await town.press(who, "Список")
    await town.press(who, name)
    return await town.last(who)


async def buttons(town: Town, who: str) -> list[str]:
    rows: list[list[dict[str, Any]]] = (await town.seen(who))[-1].get("keyboard") or []
    return [button["text"] for row in rows for button in row]


async def registration_id(person: Person) -> int:
    found: int = await database.fetchval("SELECT id FROM registrations WHERE user_id = $1", person.id)
    return found


async def everything(town: Town, who: str) -> str:
    return " ".join(str(line["text"]) for line in await town.seen(who))


async def test_a_size_is_offered_at_the_next_event_changed_and_seen_by_the_organizer(town: Town) -> None:
    igor, _ = await town.person("igor"), await town.person("olya")
    first, second = await town.event(igor, "Забег весенний"), await town.event(igor, "Забег летний")
    await ask(town, igor, first, "Размер футболки", "choice", options="S, M, L")
    await ask(town, igor, second, "Какой размер майки?", "choice", options="M, L, XL")
    await join(town, "olya", first, "L")
    await join(town, "olya", second)
    assert "Какой размер майки?" in await town.last("olya")
    await town.press("olya", "✓ L")
    await town.say("olya", f"/event {second}")
    await town.press("olya", "Изменить ответы")
    await town.press("olya", "M")
    sheet = await open_person(town, "igor", second, "1. Оля Смирнова")
    assert "Какой размер майки? M" in sheet
    await town.press("igor", "История")
    told = await town.last("igor")
    assert "Какой размер майки? L → M" in told and "участвует" in told
    assert told.index("L → M") < told.index("участвует")
    when = (await database.fetchval("SELECT max(at) FROM registration_changes")) + timedelta(hours=3)
    assert f"{when:%H:%M}" in told, "in the organizer's zone"


async def test_answers_stay_as_they_are_when_registration_has_closed(town: Town) -> None:
    igor, _ = await town.person("igor"), await town.person("olya")
    closes_at = town.clock.now() + timedelta(days=1)
    event_id = await town.event(igor, registration_closes_at=closes_at)
    await ask(town, igor, event_id, "Размер футболки", "choice", options="S, M, L")
    await join(town, "olya", event_id, "L")
    await town.say("olya", f"/event {event_id}")
    assert "Изменить ответы" in await buttons(town, "olya")
    await town.wait(days=1, minutes=1)
    answer = await town.press("olya", "Изменить ответы")
    assert "закрыта" in answer["text"] or "закрыта" in await town.last("olya")
    await town.say("olya", f"/event {event_id}")
    assert "Изменить ответы" not in await buttons(town, "olya")
    assert "Ответы: регистрация закрыта" in await buttons(town, "olya")


async def test_a_date_and_several_options_are_asked_and_shown(town: Town) -> None:
    igor, _ = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor)
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Вопросы участникам", "Добавить вопрос"):
        await town.press("igor", button)
    await town.say("igor", "Дата приезда")
    await town.press("igor", "Дата")
    await town.press("igor", "Да")
    await town.press("igor", "Добавить вопрос")
    await town.say("igor", "Что взять для вас?")
    await town.press("igor", "Несколько из списка")
    await town.say("igor", "Палатка, Коврик, Спальник")
    await town.press("igor", "Да")
    await join(town, "olya", event_id)
    await town.say("olya", "когда-нибудь")
    assert "Дата приезда" in await town.last("olya")
    await town.say("olya", "5 января 2020")
    assert "нажмите «Готово»" in await town.last("olya")
    for button in ("Спальник", "Палатка", "Готово"):
        await town.press("olya", button)
    sheet = await open_person(town, "igor", event_id, "1. Оля Смирнова")
    assert "5 января 2020" in sheet and "Палатка и Спальник" in sheet


async def test_a_question_is_changed_moved_and_made_optional(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    await ask(town, igor, event_id, "Клуб", "text")
    await ask(town, igor, event_id, "Размер", "choice", options="S, M")
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Вопросы участникам", "2. Размер", "Сделать необязательным", "Выше"):
        await town.press("igor", button)
    assert (await town.last("igor")).index("1. Размер") < (await town.last("igor")).index("2. Клуб")
    for button in ("1. Размер", "Изменить"):
        await town.press("igor", button)
    await town.say("igor", "Размер футболки")
    await town.press("igor", "✓ Выбор из списка")
    await town.say("igor", "S, M, L")
    await town.press("igor", "✓ Нет")
    size, _club = questions.questions_of(await lifecycle.load(event_id, lock=False))
    assert size.label == "Размер футболки" and not size.required
    assert [choice.label for choice in size.choices] == ["S", "M", "L"]


async def test_notes_are_for_the_organizer_alone(town: Town) -> None:
    igor, olya = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor)
    await town.say("igor", f"/event {event_id}")
    for button in ("Управлять", "Вопросы участникам", "Мои заметки об участниках", "Добавить заметку"):
        await town.press("igor", button)
    await town.say("igor", "Стартовый взнос")
    await town.press("igor", "Да или нет")
    await note(town, igor, event_id, "Размер выдан", "text")
    await ask(town, igor, event_id, "Клуб", "text")
    await join(town, "olya", event_id)
    await town.say("olya", "Динамо")
    await open_person(town, "igor", event_id, "1. Оля Смирнова")
    await town.press("igor", "Заполнить заметки")
    await town.press("igor", "Да")
    await town.say("igor", "XL жёлтая")
    assert "Стартовый взнос: да" in (await town.last("igor")).replace("Да", "да")
    await town.press("igor", "История")
    assert "Размер выдан: не указано → XL жёлтая" in await town.last("igor")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "Изменить ответы")
    await town.press("olya", "Оставить: Динамо")
    await town.say("olya", f"/start p_{await registration_id(olya)}")
    told = await everything(town, "olya")
    for secret in ("взнос", "выдан", "жёлтая"):
        assert secret not in told


async def test_who_registered_before_is_asked_once_for_all_new_questions(town: Town) -> None:
    igor, olya, pasha = [await town.person(who) for who in ("igor", "olya", "pasha")]
    event_id = await town.event(igor)
    await ask(town, igor, event_id, "Клуб", "text")
    await join(town, "olya", event_id)
    await town.say("olya", "Динамо")
    await ask(town, igor, event_id, "Размер футболки", "choice", options="S, M")
    await town.wait(minutes=3)
    await ask(town, igor, event_id, "Ник для протокола", "text")
    await note(town, igor, event_id, "Взнос получен")
    await town.wait(minutes=6)
    messages = [line["text"] for line in await town.seen("olya") if "новы" in line["text"]]
    assert len(messages) == 1
    assert "Размер футболки" in messages[0] and "Ник для протокола" in messages[0] and "Клуб" not in messages[0]
    await town.press("olya", "Ответить")
    await town.press("olya", "M")
    await town.say("olya", "Ласточка")
    answers = await database.fetchval("SELECT answers FROM registrations WHERE user_id = $1", olya.id)
    assert "Динамо" in answers and "Ласточка" in answers
    await town.wait(minutes=30)
    asked = "SELECT count(*) FROM outbox WHERE kind = 'event-asks-more' AND state <> 'obsolete' AND user_id = $1"
    assert [await database.fetchval(asked, who.id) for who in (olya, pasha, igor)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("who", "join_button", "said", "answer"),
    [
        ("olya", "Участвовать", "У организатора новый вопрос", "Ответить"),
        ("pasha", "Take part", "The organizer has a new question", "Answer"),
    ],
)
async def test_the_card_in_the_chat_shows_what_was_asked_since(
    town: Town, who: str, join_button: str, said: str, answer: str
) -> None:
    igor, _ = await town.person("igor"), await town.person(who)
    event_id = await town.event(igor)
    await town.say(who, f"/event {event_id}")
    await town.press(who, join_button)
    await ask(town, igor, event_id, "Клуб", "text")
    await town.say(who, f"/event {event_id}")
    assert said in await town.last(who) and (await buttons(town, who))[0] == answer
    await town.press(who, answer)
    await town.say(who, "Динамо")
    assert said not in await town.last(who) and answer not in await buttons(town, who)
    await town.say("igor", f"/event {event_id}")
    assert "новый вопрос" not in await town.last("igor")


async def test_a_new_question_meets_who_is_just_answering(town: Town) -> None:
    igor, _ = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor)
    await ask(town, igor, event_id, "Клуб", "text")
    await join(town, "olya", event_id)
    await ask(town, igor, event_id, "Ник", "text")
    await town.say("olya", "Динамо")
    assert "Ник" in await town.last("olya")
    await town.say("olya", "Ласточка")
    assert "Вы участвуете" in await everything(town, "olya")


async def test_what_was_answered_to_a_question_that_is_gone_can_still_be_read(town: Town) -> None:
    igor, _ = await town.person("igor"), await town.person("olya")
    event_id = await town.event(igor)
    await ask(town, igor, event_id, "Клуб", "choice", options="Динамо, Спартак")
    await join(town, "olya", event_id, "Спартак")
    (club,) = questions.questions_of(await lifecycle.load(event_id, lock=False))
    async with database.transaction():
        await questions.remove_question(igor, event_id, club.key, now=town.clock.now())
    assert "Клуб: Спартак (спрашивали раньше)" in await open_person(town, "igor", event_id, "1. Оля Смирнова")


@pytest.mark.parametrize("who", ["olya", "pasha", "anya"])
async def test_nobody_else_opens_a_participant(town: Town, who: str) -> None:
    """Not by the link, whatever the number; not even who keeps order in Forma."""
    igor, olya = await town.person("igor"), await town.person("olya")
    stranger = await town.person(who)
    await database.execute(
        "INSERT INTO role_grants (user_id, role, granted_at) SELECT $1, 'administrator', $2 WHERE $3",
        *(stranger.id, town.clock.now(), who == "anya"),
    )
    event_id = await town.event(igor)
    await ask(town, igor, event_id, "Телефон близких", "phone")
    await join(town, "olya", event_id)
    await town.say("olya", "+79161234567")
    before = await town.last(who) if who == "olya" else ""
    await town.say(who, f"/start p_{await registration_id(olya)}")
    found = await town.last(who)
    await town.say(who, "/start p_999999")
    assert found == await town.last(who) != before
    assert "Телефон близких:" not in await everything(town, who)


async def test_telephones_are_not_shown_in_a_group(town: Town) -> None:
    _, event_id, _ = await linked_group(town)
    igor = await town.person("igor")
    await ask(town, igor, event_id, "Телефон близких", "phone")
    await town.person("olya")
    await town.do("start", as_="olya")
    await join(town, "olya", event_id)
    await town.say("olya", "+79161234567")
    await town.say("igor", "/panel", chat=GROUP)
    await town.press("igor", "Список", chat=GROUP)
    await town.press("igor", "1. Оля Смирнова", chat=GROUP)
    assert "только в личном чате" in await town.last("igor", chat=GROUP)
    await town.do("start", as_="igor")
    assert "+79161234567" in await open_person(town, "igor", event_id, "1. Оля Смирнова")


async def change_label(town: Town, who: str, event_id: int, words: dict[str, str], label: str) -> None:
    """Up to the last answer, which is left open."""
    await town.say(who, f"/event {event_id}")
    for button in words["open"].split(" / "):
        await town.press(who, button)
    await town.say(who, label)
    for button in words["keep"].split(" / "):
        await town.press(who, button)


RU = {
    "open": "Управлять / Вопросы участникам / 1. Размер / Изменить",
    "keep": "✓ Выбор из списка / Оставить: S, M",
    "last": "✓ Да",
}
EN = {"open": "Manage / Questions to participants / 1. Размер / Change", "keep": "✓ One of a list / Keep: S, M"}


@pytest.mark.parametrize(("choice", "stays"), [("Mine", "Your size"), ("As it is now", "Размер майки")])
async def test_the_second_of_two_managers_is_shown_both_wordings_and_asked(town: Town, choice: str, stays: str) -> None:
    igor, pasha = await town.person("igor"), await town.person("pasha")
    await database.execute(
        "INSERT INTO role_grants (user_id, role, granted_at) VALUES ($1, 'administrator', $2)",
        *(pasha.id, town.clock.now()),
    )
    event_id = await town.event(igor)
    await ask(town, igor, event_id, "Размер", "choice", options="S, M")
    await change_label(town, "pasha", event_id, EN, "Your size")
    await change_label(town, "igor", event_id, RU, "Размер майки")
    await town.press("igor", RU["last"])
    await town.press("pasha", "✓ Yes")
    asked = await town.last("pasha")
    assert "was changed meanwhile" in asked
    assert "Now: Размер майки · One of a list: S, M" in asked and "Yours: Your size" in asked
    await town.press("pasha", choice)
    (field,) = questions.questions_of(await lifecycle.load(event_id, lock=False))
    assert field.label == stays


async def test_a_question_that_was_removed_meanwhile_is_not_asked_about(town: Town) -> None:
    igor = await town.person("igor")
    event_id = await town.event(igor)
    await ask(town, igor, event_id, "Размер", "choice", options="S, M")
    await change_label(town, "igor", event_id, RU, "Размер майки")
    async with database.transaction():
        (field,) = questions.questions_of(await lifecycle.load(event_id, lock=False))
        await questions.remove_question(igor, event_id, field.key, now=town.clock.now())
    answer = await town.press("igor", RU["last"])
    assert "удалили или заменили" in answer["text"]
    assert "Вопросы участникам" in await town.last("igor")
