"""What stands beside an event and follows it. Most have nothing of it, and are asked once instead of part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import database
from domain.events.entry import in_group
from domain.events.group_door import settling
from domain.events.outings import telling
from domain.events.programme import reminders
from domain.spaces import cards

_ASKED = (
    f"SELECT {cards.ARE_SHOWN.format(subject='$2')} AS groups, {settling.ARE_OPEN.format(subject='$2')} AS door, "
    f"{telling.IS_OUTING.format(event='$1')} AS outing"
)
_ASKED_FOR = (
    f"{_ASKED}, {reminders.ARE_SET.format(event='$1')} AS reminders, "
    "EXISTS (SELECT 1 FROM event_team_wishes w WHERE w.event_id = $1) AS teams, {begun} AS begun"
)
_ASKED_FOR_ONE = _ASKED_FOR.format(begun=in_group.HAS_BEGUN.format(event="$1", who="= $3"))
_ASKED_FOR_MANY = _ASKED_FOR.format(begun=in_group.HAS_BEGUN.format(event="$1", who="= ANY($3::bigint[])"))
"""For one, PostgreSQL keeps its plan; for a list it makes a new one each time."""


@dataclass(frozen=True, slots=True)
class Beside:
    """`groups` show it, somebody waits at the `door` of its group, it was an `outing`; items of its programme have
    `reminders`, somebody comes with one of its `teams`, one of those who were asked about has `begun` in a group.
    """

    groups: bool = True
    door: bool = True
    outing: bool = True
    reminders: bool = True
    teams: bool = True
    begun: bool = True


ANYTHING = Beside()
"""Nobody has asked: all of it may be there."""


async def follows(event_id: int) -> Beside:
    """What every change of it concerns."""
    row = await database.fetchrow(_ASKED, event_id, f"event:{event_id}")
    assert row is not None
    return Beside(**dict(row))


async def about(event_id: int, user_ids: Sequence[int]) -> Beside:
    """And what concerns those who come."""
    one = len(user_ids) == 1
    who = user_ids[0] if one else list(user_ids)
    row = await database.fetchrow(_ASKED_FOR_ONE if one else _ASKED_FOR_MANY, event_id, f"event:{event_id}", who)
    assert row is not None
    return Beside(**dict(row))
