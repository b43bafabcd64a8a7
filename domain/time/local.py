"""Local time and UTC: gaps and folds are never passed over in silence."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.time.errors import AmbiguousMoment, NoSuchMoment


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def instants(naive: datetime, zone: str) -> tuple[datetime, ...]:
    """The UTC instants at which the clocks of `zone` show `naive`: one as a rule, none in a gap, two in a fold."""
    both = (naive.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = {instant for instant in both if local(instant, zone).replace(tzinfo=None, fold=0) == naive}
    return tuple(sorted(shown))


def to_utc(naive: datetime, zone: str) -> datetime:
    """Raises NoSuchMoment in a gap and AmbiguousMoment in a fold."""
    found = instants(naive, zone)
    if not found:
        raise NoSuchMoment(naive, *_neighbours(naive, zone))
    if len(found) == 2:
        raise AmbiguousMoment(local(found[0], zone), local(found[1], zone))
    return found[0]


def next_at(hour: time, now: datetime) -> datetime:
    """When it is that hour next, by the clock of `now`."""
    today = now.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def _neighbours(naive: datetime, zone: str) -> tuple[datetime, datetime]:
    """Before and after the jump, each as far from it as the jump is long (PEP 495)."""
    after, before = (naive.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    return local(before, zone), local(after, zone)
