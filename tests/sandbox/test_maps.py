"""Three map services over one sample: in their own words, with their own errors and limits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.conftest import Place

KEY = "sandbox-geocoder"
AROUND = "[out:json][timeout:5];{}(around:3000,55.7530,37.6000);out center;"


async def ask(place: Place, path: str, *, agent: str = "Forma/1.0 (help@forma.test)", **query: str) -> tuple[int, Any]:
    headers = {"User-Agent": agent, "Accept-Language": query.pop("speak", "ru")}
    async with place.http.get(place.url(f"/providers/maps/{path}"), params=query, headers=headers) as response:
        is_json = response.content_type == "application/json"
        return response.status, await (response.json() if is_json else response.text())


@pytest.fixture
async def patient(place: Place) -> Place:
    """With the speed limit off."""
    await place.sim("provider/maps", action="strict", on=False)
    return place


async def test_nominatim_finds_by_address_and_by_point(patient: Place) -> None:
    status, found = await ask(patient, "nominatim/search", q="тверская 13", format="jsonv2", addressdetails="1")
    assert status == 200 and len(found) == 1
    assert found[0]["address"]["road"] == "Тверская улица" and found[0]["address"]["country_code"] == "ru"
    assert {"place_id", "licence", "category", "type", "boundingbox", "display_name"} <= set(found[0])
    where = {"lat": found[0]["lat"], "lon": found[0]["lon"], "format": "jsonv2"}
    status, back = await ask(patient, "nominatim/reverse", speak="en-US", **where)
    assert (status, back["address"]["road"], back["address"]["house_number"]) == (200, "Tverskaya Street", "13")
    assert (await ask(patient, "nominatim/reverse", zoom="10", **where))[1]["name"] == "Москва"
    assert (await ask(patient, "nominatim/search", q="нигде такого"))[1] == []
    cities = [
        one["address"]["city"] for one in (await ask(patient, "nominatim/search", q="пушкина", addressdetails="1"))[1]
    ]
    assert cities == ["Казань", "Владивосток"]  # an address that is in two cities is not decided for anybody
    assert len((await ask(patient, "nominatim/search", q="улица", limit="2"))[1]) == 2


async def test_nominatim_refuses_in_its_own_shape(patient: Place) -> None:
    at_sea = {"lat": "0", "lon": "0"}
    assert await ask(patient, "nominatim/reverse", **at_sea) == (200, {"error": "Unable to geocode"})
    for path, query, said in (
        ("search", {}, "Nothing to search for."),
        ("search", {"q": "a", "city": "b"}, "cannot be used together"),
        ("search", {"q": "a", "format": "yaml"}, "Parameter 'format'"),
        ("search", {"q": "a", "limit": "many"}, "Parameter 'limit' must be a number."),
        ("reverse", {"lat": "55"}, "Parameter 'lon' missing."),
        ("reverse", {"lat": "north", "lon": "1"}, "Parameter 'lat' must be a number."),
        ("reverse", {"lat": "nan", "lon": "1"}, "Parameter 'lat' must be a number."),
    ):
        status, answer = await ask(patient, f"nominatim/{path}", **query)
        assert status == 400 and answer["error"]["code"] == 400 and said in answer["error"]["message"], query


async def test_a_public_server_is_asked_once_a_second_by_who_says_their_name(place: Place) -> None:
    first, second = [await ask(place, "nominatim/search", q="казань") for _ in range(2)]
    assert first[0] == 200 and second[0] == 429 and second[1]["error"]["code"] == 429
    assert (await ask(place, "nominatim/search", q="казань", agent="Other/2"))[0] == 200
    assert (await ask(place, "nominatim/search", q="казань", agent="python-requests/2.32"))[0] == 403
    asked = (await place.look("/sim/provider/maps"))["sections"][0]["rows"]
    assert [one["about"] for one in asked] == [
        "nominatim · 403",
        "nominatim · 200",
        "nominatim · 429",
        "nominatim · 200",
    ]
    await place.sim("reset", story="empty")
    assert (await place.look("/sim/provider/maps"))["sections"][0]["rows"] == []


async def test_yandex_answers_both_ways(patient: Place) -> None:
    asked = {"apikey": KEY, "format": "json", "lang": "en_US"}

    def first(answer: Any) -> Any:
        return answer["response"]["GeoObjectCollection"]["featureMember"][0]["GeoObject"]

    status, answer = await ask(patient, "yandex/1.x/", geocode="Новый Арбат 24", **asked)
    house = first(answer)
    meta = house["metaDataProperty"]["GeocoderMetaData"]
    assert (status, meta["kind"], meta["precision"]) == (200, "house", "exact")
    assert house["Point"]["pos"] == "37.587600 55.753100" and meta["Address"]["Components"][-1] == {
        "kind": "house", "name": "24",
    }  # fmt: skip
    assert first((await ask(patient, "yandex/1.x", geocode="37.5876,55.7531", **asked))[1]) == house
    swapped = await ask(patient, "yandex/1.x", geocode="55.7531 37.5876", sco="latlong", **asked)
    assert first(swapped[1]) == house
    locality = await ask(patient, "yandex/1.x", geocode="37.5876,55.7531", kind="locality", **asked)
    assert first(locality[1])["name"] == "Moscow"
    nowhere = (await ask(patient, "yandex/1.x", geocode="0,0", **asked))[1]["response"]["GeoObjectCollection"]
    assert nowhere["featureMember"] == []
    assert nowhere["metaDataProperty"]["GeocoderResponseMetaData"]["found"] == "0"
    for change, status in (
        ({"apikey": "x"}, 403),
        ({"geocode": ""}, 400),
        ({"results": "0"}, 400),
        ({"lang": "xx"}, 400),
    ):
        got, answer = await ask(patient, "yandex/1.x", **({"geocode": "Казань"} | asked | change))
        assert (got, answer["statusCode"]) == (status, status) and answer["message"]


@pytest.mark.parametrize(
    ("tag", "kind", "names"),
    [
        ("nwr[leisure=fitness_centre]", "node", ["Зал на Пресне", "Атлетика у парка"]),
        (
            'way["highway"="cycleway"]',
            "way",
            ["Велодорожка Бульварного кольца", "Велодорожка по Фрунзенской набережной"],
        ),
    ],
)
async def test_overpass_says_what_is_around_nearest_first(
    patient: Place, tag: str, kind: str, names: list[str]
) -> None:
    status, answer = await ask(patient, "overpass/interpreter", data=AROUND.format(tag))
    found = answer["elements"]
    assert status == 200 and [(one["type"], one["tags"]["name"]) for one in found] == [(kind, name) for name in names]
    assert all("center" in one or "lat" in one for one in found)


async def test_overpass_reads_a_union_and_refuses_the_rest(patient: Place) -> None:
    around = "(around:9000,55.75,37.60)"
    union = f"[out:json];(nwr[leisure=stadium]{around};nwr[highway=cycleway]{around};);out geom 3;"
    async with patient.http.post(patient.url("/providers/maps/overpass/interpreter"), data={"data": union}) as response:
        found = (await response.json())["elements"]
    assert [one["tags"].get("leisure") for one in found] == ["stadium", None, None] and found[1]["geometry"]
    for query in ("", "[out:xml];node[a](around:1,1,1);out;", "[out:json];node(1);out;", f"[out:json];nwr[a]{around};"):
        status, page = await ask(patient, "overpass/interpreter", data=query)
        assert status == 400 and "parse error" in page and page.startswith("<?xml")
    await patient.sim("provider/maps", action="strict", on=True)
    statuses = [(await ask(patient, "overpass/interpreter", data=union))[0] for _ in range(2)]
    assert 429 in statuses


async def test_maps_are_away(patient: Place) -> None:
    await patient.sim("provider/maps", action="outage", times=1)
    assert (await ask(patient, "nominatim/search", q="казань"))[0] == 503
    assert (await ask(patient, "nominatim/search", q="казань"))[0] == 200
    await patient.sim("provider/maps", action="earthquake", status=400)
