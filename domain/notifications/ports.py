"""What delivery needs from the outside: somebody who renders, somebody who speaks to Telegram, somebody who mails."""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from domain.inbox.outages import Outage


class Urgency(enum.IntEnum):
    """Who goes first when the budget is short. What is nice or marketing waits for quiet hours to end."""

    INTERACTIVE = 0
    MUST = 1
    NICE = 2
    MARKETING = 3


@dataclass(frozen=True, slots=True)
class InputBytes:
    """A file made while rendering, such as a ticket's picture."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call in Bot API names.

    `params` are JSON, save that a value may be `InputBytes`, or `{"$file": path}` for a file on our disk.
    `fallback` is made instead when Telegram rejects this one: an edit of a message that is gone becomes a new message.
    """

    method: str
    params: Mapping[str, Any]
    fallback: Call | None = None

    def to_json(self) -> dict[str, Any]:
        fallback = self.fallback.to_json() if self.fallback else None
        return {"method": self.method, "params": dict(self.params), **({"fallback": fallback} if fallback else {})}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Call:
        fallback = stored.get("fallback")
        return cls(stored["method"], stored["params"], cls.from_json(fallback) if fallback else None)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a row is for. For a group: no user; its language is the renderer's to know."""

    user_id: int | None
    chat_id: int | None
    thread_id: int | None
    language: str
    zone: str
    email: str | None
    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxItem:
    """A row in the hands of a sender."""

    id: int
    kind: str
    params: dict[str, Any]
    not_before: datetime
    urgency: Urgency
    user_id: int | None = None
    chat_id: int | None = None
    thread_id: int | None = None
    channel: str = "telegram"
    topic: str | None = None
    subject: str | None = None
    dedupe_key: str | None = None
    coalesce_key: str | None = None
    expires_at: datetime | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Rendered:
    calls: Sequence[Call]


@dataclass(frozen=True, slots=True)
class Mail:
    """`attachments`: name, media type, bytes."""

    subject: str
    text: str
    html: str | None = None
    attachments: tuple[tuple[str, str, bytes], ...] = ()


CallResult: TypeAlias = dict[str, Any] | bool
Renderer: TypeAlias = Callable[[OutboxItem, Recipient], Awaitable[Rendered | None]]
"""None: there is nothing to say any more."""
MailRenderer: TypeAlias = Callable[[OutboxItem, Recipient], Awaitable[Mail | None]]
AfterSent: TypeAlias = Callable[[OutboxItem, CallResult], Awaitable[None]]
"""Runs in the transaction that marks the row as sent."""
OnMigrated: TypeAlias = Callable[[int, int], Awaitable[None]]
"""Old and new id of a chat, in a transaction."""


class TelegramPort(Protocol):
    async def call(self, call: Call) -> CallResult:
        """Telegram's `result`. Raises the errors below."""


class MailPort(Protocol):
    async def send(self, to: str, mail: Mail, *, message_key: str) -> None:
        """`message_key` makes a repeat recognisable. Raises Rejected, Unreachable or Unsure."""


class Blocked(Exception):
    """403: the person blocked the bot, the account is gone, or we were put out of the chat."""


class RetryLater(Exception):
    """429."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Rejected(Exception):
    """400 and the like: the same call will never succeed."""

    def __init__(self, description: str) -> None:
        super().__init__(description)
        self.description = description


class Migrated(Exception):
    """The group has become a supergroup with another id."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__(new_chat_id)
        self.new_chat_id = new_chat_id


class Unreachable(Outage):
    """Nothing was accepted: no connection, or a 5xx."""


class Conflict(Unreachable):
    """409: somebody else is asking for updates, or a webhook is set."""


class Unsure(Outage):
    """The time ran out, or the line broke, after the call had left: it may have been accepted."""
