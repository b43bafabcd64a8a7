"""The mini-app in hostile hands: F22, F41, F43, F48, F56, F60."""

from __future__ import annotations

import asyncio
import html
import io
import json
import re
from datetime import UTC, datetime
from itertools import product
from urllib.parse import urlencode

import pytest
from aiohttp import web

from domain import database
from domain.accounts import sanctions
from domain.accounts.people import get_person
from domain.events.talking import talk
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import (
    BOT_TOKEN,
    OLYA,
    SECRET,
    Opened,
    WebClient,
    launch_values,
    make_staff,
    open_app,
    published,
    sign,
)
from webapp.kit.keys import ROUTES
from webapp.kit.routing import PUBLIC, Route

HOSTILE = (
    "\x00",
    "²",
    "-1",
    "9" * 30,
    "9" * 5000,
    "\u202e\u2028\ud83d".encode("utf-8", "replace").decode(),
    "'; DROP TABLE users; --",
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "a\r\nSet-Cookie: x=1",
    "{{7*7}}",
    "%",
)
XSS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></textarea></script><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
)


def address(route: Route, row_id: int) -> str:
    path = re.sub(r"\{(\w+_id)[^}]*\}+", str(row_id), route.path.replace(r"\d{1,16}", ""))
    path = re.sub(r"\{key[^}]*\}", "nobody", path)
    path = re.sub(r"\{queue[^}]*\}", "inbox", path)
    path = path.replace("{name}", "x").replace("{signature:[0-9a-f]{32}}", "0" * 32)
    path = path.replace("{code:[A-Za-z0-9-]{1,60}}", "17-aaaaaaaa-aaaaaaaaaaaaaaaa")
    return re.sub(r"\{token[^}]*\{22\}\}", "a" * 22, path)


def all_routes(client: WebClient) -> list[Route]:
    assert client.app is not None
    found = client.app[ROUTES]
    return list(found)


@pytest.fixture
async def anna(cast: Cast, clock: FakeClock, igor: Opened) -> Opened:
    """An administrator who is the organizer too."""
    await make_staff(cast.igor, clock.now())
    return igor


async def test_no_route_falls_over_what_is_asked_of_it(client: WebClient, anna: Opened, event_id: int) -> None:
    names = ["q", "when", "kind", "category", "near", "sort", "after", "offset", "before", "tab", "topic", "once"]
    names += ["page", "form", "status", "way", "key", "entry", "of"]
    for route, words in product(all_routes(client), HOSTILE):
        if route.method != "GET" or "{name}" in route.path or "/health" in route.path:
            continue
        query = dict.fromkeys(names, words[:3000])
        if route.path == "/live":
            query |= {"topic": f"room:{event_id}", "once": "1"}
        path = address(route, event_id)
        answer = await client.get(path, params=query, headers=anna.headers, allow_redirects=False)
        assert answer.status < 500, (route.path, words[:20], await answer.text())
        assert "Set-Cookie" not in answer.headers


async def test_no_route_falls_over_what_is_posted_to_it(client: WebClient, anna: Opened, event_id: int) -> None:
    keys = {"text", "version", "topic", "channel", "on", "from", "to", "part", "language", "reason", "title", "when"}
    keys |= {"way", "key", "entry", "message", "notices", "question", "answer", "label", "kind", "min_age", "gender"}
    skipped = ("/session", "/me/signing-out", "/cancelling", "/finishing", "/starting", "/archiving", "/deleting")
    for route, words in product(all_routes(client), HOSTILE):
        if route.method != "POST" or route.path.endswith(skipped):
            continue
        alone = ("text", "key", "entry", "message", "way") if words == HOSTILE[0] else ("text",)
        for fields in [dict.fromkeys(keys, words), *({key: words} for key in alone)]:
            answer = await anna.post(address(route, event_id), **fields)
            assert answer.status < 500, (route.path, words[:20], fields.keys(), await answer.text())


