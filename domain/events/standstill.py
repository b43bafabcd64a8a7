"""Events of whose account is closed stand still: nobody new comes in and no money is asked until they are back."""

from __future__ import annotations

from datetime import datetime

from domain import database
from domain.agenda import agenda
from domain.events.errors import EventStandsStill

DUE = "event-standing"
"""What becomes due when an event may have begun to stand still, or to go on."""
_BLOCKED = "SELECT blocked.id FROM users blocked WHERE blocked.status = 'blocked'"
_ACTIVE_MANAGER = (
    "EXISTS (SELECT 1 FROM organization_members a JOIN users au ON au.id = a.user_id AND au.status <> 'blocked' "
    "WHERE a.organization_id = {organization} AND a.role IN ('owner', 'manager'))"
)
_BLOCKED_MANAGER = (
    "EXISTS (SELECT 1 FROM organization_members b JOIN users bu ON bu.id = b.user_id AND bu.status = 'blocked' "
    "WHERE b.organization_id = {organization} AND b.role IN ('owner', 'manager'))"
)
_LEFT_ALONE = (
    "SELECT m.organization_id FROM users mu JOIN organization_members m ON m.user_id = mu.id "
    "AND m.role IN ('owner', 'manager') WHERE mu.status = 'blocked' "
    f"AND NOT {_ACTIVE_MANAGER.format(organization='m.organization_id')}"
)
"""Organizations of whose events nobody who manages them may act; in those of nobody at all none was blocked."""
HOLDER_IS_ACTIVE = (
    f"(CASE WHEN e.organization_id IS NULL THEN e.organizer_id <> ALL (ARRAY({_BLOCKED})) "
    f"ELSE e.organization_id <> ALL (ARRAY({_LEFT_ALONE})) END)"
)
"""Of many events `e`: whose account is closed shows nobody anything new. Who takes part, or has the link, sees it."""
STANDS_STILL = (
    "(CASE WHEN e.organization_id IS NULL "
    "THEN EXISTS (SELECT 1 FROM users hu WHERE hu.id = e.organizer_id AND hu.status = 'blocked') "
    f"ELSE {_BLOCKED_MANAGER.format(organization='e.organization_id')} "
    f"AND NOT {_ACTIVE_MANAGER.format(organization='e.organization_id')} END)"
)
"""The opposite, of one event `e`: an organization's goes on while anybody who manages it may act."""


async def stands_still(event_id: int) -> bool:
    found: bool = await database.fetchval(f"SELECT {STANDS_STILL} FROM events e WHERE e.id = $1", event_id)
    return found


async def keeps_places(event_id: int) -> bool:
    """It stands still, or goes on and those for whom places are kept have not been told yet."""
    found: bool = await database.fetchval(
        f"SELECT {STANDS_STILL} OR EXISTS (SELECT 1 FROM event_standstills noted WHERE noted.event_id = e.id) "
        "FROM events e WHERE e.id = $1",
        event_id,
    )
    return found


async def require_goes_on(event_id: int) -> None:
    """Raises EventStandsStill."""
    if await stands_still(event_id):
        raise EventStandsStill


async def note(event_id: int, *, now: datetime) -> None:
    await database.execute(
        "INSERT INTO event_standstills (event_id, since) VALUES ($1, $2) ON CONFLICT (event_id) DO NOTHING",
        *(event_id, now),
    )


async def over(event_id: int) -> bool:
    """It goes on; False if it had not stood still."""
    return await database.execute("DELETE FROM event_standstills WHERE event_id = $1", event_id) == "DELETE 1"


async def holder_changed(user_id: int, *, now: datetime) -> None:
    """Their account was closed, or opened again: each event that is not over follows, by itself."""
    rows = await database.fetch(
        "SELECT e.id FROM events e WHERE e.status IN ('published', 'registration_open', 'running') AND ("
        "(e.organization_id IS NULL AND e.organizer_id = $1) OR e.organization_id IN ("
        "SELECT organization_id FROM organization_members WHERE user_id = $1 AND role IN ('owner', 'manager'))) "
        "ORDER BY e.id",
        user_id,
    )
    for row in rows:
        await look(row["id"], now=now)


async def team_changed(organization_id: int, *, now: datetime) -> None:
    """Others manage its events now: those follow that stand still since, or go on again."""
    rows = await database.fetch(
        "SELECT e.id FROM events e WHERE e.organization_id = $1 "
        "AND e.status IN ('published', 'registration_open', 'running') "
        f"AND {STANDS_STILL} <> EXISTS (SELECT 1 FROM event_standstills noted WHERE noted.event_id = e.id) "
        "ORDER BY e.id",
        organization_id,
    )
    for row in rows:
        await look(row["id"], now=now)


async def look(event_id: int, *, now: datetime) -> None:
    """Soon, in a transaction of its own: see `entry.resuming`."""
    await agenda.plan(DUE, str(event_id), now)
