"""What the pages say: both languages, escaping, forms, paging."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from aiohttp import web

from domain import database
from domain.accounts.people import set_language
from domain.events import lifecycle, queries
from domain.events.admission import applying
from domain.events.course import courses
from domain.events.entry import handover, questions, registration
from domain.events.money import fees
from domain.events.party import guests
from domain.events.party import rules as party_rules
from domain.events.people import letters
from domain.events.people.roster import PeopleFilter
from domain.events.results import entering, imports, protests
from domain.events.results.sheets import Row
from domain.events.season import rules as season_rules
from domain.events.season.rules import SeasonRules
from domain.events.talking import talk
from domain.events.teams import captains
from domain.events.teams import rules as team_rules
from domain.events.teams.rules import TeamRules
from domain.files import documents
from domain.organizations import follows
from domain.organizations.follows import Organizer
from domain.payments import by_hand, orders, refunds, settlement
from domain.payments.settlement import Incoming
from forma.story.course import park_loop
from locales import LANGUAGES
from tests.kit.clock import START, FakeClock
from tests.kit.followed import on_the_way
from tests.kit.recorded import recorded
from tests.kit.tournaments import begun
from tests.webapp import finished
from tests.webapp.conftest import Cast
from tests.webapp.test_policies import path_of
from tests.webapp.world import Opened, make_staff, published
from webapp.kit.keys import ROUTES, TEMPLATES
from webapp.kit.pages import TEMPLATES as FOLDER

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


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_page_and_template_renders_in_both_languages(
    app: web.Application, cast: Cast, clock: FakeClock, igor: Opened, olya: Opened, lang: str, tmp_path: Path
) -> None:
    event_id = await _busy_world(cast, clock)
    await make_staff(cast.igor, clock.now())
    for who in (cast.igor, cast.olya):
        async with database.transaction():
            await set_language(who.id, lang, now=clock.now())
    card = await queries.get_event_card(event_id, cast.olya)
    cup = await begun(cast.igor, [cast.olya, cast.paul], now=clock.now())
    async with database.transaction():
        letter_id = await letters.write(cast.igor, event_id, "Ждём вас!", PeopleFilter(), now=clock.now())
    run_id, runner_id, list_id = await _race(cast, clock)
    over = await finished.over(cast.igor, [cast.olya, cast.paul], tmp_path, now=clock.now())
    for route in app[ROUTES]:
        if route.page and "{order_id" not in route.path:
            row_id = card.own_registration_id if "registration_id" in route.path else event_id
            row_id = cup.event_id if "/bracket" in route.path else row_id
            viewer = olya if route.path.startswith(("/events", "/tickets", "/me")) else igor
            path = path_of(route, row_id or 0).replace(f"letters/{event_id}", f"letters/{letter_id}")
            if re.search("/live|/results|event_id.*/track", route.path):
                named = {"list_id": list_id, "registration_id": runner_id, "event_id": run_id}
                path = re.sub(r"\{(\w+_id):[^}]*\}+", lambda found: str(named[found[1]]), route.path)  # noqa: B023
            if any(one in route.path for one in finished.PATHS):
                path = over.path(route)
            page = await viewer.see(path)
            assert f'data-lang="{lang}"' in page, route
    assert (await olya.client.get(f"/d/{over.code}")).status == 200
    await olya.see("/track")
    await igor.see(f"/org/events/{event_id}/answers?of={cast.olya.id}")
    await _found_and_kept(igor, olya, event_id)
    await _lesser_pages(igor, olya, event_id)
    await igor.see(f"/org/events/{cup.event_id}/bracket/match?key=W1.1")
    for topic in (f"bracket:{cup.event_id}", f"board:{run_id}", f"list:{list_id}"):
        await igor.see(f"/live?topic={topic}&once=1")
    await igor.see(f"/events/{run_id}/live/place")
    async with database.transaction():
        await recorded(cast.igor, run_id, now=clock.now())
    await igor.see(f"/events/{run_id}/track")
    await igor.see(f"/events/{run_id}/track/outcome")
    assert {name.removeprefix("/") for name in _templates()} - _rendered(app) == set()


async def _found_and_kept(igor: Opened, olya: Opened, event_id: int) -> None:
    """A calendar that has its address, a category that cannot just go, an event that is pinned."""
    assert "data-copy" in await (await olya.post("/me/calendar/making")).text()
    assert (await olya.post("/settings/finding/week", on="true", day="2", hour="9")).status == 200
    assert (await igor.post("/ops/pins", event=str(event_id), until="2026-12-02")).status == 200
    assert (await igor.post("/ops/pins", event="9", until="never")).status == 422
    assert 'class="rail"' in await olya.see("/")
    async with database.transaction():
        await database.execute(
            "INSERT INTO events_in_categories (event_id, category_id) SELECT $1, id FROM event_categories "
            "WHERE slug = 'yoga'",
            event_id,
        )
    assert (await igor.post("/ops/categories/removing", slug="yoga")).status == 422
    assert (await igor.post("/ops/categories/removing", slug="yoga", replacement="running")).status == 200


async def _race(cast: Cast, clock: FakeClock) -> tuple[int, int, int]:
    """Under way, with a result that is protested and a list that waits: their event, registration and list."""
    now = clock.now()
    run_id = await published(cast.igor, now, title="Забег", distance_m=5000)
    async with database.transaction():
        ran = await registration.register(cast.olya, run_id, {}, now=now)
        await registration.register(cast.paul, run_id, {}, now=now)
        await team_rules.set_rules(cast.igor, run_id, TeamRules(2, 6, 1), now=now)
        await captains.make(cast.olya, run_id, "Быстрые", now=now)
        await lifecycle.start(cast.igor, run_id, now=now)
        for number in (1, 2):
            await entering.enter(cast.igor, run_id, number, "0:21:43", now=now)
        await protests.protest(cast.paul, run_id, "I was faster", "Paul", now=now)
        list_id = await imports.receive(cast.igor, run_id, "list.csv", None, now=now)
        await imports.take_rows(list_id, [Row(2, "1", {-1: "20:00"}), Row(3, "77", {-1: "1:00"})], now=now)
        await on_the_way(cast.igor, run_id, now=now)
    return run_id, ran.registration_id, list_id


async def _busy_world(cast: Cast, clock: FakeClock) -> int:
    ids = [await published(cast.igor, clock.now(), title=f"Событие {index}") for index in range(17)]
    paid = await published(cast.igor, clock.now(), title="Забег", fee_minor=50_000, payment="transfer")
    async with database.transaction():
        for event_id in ids:
            await registration.register(cast.olya, event_id, {}, now=clock.now())
        await registration.register(cast.olya, paid, {}, now=clock.now())
        await party_rules.set_rule(cast.igor, ids[0], 3, now=clock.now())
        await guests.bring(cast.olya, ids[0], now=clock.now())
        await database.execute("UPDATE place_pools SET capacity = taken")
        await registration.register(cast.paul, ids[0], {}, guests=1, now=clock.now())
        await talk.post_to_room(cast.olya, ids[0], "Всем привет!", now=clock.now())
        await courses.keep(cast.igor, ids[0], park_loop(), now=clock.now())
        await talk.ask_organizer(cast.olya, ids[0], "Где раздевалка?", now=clock.now())
        await applying.ask_for(await lifecycle.load(ids[0]), cast.olya.id, 1, now=clock.now())
        await documents.keep_telegram_file(cast.olya.id, "BQAD", now=clock.now())
        await handover.set_rule(cast.igor, ids[1], allowed=True, now=clock.now())
        given = (await queries.get_event_card(ids[1], cast.olya)).own_registration_id
        await handover.offer(cast.olya, given or 0, now=clock.now())
    await database.execute("UPDATE handovers SET token = $1", "a" * 22)
    await _in_teams(cast, ids[0], clock)
    for source in ("inbox", "agenda"):
        await _break_something(source, clock)
    await _club_with_series(cast, ids[0], clock)
    return ids[0]


async def _club_with_series(cast: Cast, number: int, clock: FakeClock) -> None:
    """Whatever a page's address names has that number."""
    await database.execute(
        "INSERT INTO organizations (id, slug, kind, name, description, contact, founder_id, created_at) "
        "VALUES ($1, 'nobody', 'club', 'Nobody', 'Run', 'https://example.org', $2, $3)",
        *(number, cast.igor.id, clock.now()),
    )
    for role, who in (("owner", cast.igor), ("checker", cast.paul)):
        await database.execute(
            "INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)",
            *(number, who.id, role, clock.now()),
        )
    await database.execute(
        "INSERT INTO organization_invitations (organization_id, role, token, invited_by, state, created_at, "
        "expires_at) VALUES ($1, 'timer', repeat('a', 22), $2, 'waiting', $3, $3::timestamptz + interval '7 days')",
        *(number, cast.igor.id, clock.now()),
    )
    await database.execute(
        "INSERT INTO event_series (id, organizer_id, created_at) VALUES ($1, $2, $3)",
        *(number, cast.igor.id, clock.now()),
    )
    await database.execute("UPDATE events SET series_id = $1 WHERE id = $1", number)
    async with database.transaction():
        await follows.follow(cast.olya, Organizer(number), now=clock.now())
        await season_rules.set_rules(cast.igor, number, SeasonRules("places", (25, 18), 3), now=clock.now())
    await database.execute(
        "INSERT INTO season_standings (series_id, user_id, points, dates, sort_key) VALUES ($1, $2, 25000, 1, $3)",
        *(number, cast.igor.id, [-25_000, -1, 0, 0, 1]),
    )


