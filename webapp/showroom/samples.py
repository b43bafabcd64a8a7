"""Invented people and events, to show parts and screens with."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from domain.accounts.people import Person
from domain.chat.queries import MessageCard
from domain.events.finding.catalogue import CatalogueRow
from domain.events.queries import EventCard
from domain.events.results.boards import Board
from domain.events.results.own import OwnResult
from domain.events.results.queries import BoardCard, BoardRow
from domain.events.results.scoring import Scoring
from domain.events.ways import ONLINE, ONSITE, Way
from locales import Translator

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""The showroom's clock stands still, so that a page of it is the same tomorrow."""
ZONE = "Europe/Moscow"
Card = TypeVar("Card")


def card_of(card: type[Card], /, **known: Any) -> Card:
    """A card with what matters here; whatever else it has is empty."""
    names = {field.name for field in fields(card)}  # type: ignore[arg-type]  # every card is a dataclass
    assert known.keys() <= names, known.keys() - names
    return card(**dict.fromkeys(names) | known)


def person(t: Translator) -> Person:
    name = t("showroom-person")
    return Person(7, 7, name, "olya", t.lang, ZONE, "active", True, frozenset({"administrator"}))


def places(taken: int = 12, capacity: int | None = 50, waiting: int = 0, *, name: str = ONSITE) -> tuple[Way, ...]:
    return (Way(name, capacity, taken, waiting),)


def hybrid() -> tuple[Way, ...]:
    return (*places(20, 20, 3), *places(41, 100, name=ONLINE))


def event(t: Translator, **known: Any) -> EventCard:
    starts_at = NOW + timedelta(days=4, hours=1)
    usual: dict[str, Any] = {
        "id": 17,
        "organizer_id": 3,
        "organizer_name": t("showroom-organizer"),
        "status": "registration_open",
        "archived": False,
        "title": t("showroom-event"),
        "description": t("showroom-description"),
        "kind": "race",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "zone": ZONE,
        "online_address": "",
        "faq_count": 2,
        "programme": (),
        "documents": (),
        "place": t("showroom-place"),
        "latitude": 55.79,
        "longitude": 37.67,
        "distance_m": 5000,
        "fee_minor": 50_000,
        "payment": "online",
        "refunds": "full",
        "currency": "RUB",
        "rules": "",
        "requirements": {},
        "has_questions": False,
        "visibility": "public",
        "version": 1,
        "ways": places(),
        "own_way": ONSITE if known.get("own_status") else None,
        "own_open_questions": 0,
        "own_size": 1,
        "most_guests": 0,
        "in_teams": False,
        "manages": False,
    }
    return card_of(EventCard, **usual | known)


def board_card(t: Translator, *, final: bool = False, **known: Any) -> BoardCard:
    """A race with a few women and men in it."""
    usual: dict[str, Any] = {
        "event": event(t, status="finished" if final else "running", manages=True),
        "board": Board(17, Scoring(), 5, "final" if final else "open", int(final)),
        "entered": 91,
        "classified": 87,
        "reviews": 2,
        "protests": 1,
        "sexes": ("female", "male"),
        "ages": (18, 30, 40, 50, 60),
        "divisions": (),
    }
    return BoardCard(**usual | known)


def board_row(t: Translator, place: int | None, **known: Any) -> BoardRow:
    number = 100 + (place or 0)
    total = 1_200_000 + 8_500 * (place or 0)
    usual: dict[str, Any] = {
        "registration_id": number,
        "user_id": number,
        "number": number,
        "name": t("showroom-person"),
        "state": "ok",
        "marks": (total,),
        "total": total,
        "reason": "",
        "source": "organizer",
        "verified": True,
        "sex": "female",
        "age_from": 30,
        "weight_class": None,
        "division": None,
        "protested": False,
        "place": place,
        "sort_key": (0, total),
    }
    return BoardRow(**usual | known)


def own_result(event_id: int) -> OwnResult:
    return OwnResult(event_id, 7, "ok", 1_303_000, "time", 12, 87, 3, is_final=True)


def row(t: Translator, number: int = 1, **known: Any) -> CatalogueRow:
    usual: dict[str, Any] = {
        "id": number,
        "title": t("showroom-event"),
        "kind": "race",
        "status": "registration_open",
        "starts_at": NOW + timedelta(days=3 + number),
        "zone": ZONE,
        "place": t("showroom-place"),
        "fee_minor": 0,
        "currency": "RUB",
        "ways": places(),
        "version": 1,
    }
    return card_of(CatalogueRow, **usual | known)


def message(number: int, author: int, name: str, text: str) -> MessageCard:
    return MessageCard(number, 1, author, name, text, "app", NOW)
