"""EV-23, EV-18 in the mini-app: a party registers together, guests are named, the waiting list is put in order."""

from __future__ import annotations

import re

from domain import database
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published


async def test_a_party_comes_together_or_waits_together(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, paul: Opened
) -> None:
    event_id = await published(cast.igor, clock.now(), capacity=4)
    assert (await igor.post(f"/org/events/{event_id}/guests", most="2")).headers[
        "Forma-Go"
    ] == f"/org/events/{event_id}"
    assert (await olya.post(f"/org/events/{event_id}/guests", most="3")).status == 404
    page = await olya.see(f"/events/{event_id}")
    assert "+2 гостя" in page and "+3" not in page
    await olya.post(f"/events/{event_id}/registration", guests="2")
    assert (
        "You are No. 1 on the waiting list"
        in await (await paul.post(f"/events/{event_id}/registration", guests="1")).text()
    )
    party = await olya.see(f"/events/{event_id}/party")
    first, second = re.findall(r'name="guest" value="(\d+)"', party)[::2]
    await olya.post(f"/events/{event_id}/party/names", guest=first, name="<b>Саша</b>")
    assert "&lt;b&gt;Саша" in await olya.see(f"/events/{event_id}/party")
    assert (await paul.post(f"/events/{event_id}/party/less", guest=first)).status == 404
    registration_id = await database.fetchval("SELECT id FROM registrations WHERE user_id = $1", cast.olya.id)
    assert "на 3 человека" in await olya.see(f"/tickets/{registration_id}")
    listed = await igor.see(f"/org/events/{event_id}/people")
    assert "Белова +2" in listed
    await olya.post(f"/events/{event_id}/party/less", guest=second)
    assert "There is a place for you" in await paul.see(f"/events/{event_id}")
    assert (await olya.post(f"/events/{event_id}/party/more")).status == 409


async def test_a_form_keeps_the_guests_and_the_organizer_puts_the_list_in_order(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, paul: Opened
) -> None:
    asked = [{"key": "size", "kind": "text", "label": "Размер"}]
    event_id = await published(cast.igor, clock.now(), capacity=1, questions=asked)
    await igor.post(f"/org/events/{event_id}/guests", most="3")
    await igor.post(f"/events/{event_id}/form", size="S")
    assert 'name="guests" value="2"' in await olya.see(f"/events/{event_id}/form?guests=2")
    wrong = await olya.post(f"/events/{event_id}/form", size="", guests="2")
    assert wrong.status == 422 and 'name="guests" value="2"' in await wrong.text()
    await olya.post(f"/events/{event_id}/form", size="M", guests="2")
    await paul.post(f"/events/{event_id}/form", size="L", guests="99")
    rows = await database.fetch(
        "SELECT r.id, h.size FROM registrations r JOIN places h ON h.id = r.place_id ORDER BY 1"
    )
    assert [row["size"] for row in rows] == [1, 3, 1]
    line = await igor.see(f"/org/events/{event_id}/line")
    assert line.index("Белова +2") < line.index("Smith")
    moved = await igor.post(f"/org/events/{event_id}/line", registration=rows[2]["id"], to="1", way="onsite")
    text = await moved.text()
    assert text.index("Smith") < text.index("Белова +2")
    assert "No. 1" in await paul.see(f"/events/{event_id}")
    elsewhere = await published(cast.igor, clock.now())
    assert (await igor.post(f"/org/events/{elsewhere}/line", registration=rows[2]["id"], to="2")).status == 404
    assert (await olya.post(f"/org/events/{event_id}/line", registration=rows[1]["id"], to="1")).status == 404
