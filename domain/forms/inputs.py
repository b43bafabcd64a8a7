"""What a person can answer with, besides words: a pin on the map, a contact, a photo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.forms.words import Words


@dataclass(frozen=True, slots=True)
class Location:
    """Degrees; a venue also has its words."""

    lat: float
    lon: float
    title: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    phone: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """Telegram's file_id, or the id of a file of ours (uploaded through a page)."""

    source: Literal["telegram", "file"]
    id: str


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as Telegram announces it: what it really is, its bytes will say. `size` in bytes."""

    id: str
    mime: str = ""
    size: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document of ours, and how long it is known to be good."""

    id: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A sticker, a voice message: it was said, so it leaves no question out, and it answers none."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """Where and when the question is answered: "tomorrow at 7" means nothing without it."""

    now: datetime
    zone: str
    lang: str
    words: Words | None = None
    """With it, a choice may be answered by the words on its button, not by its key alone."""
