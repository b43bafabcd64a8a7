"""How far it is from one point of the globe to another."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_M = 6_371_008.8
EARTH_KM = EARTH_M / 1000


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Along the great circle (haversine), between points in degrees."""
    south, north = radians(lat), radians(other_lat)
    across = sin(radians(other_lon - lon) / 2) ** 2
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * across
    return 2 * EARTH_M * asin(min(1.0, sqrt(half)))


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return metres(lat, lon, other_lat, other_lon) / 1000
