"""EV-24, EV-26: the organizer's thumb on the list: filters, a search, people ticked on two pages of it, a letter."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from domain import database
from domain.accounts.people import set_language
from domain.events.entry import registration
from tests.domain.events.test_roster import TEAM
from tests.kit.people import meet_many
from tests.webapp.conftest import Cast
from tests.webapp.phones import PickUp, visit
from tests.webapp.world import IGOR, published
from webapp.kit.sign_in import real_now

pytestmark = pytest.mark.browser


async def world(cast: Cast) -> int:
    """Twenty-five people: more than a page of them, two teams."""
    now = real_now()
    event_id = await published(cast.igor, now, questions=[TEAM], capacity=None)
    people = [cast.olya, cast.paul, *await meet_many(23, now=now)]
    async with database.transaction():
        for at, person in enumerate(people):
            answers = {"team": ("spartak", "dinamo")[at % 2]}
            await registration.register(person, event_id, answers, now=now)
    return event_id


async def test_people_are_narrowed_ticked_and_taken_out(cast: Cast, phone: PickUp) -> None:
    event_id = await world(cast)
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}")
    await hand.shot("panel-1")
    await frame.locator("a.counter").first.click()
    await expect(frame.locator(".picking")).to_have_count(20)
    await hand.shot("people-1")
    await frame.evaluate("scrollTo(0, document.documentElement.scrollHeight)")  # the rest may have come by itself
    await expect(frame.locator(".picking")).to_have_count(25)
    await hand.shot("people-2")
    await frame.locator("summary").click()
    await frame.locator(".chip", has_text="Динамо").click()
    await expect(frame.locator(".picking")).to_have_count(12)
    await hand.shot("people-3")
    await frame.locator("#q").fill("@paul")
    await frame.locator("#q").press("Enter")
    await expect(frame.locator(".picking")).to_have_count(1)
    await frame.evaluate("Forma.go(Forma.here(), 'stay')")
    await expect(frame.locator("#q")).to_have_value("@paul")
    await visit(frame, f"/org/events/{event_id}/people")
    await frame.evaluate("scrollTo(0, document.documentElement.scrollHeight)")  # the rest may have come by itself
    await expect(frame.locator(".picking")).to_have_count(25)
    for at in (0, 24):
        await frame.locator(".pick input").nth(at).check()
    await frame.get_by_role("button", name="Снять отмеченных").click()
    await expect(frame.locator("h1")).to_have_text("Снять с события")
    await hand.shot("removing")
    await frame.get_by_label("Нарушены правила").check()
    await hand.page.click("#main:has-text('Снять с события')")
    await frame.wait_for_function("path => Forma.shown === path", arg=f"/org/events/{event_id}/people")
    await expect(frame.locator(".chip", has_text="Не участвуют")).to_contain_text("2")
    assert await database.fetchval("SELECT count(*) FROM registrations WHERE status = 'withdrawn'") == 2
    assert hand.troubles == []


async def test_a_letter_is_written_checked_and_sent(cast: Cast, phone: PickUp) -> None:
    event_id = await world(cast)
    async with database.transaction():
        await set_language(cast.igor.id, "en", now=real_now())
    hand = await phone()
    frame = await hand.open(IGOR, f"/org/events/{event_id}/people", dark=True)
    await hand.shot("people-en-dark")
    await frame.get_by_text("Write to the whole list").click()
    await frame.get_by_label("The letter").fill("Bring warm hats: it is minus ten, and the start is by the river.")
    await hand.shot("writing-en-dark")
    await hand.page.click("#main:has-text('Next')")
    await expect(frame.locator("h1")).to_have_text("Check the letter")
    await hand.shot("letter-en-dark")
    await hand.page.click("#main:has-text('Send to 25 people')")
    await expect(frame.locator("h1")).to_have_text("The letter is sent")
    await hand.shot("letter-sent-en-dark")
    await database.execute("UPDATE outbox SET state = 'sent' WHERE kind = 'event-letter'")
    await expect(frame.locator("#page [role=status]")).to_contain_text("Sent 25 of 25")
    await visit(frame, f"/org/events/{event_id}/export")
    await hand.shot("export-en-dark")
    assert hand.troubles == []
