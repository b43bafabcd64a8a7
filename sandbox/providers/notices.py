"""What a provider tells whoever listens: webhooks, kept until they are heard or given up."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Notice(BaseModel):
    """A webhook: sent until it is answered with 2xx, or given up."""

    id: str
    kind: str
    about: str
    body: str
    at: int
    next_at: int | None
    answers: list[int] = Field(default_factory=list)
    """The statuses it was answered with; 0 is no answer."""
    url: str | None = None
    """Where this one goes, when not where all of them go."""
    headers: dict[str, str] = Field(default_factory=dict)


class Told(BaseModel):
    """`held`: nothing goes out meanwhile; `copies`: how often each goes out at first."""

    notices: list[Notice] = Field(default_factory=list)
    hook: str | None = None
    """Where webhooks go instead of the address given at start."""
    copies: int = 1
    held: bool = False
