"""Who holds which place of an event, as its results stand now: what badges and prizes follow from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain import database
from domain.achievements.badges import Claim

PODIUM = 3


@dataclass(frozen=True, slots=True)
class Holder:
    """`among`: female, male, or empty for everybody."""

    user_id: int
    place: int
    among: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """`kind` is what everybody is who came to the end: finisher, or player of a tournament."""

    kind: str
    people: Sequence[int]
    holders: Sequence[Holder]

    def claims(self, rewarded: set[tuple[int, str]]) -> list[Claim]:
        """One a kind and person, the best place of it. `rewarded`: places that give a badge."""
        best: dict[tuple[int, str], Claim] = {}
        for one in sorted(self.holders, key=lambda holder: (holder.place, holder.among != "")):
            if one.place <= PODIUM or (one.place, one.among) in rewarded:
                kind = "winner" if one.place == 1 else "prize"
                best.setdefault((one.user_id, kind), Claim(one.user_id, kind, one.place, one.among))
        return [*(Claim(user_id, self.kind) for user_id in dict.fromkeys(self.people)), *best.values()]


_FINISHERS = "SELECT user_id FROM results WHERE event_id = $1 AND sort_key[1] = 0 ORDER BY sort_key, registration_id"
_HOLDERS = """
WITH ranked AS (
    SELECT user_id, registration_id, sort_key, sex, rank() OVER (ORDER BY sort_key) AS place,
           rank() OVER (PARTITION BY sex ORDER BY sort_key) AS in_sex
    FROM results WHERE event_id = $1 AND sort_key[1] = 0)
SELECT user_id, place, in_sex, sex FROM ranked WHERE place <= $2 OR (sex IS NOT NULL AND in_sex <= $2)
ORDER BY sort_key, registration_id
"""


async def finishers_of(event_id: int) -> list[int]:
    """Who has a place on the board, in its order."""
    return [row["user_id"] for row in await database.fetch(_FINISHERS, event_id)]


async def of_results(event_id: int) -> Standing:
    """By the board. Women and men are ranked apart where both are there, as on the podium."""
    finishers = await finishers_of(event_id)
    last = await _last_place(event_id)
    rows = await database.fetch(_HOLDERS, event_id, last)
    holders = [Holder(row["user_id"], row["place"]) for row in rows if row["place"] <= last]
    if len({row["sex"] for row in rows} - {None}) > 1:
        in_sex = [Holder(row["user_id"], row["in_sex"], row["sex"]) for row in rows if row["sex"]]
        holders += [one for one in in_sex if one.place <= last]
    return Standing("finisher", finishers, holders)


async def _last_place(event_id: int) -> int:
    """Up to which anything is given."""
    last: int = await database.fetchval(
        "SELECT greatest($2, coalesce(max(place), 0)) FROM event_prizes WHERE event_id = $1", event_id, PODIUM
    )
    return last