async def test_what_is_typed_and_not_sent_is_kept_whatever_it_is(client: WebClient, olya: Opened) -> None:
    for words in (*HOSTILE, *XSS):
        where = {"page": words[:40], "form": words[:40]}
        fields = {words[:40]: words[:3000], "b": "1"}
        said = olya.headers | {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await client.post("/unsent", params=where, headers=said, data=urlencode(fields).encode())
        assert answer.status == (204 if words.strip("\0") else 422), words
        found = await client.get("/unsent", params=where, headers=olya.headers)
        assert found.status == 200, words
        if answer.status == 204:
            assert (await found.json())["fields"] == {name.replace("\0", ""): [one] for name, one in fields.items()}


async def test_words_typed_past_a_form_are_cleaned_as_those_in_one(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    """The reason of a cancellation, and an appeal: nothing to keep is refused, the rest loses what hides and turns."""
    event_id, nothing, words = await published(cast.igor, clock.now()), "\0\u202e\u200b ", "\u202eгроза\0 <b>"
    assert (await igor.post(f"/org/events/{event_id}/cancelling", reason=nothing)).status == 422
    assert (await igor.post(f"/org/events/{event_id}/cancelling", reason=words)).status == 200
    assert await database.fetchval("SELECT cancel_reason FROM events") == "гроза <b>"
    await make_staff(cast.igor, clock.now())
    async with database.transaction():
        await sanctions.block(await get_person(cast.igor.id), cast.olya.id, "Спам", until=None, now=clock.now())
    again = await open_app(olya.client, OLYA)
    assert (await again.post("/appeal", text=nothing)).status == 422
    assert (await again.post("/appeal", text=words)).status == 200
    assert await database.fetchval("SELECT text FROM appeals") == "гроза <b>"


async def test_foreign_fields_are_refused_or_change_nothing(cast: Cast, olya: Opened) -> None:
    """F43: nobody writes a column that the form does not ask for."""
    read = "SELECT (u.*)::text || (p.*)::text FROM users u JOIN profiles p ON p.user_id = u.id ORDER BY u.id"
    before = [row[0] for row in await database.fetch(read)]
    for field in ("id", "user_id", "status", "roles", "telegram_id", "remembered", "profile_visibility", "is_admin"):
        answer = await olya.post("/me/edit", first_name="Оля", last_name="Белова", **{field: "1"})
        assert answer.status in (409, 422), field
    assert [row[0] for row in await database.fetch(read)] == before


@pytest.mark.parametrize("token", ["", "x", "a" * 64, "a" * 5000, "\u00e9\u00ff", "null", "'; --", "a b c"])
async def test_a_token_that_is_none_opens_nothing(client: WebClient, event_id: int, token: str) -> None:
    for headers in (
        {"Authorization": f"Bearer {token}"},
        {"Authorization": token},
        {"Authorization": f"Basic {token}"},
    ):
        answer = await client.get("/me", headers=headers)
        assert answer.status == 401, (headers, await answer.text())


async def test_a_header_of_raw_bytes_is_no_token(client: WebClient, event_id: int) -> None:
    host, port = client.server.host, client.server.port
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"GET /me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\nConnection: close\r\n\r\n")
    status = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert b" 401 " in status or b" 400 " in status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"init_data": 7}',
        b'{"init_data": "\\ud800"}',
        b"\xff\xfe",
        b"x" * 9_000_000,
    ],
    ids=["empty", "cut", "list", "null", "deep", "number", "half a pair", "bytes", "huge"],
)
async def test_no_launch_falls_over_its_body(client: WebClient, event_id: int, body: bytes) -> None:
    answer = await client.post("/session", data=io.BytesIO(body), headers={"Content-Type": "application/json"})
    assert answer.status in (400, 401, 413), await answer.text()


async def test_a_launch_with_characters_that_cannot_be_kept(client: WebClient, event_id: int) -> None:
    user = json.dumps(
        {"id": 1002, "first_name": "\x00О\u202e", "last_name": "\ud800", "username": "o\x00", "language_code": "\x00"}
    )
    for platform in ("\x00", "x" * 5000, "\u202e"):
        body = {"init_data": sign(launch_values(OLYA) | {"user": user}), "platform": platform}
        answer = await client.post("/session", json=body)
        assert answer.status in (200, 401), await answer.text()


async def test_no_path_leads_out_of_static(client: WebClient, event_id: int) -> None:
    for name in (
        "..%2f..%2fpyproject.toml",
        "%2e%2e/app.py",
        "....//app.py",
        "/etc/passwd",
        "forma.css%00",
        "css/kit.css",
        "\\..\\app.py",
    ):
        answer = await client.get(f"/static/{name}", allow_redirects=False)
        assert answer.status in (400, 404), name
        assert "def " not in await answer.text()


