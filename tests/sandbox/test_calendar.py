"""Calendars: events that are put in, changed and taken out, what is new since a token, channels that ring."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sandbox.providers.oidc.desk import CLIENT_ID, CLIENT_SECRET
from sandbox.providers.oidc.manners import CALENDAR
from tests.sandbox.conftest import Place
from tests.sandbox.outside import Listener

BACK = "http://localhost:8082/in"
NINE = {"dateTime": "2026-12-07T09:00:00+03:00"}
TEN = {"dateTime": "2026-12-07T10:00:00", "timeZone": "Europe/Moscow"}
RUN: dict[str, Any] = {"summary": "Забег", "start": NINE, "end": TEN}
PATH = "calendars/primary/events"


async def signed_in(place: Place, as_: str = "olya", scope: str = f"{CALENDAR}.events") -> str:
    """The access token of somebody who let the calendar be seen."""
    asked = {"client_id": CLIENT_ID, "redirect_uri": BACK, "response_type": "code", "scope": f"openid {scope}"}
    address = place.url("/providers/oidc/google")
    form = [("as", as_), ("do", "allow"), *(("scope", one) for one in asked["scope"].split())]
    async with place.http.post(
        f"{address}/o/oauth2/v2/auth", params=asked, data=form, allow_redirects=False
    ) as response:
        code = parse_qs(urlsplit(response.headers["Location"]).query)["code"][0]
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": BACK}
    form_ = {"grant_type": "authorization_code", "code": code} | client
    async with place.http.post(f"{address}/token", data=form_) as response:
        return str((await response.json())["access_token"])


async def ask(
    place: Place, token: str, method: str, path: str, body: Any = None, match: str = "", **query: str
) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token}"} | ({"If-Match": match} if match else {})
    address = place.url(f"/providers/calendar/calendar/v3/{path}")
    async with place.http.request(method, address, json=body, params=query, headers=headers) as response:
        return response.status, await response.json() if response.status != 204 else None


@pytest.fixture
async def olya(place: Place) -> str:
    return await signed_in(place)


def reason(answer: Any) -> str:
    assert answer["error"]["message"] == answer["error"]["errors"][0]["message"]
    return str(answer["error"]["errors"][0]["reason"])


async def test_an_event_is_put_in_changed_and_taken_out(place: Place, olya: str) -> None:
    status, made = await ask(place, olya, "POST", PATH, RUN | {"description": "5 км", "colorId": "4"})
    assert status == 200 and (made["status"], made["sequence"], made["start"]) == ("confirmed", 0, NINE)
    assert made["creator"]["self"] and made["iCalUID"] and made["etag"]
    where = f"{PATH}/{made['id']}"
    moved = (await ask(place, olya, "PATCH", where, {"end": {"dateTime": "2026-12-07T11:00:00Z"}, "colorId": None}))[1]
    assert moved["end"]["timeZone"] == "Europe/Moscow" and moved["sequence"] == 1 and "colorId" not in moved
    assert moved["description"] == "5 км" and moved["created"] == made["created"]
    status, told = await ask(place, olya, "PATCH", where, {"summary": "Чужая правка"}, match=made["etag"])
    assert (status, reason(told)) == (412, "conditionNotMet")
    same = (await ask(place, olya, "PATCH", where, {"summary": "Темповый"}, match=moved["etag"]))[1]
    assert same["sequence"] == 1 and (await ask(place, olya, "GET", where))[1] == same
    put = (await ask(place, olya, "PUT", where, RUN))[1]
    assert "description" not in put and put["sequence"] == 2
    assert (await ask(place, olya, "DELETE", where))[0] == 204
    status, told = await ask(place, olya, "DELETE", where)
    assert (status, reason(told)) == (410, "deleted")
    assert (await ask(place, olya, "GET", where))[1]["status"] == "cancelled"
    assert (await ask(place, olya, "GET", PATH))[1]["items"] == []
    assert len((await ask(place, olya, "GET", PATH, showDeleted="true"))[1]["items"]) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": {"dateTime": "2026-12-07T08:00:00+03:00"}}, "timeRangeEmpty"),
        ({"end": None}, "invalid"),
        ({"start": {"dateTime": "2026-12-07T09:00:00"}}, "required"),
        ({"start": {"dateTime": "soon"}}, "invalid"),
        ({"start": {"dateTime": "0001-01-01T00:00:00+14:00"}}, "invalid"),
        ({"start": {"date": "2026-12-07"}}, "invalid"),
        ({"start": NINE | {"timeZone": "Mars/Olympus"}}, "invalid"),
        ({"id": "UPPER"}, "invalid"),
        ({"summary": 7}, "invalid"),
        ({"status": "maybe"}, "invalid"),
        ({"recurrence": ["RRULE:FREQ=DAILY"]}, "invalid"),
        ({"mood": "good"}, "badRequest"),
    ],
)
async def test_an_event_that_cannot_be_is_refused(place: Place, olya: str, change: dict[str, Any], said: str) -> None:
    status, told = await ask(place, olya, "POST", PATH, RUN | change)
    assert (status, reason(told)) == (400, said)
    assert (await ask(place, olya, "POST", PATH, {"summary": "x"}))[1]["error"]["message"] == "Missing start time."
    assert (await ask(place, olya, "GET", PATH))[1]["items"] == []


async def test_a_name_of_ones_own_is_good_once(place: Place, olya: str) -> None:
    assert (await ask(place, olya, "POST", PATH, RUN | {"id": "forma00017"}))[0] == 200
    status, told = await ask(place, olya, "POST", PATH, RUN | {"id": "forma00017"})
    assert (status, reason(told)) == (409, "duplicate")
    pasha = await signed_in(place, "pasha")
    assert (await ask(place, pasha, "GET", f"{PATH}/forma00017"))[0] == 404
    assert (await ask(place, pasha, "GET", "calendars/olya@example.com/events"))[0] == 404
    assert (await ask(place, pasha, "POST", PATH, RUN | {"id": "forma00017"}))[0] == 200


async def test_who_may_only_look_may_not_write(place: Place, olya: str) -> None:
    reader = await signed_in(place, scope=f"{CALENDAR}.readonly")
    assert (await ask(place, reader, "GET", PATH))[0] == 200
    status, told = await ask(place, reader, "POST", PATH, RUN)
    assert (status, reason(told)) == (403, "insufficientPermissions")
    nobody = await signed_in(place, scope="email")
    assert (await ask(place, nobody, "GET", PATH))[0] == 403
    (calendar,) = (await ask(place, olya, "GET", "users/me/calendarList"))[1]["items"]
    assert calendar["id"] == "olya@example.com" and calendar["primary"]
    await place.sim("clock", advance="61m")
    status, told = await ask(place, olya, "GET", PATH)
    assert (status, reason(told), told["error"]["errors"][0]["location"]) == (401, "authError", "Authorization")


async def test_what_is_new_since_a_token(place: Place, olya: str) -> None:
    for number in range(5):
        await ask(place, olya, "POST", PATH, RUN | {"id": f"event{number}"})
    first = (await ask(place, olya, "GET", PATH, maxResults="3"))[1]
    assert [one["id"] for one in first["items"]] == ["event0", "event1", "event2"] and "nextSyncToken" not in first
    await ask(place, olya, "DELETE", f"{PATH}/event1")  # meanwhile: it is neither lost nor does a page slip
    last = (await ask(place, olya, "GET", PATH, maxResults="3", pageToken=first["nextPageToken"]))[1]
    assert "nextPageToken" not in last and [one["id"] for one in last["items"]] == ["event3", "event4"]
    news = (await ask(place, olya, "GET", PATH, syncToken=last["nextSyncToken"]))[1]
    assert [(one["id"], one["status"]) for one in news["items"]] == [("event1", "cancelled")]
    await place.sim("provider/calendar", action="rename", as_="olya", id="event2", title="Врач")
    await place.sim("provider/calendar", action="add", as_="pasha")
    more = (await ask(place, olya, "GET", PATH, syncToken=news["nextSyncToken"]))[1]
    assert [one["summary"] for one in more["items"]] == ["Врач"]
    quiet = (await ask(place, olya, "GET", PATH, syncToken=more["nextSyncToken"]))[1]
    assert quiet["items"] == [] and quiet["nextSyncToken"]


async def test_an_old_token_asks_for_everything_anew(place: Place, olya: str) -> None:
    token = (await ask(place, olya, "GET", PATH))[1]["nextSyncToken"]
    await place.sim("provider/calendar", action="expire")
    status, told = await ask(place, olya, "GET", PATH, syncToken=token)
    assert (status, reason(told)) == (410, "fullSyncRequired")
    token = (await ask(place, olya, "GET", PATH))[1]["nextSyncToken"]
    for query in ({"syncToken": "rubbish"}, {"syncToken": token, "timeMin": "2026-12-07T00:00:00Z"}):
        status, told = await ask(place, olya, "GET", PATH, **query)
        assert (status, reason(told)) == (400, "invalid")
    stranger = await signed_in(place, "pasha")
    assert (await ask(place, stranger, "GET", PATH, syncToken=token))[0] == 400
    await place.sim("clock", advance="31d")
    assert (await ask(place, await signed_in(place), "GET", PATH, syncToken=token))[0] == 410


async def test_a_part_of_the_calendar_and_when_one_is_busy(place: Place, olya: str) -> None:
    hours = {"a1234": (9, 10), "b1234": (10, 11), "c1234": (13, 14), "d1234": (15, 16)}
    for name, (start, end) in hours.items():
        span = {
            "start": {"dateTime": f"2026-12-07T{start:02}:00:00Z"},
            "end": {"dateTime": f"2026-12-07T{end:02}:00:00Z"},
        }
        private = {"extendedProperties": {"private": {"forma": name}}}
        free = {"transparency": "transparent"} if name == "d1234" else {}
        await ask(place, olya, "POST", PATH, {"summary": name, "id": name} | span | private | free)

    async def names(**query: str) -> list[str]:
        status, told = await ask(place, olya, "GET", PATH, **query)
        assert status == 200, told
        return [one["id"] for one in told["items"]]

    assert await names(timeMin="2026-12-07T10:00:00Z", timeMax="2026-12-07T13:00:00Z") == ["b1234"]
    await place.sim("provider/calendar", action="move", as_="olya", id="a1234", start="2026-12-07T10:30:00+00:00")
    assert await names(orderBy="startTime", singleEvents="true") == ["b1234", "a1234", "c1234", "d1234"]
    assert await names(privateExtendedProperty="forma=c1234") == ["c1234"] and await names(q="D12") == ["d1234"]
    for query in ({"orderBy": "startTime"}, {"timeMin": "now"}, {"maxResults": "0"}, {"mood": "1"}):
        assert (await ask(place, olya, "GET", PATH, **query))[0] == 400
    asked = {
        "timeMin": "2026-12-07T00:00:00Z",
        "timeMax": "2026-12-08T00:00:00Z",
        "items": [{"id": "primary"}, {"id": "x"}],
    }
    status, busy = await ask(place, olya, "POST", "freeBusy", asked)
    assert status == 200 and busy["calendars"]["x"]["errors"][0]["reason"] == "notFound"
    assert busy["calendars"]["primary"]["busy"] == [
        {"start": "2026-12-07T10:00:00.000Z", "end": "2026-12-07T11:30:00.000Z"},
        {"start": "2026-12-07T13:00:00.000Z", "end": "2026-12-07T14:00:00.000Z"},
    ]
    whole = {"summary": "Отпуск", "start": {"date": "2026-12-07"}, "end": {"date": "2026-12-08"}}
    await ask(place, olya, "POST", PATH, whole)
    busy = (await ask(place, olya, "POST", "freeBusy", asked))[1]["calendars"]["primary"]["busy"]
    assert busy == [{"start": "2026-12-07T00:00:00.000Z", "end": "2026-12-07T21:00:00.000Z"}]  # by Moscow's midnight
    assert (await ask(place, olya, "POST", "freeBusy", asked | {"timeMax": asked["timeMin"]}))[0] == 400


async def test_a_channel_rings_and_says_nothing_more(place: Place, olya: str, listener: Listener) -> None:
    body = {"id": "chan-1", "type": "web_hook", "address": listener.url, "token": "olya", "params": {"ttl": "3600"}}
    for change in ({"id": ""}, {"type": "mail"}, {"address": "ftp://x"}, {"params": {"ttl": "long"}}):
        assert (await ask(place, olya, "POST", f"{PATH}/watch", body | change))[0] == 400
    status, channel = await ask(place, olya, "POST", f"{PATH}/watch", body)
    assert status == 200 and channel["kind"] == "api#channel" and int(channel["expiration"]) > 1_700_000_000_000
    assert reason((await ask(place, olya, "POST", f"{PATH}/watch", body))[1]) == "channelIdNotUnique"
    await ask(place, olya, "POST", PATH, RUN)
    await place.sim("provider/calendar", action="add", as_="pasha")  # nobody watches it
    await place.sim("provider/calendar", action="cancel", as_="olya")
    heard = await listener.wait(3)
    assert [one.headers["x-goog-resource-state"] for one in heard] == ["sync", "exists", "exists"]
    assert [one.headers["x-goog-message-number"] for one in heard] == ["1", "2", "3"]
    assert {one.headers["x-goog-channel-token"] for one in heard} == {"olya"} and {one.body for one in heard} == {b""}
    assert {one.headers["x-goog-resource-id"] for one in heard} == {channel["resourceId"]}
    named = {"id": "chan-1", "resourceId": channel["resourceId"]}
    assert (await ask(place, olya, "POST", "channels/stop", named | {"resourceId": "x"}))[0] == 404
    assert (await ask(place, olya, "POST", "channels/stop", named))[0] == 204
    await ask(place, olya, "POST", f"{PATH}/watch", body | {"id": "chan-2"})
    await listener.wait(4)
    await place.sim("clock", advance="61m")
    await place.sim("provider/calendar", action="add", as_="olya")
    await place.sim("idle", timeout=60)
    assert len(listener.heard) == 4  # the channel was over


async def test_the_calendar_is_away(place: Place, olya: str) -> None:
    for action, status, said in (("limit", 429, "rateLimitExceeded"), ("outage", 503, "backendError")):
        await place.sim("provider/calendar", action=action)
        got, told = await ask(place, olya, "GET", PATH)
        assert (got, reason(told)) == (status, said)
    await place.sim("provider/calendar", action="cancel", as_="olya", status=404)
    await place.sim("provider/calendar", action="add", as_="olya", start="later", status=400)
    await place.sim("provider/calendar", action="add", as_="olya", minutes=-5, status=400)
    assert json.dumps((await place.look("/sim/provider/calendar"))["events"]) == "[]"
