"""The pages of the providers that are not tills, and what of them is seen behind the scenes."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.async_api import Page, expect

from sandbox.providers.oidc import desk
from sandbox.providers.rooms.server import KEY
from sandbox.providers.tracker import oauth
from tests.sandbox_client.conftest import Stage
from tests.sandbox_client.test_tills import checked

TRACKER = {"client_id": oauth.CLIENT_ID, "response_type": "code", "scope": "read,activity:read,activity:read_all"}
APPLE = {"client_id": desk.CLIENT_ID, "response_type": "code", "scope": "name email", "response_mode": "form_post"}


def back(stage: Stage) -> str:
    """Where the application is: on another origin; any page of it will do."""
    return f"{stage.origin.replace('localhost', '127.0.0.1')}/providers/shop/go/SV-00001"


def letters_in(page: Page, title: str) -> Any:
    return page.locator(f".call:has(> summary:has-text('{title}')) .letter")


async def test_a_form_leads_back_to_the_application_and_nowhere_else(stage: Stage) -> None:
    """With the page's own policy in force: a browser follows neither redirects nor forms that it does not allow."""
    page, there = await stage.look(), back(stage)
    asked = urlencode(TRACKER | {"redirect_uri": there, "state": "s1", "lang": "ru"})
    await page.goto(f"{stage.origin}/providers/tracker/oauth/authorize?{asked}")
    await page.get_by_label("Видеть и закрытые тренировки").uncheck()
    await page.get_by_role("button", name="Разрешить").click()
    await page.wait_for_url(f"{there}?**")
    answer = parse_qs(urlsplit(page.url).query)
    assert answer["state"] == ["s1"] and answer["scope"] == ["read,activity:read"] and answer["code"]
    posted: list[str | None] = []

    async def take(route: Any) -> None:
        posted.append(route.request.post_data)
        await route.fulfill(body="<!doctype html><link rel=icon href=data:,>", content_type="text/html")

    await page.route(there, take)
    asked = urlencode(APPLE | {"redirect_uri": there, "state": "s2", "lang": "ru"})
    await page.goto(f"{stage.origin}/providers/oidc/apple/auth/authorize?{asked}")
    await page.get_by_role("button", name="Разрешить").click()
    await page.wait_for_url(there)
    (form,) = [parse_qs(text or "") for text in posted]
    assert form["state"] == ["s2"] and form["code"] and "Оля" in form["user"][0]


@pytest.mark.parametrize(("theme", "lang"), [("light", "ru"), ("dark", "en")])
async def test_every_provider_has_its_pages_and_a_state_to_look_at(stage: Stage, theme: str, lang: str) -> None:
    ru = lang == "ru"
    as_ = "olya" if ru else "pasha"
    page = await stage.look(as_, width=390, height=844, color_scheme=theme, bypass_csp=True)
    behind, there = page.url, back(stage)
    seen = await signed_in(stage, page, there, lang, as_)
    seen += await visited(stage, page, lang)
    await stage.sim("provider/calendar", action="add", as_=as_)
    async with stage.http.get(f"{stage.origin}/providers/maps/nominatim/search?q=казань&format=yaml"):
        pass
    await page.goto(behind)
    await page.locator(".stage-button").click()
    await page.locator("[data-tab=providers]").click()
    looks = {
        "Strava": ("activity:read_all", "Морской забег" if ru else "Seaside run"),
        "Google, Apple": ("/providers/oidc/apple",),
        "Google Calendar": ("Зубной" if ru else "Dentist",),
        "Северный Ветер": ("Ждёт подтверждения" if ru else "To be approved", "SV-00003"),
        "Whereby": ("/yoga-", "Кто-то"),
        "Nominatim": ("nominatim · 403", "велодорожка" if ru else "cycleway"),
    }
    for title, texts in looks.items():
        await page.locator("summary", has_text=title).click()
        for text in texts:
            await expect(letters_in(page, title).filter(has_text=text).first).to_be_visible()
        seen += await checked(page, f"drawer: {title}")
        await page.locator("summary", has_text=title).click()
    await page.locator("summary", has_text="Strava").click()
    await page.get_by_role("button", name="Новая тренировка на часах" if ru else "New workout on the watch").click()
    await expect(letters_in(page, "Strava")).to_have_count(3)
    newest = letters_in(page, "Strava").filter(has_text="Утренний забег" if ru else "Morning Run")
    await newest.get_by_role("button", name="Удалить" if ru else "Delete").click()
    await expect(letters_in(page, "Strava")).to_have_count(2)
    assert seen == []


async def signed_in(stage: Stage, page: Page, there: str, lang: str, as_: str) -> list[str]:
    """Through the tracker's page; a workout follows."""
    asked = urlencode(TRACKER | {"redirect_uri": there, "lang": lang})
    await page.goto(f"{stage.origin}/providers/tracker/oauth/authorize?{asked}")
    seen = await checked(page, "consent")
    await page.locator("select").select_option(as_)
    await page.locator("button[value=allow]").click()
    await page.wait_for_url(f"{there}?**")
    code = parse_qs(urlsplit(page.url).query)["code"][0]
    client = {"client_id": oauth.CLIENT_ID, "client_secret": oauth.CLIENT_SECRET}
    form = client | {"code": code, "grant_type": "authorization_code"}
    async with stage.http.post(f"{stage.origin}/providers/tracker/oauth/token", data=form) as response:
        assert response.status == 200
    title = "Морской забег" if lang == "ru" else "Seaside run"
    await stage.sim("provider/tracker", action="workout", as_=as_, km=8, title=title)
    return seen


async def visited(stage: Stage, page: Page, lang: str) -> list[str]:
    """The shop's page, on which one buys, and a room, which one enters."""
    await stage.sim("provider/shop", action="stock", sku="SV-00003", to=2)
    await page.goto(f"{stage.origin}/providers/shop/go/SV-00003?subid=olya&lang={lang}")
    seen = await checked(page, "product")
    await page.locator("button[value=buy]").click()
    await expect(page.get_by_role("heading")).to_contain_text("принят" if lang == "ru" else "is placed")
    seen += await checked(page, "bought")
    body = {"endDate": "2036-01-01T00:00:00Z", "roomNamePrefix": "yoga-", "fields": ["hostRoomUrl"]}
    headers = {"Authorization": f"Bearer {KEY}"}
    async with stage.http.post(f"{stage.origin}/providers/rooms/v1/meetings", json=body, headers=headers) as response:
        made = await response.json()
    await page.goto(f"{made['hostRoomUrl']}&lang={lang}")
    seen += await checked(page, "room")
    await page.locator("input[name=name]").fill("Кто-то")
    await page.locator("button[value=join]").click()
    await expect(page.get_by_role("listitem")).to_contain_text("ведущий" if lang == "ru" else "host")
    seen += await checked(page, "inside")
    await page.goto(f"{stage.origin}/providers/rooms/jitsi/yoga?lang={lang}&jwt=rubbish")
    seen += await checked(page, "refused")
    stage.troubles[:] = [one for one in stage.troubles if "403 (Forbidden)" not in one]  # which it is meant to be
    return seen
