"""M-07: Forma called by name in chats where it is not: who is coming, and what becomes of it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest

from bot.events.inline import answer_inline
from domain import database
from domain.accounts.people import TelegramPerson, meet
from domain.agenda import agenda
from domain.events.outings import outings
from domain.events.outings.queries import get_outing
from domain.events.outings.words import Wanted
from scheduler.events import AGENDA
from tests.kit.bunches import in_bunches
from tests.kit.people import meet_many
from tests.kit.town import BOT, Town, buttons

CHAT = "чужая"


@pytest.fixture
async def foreign(town: Town) -> int:
    """A group of Igor's where Olya, Pasha and Katya are, and Forma is not."""
    people = {"as_": "igor", "members": ["olya", "pasha", "katya"]}
    made = await town.do("chat", title="Чужая", key=CHAT, kind="supergroup", **people)
    return int(made["id"])


async def called(town: Town, who: str, words: str) -> dict[str, Any]:
    """The card that answers."""
    await town.say(who, f"@{BOT} {words}", chat=CHAT)
    card: dict[str, Any] = (await town.seen(who, chat=CHAT))[-1]
    return card


async def shown(town: Town, who: str = "igor") -> dict[str, Any]:
    card: dict[str, Any] = (await town.seen(who, chat=CHAT))[-1]
    return card


async def due(town: Town, **how_far: float) -> None:
    town.clock.advance(**how_far)
    while await agenda.work_due(AGENDA, town.clock.now()):
        pass
    await town.settle()


async def only_outing() -> int:
    return int(await database.fetchval("SELECT max(id) FROM outings"))


async def test_a_card_works_where_the_bot_is_no_member(town: Town, foreign: int) -> None:
    card = await called(town, "olya", "кто завтра на 10 км в 7, Сокольники?")
    assert "10 км" in card["text"] and "07:00 (Москва)" in card["text"] and "Сокольники" in card["text"]
    assert "Зовёт Оля" in card["text"] and buttons(card)[:3] == ["✅ Иду · 0", "🤔 Может быть · 0", "✖️ Не смогу · 0"]

    assert "вы идёте" in (await town.press("katya", "✅ Иду · 0", chat=CHAT))["text"]
    await town.press("pasha", "🤔 Может быть · 0", chat=CHAT)
    card = await shown(town)
    assert "Идут: Катя" in card["text"] and "Может быть: Pasha" in card["text"]
    await town.press("katya", "✖️ Не смогу · 0", chat=CHAT)
    card = await shown(town)
    assert "Идут" not in card["text"] and buttons(card)[:3] == ["✅ Иду · 0", "🤔 Может быть · 1", "✖️ Не смогу · 1"]
    assert not [line for line in await town.look("/sim/calls") if line["method"] == "sendMessage"]


async def test_pressed_twice_it_counts_once(town: Town, foreign: int) -> None:
    await called(town, "olya", "кто завтра на 10 км в 7?")
    await town.press("katya", "✅ Иду · 0", chat=CHAT)
    edits = len(await town.look("/sim/calls", method="editMessageText"))
    assert "Так и записано" in (await town.press("katya", "✅ Иду · 1", chat=CHAT))["text"]
    assert buttons(await shown(town))[0] == "✅ Иду · 1"
    assert len(await town.look("/sim/calls", method="editMessageText")) == edits


async def test_a_hundred_at_once_are_counted_each_and_the_card_fits(town: Town, foreign: int) -> None:
    await called(town, "olya", "кто завтра на 10 км в 7?")
    outing_id, now = await only_outing(), town.clock.now()
    people = await meet_many(100)

    async def say(at: int) -> None:
        for said in ("no", "yes") if at % 2 else ("yes", "yes"):
            await database.in_transaction(lambda said=said: outings.answer(people[at], outing_id, said, now=now))  # type: ignore[misc]

    await in_bunches([partial(say, at) for at in range(100)])
    await town.settle()
    card = await shown(town)
    assert buttons(card)[0] == "✅ Иду · 100" and "и ещё 92 человека" in card["text"]
    assert await database.fetchval("SELECT count(*) FROM outing_answers") == 100


async def test_inline_words_give_the_same_card_and_each_chat_has_its_own(town: Town, foreign: int) -> None:
    """Older clients: the card is picked from the list; sent to a second chat it counts its own people."""
    await town.do("chat", as_="igor", title="Двое", key="двое", kind="supergroup", members=["olya", "lev"])
    words = "кто завтра на 10 км в 7?"
    for chat in (CHAT, "двое"):
        asking = asyncio.create_task(town.sim("inline", as_="olya", chat=chat, query=words, pick=0))
        while not asking.done():
            await town.settle()
            await asyncio.sleep(0.01)
        assert (await asking)["results"][0]["title"] == "Позвать: 10 км"
        await town.settle()
    await town.press("katya", "✅ Иду · 0", chat=CHAT)
    assert "Идут: Катя" in (await shown(town))["text"]
    other = (await town.seen("lev", chat="двое"))[-1]
    assert "Катя" not in other["text"] and buttons(other)[0] == "✅ Иду · 0"
    await town.press("lev", "✅ Иду · 0", chat="двое")
    assert "Идут: Лев" in (await town.seen("lev", chat="двое"))[-1]["text"] and "Лев" not in (await shown(town))["text"]


