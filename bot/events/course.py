"""The course of an event: the organizer sends a GPX file, everybody gets a picture and the file for their watch."""

from __future__ import annotations

from bot.kit.rendering import Said
from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, OpenApp, Press, Row, Screen, lines
from bot.kit.turn import Reply, Turn
from domain.accounts.people import get_person
from domain.errors import NotAllowed
from domain.events.course import courses
from domain.events.course.courses import COURSE_FORM, Course, course_of, get_course
from domain.events.queries import EventCard, get_event_card
from domain.forms.form import JsonValue
from domain.maps.picture import Labels, draw_in_thread
from domain.maps.reading import gpx_of
from domain.notifications import outbox
from domain.notifications.ports import InputBytes
from locales import Translator
from locales.courses import course_facts

OVER = ("finished", "cancelled")


async def show(turn: Turn) -> Reply:
    """[Маршрут]: the picture comes as a message of its own."""
    return await _send(turn, "event-course")


async def send_file(turn: Turn) -> Reply:
    """[GPX]"""
    return await _send(turn, "event-course-file")


async def _send(turn: Turn, kind: str) -> Reply:
    course = await get_course(turn.person, turn.number())
    await outbox.notify(turn.person.id, kind, params={"event_id": course.event_id}, now=turn.now)
    return None


async def manage(turn: Turn) -> Reply:
    card = await _managed(turn, turn.number())
    return manage_course_screen(card, turn.t)


def manage_course_screen(card: EventCard, t: Translator) -> Screen:
    """What there is, and how to change it."""
    known = t("course-known", distance=t.distance(card.course_m)) if card.course_m else t("course-none")
    rows: list[Row] = []
    if card.course_m:
        rows.append([Press(t("course-show"), "co.show", (card.id,)), Press(t("course-gpx"), "co.gpx", (card.id,))])
    if card.status not in OVER:
        send = Press(t("course-replace" if card.course_m else "course-send"), "co.send", (card.id,), style="primary")
        drop = [Press(t("course-remove"), "co.drop", (card.id,))] if card.course_m else []
        rows.append([send, *drop])
    rows.append([Press(t("event-button-back"), "ev.setup", (card.id,))])
    return Screen(lines(Bold(card.title), t("course-title"), "", known), keyboard=rows)


async def begin(turn: Turn) -> Reply:
    card = await _managed(turn, turn.number())
    return await turn.forms.begin(turn, COURSE_FORM, str(card.id))


async def sent(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    file = answers["file"]
    assert isinstance(file, dict)
    name = str(file["name"] or "course.gpx")
    await courses.receive(turn.person, int(subject), name, str(file["id"]), now=turn.now)
    return Screen(turn.t("course-reading", name=name[:60]))


async def left(turn: Turn, subject: str) -> Screen:
    return manage_course_screen(await _managed(turn, int(subject)), turn.t)


async def drop(turn: Turn) -> Reply:
    event_id = turn.number()
    await courses.remove(turn.person, event_id, now=turn.now)
    return [Alert(turn.t("course-removed")), manage_course_screen(await _managed(turn, event_id), turn.t)]


async def _managed(turn: Turn, event_id: int) -> EventCard:
    card = await get_event_card(event_id, turn.person)
    if not card.manages:
        raise NotAllowed
    return card


async def picture(said: Said) -> Screen:
    """Drawn when it is sent, in the reader's language."""
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    course = await course_of(card.id)
    drawn = await draw_in_thread(course.line, labels_of(card.title, course, said.t))
    return course_screen(card, course, InputBytes(f"course-{card.id}.png", drawn), said.t)


def labels_of(title: str, course: Course, t: Translator) -> Labels:
    return Labels(
        title=title,
        facts=course_facts(t, course.line.length_m, course.line.climb_m),
        start=t("course-start"),
        finish=t("course-finish"),
        both=t("course-start-and-finish"),
        north=t("event-page-north"),
        distance=t.distance,
    )


def course_screen(card: EventCard, course: Course, drawn: InputBytes, t: Translator) -> Screen:
    rows: list[Row] = [
        [Press(t("course-gpx"), "co.gpx", (card.id,)), OpenApp(t("course-open"), f"/events/{card.id}/course")],
        [Press(t("event-button-card"), "ev.card", (card.id,))],
    ]
    return Screen(
        lines(Bold(card.title), course_facts(t, course.line.length_m, course.line.climb_m)),
        keyboard=rows,
        photo=drawn,
        own_message=True,
    )


async def file(said: Said) -> Screen:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    course = await course_of(card.id)
    return course_file_screen(card, InputBytes(f"course-{card.id}.gpx", gpx_of(course.line, card.title)), said.t)


def course_file_screen(card: EventCard, document: InputBytes, t: Translator) -> Screen:
    return Screen(t("course-file", title=card.title), document=document, own_message=True)


async def taken(said: Said) -> Screen:
    """What came of the organizer's file is what everybody will see."""
    screen = await picture(said)
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    return taken_course_screen(card, screen, said.t)


def taken_course_screen(card: EventCard, shown: Screen, t: Translator) -> Screen:
    rows: list[Row] = [[Press(t("course-manage"), "co.manage", (card.id,))]]
    return Screen(lines(t("course-taken"), "", shown.text), keyboard=rows, photo=shown.photo, own_message=True)


async def refused(said: Said) -> Screen:
    card = await get_event_card(said.params["event_id"], await get_person(said.user_id))
    return refused_course_screen(card, said.params["problem"], said.t)


def refused_course_screen(card: EventCard, problem: str, t: Translator) -> Screen:
    rows: list[Row] = [[Press(t("course-send"), "co.send", (card.id,))]]
    return Screen(lines(Bold(card.title), t(f"course-problem-{problem}")), keyboard=rows)


PRESSES = {
    "co.show": Route(show),
    "co.gpx": Route(send_file),
    "co.manage": Route(manage),
    "co.send": Route(begin),
    "co.drop": Route(drop),
}
CONVERSATIONS = {COURSE_FORM.key: Conversation(COURSE_FORM, sent, left=left)}
SCREENS = {
    "event-course": picture,
    "event-course-file": file,
    "course-taken": taken,
    "course-refused": refused,
}
