from __future__ import annotations

from pydantic import BaseModel, Field

from sandbox.providers.notices import Told


class Asked(BaseModel):
    api: str
    about: str
    status: int
    at: int


class GeoRecords(Told):
    asked: list[Asked] = Field(default_factory=list)
    strict: bool = True
    """Whether the speed limit of a public server is kept."""
