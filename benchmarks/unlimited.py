"""A process of Forma with budgets as wide as asked, so that we are measured and not Telegram's limits.

`python -m benchmarks.unlimited bot` is `forma bot`; BENCH_RATE is messages a second over all chats, BENCH_PROFILE a
file for its profile by CPU time.
"""

from __future__ import annotations

import cProfile
import os
import sys
import time
from functools import partial

from domain.notifications.budgets import Budgets, Rates
from forma import talking
from forma.cli import main

WIDE = Rates(overall=float(os.environ.get("BENCH_RATE", "1e6")), chat_s=1e-6)


def run() -> int:
    assert talking.Budgets is Budgets, "whoever makes them now is given the wide ones"  # type: ignore[attr-defined]
    setattr(talking, "Budgets", partial(Budgets, rates=WIDE))  # noqa: B010 - the one knob that has no setting
    profile = os.environ.get("BENCH_PROFILE")
    if not profile:
        return main(sys.argv[1:])
    profiler = cProfile.Profile(time.process_time)
    try:
        return profiler.runcall(main, sys.argv[1:])
    finally:
        profiler.dump_stats(profile)


if __name__ == "__main__":
    sys.exit(run())
