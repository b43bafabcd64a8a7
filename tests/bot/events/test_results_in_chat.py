"""EV-33, EV-34, EV-26, EV-38 in the chat: results by hand, the board, the pinned card, what each person is told."""

from __future__ import annotations

from domain import database
from domain.accounts import privacy
from domain.accounts.people import Person
from domain.chat.queries import count_open_questions
from domain.events import lifecycle
from tests.bot.spaces.test_linked_group import GROUP, join, linked_group
from tests.kit.town import Town


async def race(town: Town, *names: str, **plan: object) -> tuple[int, Person]:
    """Igor's race has started in the group, these take part with numbers from 1; all show their results."""
    _, event_id, igor = await linked_group(town, **plan)
    await database.execute("UPDATE place_pools SET capacity = NULL")
    await town.do("start", as_="igor")
    for name in names:
        await town.do("start", as_=name)
        await join(town, name, event_id)
        await shows_results(await town.person(name))
    async with database.transaction():
        await lifecycle.start(igor, event_id, now=town.clock.now())
    await town.settle()
    return event_id, igor


async def shows_results(person: Person, *, public: bool = True) -> None:
    async with database.transaction():
        await privacy.set_visibility(person.id, "results", public=public)


async def is_woman_of(town: Town, name: str, birth_date: str, gender: str = "female") -> None:
    person = await town.person(name)
    await database.execute(
        "UPDATE profiles SET gender = $2, birth_date = $3::text::date WHERE user_id = $1", person.id, gender, birth_date
    )


async def card_in_group(town: Town) -> str:
    cards = [line["text"] for line in await town.seen("olya", chat=GROUP) if "Забег в парке" in line["text"]]
    return str(cards[0])


async def test_a_result_typed_in_the_group_stands_on_the_pinned_card(town: Town) -> None:
    await race(town, "olya", "pasha", "katya")
    await town.say("igor", "/result 2 0:21:43", chat=GROUP)
    said = (await town.seen("igor", chat=GROUP))[-1]
    assert said["text"].startswith("№ 2, Pasha") and "21:43" in said["text"] and "1 место" in said["text"]
    assert said["ephemeral"] and not any("№ 2, Pasha:" in one["text"] for one in await town.seen("olya", chat=GROUP))
    await town.say("igor", "/result 1 20'59\"", chat=GROUP)
    assert "1. Оля, № 1 · 20:59\n2. Pasha, № 2 · 21:43" in await card_in_group(town)
    await town.press("igor", "Отменить", chat=GROUP)
    card = await card_in_group(town)
    assert "1. Pasha, № 2 · 21:43" in card and "Оля, № 1" not in card
    await town.say("igor", "/result 77 20:00", chat=GROUP)
    assert "нет номера 77" in await town.last("igor", chat=GROUP)
    await town.say("igor", "/result 1 вчера", chat=GROUP)
    assert "Не понимаю «вчера»" in await town.last("igor", chat=GROUP)
    await town.say("olya", "/result 1 0:01:00", chat=GROUP)
    assert "нет доступа" in await town.last("olya", chat=GROUP)


async def test_several_results_come_in_one_message(town: Town) -> None:
    _, igor = await race(town, "olya", "pasha")
    several = "/result 1 0:21:43\n2 0:20:59\n77 20:00\n2 вчера"
    await town.say("igor", several)
    said = " ".join(line["text"] for line in await town.seen("igor"))
    assert "Внёс 2 результата." in said and "Не понял: 2 вчера" in said and "Нет таких номеров: 77" in said
    await town.say("olya", "/result 1 0:01:00\n2 сошёл", chat=GROUP)
    assert "нет доступа" in await town.last("olya", chat=GROUP)
    assert "2. Оля, № 1 · 21:43" in await card_in_group(town), "who enters nothing changes nothing"
    other = await town.event(igor, "Второй забег")
    await join(town, "olya", other)
    async with database.transaction():
        await lifecycle.start(igor, other, now=town.clock.now())
    await town.say("igor", several)
    assert "В каком событии?" in await town.last("igor")
    await town.press("igor", "Второй забег")
    assert "Пришлите результаты" in await town.last("igor")


