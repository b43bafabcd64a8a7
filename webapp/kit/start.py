"""The parameter of a deep link (`startapp=…`) → the page it leads to."""

from __future__ import annotations

import re

_EVENT = re.compile(r"e_(\d{1,15})")
_EVENT_LINK = re.compile(r"e_([A-Za-z0-9_-]{22})")
_TICKET = re.compile(r"t_(\d{1,15})")
_DOOR = re.compile(r"d_(\d{1,15})")
_HANDOVER = re.compile(r"h_([A-Za-z0-9_-]{22})")
_PAGES = {
    "events": "/events",
    "my": "/me/events",
    "profile": "/me",
    "org": "/org",
    "new": "/org/events/new",
    "ops": "/ops",
    "scan": "/scan",
}


def first_page(start_param: str) -> str | None:
    """None: the page whose address was opened."""
    if found := _EVENT.fullmatch(start_param):
        return f"/events/{found[1]}"
    if found := _EVENT_LINK.fullmatch(start_param):
        return f"/links/{found[1]}"
    if found := _TICKET.fullmatch(start_param):
        return f"/tickets/{found[1]}"
    if found := _DOOR.fullmatch(start_param):
        return f"/org/events/{found[1]}/door"
    if found := _HANDOVER.fullmatch(start_param):
        return f"/handovers/{found[1]}"
    return _PAGES.get(start_param)
