"""Refusals: what a person may not or cannot do, as a code and its parameters. The sentence is in locales."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """A rule said no. `code` is the Fluent key of the sentence; `status` is what the mini-app answers with."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(self, **params: object) -> None:
        super().__init__(self.code)
        self.params = params


class NotAllowed(Refusal):
    code = "not-allowed"
    status = 403


class NotFound(Refusal):
    """Also what a person sees of a thing that they may not see."""

    code = "not-found"
    status = 404
