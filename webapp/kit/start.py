"""The parameter of a deep link (`startapp=…`) → the page it leads to."""

from __future__ import annotations

import re

_EVENT = re.compile(r"e_(\d{1,15})")
_EVENT_LINK = re.compile(r"e_([A-Za-z0-9_-]{22})")
_BOARD = re.compile(r"b_(\d{1,15})(?:_(\d{1,15}))?")
_RESULTS = re.compile(r"o_(\d{1,15})")
_BRACKET = re.compile(r"t_(\d{1,15})")
_TICKET = re.compile(r"t_(\d{1,15})")
_ORGANIZER = re.compile(r"o_([a-z][a-z0-9-]{1,39})")
_SERIES = re.compile(r"s_(\d{1,15})")
_INVITATION = re.compile(r"team_([A-Za-z0-9_-]{22})")
_PAGES = {
    "events": "/events",
    "my": "/me/events",
    "profile": "/me",
    "org": "/org",
    "new": "/org/events/new",
    "ops": "/ops",
}


def first_page(start_param: str) -> str | None:
    """None: the page whose address was opened."""
    if found := _EVENT.fullmatch(start_param):
        return f"/events/{found[1]}"
    if found := _EVENT_LINK.fullmatch(start_param):
        return f"/links/{found[1]}"
    if found := _BOARD.fullmatch(start_param):
        return f"/events/{found[1]}/live" + (f"?of={found[2]}" if found[2] else "")
    if found := _RESULTS.fullmatch(start_param):
        return f"/org/events/{found[1]}/results"
    if found := _BRACKET.fullmatch(start_param):
        return f"/events/{found[1]}/bracket"
    if found := _TICKET.fullmatch(start_param):
        return f"/tickets/{found[1]}"
    if found := _ORGANIZER.fullmatch(start_param):
        return f"/organizers/{found[1]}"
    if found := _SERIES.fullmatch(start_param):
        return f"/series/{found[1]}"
    if found := _INVITATION.fullmatch(start_param):
        return f"/invitations/{found[1]}"
    return _PAGES.get(start_param)
