"""The parameter of a deep link (`startapp=…`) → the page it leads to."""

from __future__ import annotations

import re

_ID, _TOKEN = r"(\d{1,15})", "([A-Za-z0-9_-]{22})"
_LEADS = (
    (f"e_{_ID}", "/events/{}"),
    (f"e_{_TOKEN}", "/links/{}"),
    (f"b_{_ID}", "/events/{}/live"),
    (f"b_{_ID}_{_ID}", "/events/{}/live?of={}"),
    (f"o_{_ID}", "/org/events/{}/results"),
    (f"pn_{_ID}", "/org/events/{}"),
    (f"cup_{_ID}", "/events/{}/bracket"),
    (f"t_{_ID}", "/tickets/{}"),
    (f"t_{_TOKEN}", "/teams/{}"),
    (f"bt_{_ID}", "/events/{}/live/teams"),
    ("o_([a-z][a-z0-9-]{1,39})", "/organizers/{}"),
    (f"s_{_ID}", "/series/{}"),
    (f"season_{_ID}", "/series/{}/season"),
    (f"team_{_TOKEN}", "/invitations/{}"),
    (f"d_{_ID}", "/org/events/{}/door"),
    (f"h_{_TOKEN}", "/handovers/{}"),
    (f"fin_{_ID}", "/org/events/{}/timer"),
    (f"tr_{_ID}", "/events/{}/track"),
    (f"al_{_ID}", "/events/{}/photos"),
    (r"v_(\d{1,15}-[a-z2-7]{8}-[a-z2-7]{16})", "/diplomas/{}"),
    (f"g_{_ID}", "/org/events/{}/group-door"),
)
_PATTERNS = tuple((re.compile(pattern), path) for pattern, path in _LEADS)
_PAGES = {
    "events": "/events",
    "my": "/me/events",
    "profile": "/me",
    "org": "/org",
    "new": "/org/events/new",
    "ops": "/ops",
    "scan": "/scan",
    "track": "/track",
    "near": "/near",
    "badges": "/me/badges",
    "finding": "/settings/finding",
    "foryou": "/for-you",
    "calendar": "/me/calendar",
    "categories": "/ops/categories",
    "pins": "/ops/pins",
}


def first_page(start_param: str) -> str | None:
    """None: the page whose address was opened."""
    for pattern, path in _PATTERNS:
        if found := pattern.fullmatch(start_param):
            return path.format(*found.groups())
    return _PAGES.get(start_param)
