"""A recording as a file that any reader of tracks can open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.activity.recording import Counted

_SPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
_SPORTS = {"running": "Running", "cycling": "Biking"}
"""What the format has words for."""


def tcx_of(counted: Sequence[Counted], sport: str) -> bytes:
    """Garmin's TCX: the one of the three in which the metres stand that were counted."""
    points = "".join(
        f"<Trackpoint><Time>{_moment(spot.at)}</Time><Position>"
        f"<LatitudeDegrees>{spot.latitude:.7f}</LatitudeDegrees><LongitudeDegrees>{spot.longitude:.7f}"
        f"</LongitudeDegrees></Position><DistanceMeters>{metres:.2f}</DistanceMeters></Trackpoint>"
        for spot, metres in counted
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase xmlns="{_SPACE}"><Activities>'
        f'<Activity Sport="{_SPORTS.get(sport, "Other")}"><Lap><Track>{points}</Track></Lap></Activity>'
        "</Activities></TrainingCenterDatabase>"
    ).encode()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
