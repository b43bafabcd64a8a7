"""The routes of events for those who take part in them, and of their doors."""

from __future__ import annotations

from webapp.chat import room
from webapp.events import (
    board,
    bracket,
    calendar,
    catalogue_map,
    course,
    door,
    group_door,
    handover,
    listing,
    live_board,
    mine,
    offering,
    organizers,
    party,
    paying,
    programme,
    recorder,
    registering,
    season,
    series,
    tapping,
    tickets,
    timer,
)
from webapp.events import views as events
from webapp.events.calendars_table import calendar_routes
from webapp.events.organizers import ORGANIZER_PAGE
from webapp.events.policies import (
    CHECKER,
    ORGANIZER,
    SEES_EVENT,
    SEES_SERIES,
    TICKET_HOLDER,
    TIMER,
)
from webapp.events.teams_table import teams_routes
from webapp.kit.routing import PERSON, STAFF, Route, page, public, route
from webapp.maps import near


def event_routes() -> tuple[Route, ...]:
    event = r"/events/{event_id:\d{1,16}}"
    return (
        *_finding(),
        *_event(event),
        *_entry(event),
        *_bracket(event),
        *_talking(event),
        *_live(event),
        *_recording(event),
        *_own(),
        *_organizers(),
        *_series(),
        *_handing(),
        *teams_routes(event),
        *calendar_routes(),
    )


def _finding() -> tuple[Route, ...]:
    return (
        page("/events", listing.page, policy=PERSON, shape="catalogue"),
        route("GET", "/events/found", listing.found, policy=PERSON),
        page("/events/map", catalogue_map.page, policy=PERSON, shape="mapped"),
        route("GET", "/events/map/shown", catalogue_map.shown, policy=PERSON),
        route("GET", "/events/map/list", catalogue_map.listed, policy=PERSON),
        page("/near", near.page, policy=PERSON, shape="chosen"),
        page("/for-you", offering.page, policy=PERSON, shape="rows"),
        route("POST", r"/for-you/{event_id:\d{1,16}}/declining", offering.decline, policy=PERSON),
    )


def _event(event: str) -> tuple[Route, ...]:
    """What everybody reads who may see it."""
    token = "/links/{token:[A-Za-z0-9_-]{22}}"
    return (
        page(event, events.page, policy=SEES_EVENT, shape="event"),
        route("POST", f"{event}/opening", events.watch_opening, policy=SEES_EVENT),
        page(f"{event}/programme", programme.page, policy=SEES_EVENT, shape="titled"),
        route("POST", f"{event}/programme", programme.choose, policy=SEES_EVENT),
        page(token, events.by_link, policy=PERSON, shape="event"),
        route("POST", token, events.open_link, policy=PERSON),
        public("GET", r"/calendar/{event_id:\d{1,16}}/{signature:[0-9a-f]{32}}/event.ics", calendar.serve),
        public("GET", r"/courses/{event_id:\d{1,16}}/{signature:[0-9a-f]{32}}/course.gpx", course.serve),
        page(f"{event}/course", course.page, policy=SEES_EVENT, shape="titled"),
    )


def _entry(event: str) -> tuple[Route, ...]:
    """From the press to the place: questions, payment, the group, who comes along."""
    return (
        route("POST", f"{event}/registration", tapping.tapped, policy=SEES_EVENT, gather=tapping.gather),
        route("POST", f"{event}/way", events.change_way, policy=SEES_EVENT),
        route("POST", f"{event}/offer", events.take_offer, policy=SEES_EVENT),
        route("POST", f"{event}/leaving", events.leave, policy=SEES_EVENT),
        page(f"{event}/pay", paying.page, policy=SEES_EVENT, shape="filling"),
        route("POST", f"{event}/pay", paying.pay, policy=SEES_EVENT, gather=paying.begin),
        route("POST", f"{event}/pay/sent", paying.sent, policy=SEES_EVENT),
        route("POST", f"{event}/pay/proof", paying.prove, policy=SEES_EVENT),
        route("POST", f"{event}/pay/promo", paying.use_promo, policy=SEES_EVENT),
        page(f"{event}/form", registering.page, policy=SEES_EVENT, shape="filling"),
        route("POST", f"{event}/form", registering.submit, policy=SEES_EVENT),
        route("POST", f"{event}/form/judging", registering.judge, policy=SEES_EVENT),
        page(f"{event}/entrance", group_door.entrance, policy=SEES_EVENT, shape="filling"),
        route("POST", f"{event}/entrance", group_door.enter, policy=SEES_EVENT),
        route("GET", f"{event}/entrance/state", group_door.state, policy=SEES_EVENT),
        page(f"{event}/party", party.page, policy=SEES_EVENT, shape="asking"),
        route("POST", f"{event}/party/more", party.more, policy=SEES_EVENT),
        route("POST", f"{event}/party/less", party.less, policy=SEES_EVENT),
        route("POST", f"{event}/party/names", party.call, policy=SEES_EVENT),
    )


def _bracket(event: str) -> tuple[Route, ...]:
    return (
        page(f"{event}/bracket", bracket.page, policy=SEES_EVENT, shape="bracket"),
        route("GET", f"{event}/bracket/own", bracket.own, policy=SEES_EVENT),
        route("POST", f"{event}/bracket/report", bracket.report, policy=SEES_EVENT),
        route("POST", f"{event}/bracket/confirming", bracket.confirm, policy=SEES_EVENT),
        route("POST", f"{event}/bracket/disputing", bracket.dispute, policy=SEES_EVENT),
        route("POST", f"{event}/bracket/leaving", bracket.leave, policy=SEES_EVENT),
    )


