"""Making an event in the chat: in one line, or question by question; then the preview and [Опубликовать]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.events.manage_rows import edit_screen
from bot.events.screens import event_screen, manage_screen
from bot.kit.conversation import listed
from bot.kit.screen import Alert, Screen
from bot.kit.turn import Reply, Turn
from domain.events import holders, lifecycle
from domain.events.categories.choosing import event_form, wizard_form
from domain.events.making import creation
from domain.events.making.form import EVENT_FORM, answers_from_plan, kilometres, plan_from_answers, usual_money
from domain.events.making.line import EventLine, distance_in, parse_event_line
from domain.events.making.sports import categories_in
from domain.events.models import Event
from domain.events.policy import require_manager
from domain.events.queries import get_event_card
from domain.files.pictures import keep_telegram_photo
from domain.forms.conversation import is_begun
from domain.forms.form import Form, JsonValue
from domain.forms.pages import is_asked
from domain.forms.showing import label
from domain.forms.texts import shortened
from domain.intent.intents import EventLineIntent
from domain.intent.understanding import understand
from domain.maps.addresses import Looked
from domain.maps.points import Address
from domain.organizations.policy import manages_events

NEW, FIRST = "event-new", "title"
_ONE_FIELD = "event-edit"
MEASURED = ("race", "marathon", "training", "ride", "challenge")
"""Kinds of which "5 км" is the distance, and not how far away the place is."""


async def new_event(turn: Turn) -> Reply:
    """/newevent with a line, or without: then every question is asked."""
    if turn.incoming.kind == "press":
        return await turn.forms.begin(turn, await _form(turn), turn.args[0] if turn.args else "")
    return await from_line(turn, turn.text) if turn.text else await turn.forms.begin(turn, await _form(turn))


async def _form(turn: Turn) -> Form:
    """Kept whole with its draft: the categories are those of the moment at which it was begun."""
    form = await wizard_form(turn.person.language)
    in_one_line = replace(form.fields[0], hint=turn.t("event-ask-title-or-line"))
    return replace(form, key=NEW, fields=(in_one_line, *form.fields[1:]))


async def take_line(turn: Turn) -> tuple[bool, Reply]:
    """The whole event in one line, said where only its name was asked for."""
    if ";" not in turn.text:
        return False, None
    asked = await turn.forms.asked(turn)
    if asked is None or asked.form.key != NEW or asked.step != FIRST or is_begun(asked):
        return False, None
    meant = understand(turn.text, now=turn.now, zone=turn.zone, lang=turn.person.language)
    if not isinstance(meant, EventLineIntent):
        return False, None
    return True, await from_line(turn, meant.text, asked.subject)


async def from_line(turn: Turn, text: str, subject: str = "") -> Reply:
    """Understand the line and show the preview; only a name or a time that is not there is asked for."""
    line = parse_event_line(text, now=turn.now, zone=turn.zone, lang=turn.person.language)
    fields = (await wizard_form(turn.person.language)).fields
    known, looked = answers_of(line), turn.facts if isinstance(turn.facts, Looked) else Looked()
    places = _placed(line, known, looked)
    missing = [field for field in fields if field.key not in known]
    missing.sort(key=lambda field: line.trouble is not None and field.key != "when")
    said = [field for field in (await event_form(turn.person.language)).fields if field.key in known]
    form = Form("event-line", (*missing, *said), words=EVENT_FORM.words)
    reply = await turn.forms.begin(turn, form, subject, answers=known, trouble=line.trouble, places=places)
    away = [Alert(turn.t("map-address-away"))] if looked.away else []
    return [*away, *_left_over(turn, line), *listed(reply)]


def _left_over(turn: Turn, line: EventLine) -> list[Alert]:
    """What was said and became no part of the event is not passed over in silence."""
    if not line.unknown:
        return []
    return [Alert(turn.t("event-line-unknown", words=shortened("; ".join(line.unknown), 200)))]


def _placed(line: EventLine, known: dict[str, JsonValue], looked: Looked) -> tuple[str, str, Sequence[Address]] | None:
    """The place gets its point; where its words fit several, it is asked which."""
    if line.place and looked.one:
        known["place"] = {"text": line.place, "lat": looked.one.latitude, "lon": looked.one.longitude}
    if not line.place or not looked.several:
        return None
    del known["place"]
    return "place", line.place, looked.several


def answers_of(line: EventLine) -> dict[str, JsonValue]:
    """What the line says, as answers to the form; what it may leave out is taken as left out."""
    known: dict[str, JsonValue] = {
        "kind": line.kind,
        "format": line.format,
        "place": {"text": line.place, "lat": None, "lon": None} if line.place else None,
        "capacity": line.capacity if line.format != "online" else None,
        "online_capacity": line.online_capacity or (line.capacity if line.format == "online" else None),
        "online_address": line.online_address,
        "fee": (line.fee_minor or 0) / 100 or None,
        **usual_money(),
        "transfer_to": None,
        "description": None,
        "cover": None,
        "categories": list(categories_in(line.title)) if line.title else None,
        "visibility": "public",
        "by_hand": False,
        "registration_opens": None,
        "registration_closes": None,
        "distance": kilometres(line.distance_m) if line.kind in MEASURED else None,
    }
    if line.fee_stars or not line.fee_minor or line.format == "onsite":  # money on site says nothing of Stars online
        known["stars"] = line.fee_stars
    if line.title:
        known["title"] = line.title
    if line.when:
        end = line.when.end.isoformat() if line.when.end else None
        said: dict[str, JsonValue] = {"start": line.when.start.isoformat(), "end": end, "zone": line.when.zone}
        known["when"] = said | {"fixed": True} if line.when.fixed else said
    return known


async def created(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    """All is said: the draft is made, its preview shown. `subject`: the organization that it is to be of."""
    event = await make(turn, answers)
    words = await _handed_over(turn, event.id, subject)
    shown = await preview(turn, event.id)
    return [Screen(words, own_message=True), shown] if words else shown


async def make(turn: Turn, answers: dict[str, JsonValue]) -> Event:
    cover = await _cover(turn, answers)
    plan = creation.with_cover(plan_from_answers(answers), cover)
    if "distance" not in answers and plan.kind in MEASURED:  # not asked at once: the name says it, or nothing does
        plan = replace(plan, distance_m=distance_in(plan.title))
    if not plan.categories:
        plan = replace(plan, categories=categories_in(plan.title))
    return await creation.create_event(turn.person, plan, now=turn.now)


async def preview(turn: Turn, event_id: int) -> Screen:
    return event_screen(await get_event_card(event_id, turn.person), turn.t, turn.now)


async def _handed_over(turn: Turn, event_id: int, subject: str) -> str:
    """Why it is not the organization's after all: the role was taken away while the questions were answered."""
    if not subject.isdecimal():
        return ""
    if not manages_events(turn.person, int(subject)):
        return turn.t("holder-not-any-more")
    await holders.hand_over(turn.person, event_id, int(subject), now=turn.now)
    return ""


