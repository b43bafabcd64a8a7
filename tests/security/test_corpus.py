"""Whatever people call themselves and their events, it stays words: F55, F56. The sandbox reads markup strictly."""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Any

import pytest

from domain import database
from domain.accounts.people import Person, find_by_telegram_id, get_person
from domain.events import lifecycle
from domain.events.entry import answering, questions, registration
from domain.events.making import creation
from domain.events.making.creation import EventPlan
from domain.events.people import participants
from domain.events.talking import faq, talk
from domain.forms.form import JsonValue
from domain.forms.texts import clean_line, clean_lines
from tests.kit import people
from tests.kit.clock import START
from tests.kit.town import Town
from tests.security.corpus import corpus
from tests.security.test_pages import _check_harmless
from tests.security.updates import Heard, dead_rows, press, signed
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, WebClient, published

OURS = ("bold", "italic", "date_time", "custom_emoji", "expandable_blockquote")
"""What our own screens mark."""
SHOWING = ("sendMessage", "sendPhoto", "editMessageText", "editMessageCaption")


@pytest.fixture
def words(big: bool) -> list[str]:
    return corpus(500 if big else 24)


def kinds_of(call: dict[str, Any]) -> list[str]:
    marked = call["params"].get("entities") or call["params"].get("caption_entities") or []
    return sorted(entity["type"] for entity in marked)


async def test_no_name_title_or_answer_makes_an_entity(town: Town, words: list[str], big: bool) -> None:
    """Each screen has the entities it has for a plain name, and is taken at the first try."""
    igor = await town.person("igor")
    for key in ("igor", "olya"):
        await town.do("start", as_=key, payload="")
    heard = Heard(town)
    plain = await _shown(town, heard, igor.id, "Оля")
    assert len(plain) >= 10 and set().union(*map(set, plain)) <= set(OURS)
    for one in words:
        assert await _shown(town, heard, igor.id, one) == plain, one
    assert await dead_rows() == []
    assert all("parse_mode" not in call["params"] for call in heard.calls)
    if big:
        print(f"\n{len(words)} strings as name, title, place, description and answer: 0 entities made by them")


async def _shown(town: Town, heard: Heard, organizer_id: int, one: str) -> list[list[str]]:
    """An event by somebody of that name, called that: its card, a question about it, what its organizer hears and sees.

    The forged presses stand under messages that never were: what would edit those is said anew.
    """
    line = clean_line(one)[:100] or "пусто"
    await database.execute("UPDATE profiles SET first_name = $1, last_name = ''", line[:60])
    town.world.person("olya").first_name = one[:60] or "x"
    event_id = await _event(town, organizer_id, line, clean_lines(one)[:900])
    await town.settle()
    await heard.listen()
    heard.calls.clear()
    await town.say("olya", f"/event {event_id}")
    reader = await find_by_telegram_id(town.world.person("olya").id)
    async with database.transaction():
        await talk.ask_organizer(reader, event_id, clean_lines(one)[:1000] or "пусто", now=town.clock.now())
    number = await _told(await get_person(organizer_id), reader, event_id, line, town.clock.now())
    await town.settle()
    igor = town.world.person("igor").id
    for who, action, args in (
        (reader.telegram_id, "fq.list", (event_id,)),
        (reader.telegram_id, "ev.card", (event_id,)),
        (igor, "pp.one", (number,)),
        (igor, "pp.log", (number, 0)),
        (igor, "ev.asks", (event_id,)),
        (igor, "ev.notes", (event_id,)),
        (igor, "fq.manage", (event_id,)),
        (igor, "ev.manage", (event_id,)),
    ):
        assert who is not None
        await town.take_in(press(who, signed(action, args, who, who)))
    await heard.listen()
    calls = [call for call in heard.calls if call["method"] in SHOWING]
    refused = {call["description"] for call in calls if not call["ok"]}
    assert refused <= {"Bad Request: message to edit not found"}, one
    return sorted(kinds_of(call) for call in calls if call["ok"])