def _talking(event: str) -> tuple[Route, ...]:
    return (
        page(f"{event}/room", room.page, policy=SEES_EVENT, shape="talk"),
        route("POST", f"{event}/room", room.post, policy=SEES_EVENT),
        page(f"{event}/question", room.question, policy=SEES_EVENT, shape="asking"),
        route("POST", f"{event}/question", room.ask, policy=SEES_EVENT),
    )


def _live(event: str) -> tuple[Route, ...]:
    return (
        page(f"{event}/live", board.page, policy=SEES_EVENT, shape="people"),
        route("GET", f"{event}/live/own", board.own, policy=SEES_EVENT),
        route("GET", f"{event}/live/place", live_board.own, policy=SEES_EVENT),
        route("GET", f"{event}/live/list", board.among, policy=SEES_EVENT),
        page(f"{event}/live/protest", board.protesting, policy=SEES_EVENT, shape="asking"),
        route("POST", f"{event}/live/protest", board.protest, policy=SEES_EVENT),
        route("POST", f"{event}/live/protest/withdrawing", board.withdraw_protest, policy=SEES_EVENT),
        route("POST", f"{event}/live/name", board.show_name, policy=SEES_EVENT),
    )


def _recording(event: str) -> tuple[Route, ...]:
    return (
        page("/track", recorder.own, policy=PERSON, shape="rows"),
        page(f"{event}/track", recorder.page, policy=SEES_EVENT, shape="door"),
        route("POST", f"{event}/track/parts", recorder.take, policy=SEES_EVENT),
        route("POST", f"{event}/track/end", recorder.end, policy=SEES_EVENT),
        route("GET", f"{event}/track/outcome", recorder.outcome, policy=SEES_EVENT),
    )


def _own() -> tuple[Route, ...]:
    return (
        page("/me/events", mine.page, policy=PERSON, shape="mine"),
        page("/me/following", organizers.followed, policy=PERSON),
        page(r"/tickets/{registration_id:\d{1,16}}", tickets.page, policy=TICKET_HOLDER, shape="ticket"),
    )


def _organizers() -> tuple[Route, ...]:
    return (
        page(ORGANIZER_PAGE, organizers.page, policy=PERSON, shape="titled"),
        route("POST", f"{ORGANIZER_PAGE}/following", organizers.follow, policy=PERSON),
        route("POST", f"{ORGANIZER_PAGE}/verifying", organizers.verify, policy=STAFF),
    )


def _series() -> tuple[Route, ...]:
    one = r"/series/{series_id:\d{1,16}}"
    return (
        page("/series", series.mine, policy=PERSON),
        page(one, series.page, policy=SEES_SERIES, shape="titled"),
        route("POST", f"{one}/subscribing", series.subscribe, policy=SEES_SERIES),
        page(f"{one}/season", season.page, policy=SEES_SERIES, shape="people"),
        page(f"{one}/season/rules", season.rules, policy=SEES_SERIES, shape="form"),
        route("POST", f"{one}/season/rules", season.set_rules, policy=SEES_SERIES),
        route("POST", f"{one}/season/off", season.switch_off, policy=SEES_SERIES),
    )


def _handing() -> tuple[Route, ...]:
    ticket = r"/tickets/{registration_id:\d{1,16}}/handing"
    token = "/handovers/{token:[A-Za-z0-9_-]{22}}"
    return (
        page(ticket, handover.page, policy=TICKET_HOLDER, shape="explained"),
        route("POST", ticket, handover.offer, policy=TICKET_HOLDER),
        route("POST", f"{ticket}/keeping", handover.keep, policy=TICKET_HOLDER),
        page(token, handover.taking, policy=PERSON, shape="filling"),
        route("POST", token, handover.take, policy=PERSON),
    )


def timer_routes() -> tuple[Route, ...]:
    at = r"/org/events/{event_id:\d{1,16}}/timer"
    return (
        page(at, timer.page, policy=TIMER, shape="door"),
        route("POST", f"{at}/taps", timer.take, policy=TIMER),
        route("GET", f"{at}/loose", timer.loose_list, policy=TIMER),
        route("POST", f"{at}/loose/giving", timer.give, policy=TIMER),
        route("POST", f"{at}/loose/dropping", timer.drop, policy=TIMER),
    )


def door_routes() -> tuple[Route, ...]:
    at = r"/org/events/{event_id:\d{1,16}}/door"
    return (
        page("/scan", door.own, policy=PERSON),
        page(at, door.page, policy=CHECKER, shape="door"),
        route("GET", f"{at}/list", door.kept_list, policy=CHECKER),
        route("POST", f"{at}/scans", door.scan, policy=CHECKER),
        route("POST", f"{at}/undo", door.undo, policy=CHECKER),
        page(f"{at}/setup", door.set_up, policy=ORGANIZER, shape="adding"),
        route("POST", f"{at}/gates", door.add_gate, policy=ORGANIZER),
        route("POST", f"{at}/gates/removing", door.remove_gate, policy=ORGANIZER),
        route("POST", f"{at}/checkers", door.add_checker, policy=ORGANIZER),
        route("POST", f"{at}/checkers/removing", door.remove_checker, policy=ORGANIZER),
        route("POST", f"{at}/link", door.change_link, policy=ORGANIZER),
        route("POST", f"{at}/handing", door.set_handing, policy=ORGANIZER),
    )
