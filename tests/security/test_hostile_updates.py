"""Words and updates that mean harm: F22, F55, F66. Nothing is set aside, the lane goes on, data makes no markup."""

from __future__ import annotations

from typing import Any

import pytest

from bot.table import build_routes
from domain import database
from tests.kit.town import Town
from tests.security.updates import Heard, dead_rows, message, press, said, signed, update

GARBAGE = (
    "",
    "²",
    "-1",
    "0",
    "9" * 17,
    "9" * 40,
    "#" * 5,
    "user:²",
    "user:" + "9" * 4000,
    "@",
    "@ @ @",
    "А" * 4090,
    "😀" * 2000,
    "\u202eзеркало\u202c \u200f\u061c",
    "a\x00b\x07c\x7f",
    "e\u0301" * 500,
    "<b>жирно</b> & <script>alert(1)</script> *_[x](tg://user?id=1)_*",
    "'; DROP TABLE users; --",
    "{{ 7*7 }} ${x} %s %(x)s {0} { $title }",
    "\n\n\n",
    "grant @olya administrator",
    "9999w " + "р" * 600,
    "завтра в 25:61; ; ;;; 99999999999999999999 мест; -5 мест; 1e400 ₽",
    "31 февраля 10:00; 29.03.2026 02:30; 0 мест",
)


STAFF_COMMANDS = ("block", "unblock", "role", "audit")


@pytest.mark.parametrize("staff", [False, True], ids=["person", "administrator"])
async def test_no_command_falls_over_what_is_said_after_it(town: Town, staff: bool) -> None:
    commands = STAFF_COMMANDS if staff else (*sorted(build_routes().commands), "start", "nothing", "")
    updates = []
    for number, command in enumerate(commands, 1):
        key = f"rival{number}"
        who = await town.person(key)
        if staff:
            await database.execute(
                "INSERT INTO role_grants (user_id, role, granted_at) VALUES ($1, 'administrator', $2)",
                *(who.id, town.clock.now()),
            )
        updates += [said(who.telegram_id, f"/{command} {words}"[:4096]) for words in GARBAGE]
    await town.take_in(*updates)
    assert await dead_rows() == []


async def test_no_link_falls_over_its_payload(town: Town) -> None:
    payloads = ["", "_", "²", "9" * 40, "-5", "AAAAAAAAAAAAAAAAAAAAAA", "a" * 64, "\x00", "1_2_3", "é"]
    updates = []
    for number, word in enumerate(sorted(build_routes().starts), 1):
        who = town.world.person(f"rival{number}").id
        updates += [said(who, f"/start {word}_{payload}") for payload in payloads]
    await town.take_in(*updates)
    assert await dead_rows() == []


async def test_free_words_and_every_answer_of_every_form(town: Town) -> None:
    """Each person opens something that asks, then answers it with everything."""
    event_id = await town.event(await town.person("igor"))
    openings = ["", "/newevent", "/email", "/confirm", "ac.agree", "ch.ask", "ev.cancel", "pn.say"]
    openings += [f"ac.edit {key}" for key in ("first_name", "nickname", "birth_date", "city", "zone", "phone", "about")]
    openings += [f"ev.edit1 {index}" for index in range(12)]
    updates = []
    for number, opening in enumerate(openings, 1):
        who = await town.person(f"rival{number}")
        person_id = who.telegram_id
        if opening.startswith(("ev.", "pn.")):
            event_id = await town.event(who)
        for words in GARBAGE[number % 3 :: 3]:
            updates.append(_opening(opening, person_id, event_id))
            updates.append(said(person_id, words[:4096] or "?"))
    await town.take_in(*[one for one in updates if one])
    assert await dead_rows() == []


def _opening(opening: str, person_id: int, event_id: int) -> dict[str, Any]:
    if not opening or opening.startswith("/"):
        return said(person_id, opening or "привет")
    action, _, args = opening.partition(" ")
    ids: tuple[int | str, ...] = (event_id, args) if action == "ev.edit1" else (args or event_id,)
    return press(person_id, signed(action, ids, person_id, person_id))


