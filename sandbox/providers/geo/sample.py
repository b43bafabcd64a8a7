"""A little of three cities, put down by hand: addresses, and where one can train. Coordinates are rounded."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

EARTH_M = 6_371_000


@dataclass(frozen=True)
class City:
    ru: str
    en: str
    state_ru: str
    state_en: str
    lat: float
    lon: float
    postcode: str
    zone: str


@dataclass(frozen=True)
class Spot:
    """An address or a place. `kind`: house, gym, stadium, cycleway; a cycleway is a line."""

    id: int
    city: City
    kind: str
    ru: str
    en: str
    street_ru: str
    street_en: str
    house: str
    lat: float
    lon: float
    line: tuple[tuple[float, float], ...] = ()

    def metres_to(self, lat: float, lon: float) -> float:
        points = self.line or ((self.lat, self.lon),)
        return min(metres(lat, lon, *point) for point in points)


MOSCOW = City("Москва", "Moscow", "Москва", "Moscow", 55.7558, 37.6176, "109012", "Europe/Moscow")
KAZAN = City("Казань", "Kazan", "Татарстан", "Tatarstan", 55.7963, 49.1088, "420111", "Europe/Moscow")
VLADIVOSTOK = City(
    "Владивосток", "Vladivostok", "Приморский край", "Primorsky Krai", 43.1155, 131.8855, "690091", "Asia/Vladivostok"
)
CITIES = (MOSCOW, KAZAN, VLADIVOSTOK)
COUNTRY = ("Россия", "Russia")

_TABLE = """
Moscow
  stadium | Лужники | Luzhniki | улица Лужники | Luzhniki Street | 24 | 55.7158 | 37.5537
  stadium | Открытие Арена | Otkritie Arena | Волоколамское шоссе | Volokolamskoye Highway | 69 | 55.8177 | 37.4404
  stadium | Искра | Iskra | Сельскохозяйственная улица | Selskokhozyaystvennaya | 26А | 55.8441 | 37.6430
  gym | Зал на Пресне | Presnya Gym | улица Красная Пресня | Krasnaya Presnya Street | 22 | 55.7607 | 37.5662
  gym | Атлетика у парка | Athletics by the Park | улица Крымский Вал | Krymsky Val Street | 9 | 55.7298 | 37.6036
  gym | Железный цех | Iron Workshop | Большая Новодмитровская улица | Novodmitrovskaya Street | 36 | 55.8063 | 37.5853
  house | - | - | Тверская улица | Tverskaya Street | 13 | 55.7615 | 37.6087
  house | - | - | улица Новый Арбат | Novy Arbat Street | 24 | 55.7531 | 37.5876
  house | - | - | улица Ленина | Lenina Street | 5 | 55.6010 | 37.2190
  house | Парк Сокольники | Sokolniki Park | улица Сокольнический Вал | Sokolnichesky Val | 1 | 55.7944 | 37.6765
Kazan
  stadium | Ак Барс Арена | Ak Bars Arena | проспект Ямашева | Yamasheva Avenue | 115А | 55.8209 | 49.1609
  stadium | Центральный стадион | Central Stadium | улица Ташаяк | Tashayak Street | 2А | 55.8000 | 49.1006
  gym | Зал на Баумана | Bauman Gym | улица Баумана | Baumana Street | 44 | 55.7899 | 49.1155
  gym | Волга Фитнес | Volga Fitness | улица Ленина | Lenina Street | 12 | 55.7986 | 49.1063
  house | - | - | Кремлёвская улица | Kremlyovskaya Street | 18 | 55.7909 | 49.1221
  house | - | - | улица Пушкина | Pushkina Street | 10 | 55.7866 | 49.1244
