"""5,000 things of a made-up brand, always the same: the number of a thing says all about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

MANY = 5_000
VENDOR = "Северный Ветер"


@dataclass(frozen=True)
class Family:
    """`prices` in roubles, lowest and highest."""

    id: int
    ru: str
    en: str
    sizes: tuple[str, ...]
    prices: tuple[int, int]


FAMILIES = (
    Family(11, "Беговые кроссовки", "Running Shoes", tuple(str(size) for size in range(36, 47)), (5_990, 18_990)),
    Family(12, "Трейловые кроссовки", "Trail Shoes", tuple(str(size) for size in range(37, 47)), (7_490, 21_990)),
    Family(21, "Футболка", "T-Shirt", ("XS", "S", "M", "L", "XL"), (1_490, 4_990)),
    Family(22, "Шорты", "Shorts", ("XS", "S", "M", "L", "XL"), (1_990, 5_490)),
    Family(23, "Ветровка", "Windbreaker", ("S", "M", "L", "XL"), (4_990, 14_990)),
    Family(31, "Носки", "Socks", ("35-38", "39-42", "43-46"), (390, 1_290)),
    Family(32, "Фляга", "Flask", ("250 ml", "500 ml"), (790, 2_490)),
    Family(41, "Велошлем", "Bike Helmet", ("S", "M", "L"), (3_490, 16_990)),
)
MODELS = ("Бриз", "Шквал", "Пассат", "Бора", "Мистраль", "Сирокко", "Муссон", "Зефир", "Борей", "Самум")
COLOURS = {
    "чёрный": "black",
    "белый": "white",
    "синий": "blue",
    "красный": "red",
    "лайм": "lime",
    "графит": "graphite",
    "коралл": "coral",
    "хаки": "khaki",
}


@dataclass(frozen=True)
class Thing:
    """`price` and `was` in kopecks; `was` 0: it never cost more."""

    sku: str
    family: Family
    model: str
    colour: str
    size: str
    price: int
    was: int
    stock: int
    barcode: str

    @property
    def name(self) -> str:
        return f"{self.family.ru} {VENDOR} {self.model}"


@cache
def things() -> dict[str, Thing]:
    """Made when first asked for."""
    return {one.sku: one for one in map(_thing, range(MANY))}


def _thing(number: int) -> Thing:
    chance = Random(f"sandbox-shop:{number}")
    family = FAMILIES[number % len(FAMILIES)]
    lowest, highest = family.prices
    price = chance.randrange(lowest, highest + 1, 100) * 100
    return Thing(
        sku=f"SV-{number + 1:05}",
        family=family,
        model=f"{chance.choice(MODELS)} {number // (len(FAMILIES) * 25) + 1}",
        colour=chance.choice(tuple(COLOURS)),
        size=family.sizes[number // len(FAMILIES) % len(family.sizes)],
        price=price,
        was=price * 5 // 4 if chance.random() < 0.2 else 0,
        stock=0 if chance.random() < 0.08 else chance.randint(1, 60),
        barcode=_barcode(number),
    )


def _barcode(number: int) -> str:
    """EAN-13 with its check digit; 200…299 is for use within a shop."""
    digits = f"200{number + 1:09}"
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
