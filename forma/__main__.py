"""`python -m forma`."""

from __future__ import annotations

import sys

from forma.cli import main

if __name__ == "__main__":
    sys.exit(main())
