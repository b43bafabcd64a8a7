"""Whether somebody says yes or no to each who wants to take part, and who has had that yes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.events.entry.statuses import QUEUED
from domain.events.models import Event

_NOT_YET = (None, *QUEUED, "pending")


def is_by_hand(event: Event) -> bool:
    return decides(event.by_hand, event.questions)


def decides(by_hand: bool, questions: Sequence[Mapping[str, Any]]) -> bool:
    """By the organizer's wish, or because a document is looked at before they say yes."""
    return by_hand or any(one.get("checked") and not one.get("later") for one in questions)


def is_accepted(status: str | None, *, by_hand: bool) -> bool:
    """Where nobody decides, everybody is."""
    return not by_hand or status not in _NOT_YET