async def _in_teams(cast: Cast, event_id: int, clock: FakeClock) -> None:
    """Whatever a team's address names has the number of its event."""
    async with database.transaction():
        await team_rules.set_rules(cast.igor, event_id, TeamRules(2, 6, 1), now=clock.now())
        team_id = await captains.make(cast.olya, event_id, "Ёжики", now=clock.now())
    await database.execute("ALTER TABLE event_team_members DROP CONSTRAINT event_team_members_team")
    await database.execute("UPDATE event_teams SET id = $2, token = $3 WHERE id = $1", team_id, event_id, "a" * 22)
    await database.execute("UPDATE event_team_members SET team_id = $1", event_id)


async def _break_something(source: str, clock: FakeClock) -> None:
    statements = {
        "inbox": "INSERT INTO inbox (source, external_id, lane, payload, state, attempts, error, received_at) "
        "SELECT 'telegram', 'u' || n, 7, '{}', 'dead', 5, 'KeyError: <b>', $1 FROM generate_series(1, 25) n",
        "agenda": "INSERT INTO agenda (kind, subject, due_at, attempts, error, dead) "
        "VALUES ('event-start', '0', $1, 5, 'boom', TRUE)",
    }
    await database.execute(statements[source], clock.now())


async def _lesser_pages(igor: Opened, olya: Opened, event_id: int) -> None:
    """Parts of lists, what a form answers, notices: what no address of its own leads to."""
    await olya.client.get("/")
    assert (await igor.get(f"/live?topic=door:{event_id}&once=1")).status == 200
    assert (await olya.post(f"/events/{event_id}/form/judging")).status == 200
    await olya.see("/events/found?q=событие&offset=12")
    await olya.see("/events/found?q=ничегопохожего")
    await olya.see("/me/events?tab=upcoming&after=1-1")
    await igor.post(f"/org/events/{event_id}/asking", label="Клуб", kind="text")
    (club,) = questions.questions_of(await lifecycle.load(event_id, lock=False))
    await igor.see(f"/org/events/{event_id}/asking/changing?key={club.key}")
    await igor.see("/org?offset=15")
    await igor.see(f"/org/events/{event_id}/people?after=1")
    letter_id = await database.fetchval("SELECT id FROM event_letters")
    await igor.post(f"/org/events/{event_id}/letters/{letter_id}")
    await igor.see(f"/org/events/{event_id}/letters?before=999999")
    await igor.see("/ops/inbox?after=20")
    await olya.see(f"/events/{event_id}/room?before=999")
    await olya.see(f"/live?topic=room:{event_id}&once=1")
    for part in ("before=999999", "since=0"):
        await igor.see(f"/events/{event_id}/photos?{part}")
    await igor.see(f"/live?topic=album:{event_id}&once=1")
    await igor.see(f"/org/events/{event_id}/timer/loose")
    paid_id = await database.fetchval("SELECT event_id FROM registrations WHERE status = 'unpaid'")
    await olya.see(f"/events/{paid_id}/pay")
    await olya.post(f"/events/{paid_id}/pay/sent")
    await igor.see(f"/org/events/{paid_id}/money")
    await _money_comes_and_goes(paid_id)
    await olya.see(f"/me/payments/{await database.fetchval('SELECT order_id FROM charges')}")
    for path in ("/me/payments", "/me/payments/owed", "/ops/money"):
        await igor.see(f"{path}?after=9999")
        await (olya if path == "/me/payments" else igor).see(path)
    await olya.see(f"/events/{event_id}/entrance/state")
    await igor.see(f"/org/events/{event_id}/group-door/making")
    await olya.see(f"/live?topic=event:{event_id}&once=1")
    assert (await olya.get("/events/999999")).status == 404
    await database.execute("UPDATE users SET status = 'blocked' WHERE telegram_id = 1002")
    await database.execute(
        "INSERT INTO sanctions (user_id, reason, imposed_by, imposed_at) SELECT u.id, 'спам', u.id, now() FROM users u "
        "WHERE telegram_id = 1002"
    )
    assert (await olya.get("/")).status == 403