def strange_messages(person_id: int) -> list[dict[str, Any]]:
    """Well-formed, and such as Telegram may send."""
    group = {"id": -1001, "type": "supergroup", "title": "Бег", "is_forum": True}
    channel = {"id": -1002, "type": "channel", "title": "Канал"}
    hidden = {"type": "hidden_user", "date": 1, "sender_user_name": "\u202e<b>"}
    wrong = [{"type": "bold", "offset": 5000, "length": 9}, {"type": "bot_command", "offset": -1, "length": 0}]
    quoted = message(person_id, text="x", reply_to_message=message(person_id, text="глубже"))
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    photo = [{"file_id": "A", "file_unique_id": "a", "width": 1, "height": 1}]
    return [
        update(message=message(person_id)),
        update(message=message(person_id, text="")),
        update(message=message(person_id, text="/events", entities=wrong)),
        update(message=message(person_id, text="привет", forward_origin=hidden)),
        update(message=message(person_id, text="ответ", reply_to_message=quoted)),
        update(message=message(person_id, chat=group, text="привет")),
        update(message=message(person_id, chat=group, text="/say всем", sender_chat=group) | {"from": anonymous}),
        update(message=message(person_id, chat=group, text="из канала", sender_chat=channel) | {"from": telegram}),
        update(message={k: v for k, v in message(person_id, chat=group, text="ничей").items() if k != "from"}),
        update(channel_post={"message_id": 1, "date": 1, "chat": channel, "text": "/say всем"}),
        update(edited_message=message(person_id, text="/newevent Правка; завтра 10:00; тут", edit_date=2)),
        update(message=message(person_id, location={"latitude": 1e308, "longitude": -1e308})),
        update(message=message(person_id, contact={"phone_number": "x" * 300, "first_name": "\x00"})),
        update(message=message(person_id, photo=photo, caption="/newevent")),
        update(message=message(person_id, sticker={"file_id": "s"} | _sticker())),
        update(message=message(person_id, chat=group, new_chat_title="\x00" + "т" * 300)),
        update(message=message(person_id, chat=group, migrate_to_chat_id=-1003)),
        update(
            message=message(
                person_id, chat=group, new_chat_members=[{"id": person_id, "is_bot": False, "first_name": ""}]
            )
        ),
        update(
            inline_query={
                "id": "1",
                "from": {"id": person_id, "is_bot": False, "first_name": "x"},
                "query": "#²",
                "offset": "",
            }
        ),
        update(),
    ]


async def test_an_update_that_cannot_be_read_is_set_aside_and_its_lane_goes_on(town: Town) -> None:
    """F66: only Telegram itself could send such; operators see it, the person does not wait."""
    who = town.world.person("rival1").id
    await town.do("start", as_="rival1", payload="")
    broken = [
        message(who, text=7),
        message(who, text="x", photo="y"),
        message(who, date="вчера"),
        message(who, chat={"id": who}),
    ]
    await town.take_in(*(update(message=one) for one in broken), said(who, "/help"))
    assert len(await dead_rows()) == len(broken)
    assert "Что я умею" in await town.last("rival1")


def _sticker() -> dict[str, Any]:
    kind = {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
    return {"file_unique_id": "s", **kind}


async def test_strange_senders_places_and_content_leave_nothing_behind(town: Town) -> None:
    who = town.world.person("rival1").id
    await town.take_in(*strange_messages(who))
    assert await dead_rows() == []
    assert await database.fetchval("SELECT count(*) FROM events") == 0


async def test_a_name_is_kept_as_it_can_be_shown(town: Town) -> None:
    """Names are other people's words on our screens."""
    names = ["\x00\x00", "\u202eевтС", "<b>Оля</b>", "Я" * 300, "", "\ufdfd" * 64, "a\nb"]
    updates = []
    for number, name in enumerate(names, 1):
        who = town.world.person(f"rival{number}").id
        told = said(who, "/start")
        told["message"]["from"] |= {
            "first_name": name,
            "last_name": name,
            "username": f"u{number}",
            "language_code": "\x00x",
        }
        updates.append(told)
    await town.take_in(*updates)
    assert await dead_rows() == []
    stored = [row["first_name"] for row in await database.fetch("SELECT first_name FROM profiles ORDER BY user_id")]
    assert len(stored) == len(names)
    assert not any("\n" in name or "\u202e" in name for name in stored)


async def test_what_people_type_never_becomes_markup(town: Town) -> None:
    """F55: their tags, asterisks and commands are shown as they are."""
    igor = await town.person("igor")
    await town.do("start", as_="olya", payload="")
    corpus = [
        "<b>жирно</b>",
        "*звёзды*",
        "[ссылка](https://evil.example)",
        "<a href='x'>т</a>",
        "||тайна||",
        "`код`",
        "&lt;i&gt;",
    ]
    heard = Heard(town)
    for words in corpus:
        event_id = await town.event(igor, f"Забег {words}", description=words)
        await heard.listen()
        heard.calls.clear()
        await town.say("olya", f"/event {event_id}")
        await heard.listen()
        shown = [call for call in heard.calls if call["method"] in ("sendMessage", "sendPhoto")]
        assert shown and all("parse_mode" not in call["params"] and call["ok"] for call in shown)
        assert words in (await town.seen("olya"))[-1]["text"]
