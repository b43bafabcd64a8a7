"""Map services are asked only when the operator says so, and a wrong setting is one sentence."""

from __future__ import annotations

import pytest

from forma.map_settings import MapSettings, read_maps
from forma.settings import SettingsError


def test_nothing_is_asked_unless_it_is_set() -> None:
    assert read_maps({}) == MapSettings()
    assert MapSettings().geocoder == "off" and MapSettings().overpass_url == MapSettings().tiles == ""


def test_public_servers_are_known_by_name_and_others_by_their_address() -> None:
    known = read_maps({"FORMA_GEOCODER": "nominatim", "FORMA_OVERPASS_URL": "public"})
    assert known.geocoder_url == "https://nominatim.openstreetmap.org"
    assert known.overpass_url == "https://overpass-api.de/api"
    own = read_maps({"FORMA_GEOCODER": "nominatim", "FORMA_GEOCODER_URL": "http://10.0.0.5:8080/"})
    assert own.geocoder_url == "http://10.0.0.5:8080"


def test_a_key_is_not_shown() -> None:
    maps = read_maps({"FORMA_GEOCODER": "yandex", "FORMA_GEOCODER_KEY": "very-secret"})
    assert maps.geocoder_key == "very-secret" and "very-secret" not in repr(maps)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"FORMA_GEOCODER": "google"}, "FORMA_GEOCODER is “google”"),
        ({"FORMA_GEOCODER": "yandex"}, "FORMA_GEOCODER_KEY is not set"),
        ({"FORMA_GEOCODER_URL": "file:///etc/passwd"}, "FORMA_GEOCODER_URL is not an address"),
        ({"FORMA_OVERPASS_URL": "somewhere"}, "FORMA_OVERPASS_URL is not an address"),
        ({"FORMA_MAP_TILES": "https://tiles.example.org/"}, "with {z}, {x} and {y}"),
        ({"FORMA_MAP_TILES": "https://{s}.example.org/{z}/{x}/{y}.png"}, "with {z}, {x} and {y}"),
        ({"FORMA_MAP_TILES": "https://a.org; script-src */{z}/{x}/{y}.png"}, "with {z}, {x} and {y}"),
    ],
    ids=["geocoder", "key", "geocoder-url", "overpass", "no-tiles", "subdomains", "policy"],
)
def test_what_cannot_be_is_said_with_its_remedy(environ: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=r".*") as caught:
        read_maps(environ)
    assert said in str(caught.value)