async def _money_comes_and_goes(event_id: int) -> None:
    """A transfer that came, and of which a part is to be sent back by hand."""
    registration_id = await database.fetchval("SELECT id FROM registrations WHERE event_id = $1", event_id)
    order = await orders.order_for(fees.PURPOSE, registration_id)
    assert order is not None
    async with database.transaction():
        receipt = await settlement.receive(Incoming("manual", "came", order.token, order.price), now=START)
        assert receipt.charge_id is not None
        await by_hand.leave(await refunds.give_back(receipt.charge_id, 1, reason="left", now=START), now=START)


def _templates() -> Iterator[str]:
    """The showroom's are beside the demo alone: test_showroom.py."""
    names = (str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
    return (name for name in names if not name.startswith("showroom/"))


def _rendered(app: web.Application) -> set[str]:
    cache = app[TEMPLATES].cache
    assert cache is not None
    return {name for _, name in cache}


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


async def test_registering_in_one_tap_and_leaving(olya: Opened, event_id: int) -> None:
    page = await olya.see(f"/events/{event_id}")
    assert '"action": "click:#join"' in page.replace("&#34;", '"')
    answer = await olya.post(f"/events/{event_id}/registration")
    assert unquote(answer.headers["Forma-Toast"]) == "Вы участвуете!"
    assert "Осталось 9 мест" in await answer.text()
    again = await olya.post(f"/events/{event_id}/registration")
    assert (again.status, again.headers["Forma-Stay"]) == (409, "1")
    assert "Забег в парке" in await olya.see("/me/events")
    left = await olya.post(f"/events/{event_id}/leaving")
    assert "Осталось 10 мест" in await left.text()


async def test_a_full_event_offers_the_waiting_list(cast: Cast, clock: FakeClock, olya: Opened, paul: Opened) -> None:
    event_id = await published(cast.igor, clock.now(), capacity=1)
    await olya.post(f"/events/{event_id}/registration")
    assert "Join the waiting list, No. 1" in await paul.see(f"/events/{event_id}")
    answer = await paul.post(f"/events/{event_id}/registration")
    assert "You are No. 1 on the waiting list" in await answer.text()
    await olya.post(f"/events/{event_id}/leaving")
    assert "There is a place for you" in await paul.see(f"/events/{event_id}")
    assert "You are going" in await (await paul.post(f"/events/{event_id}/offer")).text()


async def test_the_organizers_questions_are_asked_and_errors_stand_beside_them(
    cast: Cast, clock: FakeClock, olya: Opened
) -> None:
    questions = [
        {
            "key": "size",
            "kind": "choice",
            "label": "Размер",
            "prefill": "size",
            "choices": [{"key": "M", "label": "M"}],
        },
        {"key": "phone", "kind": "phone", "label": "Телефон для связи"},
    ]
    event_id = await published(cast.igor, clock.now(), questions=questions)
    assert f'"action": "go:/events/{event_id}/form"' in await olya.see(f"/events/{event_id}")
    form = await olya.see(f"/events/{event_id}/form")
    assert "Размер" in form and 'type="tel"' in form
    wrong = await olya.post(f"/events/{event_id}/form", size="M", phone="не скажу")
    text = await wrong.text()
    assert wrong.status == 422
    assert 'id="error-phone"' in text and 'value="не скажу"' in text and 'id="error-size"' not in text
    right = await olya.post(f"/events/{event_id}/form", size="M", phone="+7 912 345-67-89")
    assert right.headers["Forma-Go"] == f"/events/{event_id}"
    assert 'value="+79123456789"' in await olya.see(f"/events/{event_id}/form")


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
    assert (await igor.post("/org/events/new/draft", **right | {"when": ""})).status == 204
    assert 'value="Осенний кросс"' in await igor.see("/org/events/new"), "the draft outlives the page"
    made = await igor.post("/org/events/new", **right)
    event_id = int(made.headers["Forma-Go"].rsplit("/", 1)[1])
    assert (await olya.get(f"/events/{event_id}")).status == 404, "a draft is seen by its organizer alone"
    assert "Опубликовано" in unquote((await igor.post(f"/org/events/{event_id}/publishing")).headers["Forma-Toast"])
    form = await igor.see(f"/org/events/{event_id}/edit")
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version and re.search(r'name="when"[^>]*value="02\.12\.2026 10:00–12:00"', form)
    changed = right | {"title": "Зимний кросс", "version": version[1], "when": "завтра 11:00"}
    assert (await igor.post(f"/org/events/{event_id}/edit", **changed)).headers["Forma-Go"] == f"/org/events/{event_id}"
    assert (await igor.post(f"/org/events/{event_id}/edit", **changed)).status == 409, "somebody saved meanwhile"
    assert "Зимний кросс" in await olya.see(f"/events/{event_id}")
    assert (await igor.post(f"/org/events/{event_id}/cancelling", reason=" ")).status == 422
    await igor.post(f"/org/events/{event_id}/cancelling", reason="Ледяной дождь")
    assert "Ледяной дождь" in await olya.see(f"/events/{event_id}")


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


async def test_the_catalogue_filters_combine_and_go_on_without_end(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    for index in range(14):
        await published(cast.igor, clock.now(), title=f"Пробежка {index}", categories=("running",))
    await published(cast.igor, clock.now(), title="Йога дома", kind="training", format="online", categories=("yoga",))
    first = await olya.see("/events")
    assert "Нашлось 15 событий" in first
    more = re.search(r'hx-get="(/events/found\?[^"]+)"', first.split('class="more"')[1])
    assert more
    rest = await olya.see(more[1].replace("&amp;", "&"))
    assert rest.count('class="event"') == 3 and 'class="more"' not in rest
    assert "Нашлось 1 событие" in await olya.see("/events?category=yoga&online=1")
    assert "Ничего не нашлось" in await olya.see("/events?category=yoga&online=1&kind=race")
    found = await olya.get("/events/found?q=пробежки&category=running")
    assert "Нашлось 14 событий" in await found.text()
    assert found.headers["Forma-Here"].startswith("/events?q=")


async def test_settings_are_kept(olya: Opened) -> None:
    assert (await olya.post("/settings/notify", topic="events", channel="telegram")).status == 204
    switch = re.search(r'name="on"[^>]*checked[^>]*События: Telegram', await olya.see("/settings/notify"))
    assert switch is None
    assert "<select" not in await olya.see("/settings/notify")
    await olya.post("/settings/quiet", on="true")
    assert re.findall(r'value="(\d+)" selected', await olya.see("/settings/notify")) == ["23", "8"]
    same = await olya.post("/settings/quiet", **{"on": "true", "from": "8", "to": "8"})
    assert (same.status, "Выберите разные" in await same.text()) == (422, True)
    await olya.post("/settings/quiet", **{"on": "true", "from": "22", "to": "7"})
    assert re.findall(r'value="(\d+)" selected', await olya.see("/settings/notify")) == ["22", "7"]
    await olya.post("/settings/quiet", **{"from": "22", "to": "7"})
    assert "<select" not in await olya.see("/settings/notify")
    assert "Профиль закрыт" in await olya.see("/settings/privacy")
    await olya.post("/settings/privacy", part="profile", on="true")
    assert "Профиль закрыт" not in await olya.see("/settings/privacy")
    await olya.post("/settings/language", language="en")
    assert 'data-lang="en"' in await olya.see("/me")


async def test_the_profile_is_changed_by_the_same_form(cast: Cast, olya: Opened, paul: Opened) -> None:
    await paul.post("/me/edit", first_name="Paul", nickname="runner")
    answer = await olya.post("/me/edit", first_name="Ольга", nickname="runner", city="Казань")
    assert answer.status == 422 and 'id="error-nickname"' in await answer.text()
    assert (await olya.post("/me/edit", first_name="Ольга", nickname="olga", city="Казань")).headers[
        "Forma-Go"
    ] == "/me"
    assert "Казань" in await olya.see("/me")


async def test_operators_see_failures_and_try_again(cast: Cast, clock: FakeClock, client: object, igor: Opened) -> None:
    await make_staff(cast.igor, clock.now())
    await _break_something("inbox", clock)
    page = await igor.see("/ops/inbox")
    assert "KeyError: &lt;b&gt;" in page and page.count('class="failure"') == 20
    row_id = await database.fetchval("SELECT max(id) FROM inbox")
    assert (await igor.post(f"/ops/inbox/{row_id}/retrying")).status == 200
    assert await database.fetchval("SELECT state FROM inbox WHERE id = $1", row_id) == "new"
    assert (await igor.post("/ops/inbox/999999/retrying")).status == 404
    assert (await igor.get("/ops/nothing")).status == 404


async def test_a_failure_of_ours_has_a_number_and_no_details(
    cast: Cast, igor: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.execute("ALTER TABLE place_pools RENAME TO hidden_pools")
    answer = await igor.get("/events")
    text = await answer.text()
    assert answer.status == 500
    assert re.search(r"номер [0-9a-f]{8}", text) and "place_pools" not in text
    await database.execute("ALTER TABLE hidden_pools RENAME TO place_pools")


async def test_questions_reach_the_organizer(cast: Cast, event_id: int, olya: Opened, igor: Opened) -> None:
    answer = await olya.post(f"/events/{event_id}/question", text="Можно с собакой?")
    assert "Можно с собакой?" in await answer.text()
    assert await database.fetchval(
        "SELECT count(*) FROM outbox WHERE kind = 'chat-question' AND user_id = $1", cast.igor.id
    )
    assert (await igor.get(f"/events/{event_id}/question")).status == 404
    assert (await olya.post(f"/events/{event_id}/question", text="  ")).status == 422
    assert (await olya.get(f"/events/{event_id}/room")).status == 403, "the room is for who takes part"
