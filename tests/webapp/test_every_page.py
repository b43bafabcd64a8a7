"""Each page of the route table in a browser: languages, themes, three widths. A new page is in it by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Frame, Page, TimeoutError, expect

from domain import database
from domain.accounts.people import Person, TelegramPerson, set_language
from locales import LANGUAGES, Lang, all_keys
from tests.webapp.conftest import Cast
from tests.webapp.full_world import full_world
from tests.webapp.phones import Phone, PickUp
from tests.webapp.world import IGOR, PAUL
from webapp.kit.assets import Assets
from webapp.kit.sign_in import real_now
from webapp.table import routes

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ROOTS = {"/", "/events", "/events/map", "/me/events", "/me"}
"""They stand on the tabs; every other page leads back."""
PASSING = "/links/{token:[A-Za-z0-9_-]{22}}"
"""It is not looked at: it opens the event as soon as it is there."""
BRACKETS = ("", "/rules", "/match", "/players")
LEFT_BEHIND = ("photos", "photos/{photo_id}", "diploma")
MORE = {
    "/events": ("?q=zzzz",),
    "/events/map": ("?box=-30,-60,-20,-40&zoom=5", "?box=45,19,70,90&zoom=3"),
    "/organizers/{key}": ("?past=1",),
    "/org/events/new": ("?club={organization_id}",),
    "/me/events": ("?tab=finished",),
    "/org/events/{event_id}/people": ("?group=left",),
    "/org/events/{event_id}/people/removing": ("?of={registration_id}",),
    "/org/events/{event_id}/answers": ("?of={asker_id}",),
    "/org/events/{event_id}/asking/changing": ("?key=size",),
    "/org/events/{event_id}/programme": ("?item={item_id}",),
    "/events/{event_id}/live": ("?in=fa30",),
    "/events/{event_id}/track": ("?again=1",),
    "/org/events/{event_id}/bracket/match": ("?key=W2.1", "?key=L1.1"),
    "/events/{event_id}/photos": ("?of=me", "?number=99"),
}
"""Other faces of a page: empty, filtered."""
AT = {
    "/org/events/{event_id}/people": "/org/events/{plain_id}/people",
    "/org/events/{event_id}/people/removing": "/org/events/{plain_id}/people/removing",
    "/org/events/{event_id}/people/{registration_id}": "/org/events/{plain_id}/people/{registration_id}",
    "/events/{event_id}/pay": "/events/{paid_id}/pay",
    "/org/events/{event_id}/money": "/org/events/{earning_id}/money",
    "/org/events/{event_id}/promo": "/org/events/{earning_id}/promo",
    "/org/events/{event_id}/applications": "/org/events/{asked_id}/applications",
    "/org/events/{event_id}/applications/{application_id}": "/org/events/{asked_id}/applications/{application_id}",
    "/events/{event_id}/live": "/events/{run_id}/live",
    "/events/{event_id}/track": "/events/{run_id}/track",
    "/events/{event_id}/live/protest": "/events/{run_id}/live/protest",
    "/org/events/{event_id}/results": "/org/events/{run_id}/results",
    "/org/events/{event_id}/results/reviews": "/org/events/{run_id}/results/reviews",
    "/org/events/{event_id}/results/lists/{list_id}": "/org/events/{run_id}/results/lists/{list_id}",
    "/org/events/{event_id}/results/{registration_id}": "/org/events/{run_id}/results/{runner_id}",
    "/events/{event_id}/bracket": "/events/{cup_id}/bracket",
    **{f"/org/events/{{event_id}}/bracket{one}": f"/org/events/{{cup_id}}/bracket{one}" for one in BRACKETS},
    **{f"/events/{{event_id}}/{one}": f"/events/{{over_id}}/{one}" for one in LEFT_BEHIND},
    "/org/events/{event_id}/awards": "/org/events/{over_id}/awards",
    "/org/events/{event_id}/door": "/org/events/{today_id}/door",
    "/org/events/{event_id}/door/setup": "/org/events/{today_id}/door/setup",
    "/org/events/{event_id}/timer": "/org/events/{run_id}/timer",
    "/handovers/{token}": "/handovers/{handover_token}",
    "/teams/{token}": "/teams/{team_token}",
    "/events/{event_id}/teams": "/events/{plain_id}/teams",
    "/events/{event_id}/teams/{team_id}": "/events/{plain_id}/teams/{team_id}",
    "/org/events/{event_id}/teams": "/org/events/{plain_id}/teams",
    "/events/{event_id}/live/teams": "/events/{run_id}/live/teams",
    "/events/{event_id}/party": "/events/{party_id}/party",
    "/org/events/{event_id}/guests": "/org/events/{party_id}/guests",
    "/org/events/{event_id}/line": "/org/events/{party_id}/line",
    **{
        f"/org/events/{{event_id}}/letters{one}": f"/org/events/{{paid_id}}/letters{one}"
        for one in ("", "/{letter_id}", "/{letter_id}/time", "/{letter_id}/words")
    },
}
"""Where the usual event is not the one to look at."""
ASKERS = (
    *("/handovers/{token}", "/events/{event_id}/question", "/events/{event_id}/form", "/events/{event_id}/pay"),
    *("/events/{event_id}/live/protest", "/events/{event_id}/diploma", "/me/badges"),
    "/events/{event_id}/entrance",
    "/teams/{token}",
)
"""What an organizer cannot do at their own event."""
PAYERS = ("/me/payments", "/me/payments/{order_id}")
"""What is empty for who has paid nothing."""
SMALL = """() => [...document.querySelectorAll(
        'a, button, input:not([type=hidden]), select, textarea, label:has(input)')]
    .filter((one) => one.offsetParent && !(one.matches('input') && one.closest('label, .sr')) && !one.closest('.sr'))
    .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
    .filter(([box]) => box.width && (box.height < 43.9 || box.width < 43.9)).map(([, html]) => html)"""
SEEN = """() => ({
    wider: document.documentElement.scrollWidth - innerWidth,
    heads: document.querySelectorAll('#page h1').length,
    title: document.title,
    lang: document.documentElement.lang,
    words: document.getElementById('page').innerText,
    back: document.querySelector('[data-page]').dataset.back || '',
    primary: document.querySelectorAll('#page .button:not(.soft, .danger)').length
        + ('mainButton' in document.querySelector('[data-page]').dataset ? 1 : 0),
    lost: [...document.querySelectorAll('#page img[src]')].filter((one) => one.complete && !one.naturalWidth).length,
})"""
PAINTED = "([width, theme]) => innerWidth === width && Forma.root.dataset.theme === theme"
EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
OF_WORDS_AND_COLOURS = {
    "type": "rule",
    "values": [
        "aria-command-name", "aria-input-field-name", "aria-toggle-field-name", "button-name", "color-contrast",
        "document-title", "html-has-lang", "html-lang-valid", "image-alt", "input-button-name", "label",
        "link-in-text-block", "link-name", "select-name", "valid-lang",
    ],
}  # fmt: skip
"""What another theme or another language may break; the rest is the same DOM."""
pytestmark = [pytest.mark.browser, pytest.mark.long]


@dataclass(frozen=True, slots=True)
class Place:
    """One address, and who looks at it."""

    route: str
    path: str
    who: TelegramPerson


def places(ids: dict[str, str]) -> list[Place]:
    """Every page of the application. One whose parameter nobody knows fails here, so that it is not forgotten."""
    found = []
    for route in routes(Assets()):
        if not route.page or route.path == PASSING:
            continue
        plain = re.sub(r"\{(\w+):(?:[^{}]|\{[^{}]*\})*\}", r"{\1}", route.path)
        who = PAUL if plain in ASKERS + PAYERS else IGOR
        at = AT.get(plain, plain)
        found += [Place(plain, (at + more).format(**ids), who) for more in ("", *MORE.get(plain, ()))]
    return found


async def test_every_page_is_for_everybody(cast: Cast, phone: PickUp, tmp_path: Path) -> None:
    """Light on a phone, dark on the smallest, one of them with axe; and on a desk. The theme changes meanwhile."""
    ids, wrong = await full_world(cast, tmp_path), []
    for lang in LANGUAGES:
        for who, person in ((IGOR, cast.igor), (PAUL, cast.paul)):
            await _speak(person, lang)
            hand = await phone()
            frame = await hand.open(who, "/")
            await frame.evaluate(AXE.read_text())
            for number, place in enumerate(one for one in places(ids) if one.who is who):
                await _go(frame, place.path)
                wrong += await _look(hand, frame, place, lang, small=(number % 2 == 0) == (lang == "ru"))
            wrong += hand.troubles
            await hand.page.context.close()
    assert not wrong, "\n".join(wrong)


async def _go(frame: Frame, path: str) -> None:
    """Opened from nowhere, as by a link: there is no way behind it."""
    await frame.evaluate("path => { Forma.go(path, 'root'); Forma.shown = null; }", path)
    is_there = "path => Forma.shown === path && document.querySelector('[data-page] h1')"
    try:
        await frame.wait_for_function(is_there, arg=path, timeout=60_000)
    except TimeoutError:
        seen = "() => [Forma.here(), Forma.shown, document.getElementById('page').innerText.slice(0, 200)]"
        raise AssertionError(f"{path} does not come: {await frame.evaluate(seen)}") from None


async def _look(hand: Phone, frame: Frame, place: Place, lang: Lang, *, small: bool) -> list[str]:
    """What is wrong. `small`: axe looks at the smallest screen for everything, else at the usual one for its colours.

    Each page is looked at both ways, each time in another language.
    """
    wrong = []
    for width, dark in ((390, False), (320, True), (1280, not small)):
        await hand.page.set_viewport_size({"width": width, "height": 844})
        await hand.paint(dark=dark)
        await frame.wait_for_function(PAINTED, arg=[width, "dark" if dark else "light"])
        found = await _measured(hand, frame, place, lang)
        if width == (320 if small else 390):
            found += await violations(frame, EVERY_RULE if small else OF_WORDS_AND_COLOURS)
        wrong += [f"{place.path} {lang} {width} {'dark' if dark else 'light'}: {one}" for one in found]
    return wrong


async def _measured(hand: Phone, frame: Frame, place: Place, lang: Lang) -> list[str]:
    seen = await frame.evaluate(SEEN)
    said = set(re.findall(r"[a-z]+(?:-[a-z0-9]+)+", seen["words"])) & set(all_keys(lang))
    russian = re.findall("[А-яЁё]+", seen["words"].replace("Русский", "")) if lang == "en" else []
    is_root = place.route in ROOTS
    checks = {
        f"wider than the screen by {seen['wider']}": seen["wider"] > 0,
        f"one headline, not {seen['heads']}": seen["heads"] != 1,
        "no title": not seen["title"].strip(),
        f"in {seen['lang']}": seen["lang"] != lang,
        f"{seen['primary']} main things to do": seen["primary"] > 1,
        "a picture is missing": seen["lost"] > 0,
        f"not translated: {said}{russian}": bool(said or russian),
        "the back button": not await _is_shown(hand.page, "#back", not is_root),
        f"back to {seen['back']}": not is_root and not _is_page(seen["back"]),
    }
    small = [f"too small to be tapped: {one}" for one in await frame.evaluate(SMALL)]
    return [words for words, is_wrong in checks.items() if is_wrong] + small


async def _is_shown(page: Page, button: str, wanted: bool) -> bool:
    """The host hears of it a moment after the page is there."""
    try:
        await expect(page.locator(button)).to_be_visible(visible=wanted)
    except AssertionError:
        return False
    return True


def _is_page(path: str) -> bool:
    return any(route.page and re.fullmatch(_pattern(route.path), path) for route in routes(Assets()))


def _pattern(path: str) -> str:
    return re.sub(r"\{\w+:((?:[^{}]|\{[^{}]*\})*)\}", r"\1", path)


async def violations(frame: Frame | Page, rules: Mapping[str, object]) -> list[str]:
    """By axe, which the page has been given."""
    found = await frame.evaluate("rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules})", rules)
    worst = [(one["id"], one["nodes"][0]) for one in found["violations"]]
    return [f"{name}: {node['html'][:160]} {node['failureSummary']}" for name, node in worst]


async def _speak(person: Person, lang: Lang) -> None:
    async with database.transaction():
        await set_language(person.id, lang, now=real_now())
