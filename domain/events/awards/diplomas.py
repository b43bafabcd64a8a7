"""Diplomas: what stands on one now, who may have one, and what an organizer says of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.awards.diploma_codes import DiplomaClaim, code_of, read_code, stamp_of
from domain.events.awards.errors import DiplomaForged, DiplomaNotYet, NameUnprintable, NoDiploma
from domain.events.entry.statuses import OUT_SQL
from domain.events.lifecycle import load, load_managed
from domain.events.results.queries import BoardCard, BoardRow, Category, count_in, row_of, shared_board
from domain.events.tournaments import board as tournaments
from domain.events.tournaments import rewards
from domain.forms.form import Field, Form, Kind
from domain.forms.texts import clean_line
from domain.jobs import jobs
from domain.lettering.letters import drawable
from domain.time import local

JOB = "event-diploma"
"""The job that draws one and brings it; its subject is the registration's id."""
LONGEST_NAME, LONGEST_SIGNATURE = 80, 120
NAME_FORM = Form(
    "diploma-name", (Field("name", Kind.TEXT, words="diploma-ask-name", min=1, max=LONGEST_NAME),), words="diploma-name"
)
SIGNATURE_FORM = Form(
    "diploma-signature",
    (Field("signature", Kind.TEXT, words="diploma-ask-signature", required=False, max=LONGEST_SIGNATURE),),
    words="diploma-signature",
)


@dataclass(frozen=True, slots=True)
class Diploma:
    """What is true now. `state`: valid; preliminary, while results are being corrected; revoked, without a place.

    `place` is None for a player of a tournament who is not on its podium; of a tournament there is no `row`.
    """

    registration_id: int
    user_id: int
    language: str
    name: str
    number: int | None
    card: BoardCard
    day: date
    signature: str
    state: str
    place: int | None = None
    people: int = 0
    """Of how many."""
    row: BoardRow | None = None
    narrow: BoardRow | None = None
    narrow_people: int = 0

    @property
    def event_id(self) -> int:
        return self.card.id

    @property
    def title(self) -> str:
        return self.card.event.title

    @property
    def distance_m(self) -> int | None:
        return self.card.event.distance_m

    @property
    def measure(self) -> str:
        """Of the total, as boards show it."""
        return self.card.board.scoring.shown

    @property
    def total(self) -> int | None:
        return self.row.total if self.row else None

    @property
    def narrow_place(self) -> int | None:
        return self.narrow.place if self.narrow else None

    @property
    def stamp(self) -> str:
        narrow = (self.narrow.place, self.narrow.category) if self.narrow else None
        return stamp_of(self.name, self.title, self.place, self.total, narrow)

    def code(self, key: bytes) -> str:
        return code_of(DiplomaClaim(self.registration_id, self.stamp), key)


@dataclass(frozen=True, slots=True)
class Checked:
    """A diploma that somebody holds, against what is true now. `same`: everything on it is."""

    diploma: Diploma
    same: bool


_WHOSE = f"""
SELECT g.id, g.event_id, g.user_id, g.number, u.language,
       coalesce(n.name, nullif({FULL_NAME}, ''), p.nickname, '') AS name,
       coalesce(r.signature, '') AS signature, coalesce(r.is_off, FALSE) AS is_off
FROM registrations g JOIN users u ON u.id = g.user_id JOIN profiles p ON p.user_id = g.user_id
LEFT JOIN diploma_names n ON n.registration_id = g.id LEFT JOIN diploma_rules r ON r.event_id = g.event_id
WHERE g.id = $1
"""


async def get_diploma(registration_id: int) -> Diploma:
    """Whoever asks is its owner or holds its code. Raises NotFound."""
    row = await database.fetchrow(_WHOSE, registration_id)
    if row is None:
        raise NotFound
    card = await shared_board(row["event_id"])
    known = {
        "registration_id": row["id"],
        "user_id": row["user_id"],
        "language": row["language"],
        "name": row["name"],
        "number": row["number"],
        "card": card,
        "day": local(card.event.starts_at, card.event.zone).date(),
        "signature": row["signature"],
    }
    if card.event.kind == "tournament" and (found := await _of_tournament(known)):
        return found
    return await _of_board(known, card)


async def _of_board(known: dict[str, object], card: BoardCard) -> Diploma:
    registration_id = int(str(known["registration_id"]))
    own = await row_of(card, registration_id, Category(), with_names=True)
    if own is None or own.place is None:
        return _made(known, "revoked")
    narrow = await row_of(card, registration_id, own.category) if not own.category.is_all else None
    return _made(
        known,
        "valid" if card.board.is_final else "preliminary",
        place=own.place,
        people=card.classified,
        row=own,
        narrow=narrow,
        narrow_people=await count_in(card, own.category) if narrow else 0,
    )