async def test_the_event_leads_to_its_board_and_its_organizer_to_the_results(town: Town) -> None:
    event_id, _ = await race(town, "olya")
    await town.say("olya", f"/event {event_id}")
    await town.press("olya", "Таблица")
    assert "Результатов пока нет" in await town.last("olya")
    await town.say("igor", f"/event {event_id}")
    await town.press("igor", "Управлять")
    await town.press("igor", "Результаты")
    assert "Результатов пока нет" in await town.last("igor")


async def test_in_private_the_event_is_found_by_the_number_or_asked_for(town: Town) -> None:
    event_id, igor = await race(town, "olya")
    await town.say("igor", "/result 1 сошла")
    assert "сход" in await town.last("igor")
    other = await town.event(igor, "Второй забег")
    await join(town, "olya", other)
    async with database.transaction():
        await lifecycle.start(igor, other, now=town.clock.now())
    await town.say("igor", "/result 1 0:21:43")
    assert "В каком событии?" in await town.last("igor")
    await town.press("igor", "Второй забег")
    assert "21:43" in await town.last("igor")
    rows = await database.fetch("SELECT event_id, state FROM results ORDER BY event_id")
    assert [tuple(row) for row in rows] == [(event_id, "dnf"), (other, "ok")]
    await town.say("olya", "/result 1 0:01:00")
    assert "Результаты вносят организаторы" in await town.last("olya")


async def test_before_the_start_there_is_nothing_to_enter(town: Town) -> None:
    await linked_group(town)
    await join(town, "olya", 1)
    await town.say("igor", "/result 1 0:21:43", chat=GROUP)
    assert "когда событие началось" in await town.last("igor", chat=GROUP)


async def test_who_is_disqualified_is_told_why_and_can_be_taken_back(town: Town) -> None:
    await race(town, "olya", "pasha")
    await town.say("igor", "/result 1 0:21:43", chat=GROUP)
    await town.say("igor", "/dq 1", chat=GROUP)
    assert "Напишите причину" in await town.last("igor", chat=GROUP)
    await town.say("igor", "/dq 1 срезала круг", chat=GROUP)
    told = await town.last("olya")
    assert "Вас дисквалифицировали" in told and "срезала круг" in told
    assert "Оля, № 1 · 21:43" not in await card_in_group(town)
    await town.press("igor", "Отменить", chat=GROUP)
    assert "Дисквалификация снята" in await town.last("olya")
    assert "1. Оля, № 1 · 21:43" in await card_in_group(town)
    actions = await database.fetch("SELECT action FROM audit_entries WHERE action LIKE 'result-%'")
    assert [row["action"] for row in actions] == ["result-disqualified"]


async def test_women_of_thirty_are_ranked_apart_and_ones_own_row_is_always_there(town: Town) -> None:
    """EV-34: filter Ж 30–39 ranks separately."""
    await race(town, "olya", "pasha", "katya")
    await is_woman_of(town, "olya", "1992-05-01")
    await is_woman_of(town, "katya", "1995-05-01")
    await is_woman_of(town, "pasha", "1991-05-01", "male")
    for number, time in ((1, "25:00"), (2, "20:00"), (3, "24:00")):
        await town.say("igor", f"/result {number} {time}", chat=GROUP)
    assert "Ж 30–39: 1 место" in await town.last("igor", chat=GROUP)
    await town.say("olya", "/top", chat=GROUP)
    board = (await town.seen("olya", chat=GROUP))[-1]
    assert "1. Pasha, № 2 · 20:00\n2. Катя, № 3 · 24:00\n3. Оля, № 1 · 25:00" in board["text"]
    await town.press("olya", "Женщины", chat=GROUP)
    await town.press("olya", "30–39", chat=GROUP)
    board = (await town.seen("olya", chat=GROUP))[-1]
    assert "Женщины 30–39" in board["text"]
    assert "1. Катя, № 3 · 24:00\n2. Оля, № 1 · 25:00" in board["text"] and "Pasha" not in board["text"]


