"""The course of an event: drawn by ourselves or on a real map, with its profile, and as a file for watches."""

from __future__ import annotations

from aiohttp import web

from domain.accounts.people import Person
from domain.errors import NotFound
from domain.events import queries
from domain.events.course import courses
from domain.events.course.courses import course_of
from domain.events.queries import EventCard
from domain.maps.errors import CourseRefused
from domain.maps.lines import Line
from domain.maps.reading import MAX_BYTES, UnreadableCourse, gpx_of, read_in_thread
from domain.maps.scheme import profile_of, scheme_of
from locales.courses import course_facts
from webapp.events import event_files, maps
from webapp.kit.context import WebContext
from webapp.kit.visit import Visit

WIDTH, HEIGHT, PAD = 360, 300, 34
HILLS = 70


async def page(visit: Visit) -> web.Response:
    return await _show(visit, visit.id("event_id"))


async def _show(visit: Visit, event_id: int, *, toast: str = "") -> web.Response:
    """Without a course, whoever manages the event can give it one."""
    card = await queries.get_event_card(event_id, visit.person)
    course = await course_of(card.id) if card.course_m is not None else None
    if course is None and not card.manages:
        raise NotFound
    line = course.line if course else None
    return visit.page(
        "events/course.html",
        toast=toast,
        card=card,
        course=course,
        facts=course_facts(visit.t, course.line.length_m, course.line.climb_m) if course else "",
        scheme=scheme_of(line, WIDTH, HEIGHT, pad=PAD) if line else None,
        hills=profile_of(line, WIDTH, HILLS) if line else None,
        slippy=maps.slippy(visit.context, line=line),
        script=maps.script(visit) if line else "",
        gpx=await path(visit.context, card, visit.person),
        changes=card.manages and card.status not in ("finished", "cancelled"),
    )


async def take_file(visit: Visit) -> Line:
    """Reading takes a moment: not while a transaction is open. Raises CourseRefused."""
    sent = visit.form.get("course") if visit.form else None
    if not isinstance(sent, web.FileField):
        raise CourseRefused(problem="empty")
    try:
        return await read_in_thread(sent.filename, sent.file.read(MAX_BYTES + 1))
    except UnreadableCourse as error:
        raise CourseRefused(problem=error.problem) from error


async def send(visit: Visit) -> web.Response:
    assert isinstance(visit.facts, Line)
    event_id = visit.id("event_id")
    await courses.keep(visit.person, event_id, visit.facts, now=visit.now)
    return await _show(visit, event_id, toast=visit.t("course-page-saved"))


async def remove(visit: Visit) -> web.Response:
    event_id = visit.id("event_id")
    await courses.remove(visit.person, event_id, now=visit.now)
    return await _show(visit, event_id, toast=visit.t("course-removed"))


async def path(context: WebContext, card: EventCard, reader: Person) -> str:
    """What saves a file has no token, so the address itself is signed."""
    return await event_files.path(context, card, "course", f"/courses/{card.id}/{{}}/course.gpx", reader)


async def serve(request: web.Request) -> web.Response:
    event_id = await event_files.require_signed(request, "course")
    course, titles = await course_of(event_id), await queries.titles_of([event_id])
    body = gpx_of(course.line, titles[event_id])
    headers = {"Content-Disposition": f'attachment; filename="course-{event_id}.gpx"', "Cache-Control": "no-store"}
    return web.Response(body=body, content_type="application/gpx+xml", charset="utf-8", headers=headers)