async def _of_tournament(known: dict[str, object]) -> Diploma | None:
    """None: nothing was played, and there may be a board instead."""
    card = known["card"]
    assert isinstance(card, BoardCard)
    hand = await tournaments.look(card.id)
    if hand is None or hand.tournament.state not in ("running", "finished"):
        return None
    found = rewards.standing_of(await load(card.id, lock=False), hand)
    if hand.tournament.state == "running":
        return _made(known, "preliminary", people=len(hand.players))
    if known["user_id"] not in found.people:
        return _made(known, "revoked")
    place = next((one.place for one in found.holders if one.user_id == known["user_id"]), None)
    return _made(known, "valid", place=place, people=len(hand.players))


def _made(known: dict[str, object], state: str, **more: object) -> Diploma:
    return Diploma(**known, state=state, **more)  # type: ignore[arg-type]  # names and types as they are gathered above


async def own_registration(person: Person, event_id: int) -> int:
    """Raises NoDiploma: they took no part, or the organizer gives none."""
    row = await database.fetchrow(
        "SELECT g.id, coalesce(d.is_off, FALSE) AS is_off FROM registrations g "
        "LEFT JOIN diploma_rules d ON d.event_id = g.event_id WHERE g.event_id = $1 AND g.user_id = $2 "
        f"AND g.status NOT IN {OUT_SQL}",
        *(event_id, person.id),
    )
    if row is None or row["is_off"]:
        raise NoDiploma
    registration_id: int = row["id"]
    return registration_id


async def own_diploma(person: Person, event_id: int) -> Diploma:
    """Raises NoDiploma, DiplomaNotYet."""
    found = await get_diploma(await own_registration(person, event_id))
    if found.state == "preliminary":
        raise DiplomaNotYet
    if found.state != "valid":
        raise NoDiploma
    return found


async def are_given(event_id: int) -> bool:
    """Does the organizer give diplomas? Who has one is another question."""
    off: bool | None = await database.fetchval("SELECT is_off FROM diploma_rules WHERE event_id = $1", event_id)
    return not off


async def ask(person: Person, event_id: int) -> Diploma:
    """Have it drawn and brought to the private chat. Asked twice while it is drawn, it is one.

    Raises NoDiploma, DiplomaNotYet.
    """
    found = await own_diploma(person, event_id)
    await jobs.enqueue(JOB, str(found.registration_id))
    return found


async def set_name(person: Person, event_id: int, name: str) -> None:
    """On one's own diploma; what the typeface cannot show of it is left out. Raises NoDiploma, NameUnprintable."""
    registration_id = await own_registration(person, event_id)
    cleaned = clean_line(name)[:LONGEST_NAME]
    if not drawable(cleaned):
        raise NameUnprintable
    await database.execute(
        "INSERT INTO diploma_names (registration_id, user_id, name) VALUES ($1, $2, $3) "
        "ON CONFLICT (registration_id) DO UPDATE SET user_id = excluded.user_id, name = excluded.name",
        *(registration_id, person.id, cleaned),
    )


async def check(code: str, key: bytes) -> Checked:
    """What a code on paper is worth now, for anybody who holds it. Raises DiplomaForged."""
    claim = read_code(code, key)
    try:
        found = await get_diploma(claim.registration_id)
    except NotFound as error:
        raise DiplomaForged from error
    return Checked(found, same=found.state == "valid" and found.stamp == claim.stamp)


@dataclass(frozen=True, slots=True)
class Rule:
    is_off: bool = False
    signature: str = ""


async def rule_of(event_id: int) -> Rule:
    row = await database.fetchrow("SELECT is_off, signature FROM diploma_rules WHERE event_id = $1", event_id)
    return Rule(row["is_off"], row["signature"]) if row else Rule()


async def copy_rule(from_event: int, to_event: int) -> None:
    """For a copy of the event."""
    await database.execute(
        "INSERT INTO diploma_rules (event_id, is_off, signature) "
        "SELECT $2, is_off, signature FROM diploma_rules WHERE event_id = $1",
        *(from_event, to_event),
    )


async def set_rule(
    actor: Person, event_id: int, *, is_off: bool | None = None, signature: str | None = None, now: datetime
) -> None:
    """None: as it was. Raises NotFound, NotAllowed."""
    event = await load_managed(actor, event_id)
    line = clean_line(signature)[:LONGEST_SIGNATURE] if signature is not None else None
    await database.execute(
        "INSERT INTO diploma_rules (event_id, is_off, signature) VALUES ($1, coalesce($2, FALSE), coalesce($3, '')) "
        "ON CONFLICT (event_id) DO UPDATE SET is_off = coalesce($2, diploma_rules.is_off), "
        "signature = coalesce($3, diploma_rules.signature)",
        *(event.id, is_off, line),
    )
    details = {"off": is_off, "signature": line is not None}
    await trail.record(actor.id, "event-diplomas-set", f"event:{event.id}", now=now, details=details)