async def test_a_name_is_shown_only_if_the_person_wants_it(town: Town) -> None:
    event_id, _ = await race(town, "olya", "pasha")
    await shows_results(await town.person("olya"), public=False)
    await town.say("igor", "/result 1 20:00", chat=GROUP)
    card = await card_in_group(town)
    assert "1. № 1 · 20:00" in card and "Оля, № 1" not in card
    await town.say("pasha", f"/top {event_id}")
    assert "1. No. 1 · 20:00" in await town.last("pasha")
    await town.say("olya", f"/top {event_id}")
    assert "1. Оля" not in await town.last("olya")
    await town.press("olya", "Показать моё имя")
    await town.say("pasha", f"/top {event_id}")
    assert "Оля, no. 1 · 20:00" in await town.last("pasha")


async def test_results_are_announced_to_the_group_and_to_each_finisher_once(town: Town) -> None:
    await race(town, "olya", "pasha", "katya")
    await town.say("igor", "/results")
    assert "Результатов пока нет" in await town.last("igor")
    for number, said in ((1, "21:43"), (2, "20:00"), (3, "сошла")):
        await town.say("igor", f"/result {number} {said}", chat=GROUP)
    await town.say("igor", "/panel 1")
    await town.press("igor", "Результаты")
    await town.press("igor", "Объявить итоги")
    await town.press("igor", "Объявить итоги")
    podium = [line["text"] for line in await town.seen("olya", chat=GROUP) if "🏁" in line["text"]]
    assert len(podium) == 1 and "1. Pasha, № 2 · 20:00\n2. Оля, № 1 · 21:43" in podium[0]
    assert "2 место из 2, 21:43" in await town.last("olya")
    assert "Place 1 of 2, 20:00" in await town.last("pasha")
    assert "Итоги:" not in await town.last("katya")
    assert "Итоги утверждены" in await card_in_group(town)
    await town.say("igor", "/result 3 19:00", chat=GROUP)
    assert "Итоги уже утверждены" in await town.last("igor", chat=GROUP)
    await town.press("igor", "Вернуть в предварительные")
    await town.press("igor", "Вернуть в предварительные")
    await town.say("igor", "/result 3 19:00", chat=GROUP)
    await town.press("igor", "Объявить итоги")
    await town.press("igor", "Объявить итоги")
    assert "Итоги уточнены: Забег в парке\n3 место из 3, 21:43\nРаньше было 2 место." in await town.last("olya")
    assert "Итоги: " in await town.last("katya"), "who was told nothing before"
    for number in (3, 2):
        await town.press("igor", "Вернуть в предварительные")
        await town.press("igor", "Вернуть в предварительные")
        await town.say("igor", f"/result {number} 18:00", chat=GROUP)
        await town.press("igor", "Объявить итоги")
        await town.press("igor", "Объявить итоги")
    assert "Ваше место не изменилось" in await town.last("olya")
    audited = await database.fetch("SELECT action FROM audit_entries WHERE action LIKE 'event-results-%' ORDER BY id")
    assert [row["action"] for row in audited] == [
        *("event-results-final", "event-results-reopened") * 3,
        "event-results-final",
    ]


async def test_what_is_over_shows_ones_place_and_leads_to_the_board(town: Town) -> None:
    """EV-38: «2 место из 2, 21:43, категория 1», [Итоги], [Поделиться]."""
    event_id, igor = await race(town, "olya", "pasha")
    await is_woman_of(town, "olya", "1992-05-01")
    for number, said in ((1, "21:43"), (2, "20:00")):
        await town.say("igor", f"/result {number} {said}", chat=GROUP)
    async with database.transaction():
        await lifecycle.finish(igor, event_id, now=town.clock.now())
    await town.say("olya", "/my")
    await town.press("olya", "Завершённые")
    assert "2 место из 2, 21:43, категория 1" in await town.last("olya")
    await town.press("olya", "Поделиться")
    assert "Забег в парке: 2 место из 2, 21:43" in await town.last("olya")
    (button,) = [one for one in (await town.seen("olya"))[-1]["buttons"] if one["text"] == "Поделиться"]
    assert f"b_{event_id}_" in button["url"]
    await town.say("olya", "/my")
    await town.press("olya", "Завершённые")
    await town.press("olya", "Итоги")
    assert "2. Оля, № 1 · 21:43" in await town.last("olya")


