"""At the door: a ticket or a name is let in once, and every other answer says why not.

A device may have scanned without a network and send it later, perhaps twice: each scan has a key of its own, and what
was scanned is judged by the time at which it was scanned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import asyncpg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain import database
from domain.accounts.names import FULL_NAME
from domain.accounts.people import Person
from domain.audit import trail
from domain.errors import NotFound
from domain.events.entrance import door_cards
from domain.events.entrance.checkers import require_door
from domain.events.entrance.door_cards import WITHOUT_A_PLACE
from domain.events.entry import history
from domain.events.entry.errors import TicketForged
from domain.events.entry.statuses import ARRIVED
from domain.events.entry.tickets import TicketClaim, read_ticket
from domain.events.lifecycle import UNSAID_LENGTH
from domain.events.models import Event
from domain.events.party.rules import WITH_GUESTS

OPENS_BEFORE = timedelta(hours=12)
KEPT_AT_MOST = timedelta(hours=48)
"""How old a scan may be when a device sends it at last."""
SCANS_AT_MOST = 200
ANSWERS = (
    *("in", "already", "unpaid", "withdrawn", "revoked", "waiting", "online"),
    *("other", "forged", "foreign", "undone", "early", "over"),
)
_OPEN = ("published", "registration_open", "running")


@dataclass(frozen=True, slots=True)
class Scan:
    """`code`: a scanned text; else `registration_id`, found by name or number.

    `admitted`: the device could not ask and has let them in. `key` is the device's own name for this scan.
    """

    key: str
    at: datetime
    code: str | None = None
    registration_id: int | None = None
    gate_id: int | None = None
    admitted: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """`answer`: one of ANSWERS. other: of another event; foreign: no ticket of ours; undone: it was taken back
    meanwhile; early, over: the door is closed.

    `at` and `gate` are those of the check-in that counts.
    """

    key: str
    answer: str
    registration_id: int | None = None
    name: str = ""
    number: int | None = None
    at: datetime | None = None
    gate: str = ""


def hours(event: Event) -> tuple[datetime, datetime]:
    """From when until when people are let in."""
    return event.starts_at - OPENS_BEFORE, event.ends_at or event.starts_at + UNSAID_LENGTH


def state_at(event: Event, at: datetime) -> str:
    """open, early, over, or off for an event that does not take place."""
    opens_at, closes_at = hours(event)
    if event.status in ("draft", "cancelled"):
        return "off"
    if at < opens_at:
        return "early"
    return "over" if at > closes_at else "open"


def state_now(event: Event, now: datetime) -> str:
    """Who finishes an event by hand closes its door; what was scanned before may still be sent."""
    state = state_at(event, now)
    return "over" if state == "open" and event.status not in _OPEN else state


async def check_in(
    actor: Person, event_id: int, scans: Sequence[Scan], *, key: Ed25519PublicKey, now: datetime
) -> list[Verdict]:
    """The answers in the order of the scans. Raises NotFound for who may not check in there."""
    await _hold_together(event_id)
    event = await require_door(actor, event_id)
    gates = await _gates(event.id)
    door = _Door(actor, event, gates, now)
    claimed = [(one, _claim(one, event, key)) for one in scans[:SCANS_AT_MOST]]
    verdicts: dict[int, Verdict] = {}
    # Two devices may send the same people at once: rows are taken in one order.
    for index in sorted(range(len(claimed)), key=lambda index: (claimed[index][1].registration_id or 0, index)):
        verdicts[index] = await door.judge(*claimed[index])
    if any(one.answer == "in" or (one.answer == "already" and scans[at].admitted) for at, one in verdicts.items()):
        await door_cards.changed(event, now=now)
    return [verdicts[index] for index in range(len(claimed))]


async def _hold_together(event_id: int) -> None:
    """Before the registrations, as everybody does. Whoever takes somebody in or out holds the event alone, so nobody
    leaves while they are let in; gates do not wait for each other.
    """
    await database.execute("SELECT 1 FROM events WHERE id = $1 FOR KEY SHARE", event_id)


def scanned_code(text: str) -> str:
    """What is signed in a scanned text: a ticket's QR code holds a link with it behind `#`."""
    return text.strip().rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class _Claim:
    """Whom the scan is about, and with which number; or the answer that needs no look at the list."""

    registration_id: int | None = None
    number: int | None = None
    refused: str = ""


def _claim(scan: Scan, event: Event, key: Ed25519PublicKey) -> _Claim:
    if scan.code is None:
        return _Claim(scan.registration_id)
    code = scanned_code(scan.code)
    try:
        claim: TicketClaim = read_ticket(code, key)
    except TicketForged:
        return _Claim(refused="forged" if code.startswith("F1.") else "foreign")
    if claim.event_id != event.id:
        return _Claim(refused="other")
    return _Claim(claim.registration_id, claim.number)


async def _gates(event_id: int) -> dict[int, str]:
    rows = await database.fetch("SELECT id, name FROM event_gates WHERE event_id = $1", event_id)
    return {row["id"]: row["name"] for row in rows}


