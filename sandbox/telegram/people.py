"""Personas: who lives in the sandbox."""

from __future__ import annotations

import re

from sandbox.telegram.records import Person

COLORS = ("#e17076", "#7bc862", "#65aadd", "#a695e7", "#ee7aae", "#6ec9cb", "#faa774")
PERSONAS: tuple[tuple[str, str, str | None, str, str], ...] = (
    ("olya", "Оля", "Смирнова", "olya_runs", "ru"),
    ("pasha", "Pasha", "Ivanov", "pasha_vl", "en"),
    ("igor", "Игорь", "Орлов", "igor_org", "ru"),
    ("katya", "Катя", "Лебедева", "katya_coach", "ru"),
    ("fed", "Фёдор", "Громов", "fed_verifier", "ru"),
    ("anya", "Аня", "Зимина", "anya_admin", "ru"),
    ("misha", "Миша", "Королёв", "misha_marketing", "ru"),
    ("lev", "Лев", "Данилов", "lev_data", "ru"),
)
# Above 2**32, as new Telegram accounts are: a 32-bit column must fail here, not in production.
FIRST_ID = 7_100_000_001
RIVAL_OFFSET = 1_000
BIOS = {
    "olya": "Бегаю по утрам, коплю на первый марафон",
    "pasha": "Trails and hills above Vladivostok",
    "igor": "Провожу забеги с 2014 года",
    "katya": "Тренер по бегу, мастер спорта",
    "fed": "Федерация лёгкой атлетики",
    "lev": "Считаю темп, пульс и проценты",
}
ZONES = {"pasha": "Asia/Vladivostok"}
RIVAL = re.compile(r"rival([1-9]\d{0,2})")


def persona_list() -> list[Person]:
    return [_persona(number, *row) for number, row in enumerate(PERSONAS)]


def _persona(number: int, key: str, first: str, last: str | None, username: str, language: str) -> Person:
    return Person(
        id=FIRST_ID + number,
        key=key,
        first_name=first,
        last_name=last,
        username=username,
        language_code=language,
        avatar_color=COLORS[number % len(COLORS)],
        phone=f"+7900000{number + 1:04d}",
        bio=BIOS.get(key),
        time_zone=ZONES.get(key, "Europe/Moscow"),
    )


def rival(key: str) -> Person | None:
    """rival1…rival200, None for any other key."""
    match = RIVAL.fullmatch(key)
    if match is None or int(match[1]) > 200:
        return None
    number = int(match[1])
    return Person(
        id=FIRST_ID + RIVAL_OFFSET + number,
        key=key,
        first_name="Соперник",
        last_name=str(number),
        username=f"rival_{number}",
        avatar_color=COLORS[number % len(COLORS)],
        phone=f"+7901000{number:04d}",
    )
