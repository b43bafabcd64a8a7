"""What every provider of the sandbox has in common: a name, an HTTP door, a state to look at, hands to drive it."""

from __future__ import annotations

from abc import ABC, abstractmethod

from aiohttp import web

from sandbox.telegram.records import Fields


class Provider(ABC):
    name: str
    title: str

    @property
    def path(self) -> str:
        """Where its protocol begins, on the sandbox's own origin."""
        return f"/providers/{self.name}"

    @abstractmethod
    def routes(self) -> list[web.RouteDef]: ...

    @abstractmethod
    def outbox(self) -> list[Fields]:
        """What it has received, oldest first."""

    @abstractmethod
    def state(self) -> Fields:
        """Everything a state page shows."""

    @abstractmethod
    async def drive(self, action: str, fields: Fields) -> Fields:
        """Does what the action says; raises SimError for one it does not know."""

    def is_busy(self) -> bool:
        """Whether something of it is on its way to the product."""
        return False

    @abstractmethod
    def reset(self) -> None: ...
