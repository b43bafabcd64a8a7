"""`make bench`: every benchmark in turn, or those named."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = ("routing", "press", "catalogue", "reminders")


def main() -> None:
    for name in sys.argv[1:] or BENCHMARKS:
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
