"""What a form is: data. The bot asks it question by question, the mini-app shows it as a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"


class Kind(StrEnum):
    """What an answer is; beside it, how the answer is stored as JSON."""

    TEXT = "text"  # str, one line
    LONG_TEXT = "long_text"  # str, lines kept
    NUMBER = "number"  # int when `whole`, else int or float
    CHOICE = "choice"  # the key of the choice
    CHOICES = "choices"  # list of keys, in the form's order
    DATE = "date"  # "2026-12-07"
    DATE_TIME = "date_time"  # {"start": ISO UTC, "end": ISO UTC or null, "zone": IANA}
    PLACE = "place"  # {"text": str or null, "lat": float or null, "lon": float or null}
    CITY = "city"  # {"key": str, "lat": float, "lon": float, "zone": IANA}
    PHONE = "phone"  # "+79123456789"
    EMAIL = "email"  # str
    PHOTO = "photo"  # {"source": "telegram" | "file", "id": str}
    DOCUMENT = "document"  # {"id": int}, with "until": "2027-05-01" where it is known how long it is good
    FILE = "file"  # {"id": Telegram's, "name": str}, read by whoever asked for it
    CONSENT = "consent"  # true
    BOOLEAN = "boolean"  # bool
    PERSON = "person"  # "@name", or "id123" for somebody without one


@dataclass(frozen=True, slots=True)
class Choice:
    """One option. Our own have `words` (a locale key), an organizer's have a literal `label`."""

    key: str
    words: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """A question is asked only when an earlier answer is one of these values; of none: when there is an answer.

    `lacks`: and only when that answer does not say this already.
    """

    key: str
    values: tuple[str | bool, ...]
    lacks: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    `words` is a prefix of locale keys: `<words>` the question, `<words>-label`, `<words>-hint`, `<words>-example`
    (the last three may be absent). An organizer's own question has literal `label`, `hint` and `example` instead.
    `min` and `max` bound a number, the length of a text in characters, or how many choices are ticked.
    `whole`: a number without a fraction. `future`: a date from today on, else up to today; None: any day.
    `prefill` names the profile value offered as an answer.
    A document may be `dated` (it has to be good on a day) and `checked` (somebody looks at it before they say yes).
    `later`: asked of who has been accepted.
    """

    key: str
    kind: Kind
    words: str | None = None
    label: str | None = None
    hint: str | None = None
    example: str | None = None
    required: bool = True
    choices: tuple[Choice, ...] = ()
    min: float | None = None
    max: float | None = None
    whole: bool = True
    future: bool | None = True
    prefill: str | None = None
    only_if: OnlyIf | None = None
    dated: bool = False
    checked: bool = False
    later: bool = False

    @property
    def skippable(self) -> bool:
        return not self.required


@dataclass(frozen=True, slots=True)
class Form:
    """`key` names it (`event-new`, `event-17-registration`); `words` is the prefix of its title and its buttons.

    `leave`: the words of who gives it up in the chat; others where «Отмена» could be read as the deed itself.
    `usual`: what stands for questions that must be answered where the rest is left for later; without it all are asked.
    """

    key: str
    fields: tuple[Field, ...]
    words: str | None = None
    title: str | None = None
    leave: str = "form-cancel"
    usual: tuple[tuple[str, JsonValue], ...] = ()

    def field(self, key: str) -> Field:
        """Raises KeyError."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)