Vladivostok
  stadium | Динамо | Dynamo Stadium | улица Адмирала Фокина | Admirala Fokina Street | 1 | 43.1181 | 131.8780
  stadium | Авангард | Avangard Stadium | Авангардная улица | Avangardnaya Street | 46 | 43.1273 | 131.9020
  gym | Маяк | Lighthouse Gym | Светланская улица | Svetlanskaya Street | 33 | 43.1159 | 131.8868
  gym | Зал на Океанском | Okeansky Gym | Океанский проспект | Okeansky Avenue | 17 | 43.1197 | 131.8863
  house | - | - | улица Пушкина | Pushkina Street | 10 | 43.1144 | 131.8966
  house | - | - | Набережная улица | Naberezhnaya Street | 3 | 43.1119 | 131.8742
"""
_LINES: tuple[tuple[City, str, str, tuple[tuple[float, float], ...]], ...] = (
    (MOSCOW, "Велодорожка по Фрунзенской набережной", "Frunzenskaya Embankment Cycleway",
     ((55.7345, 37.5938), (55.7290, 37.5858), (55.7225, 37.5770), (55.7169, 37.5662))),
    (MOSCOW, "Велодорожка Бульварного кольца", "Boulevard Ring Cycleway",
     ((55.7527, 37.6004), (55.7590, 37.5990), (55.7649, 37.6053))),
    (KAZAN, "Велодорожка по Кремлёвской набережной", "Kremlin Embankment Cycleway",
     ((55.8003, 49.1090), (55.8019, 49.1190), (55.8010, 49.1290))),
    (VLADIVOSTOK, "Велодорожка Спортивной набережной", "Sportivnaya Embankment Cycleway",
     ((43.1176, 131.8768), (43.1210, 131.8765), (43.1243, 131.8770))),
)  # fmt: skip
FIRST_ID = 900_000_001


def _points() -> Iterator[Spot]:
    city = MOSCOW
    for number, line in enumerate(_TABLE.split("\n")):
        if not line.startswith(" "):
            city = next((one for one in CITIES if one.en == line), city)
            continue
        kind, ru, en, street_ru, street_en, house, lat, lon = (cell.strip() for cell in line.split("|"))
        named = ("", "") if ru == "-" else (ru, en)
        yield Spot(FIRST_ID + number, city, kind, *named, street_ru, street_en, house, float(lat), float(lon))


def _spots() -> tuple[Spot, ...]:
    ways = []
    for number, (city, ru, en, line) in enumerate(_LINES):
        middle = line[len(line) // 2]
        ways.append(Spot(FIRST_ID + 1000 + number, city, "cycleway", ru, en, ru, en, "", *middle, line))
    return (*_points(), *ways)


SPOTS = _spots()


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great circle, by the haversine formula."""
    north, east = math.radians(other_lat - lat), math.radians(other_lon - lon)
    half = (
        math.sin(north / 2) ** 2
        + math.cos(math.radians(lat)) * math.cos(math.radians(other_lat)) * math.sin(east / 2) ** 2
    )
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, max(0.0, half))))


def nearest(lat: float, lon: float, within_m: float) -> Spot | None:
    found = min(SPOTS, key=lambda spot: spot.metres_to(lat, lon))
    return found if found.metres_to(lat, lon) <= within_m else None


def found_by(text: str) -> list[Spot | City]:
    """Every word begins a word of the name or of the address, in either language; cities first."""
    words = _words(text)
    if not words:
        return []
    cities = [city for city in CITIES if _has(words, city.ru, city.en, city.state_ru, city.state_en)]
    spots = [spot for spot in SPOTS if _has(words, *_said(spot))]
    return [*cities, *spots]


def _said(spot: Spot) -> tuple[str, ...]:
    city = spot.city
    return (spot.ru, spot.en, spot.street_ru, spot.street_en, spot.house, city.ru, city.en, *COUNTRY)


def _has(wanted: list[str], *texts: str) -> bool:
    there = _words(" ".join(texts))
    return all(any(word.startswith(one) for word in there) for one in wanted)


def _words(text: str) -> list[str]:
    clean = "".join(letter if letter.isalnum() else " " for letter in text.casefold().replace("ё", "е"))
    return clean.split()
