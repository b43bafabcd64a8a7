"""Who may open the app: F30, F31, R16."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from aiogram.utils.web_app import safe_parse_webapp_init_data

from domain import database
from domain.accounts import sessions
from domain.accounts.people import TelegramPerson, find_by_username
from tests.webapp.conftest import Cast
from tests.webapp.world import BOT_TOKEN, OLYA, PAUL, Opened, WebClient, launch_values, open_app, sign


def _tampered(change: Callable[[dict[str, str]], dict[str, str]]) -> str:
    return urlencode(change(dict(parse_qsl(sign(launch_values(OLYA))))))


def _user(**changes: object) -> str:
    return json.dumps({"id": 1002, "first_name": "Оля"} | changes)


FORGED: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "noise": lambda: "%%%=\x00&&",
    "another bot's token": lambda: sign(launch_values(OLYA), "43:OTHER"),
    "no hash": lambda: urlencode(launch_values(OLYA)),
    "empty hash": lambda: _tampered(lambda v: v | {"hash": ""}),
    "hash in capitals": lambda: _tampered(lambda v: v | {"hash": v["hash"].upper()}),
    "hash cut short": lambda: _tampered(lambda v: v | {"hash": v["hash"][:-1]}),
    "another user put in": lambda: _tampered(lambda v: v | {"user": _user(id=1001)}),
    "a field added": lambda: _tampered(lambda v: v | {"start_param": "e_1"}),
    "a field removed": lambda: _tampered(lambda v: {key: value for key, value in v.items() if key != "query_id"}),
    "a younger date": lambda: _tampered(lambda v: v | {"auth_date": str(int(time.time()) + 1)}),
    "a key twice": lambda: sign(launch_values(OLYA)) + "&" + urlencode({"user": _user(id=1001)}),
    "hash twice": lambda: sign(launch_values(OLYA)) + "&hash=" + "0" * 64,
    "an hour and a bit old": lambda: sign(launch_values(OLYA, age_s=3700)),
    "a day old": lambda: sign(launch_values(OLYA, age_s=25 * 3600)),
    "from the future": lambda: sign(launch_values(OLYA, age_s=-60)),
    "date in words": lambda: sign(launch_values(OLYA) | {"auth_date": "yesterday"}),
    "date with a plus": lambda: sign(launch_values(OLYA) | {"auth_date": f"+{int(time.time())}"}),
    "no date": lambda: sign({k: v for k, v in launch_values(OLYA).items() if k != "auth_date"}),
    "no user": lambda: sign({k: v for k, v in launch_values(OLYA).items() if k != "user"}),
    "user is a list": lambda: sign(launch_values(OLYA) | {"user": "[1002]"}),
    "user is not JSON": lambda: sign(launch_values(OLYA) | {"user": "{"}),
    "id is text": lambda: sign(launch_values(OLYA) | {"user": _user(id="1002")}),
    "id is true": lambda: sign(launch_values(OLYA) | {"user": _user(id=True)}),
    "id is too large": lambda: sign(launch_values(OLYA) | {"user": _user(id=2**53)}),
    "id is negative": lambda: sign(launch_values(OLYA) | {"user": _user(id=-5)}),
    "a bot": lambda: sign(launch_values(OLYA) | {"user": _user(is_bot=True)}),
    "name is a number": lambda: sign(launch_values(OLYA) | {"user": _user(first_name=7)}),
    "half a surrogate": lambda: "user=%ED%A0%80&hash=" + "0" * 64,
    "too long": lambda: sign(launch_values(OLYA) | {"start_param": "x" * 9000}),
    "deep JSON": lambda: sign(launch_values(OLYA) | {"user": "[" * 4000}),
}


async def test_forged_launches_are_refused_with_one_and_the_same_answer(client: WebClient) -> None:
    for kind, forge in FORGED.items():
        answer = await client.post("/session", json={"init_data": forge()})
        assert (answer.status, await answer.text()) == (401, '{"error": "launch"}'), kind
    assert await database.fetchval("SELECT count(*) FROM auth_sessions") == 0
    assert await database.fetchval("SELECT count(*) FROM users") == 0


async def test_a_body_of_another_shape_is_refused_alike(client: WebClient) -> None:
    for body in ("", "[]", "null", "7", '{"init_data": 7}', "{}", '{"init_data": "", "user_id": 5}', "\xff"):
        answer = await client.post("/session", data=body, headers={"Content-Type": "application/json"})
        assert (answer.status, await answer.text()) == (401, '{"error": "launch"}'), body


async def test_a_real_launch_opens_a_session_and_meets_the_person(client: WebClient) -> None:
    signed = sign(launch_values(PAUL, start_param="e_17"))
    assert safe_parse_webapp_init_data(BOT_TOKEN, signed).user is not None, "our own signing is Telegram's"
    answer = await client.post("/session", json={"init_data": signed, "platform": "ios"})
    opened = await answer.json()
    assert (answer.status, opened["language"], opened["start"]) == (200, "en", "/events/17")
    assert (await find_by_username("paul")).telegram_id == PAUL.id
    kept = await database.fetchrow("SELECT * FROM auth_sessions")
    assert kept and opened["token"] not in str(dict(kept)), "only the hash of the token is kept"
    assert "Set-Cookie" not in answer.headers


async def _exchange(client: WebClient, signed: str) -> int:
    """Who is told to come back, because all connections are taken, comes back."""
    while (answer := await client.post("/session", json={"init_data": signed})).status == 503:
        pass
    return answer.status


async def test_one_launch_opens_at_most_five_sessions_even_at_once(client: WebClient, big: bool) -> None:
    signed = sign(launch_values(OLYA))
    times = 1000 if big else 12
    answers: list[int] = []
    for _ in range(0, times, 20):
        answers += await asyncio.gather(*(_exchange(client, signed) for _ in range(min(20, times))))
    assert sorted(answers) == [200] * 5 + [401] * (times - 5)
    if big:
        print(f"\none launch exchanged {times} times: 5 sessions")


async def test_a_launch_whose_answer_was_lost_is_asked_for_again_under_its_key(client: WebClient) -> None:
    """However often: it is the same session. Another key is another one, and without the launch a key is nothing."""

    async def said(key: str, who: TelegramPerson = OLYA) -> str:
        answer = await client.post("/session", json={"init_data": launches[who.id], "key": key})
        return str((await answer.json()).get("token", answer.status))

    launches = {who.id: sign(launch_values(who)) for who in (OLYA, PAUL)}
    for nonsense in ("\ud800", "ключ", "k" * 65):
        assert await said(nonsense) == "401"
    tokens = await asyncio.gather(*(said("first") for _ in range(8)))
    assert len(set(tokens)) == 1
    assert (await Opened(client, tokens[0]).get("/me")).status == 200
    assert await said("first", PAUL) != tokens[0]
    others = [await said(f"key {number}") for number in range(5)]
    assert len({*others, tokens[0]}) == 6 and others[-1] == "401"
    assert await said("first") == tokens[0]
    await database.execute("UPDATE auth_sessions SET expires_at = $1", datetime.now(UTC) - timedelta(seconds=1))
    assert (await Opened(client, tokens[0]).get("/me")).status == 401
    assert await said("first") == tokens[0], "its answer was lost for longer than an unused session lives"
    assert (await Opened(client, tokens[0]).get("/me")).status == 200
    await Opened(client, tokens[0]).post("/me/signing-out")
    assert await said("first") == "401"


async def test_after_signing_out_the_token_and_its_launch_are_worth_nothing(client: WebClient) -> None:
    signed = sign(launch_values(OLYA))
    token = (await (await client.post("/session", json={"init_data": signed})).json())["token"]
    olya = Opened(client, token)
    assert (await olya.post("/me/signing-out")).status == 200
    assert (await olya.get("/me")).status == 401
    assert (await client.post("/session", json={"init_data": signed})).status == 401


async def test_a_token_renews_itself_and_runs_out_unused(client: WebClient, cast: Cast) -> None:
    start = datetime.now(UTC)
    async with database.transaction():
        await sessions.open_session(cast.olya, "a launch", token := "a token", "test", now=start)
    for minutes in (20, 45, 70):
        assert await sessions.find_viewer(token, now=start + timedelta(minutes=minutes))
    assert await sessions.find_viewer(token, now=start + timedelta(minutes=101)) is None


async def test_without_a_good_token_nothing_is_shown(client: WebClient) -> None:
    for header in ("", "Bearer", "Bearer ", "Basic abc", "bearer abc", "Bearer " + "x" * 70, "Bearer nope"):
        answer = await client.get("/me", headers={"Authorization": header})
        assert answer.status == 401, header
        assert "data-me" not in await answer.text()


async def test_a_blocked_person_sees_why_on_every_page(olya: Opened, cast: Cast) -> None:
    await database.execute("UPDATE users SET status = 'blocked' WHERE id = $1", cast.olya.id)
    await database.execute(
        "INSERT INTO sanctions (user_id, reason, imposed_by, imposed_at) VALUES ($1, 'Спам в чатах', $2, $3)",
        *(cast.olya.id, cast.igor.id, datetime.now(UTC)),
    )
    for path in ("/", "/events", "/me", "/org/events/new"):
        answer = await olya.get(path)
        assert answer.status == 403
        assert "Спам в чатах" in await answer.text()
    assert (await olya.post("/appeal", text="Это была не я")).status == 200
    assert "Это была не я" in await (await olya.get("/")).text()
    assert (await olya.post("/appeal", text="Ещё раз")).status == 409


async def test_a_start_parameter_leads_to_its_page(client: WebClient) -> None:
    token = "a" * 22
    pages = {
        "e_5": "/events/5",
        f"e_{token}": f"/links/{token}",
        "t_9": "/tickets/9",
        "pn_7": "/org/events/7",
        "ops": "/ops",
        "javascript:1": None,
    }
    for start_param, expected in pages.items():
        signed = sign(launch_values(OLYA, start_param=start_param))
        assert (await (await client.post("/session", json={"init_data": signed})).json())["start"] == expected


async def test_each_opening_has_a_session_of_its_own(client: WebClient) -> None:
    tokens = {(await open_app(client, OLYA)).token for _ in range(3)}
    assert len(tokens) == 3
