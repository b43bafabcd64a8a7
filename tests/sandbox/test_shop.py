"""The brand's shop: a feed that is asked for again, what changed in it, a link that leads to an order, postbacks."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from aiohttp import ClientResponse

from sandbox.providers.shop.catalogue import things
from sandbox.providers.shop.server import KEY, signature
from tests.sandbox.conftest import Place
from tests.sandbox.outside import Listener

BROWSER = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140"}


@pytest.fixture
async def shop(place: Place) -> Place:
    """Its catalogue was printed when the world began; now it is ten in the morning of a day long after."""
    await place.sim("clock", set="2126-12-07T10:00:00+03:00")
    return place


async def feed(place: Place, kind: str = "json", since: str = "", **headers: str) -> tuple[ClientResponse, bytes]:
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    query = {"since": since} if since else {}
    async with place.http.get(place.url(f"/providers/shop/feed.{kind}"), params=query, headers=headers) as response:
        return response, await response.read()


async def ask(place: Place, path: str, key: str = KEY, **query: str) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {key}"}
    async with place.http.get(place.url(f"/providers/shop/api/v1/{path}"), params=query, headers=headers) as response:
        return response.status, await response.json()


async def test_the_feed_is_of_five_thousand_things_and_always_the_same(shop: Place) -> None:
    response, body = await feed(shop, "yml")
    catalogue = ElementTree.fromstring(body)
    offers = catalogue.findall("./shop/offers/offer")
    families = {one.get("id") for one in catalogue.findall("./shop/categories/category")}
    assert response.content_type == "application/xml" and len(offers) == 5_000
    assert len({one.get("id") for one in offers}) == 5_000
    assert {str(one.findtext("categoryId")) for one in offers} == families
    assert {one.get("available") for one in offers} == {"true", "false"}
    assert all(re.fullmatch(r"\d+\.\d\d", str(one.findtext("price"))) for one in offers)
    listed = json.loads((await feed(shop))[1])
    assert [one["sku"] for one in listed] == [one.get("id") for one in offers]
    assert listed[0]["url"].startswith(shop.url("/providers/shop/go/SV-00001"))
    digits = [int(digit) for digit in listed[0]["barcode"]]
    assert len(digits) == 13 and sum(digits[::2], 3 * sum(digits[1::2])) % 10 == 0
    first = things()["SV-00001"]
    assert (first.name, first.price, first.barcode) == (
        listed[0]["name"],
        round(float(listed[0]["price"]) * 100),
        listed[0]["barcode"],
    )


async def test_it_is_not_sent_twice_and_a_change_is(shop: Place) -> None:
    first, _ = await feed(shop)
    etag, moment = first.headers["ETag"], first.headers["Last-Modified"]
    assert moment.endswith(" GMT")
    for headers in ({"If_None_Match": etag}, {"If_None_Match": f'W/{etag}, "x"'}, {"If_Modified_Since": moment}):
        same, nothing = await feed(shop, **headers)
        assert same.status == 304 and nothing == b"" and same.headers["ETag"] == etag
    assert (await feed(shop, "yml", If_None_Match=etag))[0].status == 200  # another representation
    assert (await feed(shop, If_None_Match='"x"', If_Modified_Since=moment))[0].status == 200  # the mark decides
    assert (await feed(shop, If_Modified_Since="yesterday"))[0].status == 200
    assert json.loads((await feed(shop, since="2126-12-07T07:00:00Z"))[1]) == []
    await shop.sim("provider/shop", action="price", sku="SV-00007", to=4990)
    await shop.sim("provider/shop", action="stock", sku="SV-00008", to=0)
    await shop.sim("provider/shop", action="withdraw", sku="SV-00009")
    again, _ = await feed(shop, If_None_Match=etag)
    assert again.status == 200 and again.headers["ETag"] != etag
    assert (await feed(shop, If_Modified_Since=moment))[0].status == 200
    changed = {one["sku"]: one for one in json.loads((await feed(shop, since="2126-12-07T07:00:00Z"))[1])}
    assert changed["SV-00007"]["price"] == "4990.00" and changed["SV-00008"]["available"] is False
    assert changed["SV-00009"].keys() == {"sku", "deleted", "updated_at"} and changed["SV-00009"]["deleted"] is True
    everything = json.loads((await feed(shop))[1])
    assert len(everything) == 4_999 and len(changed) == 3
    assert len(json.loads((await feed(shop, since="2020-01-01T00:00:00Z"))[1])) == 5_000
    gone = ElementTree.fromstring((await feed(shop, "yml", since="2126-12-07T07:00:00Z"))[1])
    assert [one.get("available") for one in gone.iter("offer")] == ["true", "false", "false"]
    assert (await feed(shop, since="lately"))[0].status == 400


async def test_the_api_goes_by_pages_with_a_key(shop: Place) -> None:
    seen, cursor = [], "0"
    while cursor:
        status, told = await ask(shop, "products", limit="500", cursor=cursor)
        assert status == 200
        seen += [one["sku"] for one in told["items"]]
        cursor = told["next_cursor"]
    assert seen == list(things()) and told["total"] == 5_000
    await shop.sim("provider/shop", action="shuffle", many=30)
    assert (await ask(shop, "products", since="2126-12-07T07:00:00Z"))[1]["total"] == 30
    assert (await ask(shop, "products/SV-00010"))[1]["sku"] == "SV-00010"
    await shop.sim("provider/shop", action="withdraw", sku="SV-00010")
    assert [(await ask(shop, f"products/{sku}"))[0] for sku in ("SV-00010", "SV-99999")] == [410, 404]
    assert (await ask(shop, "products", key="x"))[1]["error"]["code"] == "unauthorized"
    for query in ({"limit": "501"}, {"cursor": "x"}, {"since": "2126-12-07T07:00:00"}):
        assert (await ask(shop, "products", **query))[1]["error"]["code"] == "invalid_request"


async def test_sixty_requests_a_minute(shop: Place) -> None:
    statuses = [(await ask(shop, "products/SV-00001"))[0] for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    await shop.sim("clock", advance="1m")
    assert (await ask(shop, "products/SV-00001"))[0] == 200


async def test_a_link_leads_to_an_order_and_the_partner_hears_of_it(shop: Place, listener: Listener) -> None:
    await shop.sim("provider/shop", action="hook", url=listener.url)
    await shop.sim("provider/shop", action="stock", sku="SV-00003", to=1)
    address, sub = shop.url("/providers/shop/go/SV-00003"), '"><script>alert(1)</script>'
    async with shop.http.get(address, params={"subid": "bot"}, headers={"User-Agent": "TelegramBot (like TwitterBot)"}):
        pass
    async with shop.http.get(address, params={"subid": sub, "lang": "en"}, headers=BROWSER) as response:
        page = await response.text()
    assert response.status == 200 and "Left: 1" in page and "<script>alert" not in page
    click = re.search(r'name="click" value="(\w+)"', page)
    assert click is not None
    for expected in ("is placed", "Out of stock"):
        async with shop.http.post(f"{address}?lang=en", data={"do": "buy", "click": click[1]}) as response:
            assert expected in await response.text()
    state = await shop.look("/sim/provider/shop")
    assert [(one["sub"], one["bot"]) for one in state["clicks"]] == [("bot", True), (sub, False)]
    (order,) = state["orders"]
    await shop.sim("provider/shop", action="decline", id=order["id"])
    await shop.sim("provider/shop", action="approve")
    told = [json.loads(one.body) for one in await listener.wait(3)]
    assert [one["status"] for one in told] == ["pending", "declined", "approved"]
    assert {(one["order_id"], one["subid"], one["click_id"]) for one in told} == {(order["id"], sub, click[1])}
    assert all(one.headers["x-signature"] == signature(one.body) for one in listener.heard)
    assert told[0]["order_sum"] == f"{order['price'] / 100:.2f}" and float(told[0]["payment_sum"]) > 0
    assert (await ask(shop, "orders"))[1]["items"][0]["status"] == "approved"


async def test_postbacks_come_again_and_out_of_order(shop: Place, listener: Listener) -> None:
    await shop.sim("provider/shop", action="hook", url=listener.url)
    await shop.sim("provider/shop", action="buy", sku="SV-00002")  # nobody's: nobody hears
    await shop.sim("provider/shop", action="hold")
    await shop.sim("provider/shop", action="buy", sku="SV-00002", sub="olya-7")
    await shop.sim("provider/shop", action="approve")
    await shop.sim("provider/shop", action="release", shuffle=True)
    assert [json.loads(one.body)["status"] for one in await listener.wait(2)] == ["approved", "pending"]
    await shop.sim("provider/shop", action="repeat")
    await listener.wait(3)
    assert listener.heard[2].body in (listener.heard[0].body, listener.heard[1].body)
    await shop.sim("provider/shop", action="withdraw", sku="SV-00002")
    await shop.sim("provider/shop", action="buy", sku="SV-00002", sub="olya-7", status=409)
    async with shop.http.get(shop.url("/providers/shop/go/SV-00002"), headers=BROWSER) as response:
        assert response.status == 410 and 'value="buy"' not in await response.text()
    for path in ("go/SV-99999", "pictures/SV-99999.svg"):
        async with shop.http.get(shop.url(f"/providers/shop/{path}")) as response:
            assert response.status == 404


async def test_the_shop_is_shut_and_new_again(shop: Place) -> None:
    await shop.sim("provider/shop", action="price", sku="SV-00001", to=1)
    await shop.sim("provider/shop", action="garbage")
    assert (await feed(shop))[1] == b"<html>It works!</html>"
    await shop.sim("provider/shop", action="outage", times=1)
    assert (await feed(shop))[0].status == 503
    await shop.sim("reset", story="empty")
    assert (await ask(shop, "products/SV-00001"))[1]["price"] == f"{things()['SV-00001'].price / 100:.2f}"
