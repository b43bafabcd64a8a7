"""The event as a form: asked in chat, shown as a page, filled from one line; the same answers everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.events.announcements import REMINDER_HOURS, USUAL_REMINDERS
from domain.events.making.clocks import read_at, zone_of_place
from domain.events.making.creation import EventPlan
from domain.events.money.fees import PAYMENTS, REFUNDS, STARS_REFUNDS
from domain.events.money.prices import MOST_STARS
from domain.events.ways import FORMATS, ONLINE, ONSITE
from domain.forms.form import Choice, Field, Form, JsonValue, Kind, OnlyIf
from domain.payments import methods

KINDS = ("race", "marathon", "training", "ride", "tournament", "challenge", "other")
CATEGORIES = ("running", "cycling", "swimming", "yoga", "strength", "skiing", "team", "beginners", "challenge")
MOST_PLACES = 100_000
MINOR_UNITS = 100
KILOMETRE = 1000
_AT_A_PLACE, _IN_THE_NET = [
    OnlyIf("format", tuple(name for name, opened in FORMATS.items() if way in opened)) for way in (ONSITE, ONLINE)
]
_FOR_MONEY = OnlyIf("fee", ())
_BY_TRANSFER = OnlyIf("payment", ("transfer",))

EVENT_FORM = Form(
    "event",
    (
        Field("title", Kind.TEXT, words="event-ask-title", min=3, max=120),
        Field("when", Kind.DATE_TIME, words="event-ask-when"),
        Field("kind", Kind.CHOICE, words="event-ask-kind", choices=tuple(Choice(k, f"event-kind-{k}") for k in KINDS)),
        Field(
            "format",
            Kind.CHOICE,
            words="event-ask-format",
            choices=tuple(Choice(name, f"event-format-{name}") for name in FORMATS),
        ),
        Field("place", Kind.PLACE, words="event-ask-place", only_if=_AT_A_PLACE),
        Field(
            "capacity",
            Kind.NUMBER,
            words="event-ask-capacity",
            required=False,
            min=1,
            max=MOST_PLACES,
            only_if=_AT_A_PLACE,
        ),
        Field(
            "online_capacity",
            Kind.NUMBER,
            words="event-ask-online-capacity",
            required=False,
            min=1,
            max=MOST_PLACES,
            only_if=_IN_THE_NET,
        ),
        Field(
            "online_address",
            Kind.TEXT,
            words="event-ask-online-address",
            required=False,
            max=300,
            only_if=_IN_THE_NET,
        ),
        Field(
            "stars",
            Kind.NUMBER,
            words="event-ask-stars",
            required=False,
            min=0,
            max=MOST_STARS,
            only_if=_IN_THE_NET,
        ),
        Field(
            "stars_refunds",
            Kind.CHOICE,
            words="event-ask-stars-refunds",
            choices=tuple(Choice(name, f"event-stars-refunds-{name}") for name in STARS_REFUNDS),
            only_if=OnlyIf("stars", ()),
        ),
        Field("fee", Kind.NUMBER, words="event-ask-fee", required=False, min=0, max=1_000_000, only_if=_AT_A_PLACE),
        Field(
            "payment",
            Kind.CHOICE,
            words="event-ask-payment",
            choices=tuple(Choice(name, f"event-payment-{name}") for name in PAYMENTS),
            only_if=_FOR_MONEY,
        ),
        Field("transfer_to", Kind.TEXT, words="event-ask-transfer-to", max=300, only_if=_BY_TRANSFER),
        Field(
            "refunds",
            Kind.CHOICE,
            words="event-ask-refunds",
            choices=tuple(Choice(name, f"event-refunds-{name}") for name in REFUNDS),
            only_if=OnlyIf("payment", ("online", "transfer")),
        ),
        Field("description", Kind.LONG_TEXT, words="event-ask-description", required=False, max=3000),
        Field("rules", Kind.LONG_TEXT, words="event-ask-rules", required=False, max=3000),
        Field("cover", Kind.PHOTO, words="event-ask-cover", required=False),
        Field(
            "categories",
            Kind.CHOICES,
            words="event-ask-categories",
            required=False,
            choices=tuple(Choice(slug, f"event-category-{slug}") for slug in CATEGORIES),
        ),
        Field(
            "visibility",
            Kind.CHOICE,
            words="event-ask-visibility",
            choices=(Choice("public", "event-visibility-public"), Choice("private", "event-visibility-private")),
        ),
        Field("by_hand", Kind.BOOLEAN, words="event-ask-by-hand", required=False),
        Field("registration_opens", Kind.DATE_TIME, words="event-ask-opens", required=False),
        Field("registration_closes", Kind.DATE_TIME, words="event-ask-closes", required=False),
        Field(
            "reminders",
            Kind.CHOICES,
            words="event-ask-reminders",
            required=False,
            choices=tuple(Choice(str(hours), f"event-reminders-{hours}") for hours in REMINDER_HOURS),
        ),
        Field("distance", Kind.NUMBER, words="event-ask-distance", required=False, whole=False, min=0.1, max=1000),
    ),
    words="event-form",
)


SAID_LATER = ("rules", "by_hand", "registration_opens", "registration_closes", "reminders", "distance")
USUAL: tuple[tuple[str, JsonValue], ...] = (("visibility", "public"),)
"""What is taken as said of who leaves the rest of the questions for later."""
LATER = ("description", "cover", "categories", "visibility", *SAID_LATER)
"""What a page folds up at first: none of it keeps an event from being made."""
WIZARD_FORM = replace(
    EVENT_FORM, fields=tuple(field for field in EVENT_FORM.fields if field.key not in SAID_LATER), usual=USUAL
)
"""What the chat asks at once; the rest is said later, under [Изменить]."""


def usual_money() -> dict[str, JsonValue]:
    """How a fee is paid and given back, until the organizer says otherwise."""
    return {"payment": "online" if methods.online() else "spot", "refunds": "full", "stars_refunds": "full"}


def first_answers() -> dict[str, JsonValue]:
    """What a page that makes an event shows as chosen."""
    reminders: list[JsonValue] = [str(hours) for hours in USUAL_REMINDERS]
    return {"kind": "race", "format": "onsite", "visibility": "public", "reminders": reminders, **usual_money()}


def plan_from_answers(answers: Mapping[str, JsonValue], base: EventPlan | None = None) -> EventPlan:
    """The plan that the answers make; what was not asked stays as in `base`. Raises KeyError without title or time.

    Hours are read by the clock of the place. Raises NoSuchMoment, AmbiguousMoment where it has no such hour.
    """
    zone = _zone(answers, base)
    plan = base or EventPlan(title=str(answers["title"]), starts_at=_start(answers, zone), zone=zone)
    changes: dict[str, object] = {"zone": zone}
    for name in ("title", "kind", "visibility", "format", "payment", "refunds", "stars_refunds"):
        if answers.get(name):
            changes[name] = answers[name]
    if "by_hand" in answers:
        changes["by_hand"] = answers["by_hand"] is True
    for name in ("capacity", "online_capacity"):
        if name in answers:
            capacity = answers[name]
            changes[name] = int(capacity) if isinstance(capacity, int | float) else None
    if "online_address" in answers or answers.get("format") == "onsite":
        changes["online_address"] = answers.get("online_address") or ""
    for name, as_said in (("categories", str), ("reminders", int)):
        if name in answers:
            chosen = answers[name]
            changes[name] = tuple(as_said(str(one)) for one in chosen) if isinstance(chosen, list) else ()
    changes |= {name: answers[name] or "" for name in ("description", "rules") if name in answers}
    if "distance" in answers:
        distance = answers["distance"]
        changes["distance_m"] = round(distance * KILOMETRE) if isinstance(distance, int | float) else None
    changes |= _hours(answers, plan, zone)
    changes |= _money(answers) | _window(answers, plan, zone) | _cover(answers) | _place(answers)
    return replace(plan, **changes)  # type: ignore[arg-type]  # the keys are the plan's own fields


def _zone(answers: Mapping[str, JsonValue], base: EventPlan | None) -> str:
    """By whose clock: the place's where it is known; else it stays, or is the organizer's own."""
    held = str(answers.get("format") or (base.format if base else "onsite"))
    place = answers.get("place")
    here = None
    if ONSITE in FORMATS[held] and isinstance(place, Mapping):
        here = zone_of_place(str(place.get("text") or ""), _degrees(place.get("lat")), _degrees(place.get("lon")))
    return here or (base.zone if base else str(_when(answers)["zone"]))


def _degrees(said: JsonValue) -> float | None:
    return float(said) if isinstance(said, int | float) else None


def _hours(answers: Mapping[str, JsonValue], plan: EventPlan, zone: str) -> dict[str, object]:
    """When it starts and ends; at another place at the same hours there."""
    said = _when(answers) if answers.get("when") else _said(plan.starts_at, plan.ends_at, plan.zone)
    moments = read_at(said, zone)
    return {"starts_at": moments["start"], "ends_at": moments["end"]}


def _said(start: datetime, end: datetime | None, zone: str) -> dict[str, JsonValue]:
    return {"start": start.isoformat(), "end": end.isoformat() if end else None, "zone": zone}


def answers_from_plan(plan: EventPlan) -> dict[str, JsonValue]:
    """The other way round: what the form shows when the event is changed."""
    answers: dict[str, JsonValue] = {
        "title": plan.title,
        "when": _said(plan.starts_at, plan.ends_at, plan.zone),
        "kind": plan.kind,
        "format": plan.format,
        "capacity": plan.capacity,
        "online_capacity": plan.online_capacity,
        "online_address": plan.online_address or None,
        "stars": plan.fee_stars or None,
        "stars_refunds": plan.stars_refunds,
        "fee": _in_units(plan.fee_minor, MINOR_UNITS),
        "payment": plan.payment,
        "transfer_to": plan.transfer_to or None,
        "refunds": plan.refunds,
        "description": plan.description or None,
        "rules": plan.rules or None,
        "categories": list(plan.categories),
        "visibility": plan.visibility,
        "by_hand": plan.by_hand,
        "reminders": [str(hours) for hours in plan.reminders],
        "distance": kilometres(plan.distance_m),
        "cover": {"source": "file", "id": str(plan.cover_file_id)} if plan.cover_file_id else None,
        "registration_opens": _moment(plan.registration_opens_at, plan.zone),
        "registration_closes": _moment(plan.registration_closes_at, plan.zone),
    }
    if ONSITE in plan.ways:
        answers["place"] = {"text": plan.place or None, "lat": plan.latitude, "lon": plan.longitude}
    return answers


def kilometres(metres: int | None) -> JsonValue:
    return _in_units(metres, KILOMETRE)


def _in_units(amount: int | None, size: int) -> JsonValue:
    """As one would type it: 500 and not 500.0."""
    if not amount:
        return None
    return amount // size if amount % size == 0 else amount / size


def _moment(moment: datetime | None, zone: str) -> JsonValue:
    return _said(moment, None, zone) if moment else None


def _money(answers: Mapping[str, JsonValue]) -> dict[str, object]:
    """What is not held on site costs no money there, what is not held online no Stars."""
    changes: dict[str, object] = {}
    if "fee" in answers:
        fee = answers["fee"]
        changes["fee_minor"] = round(fee * MINOR_UNITS) if isinstance(fee, int | float) else 0
    if "stars" in answers:
        stars = answers["stars"]
        changes["fee_stars"] = int(stars) if isinstance(stars, int | float) else 0
    if answers.get("format") == "online":
        changes["fee_minor"] = 0
    elif answers.get("format") == "onsite":
        changes["fee_stars"] = 0
    if "transfer_to" in answers:
        changes["transfer_to"] = answers["transfer_to"] or ""
    return changes


def _window(answers: Mapping[str, JsonValue], plan: EventPlan, zone: str) -> dict[str, object]:
    """When registration opens and closes; either may be taken away again. At another place: at the same hours there."""
    changes: dict[str, object] = {}
    for name, stands in (
        ("registration_opens", plan.registration_opens_at),
        ("registration_closes", plan.registration_closes_at),
    ):
        said = answers[name] if name in answers else _moment(stands, plan.zone)
        changes[f"{name}_at"] = read_at(said, zone)["start"] if isinstance(said, Mapping) else None
    return changes


def _cover(answers: Mapping[str, JsonValue]) -> dict[str, object]:
    """A picture that came through a page. What came through the chat has no row yet when the answers are read."""
    cover = answers.get("cover")
    if isinstance(cover, Mapping) and cover["source"] == "file":
        return {"cover_file_id": int(str(cover["id"]))}
    return {"cover_file_id": None} if "cover" in answers and cover is None else {}


def _when(answers: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    when = answers["when"]
    assert isinstance(when, Mapping)
    return when


def _start(answers: Mapping[str, JsonValue], zone: str) -> datetime:
    start = read_at(_when(answers), zone)["start"]
    assert start is not None
    return start


def _place(answers: Mapping[str, JsonValue]) -> dict[str, object]:
    if answers.get("format") == "online":
        return {"place": "", "latitude": None, "longitude": None}
    place = answers.get("place")
    if not isinstance(place, Mapping):
        return {}
    text = place.get("text")
    return {"place": str(text) if text else "", "latitude": place.get("lat"), "longitude": place.get("lon")}
