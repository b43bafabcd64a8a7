"""A world in which every page has something to show, and everything is as long as it may be."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from domain import database, reactions
from domain.accounts.people import get_person
from domain.events import holders, lifecycle
from domain.events.calendars import feeds
from domain.events.categories import managing
from domain.events.course import courses
from domain.events.entrance import checkers, door, gates
from domain.events.entry import entries, handover, questions, registration
from domain.events.entry.admitting import Outcome
from domain.events.entry.tickets import ticket_key
from domain.events.finding import nearby, weekly
from domain.events.group_door import asking
from domain.events.group_door import doors as group_doors
from domain.events.money import fees, promo_codes
from domain.events.party import guests
from domain.events.party import rules as party_rules
from domain.events.people import letters, planned_letters
from domain.events.people.letter_times import LetterTime
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
from tests.kit.followed import on_the_way
from tests.kit.papers import photo, uploaded
from tests.kit.people import meet_many
from tests.kit.recorded import recorded
from tests.kit.tournaments import begun
from tests.webapp import finished
from tests.webapp.conftest import Cast
from tests.webapp.world import SECRET, make_staff, published
from webapp.kit.sign_in import real_now

NAME = "Maximilian-Alexander Featherstonehaugh 🏃‍♂️ الجري"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG = (f"{WORD} goes on. " * 60)[:4000]
ASKED: dict[str, Any] = {
    "key": "size",
    "kind": "choice",
    "label": WORD,
    "choices": [{"key": "m", "label": "M"}, {"key": "l", "label": WORD}],
}
PAPER: dict[str, Any] = {
    "key": "paper",
    "kind": "document",
    "label": WORD,
    "dated": True,
    "checked": True,
    "prefill": "insurance",
}
QUESTIONS = [ASKED, PAPER]


async def full_world(cast: Cast, files: Path) -> dict[str, str]:
    """Nothing in it is short, and nothing in it is in Russian, so that what is not translated shows."""
    now = real_now()
    await database.execute("UPDATE profiles SET first_name = $1, last_name = ''", NAME)
    await make_staff(cast.igor, now)
    event_id = await _rich_event(cast, now)
    plain = await published(cast.igor, now, title="Run", place="Park", capacity=1)
    paid, earning = await _with_fee(cast, now), await _with_fee(cast, now)
    asked_id = await published(cast.igor, now, title="Race", place="Park", questions=QUESTIONS)
    own_paper = await _papers(cast, asked_id, files, now)
    ticket = await _entered(cast, event_id, plain, paid, now)
    await _money_moves(cast, earning, now)
    await _told_about(cast, event_id, plain, now)
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
        await planned_letters.plan(cast.igor, letter_id, LetterTime(hours=24), now=now)
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
        "registration_id": str(ticket.registration_id),
        "letter_id": str(letter_id),
        "order_id": str(await _in_stars(cast, now)),
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


async def _rich_event(cast: Cast, now: datetime) -> int:
    return await published(
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
        questions=QUESTIONS,
    )


async def _with_fee(cast: Cast, now: datetime) -> int:
    to = {"payment": "transfer", "transfer_to": f"{WORD} +7 900 123-45-67"}
    return await published(cast.igor, now, title=f"{WORD[:60]} {NAME}", place="Park", fee_minor=150_000, **to)


async def _papers(cast: Cast, event_id: int, files: Path, now: datetime) -> int:
    """Two hand in a document; one of them has been looked at."""
    paul_paper, own_paper = [await uploaded(one.id, Vault(files), photo()) for one in (cast.paul, cast.igor)]
    given: dict[str, Any] = {"size": "l", "paper": {"id": paul_paper}, "paper_until": "2099-05-31"}
    async with database.transaction():
        await registration.register(cast.paul, event_id, given, now=now)
        await registration.register(cast.igor, event_id, given | {"paper": {"id": own_paper}}, now=now)
        entry = await database.fetchval("SELECT min(id) FROM registrations WHERE event_id = $1", event_id)
        await documents.read(cast.paul.id, own_paper, "event-entry", entry + 1, now=now)
    return own_paper


async def _entered(cast: Cast, event_id: int, plain: int, paid: int, now: datetime) -> Outcome:
    """Entries, a talk, a course, questions and notes."""
    async with database.transaction():
        await registration.register(cast.paul, paid, {}, now=now)
        await promo_codes.add(cast.igor, paid, "SPORT10", 10, now=now)
        ticket = await registration.register(cast.igor, plain, {}, now=now)
        await talk.post_to_room(cast.igor, event_id, LONG[:3000], now=now)
        await courses.keep(cast.igor, event_id, park_loop(), now=now)
        await talk.ask_organizer(cast.paul, event_id, f"{WORD}? {NAME}", now=now)
        await questions.add_question(cast.igor, plain, {"label": "T-shirt", "kind": "text", "required": True}, now=now)
        for kind in ("boolean", "date"):
            await questions.add_note(cast.igor, plain, {"label": f"{WORD[:40]} {kind}", "kind": kind}, now=now)
    assert ticket.status == "confirmed"
    return ticket


async def _told_about(cast: Cast, event_id: int, plain: int, now: datetime) -> None:
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


async def _in_stars(cast: Cast, now: datetime) -> int:
    """The order that somebody has paid for taking part online."""
    event_id = await published(cast.igor, now, title=f"{WORD[:60]} {NAME}", format="online", fee_stars=10_000, place="")
    async with database.transaction():
        came = await registration.register(cast.paul, event_id, {}, now=now)
        order = await orders.order_for(fees.PURPOSE, came.registration_id)
        assert order is not None
        charge = f"stx{'W' * 60}"
        await reactions.charge_received(Incoming("telegram", charge, order.token, order.price, cast.paul.id), now=now)
    return order.id


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
        await checkers.change_link(cast.igor, event_id, now=now)
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
        await recorded(cast.igor, run_id, now=now)
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