async def test_nothing_that_was_typed_runs_in_a_page(
    client: WebClient, cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    """F56: names, titles, places, descriptions, questions and talk, in every page that shows them."""
    async with database.transaction():
        await database.execute("UPDATE profiles SET first_name = $1, about = $1, last_name = $2", XSS[0], XSS[1])
    for words in XSS:
        plan = {"title": words, "place": words, "description": words, "rules": words}
        event_id = await published(cast.igor, clock.now(), **plan)
        async with database.transaction():
            await talk.ask_organizer(cast.olya, event_id, words, now=clock.now())
            await talk.announce(cast.igor, event_id, words, now=clock.now())
        await olya.post(f"/events/{event_id}/registration")
        pages = ["/", "/events", f"/events/{event_id}", f"/events/{event_id}/room", f"/events/{event_id}/question"]
        pages += ["/me", "/me/edit", "/me/events", f"/live?topic=room:{event_id}&once=1", "/settings/privacy"]
        texts = [await (await olya.get(path)).text() for path in pages]
        pages = ["/org", f"/org/events/{event_id}", f"/org/events/{event_id}/people", f"/org/events/{event_id}/edit"]
        texts += [await (await igor.get(path)).text() for path in pages]
        assert any(html.escape(words, quote=True).split("&")[0] in text for text in texts)
        for text in texts:
            _check_harmless(text)


def _check_harmless(text: str) -> None:
    assert "<script>alert" not in text and "<svg onload" not in text and "<img src=x" not in text
    for tag in re.findall(r"<[a-zA-Z][^>]*>", text):
        names = re.findall(r"\s([a-zA-Z-:]+)\s*=", re.sub(r"\"[^\"]*\"|'[^']*'", "''", tag))
        assert not [name for name in names if name.lower().startswith("on")], tag
        assert not re.search(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", tag, re.IGNORECASE), tag


async def test_a_blocked_person_has_nothing_but_the_reason(
    client: WebClient, cast: Cast, clock: FakeClock, event_id: int, olya: Opened
) -> None:
    """F48: at once, on every route, also with the token of before."""
    await make_staff(cast.igor, clock.now())
    actor = await get_person(cast.igor.id)
    async with database.transaction():
        await sanctions.block(actor, cast.olya.id, "Спам", until=None, now=datetime.now(UTC))
    for route in all_routes(client):
        if route.policy is PUBLIC:
            continue
        answer = await client.request(route.method, address(route, event_id), headers=olya.headers)
        assert answer.status == 401, route
        assert "Забег в парке" not in await answer.text()
    assert await database.fetchval("SELECT count(*) FROM registrations") == 0


async def test_streams_of_what_one_may_not_see_do_not_open(
    cast: Cast, clock: FakeClock, olya: Opened, event_id: int
) -> None:
    private = await published(cast.igor, clock.now(), visibility="private")
    for topic in (
        f"event:{private}",
        f"room:{private}",
        f"room:{event_id}",
        "event:0",
        "event:",
        "room:-1",
        "question:1",
        "*",
        ":",
        "event:1:2",
    ):
        for more in ("", "&once=1"):
            answer = await olya.get(f"/live?topic={topic}{more}")
            assert answer.status in (403, 404), topic
            assert "Забег" not in await answer.text()


async def test_another_origin_is_given_nothing_to_work_with(client: WebClient, olya: Opened, event_id: int) -> None:
    """No cookie carries a session, and no answer allows another origin."""
    origin = {"Origin": "https://evil.example"}
    bare = await client.post(f"/events/{event_id}/registration", headers=origin)
    assert bare.status == 401
    asked = origin | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    preflight = await client.options(f"/events/{event_id}/registration", headers=asked)
    page = await client.get("/me", headers=olya.headers | origin)
    for answer in (bare, preflight, page):
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert await database.fetchval("SELECT count(*) FROM registrations") == 0


async def test_a_failure_says_a_number_and_keeps_its_secrets(
    app: web.Application, client: WebClient, cast: Cast, olya: Opened, capfd: pytest.CaptureFixture[str]
) -> None:
    """F60: the table is away; neither page nor log quotes what was asked, nor any secret of ours."""
    await database.execute("ALTER TABLE conversations RENAME TO elsewhere")
    await database.execute("ALTER TABLE events RENAME TO elsewhere_too")
    secret = "s" * 22
    answer = await olya.get("/events?q=секретное")
    linked = await olya.post(f"/links/{secret}")
    assert answer.status == linked.status == 500
    shown = await answer.text() + await linked.text()
    logged = "".join(capfd.readouterr())
    for word in ("Traceback", "asyncpg", "SELECT", BOT_TOKEN, SECRET, secret):
        assert word not in shown
    for word in (BOT_TOKEN, SECRET, secret, "секретное", olya.token):
        assert word not in logged
    assert "page-failed" in logged
