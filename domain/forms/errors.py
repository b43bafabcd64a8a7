"""Answers that do not fit their question. `params` has an `example` wherever the sentence shows one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from domain.errors import Refusal


class AnswerRefused(Refusal):
    code = "form-answer-refused"
    status: ClassVar[int] = 422


class AnswerMissing(AnswerRefused):
    code = "form-answer-missing"


class AnswerOfWrongKind(AnswerRefused):
    """A photo where words were asked for, and the like."""

    code = "form-answer-wrong-kind"


class TextTooShort(AnswerRefused):
    code = "form-text-too-short"


class TextTooLong(AnswerRefused):
    code = "form-text-too-long"


class NotANumber(AnswerRefused):
    code = "form-not-a-number"


class NotAWholeNumber(AnswerRefused):
    code = "form-not-a-whole-number"


class NumberTooSmall(AnswerRefused):
    code = "form-number-too-small"


class NumberTooLarge(AnswerRefused):
    code = "form-number-too-large"


class NotAChoice(AnswerRefused):
    code = "form-not-a-choice"


class TooFewChoices(AnswerRefused):
    code = "form-too-few-choices"


class TooManyChoices(AnswerRefused):
    code = "form-too-many-choices"


class NotYesOrNo(AnswerRefused):
    code = "form-not-yes-or-no"


class NotAPhone(AnswerRefused):
    code = "form-not-a-phone"


class NotAnEmail(AnswerRefused):
    code = "form-not-an-email"


class NotAPhoto(AnswerRefused):
    code = "form-not-a-photo"


class NotADocument(AnswerRefused):
    code = "form-not-a-document"


class NotAFile(AnswerRefused):
    """Words, a picture: a file is sent as a file."""

    code = "form-not-a-file"


class SeveralPlaces(AnswerRefused):
    """The words fit more than one place. `places`: each in words that fit that one alone."""

    code = "form-several-places"

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__()
        self.places = tuple(places)


class NotAPlace(AnswerRefused):
    code = "form-not-a-place"


class ConsentNeeded(AnswerRefused):
    code = "form-consent-needed"


class UnknownField(AnswerRefused):
    code = "form-unknown-field"