async def _told(organizer: Person, reader: Person, event_id: int, line: str, now: datetime) -> int:
    """A question with options, a note, a frequent question and an address called that; the reader's registration."""
    options = f"{line.replace(',', ' ')[:50]}, да"
    async with database.transaction():
        for kind, more in (("choice", {"options": options}), ("text", {"required": True})):
            label = line[:120] if len(line) > 1 else f"{line}?"
            said: dict[str, JsonValue] = {"label": label, "kind": kind, "required": True}
            await questions.add_question(organizer, event_id, said | more, now=now)
        await questions.add_note(organizer, event_id, {"label": line[:120], "kind": "text"}, now=now)
        await faq.add(organizer, event_id, line, line, now=now)
        event = await lifecycle.load(event_id)
        choice, text = questions.questions_of(event)
        answers: dict[str, JsonValue] = {choice.key: choice.choices[0].key, text.key: line}
        number = (await registration.register(reader, event_id, answers, way="online", now=now)).registration_id
        await answering.change_answers(reader, event_id, answers | {text.key: f"{line}!"}, now=now)
        (note,) = questions.organizer_fields_of(event)
        await participants.set_notes(organizer, number, {note.key: line}, now=now)
    return number


async def _event(town: Town, organizer_id: int, title: str, description: str) -> int:
    async with database.transaction():
        organizer = await get_person(organizer_id)
        wanted = {"place": title, "description": description, "format": "hybrid", "online_address": title}
        plan: EventPlan = people.plan(title, now=town.clock.now(), **wanted)
        event = await creation.create_event(organizer, plan, now=town.clock.now())
        await lifecycle.publish(organizer, event.id, now=town.clock.now())
        return int(event.id)


async def test_no_name_title_or_answer_runs_in_a_page(
    client: WebClient, cast: Cast, olya: Opened, igor: Opened, words: list[str], big: bool
) -> None:
    looked = 0
    for one in words:
        line = clean_line(one)[:100] or "пусто"
        await database.execute("UPDATE profiles SET first_name = $1, about = $1", line[:60])
        plan = {"title": line, "place": line, "description": clean_lines(one)[:900], "rules": clean_lines(one)[:900]}
        event_id = await published(cast.igor, START, **plan, format="hybrid", online_address=line)
        async with database.transaction():
            await talk.announce(cast.igor, event_id, clean_lines(one)[:900] or "пусто", now=START)
        number = await _told(cast.igor, cast.olya, event_id, line, START)
        await _check_calendar(olya, event_id)
        org = f"/org/events/{event_id}"
        pages = [(igor, f"{org}/{page}") for page in (f"people/{number}", "asking", "asking/notes", "faq", "notices")]
        pages += [(olya, f"/events/{event_id}/form"), (olya, f"/tickets/{number}")]
        pages += [(olya, f"/events/{event_id}"), (olya, "/me"), (igor, f"/org/events/{event_id}/people")]
        pages += [(olya, f"/events/{event_id}/room"), (igor, f"/org/events/{event_id}/edit")]
        for who, path in pages:
            answer = await who.get(path)
            assert answer.status == 200, (path, one)
            text = await answer.text()
            _check_harmless(text)
            assert not re.search(r"<script(?![^>]*nonce)", text, re.IGNORECASE), (path, one)
            looked += 1
    if big:
        print(f"\n{len(words)} strings in {looked} pages: 0 scripts, 0 attributes made by them")


async def _check_calendar(who: Opened, event_id: int) -> None:
    """One event of few lines, each as long as RFC 5545 allows: nothing that was typed begins a line of its own."""
    page = await who.see(f"/events/{event_id}")
    found = re.search(r"/calendar/[^\"]+", page)
    assert found
    file = await (await who.client.get(html.unescape(found[0]))).read()
    lines = [line for line in file.split(b"\r\n") if not line.startswith(b" ")]
    known = set(
        b"BEGIN END VERSION PRODID UID DTSTAMP DTSTART DTEND SUMMARY LOCATION URL TZID TZNAME RRULE RDATE".split()
    )
    known |= {b"TZOFFSETFROM", b"TZOFFSETTO", b"COMMENT", b"", b"LAST-MODIFIED", b"STATUS", b"TRANSP", b"SEQUENCE"}
    assert {re.split(rb"[:;]", line)[0] for line in lines} <= known
    assert file.count(b"BEGIN:VEVENT") == 1 and all(len(line) <= 75 for line in file.split(b"\r\n"))
