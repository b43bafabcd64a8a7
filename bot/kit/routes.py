"""The routing table: a word leads to one handler. Finding it is a look-up, however many there are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Flag, auto
from typing import Any

from bot.kit.screen import Row, Screen
from bot.kit.turn import BotApp, Gather, Handler, Incoming, Reply, Turn
from domain.errors import Refusal
from domain.forms.form import Form, JsonValue


class Where(Flag):
    PRIVATE = auto()
    GROUP = auto()
    ANYWHERE = PRIVATE | GROUP


@dataclass(frozen=True, slots=True)
class Route:
    """`gather` asks the network before the transaction. `alone`: in a group only the person sees the answer.

    `unmet`: in place of the handler, for what comes many times a minute: nobody is looked up, nothing is answered,
    and what was told is not kept.

    `together`: of a press whose first argument says what it is about, the same for many at once; None for whom it is
    not that simple, who get the handler.
    """

    handler: Handler
    where: Where = Where.PRIVATE
    gather: Gather | None = None
    alone: bool = True
    for_blocked: bool = False
    unmet: Callable[[Incoming, datetime], Awaitable[None]] | None = None
    together: Callable[[Sequence[Turn]], Awaitable[Sequence[Reply | None]]] | None = None


async def unanswered(turn: Turn) -> Reply:
    """The handler of a route that is `unmet`."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A form asked in chat. `form` is None when each subject has its own, stored with the draft.

    `left`: what a person sees who cancels; they come back to where they were. `judge`: called with an answer as soon
    as it is given; if it refuses, the question is asked again with the reason, and `ways_out` under it.
    """

    form: Form | None
    finish: Callable[[Turn, str, dict[str, JsonValue]], Awaitable[Reply]]
    for_blocked: bool = False
    left: Callable[[Turn, str], Awaitable[Screen]] | None = None
    judge: Callable[[Turn, str, str, JsonValue], Awaitable[None]] | None = None
    ways_out: Callable[[Turn, str, Refusal], Awaitable[list[Row]]] | None = None
    moved: Callable[[Turn, str, int, int], Awaitable[None]] | None = None
    """Called when it goes on here, with the group and the message where it was asked until now."""


@dataclass(frozen=True, slots=True)
class Routes:
    """`kinds` are private messages by kind, `group_kinds` those in groups, `services` membership and the like."""

    commands: Mapping[str, Route]
    presses: Mapping[str, Route]
    starts: Mapping[str, Route]
    kinds: Mapping[str, Route]
    group_kinds: Mapping[str, Route]
    services: Mapping[str, Route]
    conversations: Mapping[str, Conversation]
    whispered: Route
    """A reply to what only its author sees: read by nobody else in the group."""
    unknown_command: Route
    wrong_place: Route
    old_button: Route
    blocked: Route

    def find(self, incoming: Incoming) -> Route | None:
        """None: this update is nothing to us, such as other people's talk in a group."""
        match incoming.kind:
            case "press":
                return self.presses.get(incoming.word, self.old_button)
            case "start":
                return self.starts.get(incoming.word, self.starts[""])
            case "command":
                return self._command(incoming)
            case "whisper":
                return self.whispered
            case kind if kind in self.services:
                return self.services[kind]
            case "my_chat_member_private":
                return None  # the bot was blocked or unblocked: nobody asked us anything
            case kind if incoming.private:
                return self.kinds.get(kind, self.kinds["other"])
            case kind:
                return self.group_kinds.get(kind)

    def _command(self, incoming: Incoming) -> Route | None:
        route = self.commands.get(incoming.word)
        here = Where.PRIVATE if incoming.private else Where.GROUP
        if route is None:
            return self.unknown_command if incoming.private else None
        return route if here in route.where else self.wrong_place

    @property
    def own_forms(self) -> dict[str, Form]:
        return {key: one.form for key, one in self.conversations.items() if one.form}


async def gather(route: Route, app: BotApp, incoming: Incoming) -> Any:
    return await route.gather(app, incoming) if route.gather else None