async def test_a_protest_reaches_the_organizer_and_holds_the_final_back(town: Town) -> None:
    event_id, _ = await race(town, "olya", "pasha")
    await town.say("igor", "/result 1 25:00", chat=GROUP)
    await town.say("olya", f"/top {event_id}")
    await town.press("olya", "Оспорить результат")
    await town.say("olya", "Я финишировала раньше, есть видео")
    assert "Протест у организатора" in await town.last("olya")
    thread = [line["text"] for line in await town.seen("igor", chat=GROUP) if "⚖️ Протест: № 1, 25:00" in line["text"]]
    assert len(thread) == 1 and "есть видео" in thread[0]
    await town.say("pasha", f"/top {event_id}")
    assert "(protest)" in await town.last("pasha")
    await town.say("igor", "/results")
    await town.press("igor", "Объявить итоги")
    answer = await town.press("igor", "Объявить итоги")
    assert "протестов 1" in answer["text"]
    await town.say("igor", "/results")
    await town.press("igor", "Протесты (1)")
    assert "есть видео" in await town.last("igor")
    await town.press("igor", "Учтён: 1")
    assert "Протест учтён" in await town.last("olya") and "№ 1 · " in await town.last("olya")
    assert await count_open_questions(f"event:{event_id}") == 0, "what was decided waits for no answer"
    await town.say("igor", "/result 1 20:00", chat=GROUP)
    await town.say("pasha", f"/top {event_id}")
    assert "protest" not in await town.last("pasha")


async def test_a_protest_is_headed_in_the_language_of_who_reads_it(town: Town) -> None:
    event_id, _ = await race(town, "olya", "pasha")
    await town.say("igor", "/result 2 25:00", chat=GROUP)
    await town.say("pasha", f"/top {event_id}")
    await town.press("pasha", "I disagree with my result")
    await town.say("pasha", "I was faster")
    thread = [line["text"] for line in await town.seen("igor", chat=GROUP) if "I was faster" in line["text"]]
    assert len(thread) == 1 and "⚖️ Протест: № 2, 25:00" in thread[0]
    await town.say("pasha", f"/top {event_id}")
    await town.press("pasha", "Withdraw the protest")
    assert any("⚖️ Протест отозван: № 2" in line["text"] for line in await town.seen("igor", chat=GROUP))


async def test_a_protest_is_taken_back_by_who_made_it_and_the_organizer_reads_of_it(town: Town) -> None:
    event_id, _ = await race(town, "olya", "pasha")
    await town.say("igor", "/result 1 25:00", chat=GROUP)
    await town.say("olya", f"/top {event_id}")
    await town.press("olya", "Оспорить результат")
    await town.say("olya", "Я финишировала раньше")
    await town.say("olya", f"/top {event_id}")
    answer = await town.press("olya", "Отозвать протест")
    assert answer["text"] == "Протест отозван." and "Оспорить результат" in await town.buttons("olya")
    assert any("⚖️ Протест отозван: № 1" in line["text"] for line in await town.seen("igor", chat=GROUP))
    assert await count_open_questions(f"event:{event_id}") == 0
    await town.say("igor", "/results")
    assert not any("Протесты" in one for one in await town.buttons("igor"))


async def test_several_lines_at_once(town: Town) -> None:
    await race(town, "olya", "pasha")
    await town.say("igor", "/results")
    await town.press("igor", "Внести")
    await town.say("igor", "1 0:21:43\n2 сошёл\n\n9 20:00\nчто-то")
    said = [line["text"] for line in await town.seen("igor")]
    assert any("Внёс 2 результата." in one and "Нет таких номеров: 9" in one and "что-то" in one for one in said)
    assert "Внесено 2 результата" in said[-1]


async def test_of_a_private_event_strangers_see_no_board(town: Town) -> None:
    event_id, _ = await race(town, "olya")
    await database.execute("UPDATE events SET visibility = 'private', link_token = repeat('a', 22)")
    await town.say("igor", "/result 1 20:00", chat=GROUP)
    await town.say("katya", f"/top {event_id}")
    assert "20:00" not in await town.last("katya")
    await town.say("olya", f"/top {event_id}")
    assert "20:00" in await town.last("olya")
