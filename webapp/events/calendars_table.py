"""The routes of calendars that programs subscribe to."""

from __future__ import annotations

from webapp.events import calendars
from webapp.events.organizers import ORGANIZER_PAGE
from webapp.events.policies import SEES_SERIES
from webapp.kit.routing import PERSON, Route, page, public, route


def calendar_routes() -> tuple[Route, ...]:
    """A calendar program asks for them, which has no session."""
    token, key = "/calendar/{token:[A-Za-z0-9_-]{22}}", "/calendar/organizers/{key:[a-z][a-z0-9-]+}"
    one_series = r"/calendar/series/{series_id:\d{1,16}}"
    opened = [public("GET", f"{one}/open", calendars.open_on_phone) for one in (token, key, one_series)]
    return (
        public("GET", f"{token}.ics", calendars.own),
        public("GET", f"{key}.ics", calendars.of_organizer),
        public("GET", f"{one_series}.ics", calendars.of_series),
        *opened,
        page("/me/calendar", calendars.page, policy=PERSON, shape="explained"),
        route("POST", "/me/calendar", calendars.set_up, policy=PERSON),
        page(f"{ORGANIZER_PAGE}/calendar", calendars.organizers_page, policy=PERSON, shape="explained"),
        page(r"/series/{series_id:\d{1,16}}/calendar", calendars.series_page, policy=SEES_SERIES, shape="explained"),
        route("POST", "/me/calendar/making", calendars.make, policy=PERSON),
        route("POST", "/me/calendar/address", calendars.change_address, policy=PERSON),
    )