async def line_completed(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    return await created(turn, subject, answers)


async def _cover(turn: Turn, answers: dict[str, JsonValue]) -> int | None:
    photo = answers.get("cover")
    if not isinstance(photo, dict) or photo.get("source") != "telegram":
        return None
    return await keep_telegram_photo(turn.person.id, str(photo["id"]), purpose="cover", now=turn.now)


async def edit(turn: Turn) -> Reply:
    """Which part? One press, one question."""
    card = await get_event_card(turn.number(), turn.person)
    now_is: dict[str, JsonValue] = {"format": card.format, "fee": card.fee_minor, "payment": card.payment}
    now_is["stars"] = card.fee_stars
    fields = [(at, label(field, turn.t)) for at, field in enumerate(EVENT_FORM.fields) if is_asked(field, now_is)]
    return edit_screen(card, fields, turn.t)


async def edit_one(turn: Turn) -> Reply:
    event_id, index = turn.number(), turn.number(1)
    event = await lifecycle.load(event_id, lock=False)
    require_manager(turn.person, event)
    fields = (await event_form(turn.person.language)).fields
    field = fields[index]
    now_is = answers_from_plan(await creation.plan_of(event))
    if not is_asked(field, now_is):
        return await edit(turn)
    also = [one for one in fields if one.only_if and one.only_if.key == field.key]
    asked = [replace(field, prefill=field.key, only_if=None), *(replace(one, prefill=one.key) for one in also)]
    form = Form(_ONE_FIELD, tuple(asked), words=EVENT_FORM.words)
    shown = {key: value for key, value in now_is.items() if value not in (None, [])}
    return await turn.forms.begin(turn, form, str(event_id), prefill=shown)


async def edited(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event = await lifecycle.load(int(subject), lock=False)
    require_manager(turn.person, event)
    plan = plan_from_answers(answers, await creation.plan_of(event))
    cover = await _cover(turn, answers)
    await creation.edit_event(turn.person, event.id, creation.with_cover(plan, cover), version=None, now=turn.now)
    card = await get_event_card(event.id, turn.person)
    return [Alert(turn.t("event-saved")), manage_screen(card, turn.t, turn.now)]
