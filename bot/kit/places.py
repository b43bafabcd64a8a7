"""A place as an answer: what the geocoder knew of it, and a button for each place that the words may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.kit.screen import Press, Row
from domain.forms import conversation as steps
from domain.forms.answers import PLACE_MAX, typed_point
from domain.forms.conversation import Conversation
from domain.forms.form import JsonValue
from domain.forms.inputs import FormContext, Location
from domain.forms.texts import clean_line
from domain.maps.addresses import Looked
from domain.maps.points import Address
from locales import Translator

_LONGEST = 60


def located(said: object, looked: Looked) -> object:
    """A bare pin gets its address, an address its point; what nobody knew stays as it was said."""
    if isinstance(said, Location) and not (said.title or said.address):
        return replace(said, address=looked.address)
    if not isinstance(said, str):
        return said
    if looked.address and (point := typed_point(said)):
        return Location(*point, address=looked.address)
    if looked.one and len(said) <= PLACE_MAX:
        return {"text": clean_line(said), "lat": looked.one.latitude, "lon": looked.one.longitude}
    return said


def which(conversation: Conversation, key: str, said: object, looked: Looked, context: FormContext) -> Conversation:
    """Answered; where the words fit several places, the question stays with them. Raises what the answer raises."""
    answered = steps.answer(conversation, said, context)
    if not looked.several or not isinstance(said, str):
        return answered
    return steps.offer_places(conversation, key, clean_line(said), as_answers(looked.several))


def as_answers(found: Sequence[Address]) -> list[dict[str, JsonValue]]:
    return [{"text": one.text, "lat": one.latitude, "lon": one.longitude} for one in found]


def place_rows(offered: Sequence[JsonValue], at: str, t: Translator) -> list[Row]:
    """The last one is as it was written."""
    *found, _ = offered
    rows: list[Row] = [
        [Press(str(one["text"])[:_LONGEST], "f.place", (at, number))]
        for number, one in enumerate(found)
        if isinstance(one, dict)
    ]
    return [*rows, [Press(t("map-as-written"), "f.place", (at, len(found)))]]
