"""Named points at which a test kills the process, to prove that nothing is lost.

`FORMA_CRASH=name:n` kills (SIGKILL, no clean-up) at the n-th passing of the point `name`, `name:n:freeze` stops the
process there (SIGSTOP) until somebody wakes it; unset, it costs a comparison.
"""

from __future__ import annotations

import itertools
import os
import signal

_NAME, _COUNT, _HOW, *_ = [*os.environ.get("FORMA_CRASH", "").split(":"), "", ""]
_passings = itertools.count(1)


def crash_point(name: str) -> None:
    if name == _NAME and next(_passings) == int(_COUNT or 1):
        os.kill(os.getpid(), signal.SIGSTOP if _HOW == "freeze" else signal.SIGKILL)
