"""EV-39 in the chat: set up by buttons, reported and confirmed by the players, judged by a button or a reply."""

from __future__ import annotations

from typing import Any

from domain import database
from domain.accounts.people import Person
from domain.events.entry import registration
from tests.bot.chat.test_questions import GROUP, started
from tests.kit.people import meet_many
from tests.kit.tournaments import Tournament, begun, redrawn
from tests.kit.town import Town, buttons
from tests.security.updates import press, private_chat, signed


async def cup(town: Town, *who: str) -> int:
    """An event of Igor's in which they take part."""
    await started(town, "igor", *who)
    event_id = await town.event(await town.person("igor"), "Кубок двора", kind="tournament")
    for one in who:
        person = await town.person(one)
        async with database.transaction():
            await registration.register(person, event_id, {}, now=town.clock.now())
    await town.settle()
    return event_id


async def playing(town: Town, *who: str, **chosen: Any) -> Tournament:
    """Drawn and begun: seeds in the order in which they are named."""
    await started(town, "igor", *who)
    people: list[Person] = [await town.person(one) for one in who]
    made = await begun(await town.person("igor"), people, now=town.clock.now(), **chosen)
    await town.settle()
    return made


async def test_from_the_format_to_the_cup_by_buttons(town: Town) -> None:
    event_id = await cup(town, "olya", "pasha")
    await town.do("start", as_="olya", payload=f"e_{event_id}")
    await town.press("olya", "Сетка")
    assert "Сетки ещё нет" in await town.last("olya")
    await town.do("start", as_="igor", payload=f"e_{event_id}")
    for button in ("Управлять", "Судейство", "Выбрать формат", "Олимпийская", "Нет", "До 2 побед"):
        await town.press("igor", button)
    await town.press("igor", "По номерам участников")
    assert "Всё готово к жеребьёвке" in await town.last("igor")
    await town.press("igor", "Начать событие и провести жеребьёвку")
    await town.press("igor", "Начать событие и провести жеребьёвку")
    assert "предпросмотр" in await town.last("igor")
    await town.press("igor", "Начать турнир")
    await town.press("igor", "Начать турнир")
    assert "Финал" in await town.last("igor") and "Оля С. — Pasha" in await town.last("igor")
    told = await town.last("olya")
    assert "Первый соперник: Pasha" in told and "Финал" in told
    assert "First opponent: Оля С." in await town.last("pasha")
    answered = await town.press("olya", "Моя победа 2:1")
    assert "отправлен" in answered["text"] and "Вы сообщили счёт 2:1" in await town.last("olya")
    assert "Оля С. says 2:1" in await town.last("pasha")
    await town.press("pasha", "Confirm")
    said = [line["text"] for line in await town.seen("olya")]
    assert any("Турнир «Кубок двора» окончен" in one and "🥇 Оля С." in one for one in said)
    assert any("Матч выигран, 2:1" in one for one in said)
    assert "is over" in await town.last("pasha") or "over for you" in await town.last("pasha")


async def test_a_dispute_goes_to_the_organizer_who_replies_with_the_score(town: Town) -> None:
    made = await playing(town, "olya", "pasha")
    await town.press("olya", "Моя победа 2:0")
    await town.press("pasha", "I disagree")
    assert "The match stands still" in await town.last("pasha")
    assert "решит судья" in await town.last("olya")
    asked = (await town.seen("igor"))[-1]
    assert "Спор в турнире" in asked["text"] and "Оля С. 2:0 Pasha" in asked["text"]
    await town.say("igor", "7:1", reply_to=asked["message_id"])
    assert "Играем до 2 побед" in await town.last("igor")
    assert (await made.match("W1.1")).state == "disputed"
    await town.say("igor", "1:2", reply_to=asked["message_id"])
    match = await made.match("W1.1")
    assert (match.state, match.winner) == ("done", 2)
    assert any("Матч проигран, 1:2" in line["text"] for line in await town.seen("olya"))
    await town.say("igor", "2:0", reply_to=asked["message_id"])
    assert (await made.match("W1.1")).winner == 2, "it is decided: no reply changes it"


async def test_old_buttons_and_repeated_presses_do_nothing_more(town: Town) -> None:
    made = await playing(town, "olya", "pasha")
    next_one = (await town.seen("olya"))[-1]["message_id"]
    await town.press("olya", "Моя победа 2:0", message_id=next_one)
    report = (await town.seen("pasha"))[-1]["message_id"]
    await town.press("olya", "Исправить счёт")
    await town.press("olya", "Моя победа 2:1")
    old = await town.press("pasha", "Confirm", message_id=report)
    assert "another one by now" in old["text"], "that report was taken back"
    report = (await town.seen("pasha"))[-1]["message_id"]
    await town.press("pasha", "Confirm", message_id=report)
    done = await made.match("W1.1")
    assert done.state == "done"
    olya = made.players[0].telegram_id
    first = signed("br.report", (done.id, 1, 2, 0), olya, olya)
    await town.take_in(*(press(olya, first, chat=private_chat(olya)) for _ in range(3)))
    again = await made.match("W1.1")
    assert (again.version, again.first_score, again.second_score) == (done.version, 2, 1)


