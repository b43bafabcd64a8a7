"""Each page of the route table in a browser: languages, themes, three widths. A new page is in it by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Frame

from domain import database
from domain.accounts.people import Person, TelegramPerson, get_person, set_language
from domain.events import holders, lifecycle
from domain.events.calendars import feeds
from domain.events.categories import managing
from domain.events.course import courses
from domain.events.entrance import checkers, door, gates
from domain.events.entry import entries, handover, questions, registration
from domain.events.entry.tickets import ticket_key
from domain.events.finding import nearby, weekly
from domain.events.group_door import asking
from domain.events.group_door import doors as group_doors
from domain.events.money import fees, promo_codes
from domain.events.party import guests
from domain.events.party import rules as party_rules
from domain.events.people import letters
from domain.events.people.roster import PeopleFilter
from domain.events.pinned import pins
from domain.events.programme import making as programme
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from domain.events.results import entering, imports, protests
from domain.events.results.sheets import Row
from domain.events.season import rules as season_rules
from domain.events.season.rules import SeasonRules
from domain.events.talking import talk
from domain.events.teams import captains
from domain.events.teams import rules as team_rules
from domain.events.teams.rules import TeamRules
from domain.files import documents
from domain.files.vault import Vault
from domain.organizations import follows, founding, team
from domain.organizations.follows import Organizer
from domain.organizations.form import Said
from domain.payments import by_hand, orders, refunds, settlement
from domain.payments.settlement import Incoming
from domain.spaces import links, membership
from domain.spaces.doors import doors
from domain.spaces.membership import Group
from forma.story.course import park_loop
from locales import LANGUAGES, Lang, all_keys
from tests.kit.followed import on_the_way
from tests.kit.papers import photo, uploaded
from tests.kit.people import meet_many
from tests.kit.tournaments import begun
from tests.webapp import finished
from tests.webapp.conftest import Cast
from tests.webapp.phones import Phone, PickUp
from tests.webapp.world import IGOR, PAUL, SECRET, make_staff, published
from webapp.kit.assets import Assets
from webapp.kit.sign_in import real_now
from webapp.table import routes

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NAME = "Maximilian-Alexander Featherstonehaugh 🏃‍♂️ الجري"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG = (f"{WORD} goes on. " * 60)[:4000]
ROOTS = {"/", "/events", "/me/events", "/me"}
"""They stand on the tabs; every other page leads back."""
PASSING = "/links/{token:[A-Za-z0-9_-]{22}}"
"""It is not looked at: it opens the event as soon as it is there."""
BRACKETS = ("", "/rules", "/match", "/players")
LEFT_BEHIND = ("photos", "photos/{photo_id}", "diploma")
MORE = {
    "/events": ("?q=zzzz",),
    "/organizers/{key}": ("?past=1",),
    "/org/events/new": ("?club={organization_id}",),
    "/me/events": ("?tab=finished",),
    "/org/events/{event_id}/people": ("?group=left",),
    "/org/events/{event_id}/people/removing": ("?of={registration_id}",),
    "/org/events/{event_id}/answers": ("?of={asker_id}",),
    "/org/events/{event_id}/asking/changing": ("?key=size",),
    "/org/events/{event_id}/programme": ("?item={item_id}",),
    "/events/{event_id}/live": ("?in=fa30",),
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
    "/events/{event_id}/live/protest": "/events/{run_id}/live/protest",
    "/org/events/{event_id}/results": "/org/events/{run_id}/results",
    "/org/events/{event_id}/results/reviews": "/org/events/{run_id}/results/reviews",
    "/org/events/{event_id}/results/lists/{list_id}": "/org/events/{run_id}/results/lists/{list_id}",
    "/org/events/{event_id}/results/{registration_id}": "/org/events/{run_id}/results/{runner_id}",
    "/events/{event_id}/bracket": "/events/{cup_id}/bracket",
    **{f"/org/events/{{event_id}}/bracket{one}": f"/org/events/{{cup_id}}/bracket{one}" for one in BRACKETS},
    **{
        f"/events/{{event_id}}/{one}": f"/events/{{over_id}}/{one}"
        for one in ("photos", "photos/{photo_id}", "diploma")
    },
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
    "/org/events/{event_id}/letters/{letter_id}": "/org/events/{paid_id}/letters/{letter_id}",
}
"""Where the usual event is not the one to look at."""
ASKERS = (
    *("/handovers/{token}", "/events/{event_id}/question", "/events/{event_id}/form", "/events/{event_id}/pay"),
    *("/events/{event_id}/live/protest", "/events/{event_id}/diploma", "/me/badges"),
    "/events/{event_id}/entrance",
    "/teams/{token}",
)
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


async def test_every_page_is_for_everybody(cast: Cast, phone: PickUp, tmp_path: Path) -> None:
    """Light on a phone, dark on the smallest, one of them with axe; and on a desk. The theme changes meanwhile."""
    ids, wrong = await _full_world(cast, tmp_path), []
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
        await promo_codes.add(cast.igor, event_id, "W" * 20, 10, uses=20, until=now.date(), now=now)
        claimed = await registration.register(cast.paul, event_id, {}, now=now)
        await entries.claim_transfer(cast.paul, claimed.registration_id, now=now)
        came = await registration.register(cast.olya, event_id, {}, now=now)
        order = await orders.order_for(fees.PURPOSE, came.registration_id)
        assert order is not None
        receipt = await settlement.receive(Incoming("manual", "came", order.token, order.price), now=now)
        assert receipt.charge_id is not None
        await by_hand.leave(await refunds.give_back(receipt.charge_id, 45_000, reason="left", now=now), now=now)


async def _offered(cast: Cast, event_id: int, now: datetime) -> None:
    """A calendar with an address, a week's choice, a radius, and an event on everybody's first screen."""
    for person in (cast.igor, cast.paul):
        await database.execute(
            "UPDATE profiles SET latitude = 55.75, longitude = 37.62, interests = '{running}' WHERE user_id = $1",
            person.id,
        )
    async with database.transaction():
        await feeds.get_feed(cast.igor, now=now)
        await weekly.subscribe(cast.igor, now=now)
        await nearby.set_radius(cast.igor, 10)
        igor = await get_person(cast.igor.id)
        await pins.pin(igor, event_id, (now + timedelta(days=2)).date(), now=now)
        await managing.add(igor, "Очень длинное название категории для проверки", WORD[:48], now=now)


async def _door_open(cast: Cast, now: datetime) -> int:
    """In an hour: with gates, a checker, and somebody who has come."""
    starts_at = now + timedelta(hours=1)
    event_id = await published(
        cast.igor, now, title=f"{WORD[:60]} {NAME}", place="Park", starts_at=starts_at, ends_at=None
    )
    async with database.transaction():
        came = await registration.register(cast.olya, event_id, {}, now=now)
        await registration.register(cast.paul, event_id, {}, now=now)
        for name in ("A", WORD[:24]):
            gate = await gates.add_gate(cast.igor, event_id, name, now=now)
        await checkers.add_checker(cast.igor, event_id, cast.paul.id, now=now)
        await checkers.link_token(cast.igor, event_id)
        scan = door.Scan("a-scan-key", now, registration_id=came.registration_id, gate_id=gate.id)
        await door.check_in(cast.igor, event_id, [scan], key=ticket_key(SECRET).public_key(), now=now)
    return event_id


async def _group_with_door(cast: Cast, event_id: int, now: datetime) -> None:
    """A group that is entered by request; somebody waits to be let in."""
    async with database.transaction():
        await membership.enter(Group(-1001, NAME, "supergroup", is_forum=False), language="en", now=now)
        await links.bind(-1001, f"event:{event_id}", cast.igor.id, now=now)
        await group_doors.open_door(cast.igor, event_id, now=now)
        await doors.link_made(-1001, "https://t.me/+AbCdEfGhIjKlMnOp")
        await asking.came(cast.olya, "https://t.me/+AbCdEfGhIjKlMnOp", cast.olya.telegram_id, None, now=now)


async def _full_world(cast: Cast, files: Path) -> dict[str, str]:
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
    paper = {"key": "paper", "kind": "document", "label": WORD, "dated": True, "checked": True, "prefill": "insurance"}
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
        questions=[asked, paper],
    )
    plain = await published(cast.igor, now, title="Run", place="Park", capacity=1)
    to = {"payment": "transfer", "transfer_to": f"{WORD} +7 900 123-45-67"}
    paid = await published(cast.igor, now, title=f"{WORD[:60]} {NAME}", place="Park", fee_minor=150_000, **to)
    earning = await published(cast.igor, now, title=f"{WORD[:60]} {NAME}", place="Park", fee_minor=150_000, **to)
    asked_id = await published(cast.igor, now, title="Race", place="Park", questions=[asked, paper])
    paul_paper, own_paper = [await uploaded(one.id, Vault(files), photo()) for one in (cast.paul, cast.igor)]
    given: dict[str, Any] = {"size": "l", "paper": {"id": paul_paper}, "paper_until": "2099-05-31"}
    async with database.transaction():
        await registration.register(cast.paul, asked_id, given, now=now)
        mine = given | {"paper": {"id": own_paper}}
        await registration.register(cast.igor, asked_id, mine, now=now)
        entry = await database.fetchval("SELECT min(id) FROM registrations WHERE event_id = $1", asked_id)
        await documents.read(cast.paul.id, own_paper, "event-entry", entry + 1, now=now)
        await registration.register(cast.paul, paid, {}, now=now)
        await promo_codes.add(cast.igor, paid, "SPORT10", 10, now=now)
        ticket = await registration.register(cast.igor, plain, {}, now=now)
        await talk.post_to_room(cast.igor, event_id, LONG[:3000], now=now)
        await courses.keep(cast.igor, event_id, park_loop(), now=now)
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
        lines = f"10:00 {WORD[:90]}; 10:30–11:00 {NAME} / 1; 10:30 5 km / 30; 12:00 {WORD[:60]} (optional)"
        for one in (event_id, plain):
            await programme.add(cast.igor, one, f"{lines}\nday 2\n9:00 {NAME}", keep=True, now=now)
    item_id = await database.fetchval("SELECT id FROM programme_items WHERE event_id = $1 AND pool_id > 0", event_id)
    await _group_with_door(cast, event_id, now)
    await _offered(cast, event_id, now)
    results = await _raced(cast, now)
    left = await finished.over(
        *(cast.igor, [cast.paul, cast.olya], files),
        now=now,
        words=LONG[:290],
        title=f"{WORD[:60]} {NAME}",
        place="Park",
    )
    named = await _club(cast, event_id, now)
    today = await _door_open(cast, now)
    async with database.transaction():
        await handover.set_rule(cast.igor, plain, allowed=True, now=now)
        handover_token = await handover.offer(cast.igor, ticket.registration_id, now=now)
    async with database.transaction():
        await team_rules.set_rules(cast.igor, plain, TeamRules(2, 6, 1, needs_woman=True), now=now)
        team_id = await captains.make(cast.igor, plain, f"{WORD[:20]} {NAME[:15]}", now=now)
        letter_id = await letters.write(cast.igor, paid, LONG[:2400], PeopleFilter(), now=now)
    registration_id = await database.fetchval("SELECT id FROM registrations WHERE event_id = $1", plain)
    assert ticket.status == "confirmed"
    return {
        "event_id": str(event_id),
        "item_id": str(item_id),
        "plain_id": str(plain),
        "paid_id": str(paid),
        "earning_id": str(earning),
        "today_id": str(today),
        "handover_token": handover_token,
        "party_id": str(await _party(cast, now)),
        "team_id": str(team_id),
        "team_token": await database.fetchval("SELECT token FROM event_teams WHERE id = $1", team_id),
        "registration_id": str(registration_id),
        "letter_id": str(letter_id),
        "asker_id": str(cast.paul.id),
        "asked_id": str(asked_id),
        "application_id": str(await database.fetchval("SELECT min(id) FROM applications")),
        "document_id": str(own_paper),
        "queue": "inbox",
        **results,
        "over_id": str(left.event_id),
        "photo_id": str(left.photo_id),
        "code": left.code,
        "cup_id": str(await _cup(cast, now)),
        **named,
    }


async def _party(cast: Cast, now: datetime) -> int:
    """One place more than the first party takes; others wait."""
    event_id = await published(cast.igor, now, title=f"{WORD[:60]} {NAME}", place="Park", capacity=4)
    async with database.transaction():
        await party_rules.set_rule(cast.igor, event_id, 3, now=now)
        await registration.register(cast.igor, event_id, {}, guests=2, now=now)
        guest = (await guests.get_party(cast.igor, event_id)).guests[0]
        await guests.call(cast.igor, event_id, guest.id, NAME, now=now)
        for person in (cast.paul, cast.olya):
            await registration.register(person, event_id, {}, guests=1, now=now)
    return event_id


async def _club(cast: Cast, event_id: int, now: datetime) -> dict[str, str]:
    """A club whose event comes every week, with a team and somebody who is asked to join it."""
    async with database.transaction():
        said = Said("federation", f"{WORD[:40]} {NAME}"[:80], LONG[:2000], "moscow", "https://example.org")
        club = await founding.found(cast.igor, said, now=now)
        other = await founding.found(cast.paul, Said("club", f"{WORD[:60]} two"), now=now)
        invited = await team.invite(cast.paul, other.id, cast.igor, "checker", now=now)
        for person, role in ((cast.paul, "checker"), (cast.olya, "timer")):
            asked = await team.invite(cast.igor, club.id, person, role, now=now)
            if person is cast.paul:
                await team.accept(person, asked.token, now=now)
        await founding.verify(await get_person(cast.igor.id), club.slug, verified=True, now=now)
        await follows.follow(cast.igor, Organizer(club.id), now=now)
        await holders.hand_over(await get_person(cast.igor.id), event_id, club.id, now=now)
        made = await series.make(await get_person(cast.igor.id), event_id, Wanted(4, publish=False), now=now)
        await season_rules.set_rules(
            await get_person(cast.igor.id), made.series_id, SeasonRules("places", (25, 18), 3), now=now
        )
    await database.execute(
        "INSERT INTO season_standings (series_id, user_id, points, dates, sort_key) VALUES ($1, $2, 25000, 1, $3)",
        *(made.series_id, cast.igor.id, [-25_000, -1, 0, 0, 1]),
    )
    return {
        "organization_id": str(club.id),
        "series_id": str(made.series_id),
        "key": club.slug,
        "token": invited.token,
    }


async def _raced(cast: Cast, now: datetime) -> dict[str, str]:
    """A race with results, one of them in doubt, another protested, and a list with everything that can be wrong."""
    run_id = await published(cast.igor, now, title=f"{WORD[:60]} {NAME}", kind="race", place="Park", distance_m=5000)
    await database.execute(
        "UPDATE profiles SET gender = 'female', birth_date = '1992-05-01', results_visibility = 'public'"
    )
    async with database.transaction():
        for person in (cast.olya, cast.paul):
            await registration.register(person, run_id, {}, now=now)
        await team_rules.set_rules(cast.igor, run_id, TeamRules(2, 6, 1), now=now)
        await captains.make(cast.paul, run_id, WORD[:40], now=now)
        await lifecycle.start(cast.igor, run_id, now=now)
        await entering.enter(cast.igor, run_id, 1, "0:21:43", now=now)
        await entering.enter(cast.igor, run_id, 2, "1:21:43.25", now=now)
        await protests.protest(cast.olya, run_id, LONG[:1500], NAME, now=now)
        rows = [
            Row(line, number, {-1: said})
            for line, number, said in ((2, "2", "20:00"), (3, "77", "1:00"), (4, "x", WORD))
        ]
        list_id = await imports.receive(cast.igor, run_id, f"{WORD}.csv", None, now=now)
        await imports.take_rows(list_id, rows, now=now)
        await on_the_way(cast.igor, run_id, now=now)
    runner_id = await database.fetchval("SELECT id FROM registrations WHERE event_id = $1 AND number = 2", run_id)
    return {"run_id": str(run_id), "list_id": str(list_id), "runner_id": str(runner_id)}


async def _cup(cast: Cast, now: datetime) -> int:
    """Begun, with a report that waits; who looks plays in it, and manages it."""
    made = await begun(cast.igor, [cast.igor, cast.paul, *await meet_many(6, now=now)], now=now, format="double")
    await database.execute("UPDATE profiles SET first_name = $1, last_name = '' WHERE first_name LIKE 'Бег%'", NAME)
    await database.execute(
        "UPDATE events SET title = $2, place = 'Park' WHERE id = $1", made.event_id, f"{WORD[:60]} {NAME}"
    )
    await made.won("W1.2", 4, now=now)
    await made.report("W1.1", 8, 2, 0, now=now)
    await made.report("W1.3", 2, 2, 0, now=now)
    await made.dispute("W1.3", 7, now=now)
    return made.event_id