async def test_who_is_blocked_shows_no_card_of_ours_in_any_chat(town: Town, foreign: int) -> None:
    olya = await town.person("olya")
    await database.execute("UPDATE users SET status = 'blocked' WHERE id = $1", olya.id)
    who = {"id": olya.telegram_id, "is_bot": False, "first_name": "Оля"}
    asked = {"id": "q", "query": "кто завтра на 10 км в 7?", "offset": "", "from": who}
    assert (await answer_inline(town.app, asked, town.clock.now())).params["results"] == []
    assert await database.fetchval("SELECT count(*) FROM outings") == 0


async def test_what_was_typed_and_never_sent_is_forgotten(town: Town, foreign: int) -> None:
    olya, now = await town.person("olya"), town.clock.now()
    wanted = Wanted("10 км", "", now.replace(year=now.year + 1), True, "Europe/Moscow")
    for number in range(30):
        source = f"inline:{number}"
        await database.in_transaction(
            lambda source=source: outings.call_out(olya, wanted, source=source, language="ru", now=now)  # type: ignore[misc]
        )
    assert await database.fetchval("SELECT count(*) FROM outings") == outings.MOST_UNSEEN
    await called(town, "olya", "кто завтра на 10 км в 7?")
    town.clock.advance(hours=25)
    await outings.forget_unseen(now=town.clock.now())
    assert await database.fetchval("SELECT count(*) FROM outings") == 1


async def test_told_twice_it_is_answered_once(town: Town, foreign: int) -> None:
    await town.sim("say", as_="olya", text=f"@{BOT} кто завтра на 10 км в 7?", chat=CHAT)
    (update,) = await town._updates()
    await asyncio.gather(town.take_in(update), town.take_in(update))
    assert await database.fetchval("SELECT count(*) FROM outings") == 1
    assert len(await town.look("/sim/calls", method="answerGuestQuery")) == 1


async def test_an_hour_before_who_comes_and_knows_us_is_reminded(town: Town, foreign: int) -> None:
    await town.do("start", as_="pasha")
    await called(town, "olya", "кто через 3 часа на 10 км?")
    for who in ("katya", "pasha", "lev"):
        if who == "lev":
            await town.do("join", as_="lev", chat=CHAT)
        await town.press(who, (buttons(await shown(town)))[0 if who != "lev" else 1], chat=CHAT)
    await due(town, hours=2)
    assert (await town.last("pasha")).startswith("In an hour: 10 км")
    told = [line for line in await town.look("/sim/calls", method="sendMessage") if "10 км" in line["params"]["text"]]
    assert [line["ok"] for line in told].count(True) == 1
    await due(town, hours=1)
    card = await shown(town)
    assert "Уже началось" in card["text"] and buttons(card) == []


async def test_who_presses_an_old_card_is_told_that_it_is_over(town: Town, foreign: int) -> None:
    await called(town, "olya", "кто через 3 часа на 10 км?")
    town.clock.advance(hours=4)
    assert "уже всё" in (await town.press("katya", "✅ Иду · 0", chat=CHAT))["text"]


async def test_the_maker_moves_it_and_calls_it_off(town: Town, foreign: int) -> None:
    await town.do("start", as_="pasha")
    await called(town, "olya", "кто завтра на 10 км в 7?")
    await town.press("pasha", "✅ Иду · 0", chat=CHAT)
    outing_id = await only_outing()
    await town.do("start", as_="olya", payload=f"outing_{outing_id}")
    await town.press("olya", "🕒 Перенести")
    await town.say("olya", "завтра в 8:30")
    assert "08:30" in (await shown(town))["text"] and "08:30" in await town.last("pasha")
    heard = len(await town.seen("pasha"))
    await town.press("olya", "🕒 Перенести")
    await town.say("olya", "завтра в 8:30")
    assert len(await town.seen("pasha")) == heard, "it is when it was"
    await town.press("olya", "Отменить")
    await town.press("olya", "Да, отменить")
    assert "Отменено" in (await shown(town))["text"] and (await town.last("pasha")).startswith("Called off: 10 км")
    assert await database.fetchval("SELECT count(*) FROM agenda WHERE kind LIKE 'outing-%'") == 0


