"""Screens about places, courses and what is nearby."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from bot.events import course
from bot.kit.questions import question_screen
from bot.kit.screen import Screen
from bot.kit.turn import BotApp, Incoming, Turn
from bot.maps import near
from bot.maps.near import ALL, Around
from domain.accounts.people import TelegramPerson
from domain.events.course.courses import Course
from domain.events.making.form import EVENT_FORM
from domain.forms.conversation import Conversation, jump, offer_places
from domain.forms.form import JsonValue
from domain.maps.nearby import Nearby
from domain.maps.picture import draw
from domain.maps.points import Spot
from domain.maps.reading import gpx_of
from domain.notifications.ports import InputBytes
from forma.gallery.asking import Made
from forma.story.course import START, park_loop
from locales import Translator
from webapp.showroom.samples import NOW, event, person

PROBLEMS = ("type", "big", "broken", "empty", "short", "long")


def maps_gallery() -> dict[str, Made]:
    return {
        "place-which": _which,
        "near-ask": near.ask_screen,
        "near": lambda t: near.near_screen(_around(t), ALL, t),
        "near-gyms": lambda t: near.near_screen(_around(t), "gym", t),
        "near-none": lambda t: near.near_screen(Around(Spot(*START)), ALL, t),
        "near-pin": lambda t: near.pin_screen(_around(t).found[0], t),
        "course": lambda t: course.course_screen(event(t, course_m=5_000), _course(), _picture(t), t),
        "course-file": lambda t: course.course_file_screen(event(t), _file(t), t),
        "course-none": lambda t: course.manage_course_screen(event(t, manages=True), t),
        "course-known": lambda t: course.manage_course_screen(event(t, manages=True, course_m=5_000), t),
        "course-taken": _taken,
        **{f"course-{problem}": _refused(problem) for problem in PROBLEMS},
    }


def _which(t: Translator) -> Screen:
    places: list[dict[str, JsonValue]] = [
        {"text": t("showroom-place"), "lat": 55.79, "lon": 49.12},
        {"text": t("showroom-long")[:100], "lat": 43.11, "lon": 131.90},
    ]
    asked = jump(Conversation(EVENT_FORM, "", None, {"format": "onsite"}, {}), "place")
    return question_screen(_turn(t), offer_places(asked, "place", t("showroom-place"), places))


def _turn(t: Translator) -> Turn:
    incoming = Incoming("text", TelegramPerson(7, t("showroom-person"), "", None, t.lang), 7, private=True)
    return Turn(cast(BotApp, SimpleNamespace()), incoming, person(t), t, NOW, cast(Any, None))


def _around(t: Translator) -> Around:
    here = Spot(*START)
    rows = [
        Nearby("n1", "gym", t("showroom-place"), t("showroom-place"), here, 240),
        Nearby("w2", "cycleway", "", "", here, 610),
        Nearby("n3", "stadium", t("showroom-long")[:90], t("showroom-long")[:90], here, 1_420),
    ]
    more = [replace(rows[0], key=f"n{at}", metres=2_000 + at) for at in range(10, 16)]
    return Around(here, (*rows, *more))


def _course() -> Course:
    return Course(17, park_loop(), 1)


def _picture(t: Translator) -> InputBytes:
    return InputBytes("course.png", draw(park_loop(), course.labels_of(t("showroom-event"), _course(), t)))


def _file(t: Translator) -> InputBytes:
    return InputBytes("course.gpx", gpx_of(park_loop(), t("showroom-event")))


def _taken(t: Translator) -> Screen:
    card = event(t, course_m=5_000, manages=True)
    return course.taken_course_screen(card, course.course_screen(card, _course(), _picture(t), t), t)


def _refused(problem: str) -> Made:
    return lambda t: course.refused_course_screen(event(t), problem, t)
