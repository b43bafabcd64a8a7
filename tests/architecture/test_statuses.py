"""Which statuses of a registration mean what is said in one place: a list of them elsewhere would forget the next."""

from __future__ import annotations

import re

from domain.events.entry.statuses import IN_IT, OUT
from tests.architecture.test_wiring import ROOT

_ONE = "|".join((*IN_IT, "finished", *OUT))
_LISTED = re.compile(rf"""(?<!: )(["'])(?:{_ONE})\1\s*,\s*(["'])(?:{_ONE})\2""")
_HOME = "domain/events/entry/statuses.py"
_OTHER = {"domain/payments/ports.py": "how a payment stands", "domain/events/entrance/door.py": "what a door says"}


def test_lists_of_statuses_are_at_home() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "domain").rglob("*.py")
        if "migrations" not in path.parts and _LISTED.search(path.read_text(encoding="utf-8"))
    }
    assert found - {_HOME} == set(_OTHER), found
    assert _LISTED.search((ROOT / _HOME).read_text(encoding="utf-8"))
