from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.time import all_cities, city_by_key, find_city, nearest_city


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Москва", "moscow"),
        ("мск", "moscow"),
        ("москва ", "moscow"),
        ("Масква", "moscow"),
        ("Moscow", "moscow"),
        ("спб", "saint-petersburg"),
        ("Питер", "saint-petersburg"),
        ("St. Petersburg", "saint-petersburg"),
        ("г. Ростов-на-Дону", "rostov-on-don"),
        ("ростов на дону", "rostov-on-don"),
        ("город Орел", "orel"),
        ("Орёл", "orel"),
        ("владик", "vladivostok"),
        ("екб", "yekaterinburg"),
        ("new york", "new-york"),
        ("нью-йорк", "new-york"),
        ("São Paulo", "sao-paulo"),
        ("алма ата", "almaty"),
    ],
)
def test_cities_by_name(text: str, key: str) -> None:
    found = find_city(text)
    assert found and found.key == key


@pytest.mark.parametrize("text", ["", "хзгде", "?", "а", "123", "Мухосранск"])
def test_unknown_cities(text: str) -> None:
    assert find_city(text) is None


def test_the_table_is_whole() -> None:
    cities = all_cities()
    assert len(cities) >= 150
    assert len({city.key for city in cities}) == len(cities)
    for city in cities:
        assert ZoneInfo(city.zone).key == city.zone
        assert nearest_city(city.lat, city.lon) == city
        assert find_city(city.ru) == find_city(city.en) == city
        assert city_by_key(city.key) is city


@pytest.mark.parametrize(
    ("lat", "lon", "key"), [(55.79, 37.68, "moscow"), (43.12, 131.9, "vladivostok"), (51.5, -0.1, "london")]
)
def test_nearest_city(lat: float, lon: float, key: str) -> None:
    assert nearest_city(lat, lon).key == key


def test_points_off_the_globe() -> None:
    for lat, lon in ((91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)):
        with pytest.raises(ValueError, match="no such point"):
            nearest_city(lat, lon)


@given(st.text(max_size=40))
def test_any_text_is_a_city_or_none(text: str) -> None:
    find_city(text)
