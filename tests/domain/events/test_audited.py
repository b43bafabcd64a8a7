"""What those who manage an event do with it, and with its people, stands in the audit with their name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from domain import database
from domain.accounts.people import Person
from domain.database import in_transaction
from domain.events import journal, lifecycle, links
from domain.events.admission import reviewers, taking_back
from domain.events.awards import diplomas, prizes
from domain.events.course import courses
from domain.events.entrance import checkers
from domain.events.entry import entries, handover, registration
from domain.events.making import exported
from domain.events.models import Event
from domain.events.money import promo_codes
from domain.events.party import rules as party
from domain.events.people import name_tags, notices, numbers, removal
from domain.events.pinned import pins
from domain.events.programme import making as programme
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from domain.events.results import entering, final, finish, protests, reviews
from domain.events.results import rules as scoring
from domain.events.results.errors import ProtestOver
from domain.events.talking import faq
from domain.events.teams import captains, joining
from domain.events.teams import rules as teams
from domain.events.teams.rules import TeamRules
from domain.events.tournaments import playing
from domain.files.sealing import new_key, read_keys
from domain.payments import orders
from forma.story.course import park_loop
from tests.kit import tournaments
from tests.kit.clock import START
from tests.kit.people import administrator, meet, meet_many, published

SOON = START + timedelta(minutes=1)


@pytest.fixture
async def igor(database: str) -> Person:
    return await meet("Игорь")


async def audited(action: str, actor: Person, subject: str, deed: Callable[[], Awaitable[object]]) -> None:
    """The deed leaves that entry, of that person, about that thing."""
    before = await database.fetchval("SELECT coalesce(max(id), 0) FROM audit_entries")
    await in_transaction(deed)
    rows = await database.fetch("SELECT actor_id, action, subject FROM audit_entries WHERE id > $1", before)
    assert (actor.id, action, subject) in [(row["actor_id"], row["action"], row["subject"]) for row in rows], action


async def entered(event: Event, person: Person) -> int:
    return (await in_transaction(lambda: registration.register(person, event.id, {}, now=START))).registration_id


async def test_the_rules_of_an_event(igor: Person) -> None:
    event, anna, keys = await published(igor, capacity=None), await administrator(), read_keys(new_key())
    this, olya = f"event:{event.id}", await meet("Оля")
    deeds: list[tuple[str, Callable[[], Awaitable[object]]]] = [
        ("event-link-changed", lambda: links.change_link(igor, event.id, now=START)),
        ("event-handover-rule-changed", lambda: handover.set_rule(igor, event.id, allowed=True, now=START)),
        ("event-guests-set", lambda: party.set_rule(igor, event.id, 2, now=START)),
        ("event-promo-added", lambda: promo_codes.add(igor, event.id, "ДРУГ", 10, now=START)),
        ("event-course-set", lambda: courses.keep(igor, event.id, park_loop(), now=START)),
        ("event-course-removed", lambda: courses.remove(igor, event.id, now=START)),
        ("event-diplomas-set", lambda: diplomas.set_rule(igor, event.id, is_off=True, now=START)),
        ("event-notices-changed", lambda: notices.set_notices(igor, event.id, "private", now=START)),
        ("event-faq-changed", lambda: faq.add(igor, event.id, "Где?", "Там", now=START)),
        ("event-json-asked", lambda: exported.send(igor, event.id, now=START)),
        ("event-checker-added", lambda: checkers.add_checker(igor, event.id, olya.id, now=START)),
        ("event-checker-link-changed", lambda: checkers.change_link(igor, event.id, now=START)),
        ("event-checker-removed", lambda: checkers.remove_checker(igor, event.id, olya.id, now=START)),
        ("event-finish-link", lambda: finish.change_link(igor, event.id, now=START)),
        ("event-programme-changed", lambda: programme.add(igor, event.id, "12:00 Обед", keep=True, now=START)),
        ("event-tags-switched", lambda: name_tags.switch(igor, event.id, on=False, now=START)),
        ("event-teams-dropped", lambda: teams.drop_rules(igor, event.id, now=START)),
        ("event-prize-set", lambda: prizes.set_prize(igor, event.id, {"place": 1, "text": "Кубок"}, keys, now=START)),
    ]
    for action, deed in deeds:
        await audited(action, igor, this, deed)
    (prize,) = await prizes.prizes_of(event.id)
    await audited("event-prize-removed", igor, this, lambda: prizes.remove(igor, prize.id, now=START))
    (code,) = await promo_codes.list_codes(igor, event.id)
    await audited("event-promo-closed", igor, this, lambda: promo_codes.close(igor, code.id, now=START))
    assert (await journal.list_deeds(igor, event.id))[0].about == "ДРУГ"
    token = await in_transaction(lambda: reviewers.invitation(igor, event.id))
    await audited("event-reviewer-joined", olya, this, lambda: reviewers.join(olya, token, now=START))
    await audited("event-reviewer-removed", igor, this, lambda: reviewers.remove(igor, event.id, olya.id, now=START))
    last = event.starts_at.date()
    await audited("event-pinned", anna, this, lambda: pins.pin(anna, event.id, last, now=START))
    await audited("event-unpinned", anna, this, lambda: pins.unpin(anna, event.id, now=START))
    await in_transaction(lambda: lifecycle.cancel(igor, event.id, "дождь", now=START))
    await audited("event-archived", igor, this, lambda: lifecycle.archive(igor, event.id, now=START))


async def test_what_is_decided_about_people(igor: Person) -> None:
    event = await published(igor, capacity=None, fee_minor=100_00, payment="transfer", transfer_to="карта")
    this, (olya, masha) = f"event:{event.id}", await meet_many(2)
    first, second = await entered(event, olya), await entered(event, masha)
    await audited("event-person-admitted", igor, this, lambda: removal.admit(igor, first, now=START))
    await audited("application-taken-back", igor, this, lambda: taking_back.take_back(igor, first, now=SOON))
    await in_transaction(lambda: entries.claim_transfer(masha, second, now=START))
    missing = lambda: entries.transfer_did_not_come(igor, second, now=START)  # noqa: E731
    await audited("event-transfer-missing", igor, this, missing)
    await in_transaction(lambda: entries.claim_transfer(masha, second, now=START))
    await audited("event-transfer-came", igor, this, lambda: entries.transfer_came(igor, second, now=START))
    order = await orders.order_for("event-entry", second)
    assert order is not None and not await database.fetchval("SELECT count(*) FROM charges")
    came, _, back, *_ = await journal.list_deeds(igor, event.id)
    assert came.about and came.about.startswith(masha.name) and back.about and back.about.startswith(olya.name)
    await audited("event-person-removed", igor, this, lambda: removal.remove(igor, first, "нет", now=START))
    await audited("event-person-restored", igor, this, lambda: removal.restore(igor, first, now=START))
    await audited("event-number-changed", igor, this, lambda: numbers.change_number(igor, event.id, 1, 77, now=START))
    await audited("event-renumbered", igor, this, lambda: numbers.renumber(igor, event.id, 1, "name", now=START))


async def test_teams_that_are_not_ones_own(igor: Person) -> None:
    event = await published(igor, capacity=None)
    this, (olya, masha) = f"event:{event.id}", await meet_many(2)
    await in_transaction(lambda: teams.set_rules(igor, event.id, TeamRules(1, 3, 1), now=START))
    _, hers = await entered(event, olya), await entered(event, masha)
    team = await in_transaction(lambda: captains.make(olya, event.id, "Ёжики", now=START))
    await audited("event-team-put", igor, this, lambda: joining.put(igor, hers, team, now=START))
    await audited("event-team-renamed", igor, this, lambda: captains.rename(igor, team, "Ежи", now=START))
    await audited("event-team-captain-changed", igor, this, lambda: captains.pass_on(igor, team, masha.id, now=START))
    await audited("event-team-member-removed", igor, this, lambda: captains.remove(igor, team, olya.id, now=START))
    count = await database.fetchval("SELECT count(*) FROM audit_entries")
    await in_transaction(lambda: captains.rename(masha, team, "Мы", now=START))
    assert await database.fetchval("SELECT count(*) FROM audit_entries") == count, "a captain's own team is theirs"


async def test_results(igor: Person) -> None:
    event = await published(igor, capacity=None)
    this, (olya,) = f"event:{event.id}", await meet_many(1)
    entry = await entered(event, olya)
    answers = {"measure": "time", "stages": 1, "table": "", "ties": [], "by_sex": False, "ages": ""}
    await audited("event-scoring-changed", igor, this, lambda: scoring.set_scoring(igor, event.id, answers, now=START))
    await in_transaction(lambda: lifecycle.start(igor, event.id, now=START))
    await audited("event-gun", igor, this, lambda: finish.fire(igor, event.id, at=START, now=SOON))
    await in_transaction(lambda: entering.enter(igor, event.id, 1, "0:20:00", now=SOON))
    await audited("result-accepted", igor, this, lambda: reviews.accept(igor, event.id, entry, now=SOON))
    about = await in_transaction(lambda: protests.protest(olya, event.id, "Быстрее!", "0:20:00", now=SOON))
    await audited("result-protest-decided", igor, this, lambda: protests.decide(igor, about, "declined", now=SOON))
    count = await database.fetchval("SELECT count(*) FROM audit_entries")
    await in_transaction(lambda: protests.decide(igor, about, "declined", now=SOON))
    with pytest.raises(ProtestOver):
        await in_transaction(lambda: protests.decide(igor, about, "upheld", now=SOON))
    assert await database.fetchval("SELECT count(*) FROM audit_entries") == count
    assert await database.fetchval("SELECT state FROM result_protests") == "declined", "the first decision counts"
    told = "SELECT count(*) FROM outbox WHERE kind = 'result-final' AND state = 'waiting'"
    await in_transaction(lambda: final.announce(igor, event.id, now=SOON))
    assert await database.fetchval(told) == 1
    await in_transaction(lambda: final.reopen(igor, event.id, now=SOON))
    assert await database.fetchval(told) == 0, "what is not final any more is not told as final"


async def test_series_and_tournaments(igor: Person) -> None:
    event = await published(igor, capacity=None)
    made = await in_transaction(lambda: series.make(igor, event.id, Wanted(2), now=START))
    whole = f"series:{made.series_id}"
    rows = await database.fetch("SELECT action, actor_id FROM audit_entries WHERE subject = $1", whole)
    assert [(row["action"], row["actor_id"]) for row in rows] == [("series-made", igor.id)]
    await audited("series-changed", igor, whole, lambda: series.change_all(igor, event.id, now=START))
    cup = await tournaments.begun(igor, await meet_many(4))
    this = f"event:{cup.event_id}"
    rows = await database.fetch("SELECT action FROM audit_entries WHERE subject = $1 AND actor_id = $2", this, igor.id)
    assert {"tournament-set-up", "tournament-drawn", "tournament-begun"} <= {row["action"] for row in rows}
    player = cup.players[0]
    await audited("tournament-left", player, this, lambda: playing.leave(player, cup.event_id, now=START))
