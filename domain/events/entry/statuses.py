"""What a registration's statuses mean, also as SQL reads them after `IN`: whoever asks about them asks here.

waitlisted → offered → unpaid, or pending → approved, while the fee is owed; → paid, or confirmed where nothing is paid
ahead; → checked_in → finished. Out of it: withdrawn, rejected; refunded once what was to go back has gone (decision
027).
"""

from __future__ import annotations

from collections.abc import Iterable

QUEUED = ("waitlisted", "offered")
"""Has no place yet; one may be kept for them until they answer."""
TO_PAY = ("unpaid", "approved")
"""A place is held while the fee is owed; approved: somebody has said yes first."""
HOPING = (*QUEUED, *TO_PAY, "pending")
"""Wants to take part, and something is still missing."""
EXPECTED = ("paid", "confirmed")
"""Has a place and has not come yet."""
COMING = (*EXPECTED, "checked_in")
"""Has a place, and it is not over."""
ARRIVED = ("checked_in", "finished")
PLACED = (*COMING, "finished")
IN_IT = (*HOPING, *COMING)
"""Has a place or hopes for one: who is told what changes."""
GONE = ("withdrawn", "rejected")
"""Out of it, and what was paid may still be on its way back."""
OUT = (*GONE, "refunded")


def _in_sql(statuses: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{one}'" for one in statuses) + ")"


TO_PAY_SQL, COMING_SQL, ARRIVED_SQL, PLACED_SQL = map(_in_sql, (TO_PAY, COMING, ARRIVED, PLACED))
IN_IT_SQL, GONE_SQL, OUT_SQL = map(_in_sql, (IN_IT, GONE, OUT))


def _called_off(row: str) -> str:
    return (
        f"({row}.status = 'refunded' AND EXISTS (SELECT 1 FROM places kept WHERE kept.id = {row}.place_id "
        "AND kept.state <> 'released'))"
    )


def _own_live(row: str) -> str:
    return f"({row}.status NOT IN {OUT_SQL} OR {_called_off(row)})"


CALLED_OFF = _called_off("r")
"""Of a registration `r`: its person never left, the event did not take place and the money is back."""
OWN_LIVE = _own_live("r")
"""Of a registration `r`: it is its person's one at this event, whatever has become of the event."""

IS_CURRENT = (
    f"({OWN_LIVE} OR NOT EXISTS (SELECT 1 FROM registrations again WHERE again.user_id = r.user_id "
    f"AND again.event_id = r.event_id AND again.id <> r.id AND (again.id > r.id OR {_own_live('again')})))"
)
"""Of a registration `r`: by this one its person stands in the list, once, however often they left and came back."""
