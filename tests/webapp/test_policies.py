"""Every route names who may come through it, and holds to it: F41."""

from __future__ import annotations

import re

from aiohttp import web

from domain import database
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, WebClient, published
from webapp.events.policies import (
    ANSWERS_READER,
    APPLICATION,
    CHECKER,
    DECIDER,
    ORGANIZER,
    RESULTS,
    SEES_EVENT,
    SEES_SERIES,
    TICKET_HOLDER,
    TIMER,
)
from webapp.files.documents import DOCUMENT_OWNER
from webapp.kit.keys import ROUTES
from webapp.kit.routing import BLOCKED_TOO, PERSON, PUBLIC, STAFF, Route
from webapp.organizations.policies import OWNER, TEAM

SIGNED_PATHS = ("/calendar/", "/courses/", "/pictures/", "/d/")
PUBLIC_PATHS = {"/health", "/static/{name}", "/session", "/hooks/stripe", "/hooks/yookassa"}


def path_of(route: Route, row_id: int | str) -> str:
    path = re.sub(r"\{(\w+_id)[^}]*\}+", str(row_id), route.path.replace(r"\d{1,16}", ""))
    path = re.sub(r"\{key[^}]*\}", "nobody", path)
    path = re.sub(r"\{queue[^}]*\}", "inbox", path)
    path = re.sub(r"\{code[^}]*\{1,60\}\}", "1-aaaaaaaa-aaaaaaaaaaaaaaaa", path)
    return re.sub(r"\{token[^}]*\{22\}\}", "a" * 22, path)


async def _ask(client: WebClient, route: Route, path: str, headers: dict[str, str]) -> tuple[int, str]:
    answer = await client.request(route.method, path, headers=headers)
    return answer.status, await answer.text()


def test_every_route_of_the_application_is_in_the_table_with_a_policy(app: web.Application) -> None:
    known = {(route.method, route.path) for route in app[ROUTES]}
    served = {(route.method, route.resource.canonical) for route in app.router.routes() if route.resource}
    assert len(served - {("HEAD", path) for _, path in served}) == len(known)
    assert {route.policy for route in app[ROUTES]} == {
        PUBLIC,
        PERSON,
        BLOCKED_TOO,
        STAFF,
        ANSWERS_READER,
        APPLICATION,
        DECIDER,
        DOCUMENT_OWNER,
        CHECKER,
        ORGANIZER,
        RESULTS,
        SEES_EVENT,
        SEES_SERIES,
        TICKET_HOLDER,
        TIMER,
        TEAM,
        OWNER,
    }
    public = {route.path for route in app[ROUTES] if route.policy is PUBLIC}
    assert {path for path in public if not path.startswith(SIGNED_PATHS)} == PUBLIC_PATHS


async def test_without_a_token_a_page_is_the_empty_shell_and_anything_else_is_401(
    client: WebClient, event_id: int
) -> None:
    app = client.app
    assert app is not None
    for route in app[ROUTES]:
        if route.policy is PUBLIC:
            continue
        status, text = await _ask(client, route, path_of(route, event_id), {})
        assert status == (200 if route.page else 401), route
        assert ("<noscript>" in text) == route.page
        assert "Забег в парке" not in text


async def test_a_strangers_private_event_is_as_absent_as_no_event(
    client: WebClient, cast: Cast, clock: FakeClock, olya: Opened
) -> None:
    app = client.app
    assert app is not None
    private = await published(cast.igor, clock.now(), visibility="private")
    checked = 0
    for route in app[ROUTES]:
        asked = (
            ANSWERS_READER,
            APPLICATION,
            CHECKER,
            DECIDER,
            ORGANIZER,
            RESULTS,
            SEES_EVENT,
            SEES_SERIES,
            TICKET_HOLDER,
            TIMER,
        )
        if route.policy not in (*asked, TEAM, OWNER):
            continue
        found = await _ask(client, route, path_of(route, private), olya.headers)
        absent = await _ask(client, route, path_of(route, 999_999), olya.headers)
        assert found == absent and found[0] == 404, route
        checked += 1
    assert checked > 20


async def test_a_participant_has_no_way_into_the_organizers_routes(
    client: WebClient, event_id: int, olya: Opened
) -> None:
    app = client.app
    assert app is not None
    assert (await olya.post(f"/events/{event_id}/registration")).status == 200
    for route in app[ROUTES]:
        if route.policy in (ORGANIZER, DECIDER, APPLICATION, CHECKER, TIMER, RESULTS):
            assert (await _ask(client, route, path_of(route, event_id), olya.headers))[0] == 404, route


async def test_staff_routes_do_not_exist_for_others(client: WebClient, olya: Opened) -> None:
    app = client.app
    assert app is not None
    for route in app[ROUTES]:
        if route.policy is STAFF:
            assert (await _ask(client, route, path_of(route, 1), olya.headers))[0] == 404, route


async def test_anothers_ticket_does_not_exist(event_id: int, olya: Opened, paul: Opened) -> None:
    await olya.post(f"/events/{event_id}/registration")
    page = await olya.see(f"/events/{event_id}")
    found = re.search(r"/tickets/(\d+)", page)
    assert found
    assert "№ 1" in await olya.see(f"/tickets/{found[1]}")
    await database.execute("UPDATE registrations SET number = 1234")
    await olya.post("/settings/language", language="en")
    assert "No. 1234" in await olya.see(f"/tickets/{found[1]}")
    assert (await paul.get(f"/tickets/{found[1]}")).status == 404


async def test_an_id_that_no_row_can_have_is_nothing(olya: Opened) -> None:
    for event_id in ("0", "9999999999999999"):
        assert (await olya.get(f"/events/{event_id}")).status == 404
    assert (await olya.get("/live?topic=event:99999999999999999999")).status == 404
    assert (await olya.get("/live?topic=secrets:1")).status == 404


async def test_the_calendar_file_needs_its_signature(client: WebClient, event_id: int, olya: Opened) -> None:
    page = await olya.see(f"/events/{event_id}")
    found = re.search(r"/calendar/\d+/([0-9a-f]{32})/event\.ics", page)
    assert found
    good = await client.get(f"/calendar/{event_id}/{found[1]}/event.ics")
    assert (good.status, good.content_type) == (200, "text/calendar")
    assert "BEGIN:VEVENT" in await good.text()
    assert (await client.get(f"/calendar/{event_id}/{'0' * 32}/event.ics")).status == 404


async def test_headers_of_every_answer(client: WebClient, olya: Opened) -> None:
    shell = await client.get("/events")
    policy = shell.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' http://localhost:8081" in policy
    assert "unsafe" not in policy and "default-src 'none'" in policy
    nonces = re.findall(r'nonce="([^"]+)"', await shell.text())
    assert nonces and all(f"'nonce-{nonce}'" in policy for nonce in nonces)
    for answer in (shell, await olya.get("/me"), await client.get("/nowhere"), await client.get("/health")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "X-Frame-Options" not in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
