from __future__ import annotations

from pydantic import BaseModel, Field

from sandbox.providers.notices import Told


class Workout(BaseModel):
    """What a watch recorded. Its track is made anew from `seed` whenever somebody asks for it."""

    id: int
    person: int
    sport: str
    name: str
    start: int
    zone: str
    lat: float
    lon: float
    metres: float
    moving_s: int
    climb: float
    seed: int
    private: bool = False
    elapsed_s: int = 0
    pulse: float = 0
    top_pulse: float = 0
    top_speed: float = 0
    polyline: str = ""
    changed: int = 0


class Code(BaseModel):
    person: int
    scopes: list[str]
    at: int


class Grant(BaseModel):
    """What one person lets the application do."""

    person: int
    scopes: list[str]
    access: str
    refresh: str
    expires_at: int


class Subscription(BaseModel):
    id: int
    url: str
    verify: str
    at: int


class Usage(BaseModel):
    """Requests within a quarter of an hour and within a day, all of them and those that read."""

    quarter: int = 0
    day: int = 0
    short: int = 0
    daily: int = 0
    read_short: int = 0
    read_daily: int = 0


class TrackerRecords(Told):
    last_id: int = 14_000_000_000
    workouts: dict[int, Workout] = Field(default_factory=dict)
    codes: dict[str, Code] = Field(default_factory=dict)
    grants: dict[int, Grant] = Field(default_factory=dict)
    subscription: Subscription | None = None
    usage: Usage = Field(default_factory=Usage)
