from __future__ import annotations

from pydantic import BaseModel, Field

from sandbox.providers.notices import Told


class Meeting(BaseModel):
    """`start` and `end` in unix seconds; `host` and `viewer` are the secrets of their addresses."""

    id: str
    room: str
    start: int
    end: int
    locked: bool = False
    mode: str = "normal"
    host: str = ""
    viewer: str = ""
    gone: bool = False
    session: str = ""


class Guest(BaseModel):
    """Somebody in a room: of a meeting, or of a room that is opened by a token."""

    id: str
    room: str
    name: str
    role: str
    at: int


class Recording(BaseModel):
    id: str
    meeting: str
    room: str
    filename: str
    start: int
    end: int


class RoomRecords(Told):
    last_meeting: int = 0
    meetings: dict[str, Meeting] = Field(default_factory=dict)
    guests: dict[str, Guest] = Field(default_factory=dict)
    recordings: dict[str, Recording] = Field(default_factory=dict)