_ROW = f"""
SELECT r.id, r.status, r.number, coalesce(r.ticket_number, r.number) AS ticket_number,
       {FULL_NAME}{WITH_GUESTS} AS name, w.way
FROM registrations r JOIN profiles p ON p.user_id = r.user_id JOIN places h ON h.id = r.place_id
LEFT JOIN event_ways w ON w.pool_id = h.pool_id
WHERE r.id = $1 AND r.event_id = $2
"""
_HOLD = "SELECT 1 FROM registrations WHERE id = $1 AND event_id = $2 FOR UPDATE"
"""Before anything of it is read: who is on their way from one way to the other has another place a moment later."""
_FIRST = "SELECT c.at, c.gate_id FROM check_ins c WHERE c.registration_id = $1 AND c.state = 'in'"
_INSERT = """
INSERT INTO check_ins (event_id, registration_id, gate_id, actor_id, scan_key, state, from_status, at, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""


@dataclass(frozen=True, slots=True)
class _Door:
    actor: Person
    event: Event
    gates: dict[int, str]
    now: datetime

    async def judge(self, scan: Scan, claim: _Claim) -> Verdict:
        scan = replace(scan, at=min(max(scan.at, self.now - KEPT_AT_MOST), self.now), key=scan.key[:40])
        if claim.refused or claim.registration_id is None:
            return Verdict(scan.key, claim.refused or "foreign")
        await database.execute(_HOLD, claim.registration_id, self.event.id)
        row = await database.fetchrow(_ROW, claim.registration_id, self.event.id)
        if row is None:
            return Verdict(scan.key, "foreign" if scan.code is None else "revoked")
        if claim.number is not None and claim.number != row["ticket_number"]:  # passed on: the old code is nobody's
            return Verdict(scan.key, "revoked", number=claim.number)
        known = Verdict(scan.key, "in", row["id"], row["name"], row["number"])
        if (before := await self._sent_before(scan)) is not None:
            return await self._again(known, before)
        if row["status"] in WITHOUT_A_PLACE:
            return replace(known, answer=WITHOUT_A_PLACE[row["status"]])
        if row["way"] == "online":
            return replace(known, answer="online")
        if (state := state_at(self.event, scan.at)) != "open":
            return replace(known, answer="over" if state == "off" else state)
        return await self._let_in(scan, row, known)

    async def _sent_before(self, scan: Scan) -> asyncpg.Record | None:
        return await database.fetchrow(
            "SELECT registration_id, state, at, gate_id FROM check_ins WHERE event_id = $1 AND scan_key = $2",
            *(self.event.id, scan.key),
        )

    async def _again(self, known: Verdict, before: asyncpg.Record) -> Verdict:
        """The same scan once more: the same answer."""
        if before["registration_id"] != known.registration_id:
            return Verdict(known.key, "foreign")
        if before["state"] == "repeat":
            return await self._already(known) or replace(known, answer="undone")
        answer = "in" if before["state"] == "in" else "undone"
        return self._counted(replace(known, answer=answer), before)

    async def _let_in(self, scan: Scan, row: asyncpg.Record, known: Verdict) -> Verdict:
        """The registration's row is ours, so of two gates one is first."""
        if (already := await self._already(known)) is not None:
            if scan.admitted:
                await self._write(scan, row, "repeat")
            return already
        await self._write(scan, row, "in")
        if row["status"] not in ARRIVED:
            await database.execute(
                "UPDATE registrations SET status = 'checked_in', changed_at = $2 WHERE id = $1", row["id"], self.now
            )
            await history.note(row["id"], self.actor.id, row["status"], "checked_in", self.now)
        return replace(known, at=scan.at, gate=self._gate(scan.gate_id))

    async def _write(self, scan: Scan, row: asyncpg.Record, state: str) -> None:
        gate_id = scan.gate_id if scan.gate_id in self.gates else None
        numbers = (self.event.id, row["id"], gate_id, self.actor.id)
        await database.execute(_INSERT, *numbers, scan.key, state, row["status"], scan.at, self.now)

    async def _already(self, known: Verdict) -> Verdict | None:
        assert known.registration_id is not None
        first = await database.fetchrow(_FIRST, known.registration_id)
        return None if first is None else self._counted(replace(known, answer="already"), first)

    def _counted(self, verdict: Verdict, check_in: asyncpg.Record) -> Verdict:
        return replace(verdict, at=check_in["at"], gate=self._gate(check_in["gate_id"]))

    def _gate(self, gate_id: int | None) -> str:
        return self.gates.get(gate_id, "") if gate_id is not None else ""


async def undo(actor: Person, event_id: int, key: str, *, now: datetime) -> bool:
    """Take a check-in back: the ticket lets in again. False: it was taken back before.

    Anybody who may check in there may do it; the audit names them. Raises NotFound.
    """
    await _hold_together(event_id)
    event = await require_door(actor, event_id)
    registration_id = await database.fetchval(
        "SELECT registration_id FROM check_ins WHERE event_id = $1 AND scan_key = $2 AND state <> 'repeat'",
        *(event.id, key),
    )
    if registration_id is None:
        raise NotFound
    status = await database.fetchval("SELECT status FROM registrations WHERE id = $1 FOR UPDATE", registration_id)
    from_status = await database.fetchval(
        "UPDATE check_ins SET state = 'undone', undone_at = $3, undone_by = $4 "
        "WHERE event_id = $1 AND scan_key = $2 AND state = 'in' RETURNING from_status",
        *(event.id, key, now, actor.id),
    )
    if from_status is None:
        return False
    if status == "checked_in" and from_status != "checked_in":
        await database.execute(
            "UPDATE registrations SET status = $2, changed_at = $3 WHERE id = $1", registration_id, from_status, now
        )
        await history.note(registration_id, actor.id, "checked_in", from_status, now)
    details = {"registration": registration_id}
    await trail.record(actor.id, "check-in-undone", f"event:{event.id}", now=now, details=details)
    await door_cards.changed(event, now=now)
    return True