async def test_any_score_is_written_and_asked_again_when_it_makes_no_sense(town: Town) -> None:
    made = await playing(town, "olya", "pasha", best_of="0")
    await town.press("olya", "Внести счёт")
    await town.say("olya", "двадцать один")
    assert "двумя числами" in await town.last("olya")
    await town.say("olya", "21:21")
    assert "Ничьей здесь быть не может" in await town.last("olya")
    await town.say("olya", "19:21")
    assert "Вы сообщили счёт 19:21" in await town.last("olya")
    match = await made.match("W1.1")
    assert (match.first_score, match.second_score) == (19, 21)


async def test_a_correction_that_undoes_later_matches_is_asked_once_more(town: Town) -> None:
    made = await playing(town, "olya", "pasha", "katya", "rival1", best_of="1")
    await made.won("W1.1", 1, (1, 0), now=town.clock.now())
    await made.won("W1.2", 2, (1, 0), now=town.clock.now())
    await made.won("W2.1", 1, (1, 0), now=town.clock.now())
    await town.settle()
    await town.do("start", as_="igor", payload=f"j_{made.event_id}")
    await town.press("igor", next(one for one in buttons((await town.seen("igor"))[-1]) if one.startswith("№ 1")))
    wrong = next(one for one in buttons((await town.seen("igor"))[-1]) if "1:0" in one and "Оля" not in one)
    await town.press("igor", wrong)
    assert "уже сыгран 1 матч" in await town.last("igor")
    assert (await made.match("W1.1")).winner == 1
    await town.press("igor", "Всё равно исправить")
    assert (await made.match("W1.1")).winner == 4 and (await made.match("W2.1")).state == "ready"
    assert "The judge has taken the result" in " ".join(line["text"] for line in await town.seen("pasha"))


async def test_who_is_taken_out_reads_why(town: Town) -> None:
    made = await playing(town, "olya", "pasha")
    await town.do("start", as_="igor", payload=f"j_{made.event_id}")
    await town.press("igor", "Снять участника")
    await town.press("igor", next(one for one in buttons((await town.seen("igor"))[-1]) if "Pasha" in one))
    await town.say("igor", "Не пришёл на матч")
    assert "Не пришёл на матч" in " ".join(line["text"] for line in await town.seen("pasha"))
    said = " ".join(line["text"] for line in await town.seen("olya"))
    assert "Победа без игры: Pasha" in said and "окончен" in said
    assert (await made.hand()).tournament.champion == 1


async def test_a_player_leaves_by_themselves(town: Town) -> None:
    made = await playing(town, "olya", "pasha", "katya")
    await town.do("start", as_="katya", payload=f"m_{made.event_id}")
    await town.press("katya", "Сняться с турнира")
    await town.press("katya", "Да, снимаюсь")
    assert "Вы сняты" in await town.last("katya")
    assert (await made.match("W1.2")).winner == 2


async def test_a_linked_group_reads_the_bracket(town: Town) -> None:
    await started(town, "igor", "olya", "pasha")
    igor, people = await town.person("igor"), [await town.person(one) for one in ("olya", "pasha")]
    event_id = await cup(town, "olya", "pasha")
    fields = {"title": "Бег", "key": GROUP, "kind": "supergroup", "members": ["olya", "pasha"]}
    await town.do("chat", as_="igor", add_bot=True, bot_admin=True, **fields)
    await town.say("igor", f"/link {event_id}", chat=GROUP)
    await town.say("igor", "/panel", chat=GROUP)
    assert "Судейство" in buttons((await town.seen("igor", chat=GROUP))[-1])
    await town.do("start", as_="igor", payload=f"e_{event_id}")
    for button in ("Управлять", "Начать"):
        await town.press("igor", button)
    await town.press("igor", next(one for one in buttons((await town.seen("igor"))[-1]) if one.startswith("Начать")))
    await redrawn(igor, event_id, people, now=town.clock.now())
    await town.do("start", as_="igor", payload=f"j_{event_id}")
    await town.press("igor", "Начать турнир")
    await town.press("igor", "Начать турнир")
    posted = (await town.seen("pasha", chat=GROUP))[-1]
    assert "Сетка готова: Кубок двора" in posted["text"]
    await town.press("pasha", "Сетка", chat=GROUP)
    shown = (await town.seen("pasha", chat=GROUP))[-1]
    assert "Final" in shown["text"] and shown["ephemeral"]
    await town.say("olya", "/bracket", chat=GROUP)
    assert "Финал" in await town.last("olya", chat=GROUP)


async def test_sixty_four_players_are_read_page_by_page(town: Town) -> None:
    await started(town, "olya")
    people = [await town.person("olya"), *await meet_many(63, now=town.clock.now())]
    await begun(await town.person("igor"), people, now=town.clock.now())
    await town.settle()
    await town.say("olya", "/bracket")
    first = (await town.seen("olya"))[-1]
    assert "1/32 финала" in first["text"] and first["text"].count("№") == 12
    await town.press("olya", "1/32 финала ›")
    assert "№ 13" in await town.last("olya")
    for name in ("1/32", "1/16", "1/16", "1/8", "1/4", "1/2"):
        await town.press("olya", f"{name} финала ›")
    await town.press("olya", "Финал ›")
    assert "победитель № 61 — победитель № 62" in await town.last("olya")
