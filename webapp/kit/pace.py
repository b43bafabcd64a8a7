"""How often somebody who has no session may ask: so many times in a while, by whatever names them."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_KNOWN = 5000


@dataclass(slots=True)
class Pace:
    """`most` times in `per_s` real seconds. Of very many the longest unheard are forgotten first."""

    most: int
    per_s: float
    _asked: OrderedDict[str, tuple[float, int]] = field(default_factory=OrderedDict)

    def allows(self, name: str) -> bool:
        now = time.monotonic()
        began, count = self._asked.pop(name, (now, 0))
        if now - began >= self.per_s:
            began, count = now, 0
        self._asked[name] = (began, count + 1)
        while len(self._asked) > MOST_KNOWN:
            self._asked.popitem(last=False)
        return count < self.most
