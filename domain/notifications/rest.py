"""Who does not answer is left alone for a while, which grows until they do."""

from __future__ import annotations

import random
import time

_DOUBLINGS = 6


class Rest:
    def __init__(self, *, first_s: float, longest_s: float) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._until = 0.0
        self._failures = 0

    @property
    def left_s(self) -> float:
        return max(0.0, self._until - time.monotonic())

    def begin(self) -> float:
        """They failed once more. Seconds until they are to be asked again."""
        wait_s: float = min(self._first_s * 2 ** min(self._failures, _DOUBLINGS), self._longest_s)
        wait_s *= random.uniform(0.75, 1.25)
        self._failures += 1
        self._until = time.monotonic() + wait_s
        return wait_s

    def answered(self) -> None:
        self._failures = 0
