"""What is known of a person that an event's requirements may ask about: from the profile, or said at another event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

import orjson

from domain import database
from domain.events.entry.weights import WEIGHT
from domain.forms.form import JsonValue


class Facts(TypedDict):
    birth_date: date | None
    gender: str | None
    level: str | None
    weight: float | None


async def known_facts(user_id: int) -> dict[str, JsonValue]:
    """As answers, by the questions' keys; what is not known is None."""
    row = await database.fetchrow(
        "SELECT birth_date, gender, level, remembered->$2 AS weight FROM profiles WHERE user_id = $1", user_id, WEIGHT
    )
    assert row is not None
    return {
        "birth_date": row["birth_date"].isoformat() if row["birth_date"] else None,
        "gender": row["gender"],
        "level": row["level"],
        WEIGHT: orjson.loads(row["weight"]) if row["weight"] else None,
    }


def as_facts(said: Mapping[str, JsonValue]) -> Facts:
    born, gender, level, weight = (said.get(key) for key in ("birth_date", "gender", "level", WEIGHT))
    return Facts(
        birth_date=date.fromisoformat(born) if isinstance(born, str) else None,
        gender=str(gender) if gender else None,
        level=str(level) if level else None,
        weight=float(weight) if isinstance(weight, int | float) else None,
    )
