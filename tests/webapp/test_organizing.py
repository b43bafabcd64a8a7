"""An event made, changed, called off, and opened by its link: by pages."""

from __future__ import annotations

import re
from urllib.parse import unquote

from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published


async def test_an_event_is_made_kept_as_draft_changed_and_cancelled(cast: Cast, igor: Opened, olya: Opened) -> None:
    wrong = await igor.post(
        "/org/events/new", title="К", when="вчера", kind="race", format="onsite", visibility="public"
    )
    text = await wrong.text()
    assert wrong.status == 422
    assert all(f'id="error-{key}"' in text for key in ("title", "when", "place"))
    right = {
        "title": "Осенний кросс",
        "when": "завтра 10:00–12:00",
        "kind": "race",
        "format": "onsite",
        "place": "Парк",
        "visibility": "public",
    }
    late = await igor.post("/org/events/new", **right | {"registration_closes": "завтра 15:00"})
    assert late.status == 422 and 'id="error-registration_closes"' in await late.text(), "said where it is put right"
    assert '<details class="faq card" open>' in await late.text()
    assert "Пропустите" not in await late.text(), "nothing is skipped on a page"
    assert (await igor.post("/org/events/new/draft", **right | {"when": ""})).status == 204
    assert 'value="Осенний кросс"' in await igor.see("/org/events/new"), "the draft outlives the page"
    made = await igor.post("/org/events/new", **right)
    event_id = int(made.headers["Forma-Go"].rsplit("/", 1)[1])
    assert (await olya.get(f"/events/{event_id}")).status == 404, "a draft is seen by its organizer alone"
    assert "Пока никого" not in await igor.see(f"/org/events/{event_id}"), "nobody could come to a draft"
    assert "Опубликовано" in unquote((await igor.post(f"/org/events/{event_id}/publishing")).headers["Forma-Toast"])
    assert "Пока никто не записался" in await igor.see(f"/org/events/{event_id}")
    form = await igor.see(f"/org/events/{event_id}/edit")
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version and re.search(r'name="when"[^>]*value="02\.12\.2026 10:00–12:00"', form)
    changed = right | {"title": "Зимний кросс", "version": version[1], "when": "завтра 11:00"}
    turned = await igor.post(
        f"/org/events/{event_id}/edit", **changed | {"when": "завтра 11:00", "registration_opens": "завтра 12:00"}
    )
    assert turned.status == 422 and 'id="error-registration_opens"' in await turned.text()
    assert (await igor.post(f"/org/events/{event_id}/edit", **changed)).headers["Forma-Go"] == f"/org/events/{event_id}"
    assert (await igor.post(f"/org/events/{event_id}/edit", **changed)).status == 409, "somebody saved meanwhile"
    assert "Зимний кросс" in await olya.see(f"/events/{event_id}")
    assert (await igor.post(f"/org/events/{event_id}/cancelling", reason=" ")).status == 422
    await igor.post(f"/org/events/{event_id}/cancelling", reason="Ледяной дождь")
    over = await olya.see(f"/events/{event_id}")
    assert "Ледяной дождь" in over and "Никто не записался" in over
    panel = await igor.see(f"/org/events/{event_id}")
    assert f"/org/events/{event_id}/door" not in panel and 'class="counters"' not in panel, "nothing is counted at"


async def test_an_event_that_ends_on_another_day_is_saved_as_its_form_shows_it(cast: Cast, igor: Opened) -> None:
    right = {"title": "Ночной забег", "when": "завтра 22:00–00:30", "kind": "race", "format": "onsite"}
    right |= {"place": "Парк", "visibility": "public"}
    edit = (await igor.post("/org/events/new", **right)).headers["Forma-Go"] + "/edit"
    form = await igor.see(edit)
    version = re.search(r'name="version" value="(\d+)"', form)
    when = re.search(r'name="when"[^>]*value="([^"]+)"', form)
    assert version and when and when[1] == "02.12.2026 22:00 – 03.12.2026 00:30"
    saved = await igor.post(edit, **right | {"version": version[1], "when": when[1]})
    assert saved.headers["Forma-Go"] == edit.removesuffix("/edit")


async def test_a_private_event_opens_by_its_link_until_the_link_changes(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, paul: Opened
) -> None:
    event_id = await published(cast.igor, clock.now(), visibility="private")
    panel = await igor.see(f"/org/events/{event_id}")
    found = re.search(r"startapp=e_([A-Za-z0-9_-]{22})", panel)
    assert found
    assert (await olya.get(f"/events/{event_id}")).status == 404
    assert (await olya.post(f"/links/{found[1]}")).headers["Forma-Go"] == f"/events/{event_id}"
    assert found[1] not in await olya.see(f"/events/{event_id}"), "guests do not pass the key on"
    await igor.post(f"/org/events/{event_id}/link")
    assert (await olya.get(f"/events/{event_id}")).status == 404
    gone = await paul.post(f"/links/{found[1]}")
    assert gone.status == 404 and "Forma-Stay" not in gone.headers, "it stands in place of the page that was opening"
    assert "Ask the organizer for a new one" in await gone.text()
