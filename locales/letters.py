"""Where a letter to an event's people stands, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from locales import Translator


class Letter(Protocol):
    """`state`: as the domain names it."""

    @property
    def state(self) -> str: ...
    @property
    def people(self) -> int: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def hours_before(self) -> int | None: ...
    @property
    def zone(self) -> str: ...


def letter_state(card: Letter, t: Translator, now: datetime) -> str:
    """«Уйдёт: сб, 7 декабря, 10:00», or what became of it; nothing of one that is only written."""
    if card.state == "written":
        return ""
    if card.state == "sent":
        return t("letter-state-sent", count=card.people)
    if card.state != "planned" or card.due_at is None:
        return t(f"letter-state-{card.state}")
    when, hours = t.when(card.due_at, card.zone, now=now), card.hours_before
    return t("letter-planned-before", when=when, hours=hours) if hours else t("letter-planned", when=when)
