"""The routes of what an event leaves behind."""

from __future__ import annotations

from webapp.achievements import views as achievements
from webapp.events import album, awards, diplomas, shown_pictures
from webapp.events.policies import ORGANIZER, SEES_EVENT
from webapp.kit.routing import PERSON, Route, page, public, route


def remains_routes() -> tuple[Route, ...]:
    """What an event leaves behind: diplomas, badges, photos."""
    event = r"/events/{event_id:\d{1,16}}"
    photo = rf"{event}/photos/{{photo_id:\d{{1,16}}}}"
    shown = r"/pictures/{file_id:\d{1,16}}/{day:\d{1,9}}/{reader:\d{1,16}}/{signature:[0-9a-f]{32}}.webp"
    awarding = r"/org/events/{event_id:\d{1,16}}/awards"
    return (
        public("GET", "/d/{code:[A-Za-z0-9-]{1,60}}", diplomas.check),
        page("/diplomas/{code:[A-Za-z0-9-]{1,60}}", diplomas.checked, policy=PERSON, shape="titled"),
        page(f"{event}/diploma", diplomas.own, policy=SEES_EVENT, shape="asking"),
        route("POST", f"{event}/diploma", diplomas.ask, policy=SEES_EVENT),
        page(f"{event}/photos", album.page, policy=SEES_EVENT, shape="titled"),
        page(photo, album.one, policy=SEES_EVENT, shape="titled"),
        public("GET", shown, shown_pictures.serve_own),
        route("POST", f"{photo}/tagging", album.tag, policy=SEES_EVENT),
        route("POST", f"{photo}/removing", album.remove, policy=SEES_EVENT),
        route("POST", f"{photo}/restoring", album.restore, policy=SEES_EVENT),
        page("/me/badges", achievements.page, policy=PERSON, shape="titled"),
        page(awarding, awards.page, policy=ORGANIZER, shape="building"),
        route("POST", awarding, awards.add, policy=ORGANIZER),
        route("POST", f"{awarding}/removing", awards.remove, policy=ORGANIZER),
        route("POST", f"{awarding}/diplomas", awards.set_diplomas, policy=ORGANIZER),
    )
