"""Buttons in the wrong hands: F54, F41. What a stranger presses changes nothing and shows nothing."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

from bot.table import build_routes
from domain import database
from domain.accounts import sanctions
from domain.accounts.people import Person, get_person
from domain.accounts.roles import appoint_first_administrators
from domain.events import lifecycle
from domain.events.entry import questions, registration
from domain.events.money import promo_codes
from domain.events.people import letters, participants
from domain.events.people.roster import PeopleFilter
from domain.events.talking import faq, talk
from domain.forms.form import JsonValue
from domain.moderation import appeals
from tests.kit.town import Town
from tests.security.updates import Heard, changes, dead_rows, press, private_chat, said, signed, snapshot, update

SECRET_TITLE = "Тайная пробежка"
ABSENT = 987_654
GARBAGE: tuple[tuple[int | str, ...], ...] = (
    (),
    ("-1",),
    ("abc",),
    ("²",),
    ("0", "99"),
    ("9" * 18,),
    ("-100", "9" * 30),
    ("1", "-1", "1"),
)


async def a_secret_event(town: Town, visibility: str = "private") -> dict[str, int]:
    """Igor's event with a participant, a question, an announcement; somebody blocked who objects.

    What nobody but its people may read, even if the event itself is everybody's, is called hidden: «скрыт…».
    """
    igor, pasha, lena = [await town.person(key) for key in ("igor", "pasha", "katya")]
    anna = await town.person("anya")
    wanted = {"format": "hybrid", "capacity": 5, "online_address": "https://meet.example.org/скрыто"}
    event_id = await town.event(igor, SECRET_TITLE, visibility=visibility, description="Тайное описание", **wanted)
    now = town.clock.now()
    async with database.transaction():
        await database.execute(
            "INSERT INTO event_guests (event_id, user_id, link_token) "
            "SELECT id, $2, link_token FROM events WHERE id = $1 AND link_token IS NOT NULL",
            *(event_id, pasha.id),
        )
        key = await _asks_and_notes(igor, event_id, now)
        outcome = await registration.register(pasha, event_id, {key: "Скрытый ответ"}, way="online", now=now)
        (note,) = questions.organizer_fields_of(await lifecycle.load(event_id))
        await participants.set_notes(igor, outcome.registration_id, {note.key: "Скрытая заметка"}, now=now)
        entry = await faq.add(igor, event_id, "Тайный частый вопрос", "Тайный частый ответ", now=now)
        question = await talk.ask_organizer(pasha, event_id, "Тайный вопрос", now=now)
        announced = await talk.announce(igor, event_id, "Тайное объявление", now=now)
        await appoint_first_administrators([anna.telegram_id], now=now)
        anna = await get_person(anna.id)
        await sanctions.block(anna, lena.id, "Тайная причина", until=None, now=now)
        appeal = await appeals.appeal(lena.id, "Тайная апелляция", now=now)
    await town.settle()
    return {
        "event": event_id,
        "registration": outcome.registration_id,
        "question": question,
        "said": announced,
        "entry": entry,
        "appeal": appeal,
        "blocked": lena.id,
    }


async def _asks_and_notes(organizer: Person, event_id: int, now: datetime) -> str:
    """The key of the one question."""
    asked: dict[str, JsonValue] = {"label": "Тайное общество", "kind": "text", "required": True}
    await questions.add_question(organizer, event_id, asked, now=now)
    await questions.add_note(organizer, event_id, {"label": "Скрытая графа", "kind": "text"}, now=now)
    (field,) = questions.questions_of(await lifecycle.load(event_id))
    return field.key


def tries(ids: dict[str, int]) -> list[tuple[int | str, ...]]:
    foreign = sorted(set(ids.values()))
    named = [("event", ids["event"], 10**6), ("user", ids["blocked"], 10**6), (ids["event"], -1009999)]
    absent = [(ABSENT,), (ABSENT, 0)]
    return [*((one,) for one in foreign), *((one, 0) for one in foreign), *absent, *named, *GARBAGE]


async def test_every_action_with_foreign_ids_changes_and_shows_nothing_to_a_stranger(town: Town) -> None:
    ids = await a_secret_event(town)
    heard = Heard(town)
    await heard.listen()
    heard.calls.clear()
    before = await snapshot()
    actions = sorted(build_routes().presses)
    assert len(actions) > 60
    pressed: dict[tuple[str, tuple[int | str, ...]], str] = {}
    updates: list[dict[str, Any]] = []
    for number, action in enumerate(actions, 1):
        stranger = town.world.person(f"rival{1 + number % 200}").id
        for args in tries(ids):
            updates.append(press(stranger, signed(action, args, stranger, stranger), chat=private_chat(stranger)))
            pressed[action, args] = updates[-1]["callback_query"]["id"]
    await town.take_in(*updates)
    await heard.listen()
    answers = heard.answers()
    assert await dead_rows() == []
    assert {one for one, query in pressed.items() if query not in answers} == set()
    assert "тайн" not in heard.words().lower() and "скрыт" not in heard.words().lower()
    assert changes(before, await snapshot()) == {}
    for action in actions:
        for more in ((), (0,)):
            secret, absent = (pressed[action, (event, *more)] for event in (ids["event"], ABSENT))
            assert answers[secret] == answers[absent], action


async def test_an_organizers_buttons_do_nothing_for_others_on_a_public_event(town: Town) -> None:
    """With every id that is real there: the event's, a participant's, an answer's, an entry's, a question's key."""
    ids = await a_secret_event(town, "public")
    event_id = ids["event"]
    event = await lifecycle.load(event_id, lock=False)
    keys = [one.key for one in (*questions.questions_of(event), *questions.organizer_fields_of(event))]
    named = [(event_id, *more) for key in keys for more in ((key,), (key, 1))]
    named += [(event_id, *more) for more in ((), (0,), ("instant",), ("online",))]
    igor, now = await town.person("igor"), town.clock.now()
    async with database.transaction():
        promo = await promo_codes.add(igor, event_id, "СКРЫТО", 10, now=now)
        letter = await letters.write(igor, event_id, "Скрытое письмо", PeopleFilter(), now=now)
    real = (ids["registration"], ids["question"], ids["entry"], promo, letter)
    named += [(one, *more) for one in real for more in ((), (0,))]
    heard = Heard(town)
    await heard.listen()
    heard.calls.clear()
    before = await snapshot()
    actions = {
        name
        for name in build_routes().presses
        if name.startswith(("ev.", "pn.", "fq.", "pm.", "pp.", "ch.", "br.", "pr.", "lt.", "rs.", "rm.", "rv.", "aw."))
    }
    updates = []
    for number, action in enumerate(sorted(actions - {"ev.join", "ev.agree"}), 1):
        stranger = town.world.person(f"rival{1 + number % 200}").id
        updates += [press(stranger, signed(action, args, stranger, stranger)) for args in named]
    await town.take_in(*updates)
    await heard.listen()
    assert len(heard.answers()) == len(updates) > 600
    assert await dead_rows() == []
    assert changes(before, await snapshot()) == {}
    assert "скрыт" not in heard.words().lower()


