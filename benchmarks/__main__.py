"""`make bench`: every benchmark in turn, or those named; sizes by BENCH_<NAME>, see each file."""

from __future__ import annotations

import importlib
import sys

from benchmarks.ground import machine

BENCHMARKS = ("routing", "press", "catalogue", "registering", "reminders", "boards", "search", "starting")


def main() -> None:
    print(machine())
    for name in sys.argv[1:] or BENCHMARKS:
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
