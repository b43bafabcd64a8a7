"""The tracker: letting in, tokens that end, workouts with their tracks, limits, pushes."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sandbox.providers.tracker.oauth import CLIENT_ID, CLIENT_SECRET
from tests.sandbox.conftest import Place
from tests.sandbox.outside import Listener

ALL = "read,activity:read_all,profile:read_all"
BACK = "http://127.0.0.1:8082/back"
CLIENT = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
ASKED = {"client_id": CLIENT_ID, "redirect_uri": BACK, "response_type": "code", "state": "s&1"} | {
    "scope": f"{ALL},activity:read"
}


async def ask(place: Place, path: str, token: str = "", **query: str) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    address = place.url(f"/providers/tracker/api/v3/{path}")
    async with place.http.get(address, params=query, headers=headers) as response:
        return response.status, await response.json()


async def post(place: Place, path: str, **form: str) -> tuple[int, Any]:
    async with place.http.post(place.url(f"/providers/tracker/{path}"), data=form) as response:
        return response.status, await response.json()


async def answered(place: Place, as_: str = "olya", do: str = "allow", scope: str = ALL) -> dict[str, str]:
    """What comes back to the application when a person has pressed a button of the page."""
    form = [("do", do), ("as", as_), *(("scope", one) for one in scope.split(","))]
    address = place.url("/providers/tracker/oauth/authorize")
    async with place.http.post(address, params=ASKED, data=form, allow_redirects=False) as response:
        assert response.status == 302 and response.headers["Location"].startswith(BACK)
        return {name: one for name, (one,) in parse_qs(urlsplit(response.headers["Location"]).query).items()}


async def connected(place: Place, as_: str = "olya", scope: str = ALL) -> Any:
    code = (await answered(place, as_, scope=scope))["code"]
    status, told = await post(place, "oauth/token", **CLIENT, grant_type="authorization_code", code=code)
    assert status == 200
    return told


async def test_the_page_asks_and_a_person_answers(place: Place) -> None:
    address = place.url("/providers/tracker/oauth/authorize")
    async with place.http.get(address, params=ASKED | {"lang": "ru", "state": '"><script>'}) as response:
        page = await response.text()
        assert "Forma просит доступ" in page and "<script>" not in page.replace('<script type="module"', "")
        assert f"form-action 'self' {BACK.removesuffix('/back')};" in response.headers["Content-Security-Policy"]
        assert 'value="activity:read_all" checked' in page and "activity:write" not in page
    assert await answered(place, do="deny") == {"state": "s&1", "error": "access_denied"}
    part = await answered(place, scope="profile:read_all,activity:write")
    assert part["scope"] == "read,profile:read_all" and part["state"] == "s&1"  # read always, no more than was asked


@pytest.mark.parametrize(
    ("change", "resource", "field"),
    [
        ({"client_id": "1"}, "Application", "client_id"),
        ({"redirect_uri": "https://evil.test/"}, "Application", "redirect_uri"),
        ({"redirect_uri": "javascript:alert(1)"}, "Application", "redirect_uri"),
        ({"response_type": "token"}, "Authorize", "response_type"),
        ({"scope": ""}, "Authorize", "scope"),
        ({"scope": "read,everything"}, "Authorize", "scope"),
    ],
)
async def test_the_page_refuses(place: Place, change: dict[str, str], resource: str, field: str) -> None:
    address = place.url("/providers/tracker/oauth/authorize")
    for method in ("GET", "POST"):
        async with place.http.request(method, address, params=ASKED | change, allow_redirects=False) as response:
            told = await response.json()
            assert (response.status, told["message"]) == (400, "Bad Request")
            assert told["errors"] == [{"resource": resource, "field": field, "code": "invalid"}]


async def test_tokens_end_are_renewed_and_taken_back(place: Place) -> None:
    told = await connected(place)
    assert told["athlete"]["id"] == place.id_of("olya") and 21_000 < told["expires_in"] <= 21_600
    renew = {**CLIENT, "grant_type": "refresh_token", "refresh_token": told["refresh_token"]}
    status, same = await post(place, "oauth/token", **renew)
    assert (status, same["access_token"]) == (200, told["access_token"]) and "athlete" not in same
    await place.sim("clock", advance="6h")
    status, refused = await ask(place, "athlete", told["access_token"])
    assert status == 401 and refused["errors"] == [{"resource": "Athlete", "field": "access_token", "code": "invalid"}]
    fresh = (await post(place, "oauth/token", **renew))[1]
    assert fresh["access_token"] != told["access_token"] and fresh["refresh_token"] != told["refresh_token"]
    assert (await post(place, "oauth/token", **renew))[0] == 400  # the old one is void
    assert (await ask(place, "athlete", fresh["access_token"]))[1]["shoes"]
    assert await post(place, "oauth/deauthorize", access_token=fresh["access_token"]) == (
        200, {"access_token": fresh["access_token"]},
    )  # fmt: skip
    assert (await ask(place, "athlete", fresh["access_token"]))[0] == 401
    assert (await post(place, "oauth/deauthorize", access_token="x"))[0] == 401


async def test_a_code_is_good_once_and_not_for_long(place: Place) -> None:
    code = (await answered(place))["code"]
    form = {**CLIENT, "grant_type": "authorization_code", "code": code}
    assert (await post(place, "oauth/token", **form | {"client_secret": "x"}))[0] == 401
    assert [(await post(place, "oauth/token", **form))[0] for _ in range(2)] == [200, 400]
    late = (await answered(place))["code"]
    await place.sim("clock", advance="11m")
    status, told = await post(place, "oauth/token", **form | {"code": late})
    assert status == 400 and told["errors"][0]["resource"] == "AuthorizationCode"
    assert (await post(place, "oauth/token", **form | {"grant_type": "password"}))[0] == 400


async def test_a_workout_has_a_believable_track(place: Place) -> None:
    token = (await connected(place))["access_token"]
    made = await place.sim("provider/tracker", action="workout", as_="olya", km=10, minutes=55, climb=90, title="Парк")
    status, one = await ask(place, f"activities/{made['id']}", token)
    assert (status, one["name"], one["sport_type"], one["distance"], one["moving_time"]) == (
        200,
        "Парк",
        "Run",
        10_000,
        3300,
    )
    assert one["elapsed_time"] > one["moving_time"] and one["map"]["summary_polyline"] and one["device_name"]
    assert one["start_date"] < one["start_date_local"]  # three hours on in Moscow, though both bear a Z
    splits = one["splits_metric"]
    assert len(splits) in (10, 11) and sum(one["moving_time"] for one in splits) == 3300
    status, streams = await ask(place, f"activities/{made['id']}/streams", token, key_by_type="true",
                                keys="time,latlng,heartrate,altitude,moving,velocity_smooth")  # fmt: skip
    data = {name: stream["data"] for name, stream in streams.items()}
    assert "cadence" not in data and len({len(points) for points in data.values()}) == 1
    assert data["time"][-1] == one["elapsed_time"] and abs(data["distance"][-1] - 10_000) < 1
    assert data["distance"] == sorted(data["distance"]) and False in data["moving"]
    assert max(data["velocity_smooth"]) < 4 and 100 < one["average_heartrate"] < 180
    climbed = sum(max(0, b - a) for a, b in zip(data["altitude"], data["altitude"][1:], strict=False))
    assert abs(climbed - 90) < 6
    (lat, lon), (end_lat, end_lon) = data["latlng"][0], data["latlng"][-1]
    assert abs(lat - 55.75) < 0.1 and abs(lat - end_lat) + abs(lon - end_lon) < 0.001
    again = await ask(place, f"activities/{made['id']}/streams", token, keys="time", key_by_type="true")
    assert again[1]["distance"] == streams["distance"]
    assert (await ask(place, f"activities/{made['id']}/streams", token))[0] == 400
    gym = await place.sim("provider/tracker", action="workout", as_="olya", sport="WeightTraining", minutes=40)
    indoors = (await ask(place, f"activities/{gym['id']}", token))[1]
    assert (indoors["distance"], indoors["start_latlng"], indoors["trainer"]) == (0, [], True)
    far = await place.sim("provider/tracker", action="workout", as_="pasha", sport="Ride", km=40)
    assert (await ask(place, f"activities/{far['id']}", token))[0] == 404  # another's


async def test_the_list_is_paged_and_keeps_secrets(place: Place) -> None:
    some = (await connected(place, scope="activity:read_all"))["access_token"]
    for day in range(1, 6):
        start = f"2026-11-0{day}T09:00:00+03:00"
        await place.sim("provider/tracker", action="workout", as_="olya", km=day, start=start, private=day == 3)
    await place.sim("provider/tracker", action="workout", as_="pasha", km=1)

    async def kilometres(token: str = some, **query: str) -> list[float]:
        return [one["distance"] / 1000 for one in (await ask(place, "athlete/activities", token, **query))[1]]

    assert await kilometres() == [5, 4, 3, 2, 1]
    assert [await kilometres(page=page, per_page="2") for page in "1234"] == [[5, 4], [3, 2], [1], []]
    third = "1793685600"  # 3 November 2026, 9:00 in Moscow
    assert await kilometres(after=third) == [4, 5] and await kilometres(before=third) == [2, 1]
    assert (await ask(place, "athlete/activities", some, per_page="201"))[0] == 400
    nothing = (await connected(place, scope="read"))["access_token"]
    status, refused = await ask(place, "athlete/activities", nothing)
    assert (status, refused["errors"]) == (
        401, [{"resource": "AccessToken", "field": "activity:read_permission", "code": "missing"}],
    )  # fmt: skip
    assert "shoes" not in (await ask(place, "athlete", nothing))[1]


async def test_limits_are_told_and_kept(place: Place) -> None:
    await place.sim("clock", set="2026-12-07T09:01:00+03:00")
    token = (await connected(place))["access_token"]
    address, headers = place.url("/providers/tracker/api/v3/athlete"), {"Authorization": f"Bearer {token}"}
    async with place.http.get(address, headers=headers) as response:
        assert response.headers["X-RateLimit-Limit"] == "200,2000"
        assert response.headers["X-ReadRateLimit-Usage"] == "1,1"
    await place.sim("provider/tracker", action="spend", requests=99)
    async with place.http.get(address, headers=headers) as response:
        assert response.status == 429 and response.headers["X-ReadRateLimit-Usage"] == "101,101"
        assert (await response.json())["errors"][0] == {
            "resource": "Application", "field": "read rate limit", "code": "exceeded",
        }  # fmt: skip
    await place.sim("clock", advance="15m")
    assert (await ask(place, "athlete", token))[0] == 200
    await place.sim("provider/tracker", action="spend", requests=1000)
    await place.sim("clock", advance="1h")
    fresh = (await connected(place))["access_token"]
    assert (await ask(place, "athlete", fresh))[0] == 429
    await place.sim("provider/tracker", action="limit", retry_after=7)
    async with place.http.get(address, headers=headers) as response:
        assert response.status == 429 and (await response.json())["message"] == "Rate Limit Exceeded"


async def subscribed(place: Place, listener: Listener) -> int:
    status, told = await post(
        place, "api/v3/push_subscriptions", **CLIENT, callback_url=listener.url, verify_token="word"
    )
    assert status == 201, told
    return int(told["id"])


async def test_a_subscription_is_proven_first(place: Place, listener: Listener) -> None:
    form = {**CLIENT, "callback_url": listener.url, "verify_token": "word"}
    listener.echo = False
    status, told = await post(place, "api/v3/push_subscriptions", **form)
    assert (
        status == 400
        and told["errors"][0]["field"] == "callback url"
        and listener.asked[0]["hub.verify_token"] == "word"
    )
    listener.echo = True
    for change in ({"callback_url": "nowhere"}, {"verify_token": ""}, {"callback_url": f"{listener.url}/other"}):
        assert (await post(place, "api/v3/push_subscriptions", **form | change))[0] == 400
    number = await subscribed(place, listener)
    assert (await post(place, "api/v3/push_subscriptions", **form))[1]["errors"][0]["code"] == "already exists"
    await place.sim("reset", story="empty")
    status, kept = await ask(place, "push_subscriptions", **CLIENT)
    assert [one["id"] for one in kept] == [number] and kept[0]["callback_url"] == listener.url
    address = place.url(f"/providers/tracker/api/v3/push_subscriptions/{number}")
    statuses = []
    for _ in range(2):
        async with place.http.delete(address, params=CLIENT) as response:
            statuses.append(response.status)
    assert statuses == [204, 404] and (await ask(place, "push_subscriptions", **CLIENT))[1] == []


async def test_everything_is_pushed_once_more_than_it_was_heard(place: Place, listener: Listener) -> None:
    number = await subscribed(place, listener)
    await connected(place)
    made = (await place.sim("provider/tracker", action="workout", as_="olya", km=5))["id"]
    await place.sim("provider/tracker", action="workout", as_="pasha", km=5)  # who has let nobody in
    await place.sim("provider/tracker", action="rename", title="Темповая", id=made)
    await place.sim("provider/tracker", action="hide", id=made)
    await place.sim("provider/tracker", action="delete", id=made)
    await place.sim("provider/tracker", action="deauthorize", as_="olya")
    events = [json.loads(one.body) for one in await listener.wait(5)]
    assert [(one["object_type"], one["aspect_type"], one["updates"]) for one in events] == [
        ("activity", "create", {}), ("activity", "update", {"title": "Темповая"}),
        ("activity", "update", {"private": "true"}), ("activity", "delete", {}),
        ("athlete", "update", {"authorized": "false"}),
    ]  # fmt: skip
    assert {(one["owner_id"], one["subscription_id"]) for one in events} == {(place.id_of("olya"), number)}
    await place.sim("provider/tracker", action="deauthorize", as_="olya", status=409)
    await place.sim("provider/tracker", action="delete", id=made, status=404)


async def test_pushes_come_late_twice_and_out_of_order(place: Place, listener: Listener) -> None:
    await subscribed(place, listener)
    await connected(place, scope="activity:read")
    listener.statuses = [500]
    made = (await place.sim("provider/tracker", action="workout", as_="olya", km=5))["id"]
    await listener.wait(1)
    await place.sim("idle", timeout=60)
    await place.sim("clock", advance="6s")
    first, second = await listener.wait(2)
    assert first.body == second.body
    await place.sim("provider/tracker", action="hold")
    await place.sim("provider/tracker", action="hide", id=made)
    await place.sim("provider/tracker", action="show", id=made)
    await place.sim("provider/tracker", action="copies", times=2)
    await place.sim("provider/tracker", action="release", shuffle=True)
    kinds = [json.loads(one.body)["aspect_type"] for one in await listener.wait(6)][2:]
    assert kinds == ["create", "create", "delete", "delete"]  # to who may not see private ones it was deleted


@pytest.mark.parametrize(
    "fields",
    [{"sport": "Chess"}, {"km": "far"}, {"km": 400, "minutes": 10}, {"start": "yesterday"}, {"as_": "nobody"}],
)
async def test_what_cannot_be_is_not_recorded(place: Place, fields: dict[str, Any]) -> None:
    await place.sim("provider/tracker", status=400, **{"action": "workout", "as_": "olya"} | fields)
    assert (await place.look("/sim/provider/tracker"))["workouts"] == []