DOORS = (
    "/start {word}_{id}", "/event {id}", "/panel {id}", "/event#{id}", "/audit event:{id}", "/link {id}",
    "/participants", "/my", "/tickets", "/events тайная", "/events скрыто", "/events общество", "/audit user:{id}",
)  # fmt: skip


async def test_no_word_link_or_inline_question_leads_a_stranger_to_it(town: Town) -> None:
    """Every payload of /start with every id, every command that takes one, and inline mode."""
    ids = await a_secret_event(town)
    heard = Heard(town)
    await heard.listen()
    heard.calls.clear()
    before = await snapshot()
    stranger = town.world.person("rival1").id
    words = sorted(build_routes().starts)
    assert {"e", "r", "online", "onsite", "p", "t", "q", "link"} <= set(words)
    texts = {door.format(word=word, id=one) for door in DOORS for word in words for one in ids.values()}
    updates = [said(stranger, text) for text in sorted(texts)]
    asked = (f"#{ids['event']}", "тайная", "пробежка", "скрыто", "общество", "частый", "")
    who = {"id": stranger, "is_bot": False, "first_name": "Чужой", "language_code": "ru"}
    updates += [
        update(inline_query={"id": f"i{number}", "from": who, "query": text, "offset": ""})
        for number, text in enumerate(asked)
    ]
    await town.take_in(*updates)
    await heard.listen()
    assert await dead_rows() == []
    assert "тайная пробежка" not in heard.words().lower() and "скрытый" not in heard.words().lower()
    told = heard.words().lower().replace("скрыто", "").replace("«тайная»", "")
    assert "тайн" not in told and "скрыт" not in told
    assert changes(before, await snapshot()) == {}


def spoilt(data: str, chance: random.Random) -> list[Any]:
    """What somebody could make of a button that was shown to somebody else."""
    at = chance.randrange(len(data))
    body, _, tag = data.rpartition(":")
    return [
        data,
        data[:at] + chance.choice("abc:.*!9") + data[at + 1 :] + "x",
        data[:at],
        data[at:],
        f"{body}:",
        f"{body[1:]}:{tag}",
        f"*{body[1:]}:{tag}",
        f"{body}:1:{tag}",
        f"{body}:{tag}\n",
        data.upper(),
        data * 3,
        "é" * 64,
        "\u0000",
        "",
        None,
        ":",
        "." * 64,
        "*:",
    ]


async def test_buttons_of_others_edited_cut_and_mangled_are_all_refused(town: Town, big: bool) -> None:
    igor, olya = [await town.person(key) for key in ("igor", "olya")]
    event_id = await town.event(igor)
    before = await snapshot()
    chance = random.Random(54)
    heard = Heard(town)
    await heard.listen()
    updates = []
    for action in sorted(build_routes().presses) * 2 if big else ("ev.join", "ev.archive", "md.unblock", "f.pick"):
        for chat in (igor.telegram_id, -1001234):
            data = signed(action, (event_id, 0), igor.telegram_id, chat)
            where = {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "Бег"}
            updates += [press(olya.telegram_id, one, chat=where) for one in spoilt(data, chance)]
        elsewhere = signed(action, (event_id, 0), olya.telegram_id, olya.telegram_id)
        updates.append(press(olya.telegram_id, elsewhere, chat={"id": -1005, "type": "supergroup", "title": "Бег"}))
        updates.append(press(olya.telegram_id, elsewhere, inline="AAAA"))
    await town.take_in(*updates)
    await heard.listen()
    refused = heard.answers()
    assert await dead_rows() == []
    assert changes(before, await snapshot()) == {}
    assert len(refused) == len(updates) > 150
    assert set(refused.values()) == {"Эта кнопка не для вас."}
    forged = "SELECT count(*) FROM audit_entries WHERE action = 'button-forged'"
    assert await database.fetchval(forged) == len(updates)
    if big:
        print(f"\n{len(updates)} fuzzed presses: 0 effects, each refused and noted")