async def test_nobody_else_changes_it(town: Town, foreign: int) -> None:
    await called(town, "olya", "кто завтра на 10 км в 7?")
    assert "тот, кто позвал" in (await town.press("igor", "🏁 Сделать событием", chat=CHAT))["text"]
    await town.do("start", as_="igor", payload=f"outing_{await only_outing()}")
    assert "10 км" not in await town.last("igor")
    await town.press("igor", "🤔 Может быть · 0", chat=CHAT)
    await town.do("start", as_="igor", payload=f"outing_{await only_outing()}")
    seen = (await town.seen("igor"))[-1]
    assert buttons(seen) == ["✅ Иду · 0", "🤔 Может быть · 1", "✖️ Не смогу · 0"]
    await town.press("igor", "✅ Иду · 0")
    assert "Идут: Игорь" in (await shown(town))["text"] and "Вы идёте" in (await town.seen("igor"))[-1]["text"]


async def test_what_is_said_to_each_other_is_not_answered(town: Town, foreign: int) -> None:
    card = await called(town, "olya", "кто завтра на 10 км в 7?")
    asked = {"message_id": 99, "date": 1, "chat": {"id": foreign, "type": "supergroup", "title": "Чужая"}}
    who = {"id": town.world.person("katya").id, "is_bot": False, "first_name": "Катя"}
    said = {**asked, "from": who, "guest_query_id": "q", "text": "+1"}
    await town.take_in({"update_id": 999_999, "guest_message": said})
    assert (await shown(town))["text"] == card["text"]
    assert len(await town.look("/sim/calls", method="answerGuestQuery")) == 1


async def test_a_card_that_is_gone_troubles_nobody(town: Town, foreign: int) -> None:
    card = await called(town, "olya", "кто завтра на 10 км в 7?")
    await town.do("delete", as_="igor", chat=CHAT, message_id=card["message_id"])
    katya, now = await town.person("katya"), town.clock.now()
    outing_id = await only_outing()
    await database.in_transaction(lambda: outings.answer(katya, outing_id, "yes", now=now))
    await town.settle()
    assert await database.fetchval("SELECT count(*) FROM outbox WHERE state = 'dead'") == 0


async def test_it_becomes_an_event_with_what_was_said(town: Town, foreign: int) -> None:
    await town.do("start", as_="pasha")
    await called(town, "olya", "кто завтра на 10 км в 7, Сокольники?")
    await town.press("pasha", "✅ Иду · 0", chat=CHAT)
    outing_id = await only_outing()
    answer = await town.press("olya", "🏁 Сделать событием", chat=CHAT)
    assert answer["url"] == f"https://t.me/{BOT}?start=outing_{outing_id}"
    await town.do("start", as_="olya", payload=f"outing_{outing_id}")
    await town.press("olya", "🏁 Сделать событием")
    draft = (await town.seen("olya"))[-1]
    assert "10 км" in draft["text"] and "07:00" in draft["text"] and "Сокольники" in draft["text"]
    await town.press("olya", "Опубликовать")
    card = await shown(town)
    assert "Теперь это событие" in card["text"] and buttons(card)[0].startswith("Участвовать")
    assert "настоящее событие" in (await town.last("pasha")) or "real event" in (await town.last("pasha"))
    assert (await get_outing(outing_id)).event_id is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Позовите людей"),
        ("кто на 10 км?", "Не понял, когда"),
        ("кто сегодня в 0:01 на 10 км", "Напишите ещё раз"),
        ("синхронное плавание на луне", "ничего не нашёл"),
        ("плавание \u202eна луне", "«плавание на луне»"),
    ],
)
async def test_other_words_get_a_short_word_back(town: Town, foreign: int, words: str, said: str) -> None:
    assert said in (await called(town, "olya", words))["text"]
    assert await database.fetchval("SELECT count(*) FROM outings") == 0


async def test_words_that_call_nobody_find_an_event(town: Town, foreign: int) -> None:
    igor = await town.person("igor")
    await town.event(igor, "Бег у реки")
    card = await called(town, "olya", "бег")
    assert "Бег у реки" in card["text"] and buttons(card)[0].startswith("Участвовать")


async def test_english_speakers_read_english_and_markup_stays_words(town: Town, foreign: int) -> None:
    card = await called(town, "pasha", "who's in for <b>10k</b> tomorrow at 7am?")
    assert "<b>10k</b>" in card["text"] and buttons(card)[0] == "✅ Going · 0" and "Pasha" in card["text"]


async def test_a_name_is_a_first_name_alone(town: Town, foreign: int) -> None:
    await called(town, "olya", "кто завтра на 10 км в 7?")
    known = TelegramPerson(77, "Анна", "Каренина", "anna_k")
    async with database.transaction():
        anna = await meet(known, now=town.clock.now(), language="ru")
        await outings.answer(anna, await only_outing(), "yes", now=town.clock.now())
    await town.settle()
    assert "Идут: Анна" in (await shown(town))["text"] and "Каренина" not in (await shown(town))["text"]
