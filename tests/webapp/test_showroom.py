"""The parts of the kit keep their looks: what decides them is compared, not the pixels that fonts and machines make."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page

from forma.gallery import screens as gallery
from locales import LANGUAGES
from tests.kit.clock import FakeClock
from tests.webapp import world
from tests.webapp.test_every_page import AXE, EVERY_RULE, OF_WORDS_AND_COLOURS, SMALL, violations
from tests.webapp.world import WebClient
from webapp.showroom import views as showroom

LOOKS = Path(__file__).with_name("looks.json")
COLOURS = ["color", "background-color", "fill"]
SHAPES = [
    *("border-radius", "border-top-width", "font-size", "font-weight", "font-variant-numeric", "text-align"),
    *("text-decoration-line", "display", "flex-direction", "gap", "padding", "margin-top", "margin-bottom"),
    *("margin-left", "min-height", "max-width", "opacity", "box-shadow", "white-space", "-webkit-line-clamp"),
]
READ = """kept => {
    const dull = ['none', 'normal', '0px', 'auto', 'rgba(0, 0, 0, 0)', 'start', 'row', '1'];
    const states = ['disabled', 'checked', 'hidden', 'aria-current'];
    const found = {};
    for (const part of document.querySelectorAll('[data-part]')) {
        const looks = (found[part.dataset.part] = {});
        for (const one of part.querySelectorAll('*')) {
            if (one.matches('use, path, option, br')) continue;
            const style = getComputedStyle(one), type = one.getAttribute('type');
            const name = one.tagName.toLowerCase() + [...one.classList].sort().map((two) => `.${two}`).join('')
                + [type, ...states.filter((two) => one.hasAttribute(two))].map((two) => two ? `[${two}]` : '').join('');
            const said = kept.filter((key) => key !== 'fill' || one.matches('rect, circle'))
                .map((key) => [key, style.getPropertyValue(key)])
                .filter(([, value]) => !dull.includes(value)).map((pair) => pair.join(': ')).join('; ');
            const seen = (looks[name] ??= []);
            if (!seen.includes(said)) seen.push(said);
        }
    }
    return found;
}"""
PLACED = """() => [...document.querySelectorAll('.specimen :is(.card > .cell, .button, .segments a)')]
    .filter((one) => one.offsetParent).map((one) => [one.getBoundingClientRect(), one.className])
    .filter(([box, name]) => box.height < (/^cell/.test(name) ? 47.9 : 43.9) || box.left < 11 || box.right > innerWidth)
    .map(([box, name]) => `${name} ${JSON.stringify(box)}`)"""
pytestmark = pytest.mark.browser


@pytest.fixture
async def shop() -> AsyncIterator[str]:
    """The application as the demo serves it."""
    app = world.app_for(FakeClock())
    app.cleanup_ctx.clear()
    app.on_shutdown.clear()
    app.add_routes(showroom.routes(gallery.shown))
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.fixture
async def page(browser: Browser) -> Page:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    return await context.new_page()


async def test_every_part_keeps_its_looks(shop: str, page: Page) -> None:
    """After a change that was meant: FORMA_LOOKS=keep, and the difference of looks.json is looked at."""
    seen: dict[str, Any] = {}
    for theme in showroom.THEMES:
        await page.goto(f"{shop}/kit?theme={theme}")
        seen[theme] = await page.evaluate(READ, COLOURS if seen else COLOURS + SHAPES)
    if os.environ.get("FORMA_LOOKS") == "keep":
        LOOKS.write_text(json.dumps(seen, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    known = json.loads(LOOKS.read_text())
    assert [*_differences(known, seen)] == []


def _differences(known: Any, seen: Any, at: str = "") -> list[str]:
    if isinstance(known, dict) and isinstance(seen, dict):
        keys = sorted(known.keys() | seen.keys())
        return [one for key in keys for one in _differences(known.get(key), seen.get(key), f"{at} {key}")]
    if known == seen:
        return []
    return [f"{at}: {sorted(set(known or ()) - set(seen or ()))} → {sorted(set(seen or ()) - set(known or ()))}"]


WITH_AXE = {("ru", "light"): EVERY_RULE, ("en", "dark"): OF_WORDS_AND_COLOURS}
"""Words do not depend on the theme, nor colours on the language."""


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_every_part_is_for_everybody(shop: str, page: Page, lang: str) -> None:
    troubles: list[str] = []
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    for path in ("/kit", "/kit/screens"):
        for theme, width in (("light", 390), ("dark", 320)):
            await page.set_viewport_size({"width": width, "height": 844})
            await page.goto(f"{shop}{path}?lang={lang}&theme={theme}")
            where = f"{path} {lang} {theme} {width}"
            assert await page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, where
            assert await page.evaluate(SMALL) == [], where
            assert await page.evaluate(PLACED) == [], where
            assert await page.evaluate("() => document.documentElement.lang") == lang
            if rules := WITH_AXE.get((lang, theme)):
                await page.evaluate(AXE.read_text())
                assert await violations(page, rules) == [], where
    assert troubles == []


async def test_it_is_not_there_beside_the_real_telegram(app: web.Application, client: WebClient) -> None:
    """The application alone does not serve it; the demo adds it."""
    for path in ("/kit", "/kit/screens"):
        assert (await client.get(path)).status == 404
    assert not any("/kit" in str(route.resource) for route in app.router.routes())
