"""What is shown: a text with entities, buttons under it, perhaps a picture. Pure data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.kit.text import Bold, DateTime, Italic, Text
from domain.notifications.ports import InputBytes

Style = Literal["primary", "success", "danger"]
Words = str | Text


@dataclass(frozen=True, slots=True)
class Press:
    """A button that calls the handler of `action` with `args`. Bound to the person and chat it is shown to,
    unless it is for `anyone` there.
    """

    text: str
    action: str
    args: tuple[int | str, ...] = ()
    style: Style | None = None
    anyone: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class OpenApp:
    """Opens the mini-app at `path`; in a group, where such buttons do not exist, by a link with `start_param`."""

    text: str
    path: str
    start_param: str = ""


@dataclass(frozen=True, slots=True)
class StartBot:
    """A link to the private chat with the bot that starts it with `payload`."""

    text: str
    payload: str


@dataclass(frozen=True, slots=True)
class ShareInline:
    """Choose a chat, then the inline results of `query`."""

    text: str
    query: str


@dataclass(frozen=True, slots=True)
class CopyText:
    text: str
    copied: str


@dataclass(frozen=True, slots=True)
class Disabled:
    """Shown, and says in its text why it cannot be pressed."""

    text: str


Button = Press | Link | OpenApp | StartBot | ShareInline | CopyText | Disabled
Row = list[Button]


@dataclass(frozen=True, slots=True)
class AskOnce:
    """A reply keyboard: one request that only the person's own client can answer, and words to say instead.

    `number` comes back with the users who are chosen.
    """

    text: str
    request: Literal["contact", "location", "users"]
    instead: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Invoice:
    """What Telegram asks to be paid, in the currency's minor unit. `payload` comes back with the money."""

    title: str
    description: str
    payload: str
    currency: str
    amount_minor: int
    start: str
    """The bot is started with it by a copy that was passed on: only who it was made for can pay."""


@dataclass(frozen=True, slots=True)
class Screen:
    """`photo` is a Telegram file id or bytes to upload; `ask` replaces the inline keyboard by a request button."""

    text: Words
    keyboard: list[Row] = field(default_factory=list)
    photo: str | InputBytes | None = None
    document: InputBytes | None = None
    invoice: Invoice | None = None
    """Instead of the text; a message of its own."""
    venue: tuple[float, float, str] | None = None
    """Latitude, longitude and a name: a pin that is sent before the text."""
    ask: AskOnce | None = None
    drop_reply_keyboard: bool = False
    protected: bool = False
    """Telegram is asked not to let it be passed on or saved."""
    under: int | None = None
    """The number of the message that it replies to: a press of its buttons still knows that one."""
    own_message: bool = False
    """Sent as a message of its own even when a button was pressed: tickets, files."""
    replies: bool = False
    """It is answered in words: in a group the reply to it is opened, which is read by nobody but us."""
    instead: Screen | None = None
    """Said in the person's private chat where a group cannot show it to them alone; None: the screen itself."""
    asks: bool = False
    """An open question: where it stands is noted, and it loses its buttons when it is answered from elsewhere."""
    first: bool = False
    """There is more to do with it: a form that waits meanwhile is not asked yet, the way back to it stands below."""
    for_everybody: bool = False
    """May stand in an inline message, which other people read; what may not is told to the one who pressed."""


@dataclass(frozen=True, slots=True)
class Alert:
    """An answer to a press that is not a screen. `modal` waits for OK."""

    text: str
    modal: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Unbutton:
    """A message keeps its words and loses its buttons. None: the one that was pressed, in this chat.

    In a group it is the person's ephemeral message of that number.
    """

    message_id: int | None = None
    chat_id: int | None = None


def in_rows(buttons: Sequence[Button], of: int) -> list[Row]:
    """So many side by side, as far as they go."""
    return [list(buttons[first : first + of]) for first in range(0, len(buttons), of)]


def lines(*parts: Words | None) -> Text:
    """One part a line; None leaves its line out, an empty one keeps a blank line."""
    shown = [part for part in parts if part is not None]
    body: list[Words] = []
    for index, part in enumerate(shown):
        if index:
            body.append("\n")
        body.append(part)
    return Text(*body)


__all__ = [
    "Alert",
    "AskOnce",
    "Bold",
    "Button",
    "CopyText",
    "DateTime",
    "Disabled",
    "Invoice",
    "Italic",
    "Link",
    "OpenApp",
    "Press",
    "Row",
    "Screen",
    "ShareInline",
    "StartBot",
    "Style",
    "Text",
    "Unbutton",
    "Words",
    "in_rows",
    "lines",
]
