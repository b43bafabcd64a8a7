"""The mini-app: every route on one page, each with who may come through it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from aiohttp import web

from domain import database
from webapp.accounts import profile, settings
from webapp.chat import answering, room
from webapp.events import (
    applications,
    asking,
    board,
    bracket,
    bracket_judging,
    calendar,
    calendars,
    door,
    exporting,
    faq,
    handover,
    letters,
    listing,
    mine,
    notices,
    offering,
    organizers,
    organizing,
    panel,
    participant,
    paying,
    people,
    promo,
    promoting,
    registering,
    results,
    results_list,
    series,
    takings,
    tickets,
)
from webapp.events import live as event_live
from webapp.events import views as events
from webapp.events.policies import (
    ANSWERS_READER,
    APPLICATION,
    CHECKER,
    DECIDER,
    ORGANIZER,
    SEES_EVENT,
    SEES_SERIES,
    TICKET_HOLDER,
)
from webapp.files import documents, uploading
from webapp.files.documents import DOCUMENT_OWNER
from webapp.home import views as home
from webapp.hooks import payments as payment_hooks
from webapp.kit import errors, live, pages, pictures, security, shapes, sign_in, unsent
from webapp.kit.assets import Assets
from webapp.kit.context import WebContext
from webapp.kit.fragments import Fragments
from webapp.kit.keys import ASSETS, BLOCKED, CONTEXT, FRAGMENTS, HUB, PIECES, ROUTES, SHAPES, TEMPLATES
from webapp.kit.pieces import Pieces
from webapp.kit.routing import BLOCKED_TOO, PERSON, STAFF, Route, page, public, route
from webapp.moderation import blocked
from webapp.operators import ledger
from webapp.operators import listing as kept_lists
from webapp.operators import views as operators
from webapp.organizations import team
from webapp.organizations import views as organizations
from webapp.organizations.policies import OWNER, TEAM
from webapp.payments import views as payments

ORGANIZER_PAGE = "/organizers/{key:[a-z][a-z0-9-]+}"
BODY_AT_MOST = 11 * 2**20
"""A picture of 10 MB, and the form around it."""


def routes(assets: Assets) -> tuple[Route, ...]:
    return (
        public("GET", "/health", health),
        public("GET", "/static/{name}", assets.serve),
        public("POST", "/session", sign_in.open_session),
        public("POST", "/hooks/stripe", payment_hooks.stripe),
        public("POST", "/hooks/yookassa", payment_hooks.yookassa),
        public("GET", r"/pictures/{file_id:\d{1,16}}/{signature:[0-9a-f]{32}}.webp", pictures.serve),
        route("POST", "/pictures", uploading.keep, policy=PERSON, gather=uploading.take_picture),
        route("POST", "/documents", uploading.keep_document, policy=PERSON, gather=uploading.take_document),
        route("GET", "/live", live.follow, policy=PERSON),
        route("GET", "/unsent", unsent.find, policy=BLOCKED_TOO),
        route("POST", "/unsent", unsent.keep, policy=BLOCKED_TOO),
        page("/", home.today, policy=PERSON, shape="today"),
        *_events(),
        *_organizing(),
        *_organizations(),
        *_door(),
        *_accounts(),
        *_operators(),
        route("GET", "/live/block", blocked.follow, policy=BLOCKED_TOO),
        route("POST", "/appeal", blocked.appeal, policy=BLOCKED_TOO),
    )


def _events() -> tuple[Route, ...]:
    event = r"/events/{event_id:\d{1,16}}"
    token = "/links/{token:[A-Za-z0-9_-]{22}}"
    return (
        page("/events", listing.page, policy=PERSON, shape="catalogue"),
        route("GET", "/events/found", listing.found, policy=PERSON),
        page(event, events.page, policy=SEES_EVENT, shape="event"),
        route("POST", f"{event}/registration", events.register, policy=SEES_EVENT),
        route("POST", f"{event}/way", events.change_way, policy=SEES_EVENT),
        route("POST", f"{event}/offer", events.take_offer, policy=SEES_EVENT),
        route("POST", f"{event}/leaving", events.leave, policy=SEES_EVENT),
        page(f"{event}/pay", paying.page, policy=SEES_EVENT, shape="filling"),
        route("POST", f"{event}/pay", paying.pay, policy=SEES_EVENT, gather=paying.begin),
        route("POST", f"{event}/pay/sent", paying.sent, policy=SEES_EVENT),
        route("POST", f"{event}/pay/promo", paying.use_promo, policy=SEES_EVENT),
        page(f"{event}/form", registering.page, policy=SEES_EVENT, shape="filling"),
        route("POST", f"{event}/form", registering.submit, policy=SEES_EVENT),
        route("POST", f"{event}/form/judging", registering.judge, policy=SEES_EVENT),
        page(f"{event}/bracket", bracket.page, policy=SEES_EVENT, shape="bracket"),
        route("GET", f"{event}/bracket/own", bracket.own, policy=SEES_EVENT),
        route("POST", f"{event}/bracket/report", bracket.report, policy=SEES_EVENT),
        route("POST", f"{event}/bracket/confirming", bracket.confirm, policy=SEES_EVENT),
        route("POST", f"{event}/bracket/disputing", bracket.dispute, policy=SEES_EVENT),
        route("POST", f"{event}/bracket/leaving", bracket.leave, policy=SEES_EVENT),
        page(token, events.by_link, policy=PERSON, shape="event"),
        route("POST", token, events.open_link, policy=PERSON),
        public("GET", r"/calendar/{event_id:\d{1,16}}/{signature:[0-9a-f]{32}}/event.ics", calendar.serve),
        page(f"{event}/room", room.page, policy=SEES_EVENT, shape="talk"),
        route("POST", f"{event}/room", room.post, policy=SEES_EVENT),
        page(f"{event}/question", room.question, policy=SEES_EVENT, shape="asking"),
        route("POST", f"{event}/question", room.ask, policy=SEES_EVENT),
        page(f"{event}/live", board.page, policy=SEES_EVENT, shape="people"),
        route("GET", f"{event}/live/own", board.own, policy=SEES_EVENT),
        route("GET", f"{event}/live/list", board.among, policy=SEES_EVENT),
        page(f"{event}/live/protest", board.protesting, policy=SEES_EVENT, shape="asking"),
        route("POST", f"{event}/live/protest", board.protest, policy=SEES_EVENT),
        route("POST", f"{event}/live/name", board.show_name, policy=SEES_EVENT),
        *_calendars(),
        page("/me/events", mine.page, policy=PERSON, shape="mine"),
        page("/for-you", offering.page, policy=PERSON, shape="rows"),
        route("POST", r"/for-you/{event_id:\d{1,16}}/declining", offering.decline, policy=PERSON),
        page("/me/following", organizers.followed, policy=PERSON),
        page(ORGANIZER_PAGE, organizers.page, policy=PERSON, shape="titled"),
        route("POST", f"{ORGANIZER_PAGE}/following", organizers.follow, policy=PERSON),
        route("POST", f"{ORGANIZER_PAGE}/verifying", organizers.verify, policy=STAFF),
        page("/series", series.mine, policy=PERSON),
        page(r"/series/{series_id:\d{1,16}}", series.page, policy=SEES_SERIES, shape="titled"),
        route("POST", r"/series/{series_id:\d{1,16}}/subscribing", series.subscribe, policy=SEES_SERIES),
        page(r"/tickets/{registration_id:\d{1,16}}", tickets.page, policy=TICKET_HOLDER, shape="ticket"),
        *_handing(),
    )


def _calendars() -> tuple[Route, ...]:
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


def _organizing() -> tuple[Route, ...]:
    event = r"/org/events/{event_id:\d{1,16}}"
    person = rf"{event}/people/{{registration_id:\d{{1,16}}}}"
    letter = rf"{event}/letters/{{letter_id:\d{{1,16}}}}"
    moves = {
        "publishing": panel.publish,
        "opening": panel.open_registration,
        "starting": panel.start,
        "finishing": panel.finish,
        "cancelling": panel.cancel,
        "link": panel.change_link,
        "cloning": panel.clone,
        "archiving": panel.archive,
        "deleting": panel.delete,
    }
    return (
        page("/org", organizing.mine, policy=PERSON, shape="rows"),
        page("/org/events/new", organizing.new, policy=PERSON, shape="form"),
        route("POST", "/org/events/new", organizing.create, policy=PERSON),
        route("POST", "/org/events/new/draft", organizing.keep_draft, policy=PERSON),
        route("POST", "/org/events/new/draft/dropping", organizing.drop_draft, policy=PERSON),
        page(event, panel.page, policy=ORGANIZER, shape="panel"),
        page(f"{event}/people", people.page, policy=ORGANIZER, shape="people"),
        route("POST", f"{event}/people/picked", people.picked, policy=ORGANIZER),
        page(f"{event}/people/removing", people.removing, policy=ORGANIZER, shape="reason"),
        route("POST", f"{event}/people/removing", people.remove, policy=ORGANIZER),
        route("POST", f"{person}/admitting", people.admit, policy=ANSWERS_READER),
        route("POST", f"{person}/restoring", people.restore, policy=ANSWERS_READER),
        page(f"{event}/writing", letters.page, policy=ORGANIZER, shape="reason"),
        route("POST", f"{event}/writing", letters.write, policy=ORGANIZER),
        page(letter, letters.letter, policy=ORGANIZER, shape="titled"),
        route("POST", letter, letters.send, policy=ORGANIZER),
        route("GET", f"{letter}/progress", letters.progress, policy=ORGANIZER),
        page(f"{event}/export", exporting.page, policy=ORGANIZER, shape="reason"),
        route("POST", f"{event}/export", exporting.make, policy=ORGANIZER),
        route("POST", f"{event}/export/json", exporting.send_json, policy=ORGANIZER),
        page(person, participant.page, policy=ANSWERS_READER, shape="titled"),
        route("POST", person, participant.note, policy=ANSWERS_READER),
        route("POST", f"{person}/documents", participant.show_document, policy=ANSWERS_READER),
        *_applications(event),
        page(f"{event}/edit", organizing.edit, policy=ORGANIZER, shape="form"),
        route("POST", f"{event}/edit", organizing.save, policy=ORGANIZER),
        page(f"{event}/asking", asking.page, policy=ORGANIZER, shape="building"),
        route("POST", f"{event}/asking", asking.add, policy=ORGANIZER),
        route("POST", f"{event}/asking/removing", asking.remove, policy=ORGANIZER),
        route("POST", f"{event}/asking/later", asking.ask_later, policy=ORGANIZER),
        route("POST", f"{event}/asking/raising", asking.move_up, policy=ORGANIZER),
        route("POST", f"{event}/asking/audience", asking.set_audience, policy=ORGANIZER),
        page(f"{event}/asking/notes", asking.notes, policy=ORGANIZER, shape="building"),
        route("POST", f"{event}/asking/notes", asking.add_note, policy=ORGANIZER),
        page(f"{event}/asking/changing", asking.changing, policy=ORGANIZER, shape="form"),
        route("POST", f"{event}/asking/changing", asking.change, policy=ORGANIZER),
        page(f"{event}/answers", answering.page, policy=ORGANIZER, shape="titled"),
        route("POST", f"{event}/answers", answering.reply, policy=ORGANIZER),
        page(f"{event}/cancelling", panel.cancelling, policy=ORGANIZER, shape="reason"),
        page(f"{event}/money", takings.page, policy=ORGANIZER, shape="rows"),
        route("POST", rf"{event}/money/{{registration_id:\d{{1,16}}}}/came", takings.came, policy=ORGANIZER),
        route("POST", rf"{event}/money/{{registration_id:\d{{1,16}}}}/missing", takings.did_not_come, policy=ORGANIZER),
        page(f"{event}/promo", promo.page, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/promo", promo.add, policy=ORGANIZER),
        route("POST", f"{event}/promo/closing", promo.close, policy=ORGANIZER),
        page(f"{event}/faq", faq.page, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/faq", faq.save, policy=ORGANIZER),
        route("POST", f"{event}/faq/taking", faq.take, policy=ORGANIZER),
        route("POST", f"{event}/faq/raising", faq.move_up, policy=ORGANIZER),
        route("POST", f"{event}/faq/removing", faq.remove, policy=ORGANIZER),
        *_results(event),
        page(f"{event}/series", series.making, policy=ORGANIZER, shape="building"),
        route("POST", f"{event}/series", series.make, policy=ORGANIZER),
        route("POST", f"{event}/series/applying", series.change_all, policy=ORGANIZER),
        page(f"{event}/promotion", promoting.page, policy=ORGANIZER, shape="ticket"),
        page(f"{event}/holder", promoting.holder, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/holder", promoting.hand_over, policy=ORGANIZER),
        page(f"{event}/notices", notices.page, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/notices", notices.save, policy=ORGANIZER),
        page(f"{event}/bracket", bracket_judging.page, policy=ORGANIZER, shape="titled"),
        route("GET", f"{event}/bracket/matches", bracket_judging.matches, policy=ORGANIZER),
        route("POST", f"{event}/bracket/drawing", bracket_judging.draw, policy=ORGANIZER),
        route("POST", f"{event}/bracket/closing", bracket_judging.close_and_draw, policy=ORGANIZER),
        route("POST", f"{event}/bracket/beginning", bracket_judging.begin, policy=ORGANIZER),
        page(f"{event}/bracket/rules", bracket_judging.rules, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/bracket/rules", bracket_judging.set_rules, policy=ORGANIZER),
        page(f"{event}/bracket/match", bracket_judging.match, policy=ORGANIZER, shape="titled"),
        route("POST", f"{event}/bracket/match", bracket_judging.decide, policy=ORGANIZER),
        page(f"{event}/bracket/players", bracket_judging.players, policy=ORGANIZER, shape="asking"),
        route("POST", f"{event}/bracket/players", bracket_judging.take_out, policy=ORGANIZER),
        *(route("POST", f"{event}/{name}", move, policy=ORGANIZER) for name, move in moves.items()),
    )


def _applications(event: str) -> tuple[Route, ...]:
    one = rf"{event}/applications/{{application_id:\d{{1,16}}}}"
    return (
        page(f"{event}/applications", applications.page, policy=DECIDER, shape="applied"),
        page(one, applications.one, policy=APPLICATION, shape="titled"),
        route("POST", f"{one}/accepting", applications.accept, policy=APPLICATION),
        route("POST", f"{one}/declining", applications.decline, policy=APPLICATION),
        route("POST", f"{one}/asking", applications.ask, policy=APPLICATION),
        route("POST", f"{one}/documents", applications.show_document, policy=APPLICATION),
    )


def _documents() -> tuple[Route, ...]:
    one = r"/me/documents/{document_id:\d{1,16}}"
    return (
        page("/me/documents", documents.mine, policy=PERSON, shape="explained"),
        page(one, documents.page, policy=DOCUMENT_OWNER, shape="titled"),
        route("POST", f"{one}/showing", documents.show, policy=DOCUMENT_OWNER),
        route("POST", f"{one}/keeping", documents.keep, policy=DOCUMENT_OWNER),
        route("POST", f"{one}/deleting", documents.delete, policy=DOCUMENT_OWNER),
    )


def _results(event: str) -> tuple[Route, ...]:
    one = rf"{event}/results/{{registration_id:\d{{1,16}}}}"
    sent = rf"{event}/results/lists/{{list_id:\d{{1,16}}}}"
    return (
        page(f"{event}/results", results.page, policy=ORGANIZER, shape="form"),
        route("POST", f"{event}/results", results.enter, policy=ORGANIZER),
        route("POST", f"{event}/results/announcing", results.announce, policy=ORGANIZER),
        route("POST", f"{event}/results/reopening", results.reopen, policy=ORGANIZER),
        page(f"{event}/results/reviews", results.to_check, policy=ORGANIZER, shape="titled"),
        route("POST", f"{event}/results/reviews", results.decide, policy=ORGANIZER),
        page(f"{event}/results/rules", results.scoring, policy=ORGANIZER, shape="form"),
        route("POST", f"{event}/results/rules", results.set_scoring, policy=ORGANIZER),
        route("POST", f"{event}/results/lists", results.send_list, policy=ORGANIZER, gather=results.take_list),
        page(sent, results_list.page, policy=ORGANIZER, shape="titled"),
        route("POST", f"{sent}/applying", results_list.apply, policy=ORGANIZER),
        route("POST", f"{sent}/undoing", results_list.undo, policy=ORGANIZER),
        route("POST", f"{sent}/dropping", results_list.drop, policy=ORGANIZER),
        page(one, results.one, policy=ORGANIZER, shape="titled"),
        route("POST", one, results.change, policy=ORGANIZER),
    )


def _organizations() -> tuple[Route, ...]:
    club = r"/org/clubs/{organization_id:\d{1,16}}"
    invitation = "/invitations/{token:[A-Za-z0-9_-]{22}}"
    return (
        page("/org/clubs", organizations.mine, policy=PERSON),
        page("/org/clubs/new", organizations.new, policy=PERSON, shape="form"),
        route("POST", "/org/clubs/new", organizations.create, policy=PERSON),
        page(club, team.page, policy=TEAM, shape="titled"),
        page(f"{club}/edit", organizations.edit, policy=OWNER, shape="form"),
        route("POST", f"{club}/edit", organizations.save, policy=OWNER),
        route("POST", f"{club}/inviting", team.invite, policy=OWNER),
        route("POST", f"{club}/taking-back", team.take_back, policy=OWNER),
        route("POST", f"{club}/roles", team.change_role, policy=OWNER),
        route("POST", f"{club}/removing", team.remove, policy=OWNER),
        route("POST", f"{club}/leaving", team.leave, policy=TEAM),
        page(invitation, team.invitation, policy=PERSON, shape="titled"),
        route("POST", invitation, team.answer, policy=PERSON),
    )


def _door() -> tuple[Route, ...]:
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


def _accounts() -> tuple[Route, ...]:
    return (
        *_documents(),
        page("/me", profile.page, policy=PERSON, shape="profile"),
        page("/me/edit", profile.edit, policy=PERSON, shape="form"),
        route("POST", "/me/edit", profile.save, policy=PERSON),
        route("POST", "/me/signing-out", profile.sign_out, policy=PERSON),
        page("/me/payments", payments.page, policy=PERSON, shape="rows"),
        page("/me/payments/owed", payments.owed, policy=PERSON, shape="rows"),
        route("POST", r"/me/payments/owed/{refund_id:\d{1,16}}", payments.returned, policy=PERSON),
        page("/settings/notify", settings.notifications, policy=PERSON, shape="explained"),
        route("POST", "/settings/notify", settings.switch, policy=PERSON),
        route("POST", "/settings/quiet", settings.quiet_hours, policy=PERSON),
        page("/settings/privacy", settings.privacy_page, policy=PERSON),
        route("POST", "/settings/privacy", settings.set_privacy, policy=PERSON),
        page("/settings/finding", offering.settings, policy=PERSON, shape="explained"),
        route("POST", "/settings/finding/week", offering.set_week, policy=PERSON),
        route("POST", "/settings/finding/nearby", offering.set_radius, policy=PERSON),
        route("POST", "/settings/language", settings.set_language, policy=PERSON),
    )


def _operators() -> tuple[Route, ...]:
    row = r"/ops/{queue:[a-z]+}/{row_id:\d{1,16}}"
    return (
        page("/ops", operators.page, policy=STAFF),
        page("/ops/money", ledger.page, policy=STAFF),
        page("/ops/categories", kept_lists.categories, policy=STAFF, shape="adding"),
        route("POST", "/ops/categories", kept_lists.add_category, policy=STAFF),
        route("POST", "/ops/categories/names", kept_lists.rename_category, policy=STAFF),
        route("POST", "/ops/categories/moving", kept_lists.move_category, policy=STAFF),
        route("POST", "/ops/categories/removing", kept_lists.remove_category, policy=STAFF),
        page("/ops/pins", kept_lists.pinned, policy=STAFF, shape="adding"),
        route("POST", "/ops/pins", kept_lists.pin, policy=STAFF),
        route("POST", r"/ops/pins/{event_id:\d{1,16}}/removing", kept_lists.unpin, policy=STAFF),
        page("/ops/{queue:inbox|outbox|agenda|jobs}", operators.failures, policy=STAFF),
        route("POST", f"{row}/retrying", operators.retry, policy=STAFF),
        route("POST", f"{row}/dropping", operators.drop, policy=STAFF),
    )


def build_app(context: WebContext) -> web.Application:
    app = web.Application(middlewares=[security.give_nonce, errors.answer_errors], client_max_size=BODY_AT_MOST)
    assets = Assets()
    app[CONTEXT], app[ASSETS], app[TEMPLATES] = context, assets, pages.environment(assets, context)
    app[BLOCKED], app[FRAGMENTS], app[PIECES] = blocked.screen, Fragments(), Pieces()
    app[calendars.PACES] = calendars.Paces()
    app[ROUTES] = routes(assets)
    app[SHAPES] = shapes.patterns(app[ROUTES])
    for one in app[ROUTES]:
        app.router.add_route(one.method, one.path, one.handler)
    app.on_response_prepare.append(security.add_headers)
    app.cleanup_ctx.append(_live)
    app.on_shutdown.append(_end_streams)
    return app


async def _live(app: web.Application) -> AsyncIterator[None]:
    topics = {
        "event": event_live.EVENT,
        "board": board.BOARD,
        "list": results_list.LIST,
        "room": room.ROOM,
        "bracket": bracket.BRACKET,
        "door": door.DOOR_TOPIC,
        "staff": operators.STAFF_PAGE,
        "block": blocked.BLOCK,
    }
    app[HUB] = live.Hub(app, topics)
    running = asyncio.create_task(app[HUB].run())
    with database.heard_at_commit(app[FRAGMENTS].changed):
        yield
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _end_streams(app: web.Application) -> None:
    app[HUB].dismiss()


async def health(request: web.Request) -> web.Response:
    found = await request.app[CONTEXT].health()
    return web.json_response(dict(found), status=200 if found.get("ok") else 503, headers={"Cache-Control": "no-store"})
