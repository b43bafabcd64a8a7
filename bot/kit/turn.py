"""One turn of talk: who said what where, and what is needed to answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiogram.types import CallbackQuery, ChatMemberUpdated, InlineQuery, Message
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.kit.calls import CallMaker
from bot.kit.screen import Alert, Screen, Unbutton
from domain.accounts.people import Person, TelegramPerson
from domain.errors import NotFound, Refusal
from domain.files.vault import Vault
from domain.maps.services import NO_MAPS, Maps
from domain.notifications.ports import TelegramPort
from domain.payments.ports import Providers
from locales import Translator

if TYPE_CHECKING:
    from bot.kit.conversation import Conversations


class OldButton(Refusal):
    """Shown by a Forma that had other buttons than this one."""

    code = "kit-old-button"


def _real_time() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class BotApp:
    """What every handler and renderer may use; made once at start."""

    calls: CallMaker
    telegram: TelegramPort
    ticket_key: Ed25519PrivateKey
    administrators: frozenset[int]
    """Telegram ids of those who have the role from the start."""
    files: Path = Path()
    """The data directory: where pictures that came through the mini-app lie."""
    providers: Providers = field(default_factory=dict)
    """Where people can be sent to pay."""
    clock: Callable[[], datetime] = _real_time
    vault: Vault = field(default_factory=Vault)
    """Where documents lie, sealed."""
    maps: Maps = NO_MAPS

    @property
    def username(self) -> str:
        return self.calls.bot_username


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update, read: whose it is, where, and which of its parts counts."""

    kind: str
    """press, command, start, text, edited, photo, location, contact, whisper (in a group, for us alone), other, or a
    service kind.
    """
    person: TelegramPerson
    chat_id: int
    private: bool
    thread_id: int | None = None
    word: str = ""
    """The command, the button's action, the prefix of a start payload."""
    args: tuple[str, ...] = ()
    text: str = ""
    message: Message | None = None
    query: CallbackQuery | None = None
    member: ChatMemberUpdated | None = None
    inline: InlineQuery | None = None


@dataclass(slots=True)
class Turn:
    """`facts` is what the route's gather brought from the network."""

    app: BotApp
    incoming: Incoming
    person: Person
    t: Translator
    now: datetime
    forms: Conversations
    facts: Any = None

    @property
    def args(self) -> tuple[str, ...]:
        return self.incoming.args

    @property
    def text(self) -> str:
        return self.incoming.text

    @property
    def private(self) -> bool:
        return self.incoming.private

    @property
    def chat_id(self) -> int:
        return self.incoming.chat_id

    @property
    def zone(self) -> str:
        return self.person.zone

    def brings_file(self, suffixes: tuple[str, ...]) -> bool:
        """A file came with the message, and its name ends so."""
        document = self.incoming.message.document if self.incoming.message else None
        return bool(document and (document.file_name or "").lower().endswith(suffixes))

    def number(self, index: int = 0) -> int:
        """The id argument of a button or a link. Raises NotFound: anybody may type a link."""
        said = self.args[index] if index < len(self.args) else ""
        if not said.isdecimal() or len(said) > 18:
            raise NotFound
        return int(said)

    def word(self, index: int = 0) -> str:
        """An argument of a button. Raises OldButton where there is none."""
        if index >= len(self.args):
            raise OldButton
        return self.args[index]

    def one_of(self, known: Collection[str], index: int = 0) -> str:
        """A word of a button. Raises OldButton for one that is not (or no longer) known."""
        said = self.word(index)
        if said not in known:
            raise OldButton
        return said


Answer = Screen | Alert
Reply = Answer | Sequence[Answer | Unbutton] | None
Handler = Callable[[Turn], Awaitable[Reply]]
Gather = Callable[[BotApp, Incoming], Awaitable[Any]]
