"""Does a person fit an event's audience? Pure arithmetic on what the profile and the event say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.events.entry import weights


@dataclass(frozen=True, slots=True)
class Unmet:
    """One reason. `code` is the tail of the sentence's key `event-unmet-…`; `value` is what was asked for."""

    code: str
    value: float | str


def age_on(birth_date: date, day: date) -> int:
    """Whole years on `day`."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def facts_needed(requirements: Mapping[str, object]) -> list[str]:
    """The profile fields without which the requirements cannot be judged."""
    needed = []
    if requirements.get("min_age") is not None or requirements.get("max_age") is not None:
        needed.append("birth_date")
    if requirements.get("gender"):
        needed.append("gender")
    if requirements.get("levels"):
        needed.append("level")
    if weights.limits_of(requirements):
        needed.append(weights.WEIGHT)
    return needed


def levels_of(requirements: Mapping[str, object]) -> list[str]:
    """For which the event is; none of them: for everybody."""
    stored = requirements.get("levels")
    return [str(one) for one in stored] if isinstance(stored, list) else []


def unmet(
    requirements: Mapping[str, object],
    *,
    birth_date: date | None,
    gender: str | None,
    level: str | None,
    weight: float | None,
    event_day: date,
) -> list[Unmet]:
    """The reasons to refuse, in the order they are shown. A fact that is not known does not fit."""
    reasons = []
    age = age_on(birth_date, event_day) if birth_date else None
    least, most = requirements.get("min_age"), requirements.get("max_age")
    if isinstance(least, int) and (age is None or age < least):
        reasons.append(Unmet("min-age", least))
    if isinstance(most, int) and (age is None or age > most):
        reasons.append(Unmet("max-age", most))
    wanted = requirements.get("gender")
    if isinstance(wanted, str) and wanted and gender != wanted:
        reasons.append(Unmet("gender", wanted))
    levels = levels_of(requirements)
    if levels and level not in levels:
        reasons.append(Unmet("level", "-".join(levels)))
    heaviest = weights.heaviest_of(weights.limits_of(requirements))
    if heaviest is not None and (weight is None or weight > heaviest):
        reasons.append(Unmet("weight", heaviest))
    return reasons
