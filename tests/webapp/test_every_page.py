"""Each page of the route table in a browser: languages, themes, three widths. A new page is in it by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from playwright.async_api import Frame

from domain import database
from domain.accounts.people import Person, TelegramPerson, set_language
from domain.events import entries, fees, letters, questions, registration, talk
from domain.events.roster import PeopleFilter
from domain.payments import by_hand, orders, refunds, settlement
from domain.payments.settlement import Incoming
from locales import LANGUAGES, Lang, all_keys
from tests.webapp.conftest import Cast
from tests.webapp.phones import Phone, PickUp
from tests.webapp.world import IGOR, PAUL, make_staff, published
from webapp.app import routes
from webapp.kit.assets import Assets
from webapp.kit.sign_in import real_now

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NAME = "Maximilian-Alexander Featherstonehaugh 🏃‍♂️ الجري"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG = (f"{WORD} goes on. " * 60)[:4000]
ROOTS = {"/", "/events", "/me/events", "/me"}
"""They stand on the tabs; every other page leads back."""
PASSING = "/links/{token:[A-Za-z0-9_-]{22}}"
"""It is not looked at: it opens the event as soon as it is there."""
MORE = {
    "/events": ("?q=zzzz",),
    "/me/events": ("?tab=finished",),
    "/org/events/{event_id}/people": ("?group=left",),
    "/org/events/{event_id}/people/removing": ("?of={registration_id}",),
    "/org/events/{event_id}/answers": ("?of={asker_id}",),
    "/org/events/{event_id}/asking/changing": ("?key=size",),
}
"""Other faces of a page: empty, filtered."""
AT = {
    "/org/events/{event_id}/people": "/org/events/{plain_id}/people",
    "/org/events/{event_id}/people/removing": "/org/events/{plain_id}/people/removing",
    "/org/events/{event_id}/people/{registration_id}": "/org/events/{plain_id}/people/{registration_id}",
    "/events/{event_id}/pay": "/events/{paid_id}/pay",
    "/org/events/{event_id}/money": "/org/events/{earning_id}/money",
    "/org/events/{event_id}/letters/{letter_id}": "/org/events/{paid_id}/letters/{letter_id}",
}
"""Where the usual event is not the one to look at."""
ASKERS = ("/events/{event_id}/question", "/events/{event_id}/form", "/events/{event_id}/pay")
"""What an organizer cannot do at their own event."""
PAYERS = ("/me/payments",)
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


async def test_every_page_is_for_everybody(cast: Cast, phone: PickUp) -> None:
    """Light on a phone, dark on the smallest, one of them with axe; and on a desk. The theme changes meanwhile."""
    ids, wrong = await _full_world(cast), []
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
    await frame.evaluate("path => { Forma.shown = null; Forma.go(path, 'root'); }", path)
    await frame.wait_for_function("path => Forma.shown === path && document.querySelector('[data-page] h1')", arg=path)


async def _look(hand: Phone, frame: Frame, place: Place, lang: Lang, *, small: bool) -> list[str]:
    """What is wrong. `small`: axe looks at the smallest screen for everything, else at the usual one for its colours.

    Each page is looked at both ways, each time in another language.
    """
    wrong = []
    for width, dark in ((390, False), (320, True), (1280, not small)):
        await hand.page.set_viewport_size({"width": width, "height": 844})
        await hand.paint(dark=dark)
        await frame.wait_for_function("dark => Forma.root.dataset.theme === (dark ? 'dark' : 'light')", arg=dark)
        found = await _measured(hand, frame, place, lang)
        if width == (320 if small else 390):
            found += await _axe(frame, EVERY_RULE if small else OF_WORDS_AND_COLOURS)
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
        "the back button": await hand.page.locator("#back").is_visible() == is_root,
        f"back to {seen['back']}": not is_root and not _is_page(seen["back"]),
    }
    small = [f"too small to be tapped: {one}" for one in await frame.evaluate(SMALL)]
    return [words for words, is_wrong in checks.items() if is_wrong] + small


def _is_page(path: str) -> bool:
    return any(route.page and re.fullmatch(_pattern(route.path), path) for route in routes(Assets()))


def _pattern(path: str) -> str:
    return re.sub(r"\{\w+:((?:[^{}]|\{[^{}]*\})*)\}", r"\1", path)


async def _axe(frame: Frame, rules: Mapping[str, object]) -> list[str]:
    found = await frame.evaluate("rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules})", rules)
    worst = [(one["id"], one["nodes"][0]) for one in found["violations"]]
    return [f"{name}: {node['html'][:160]} {node['failureSummary']}" for name, node in worst]


async def _speak(person: Person, lang: Lang) -> None:
    async with database.transaction():
        await set_language(person.id, lang, now=real_now())


async def _money_moves(cast: Cast, event_id: int, now: datetime) -> None:
    """One says that they transferred theirs; another one's came, and a part is to be sent back by hand."""
    async with database.transaction():
        claimed = await registration.register(cast.paul, event_id, {}, now=now)
        await entries.claim_transfer(cast.paul, claimed.registration_id, now=now)
        came = await registration.register(cast.olya, event_id, {}, now=now)
        order = await orders.order_for(fees.PURPOSE, came.registration_id)
        assert order is not None
        receipt = await settlement.receive(Incoming("manual", "came", order.token, order.price), now=now)
        assert receipt.charge_id is not None
        await by_hand.leave(await refunds.give_back(receipt.charge_id, 45_000, reason="left", now=now), now=now)


