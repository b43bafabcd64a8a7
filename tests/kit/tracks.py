"""Files as watches write them: a straight run along a meridian, at an even pace unless something else is said."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.globe import EARTH_M

Way = Sequence[tuple[datetime, float]]
"""Moments, with metres from the start."""
_FIT_EPOCH = 631_065_600
NORTH, EAST = 55.79, 37.67


def run(starts_at: datetime, metres: float, seconds: float, *, every_s: float = 10) -> Way:
    count = max(2, math.ceil(seconds / every_s) + 1)
    return [(starts_at + timedelta(seconds=seconds * n / (count - 1)), metres * n / (count - 1)) for n in range(count)]


def _north(metres: float) -> float:
    return NORTH + math.degrees(metres / EARTH_M)


def gpx(way: Way, sport: str = "running") -> bytes:
    points = "".join(
        f'<trkpt lat="{_north(metres):.8f}" lon="{EAST}"><ele>120</ele><time>{at:%Y-%m-%dT%H:%M:%SZ}</time></trkpt>'
        for at, metres in way
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="w" xmlns="http://www.topografix.com/GPX/1/1">'
    return f"{head}<trk><type>{sport}</type><trkseg>{points}</trkseg></trk></gpx>".encode()


def tcx(way: Way, sport: str = "Running") -> bytes:
    points = "".join(
        f"<Trackpoint><Time>{at:%Y-%m-%dT%H:%M:%S}.000Z</Time><Position><LatitudeDegrees>{_north(metres):.8f}"
        f"</LatitudeDegrees><LongitudeDegrees>{EAST}</LongitudeDegrees></Position>"
        f"<DistanceMeters>{metres:.2f}</DistanceMeters></Trackpoint>"
        for at, metres in way
    )
    space = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
    return (
        f'<?xml version="1.0"?><TrainingCenterDatabase xmlns="{space}"><Activities><Activity Sport="{sport}"><Lap>'
        f"<Track>{points}</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
    ).encode()


def fit(way: Way, sport: int = 1) -> bytes:
    """Records with moment, place and distance, and a sport (1 running, 2 cycling), as the FIT protocol has them."""
    record = struct.pack("<BBBHB", 0x40, 0, 0, 20, 4) + b"".join(
        bytes(field) for field in ((253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85), (5, 4, 0x86))
    )
    about = struct.pack("<BBBHB", 0x41, 0, 0, 12, 1) + bytes((0, 1, 0x00)) + bytes((0x01, sport))
    body = about + record
    for at, metres in way:
        north, east = (round(degrees * 2**31 / 180) for degrees in (_north(metres), EAST))
        body += struct.pack("<BIiiI", 0, int(at.timestamp()) - _FIT_EPOCH, north, east, round(metres * 100))
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    head += struct.pack("<H", _crc(head))
    return head + body + struct.pack("<H", _crc(head + body))


_NIBBLES = (
    *(0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401),
    *(0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400),
)


def _crc(data: bytes) -> int:
    crc = 0
    for byte in data:
        for nibble in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) & 0x0FFF ^ _NIBBLES[crc & 0xF] ^ _NIBBLES[nibble]
    return crc
