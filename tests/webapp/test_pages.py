"""Every page and every template, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

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
from tests.webapp.world import Opened, break_something, make_staff, published
from webapp.kit.keys import ROUTES, TEMPLATES
from webapp.kit.pages import TEMPLATES as FOLDER


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
        await break_something(source, clock)
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
