"""Whatever people call themselves and their events, it stays words: F55, F56. The sandbox reads markup strictly."""

from __future__ import annotations

import re
from typing import Any

import pytest

from domain import database
from domain.accounts.people import find_by_telegram_id, get_person
from domain.events import creation, lifecycle, talk
from domain.events.creation import EventPlan
from domain.forms.texts import clean_line, clean_lines
from tests.kit import people
from tests.kit.clock import START
from tests.kit.town import Town
from tests.security.corpus import corpus
from tests.security.test_pages import _check_harmless
from tests.security.updates import Heard, dead_rows
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
    assert len(plain) >= 2 and set().union(*map(set, plain)) <= set(OURS)
    for one in words:
        assert await _shown(town, heard, igor.id, one) == plain, one
    assert await dead_rows() == []
    assert all("parse_mode" not in call["params"] for call in heard.calls)
    if big:
        print(f"\n{len(words)} strings as name, title, place, description and answer: 0 entities made by them")


async def _shown(town: Town, heard: Heard, organizer_id: int, one: str) -> list[list[str]]:
    """An event by somebody of that name, called that: its card, a question about it, what its organizer hears."""
    line = clean_line(one)[:100] or "пусто"
    await database.execute("UPDATE profiles SET first_name = $1, last_name = ''", line[:60])
    town.world.person("olya").first_name = one[:60] or "x"
    event_id = await _event(town, organizer_id, line, clean_lines(one)[:900])
    await town.settle()
    await heard.listen()
    heard.calls.clear()
    await town.say("olya", f"/event {event_id}")
    async with database.transaction():
        reader = await find_by_telegram_id(town.world.person("olya").id)
        await talk.ask_organizer(reader, event_id, clean_lines(one)[:1000] or "пусто", now=town.clock.now())
    await town.settle()
    await heard.listen()
    calls = [call for call in heard.calls if call["method"] in SHOWING]
    assert all(call["ok"] for call in calls), [(call["description"], one) for call in calls if not call["ok"]]
    return [kinds_of(call) for call in calls]


async def _event(town: Town, organizer_id: int, title: str, description: str) -> int:
    async with database.transaction():
        organizer = await get_person(organizer_id)
        plan: EventPlan = people.plan(title, now=town.clock.now(), place=title, description=description)
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
        event_id = await published(cast.igor, START, **plan)
        async with database.transaction():
            await talk.announce(cast.igor, event_id, clean_lines(one)[:900] or "пусто", now=START)
        await olya.post(f"/events/{event_id}/registration")
        pages = [(olya, f"/events/{event_id}"), (olya, "/me"), (igor, f"/org/events/{event_id}/people")]
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
