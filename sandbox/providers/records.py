"""What the world outside Telegram remembers, a part for each provider; it is saved and reset with the world."""

from __future__ import annotations

from pydantic import BaseModel, Field

from sandbox.providers.geo.records import GeoRecords


class Outside(BaseModel):
    maps: GeoRecords = Field(default_factory=GeoRecords)
