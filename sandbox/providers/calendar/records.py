from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from sandbox.providers.notices import Told


class Entry(BaseModel):
    """An event of somebody's calendar. `version` is that of the calendar when it was last changed."""

    id: str
    person: int
    body: dict[str, Any]
    """What the application wrote, as it wrote it."""
    start: int
    end: int
    created: int
    updated: int
    version: int
    sequence: int = 0
    cancelled: bool = False


class Channel(BaseModel):
    id: str
    person: int
    address: str
    token: str
    resource: str
    uri: str
    expires_at: int
    number: int = 0


class CalendarRecords(Told):
    last_version: int = 0
    epoch: int = 0
    """Sync tokens of an earlier one are no longer good."""
    entries: dict[str, Entry] = Field(default_factory=dict)
    """By `person:id`."""
    channels: dict[str, Channel] = Field(default_factory=dict)
