"""Video rooms: a meeting with its addresses, who may enter, what is told of it, a recording that is lent."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from sandbox.providers.rooms import tokens
from sandbox.providers.rooms.server import KEY, signature
from tests.sandbox.conftest import Place
from tests.sandbox.outside import Listener

NOW = "2026-12-07T09:00:00+03:00"
MEETING: dict[str, Any] = {"endDate": "2026-12-07T07:00:00Z", "fields": ["hostRoomUrl", "viewerRoomUrl"]}
CLAIMS: dict[str, Any] = {
    "iss": tokens.APP,
    "aud": "jitsi",
    "sub": tokens.DOMAIN,
    "room": "yoga",
    "exp": 1_796_630_400,
    "context": {"user": {"name": "Оля <b>", "moderator": "true"}},
}


@pytest.fixture
async def rooms(place: Place) -> Place:
    await place.sim("clock", set=NOW)
    return place


async def ask(place: Place, method: str, path: str, body: Any = None, key: str = KEY) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {key}"}
    address = place.url(f"/providers/rooms/v1/{path}")
    async with place.http.request(method, address, json=body, headers=headers) as response:
        return response.status, await response.json() if response.status != 204 else None


async def enter(place: Place, address: str, **form: str) -> tuple[int, str]:
    """What the page says; with a form, after what was pressed on it."""
    method = "POST" if form else "GET"
    headers = {"Accept-Language": "en"}
    async with place.http.request(method, address, data=form or None, headers=headers) as response:
        return response.status, await response.text()


def guest_of(page: str) -> str:
    found = re.search(r'name="guest" value="(\w+)"', page)
    assert found is not None
    return found[1]


async def test_a_meeting_has_three_addresses(rooms: Place) -> None:
    status, made = await ask(rooms, "POST", "meetings", MEETING | {"roomNamePrefix": "yoga-"})
    assert status == 201 and made["roomName"].startswith("/yoga-") and made["endDate"] == "2026-12-07T07:00:00.000Z"
    assert made["roomUrl"].endswith(made["roomName"]) and made["hostRoomUrl"].startswith(f"{made['roomUrl']}?roomKey=")
    plain = (await ask(rooms, "POST", "meetings", {"endDate": MEETING["endDate"]}))[1]
    assert "hostRoomUrl" not in plain
    assert (await ask(rooms, "GET", f"meetings/{made['meetingId']}?fields=hostRoomUrl"))[1]["hostRoomUrl"] == made[
        "hostRoomUrl"
    ]
    first = (await ask(rooms, "GET", "meetings?limit=1"))[1]
    second = (await ask(rooms, "GET", f"meetings?limit=1&cursor={first['cursor']}"))[1]
    assert [one["results"][0]["meetingId"] for one in (first, second)] == [made["meetingId"], plain["meetingId"]]
    assert second["cursor"] is None
    statuses = [(await ask(rooms, "DELETE", f"meetings/{made['meetingId']}"))[0] for _ in range(2)]
    assert statuses == [204, 404] and (await enter(rooms, made["hostRoomUrl"]))[0] == 410
    assert (await enter(rooms, f"{plain['roomUrl']}x"))[0] == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"endDate": "tomorrow"}, "endDate"),
        ({"endDate": "2026-12-07T09:00:00"}, "endDate"),
        ({"endDate": "2026-12-07T05:59:00Z"}, "future"),
        ({"startDate": "0001-01-01T00:00:00+14:00"}, "startDate"),
        ({"startDate": "2026-12-07T08:00:00Z"}, "future"),
        ({"roomMode": "huge"}, "roomMode"),
        ({"isLocked": "yes"}, "isLocked"),
        ({"roomNamePrefix": "Йога"}, "roomNamePrefix"),
        ({"fields": ["password"]}, "fields"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_a_meeting_that_cannot_be_is_refused(rooms: Place, change: dict[str, Any], said: str) -> None:
    status, told = await ask(rooms, "POST", "meetings", MEETING | change)
    assert status == 400 and said in told["error"]
    assert (await ask(rooms, "POST", "meetings", MEETING, key="x"))[0] == 401
    assert (await ask(rooms, "GET", "meetings"))[1]["results"] == []


async def test_people_come_and_go_and_it_is_told(rooms: Place, listener: Listener) -> None:
    await rooms.sim("provider/rooms", action="hook", url=listener.url)
    made = (await ask(rooms, "POST", "meetings", MEETING | {"isLocked": True}))[1]
    assert "locked" in (await enter(rooms, made["roomUrl"], do="join", name="Olya"))[1]
    status, inside = await enter(rooms, made["hostRoomUrl"], do="join", name="<script>alert(1)</script>")
    assert status == 200 and "<script>alert" not in inside and 'value="record"' in inside
    guest = guest_of((await enter(rooms, made["roomUrl"], do="join", name="Olya"))[1])
    assert "Record" not in (await enter(rooms, made["roomUrl"], do="record", guest=guest))[1]  # a guest may not
    await enter(rooms, made["roomUrl"], do="leave", guest=guest)
    assert "recording is ready" in (await enter(rooms, made["hostRoomUrl"], do="record", guest=guest_of(inside)))[1]
    heard = await listener.wait(6)
    events = [json.loads(one.body) for one in heard]
    assert [one["type"] for one in events] == [
        "room.client.joined", "room.client.joined", "room.session.started",
        "room.client.left", "room.session.ended", "recording.finished",
    ]  # fmt: skip
    assert {one["data"]["meetingId"] for one in events} == {made["meetingId"]}
    assert events[1]["data"]["numClientsByRoleName"] == {"host": 1, "visitor": 1}
    for one in heard:
        at = int(one.headers["whereby-signature"].removeprefix("t=").partition(",")[0])
        assert one.headers["whereby-signature"] == signature(one.body, at)
    await rooms.sim("provider/rooms", action="repeat")
    assert (await listener.wait(7))[6].body == heard[5].body


async def test_a_recording_is_lent_for_an_hour(rooms: Place) -> None:
    await ask(rooms, "POST", "meetings", MEETING)
    number = (await rooms.sim("provider/rooms", action="record"))["id"]
    (listed,) = (await ask(rooms, "GET", "recordings"))[1]["results"]
    assert listed["recordingId"] == number and listed["filename"].endswith(".mp4")
    link = (await ask(rooms, "GET", f"recordings/{number}/access-link"))[1]["accessLink"]
    async with rooms.http.get(link) as response:
        assert response.status == 200 and response.content_type == "video/mp4"
    assert (await enter(rooms, link.replace("until=1", "until=2")))[0] == 403
    await rooms.sim("clock", advance="61m")
    status, said = await enter(rooms, link)
    assert status == 403 and "expired" in said
    assert [(await ask(rooms, "DELETE", f"recordings/{number}"))[0] for _ in range(2)] == [204, 404]


async def test_the_room_shuts_an_hour_after_its_end(rooms: Place) -> None:
    made = (await ask(rooms, "POST", "meetings", MEETING))[1]
    await rooms.sim("provider/rooms", action="join", as_="katya", host=True)
    await rooms.sim("provider/rooms", action="leave", as_="olya", status=409)
    await rooms.sim("clock", advance="119m")
    status, page = await enter(rooms, made["roomUrl"])
    assert status == 200 and "Катя" in page
    await rooms.sim("clock", advance="2m")
    assert (await enter(rooms, made["roomUrl"]))[0] == 410
    await rooms.sim("provider/rooms", action="end")
    await rooms.sim("provider/rooms", action="end", status=404)


async def test_a_token_opens_the_room_it_names(rooms: Place) -> None:
    address = rooms.url("/providers/rooms/jitsi/Yoga?jwt=")
    status, page = await enter(rooms, address + tokens.signed(CLAIMS), do="join")
    assert status == 200 and "Оля &lt;b&gt;" in page and "host" in page
    guest = tokens.signed(CLAIMS | {"room": "*", "sub": "*", "aud": ["jitsi", "other"], "context": {}})
    status, page = await enter(rooms, address + guest, do="join", name="Паша")
    assert "Паша" in page and "Оля" in page
    assert "Оля" not in (await enter(rooms, rooms.url(f"/providers/rooms/jitsi/run?jwt={guest}")))[1]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("", "token required"),
        ("rubbish", "Invalid token"),
        ("a.b.c", "Invalid token"),
        (tokens.signed(CLAIMS, "other-secret"), "Invalid signature"),
        (tokens.signed(CLAIMS, alg="none"), "alg"),
        (tokens.signed(CLAIMS | {"iss": "stranger"}), "issuer"),
        (tokens.signed(CLAIMS | {"aud": "zoom"}), "audience"),
        (tokens.signed(CLAIMS | {"sub": "meet.example"}), "subject"),
        (tokens.signed(CLAIMS | {"room": "boxing"}), "mismatched"),
        (tokens.signed(CLAIMS | {"exp": None}), "exp"),
        (tokens.signed(CLAIMS | {"exp": 1_700_000_000}), "expired"),
        (tokens.signed(CLAIMS | {"nbf": 1_796_630_000}), "nbf"),
    ],
)
async def test_any_other_token_does_not(rooms: Place, token: str, said: str) -> None:
    address = rooms.url("/providers/rooms/jitsi/yoga")
    for form in ({}, {"do": "join", "name": "Оля"}):
        status, page = await enter(rooms, f"{address}?jwt={token}", **form)
        assert status == 403 and said in page and "<form" not in page