async def _full_world(cast: Cast) -> dict[str, str]:
    """Nothing in it is short, and nothing in it is in Russian, so that what is not translated shows."""
    now = real_now()
    await database.execute("UPDATE profiles SET first_name = $1, last_name = ''", NAME)
    await make_staff(cast.igor, now)
    asked = {
        "key": "size",
        "kind": "choice",
        "label": WORD,
        "choices": [{"key": "m", "label": "M"}, {"key": "l", "label": WORD}],
    }
    event_id = await published(
        cast.igor,
        now,
        title=f"{WORD[:60]} {NAME}",
        description=LONG,
        rules=LONG,
        place=f"{WORD} 17",
        latitude=55.79,
        longitude=37.67,
        fee_minor=150_000,
        capacity=1000,
        distance_m=42195,
        zone="Asia/Tokyo",
        requirements={"min_age": 18, "gender": "any", "confirm": [WORD]},
        questions=[asked],
    )
    plain = await published(cast.igor, now, title="Run", place="Park", capacity=1)
    to = {"payment": "transfer", "transfer_to": f"{WORD} +7 900 123-45-67"}
    paid = await published(cast.igor, now, title=f"{WORD[:60]} {NAME}", place="Park", fee_minor=150_000, **to)
    earning = await published(cast.igor, now, title=f"{WORD[:60]} {NAME}", place="Park", fee_minor=150_000, **to)
    async with database.transaction():
        await registration.register(cast.paul, paid, {}, now=now)
        ticket = await registration.register(cast.igor, plain, {}, now=now)
        await talk.post_to_room(cast.igor, event_id, LONG[:3000], now=now)
        await talk.ask_organizer(cast.paul, event_id, f"{WORD}? {NAME}", now=now)
        await questions.add_question(cast.igor, plain, {"label": "T-shirt", "kind": "text", "required": True}, now=now)
        for kind in ("boolean", "date"):
            await questions.add_note(cast.igor, plain, {"label": f"{WORD[:40]} {kind}", "kind": kind}, now=now)
    await _money_moves(cast, earning, now)
    await database.execute(
        "INSERT INTO event_faq (event_id, question, answer, position) VALUES ($1, $2, $3, 1)",
        event_id,
        WORD,
        LONG[:500],
    )
    async with database.transaction():
        letter_id = await letters.write(cast.igor, paid, LONG[:2400], PeopleFilter(), now=now)
    registration_id = await database.fetchval("SELECT id FROM registrations WHERE event_id = $1", plain)
    assert ticket.status == "confirmed"
    return {
        "event_id": str(event_id),
        "plain_id": str(plain),
        "paid_id": str(paid),
        "earning_id": str(earning),
        "registration_id": str(registration_id),
        "letter_id": str(letter_id),
        "asker_id": str(cast.paul.id),
        "queue": "inbox",
    }
