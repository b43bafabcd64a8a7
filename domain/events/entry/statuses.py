"""Who takes part: the statuses of a registration by what they mean, also as SQL reads them after `IN`."""

from __future__ import annotations

from collections.abc import Iterable

COMING = ("approved", "paid", "confirmed", "checked_in")
"""Has a place, and it is not over."""
PLACED = (*COMING, "finished")
IN_IT = ("waitlisted", "offered", "unpaid", "pending", *COMING)
"""Has a place or hopes for one: who is told what changes."""
OUT = ("withdrawn", "rejected", "refunded")


def _in_sql(statuses: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{one}'" for one in statuses) + ")"


COMING_SQL, PLACED_SQL, IN_IT_SQL, OUT_SQL = _in_sql(COMING), _in_sql(PLACED), _in_sql(IN_IT), _in_sql(OUT)
LIVE_SQL = _in_sql((*IN_IT, "finished"))
"""Whoever is not out of it."""
