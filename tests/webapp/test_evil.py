"""What is written or sent to harm: it stays text, and what a form does not have changes nothing."""

from __future__ import annotations

from html.parser import HTMLParser

from domain import database
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, published

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; <!-- -->",
    '\\" onmouseover=alert(1) x="',
    "\u202eгнелп\u202c<b>",
    "</script><script>alert(1)//",
    "]]><hx-partial hx-target='#page'>",
    '\'}\' hx-get="/ops" hx-trigger="load"',
)


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """The skeleton of a page: tags and names of attributes, without any text."""
    return [(tag, tuple(sorted(attrs))) for tag, attrs in Tags(html).found]


async def test_what_people_write_never_becomes_markup(cast: Cast, clock: FakeClock, igor: Opened, olya: Opened) -> None:
    """F56: the page of an event with evil words has the same skeleton as one with kind words."""
    plain = await published(cast.igor, clock.now(), title="Забег", description="д", rules="п", place="м")
    for evil in EVIL:
        wicked = await published(
            cast.igor, clock.now(), title=f"З {evil}", description=evil, rules=evil, place=f"м {evil}"
        )
        for path in (
            "/events/{}",
            "/org/events/{}",
            "/org/events/{}/edit",
            "/events/{}/form",
            "/org/events/{}/asking",
            "/org/events/{}/cancelling",
        ):
            good, bad = await igor.see(path.format(plain)), await igor.see(path.format(wicked))
            assert shape(good) == shape(bad), (path, evil)
            assert "49" not in bad.replace(str(wicked), "") or "{{ 7*7 }}" not in evil


async def test_evil_names_and_messages_stay_text(cast: Cast, event_id: int, olya: Opened, igor: Opened) -> None:
    await olya.post(f"/events/{event_id}/registration")
    for evil in EVIL:
        await database.execute("UPDATE profiles SET first_name = $2 WHERE user_id = $1", cast.olya.id, evil[:64])
        assert (await olya.post(f"/events/{event_id}/room", text=f"вот: {evil}")).status == 204
        for page in (
            await olya.see("/"),
            await olya.see("/me"),
            await olya.see(f"/events/{event_id}/room"),
            await igor.see(f"/org/events/{event_id}/people"),
            await olya.see(f"/live?topic=room:{event_id}&once=1"),
        ):
            for tag, attributes in Tags(page).found:
                assert tag not in ("script", "img", "iframe", "b"), (tag, evil)
                assert not any(name.startswith("on") for name in attributes), (attributes, evil)
    partials = [t for t, _ in Tags(await olya.see(f"/live?topic=room:{event_id}&once=1")).found if t == "hx-partial"]
    assert len(partials) == 1


async def test_search_words_come_back_escaped(olya: Opened, event_id: int) -> None:
    for evil in EVIL:
        answer = await olya.client.get("/events", headers=olya.headers, params={"q": evil, "kind": evil, "near": evil})
        assert answer.status == 200
        assert not [
            tag for tag, attributes in Tags(await answer.text()).found if tag == "script" or "onerror" in attributes
        ]


async def test_fields_that_a_form_does_not_have_are_refused(
    cast: Cast, event_id: int, igor: Opened, olya: Opened
) -> None:
    """F43: nothing that is sent beside the form changes anything."""
    right = {
        "title": "Кросс",
        "when": "завтра 10:00",
        "kind": "race",
        "format": "onsite",
        "place": "Парк",
        "visibility": "public",
    }
    for extra in ("organizer_id", "status", "version", "taken", "__proto__"):
        assert (await igor.post("/org/events/new", **right | {extra: "5"})).status == 422
    assert (await olya.post("/me/edit", first_name="Оля", roles="administrator")).status == 422
    assert (await olya.post("/settings/privacy", part="profile", on="true", user_id="1")).status == 422
    assert (await olya.post("/settings/notify", topic="security", channel="telegram")).status == 422
    assert (await olya.post("/settings/quiet", **{"on": "true", "from": "25", "to": "7"})).status == 422
    assert await database.fetchval("SELECT count(*) FROM events") == 1
