"""Named points at which a test kills the process, to prove that nothing is lost.

`FORMA_CRASH=name:n` kills (SIGKILL, no clean-up) at the n-th passing of the point `name`. Unset, a point costs one comparison.
"""

from __future__ import annotations

import os
import signal

_NAME, _, _COUNT = os.environ.get("FORMA_CRASH", "").partition(":")
_left = int(_COUNT or 1)


def crash_point(name: str) -> None:
    global _left
    if name != _NAME:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
