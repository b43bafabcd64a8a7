"""Who knows addresses and surroundings for us, and whose map is shown. What is not set is not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from forma.variables import SettingsError, choice, text, url

OFF, NOMINATIM, YANDEX = "off", "nominatim", "yandex"
OFFICIAL = {OFF: "", NOMINATIM: "https://nominatim.openstreetmap.org", YANDEX: "https://geocode-maps.yandex.ru"}
OVERPASS = "https://overpass-api.de/api"
PUBLIC = "public"
"""Said in place of an address."""
VARIABLES = frozenset(
    {
        "FORMA_GEOCODER",
        "FORMA_GEOCODER_KEY",
        "FORMA_GEOCODER_URL",
        "FORMA_MAP_ATTRIBUTION",
        "FORMA_MAP_TILES",
        "FORMA_OVERPASS_URL",
    }
)


@dataclass(frozen=True)
class MapSettings:
    geocoder: str = OFF
    geocoder_url: str = ""
    geocoder_key: str = field(default="", repr=False)
    overpass_url: str = ""
    """Empty: nobody is asked what is nearby."""
    tiles: str = ""
    """As https://tile.example.org/{z}/{x}/{y}.png; empty: places are drawn by ourselves."""
    attribution: str = "© OpenStreetMap"


def read_maps(environ: Mapping[str, str]) -> MapSettings:
    """Raises SettingsError."""
    geocoder = choice(environ, "GEOCODER", tuple(OFFICIAL))
    key = text(environ, "GEOCODER_KEY")
    if geocoder == YANDEX and not key:
        raise SettingsError(
            "FORMA_GEOCODER is yandex and FORMA_GEOCODER_KEY is not set: get a key for the Geocoder in Yandex's "
            "developer dashboard, or use nominatim."
        )
    is_public = text(environ, "OVERPASS_URL") == PUBLIC
    around = OVERPASS if is_public else url(environ, "OVERPASS_URL", ("http", "https"))
    return MapSettings(
        geocoder=geocoder,
        geocoder_url=url(environ, "GEOCODER_URL", ("http", "https"), OFFICIAL[geocoder]),
        geocoder_key=key,
        overpass_url=around,
        tiles=_tiles(environ),
        attribution=text(environ, "MAP_ATTRIBUTION", MapSettings.attribution),
    )


def _tiles(environ: Mapping[str, str]) -> str:
    tiles = url(environ, "MAP_TILES", ("http", "https"))
    parts = urlsplit(tiles)
    if tiles and (not parts.hostname or not all(part in tiles for part in ("{z}", "{x}", "{y}")) or _is_odd(tiles)):
        raise SettingsError(
            "FORMA_MAP_TILES has to be an address with {z}, {x} and {y} in it, such as "
            "https://tile.example.org/{z}/{x}/{y}.png; leave it empty and Forma draws by itself."
        )
    return tiles


def _is_odd(tiles: str) -> bool:
    """It becomes a part of the pages' content policy."""
    return "{" in urlsplit(tiles).netloc or any(letter in tiles for letter in " ;,'\"<>")
